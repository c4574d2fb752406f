"""Draws the line of an indicator: its values in, the points of a drawing out."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from generator.model import Indicator, PartialDate
from generator.site.environment import Context

# The drawing has no units of its own: the page stretches it.
_WIDTH = 1000
_HEIGHT = 400
_MARGIN = 20


def chart_of(indicator: Indicator) -> Context | None:
    """Return the drawing of an indicator; None where no two values are known.

    It has lines between the values that are known, the height of the target, and what its edges stand for.
    """
    known = indicator.known_values
    if len(known) < 2:
        return None
    first, last = indicator.data_points[0].day, indicator.data_points[-1].day
    values = [*(value for _unused, value in known), indicator.target]
    smallest, largest = min(values), max(values)
    span = (largest - smallest) or Decimal(1)

    def height_of(value: Decimal) -> int:
        return _MARGIN + round((_HEIGHT - 2 * _MARGIN) * (largest - value) / span)

    days = (last.start - first.start).days or 1

    def position_of(day: PartialDate) -> int:
        return _MARGIN + (_WIDTH - 2 * _MARGIN) * (day.start - first.start).days // days

    # Where no value is known of a day, the line stops.
    neighbours = groupby(indicator.data_points, key=lambda data_point: data_point.value is not None)
    runs = [
        [(position_of(point.day), height_of(point.value)) for point in group if point.value is not None]
        for is_known, group in neighbours
        if is_known
    ]
    return {
        "width": _WIDTH,
        "height": _HEIGHT,
        "runs": runs,
        "target": height_of(indicator.target),
        "first": first,
        "last": last,
        "smallest": smallest,
        "largest": largest,
    }
