"""Says of an indicator whether its target is reached, and if not, whether it comes nearer."""

from __future__ import annotations

import enum
from decimal import Decimal

from generator.model import Direction, Indicator


class Trend(enum.Enum):
    """How an indicator stands to its target. Each has its words in `texts.yaml`: “trend_reached”."""

    REACHED = "reached"
    MOVING = "moving"
    STUCK = "stuck"
    SINGLE = "single"
    UNKNOWN = "unknown"


def trend_of(indicator: Indicator) -> Trend:
    """Compare the last known value with the target and with the one known before it."""
    values = [value for _unused, value in indicator.known_values]
    if not values:
        return Trend.UNKNOWN
    if _gain(indicator, indicator.target, values[-1]) >= 0:
        return Trend.REACHED
    if len(values) == 1:
        return Trend.SINGLE
    return Trend.MOVING if _gain(indicator, values[-2], values[-1]) > 0 else Trend.STUCK


def _gain(indicator: Indicator, start: Decimal, end: Decimal) -> Decimal:
    """Return how far it is from one value to another in the direction that the indicator should go."""
    return end - start if indicator.direction is Direction.UP else start - end
