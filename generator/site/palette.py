"""The colours of the design as the style sheet has them, for what no style sheet reaches."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from generator.theme import Theme

_COLOUR = re.compile(r"--color-([a-z-]+): (?:light-dark\((#\w{6}), (#\w{6})\)|(#\w{6}));")


class Tone(NamedTuple):
    """A colour by day and by night, each as #rrggbb."""

    light: str
    dark: str


def read_palette(theme: Theme) -> Mapping[str, Tone]:
    """Return the colours of a theme by their names: “paper”, “red”."""
    sheet = theme.file("static/css/tokens.css").read_text(encoding="utf-8")
    return {name: Tone(light or both, dark or both) for name, light, dark, both in _COLOUR.findall(sheet)}
