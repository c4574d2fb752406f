"""What a cell shows of its value."""

from __future__ import annotations

import datetime

import pytest

from generator.spreadsheets.number_formats import has_day, is_shown

_DAY = datetime.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("value", "shown", "hidden"),
    [
        (
            14.0,
            ["General", "Standard", "0", "#", "@"],
            ["0.00", "0%", "#,##0", '0" kpl"', "0000", "0;-0;;@", "d.m.yyyy"],
        ),
        (1.5, [], ["General", "0", "0.0"]),
        (1e11, [], ["General"]),
        (
            "2026-Q3",
            ["General", "@", "0.00", "d.m.yyyy;@", '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', "[Red]@"],
            [";;;", '"Q: "@', '0;0;0;"text"'],
        ),
        (
            _DAY,
            ["d.m.yyyy", "d.m.yyyy;@", "[$-40B]d. mmmm yyyy", "yyyy-mm-dd", 'd. mmmm "vuonna" yyyy'],
            ["mmm yy", "d-mmm", "yyyy", 'mmm "day" yyyy'],
        ),
        (True, ["General", "0.00"], []),
    ],
)
def test_a_cell_shows_its_value_or_something_else(value, shown, hidden):
    assert [code for code in [*shown, *hidden] if is_shown(value, code)] == shown


def test_a_format_of_times_has_no_day():
    assert [has_day(code) for code in ("d.m.yyyy h:mm", "[h]:mm:ss", "h:mm", 'mm:ss "d"')] == [
        True,
        False,
        False,
        False,
    ]
