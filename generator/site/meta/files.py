"""Which files the site has for machines, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from generator.model import Roadmap
from generator.site.meta.icons import Icons
from generator.site.meta.sitemap import sitemap
from generator.site.meta.social_card import social_card
from generator.site.meta.webmanifest import ICONS, manifest
from generator.site.meta.well_known import SECURITY, humans, robots, security
from generator.site.palette import Tone, read_palette
from generator.urls import SITEMAP, TOUCH_ICON, UrlMap

Makers = dict[str, Callable[[], bytes]]


def discovery_files(roadmap: Roadmap, urls: UrlMap, static: Path) -> Makers:
    """What makes each file, by its path from the root. The same bytes every time."""
    palette = read_palette(static)
    icons = Icons(static, palette)
    return {**texts(roadmap, urls), **manifests(urls, palette), **pictures(urls, palette, icons)}


def texts(roadmap: Roadmap, urls: UrlMap) -> Makers:
    site = roadmap.site
    return {
        "robots.txt": partial(robots, site),
        "humans.txt": partial(humans, roadmap),
        **({SITEMAP: partial(sitemap, urls)} if site.base_url else {}),
        **({SECURITY: partial(security, site)} if site.security_contact else {}),
    }


def manifests(urls: UrlMap, palette: Mapping[str, Tone]) -> Makers:
    languages = urls.roadmap.site.languages
    return {urls.manifest_file(one): partial(manifest, urls, one, palette) for one in languages}


def pictures(urls: UrlMap, palette: Mapping[str, Tone], icons: Icons) -> Makers:
    roadmap = urls.roadmap
    return {
        "favicon.ico": icons.favicon,
        TOUCH_ICON: partial(icons.opaque, 180),
        **{one.path: partial(icons.opaque if one.maskable else icons.transparent, one.size) for one in ICONS},
        **{
            urls.card_file(one): partial(social_card, roadmap, one, palette, icons)
            for one in (roadmap.site.languages if roadmap.site.base_url else ())
        },
    }
