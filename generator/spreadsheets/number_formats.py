"""Tells whether a cell shows what the spreadsheet keeps in it, by the code of its number format (ECMA-376 18.8.30)."""

from __future__ import annotations

import datetime
import re

GENERAL = "General"
# What the numbers of formats without a code stand for (ECMA-376 18.8.30). All others are dates, written in full.
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    **dict.fromkeys((5, 6, 7, 8, 37, 38, 39, 40, 41, 42, 43, 44), "#,##0.00 ¤"),
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    48: "##0.0E+0",
    49: "@",
    14: "d.m.yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    22: "d.m.yyyy h:mm",
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "h:mm:ss"),
}
FULL_DATE = "d.m.yyyy"
_PLAIN = frozenset({"", "general", "standard", "0", "#", "@"})
# Words, escaped signs, and colours, conditions or languages within a code.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
# The width of a sign as space, a sign repeated to fill the cell, and what is in brackets: none is shown as text.
_SPACING = re.compile(r"_.|\*.|\[[^\]]*\]")
# From here on the general format shows a power of ten.
_LONGEST_GENERAL = 10**11


def is_shown(value: object, code: str) -> bool:
    """Return whether a cell with a format shows the value as it is kept: its digits, its letters, a day as a day."""
    bare = _LITERAL.sub("", code).casefold()
    if isinstance(value, str):
        sections = _SPACING.sub("", code).split(";")
        return "@" in sections or ("@" not in bare and len(sections) < 4)
    if isinstance(value, bool):
        return True
    if isinstance(value, int | float):
        return code.casefold() in _PLAIN and is_whole(value)
    if isinstance(value, datetime.date):
        return {"d", "m", "y"} <= set(bare)
    return True


def has_day(code: str) -> bool:
    """Return whether a format of dates shows days, and not the time of one only, or a duration."""
    return bool({"d", "y"} & set(_LITERAL.sub("", code).casefold()))


def is_whole(value: float) -> bool:
    """Return whether the general format shows a number in the same digits in every language."""
    return float(value).is_integer() and abs(value) < _LONGEST_GENERAL
