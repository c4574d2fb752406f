"""A new measure says what is known of it; what is open is never published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from project import problems_of

from generator.build import advice, load_preview, outputs, render

DRAFT = "content/measures/2025-03-cyklar.md"
NEXT = """---
year: 2026
draft: yes
adopted: 2026-01-19
title_sv: Planen 2026
title_en: The plan of 2026
description_sv: Vad staden lovar år 2026.
description_en: What the city promises in 2026.
carries: 02-tram.md
---
"""


def test_a_draft_is_of_the_newest_year_and_counts_on_in_it(followed, run):
    run("new", "Cyklar", "Bicycles for all")

    assert Path(DRAFT).read_text(encoding="utf-8") == (
        "---\n"
        "number: 3\n"
        "edition: 2025\n"
        "draft: yes\n"
        'goal: "?"\n'
        'district: "?"\n'
        'weight: "?"\n'
        'price: "?"\n'
        "title_sv: Cyklar\n"
        "title_en: Bicycles for all\n"
        "slug_sv: cyklar\n"
        "slug_en: bicycles-for-all\n"
        'problem_sv: "?"\n'
        'problem_en: "?"\n'
        "---\n"
        "\n"
        "# På svenska\n"
        "\n"
        "# In English\n"
    )
    assert run("check").exit_code == 0


def test_a_year_that_is_a_draft_begins_at_one(followed, run):
    Path("content/editions/2026.md").write_text(NEXT, encoding="utf-8")
    run("new", "Cyklar", "Bicycles for all")
    run("new", "Cyklar", "Bicycles for all")

    written = [Path(f"content/measures/2026-0{name}.md") for name in ("1-cyklar", "2-cyklar-2")]
    assert [file.read_text(encoding="utf-8").splitlines()[1:4] for file in written] == [
        ["number: 1", "edition: 2026", "draft: yes"],
        ["number: 2", "edition: 2026", "draft: yes"],
    ]
    assert run("check").exit_code == 0


def test_what_is_open_is_published_by_no_deleted_line(run, edit):
    run("new", "Cyklar", "Bicycles for all")
    edit("content/measures/03-cyklar.md", "draft: yes\n", "")
    result = run("build")

    cure = "Write it in place of the question mark."
    assert (result.exit_code, problems_of(result)) == (
        1,
        [
            '"goal" is still open. Choose one of these: X (Clean energy), Y (Sustainable travel).',
            '"district" is still open. Choose one of these: north, south.',
            '"weight" is still open. Choose one of these: S (small), L (large).',
            '"price" is still open. Choose one of these: low, high.',
            f'"problem_sv" is still open. {cure}',
            f'"problem_en" is still open. {cure}',
        ],
    )


def test_the_choices_are_told_in_the_language_of_the_editor(run, edit):
    edit("content/measures/02-tram.md", "goal: Y", 'goal: "?"')

    assert problems_of(run("--language", "sv", "check")) == [
        "”goal” (mål) är ännu öppet. Välj något av dessa: X (Ren energi), Y (Hållbara resor)."
    ]


def test_an_open_draft_has_a_page_in_the_preview(city, run, compiled):
    run("new", "Cyklar", "Bicycles for all")
    drafts = load_preview(city)
    files = dict(render({path: file for path, file in outputs(drafts, city, cache=compiled).items() if "bicy" in path}))

    page = files["en/measures/bicycles-for-all/index.html"].decode()
    assert re.findall("<dt>([^<]*)</dt><dd>[?]</dd>", page) == ["Goal", "District", "Weight", "Price"]


def test_the_preview_tells_what_is_open(city, run, edit):
    run("new", "Cyklar", "Bicycles for all")
    edit("content/measures/03-cyklar.md", 'goal: "?"', "goal: X")
    told = [one for one in advice(load_preview(city), city.theme) if one.location.file.endswith("03-cyklar.md")]

    assert [str(one) for one in told] == [
        'content/measures/03-cyklar.md:5:11: 5 facts are still open in this draft: "district", "weight", "price", '
        '"problem_sv", "problem_en". Write them before the draft is published.'
    ]


@pytest.mark.parametrize("draft", ["yes", "no", "maybe"])
def test_only_a_draft_may_be_open(run, edit, draft):
    edit("content/measures/02-tram.md", "number: 2\n", f"number: 2\ndraft: {draft}\n")
    edit("content/measures/02-tram.md", "goal: Y", 'goal: "?"')

    assert run("translations").exit_code == (0 if draft == "yes" else 1)


@pytest.mark.parametrize(("field", "value"), [("number: 2", "number"), ("slug_en: tram", "slug_en")])
def test_a_number_and_an_address_are_never_open(run, edit, field, value):
    edit("content/measures/02-tram.md", field, f'draft: yes\n{value}: "?"')

    assert run("check").exit_code == 1


def test_what_earlier_versions_filled_in_is_not_published(run, edit):
    edit("content/measures/02-tram.md", "problem_en: ", "problem_en: Which problem does it solve?\nkeywords_en: ")

    assert problems_of(run("check")) == [
        '"problem_en" is only a placeholder: "Which problem does it solve?". Write what is true here.'
    ]


def test_the_title_of_a_year_is_no_description(followed, run, edit):
    edit("content/editions/2025.md", "What the city promised in 2025.", "The plan of 2025")

    assert problems_of(run("check")) == [
        '"description_en" is only a placeholder: "The plan of 2025". Write what is true here.'
    ]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("???", '"???" is not a title. Write words.'),
        ("1.6.2027", '"1.6.2027" is a date, not a title. Write words.'),
        ("a" * 301, "The title is longer than 300 characters. Shorten it."),
    ],
)
def test_a_title_is_a_title_in_the_command_and_in_the_file(run, edit, title, words):
    assert run("new", title, "New").stderr == f"{words}\n"

    edit("content/measures/02-tram.md", "title_en: A tram to the harbour", f'title_en: "{title}"')
    assert problems_of(run("check")) == [words]
