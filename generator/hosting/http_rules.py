"""How the site is to be served by any host: headers, redirects, and the page for what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from generator.model import Redirect, Site
from generator.site.renderer import POLICY
from generator.urls import ASSETS, DATA

# The features of browsers that no page of the site uses: no page may.
_DENIED_FEATURES = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), "
    "screen-wake-lock=(), usb=(), xr-spatial-tracking=()"
)
# In seconds.
_YEAR = 31536000


@dataclass(frozen=True, slots=True)
class HttpRules:
    """What every host is told.

    Attributes:
        headers: The headers of all files, by name.
        folder_headers: The headers that the files in a folder have besides or instead, by folder: "assets/".
        redirects: The path that each old one leads to, both quoted and from the root of the site.
        not_found: The page for what is missing, by the folder that it is missing from.
        host_paths: The files that only hosts read.
    """

    site: Site
    headers: Mapping[str, str]
    folder_headers: Mapping[str, Mapping[str, str]]
    redirects: Mapping[str, str]
    not_found: Mapping[str, str]
    host_paths: tuple[str, ...]

    @property
    def base(self) -> str:
        """The path that the site lies at: "/", or "/roadmap/"."""
        return urlsplit(self.site.base_url).path or "/"


def http_rules(
    site: Site,
    redirects: Sequence[Redirect],
    not_found: Mapping[str, str],
    embeds: Sequence[str],
    host_paths: tuple[str, ...],
) -> HttpRules:
    """Return the rules of a site. Other sites may frame what is in the folders `embeds`."""
    folder_headers = {
        ASSETS: {"Cache-Control": f"public, max-age={_YEAR}, immutable"},
        DATA: {"Access-Control-Allow-Origin": "*"},
        **{folder: {"Content-Security-Policy": f"{POLICY}; frame-ancestors *"} for folder in embeds},
    }
    targets: dict[str, str] = {}
    for redirect in redirects:
        # Readers ask for a folder without the slash at its end, too.
        for old in (redirect.old, redirect.old.rstrip("/")):
            if old != redirect.new:
                targets.setdefault(quote(old, safe="/%"), quote(redirect.new, safe="/%?=&#"))
    return HttpRules(site, _headers_of_all_files(site), folder_headers, targets, not_found, host_paths)


def _headers_of_all_files(site: Site) -> dict[str, str]:
    headers = {
        "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": _DENIED_FEATURES,
        "Cross-Origin-Opener-Policy": "same-origin",
        # A browser may keep a page, but asks each time whether it still holds.
        "Cache-Control": "no-cache",
    }
    if site.base_url.startswith("https://"):
        headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
    names = {name.lower(): name for name in headers}
    return headers | {names.get(name.lower(), name): value for name, value in site.headers.items()}
