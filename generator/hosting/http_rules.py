"""One description of how the site is to be served: headers, redirects, and the page for what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from generator.model import Redirect, Site
from generator.site.renderer import POLICY
from generator.urls import ASSETS, DATA

EVERYTHING = "*"

POLICY_OF_PAGES = f"{POLICY}; frame-ancestors 'none'"
POLICY_OF_EMBEDS = f"{POLICY}; frame-ancestors *"
# What no page of the site asks of the browser, and no page may.
DENIED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
)
YEAR = 31536000


@dataclass(frozen=True, slots=True)
class HeaderRule:
    """The headers of what a pattern matches: “*” is everything, “assets/*” what lies in a folder."""

    pattern: str
    headers: Mapping[str, str]

    @property
    def folder(self) -> str:
        """The folder that it is for: “assets/”, empty for everything."""
        return self.pattern.removesuffix("*")


@dataclass(frozen=True, slots=True)
class HttpRules:
    """What every host is told. The first rule is for everything; each of the others adds to it or overrides it.

    `moves` has the address that each old one leads to. `not_found` has the page for what is missing, by the folder
    that it is missing from. Both are paths from the root of the site. `own_files` are those that only hosts read.
    """

    site: Site
    rules: tuple[HeaderRule, ...]
    moves: Mapping[str, str]
    not_found: Mapping[str, str]
    own_files: tuple[str, ...]

    @property
    def base(self) -> str:
        """The path that the site lies at: "/", or "/roadmap/"."""
        return urlsplit(self.site.base_url).path or "/"

    def headers_of(self, rule: HeaderRule) -> dict[str, str]:
        """All that is sent with what a rule is for, where a host sends the headers of one rule only."""
        return {**self.rules[0].headers, **rule.headers}

    def not_found_in(self, folder: str) -> str:
        """The page for what is missing from a folder: that of the nearest folder above that has one."""
        return self.not_found[max((root for root in self.not_found if folder.startswith(root)), key=len)]


def rules_of(site: Site, embeds: Sequence[str]) -> tuple[HeaderRule, ...]:
    """The headers of everything, and of the folders that differ. Other sites may frame what is in `embeds`."""
    return (
        HeaderRule(EVERYTHING, headers_of_everything(site)),
        HeaderRule(f"{ASSETS}*", {"Cache-Control": f"public, max-age={YEAR}, immutable"}),
        HeaderRule(f"{DATA}*", {"Access-Control-Allow-Origin": "*"}),
        *(HeaderRule(f"{folder}*", {"Content-Security-Policy": POLICY_OF_EMBEDS}) for folder in embeds),
    )


def moves_of(redirects: Sequence[Redirect]) -> dict[str, str]:
    """Where old addresses lead, those of folders without the slash at their end too. The first of the same counts."""
    moves: dict[str, str] = {}
    for one in redirects:
        for old in (one.old, one.old.rstrip("/")):
            if old != one.new:
                moves.setdefault(quote(old, safe="/%"), quote(one.new, safe="/%?=&#"))
    return moves


def headers_of_everything(site: Site) -> dict[str, str]:
    headers = {
        "Content-Security-Policy": POLICY_OF_PAGES,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in DENIED),
        "Cross-Origin-Opener-Policy": "same-origin",
        # A browser may keep a page, but asks each time whether it still holds.
        "Cache-Control": "no-cache",
    }
    if site.base_url.startswith("https://"):
        headers["Strict-Transport-Security"] = f"max-age={YEAR}"
    known = {name.lower(): name for name in headers}
    return headers | {known.get(name.lower(), name): value for name, value in site.headers.items()}
