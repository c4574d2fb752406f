"""The picture for those who share a link to the site: its name above the row of houses of the home page.

`templates/meta/social_card.svg` draws it; here is decided what fits where.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from generator.model import Image, Language, Measure, Roadmap
from generator.site.environment import TemplateCache, template_environment
from generator.site.meta.icons import icon_png
from generator.site.meta.png import FONTS, svg_to_png
from generator.site.palette import Palette
from generator.theme import Theme

# In pixels. https://ogp.me leaves the size open; this is what social networks ask for.
WIDTH, HEIGHT = 1200, 630
MARGIN = 72
ICON_SIZE = 64
# The name stands between these, as large as it fits.
NAME_TOP, NAME_BOTTOM = 164, 356
# Without houses it has room down to here.
NAME_BOTTOM_ALONE = 540
NAME_SIZES = (88, 80, 72, 64, 56, 48, 40, 34, 28)
LINE_HEIGHT = 1.14
# The houses stand on the river.
RIVER_HEIGHT = 44
STOREY_HEIGHT = 54
HOUSE_GAP = 2
HOUSE_WIDTH_MIN, HOUSE_WIDTH_MAX = 3, 96


class FittedName(NamedTuple):
    """A name in lines of text: the font size, the base line of the first and the distance to the next, in pixels."""

    size: int
    lines: tuple[str, ...]
    baseline: float
    leading: float


class CardHouse(NamedTuple):
    """The house of a measure: its upper left corner in pixels, its height in storeys, and the name of its colour."""

    left: int
    top: int
    storeys: int


def social_card(roadmap: Roadmap, language: Language, palette: Palette, icon: Image, theme: Theme) -> bytes:
    """Return the picture in a language as a PNG; without words where the font lacks a letter of them."""
    brand = roadmap.site.brand
    name, publisher = (
        unicodedata.normalize("NFC", text[language]) for text in (roadmap.site.name, roadmap.site.publisher)
    )
    if not _advances().keys() >= {*name, *publisher}:
        name = publisher = ""
    count = max(1, len(roadmap.measures))
    plot = min(HOUSE_WIDTH_MAX + HOUSE_GAP, (WIDTH - 2 * MARGIN + HOUSE_GAP) / count)
    house_width = max(HOUSE_WIDTH_MIN, int(plot) - HOUSE_GAP)
    gable = min(round(house_width * 0.62), 44)
    svg = (
        template_environment(theme, TemplateCache())
        .get_template("meta/social_card.svg")
        .render(
            colours={colour: tone.light for colour, tone in palette.items()},
            # As pixels: an SVG within an SVG is drawn on a layer of the whole picture, which takes half of the time.
            icon=Image(icon_png(icon, ICON_SIZE), ICON_SIZE, ICON_SIZE).data_url,
            icon_size=ICON_SIZE,
            name=fit_name(name, NAME_BOTTOM if brand.has_houses else NAME_BOTTOM_ALONE),
            publisher=publisher,
            houses=list(_houses(roadmap.measures, plot, gable)) if brand.has_houses else [],
            has_houses=brand.has_houses,
            house_width=house_width,
            gable=gable,
            storey_height=STOREY_HEIGHT,
        )
    )
    return svg_to_png(svg)


def fit_name(name: str, bottom: int = NAME_BOTTOM) -> FittedName:
    """Break a name into lines of the largest size in which it fits, or of the smallest where it fits in none."""
    for size in NAME_SIZES:
        width = (WIDTH - 2 * MARGIN) / size
        lines = _lines(name, width)
        # As few lines as possible, and these as even as possible.
        while width > 1 and len(narrower := _lines(name, width - 0.25)) == len(lines):
            lines, width = narrower, width - 0.25
        leading = size * LINE_HEIGHT
        fits_width = all(text_width(line) * size <= WIDTH - 2 * MARGIN for line in lines)
        if fits_width and leading * len(lines) <= bottom - NAME_TOP:
            break
    middle = (NAME_TOP + bottom) / 2
    return FittedName(size, tuple(lines), middle - leading * len(lines) / 2 + size * 0.86, leading)


def text_width(text: str) -> float:
    """Return the width of a text in the font of the picture, in parts of the font size, without kerning."""
    return sum(_advances()[letter] for letter in text)


def _lines(text: str, width: float) -> list[str]:
    """Break a text into lines of at most a width, in parts of the font size."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _houses(measures: tuple[Measure, ...], plot: float, gable: int) -> Iterator[CardHouse]:
    """Yield a house for each measure, as tall as its first scale."""
    for position, measure in enumerate(measures):
        storeys = next((value.storeys for value in measure.values if value.size), 1)
        top = HEIGHT - RIVER_HEIGHT - gable - storeys * STOREY_HEIGHT
        yield CardHouse(MARGIN + round(position * plot), top, storeys)


@cache
def _advances() -> Mapping[str, float]:
    """Return how far each letter of the font advances, in parts of the font size."""
    metrics = json.loads((FONTS / "social-card.json").read_text(encoding="utf-8"))
    return {letter: units / metrics["units_per_em"] for letter, units in metrics["widths"].items()}
