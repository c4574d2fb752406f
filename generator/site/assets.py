"""The files beside the pages, named by what is in them, so that they cache for ever."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from rjsmin import jsmin

from generator.model import Brand, Image
from generator.queries import ask_for
from generator.site.palette import Palette
from generator.site.stylesheet import gated, lowered
from generator.theme import CITY_STYLE, Theme
from generator.urls import ASSETS

# The cascade layers, weakest first; each is a file of its name. That of the brand comes after the first.
_LAYERS = (
    "tokens",
    "base",
    "layout",
    "components",
    "reading",
    "figures",
    "houses",
    "following",
    "finding",
    "list",
    "filters",
    "home",
    "data",
    "scripting",
    "print",
)
# The layers that only some pages need, each a style sheet of its own, with the templates of those pages.
_PAGE_LAYERS = {"filters": ("measures",), "home": ("home",)}
# The layer of those who picture their measures as houses.
_HOUSES = "houses"
# The modules of the scripts; each may import those before it.
_MODULES = ("site.js", "page.js", "matching.js", "filter.js", "search.js")
# A font of the style sheet, by the address that it has in the theme.
_FONT_URL = re.compile(r"\.\./fonts/([\w-]+\.woff2)")


# A digest in the name of a file.
_DIGEST = re.compile(r"\.[0-9a-f]{10}\.")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file beside the pages: its path from the root of the site, and its bytes."""

    path: str
    content: bytes


class Assets(dict[str, Asset]):
    """The assets of a site by their names. To look one up is a query."""

    def __getitem__(self, name: str) -> Asset:
        ask_for(("Assets.path",), name)
        return super().__getitem__(name)

    def path(self, name: str) -> str:
        """Return the path of an asset, as those ask for it that refer to it: it has the digest of the content."""
        return self[name].path


def read_assets(theme: Theme, brand: Brand, palette: Palette, icon: Image) -> dict[str, Asset]:
    """Return the assets of a theme and a brand by their names: one style sheet, the pictures, a font, the scripts.

    The scripts import each other by their names on the site.
    """
    assets = {"icon": asset(f"icon.{icon.suffix}", icon.content)}
    if brand.logo:
        assets["logo"] = asset(f"logo.{brand.logo.suffix}", brand.logo.content)
    if brand.font:
        assets["font"] = asset("font.woff2", brand.font.content)
    style = _style(theme, brand, palette, assets.get("font"))
    for name in dict.fromkeys(_FONT_URL.findall(style)):
        assets[name] = asset(name, theme.file(f"static/fonts/{name}").read_bytes())
        style = style.replace(f"../fonts/{name}", PurePosixPath(assets[name].path).name)
    assets["site.css"] = asset("site.css", gated(style).encode())
    for layer in _PAGE_LAYERS:
        name = f"{layer}.css"
        assets[name] = asset(name, gated(_lowered(theme, f"static/css/{name}")).encode())
    for module in _MODULES:
        content = jsmin(theme.file(f"static/js/{module}").read_bytes())
        for name, other in assets.items():
            content = content.replace(f'"./{name}"'.encode(), f'"./{PurePosixPath(other.path).name}"'.encode())
        assets[module] = asset(module, content)
    return assets


def renamed_assets(before: Iterable[str], now: Iterable[str]) -> dict[str, str]:
    """Return what assets are called now, by what they were called: where the same differ by their digests alone.

    Args:
        before: The paths of the files of a site.
        now: Those after an edit.
    """

    def by_name(paths: Iterable[str]) -> dict[str, str]:
        files = (PurePosixPath(path).name for path in paths if path.startswith(ASSETS))
        return {_DIGEST.sub(".", file): file for file in files}

    old, new = by_name(before), by_name(now)
    return {old[name]: new[name] for name in old if old[name] != new[name]} if old.keys() == new.keys() else {}


def page_styles(template: str) -> list[str]:
    """Return the names of the style sheets that the pages of a template have beside that of all pages."""
    return [f"{layer}.css" for layer, templates in _PAGE_LAYERS.items() if template in templates]


def read_feed_style(theme: Theme) -> Asset:
    """Return the style sheet of the feeds of a theme, which comes after that of the site."""
    return asset("feed.css", _lowered(theme, "static/css/feed.css").encode())


def asset(name: str, content: bytes) -> Asset:
    """Return an asset with a hash of its content in its name: “site.0123456789.css”."""
    stem, _unused, ending = name.partition(".")
    return Asset(f"{ASSETS}{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{ending}", content)


def _style(theme: Theme, brand: Brand, palette: Palette, font: Asset | None) -> str:
    """Return the style sheet: a cascade layer for each file, one for the brand, and the city's own last."""
    names = [layer for layer in _LAYERS if layer != _HOUSES or brand.has_houses]
    # What a page has of its own keeps its place among the layers.
    own = set(_PAGE_LAYERS)
    layers = {name: "" if name in own else _lowered(theme, f"static/css/{name}.css") for name in names}
    brand_style = lowered(_brand_style(brand, palette, font), "")
    layers = {"tokens": layers["tokens"], "brand": brand_style, **layers}
    if (theme.own / CITY_STYLE).is_file():
        layers["city"] = f"@layer city{{{_lowered(theme, CITY_STYLE)}}}"
    return f"@layer {','.join(layers)};{''.join(layers.values())}"


def _lowered(theme: Theme, path: str) -> str:
    return lowered(theme.file(path).read_text(encoding="utf-8"), theme.source_name(path))


def _brand_style(brand: Brand, palette: Palette, font: Asset | None) -> str:
    """Return the layer that puts a brand's colours and font in the place of the theme's."""
    tokens = [
        f"    --color-{colour.name}: light-dark({palette[colour.name].light}, {palette[colour.name].dark});\n"
        for colour in brand.colours
    ]
    face = ""
    if font is not None:
        weight = " font-weight: 1 1000;" if brand.font and brand.font.is_variable else ""
        source = f'src: url("{PurePosixPath(font.path).name}") format("woff2");'
        face = f'  @font-face {{ font-family: "Brand"; {source} font-display: swap;{weight} }}\n'
        tokens += [f'    --font-{use}: "Brand", system-ui, sans-serif;\n' for use in ("text", "heading")]
    return f"@layer brand {{\n{face}  :root {{\n{''.join(tokens)}  }}\n}}\n"
