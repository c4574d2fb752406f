"""Sets words in the font that comes with Pillow, which has no letters with marks: the marks are put on here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

# The signs that a mark is made of, each with how far it stands from the middle of its letter, in parts of the size.
MARKS: dict[str, tuple[tuple[str, float], ...]] = {
    "\N{COMBINING DIAERESIS}": ((".", -0.115), (".", 0.115)),
    "\N{COMBINING RING ABOVE}": (("°", 0.0),),
    "\N{COMBINING ACUTE ACCENT}": (("´", 0.02),),
    "\N{COMBINING GRAVE ACCENT}": (("`", -0.02),),
}
# How far above its letter a mark stands, in parts of the size.
GAPS = {".": 0.1, "°": 0.015, "´": 0.06, "`": 0.06}
# How much bolder it is drawn than the font is, in parts of the size.
WEIGHT = 0.008
# A dash is two hyphens with a third over the joint.
DASHES = "–—"


class Lettering:
    """Words in one size."""

    def __init__(self, size: int) -> None:
        from PIL import ImageFont

        self._font: Any = ImageFont.load_default(size)
        self._weight = size * WEIGHT
        self.size = size

    def has(self, text: str) -> bool:
        """Whether the font has all signs of a text."""
        missing = self._picture("\uffff")
        return all(self._picture(sign) != missing for sign in set(bare(text)) - {" "})

    def width(self, text: str) -> float:
        return float(self._font.getlength(bare(text)))

    def wrapped(self, text: str, width: float) -> list[str]:
        """The words in lines that are no wider, but for a word that is wider itself; as even as they can be."""
        lines = self._lines(text, width)
        narrower = width
        while narrower > width / 3 and len(self._lines(text, narrower - self.size / 4)) == len(lines):
            narrower -= self.size / 4
        return self._lines(text, narrower)

    def _picture(self, sign: str) -> bytes:
        return bytes(self._font.getmask(sign))

    def _lines(self, text: str, width: float) -> list[str]:
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def draw(self, pen: ImageDraw, location: tuple[float, float], text: str, colour: str) -> None:
        """Draws a line of text that begins at a place on its base line."""
        left, base = location
        pen.text(location, bare(text), colour, self._font, anchor="ls", stroke_width=self._weight)
        for sign, x, y in self._marks(text):
            pen.text((left + x, base + y), sign, colour, self._font, anchor="ls", stroke_width=self._weight)

    def _marks(self, text: str) -> Iterator[tuple[str, float, float]]:
        """Each sign that is put on, and where it begins."""
        before = ""
        for letter in unicodedata.normalize("NFD", text):
            if letter in MARKS:
                yield from self._put_on(letter, before)
            elif letter in DASHES:
                before += "--"
                yield "-", self._font.getlength(before) - 1.5 * self._font.getlength("-"), 0
            else:
                before += letter

    def _put_on(self, mark: str, before: str) -> Iterator[tuple[str, float, float]]:
        _unused, top, _unused, _unused = self._font.getbbox(before[-1], anchor="ls")
        middle = self._font.getlength(before) - self._font.getlength(before[-1]) / 2
        for sign, aside in MARKS[mark]:
            left, highest, right, _unused = self._font.getbbox(sign, anchor="ls")
            bottom = highest + self._font.getmask(sign).getbbox()[3]
            yield sign, middle + aside * self.size - (left + right) / 2, top - bottom - GAPS[sign] * self.size


def bare(text: str) -> str:
    """The text without its marks, in signs that the font has."""
    letters = unicodedata.normalize("NFD", text)
    return "".join("--" if one in DASHES else one for one in letters if one not in MARKS)
