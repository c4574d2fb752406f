"""Which files the site has for machines, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from generator.addresses import SITEMAP, TOUCH_ICON, Addresses
from generator.discovering.cards import card
from generator.discovering.icons import Icons
from generator.discovering.manifests import ICONS, manifest
from generator.discovering.plain import SECURITY, humans, robots, security
from generator.discovering.sitemap import sitemap
from generator.model import Roadmap
from generator.rendering.palette import Tone, read_palette

Makers = dict[str, Callable[[], bytes]]


def discovery_files(roadmap: Roadmap, addresses: Addresses, static: Path) -> Makers:
    """What makes each file, by its path from the root. The same bytes every time."""
    palette = read_palette(static)
    icons = Icons(static, palette)
    return {**texts(roadmap, addresses), **manifests(addresses, palette), **pictures(addresses, palette, icons)}


def texts(roadmap: Roadmap, addresses: Addresses) -> Makers:
    site = roadmap.site
    return {
        "robots.txt": partial(robots, site),
        "humans.txt": partial(humans, roadmap),
        **({SITEMAP: partial(sitemap, addresses)} if site.base_url else {}),
        **({SECURITY: partial(security, site)} if site.security_contact else {}),
    }


def manifests(addresses: Addresses, palette: Mapping[str, Tone]) -> Makers:
    languages = addresses.roadmap.site.languages
    return {addresses.manifest_file(one): partial(manifest, addresses, one, palette) for one in languages}


def pictures(addresses: Addresses, palette: Mapping[str, Tone], icons: Icons) -> Makers:
    roadmap = addresses.roadmap
    return {
        "favicon.ico": icons.favicon,
        TOUCH_ICON: partial(icons.opaque, 180),
        **{one.path: partial(icons.opaque if one.maskable else icons.transparent, one.size) for one in ICONS},
        **{
            addresses.card_file(one): partial(card, roadmap, one, palette, icons)
            for one in (roadmap.site.languages if roadmap.site.base_url else ())
        },
    }
