"""The files beside the pages: one style sheet and the icon, named by what is in them, so that they cache for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.addresses import ASSETS

# The cascade layers, weakest first; each is a file of its name.
LAYERS = ("tokens", "base", "layout", "components", "print")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file beside the pages: its path from the root of the site, and its bytes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Assets:
    """What every page refers to."""

    stylesheet: Asset
    icon: Asset

    def __iter__(self) -> Iterator[Asset]:
        yield self.stylesheet
        yield self.icon


def read_assets(static: Path) -> Assets:
    """The assets of the static folder."""
    sheets = [(static / "css" / f"{layer}.css").read_text(encoding="utf-8") for layer in LAYERS]
    style = f"@layer {', '.join(LAYERS)};\n" + "".join(sheets)
    return Assets(asset("site.css", style.encode()), asset("icon.svg", (static / "icon.svg").read_bytes()))


def asset(name: str, content: bytes) -> Asset:
    content = content.replace(b"\r\n", b"\n")
    stem, _, ending = name.partition(".")
    return Asset(f"{ASSETS}{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{ending}", content)
