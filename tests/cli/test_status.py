"""A new state of a measure is one command, and so is what keeps the history of a change made by hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

TRAM = "content/measures/02-tram.md"
BIKES = "content/measures/03-bikes.md"


def test_a_state_is_named_in_any_language_and_the_former_one_is_kept(followed, run):
    result = run("status", "02-tram.md", "Pågår", "--date", "2026-01-12", "--yes")

    assert result.stdout.splitlines() == [
        f"+++ {TRAM}",
        "-status: later",
        "+status: going",
        "-status_date: 2025-05-05",
        "-status_note_sv: Bron måste först repareras.",
        "-status_note_en: The bridge must be mended first.",
        "+status_date: 2026-01-12",
        "+  - date: 2025-05-05",
        "+    text_sv: Bron måste först repareras.",
        "+    text_en: The bridge must be mended first.",
        "+    status: later",
        "+    due: 2027-12-31",
    ]
    assert result.stderr == (
        f"1 file was written.\nLook at the page with “tiekartta serve”, then send these files: {TRAM}\n"
    )
    assert run("check").exit_code == 0


def test_a_state_that_is_written_already_is_not_written_again(followed, run):
    run("status", "2/2024", "going", "--date", "2026-01-12", "--yes")
    result = run("status", "2/2024", "going", "--date", "2026-01-12", "--yes")

    assert result.stderr == "The measure already has this status. Nothing was written.\n"


def test_a_day_after_that_of_the_site_becomes_its_day(followed, run):
    result = run("status", "2/2024", "going", "--date", "2026-02-12", "--yes")

    assert result.stdout.splitlines()[-3:] == [
        "+++ content/site.yaml",
        "-updated: 2026-01-31",
        "+updated: 2026-02-12",
    ]


def test_what_is_done_says_what_came_of_it_and_a_figure_of_the_city_is_told(followed, run):
    result = run(
        "status", "1/2025", "done", "--date", "2026-01", "--result-sv", "De är här.", "--result-en", "Here.", "--yes"
    )

    assert [line for line in result.stdout.splitlines() if line[0] == "+"] == [
        f"+++ {BIKES}",
        "+status: done",
        "+status_date: 2026-01",
        "+completed_on: 2026-01",
        "+result_sv: De är här.",
        "+result_en: Here.",
    ]
    assert "After the change, these problems remain:\ncontent/follow-up.yaml" in result.stderr


def test_a_new_date_alone_is_told_with_its_day(followed, run):
    result = run("status", "2/2024", "later", "--date", "2026-01-12", "--due", "2028-12-31", "--yes")

    assert [line for line in result.stdout.splitlines() if line[0] == "+"] == [
        f"+++ {TRAM}",
        "+due_now: 2028-12-31",
        "+  - date: 2025-05-05",
        "+    due: 2027-12-31",
        "+  - date: 2026-01-12",
        "+    due: 2028-12-31",
    ]
    assert run("check").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("2/2024", "done", "--date", "2026-01-12"),
            'What was achieved? (På svenska) Add this to the command: --result-sv "…" --result-en "…"',
        ),
        (
            ("1/2024", "dropped", "--date", "2026-01-12"),
            'Why? (På svenska) Add this to the command: --note-sv "…" --note-en "…"',
        ),
        (
            ("1/2024", "dropped", "--date", "2026-01-12", "--note-sv", "Slut."),
            'Why? (In English) Add this to the command: --note-en "…"',
        ),
        (("2/2024", "going"), "Since when? (a date, such as 2030-01-31) Add this to the command: --date 2030-01-31"),
        (("2/2024", "gong", "--date", "2026-01-12"), '"gong" is not a status. Did you mean "going on"?'),
        (("2", "going", "--date", "2026-01-12"), '"2" is the number of several measures. Write one of 2/2024, 2/2025.'),
        (
            ("9", "going", "--date", "2026-01-12"),
            'There is no measure "9". Write its number, or its file such as content/measures/14-example.md.',
        ),
    ],
)
def test_a_state_that_cannot_be_written_says_what_is_missing(followed, run, arguments, message):
    result = run("status", *arguments)

    assert (result.exit_code, result.stderr) == (2, f"{message}\n")


def test_a_roadmap_that_is_not_followed_up_has_no_states(city, run):
    assert run("status", "2", "going", "--date", "2026-01-12").exit_code == 2


def test_nothing_is_written_without_a_yes(followed, run):
    before = Path(TRAM).read_bytes()
    result = run("status", "2/2024", "going", "--date", "2026-01-12")

    assert (result.exit_code, Path(TRAM).read_bytes()) == (1, before)


def test_what_was_changed_by_hand_keeps_its_history_and_its_address(followed, edit, run):
    shutil.copytree("content", "old")
    edit(BIKES, "title_sv: Lånecyklar", "title_sv: Cyklar till låns")
    edit(BIKES, "slug_en: bicycles", "slug_en: cycles")
    result = run("record", "old", "--date", "2026-01-12", "--yes")

    assert result.stdout.splitlines() == [
        f"+++ {BIKES}",
        "+updates:",
        "+  - date: 2026-01-12",
        "+    former_title_sv: Lånecyklar",
        "+    former_title_en: Bicycles to borrow",
        "+aliases_en: bicycles",
    ]
    assert run("record", "old").stderr == "Nothing that was published is lost. There is nothing to write.\n"


def test_a_correction_is_no_history(followed, edit, run):
    shutil.copytree("content", "old")
    edit(BIKES, "title_sv: Lånecyklar", "title_sv: Cyklar till låns")

    assert run("record", "old", "--correction", BIKES).stderr == (
        "Nothing that was published is lost. There is nothing to write.\n"
    )


def test_what_an_editor_has_to_decide_is_shown_with_lines_to_copy(followed, edit, run):
    shutil.copytree("content", "old")
    edit(TRAM, "status: later", "status: going")
    edit(TRAM, "status_date: 2025-05-05", "status_date: 2025-04-01")

    assert "  - date: 2025-05-05\n    text_sv: Bron måste först repareras.\n" in run("record", "old", "--yes").stderr
