"""The files beside the pages, named by what is in them, so that they cache for ever."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.theme import CITY_STYLE, Theme
from generator.urls import ASSETS

# The cascade layers, weakest first; each is a file of its name.
_LAYERS = ("tokens", "base", "layout", "components", "reading", "figures", "following", "finding", "data", "print")
# The modules of the scripts; each may import those before it.
_MODULES = ("page.js", "matching.js", "filter.js", "search.js")
# A line of a script that is there for those who change it.
_COMMENT = re.compile(rb"^[ \t]*//.*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file beside the pages: its path from the root of the site, and its bytes."""

    path: str
    content: bytes


def read_assets(theme: Theme) -> dict[str, Asset]:
    """Return the assets of a theme by their names: one style sheet, the icon, and the scripts.

    The scripts import each other by their names on the site.
    """
    sheets = [theme.file(f"static/css/{layer}.css").read_text(encoding="utf-8") for layer in _LAYERS]
    layers, city = [*_LAYERS], theme.own / CITY_STYLE
    if city.is_file():
        layers.append(city.stem)
        sheets.append(f"@layer {city.stem} {{\n{city.read_text(encoding='utf-8')}}}\n")
    style = f"@layer {', '.join(layers)};\n" + "".join(sheets)
    assets = {
        "site.css": asset("site.css", style.encode()),
        "icon.svg": asset("icon.svg", theme.file("static/icon.svg").read_bytes()),
    }
    for module in _MODULES:
        content = _COMMENT.sub(b"", theme.file(f"static/js/{module}").read_bytes())
        for name, other in assets.items():
            content = content.replace(f'"./{name}"'.encode(), f'"./{PurePosixPath(other.path).name}"'.encode())
        assets[module] = asset(module, content)
    return assets


def asset(name: str, content: bytes) -> Asset:
    """Return an asset with a hash of its content in its name: “site.0123456789.css”."""
    content = content.replace(b"\r\n", b"\n")
    stem, _unused, ending = name.partition(".")
    return Asset(f"{ASSETS}{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{ending}", content)
