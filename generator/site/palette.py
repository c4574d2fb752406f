"""The colours of the design as the style sheet has them, for what no style sheet reaches."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from generator.model import Brand
from generator.site.contrast import nearest
from generator.theme import Theme

_COLOUR = re.compile(r"--color-([a-z-]+): (?:light-dark\((#\w{6}), (#\w{6})\)|(#\w{6}));")

# The least contrast of text is that of WCAG 2.2, 1.4.6, of drawings that of 1.4.11.
_TEXT, _DRAWING = 7, 3
_PAGES = ("paper", "raised", "sky", "sky-low")


class ContrastRule(NamedTuple):
    """A rule that a colour has at least a contrast on what it is drawn on."""

    grounds: tuple[str, ...]
    ratio: int


# By the colour that is drawn. What is not here is an ornament.
CONTRAST_RULES: Mapping[str, ContrastRule] = {
    "ink": ContrastRule((*_PAGES, "late"), _TEXT),
    **dict.fromkeys(("quiet", "link"), ContrastRule(_PAGES, _TEXT)),
    "on-primary": ContrastRule(("primary",), _TEXT),
    "on-river": ContrastRule(("river",), _TEXT),
    "on-code": ContrastRule(("code",), _TEXT),
    **dict.fromkeys(("focus", "mark"), ContrastRule(_PAGES, _DRAWING)),
}
# Where a brand has one colour for both schemes, the page of the dark scheme stays the theme's.
_OF_THE_PAGE = {*_PAGES, "ink", "quiet", "edge"}


class Tone(NamedTuple):
    """A colour by day and by night, each as #rrggbb."""

    light: str
    dark: str


Palette = Mapping[str, Tone]


def read_palette(theme: Theme, brand: Brand) -> Palette:
    """Return the colours of a theme by their names, “paper”, “sky”, in the shades of a brand."""
    sheet = theme.file("static/css/tokens.css").read_text(encoding="utf-8")
    palette = {name: Tone(light or both, dark or both) for name, light, dark, both in _COLOUR.findall(sheet)}
    for colour in brand.colours:
        by_night = palette[colour.name].dark if colour.name in _OF_THE_PAGE else colour.light
        palette[colour.name] = Tone(colour.light, colour.dark or by_night)
    for colour in brand.colours:
        if not colour.dark:
            palette[colour.name] = _visible_by_night(colour.name, palette, brand)
    return palette


def neighbours(name: str, brand: Brand) -> list[tuple[str, int]]:
    """Return what a colour must differ from, and by which contrast.

    Of two colours of the brand that are too much alike, it is the one drawn on the other that must change.
    """
    if rule := CONTRAST_RULES.get(name):
        return [(ground, rule.ratio) for ground in rule.grounds]
    named = {colour.name for colour in brand.colours}
    return [
        (drawn, rule.ratio) for drawn, rule in CONTRAST_RULES.items() if name in rule.grounds and drawn not in named
    ]


def _visible_by_night(name: str, palette: Palette, brand: Brand) -> Tone:
    """Return a colour with the shade nearest to it that can be told from its neighbours in the dark scheme."""
    light, dark = palette[name]
    others = [(palette[other].dark, ratio) for other, ratio in neighbours(name, brand)]
    return Tone(light, nearest(dark, others) or dark)
