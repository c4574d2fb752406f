"""The contrast of two colours, and the colour nearest to one that has enough: WCAG 2.2, contrast ratio."""

from __future__ import annotations

from collections.abc import Iterable

# How finely a colour is mixed with black and with white to find one with more contrast.
_STEPS = 256


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def nearest(colour: str, others: Iterable[tuple[str, float]]) -> str | None:
    """Return the colour nearest to one, darker or lighter, with enough contrast; None where there is none.

    Args:
        colour: The colour to begin with.
        others: Each colour beside it, and the contrast ratio that is enough there.
    """
    others = tuple(others)
    for step in range(_STEPS + 1):
        for end in ("#000000", "#ffffff"):
            mixed = _mix(colour, end, step / _STEPS)
            if all(contrast(mixed, other) >= ratio for other, ratio in others):
                return mixed
    return None


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in (value / 255 for value in bytes.fromhex(colour[1:]))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mix(colour: str, end: str, share: float) -> str:
    """Return a colour with a share of another in it."""
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(end[1:]), strict=True)
    return "#" + bytes(round(one + (other - one) * share) for one, other in pairs).hex()
