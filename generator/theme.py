"""Knows where the built-in theme is: its templates and the names of its interface words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

_ROOT = Path(__file__).parent.parent
TEMPLATES = _ROOT / "templates"


@cache
def interface_words() -> Mapping[str, tuple[str, ...]]:
    """Return the names of the interface words, each with the gaps that the templates fill in it."""
    words = yaml.safe_load((TEMPLATES / "words.yaml").read_bytes())
    return {name: tuple(gaps) for name, gaps in words.items()}
