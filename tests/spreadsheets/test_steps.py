"""The sheet of steps: updates and decisions go out as rows, and what was changed in them comes back."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from project import ROOT
from python_calamine import CalamineWorkbook
from table_import.tables import write_xlsx

from generator.content.loader import read_roadmap
from generator.content.schema import measure_fields
from generator.export.xlsx import column_letters
from generator.spreadsheets.columns import step_columns, step_fields
from spreadsheets.sheets import BIKES, HEATING, MORE, TRAM, UNCHANGED, changed_lines, files, read

# The rows of the exported sheet, the heads in the first.
DECIDED, BEGUN, LATE, RENAMED = 1, 2, 3, 4
ALL_ROWS = {DECIDED, BEGUN, LATE, RENAMED}
NEW = {"number": 2, "edition": 2024, "kind": "update", "date": "2025-06-01", "text_sv": "Nytt.", "text_en": "News."}


def names() -> list[str]:
    return [key.name for key in step_columns(read_roadmap(Path("content")))]


def sheet(file: str = "roadmap.xlsx") -> list[list[object]]:
    return [list(row) for row in CalamineWorkbook.from_path(file).get_sheet_by_name("Steps").to_python()]


def cell(row: int, name: str) -> str:
    """What messages call a cell of the sheet of steps, by its row from 0 and its column."""
    return f"roadmap.xlsx, Steps!{column_letters(names().index(name))}{row + 1}"


@pytest.fixture
def imported(followed, run) -> Callable[..., list[str]]:
    """What the command says of an exported workbook with other words in some cells of its steps, and with more rows."""
    run("export", "roadmap.xlsx")
    measures, steps = read(), sheet()

    def make(
        changes: Mapping[tuple[int, str], object],
        *more: Mapping[str, object],
        rows: set[int] = ALL_ROWS,
        new_measures: Mapping[str, object] | None = None,
    ) -> list[str]:
        written = [list(row) for row in steps]
        for (row, name), text in changes.items():
            written[row][names().index(name)] = text
        written = [row for index, row in enumerate(written) if index in {0, *rows}]
        written += [[row.get(name, "") for name in names()] for row in more]
        table = measures + ([[new_measures.get(name, "") for name in measures[0]]] if new_measures else [])
        write_xlsx(Path("roadmap.xlsx"), {"Measures": table, "Steps": written})
        return run("import", "roadmap.xlsx", "--yes").output.splitlines()

    return make


def test_each_step_is_a_row_in_words(followed, run):
    run("export", "roadmap.xlsx")
    heads, *rows = [dict(zip(names(), row, strict=True)) for row in sheet()]

    assert [heads[name] for name in ("number", "kind", "text_en", "body_en", "file")] == [
        "Number",
        "Kind",
        "Text (in English)",
        "Body (in English)",
        "File",
    ]
    assert [[row[name] for name in ("number", "edition", "title_sv", "kind", "date", "status")] for row in rows] == [
        [1.0, "2024", "Fjärrvärme utan kol", "decision", "2024-02-12", ""],
        [1.0, "2024", "Fjärrvärme utan kol", "update", "2024-03-01", "going on"],
        [1.0, "2024", "Fjärrvärme utan kol", "update", "2025-03-10", ""],
        [2.0, "2024", "Spårvagn till hamnen", "update", "2025-02-03", ""],
    ]


def test_a_roadmap_that_is_not_followed_up_has_no_such_sheet(city, run):
    run("export", "roadmap.xlsx")

    assert CalamineWorkbook.from_path("roadmap.xlsx").sheet_names == ["Measures", "Values"]


def test_every_field_with_entries_has_its_kind(followed):
    roadmap = read_roadmap(followed.content)
    fields = measure_fields(roadmap.classifications)

    assert {field.name for field in step_fields(roadmap)} == {field.name for field in fields if field.parts}


def test_a_changed_cell_changes_its_line_only(imported):
    before = files()

    assert imported({(BEGUN, "text_en"): "The digging began.", (DECIDED, "paragraph"): 32}) == [
        "measures/01-heating.md",
        "  updates",
        "    - 2024-03-01 · Bygget började. · The building began. · going on",
        "    + 2024-03-01 · Bygget började. · The digging began. · going on",
        "  decisions",
        "    - 2024-02-12 · Stadsstyrelsen · The city board · 31 · https://stad.example/beslut/31 · https://stad.example/en/decisions/31",
        "    + 2024-02-12 · Stadsstyrelsen · The city board · 32 · https://stad.example/beslut/31 · https://stad.example/en/decisions/31",
        "What changes: 1 measure, 2 fields.",
        "1 measure was written.",
    ]
    assert changed_lines(before) == {
        HEATING: (
            ["    paragraph: 31\n", "    text_en: The building began.\n"],
            ["    paragraph: 32\n", "    text_en: The digging began.\n"],
        )
    }


@pytest.mark.parametrize(
    ("day", "place"),
    [("2025-01-31", 0), ("2025-02-03", 1), (datetime.date(2025, 6, 1), 1), ("2025-Q3", 1), ("2025", 0)],
)
def test_a_new_row_becomes_a_step_at_the_place_of_its_day(imported, day, place):
    imported({}, {**NEW, "date": day})
    lines = Path(TRAM).read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if line.startswith("    text_en:")].index("    text_en: News.") == place
    assert f"  - date: {day}" in lines


def test_a_measure_gets_its_first_step(imported):
    before = files()
    imported(
        {},
        {
            **NEW,
            "number": 1,
            "edition": 2025,
            "kind": "Päätös",
            "text_sv": "",
            "text_en": "",
            "body_sv": "Nämnden",
            "body_en": "The board",
        },
    )

    assert changed_lines(before) == {
        BIKES: ([], ["decisions:\n", "  - date: 2025-06-01\n", "    body_sv: Nämnden\n", "    body_en: The board\n"])
    }


def test_a_new_measure_comes_with_its_steps(imported):
    more = {**MORE, "number": 3, "edition": 2025, "due": "2026-12-31"}
    imported({}, {**NEW, "number": 3, "edition": 2025}, new_measures=more)

    assert "updates:\n  - date: 2025-06-01\n    text_sv: Nytt.\n" in Path(
        "content/measures/2025-03-trad-fler.md"
    ).read_text(encoding="utf-8")


def test_while_there_is_one_year_only_a_row_needs_none(followed, run, edit):
    for path in ("editions/2025.md", "measures/03-bikes.md", "measures/04-coal.md"):
        (followed.content / path).unlink()
    edit("content/follow-up.yaml", "edition: 2024, 2025", "edition: 2024")
    run("export", "roadmap.xlsx")
    more = [{**NEW, "edition": ""}.get(name, "") for name in names()]
    write_xlsx(Path("roadmap.xlsx"), {"Measures": read(), "Steps": [*sheet(), more]})
    run("import", "roadmap.xlsx", "--yes")

    assert "    text_en: News.\n" in Path(TRAM).read_text(encoding="utf-8")


def test_a_row_that_is_gone_stays_in_its_file_and_is_told(imported):
    before = files()

    assert imported({}, rows={BEGUN}) == [
        "3 updates or decisions are not in the table, or have changed since the export. They stay as they are.",
        UNCHANGED.strip(),
    ]
    assert files() == before


def test_a_step_goes_where_its_row_says_so_and_that_is_told(imported):
    before = files()

    assert imported({(LATE, "kind"): "delete", (RENAMED, "kind"): "poista"}, rows={DECIDED, BEGUN, RENAMED}) == [
        (
            "This will be removed from the history of measures/02-tram.md: 2025-02-03 · Åtgärden fick ett "
            "tydligare namn. · The measure got a clearer name. · Spårvagn · Tram"
        ),
        "1 update or decision is not in the table, or has changed since the export. It stays as it is.",
        "measures/02-tram.md",
        "  updates",
        "    - 2025-02-03 · Åtgärden fick ett tydligare namn. · The measure got a clearer name. · Spårvagn · Tram",
        "What changes: 1 measure, 1 field.",
        "1 measure was written.",
    ]
    assert {path: new for path, (_old, new) in changed_lines(before).items()} == {TRAM: []}


def test_rows_may_be_sorted_and_imported_again(imported):
    changes = {(BEGUN, "text_en"): "The digging began.", (LATE, "date"): "2025-03-11", (RENAMED, "kind"): "delete"}
    imported(changes, NEW)
    after = files()

    assert imported(changes, NEW)[-1] == UNCHANGED.strip()
    assert files() == after


@pytest.mark.parametrize("name", ["steps.ods", "steps.xlsx"])
def test_what_calc_saved_sorted_and_with_few_columns_changes_what_was_edited(followed, run, name):
    before = files()
    run("import", str(ROOT / "tests/spreadsheets/saved" / name), "--yes")

    assert {path: new for path, (_old, new) in changed_lines(before).items()} == {
        HEATING: ["    text_en: The digging began.\n"],
        TRAM: [
            "decisions:\n",
            "  - date: 2025-06-01\n",
            "    body_sv: Nämnden\n",
            "    body_en: The board\n",
            "    paragraph: 7\n",
        ],
    }


def test_a_row_that_was_copied_and_changed_is_a_new_step(imported):
    before = files()
    begun = dict(zip(names(), sheet()[BEGUN], strict=True))
    imported({}, {**begun, "date": "2024-09-01", "text_en": "It went on.", "status": ""})

    assert changed_lines(before)[HEATING][0] == []
    assert "    text_en: It went on.\n" in changed_lines(before)[HEATING][1]


def test_what_was_an_update_becomes_a_decision(imported):
    before = files()
    imported(
        {
            (RENAMED, "kind"): "decision",
            **dict.fromkeys(
                (
                    (RENAMED, "text_sv"),
                    (RENAMED, "text_en"),
                    (RENAMED, "former_title_sv"),
                    (RENAMED, "former_title_en"),
                ),
                "",
            ),
            (RENAMED, "body_sv"): "Nämnden",
            (RENAMED, "body_en"): "The board",
        }
    )

    assert changed_lines(before)[TRAM][1] == ["decisions:\n", "    body_sv: Nämnden\n", "    body_en: The board\n"]


def test_a_step_that_changed_meanwhile_is_not_overwritten(imported, edit):
    edit(HEATING, "The building began.", "The digging began.")
    before = files()

    assert imported({(BEGUN, "text_sv"): "Nu började bygget."}) == [
        f"{cell(BEGUN, 'kind')}: This update or decision has changed in measures/01-heating.md. Export the table again, and change it there.",
        "1 problem to fix. Nothing was written.",
    ]
    assert files() == before


def test_a_row_that_nobody_touched_undoes_no_change_of_its_file(imported, edit):
    edit(HEATING, "The building began.", "The digging began.")
    before = files()

    assert imported({(RENAMED, "text_en"): "It has a clearer name."})[0] == (
        "1 update or decision is not in the table, or has changed since the export. It stays as it is."
    )
    assert changed_lines(before)[TRAM][1] == ["    text_en: It has a clearer name.\n"]
    assert len(changed_lines(before)) == 1


def test_each_problem_is_at_its_cell(imported):
    before = files()

    assert imported(
        {
            (DECIDED, "kind"): "wish",
            (BEGUN, "date"): "31.2.2024",
            (LATE, "text_sv"): "",
            (LATE, "paragraph"): 3,
            (RENAMED, "number"): 1,
        },
        {**NEW, "number": 9},
        {**NEW, "kind": ""},
        {**NEW, "kind": "delete"},
        {**NEW, "file": "measures/3-trees.md", "number": ""},
        {**NEW, "date": ""},
    ) == [
        f'{cell(DECIDED, "kind")}: "wish" is not a kind of step. Write “update” or “decision”.',
        f'{cell(BEGUN, "date")}: "31.2.2024" is not a date: that month has only 29 days. Correct the day.',
        f'{cell(LATE, "text_sv")}: "text_sv" is empty. Write its value into this cell.',
        f'{cell(LATE, "paragraph")}: "paragraph" does not belong to this kind. Empty the cell, or choose another kind.',
        f'{cell(RENAMED, "number")}: This row belongs to measures/02-tram.md, whose number is 2/2024. Write that number. For a step of another measure, empty the columns "file" and "entry" in this row.',
        f'{cell(5, "number")}: No measure has the number "9/2024". Correct it, or add the measure to the sheet of measures.',
        f'{cell(6, "kind")}: "kind" is empty. Write its value into this cell.',
        f"{cell(7, 'kind')}: This row matches no update or decision in the file. Delete the row.",
        f'{cell(8, "file")}: There is no measure "measures/3-trees.md". Write the name as the export did, or empty the cell.',
        f'{cell(9, "date")}: "date" is empty. Write its value into this cell.',
        "10 problems to fix. Nothing was written.",
    ]
    assert files() == before


def test_what_only_the_whole_file_shows_is_at_its_cell(imported):
    before = files()

    assert imported({(LATE, "date"): "2027-03-10"}, {**NEW, "status": "done"}) == [
        f"{cell(LATE, 'date')}: The deadline was moved after the measure was completed on 2025-09-30. Correct one of the two.",
        f"{cell(LATE, 'date')}: This date is after 2026-01-31, the date of the site. Correct it, or write a later date as “updated” in site.yaml.",
        f'{cell(5, "date")}: On this date, the measure already has another status, since 2025-05-05. Write the newest one as "status" (state) and "status_date" (state), and those before it here.',
        "3 problems to fix. Nothing was written.",
    ]
    assert files() == before


def test_columns_that_are_missing_or_there_twice_are_problems(imported, run):
    steps = [[row[3], *row[5:]] for row in sheet()]
    steps[0][1] = "Entry"
    write_xlsx(Path("roadmap.xlsx"), {"Measures": read(), "Steps": steps})

    assert run("import", "roadmap.xlsx").output.splitlines() == [
        'roadmap.xlsx, Steps!A1: The column "date" is missing. Copy the first row of a new export above these.',
        f'roadmap.xlsx, Steps!{column_letters(len(steps[0]) - 1)}1: The column "entry" appears twice, first at B1. Delete one of the two.',
        "2 problems to fix. Nothing was written.",
    ]


def test_a_column_of_the_editors_own_is_passed_over_with_a_word(imported, run):
    steps = [[*row, "ask" if index else "Notes"] for index, row in enumerate(sheet())]
    write_xlsx(Path("roadmap.xlsx"), {"Measures": read(), "Steps": steps})

    assert run("import", "roadmap.xlsx").output.splitlines() == [
        f"Columns of your own were not read: Notes ({column_letters(len(steps[0]) - 1)}1).",
        UNCHANGED.strip(),
    ]
