"""What editors do every week is published: no test of the program and no check stands in its way."""

from __future__ import annotations

from pathlib import Path

TRAM = "content/measures/02-tram.md"
TRAM_PAGE = Path("site/en/measures/tram/index.html")


def test_a_measure_gets_another_weight(run, edit):
    edit(TRAM, "weight: S\n", "weight: L\n")

    assert run("build").exit_code == 0
    assert Path("site/en/measures/index.html").read_text(encoding="utf-8").count("weight:L") == 2


def test_a_draft_is_added_and_stays_out_of_the_site(run):
    assert run("new", "Cyklar", "Bikes").exit_code == 0

    assert run("build").exit_code == 0
    assert not Path("site/en/measures/bikes").exists()


def test_a_renamed_slug_leads_on_from_its_old_address(run, edit):
    edit(TRAM, "slug_en: tram\n", "slug_en: tramway\naliases_en: tram\n")

    assert run("build").exit_code == 0
    assert "../tramway/" in TRAM_PAGE.read_text(encoding="utf-8")
    assert Path("site/en/measures/tramway/index.html").is_file()
