"""A new measure of a roadmap that is followed up belongs to its newest year."""

from __future__ import annotations

from pathlib import Path

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
        "goal: X\n"
        "district: north\n"
        "weight: S\n"
        "price: low\n"
        "title_sv: Cyklar\n"
        "title_en: Bicycles for all\n"
        "slug_sv: cyklar\n"
        "slug_en: bicycles-for-all\n"
        "problem_sv: Vilket problem löser åtgärden?\n"
        "problem_en: Which problem does it solve?\n"
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
