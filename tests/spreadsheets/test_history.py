"""An import loses nothing that was published: former states and dates go into the updates, addresses lead on."""

from __future__ import annotations

from pathlib import Path

import pytest

from spreadsheets.sheets import TRAM, changed_lines, files, read, row_of, save

COAL = "content/measures/04-coal.md"
BIKES = "content/measures/03-bikes.md"


@pytest.fixture
def imported_with(followed, run):
    """What an import with options changes in the files, where some cells of a table have other words."""

    def make(cells, *options):
        run("export", "roadmap.xlsx")
        rows, before = read(), files()
        for (file, name), text in cells.items():
            rows[row_of(file)][rows[0].index(name)] = text
        save(rows)
        result = run("import", "roadmap.xlsx", "--yes", *options)
        assert result.exit_code == 0, result.output
        changes = changed_lines(before).items()
        return {file: tuple([line.rstrip("\n") for line in lines] for lines in both) for file, both in changes}

    return make


def test_a_former_state_goes_into_the_updates(imported_with):
    changes = {"status": "going", "status_date": "2026-01-12", "status_note_sv": "", "status_note_en": ""}

    assert imported_with({(TRAM, name): text for name, text in changes.items()})[TRAM][1][2:] == [
        "  - date: 2025-05-05",
        "    text_sv: Bron måste först repareras.",
        "    text_en: The bridge must be mended first.",
        "    status: later",
        "    due: 2027-12-31",
    ]


def test_a_date_first_promised_stays_and_a_former_address_leads_on(imported_with):
    assert imported_with({(BIKES, "due"): "2026-12-31", (BIKES, "slug_en"): "cycles"}) == {
        BIKES: (
            ["slug_en: bicycles"],
            [
                "slug_en: cycles",
                "due_now: 2026-12-31",
                "updates:",
                "  - date: 2026-01-31",
                "    due: 2026-12-31",
                "aliases_en: bicycles",
            ],
        )
    }


def test_a_day_that_is_given_becomes_that_of_the_site(imported_with):
    changes = imported_with({(BIKES, "title_sv"): "Cyklar till låns"}, "--date", "2026-02-12")

    assert changes["content/site.yaml"] == (["updated: 2026-01-31"], ["updated: 2026-02-12"])
    assert "  - date: 2026-02-12" in changes[BIKES][1]


def test_a_correction_is_no_history(imported_with):
    changes = imported_with({(BIKES, "title_sv"): "Cyklar till låns"}, "--correction")

    assert changes == {BIKES: (["title_sv: Lånecyklar"], ["title_sv: Cyklar till låns"])}


def test_a_draft_has_no_history(imported_with, run):
    text = Path(BIKES).read_text().replace("edition: 2025\n", "edition: 2025\ndraft: yes\n")
    Path(BIKES).write_text(text)

    assert imported_with({(BIKES, "title_sv"): "Cyklar till låns"}) == {
        BIKES: (["title_sv: Lånecyklar"], ["title_sv: Cyklar till låns"])
    }


def test_a_state_that_cannot_have_been_before_the_new_one_is_told_with_lines_to_copy(followed, run):
    run("export", "roadmap.xlsx")
    rows = read()
    for name, text in {"status": "dropped", "status_date": "2025-10-01", "merged_into": ""}.items():
        rows[row_of(COAL)][rows[0].index(name)] = text
    save(rows)

    assert "  - date: 2025-11-03\n    text_sv: Värmen" in run("import", "roadmap.xlsx", "--dry-run").stderr
