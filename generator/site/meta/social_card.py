"""The picture of the site for those who pass a link on: its name above the row of houses of the home page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from generator.model import Language, Measure, Roadmap
from generator.site.meta.icons import Icons, png
from generator.site.meta.lettering import Lettering
from generator.site.palette import Tone

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

# What ogp.me leaves open and those who show links ask for.
SIZE = WIDTH, HEIGHT = 1200, 630
EDGE = 72
ROOF = 14
RIVER = 44
# Where the name may stand, and how large it may be.
NAME_TOP, NAME_BOTTOM = 164, 356
NAME_SIZES = (88, 80, 72, 64, 56, 48, 40, 34, 28)
LEADING = 1.14
PUBLISHER_SIZE = 34
ICON_SIZE = 64
# Houses as on the home page: figures.css.
GAP = 2
STOREY = 54
WIDEST = 96
FINENESS = 4
# Enough for the smooth edges.
COLOURS = 96


def social_card(roadmap: Roadmap, language: Language, palette: Mapping[str, Tone], icons: Icons) -> bytes:
    """The picture in a language as a PNG; without words where these cannot be spelled."""
    from PIL import Image, ImageDraw

    colours = {name: tone.light for name, tone in palette.items()}
    picture = Image.new("RGB", SIZE, colours["paper"])
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, WIDTH, ROOF - 1), colours["tar"])
    pen.rectangle((0, HEIGHT - RIVER, WIDTH, HEIGHT), colours["blue"])
    place_houses(picture, roadmap, colours)
    icon = icons.drawn(ICON_SIZE)
    picture.paste(icon, (EDGE, ROOF + 42), icon)
    name, publisher = roadmap.site.name[language], roadmap.site.publisher[language]
    if Lettering(PUBLISHER_SIZE).has(name + publisher):
        write_publisher(pen, publisher, colours["quiet"])
        write_name(pen, name, colours["ink"])
    return png(picture.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE))


def write_publisher(pen: ImageDraw, publisher: str, colour: str) -> None:
    """The publisher beside the icon."""
    Lettering(PUBLISHER_SIZE).draw(pen, (EDGE + ICON_SIZE + 20, ROOF + 42 + ICON_SIZE * 0.7), publisher, colour)


def write_name(pen: ImageDraw, name: str, colour: str) -> None:
    """The name, as large as there is room for."""
    lettering, lines = set_name(name)
    leading = lettering.size * LEADING
    base = (NAME_TOP + NAME_BOTTOM) / 2 - leading * len(lines) / 2 + lettering.size * 0.86
    for line in lines:
        lettering.draw(pen, (EDGE - lettering.size * 0.07, base), line, colour)
        base += leading


def set_name(name: str) -> tuple[Lettering, list[str]]:
    """The name in lines of the largest size that it has room in, in the smallest where it has none."""
    for size in NAME_SIZES:
        lettering = Lettering(size)
        lines = lettering.wrapped(name, WIDTH - 2 * EDGE)
        widest = max(map(lettering.width, lines))
        if widest <= WIDTH - 2 * EDGE and size * LEADING * len(lines) <= NAME_BOTTOM - NAME_TOP:
            break
    return lettering, lines


def place_houses(picture: Image, roadmap: Roadmap, colours: Mapping[str, str]) -> None:
    """One house a measure on the shore."""
    plot = min(WIDEST + GAP, (WIDTH - 2 * EDGE + GAP) / max(1, len(roadmap.measures)))
    width = max(3, int(plot) - GAP)
    drawn = cache(lambda accent, size: house(width, size, colours[accent], colours))
    for position, measure in enumerate(roadmap.measures):
        one = drawn(accent_of(measure), size_of(measure))
        picture.paste(one, (EDGE + round(position * plot), HEIGHT - RIVER - one.height), one)


def accent_of(measure: Measure) -> str:
    """The colour of a measure: that of its first value that has one."""
    return next((value.accent for value in measure.values if value.accent), "slate")


def size_of(measure: Measure) -> int:
    """How large a measure is by its first scale."""
    return next((value.size for value in measure.values if value.size), 1)


def house(width: int, storeys: int, accent: str, colours: Mapping[str, str]) -> Image:
    """A house with a tarred gable and, where there is room, two windows a storey."""
    from PIL import Image, ImageDraw

    gable = min(round(width * 0.62), 44)
    height = gable + STOREY * storeys
    fine = Image.new("RGBA", (width * FINENESS, height * FINENESS))
    pen = ImageDraw.Draw(fine)
    pen.polygon(scaled((0, gable), (width / 2, 0), (width, gable), (width, height), (0, height)), accent)
    eaves = gable + width * 0.12
    ridge = width * 0.2
    pen.polygon(
        scaled((0, gable), (width / 2, 0), (width, gable), (width, eaves), (width / 2, ridge), (0, eaves)),
        colours["tar"],
    )
    for left, top in windows(width, gable, storeys):
        right, bottom = left + width * 0.21, top + STOREY * 0.4
        pen.polygon(scaled((left, top), (right, top), (right, bottom), (left, bottom)), colours["window"])
    return fine.reduce(FINENESS)


def windows(width: int, gable: int, storeys: int) -> Iterator[tuple[float, float]]:
    """The upper left corner of each window."""
    if width < 16:
        return
    for storey in range(storeys):
        for part in (0.2, 0.59):
            yield width * part, gable + STOREY * (storey + 0.38)


def scaled(*points: tuple[float, float]) -> list[tuple[float, float]]:
    return [(x * FINENESS, y * FINENESS) for x, y in points]
