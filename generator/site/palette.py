"""The colours of the design as the style sheet has them, for what no style sheet reaches."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_COLOUR = re.compile(r"--color-([a-z-]+): (?:light-dark\((#\w{6}), (#\w{6})\)|(#\w{6}));")


class Tone(NamedTuple):
    """A colour by day and by night, each as #rrggbb."""

    light: str
    dark: str


def read_palette(static: Path) -> Mapping[str, Tone]:
    """Return the colours of the static folder by their names: “paper”, “red”."""
    sheet = (static / "css" / "tokens.css").read_text(encoding="utf-8")
    return {name: Tone(light or both, dark or both) for name, light, dark, both in _COLOUR.findall(sheet)}
