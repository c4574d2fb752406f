"""The icon of the site as pictures of points, for what takes no SVG. Pillow is loaded when one is drawn."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from generator.site.palette import Tone

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

PATH = "{http://www.w3.org/2000/svg}path"
STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
# How wide it is drawn before it is made as small as it is shown, so that its edges are smooth.
FINE = 1024
# The part of a whole picture that the icon takes; a device may cut off what is farther out than four fifths.
SAFE = 0.62

IconPoint = tuple[float, float]


@dataclass(frozen=True, slots=True)
class IconShape:
    """A path of an icon: its lines, and how they are filled or drawn; a colour is empty where it has none."""

    lines: tuple[tuple[IconPoint, ...], ...]
    fill: str
    stroke: str
    width: float


class Icons:
    """The icon of a static folder in all its sizes."""

    def __init__(self, static: Path, palette: Mapping[str, Tone]) -> None:
        self._static = static
        self._palette = palette

    def transparent(self, size: int) -> bytes:
        """The icon alone as a PNG."""
        return png(self.drawn(size))

    def opaque(self, size: int) -> bytes:
        """The icon on paper as a PNG, whole wherever a device cuts it round."""
        from PIL import Image

        paper = Image.new("RGB", (size, size), self._palette["paper"].light)
        icon = self.drawn(round(size * SAFE))
        edge = (size - icon.width) // 2
        paper.paste(icon, (edge, edge), icon)
        return png(paper)

    def favicon(self) -> bytes:
        """The icon as browsers ask for it, unasked."""
        out = io.BytesIO()
        larger, smaller = self.drawn(32), self.drawn(16)
        larger.save(out, "ICO", sizes=[(32, 32), (16, 16)], append_images=[smaller])
        return out.getvalue()

    def drawn(self, size: int) -> Image:
        """The icon, so many points wide."""
        from PIL import Image

        return self._fine.resize((size, size), Image.Resampling.BOX).convert("RGBA")

    @cached_property
    def _fine(self) -> Image:
        """The icon, finely drawn; its colours are multiplied by how dense they are, so that they can be mixed."""
        from PIL import Image, ImageDraw

        box, shapes = self._source()
        fine = Image.new("RGBA", (FINE, FINE))
        pen, scale = ImageDraw.Draw(fine), FINE / box
        for shape in shapes:
            for line in shape.lines:
                draw(pen, shape, [(x * scale, y * scale) for x, y in line], shape.width * scale)
        return fine.convert("RGBa")

    def _source(self) -> tuple[float, tuple[IconShape, ...]]:
        """How wide the drawing is, and its shapes."""
        drawing = ET.fromstring((self._static / "icon.svg").read_text(encoding="utf-8"))
        shapes = tuple(
            IconShape(
                tuple(tuple(line) for line in lines_of(one.get("d", ""))),
                one.get("fill", "#000000").replace("none", ""),
                one.get("stroke", ""),
                float(one.get("stroke-width", "1")),
            )
            for one in drawing.iter(PATH)
        )
        return float(drawing.get("viewBox", "0 0 32 32").split()[2]), shapes


def draw(pen: ImageDraw, shape: IconShape, points: list[IconPoint], width: float) -> None:
    """Draws one line of a shape, its stroke round where it turns and ends."""
    if shape.fill:
        pen.polygon(points, shape.fill)
    if shape.stroke:
        pen.line(points, shape.stroke, round(width))
        for point in points:
            pen.circle(point, width / 2, shape.stroke)


def lines_of(path: str) -> list[list[IconPoint]]:
    """The lines of an SVG path. Raises ValueError for one that is not straight."""
    lines: list[list[IconPoint]] = []
    x = y = 0.0
    for command, written in STEP.findall(path):
        if command in "Zz":
            x, y = lines[-1][0]
        for position, (across, down) in enumerate(steps_of(command, [float(one) for one in NUMBER.findall(written)])):
            from_here = command.islower()
            x = x if across is None else across + x * from_here
            y = y if down is None else down + y * from_here
            if command in "Mm" and position == 0:
                lines.append([])
            lines[-1].append((x, y))
    return lines


def steps_of(command: str, numbers: list[float]) -> Iterator[tuple[float | None, float | None]]:
    """How far each step of a command goes across and down, None where it keeps its place."""
    match command.upper():
        case "M" | "L":
            yield from zip(numbers[::2], numbers[1::2], strict=True)
        case "H":
            yield from ((one, None) for one in numbers)
        case "V":
            yield from ((None, one) for one in numbers)
        case "Z":
            pass
        case _:
            raise ValueError(f"icon.svg: {command!r} in a path is not drawn. Use straight lines: M, L, H, V and Z.")


def png(picture: Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
