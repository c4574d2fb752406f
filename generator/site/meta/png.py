"""Renders SVG as PNG with the program's own font, so that every machine gives the same bytes."""

from __future__ import annotations

from pathlib import Path

from resvg_py import svg_to_bytes

FONTS = Path(__file__).parent / "fonts"
FONT_FAMILY = "Hanken Grotesk"


def svg_to_png(svg: str) -> bytes:
    """Render an SVG in its own size; all text in it is set in the font of `fonts/`."""
    return svg_to_bytes(
        svg_string=svg,
        skip_system_fonts=True,
        font_files=[str(FONTS / "social-card.ttf")],
        font_family=FONT_FAMILY,
        sans_serif_family=FONT_FAMILY,
        serif_family=FONT_FAMILY,
    )
