"""What is wrong in the content as it would be, and the writing of it."""

from __future__ import annotations

import pytest

from generator.diagnostics import UserError
from generator.spreadsheets.import_ import FileChange
from generator.spreadsheets.rows import SheetRow
from generator.spreadsheets.staging import write_changes
from generator.spreadsheets.tables import SheetCell
from spreadsheets.sheets import HEATING, MORE, TRAM, cell, files


def test_what_only_the_whole_roadmap_shows_is_a_problem_of_its_cell_or_its_file(imported):
    before = files()

    assert imported(
        {(TRAM, "slug_en"): "district-heating", (TRAM, "draft"): "ja", (TRAM, "goal"): "X"}, {**MORE, "goal": "Y"}
    ).splitlines() == [
        f'{HEATING}:20:55: "measures/02-tram.md" is a draft and has no page yet. Delete its line “draft: yes”, or this link.',
        "    Värmen kommer till husen i rör. Se också [spårvagnen](02-tram.md).",
        "                                                          ^",
        f'{HEATING}:24:60: "measures/02-tram.md" is a draft and has no page yet. Delete its line “draft: yes”, or this link.',
        "    The heat comes to the houses in pipes. See also [the tram](02-tram.md).",
        "                                                               ^",
        f'{cell(TRAM, "slug_en")}: The address "/en/measures/district-heating/" already belongs to {HEATING}. Change one of the two.',
        "3 problems to fix. Nothing was written.",
    ]
    assert files() == before


def test_a_file_that_was_changed_meanwhile_is_left_alone(city):
    row = SheetRow(SheetCell("x", 1, 1), None, {})
    changes = [
        FileChange(row, f"measures/{name}.md", b"as it was", b"as it shall be", ())
        for name in ("01-heating", "02-tram")
    ]
    before = files()

    with pytest.raises(UserError, match=r'"content/measures/01-heating.md" was changed in the meantime\.'):
        write_changes(changes, city.content)
    assert files() == before
