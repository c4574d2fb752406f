"""How a city looks: its logo, icon, colours and font, and whether its measures are pictured as houses."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from generator.diagnostics import Location


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, SVG or PNG: its bytes, and its size in units of its own."""

    content: bytes
    width: float
    height: float

    @property
    def suffix(self) -> str:
        """The ending of a file of its kind: “svg” or “png”."""
        return "png" if self.content.startswith(b"\x89PNG") else "svg"

    @property
    def media_type(self) -> str:
        """The media type of its kind."""
        return "image/png" if self.suffix == "png" else "image/svg+xml"

    @property
    def data_url(self) -> str:
        """The URL that has all of it within, for an SVG that shows it."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.content).decode()}"

    def width_at(self, height: int) -> int:
        """Return its width in pixels where it is so many pixels high."""
        return max(1, round(self.width * height / self.height))


@dataclass(frozen=True, slots=True)
class Font:
    """A font in the format WOFF2; one that is variable has all weights."""

    content: bytes
    is_variable: bool


@dataclass(frozen=True, slots=True)
class BrandColour:
    """A colour of the theme in the city's own shade, as #rrggbb; `dark` is empty where none is given for the night."""

    name: str
    light: str
    dark: str
    location: Location


@dataclass(frozen=True, slots=True)
class Brand:
    """How a city looks; what it does not set is as in the theme."""

    logo: Image | None = None
    icon: Image | None = None
    font: Font | None = None
    colours: tuple[BrandColour, ...] = ()
    has_houses: bool = False
