"""The Excel file of the measures for people: words instead of codes, what is asked first in front."""

from __future__ import annotations

import io

from python_calamine import CalamineWorkbook


def test_a_workbook_has_the_measures_in_the_words_of_its_language(followed, edit, rendered):
    edit("content/measures/02-tram.md", "due_now: 2027-12-31", "due_now: 2026-01-15")
    book = CalamineWorkbook.from_filelike(io.BytesIO(rendered()["en/measures/measures.xlsx"]))
    heads, *rows = book.get_sheet_by_name("Measures").to_python()
    tram = dict(zip(heads, next(row for row in rows if row[1] == "A tram to the harbour"), strict=True))

    assert heads[:5] == ["No.", "Measure", "State", "Late (days)", "Due"]
    assert [tram[head] for head in ("State", "Late (days)", "Due", "Goal")] == [
        "postponed",
        16.0,
        "15 January 2026",
        "Y Sustainable travel",
    ]
    assert tram["Address"] == "https://plan.stad.example/klimat/en/measures/tram/"
