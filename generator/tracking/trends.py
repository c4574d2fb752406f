"""Says of an indicator whether its target is reached, and if not, whether it comes nearer."""

from __future__ import annotations

import enum

from generator.model import Direction, Indicator


class Trend(enum.Enum):
    """How an indicator stands to its target. Each has its words in the theme: “trend_reached”."""

    REACHED = "reached"
    MOVING = "moving"
    STUCK = "stuck"
    SINGLE = "single"
    UNKNOWN = "unknown"


def trend_of(indicator: Indicator) -> Trend:
    """Compare the last known value with the target and with the one known before it."""
    # Turned so that more is better.
    sign = 1 if indicator.direction is Direction.UP else -1
    values = [sign * value for _day, value in indicator.known_values]
    if not values:
        return Trend.UNKNOWN
    if values[-1] >= sign * indicator.target:
        return Trend.REACHED
    if len(values) == 1:
        return Trend.SINGLE
    return Trend.MOVING if values[-1] > values[-2] else Trend.STUCK
