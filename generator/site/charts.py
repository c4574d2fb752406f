"""Draws the line of an indicator: its values in, the places of lines, dots and labels out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from generator.model import Indicator, PartialDate
from generator.site.environment import Context

# A place is a percentage of the drawing, which has no viewBox: the page stretches it and not its text.
_TOP, _BOTTOM = 18, 98
_LEFT, _RIGHT = 2, 98
# Labels of values stand at least this far from each other, in per cent of the narrowest page.
_LABEL_WIDTH = 18
# The axis begins at zero, unless the values would lie in its last quarter.
_CUT_FROM = 4


class Dot(NamedTuple):
    """A known value in a drawing. `label` and `anchor`, the side that it is tied to, are empty where it has no room."""

    x: int
    y: int
    label: Decimal | str
    anchor: str


def chart_of(indicator: Indicator) -> Context | None:
    """Return the drawing of an indicator; None where no two values are known.

    It has lines between known values on the days that follow each other, the heights of the target and of the axis,
    and the value that the axis begins from where that is not zero.
    """
    if len(indicator.known_values) < 2:
        return None
    lowest, highest = _axis(indicator)
    first, last = indicator.data_points[0].day, indicator.data_points[-1].day
    days = (last.start - first.start).days or 1

    def x(day: PartialDate) -> int:
        return _LEFT + (_RIGHT - _LEFT) * (day.start - first.start).days // days

    def y(value: Decimal) -> int:
        return _TOP + round((_BOTTOM - _TOP) * (highest - value) / (highest - lowest))

    places = [None if point.value is None else (x(point.day), y(point.value)) for point in indicator.data_points]
    dots = _dots([(x(day), y(value), value) for day, value in indicator.known_values])
    target = y(indicator.target)
    return {
        "lines": [(*start, *end) for start, end in pairwise(places) if start and end],
        "has_gaps": None in places,
        "dots": dots,
        "target": target,
        # The label of the target stands away from that of the first value.
        "target_anchor": "end" if abs(dots[0].y - target) < _TOP else "start",
        "first": first,
        "last": last,
        "base": y(max(lowest, Decimal(0))),
        "cut_at": lowest if lowest > 0 else None,
    }


def _axis(indicator: Indicator) -> tuple[Decimal, Decimal]:
    """Return the values at the lower and the upper end of the axis."""
    values = [*(value for _day, value in indicator.known_values), indicator.target]
    smallest, largest = min(values), max(values)
    if 0 < smallest < largest and (largest - smallest) * _CUT_FROM < largest:
        return smallest, largest
    lowest, highest = min(Decimal(0), smallest), max(Decimal(0), largest)
    return lowest, highest if highest > lowest else Decimal(1)


def _dots(places: Sequence[tuple[int, int, Decimal]]) -> list[Dot]:
    """Return the dots of known values, with the labels of the first, the last, and of those between that have room."""
    last, labelled = places[-1][0], places[0][0]
    dots = []
    for index, (x, y, value) in enumerate(places):
        is_first, is_last = index == 0, index == len(places) - 1
        has_room = x - labelled >= _LABEL_WIDTH and last - x >= _LABEL_WIDTH
        if is_first or is_last or has_room:
            anchor = "start" if is_first else "end" if is_last else "middle"
            dots.append(Dot(x, y, value, anchor))
            labelled = x
        else:
            dots.append(Dot(x, y, "", ""))
    return dots
