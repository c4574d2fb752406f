"""Draws the line of an indicator: its values in, the points of a drawing out."""

from __future__ import annotations

import datetime
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from generator.model import Indicator

# The drawing has no units of its own: the page stretches it.
_WIDTH = 1000
_HEIGHT = 400
_MARGIN = 20


class ChartPoint(NamedTuple):
    """A place in the drawing, from its upper left corner."""

    x: int
    y: int


class Chart(NamedTuple):
    """A drawing: lines between the values that are known, the height of the target, and what its edges stand for."""

    runs: tuple[tuple[ChartPoint, ...], ...]
    target: int
    first: datetime.date
    last: datetime.date
    smallest: Decimal
    largest: Decimal
    width: int = _WIDTH
    height: int = _HEIGHT


def chart_of(indicator: Indicator) -> Chart | None:
    """Return the drawing of an indicator; None where no two values are known."""
    known = indicator.known_values
    if len(known) < 2:
        return None
    first, last = indicator.data_points[0].day, indicator.data_points[-1].day
    values = [*(value for _unused, value in known), indicator.target]
    smallest, largest = min(values), max(values)
    span = (largest - smallest) or Decimal(1)

    def height_of(value: Decimal) -> int:
        return _MARGIN + round((_HEIGHT - 2 * _MARGIN) * (largest - value) / span)

    def point(day: datetime.date, value: Decimal) -> ChartPoint:
        return ChartPoint(
            _MARGIN + (_WIDTH - 2 * _MARGIN) * (day - first).days // (last - first).days, height_of(value)
        )

    # Where no value is known of a day, the line stops.
    neighbours = groupby(indicator.data_points, key=lambda data_point: data_point.value is not None)
    runs = (
        tuple(point(data_point.day, data_point.value) for data_point in group if data_point.value is not None)
        for _is_known, group in neighbours
    )
    return Chart(tuple(run for run in runs if run), height_of(indicator.target), first, last, smallest, largest)
