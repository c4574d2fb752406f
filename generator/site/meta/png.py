"""Renders SVG as PNG with the program's own font, so that every machine gives the same bytes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import resvg_py

from generator import disk_cache
from generator.site.packaged import packaged_file, write_packaged

FONTS = Path(__file__).parent / "fonts"
FONT_FAMILY = "Hanken Grotesk"
_FONT = FONTS / "social-card.ttf"


def svg_to_png(svg: str) -> bytes:
    """Render an SVG in its own size; all text in it is set in the font of `fonts/`. What was drawn is kept on disk."""
    packaged = _packaged(svg)
    if packaged.is_file():
        return packaged.read_bytes()
    key = disk_cache.key_of("png", _font(), svg)
    return disk_cache.get_or_create(key, lambda: _drawn(svg))


def write_png(svg: str) -> Path:
    """Draw an SVG of the theme when the program is packaged, and return where it is."""
    return write_packaged(_packaged(svg), _drawn(svg))


def _packaged(svg: str) -> Path:
    return packaged_file(".png", resvg_py.__version__, _font(), svg)


@cache
def _font() -> bytes:
    return _FONT.read_bytes()


def _drawn(svg: str) -> bytes:
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        skip_system_fonts=True,
        font_files=[str(_FONT)],
        font_family=FONT_FAMILY,
        sans_serif_family=FONT_FAMILY,
        serif_family=FONT_FAMILY,
    )
