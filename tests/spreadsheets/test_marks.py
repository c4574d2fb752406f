"""A table that was out for a while: what nobody touched in it undoes nothing that was done meanwhile."""

from __future__ import annotations

from pathlib import Path

from generator.spreadsheets.marks import is_untouched, row_mark
from spreadsheets.sheets import HEATING, TRAM, UNCHANGED, changed_lines, files, row_of, save


def test_a_cell_that_nobody_touched_undoes_no_change_of_its_file(table, run, edit):
    rows = table({(TRAM, "price"): "low"})
    edit(TRAM, "title_en: A tram to the harbour", "title_en: A tram to the port")
    edit(TRAM, "number: 2\n", "number: 2\ncode: B2\n")
    before = files()
    save(rows)

    assert run("import", "roadmap.xlsx", "--yes").output.splitlines() == [
        (
            'measures/02-tram.md has changed since the export: "title_en", "code". These are unchanged in the '
            "table, so they stay as they are."
        ),
        "measures/02-tram.md",
        "  price",
        "    - high",
        "    + low",
        "What changes: 1 measure, 1 field.",
        "1 measure was written.",
    ]
    assert changed_lines(before) == {TRAM: (["price: high\n"], ["price: low\n"])}


def test_a_cell_that_was_changed_in_the_table_counts(table, run, edit):
    rows = table({(TRAM, "title_en"): "A tram to the sea"})
    edit(TRAM, "title_en: A tram to the harbour", "title_en: A tram to the port")
    save(rows)
    run("import", "roadmap.xlsx", "--yes")

    assert "title_en: A tram to the sea\n" in Path(TRAM).read_text(encoding="utf-8")


def test_a_table_that_was_imported_changes_nothing_when_it_is_imported_again(table, run, edit):
    save(table({(TRAM, "title_en"): "A tram to the sea", (HEATING, "goal"): "Y"}))
    run("import", "roadmap.xlsx", "--yes")
    after = files()

    assert run("import", "roadmap.xlsx", "--yes").output == UNCHANGED
    assert files() == after


def test_without_the_mark_of_its_row_each_cell_counts(table, run, edit):
    rows = table()
    edit(TRAM, "title_en: A tram to the harbour", "title_en: A tram to the port")
    rows[row_of(TRAM)][rows[0].index("entry")] = ""
    save(rows)
    run("import", "roadmap.xlsx", "--yes")

    assert "title_en: A tram to the harbour\n" in Path(TRAM).read_text(encoding="utf-8")


def test_a_mark_knows_each_text_and_each_empty_one():
    mark = row_mark({"title": "Tram", "code": "", "price": "low"})

    assert [is_untouched(mark, *cell) for cell in (("title", "Tram"), ("code", ""), ("price", "low"))] == [True] * 3
    assert [is_untouched(mark, *cell) for cell in (("title", "tram"), ("code", "B2"), ("price", ""))] == [False] * 3
    assert [is_untouched(other, "code", "") for other in ("", "something else", mark[:5])] == [False] * 3
