"""What may be written in a cell for a value."""

from __future__ import annotations

import datetime

import pytest

from spreadsheets.sheets import BIKES, HEATING, MORE, TRAM, UNCHANGED, changed_lines, files


@pytest.mark.parametrize("word", ["north", "North", "Norra", " norra\xa0", "NORRA"])
def test_a_value_may_be_written_as_its_id_or_its_label_in_any_language(imported, word):
    before = files()
    imported({(TRAM, "district"): word})

    assert changed_lines(before) == {TRAM: (["district: south\n"], ["district: north\n"])}


@pytest.mark.parametrize("word", [True, "yes", "kyllä", "Ja", "TOSI", "SANT", "true"])
def test_yes_may_be_written_in_the_languages_of_the_editors(imported, word):
    before = files()
    imported({(HEATING, "draft"): word, (TRAM, "goal"): "X"}, {**MORE, "goal": "Y"})

    assert changed_lines(before)[HEATING] == ([], ["draft: yes\n"])


@pytest.mark.parametrize("word", [False, "no", "ei", "Nej", "EPÄTOSI", "FALSKT", ""])
def test_no_is_what_a_measure_says_that_is_no_draft(imported, word):
    assert imported({(HEATING, "draft"): word}) == UNCHANGED


@pytest.mark.parametrize(
    "day", [datetime.date(2027, 3, 1), datetime.datetime(2027, 3, 1), "2027-03-01", "1.3.2027", " 01.03.2027 "]
)
def test_a_day_may_be_one_of_the_spreadsheet_or_be_written(followed, imported, day):
    before = files()
    imported({(BIKES, "due"): day})

    assert changed_lines(before) == {BIKES: (["due: 2026-06-30\n"], ["due: 2027-03-01\n"])}


def test_lines_within_a_cell_become_one(imported):
    assert (
        imported({(TRAM, "title_en"): "A tram\n to\xa0the harbour ", (HEATING, "keywords_en"): "radiator,\nwinter"})
        == UNCHANGED
    )
