"""The web app manifest: how a site looks that a reader keeps on a home screen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from generator.model import Language
from generator.site.palette import Tone
from generator.urls import UrlMap, relative_url


class Icon(NamedTuple):
    """A picture of the site: its file, how many points wide it is, and whether a device may cut it round."""

    path: str
    size: int
    maskable: bool


ICONS = (Icon("icon-192.png", 192, False), Icon("icon-512.png", 512, False), Icon("icon-maskable.png", 512, True))


def manifest(urls: UrlMap, language: Language, palette: Mapping[str, Tone]) -> bytes:
    """The manifest of a language (https://www.w3.org/TR/appmanifest/)."""
    roadmap, here = urls.roadmap, urls.manifest_file(language)
    told = {
        "name": roadmap.site.name[language],
        "short_name": roadmap.texts["short_name"][language],
        "description": roadmap.site.description[language],
        "lang": language.code,
        "start_url": "./",
        "scope": "./",
        # A reader keeps the address and the way back.
        "display": "minimal-ui",
        "theme_color": palette["tar"].light,
        "background_color": palette["paper"].light,
        "icons": [icon(one, here) for one in ICONS],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def icon(one: Icon, here: str) -> dict[str, str]:
    purpose = "maskable" if one.maskable else "any"
    return {
        "src": relative_url(here, one.path),
        "sizes": f"{one.size}x{one.size}",
        "type": "image/png",
        "purpose": purpose,
    }
