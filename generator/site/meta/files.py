"""The files of the site for machines, each rendered when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from generator.site.meta.icons import favicon, icon_png, read_icon
from generator.site.meta.sitemap import sitemap
from generator.site.meta.social_card import social_card
from generator.site.meta.webmanifest import MANIFEST_ICONS, TOUCH_ICON_SIZE, manifest
from generator.site.meta.well_known import SECURITY, humans, robots, security
from generator.site.palette import read_palette
from generator.theme import Theme
from generator.urls import SITEMAP, TOUCH_ICON, UrlMap


def meta_files(urls: UrlMap, theme: Theme) -> dict[str, Callable[[], bytes]]:
    """Return what renders each file, by its path from the root of the site; the same bytes every time."""
    roadmap = urls.roadmap
    site = roadmap.site
    palette, icon = read_palette(theme, site.brand), read_icon(theme, site.brand)
    paper = palette["paper"].light
    files: dict[str, Callable[[], bytes]] = {
        "robots.txt": partial(robots, site),
        "humans.txt": partial(humans, roadmap),
        "favicon.ico": partial(favicon, icon),
        TOUCH_ICON: partial(icon_png, icon, TOUCH_ICON_SIZE, paper),
    }
    for one in MANIFEST_ICONS:
        files[one.path] = partial(icon_png, icon, one.size, paper if one.maskable else "")
    for language in site.languages:
        files[urls.manifest_file(language)] = partial(manifest, urls, language, palette)
    if site.security_contact:
        files[SECURITY] = partial(security, site)
    if site.base_url:
        files[SITEMAP] = partial(sitemap, urls)
        for language in site.languages:
            files[urls.card_file(language)] = partial(social_card, roadmap, language, palette, icon, theme)
    return files
