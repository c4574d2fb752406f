"""The check of the statement of accessibility against the site that it speaks of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

PAGE = "content/pages/accessibility.md"
STATEMENT = """---
title_sv: Tillgänglighet
title_en: Accessibility
slug_sv: tillganglighet
slug_en: accessibility
description_sv: Hur tillgänglig planen är.
description_en: How accessible the plan is.
menu: footer
{fields}
---

# På svenska

Vi bedömde webbplatsen {swedish}.

# In English

We assessed the site on {english}.
"""
# The miniature city was updated on 31 January 2026.
RIGHT = {
    "fields": "assessed: 2025-02-01\ncovers: sv, en, embeds",
    "swedish": "1.2.2025",
    "english": "1 February 2025",
}


@pytest.fixture
def advice(run):
    """What `check` advises on the statement: its line and its words."""

    def told(**other: str) -> list[tuple[int, str]]:
        Path(PAGE).write_text(STATEMENT.format(**RIGHT | other), encoding="utf-8")
        entries = json.loads(run("check", "--format", "json").stdout)
        return [(entry["line"], entry["message"]) for entry in entries if entry["file"] == PAGE]

    return told


def test_a_statement_that_holds_is_no_advice(city, advice):
    assert advice() == []


def test_an_assessment_of_more_than_a_year_ago_is_advice(city, advice):
    assert advice(
        fields="assessed: 2025-01-30\ncovers: sv, en, embeds", swedish="30.1.2025", english="30 January 2025"
    ) == [
        (
            9,
            (
                "Accessibility was last assessed on 30.1.2025, more than a year ago. Assess it again, update the "
                "text, and write the date here."
            ),
        )
    ]


def test_a_statement_without_a_day_is_advice(city, advice):
    assert advice(fields="covers: sv, en, embeds") == [
        (
            9,
            "When was accessibility assessed? Write the date in the text, and here: “assessed: 2026-11-24”.",
        )
    ]


def test_a_text_that_gives_another_day_is_advice(city, advice):
    assert advice(english="2 February 2025") == [
        (17, "The text (In English) does not give the date of the assessment. Write it there: 1 February 2025")
    ]


def test_what_the_site_has_and_the_statement_does_not_cover_is_advice(city, advice, edit):
    edit("content/site.yaml", "updated: 2026-01-31\n", "updated: 2026-01-31\npdf: yes\n")

    assert advice(fields="assessed: 2025-02-01\ncovers: sv, embeds") == [
        (
            10,
            "The accessibility statement does not cover en, pdf, which the site has. "
            "Assess that, write the result into the text, and write here: covers: sv, en, pdf, embeds",
        )
    ]


def test_what_the_statement_covers_and_the_site_does_not_have_is_advice(city, advice):
    assert advice(fields="assessed: 2025-02-01\ncovers: sv, en, fi, pdf, embeds") == [
        (
            10,
            "The accessibility statement covers fi, pdf, which the site does not have. "
            "Correct the text, and write here: covers: sv, en, embeds",
        )
    ]
