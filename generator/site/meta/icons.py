"""The icon of the site in the sizes and formats of those that take no SVG: SVG or PNG in, PNG and ICO out."""

from __future__ import annotations

import struct

from generator.model import Brand, Image
from generator.site.meta.png import svg_to_png
from generator.theme import Theme

# A device may cut off what is farther from the middle than four fifths: https://www.w3.org/TR/appmanifest/#icon-masks
MASKABLE_SCALE = 0.62
FAVICON_SIZES = (16, 32)


def read_icon(theme: Theme, brand: Brand) -> Image:
    """Return the icon of a brand, or else that of the theme, which is drawn in a square."""
    return brand.icon or Image(theme.file("static/icon.svg").read_bytes().replace(b"\r\n", b"\n"), 1, 1)


def icon_png(icon: Image, size: int, background: str = "") -> bytes:
    """Return an icon as a square PNG of so many pixels, transparent around it.

    Where a background is given, the icon is small enough on it to stay whole where a device cuts the edges off.
    """
    return svg_to_png(icon_svg(icon, size, background))


def icon_svg(icon: Image, size: int, background: str = "") -> str:
    """Return what `icon_png` draws."""
    scaled = round(size * MASKABLE_SCALE) if background else size
    edge = (size - scaled) // 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}">'
        f'<rect width="{size}" height="{size}" fill="{background or "none"}"/>'
        f'<image href="{icon.data_url}" x="{edge}" y="{edge}" width="{scaled}" height="{scaled}"/></svg>'
    )


def favicon(icon: Image) -> bytes:
    """Return the icon as an ICO, which browsers ask for by its name: a directory of sizes, then a PNG of each."""
    images = [icon_png(icon, size) for size in FAVICON_SIZES]
    header_size, entry_size = 6, 16
    parts = [struct.pack("<HHH", 0, 1, len(images))]
    offset = header_size + entry_size * len(images)
    for size, image in zip(FAVICON_SIZES, images, strict=True):
        parts.append(struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(image), offset))
        offset += len(image)
    return b"".join((*parts, *images))
