"""The web app manifest: how the site looks to a reader who keeps it on a home screen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from generator.model import Brand, Language
from generator.site.meta.icons import icon_svg, read_icon
from generator.site.meta.png import write_png
from generator.site.packaged import PACKAGED
from generator.site.palette import Palette, read_palette
from generator.theme import Theme
from generator.urls import UrlMap, relative_url


class ManifestIcon(NamedTuple):
    """An icon of the site: its path, its width in pixels, and whether a device may cut its edges off."""

    path: str
    size: int
    maskable: bool


MANIFEST_ICONS = (
    ManifestIcon("icon-192.png", 192, False),
    ManifestIcon("icon-512.png", 512, False),
    ManifestIcon("icon-maskable.png", 512, True),
)


# That of iPhones, which read no manifest.
TOUCH_ICON_SIZE = 180


def write_theme_icons() -> set[Path]:
    """Draw the large icons of those who have no icon of their own, and return where they are."""
    theme, brand = Theme(PACKAGED), Brand()
    icon, paper = read_icon(theme, brand), read_palette(theme, brand)["paper"].light
    drawn = [icon_svg(icon, one.size, paper if one.maskable else "") for one in MANIFEST_ICONS]
    return {write_png(svg) for svg in (*drawn, icon_svg(icon, TOUCH_ICON_SIZE, paper))}


def manifest(urls: UrlMap, language: Language, palette: Palette) -> bytes:
    """Return the manifest of a language (https://www.w3.org/TR/appmanifest/)."""
    roadmap, path = urls.roadmap, urls.manifest_file(language)
    members = {
        "name": roadmap.site.name[language],
        "short_name": roadmap.texts["short_name"][language],
        "description": roadmap.site.description[language],
        "lang": language.code,
        "start_url": "./",
        "scope": "./",
        # A reader keeps the address and the way back.
        "display": "minimal-ui",
        "theme_color": palette["sky"].light,
        "background_color": palette["paper"].light,
        "icons": [
            {
                "src": relative_url(path, icon.path),
                "sizes": f"{icon.size}x{icon.size}",
                "type": "image/png",
                "purpose": "maskable" if icon.maskable else "any",
            }
            for icon in MANIFEST_ICONS
        ],
    }
    return (json.dumps(members, ensure_ascii=False, indent=2) + "\n").encode()
