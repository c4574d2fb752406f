"""The files beside the pages, named by what is in them, so that they cache for ever."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.theme import Theme
from generator.urls import ASSETS

# The cascade layers, weakest first; each is a file of its name.
_LAYERS = ("tokens", "base", "layout", "components", "reading", "figures", "following", "finding", "data", "print")
# The modules of the scripts; each may import those before it.
_MODULES = ("page", "matching", "filter", "search")
# A line of a script that is there for those who change it.
_COMMENT = re.compile(rb"^[ \t]*//.*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file beside the pages: its path from the root of the site, and its bytes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Assets:
    """What pages refer to: one style sheet, the icon, and the scripts by the names of their modules."""

    stylesheet: Asset
    icon: Asset
    scripts: Mapping[str, Asset]

    def __iter__(self) -> Iterator[Asset]:
        yield self.stylesheet
        yield self.icon
        yield from self.scripts.values()


def read_assets(theme: Theme) -> Assets:
    """Return the assets of a theme. The scripts import each other by their names on the site."""
    sheets = [theme.file(f"static/css/{layer}.css").read_text(encoding="utf-8") for layer in _LAYERS]
    style = f"@layer {', '.join(_LAYERS)};\n" + "".join(sheets)
    scripts: dict[str, Asset] = {}
    for module in _MODULES:
        content = _COMMENT.sub(b"", theme.file(f"static/js/{module}.js").read_bytes())
        for other, script in scripts.items():
            published = PurePosixPath(script.path).name
            content = content.replace(f'"./{other}.js"'.encode(), f'"./{published}"'.encode())
        scripts[module] = asset(f"{module}.js", content)
    icon = asset("icon.svg", theme.file("static/icon.svg").read_bytes())
    return Assets(asset("site.css", style.encode()), icon, scripts)


def asset(name: str, content: bytes) -> Asset:
    """Return an asset with a hash of its content in its name: “site.0123456789.css”."""
    content = content.replace(b"\r\n", b"\n")
    stem, _unused, ending = name.partition(".")
    return Asset(f"{ASSETS}{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{ending}", content)
