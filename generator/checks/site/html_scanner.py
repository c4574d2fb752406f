"""Reads a page that we made ourselves: its HTML in; its links, names and claims out.

Our pages are well-formed, so that regular expressions will do, and a whole site is read in a moment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

TAG = re.compile(
    r"""<!--.*?-->"""
    r"""|<(?P<raw>script|style|title|textarea)\b(?P<raw_rest>(?:[^>"']|"[^"]*"|'[^']*')*+)>(?P<text>.*?)</(?P=raw)\s*>"""
    # Of the tags without attributes, only a main heading tells something.
    r"""|<(?P<name>h1\b|[a-z][a-z0-9-]*(?=\s))(?P<rest>(?:[^>"']|"[^"]*"|'[^']*')*+)>""",
    re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"""([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
# An attribute that tells us something; most tags have none.
TELLING = re.compile(
    r"\s(?:id|lang|content|(?:xlink:)?href|src|srcset|imagesrcset|action|formaction|data|data-index|data-parts|poster|style"
    r"|on[a-z]+)\s*=",
    re.IGNORECASE,
)
# The types of a script that is run. All else is text for a program, such as JSON-LD.
RUN = frozenset({"", "module", "importmap", "text/javascript", "application/javascript"})

# What a policy calls the right to load the target of an attribute. A link that only a reader follows has none.
RIGHTS: Mapping[tuple[str, str], str] = {
    ("script", "src"): "script-src",
    ("img", "src"): "img-src",
    ("img", "srcset"): "img-src",
    ("image", "href"): "img-src",
    ("input", "src"): "img-src",
    ("source", "src"): "media-src",
    ("source", "srcset"): "img-src",
    ("video", "src"): "media-src",
    ("video", "poster"): "img-src",
    ("audio", "src"): "media-src",
    ("track", "src"): "media-src",
    ("iframe", "src"): "frame-src",
    ("embed", "src"): "object-src",
    ("object", "data"): "object-src",
    ("form", "action"): "form-action",
    ("button", "formaction"): "form-action",
    ("input", "formaction"): "form-action",
    ("base", "href"): "base-uri",
}
RIGHTS_OF_LINKS: Mapping[str, str] = {
    "stylesheet": "style-src",
    "icon": "img-src",
    "apple-touch-icon": "img-src",
    "manifest": "manifest-src",
    "modulepreload": "script-src",
}
LINKING = frozenset({"href", "xlink:href", "src", "action", "formaction", "poster"})
# What names the files that a script fetches.
FETCHED = frozenset({"data-index", "data-parts"})
SETS = frozenset({"srcset", "imagesrcset"})


# Most tags and links of a page stand on others just the same: what they tell is found out, and kept, once for all.
KEPT = lru_cache(maxsize=3_000)


class Link(NamedTuple):
    """A link, and the right that a page needs to load its target; empty where it loads nothing."""

    href: str
    right: str = ""


class AlternateLink(NamedTuple):
    """The page that this one names as the same in another language."""

    code: str
    href: str


@dataclass(slots=True)
class PageFacts:
    """What stands on a page. `within` has what a strict policy blocks, as it is written: “<script>”, “style=”.

    A `hidden` page is none that search engines should show. `canonical` is empty where the page names none.
    """

    language: str = ""
    title: str = ""
    headings: int = 0
    policy: str = ""
    canonical: str = ""
    hidden: bool = False
    ids: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    versions: list[AlternateLink] = field(default_factory=list)
    within: list[Link] = field(default_factory=list)


@KEPT
def split(href: str) -> SplitResult:
    """The parts of a link. What can be none is taken for a path, which will lead nowhere."""
    try:
        return urlsplit(href)
    except ValueError:
        return SplitResult("", "", href, "", "")


def scan(html: str) -> PageFacts:
    """What stands on a page."""
    sheet = PageFacts()
    for tag in TAG.finditer(html):
        name = (tag["name"] or tag["raw"] or "").lower()
        if name == "h1":
            sheet.headings += 1
        rest = tag["rest"] or tag["raw_rest"] or ""
        attributes = attributes_of(rest) if TELLING.search(rest) or tag["raw"] else {}
        if tag["raw"]:
            note_text(sheet, name, attributes, tag["text"])
        if attributes:
            note_tag(sheet, name, rest, attributes)
    return sheet


@KEPT
def attributes_of(rest: str) -> Mapping[str, str]:
    """The attributes of a tag by their names in small letters."""
    return {name.lower(): unescape(double or single or bare) for name, double, single, bare in ATTRIBUTE.findall(rest)}


def note_text(sheet: PageFacts, name: str, attributes: Mapping[str, str], text: str) -> None:
    """Notes an element that holds text and no tags. An icon that is drawn on the page may have a title as well."""
    if name == "title" and not sheet.title:
        sheet.title = unescape(text).strip()
    elif name == "style":
        sheet.within.append(Link("<style>", "style-src"))
    elif name == "script" and "src" not in attributes and attributes.get("type", "").lower() in RUN:
        sheet.within.append(Link("<script>", "script-src"))


def note_tag(sheet: PageFacts, name: str, rest: str, attributes: Mapping[str, str]) -> None:
    """Notes what the attributes of a tag tell. They are written in its `rest`."""
    if "id" in attributes:
        sheet.ids.append(attributes["id"])
    if name == "html":
        sheet.language = attributes.get("lang", "")
    elif name == "meta":
        note_meta(sheet, attributes)
    elif name == "link":
        note_link(sheet, attributes)
    else:
        sheet.links.extend(links_of(name, rest))
    sheet.within.extend(within(rest))


def note_meta(sheet: PageFacts, attributes: Mapping[str, str]) -> None:
    content = attributes.get("content", "")
    match attributes.get("http-equiv", attributes.get("name", "")).lower():
        case "content-security-policy":
            sheet.policy = content
        case "robots":
            sheet.hidden = "noindex" in content
        case "refresh":
            _unused, _unused, address = content.partition("=")
            sheet.links.append(Link(address.strip()))


def note_link(sheet: PageFacts, attributes: Mapping[str, str]) -> None:
    href, relations = attributes.get("href", ""), attributes.get("rel", "").lower().split()
    if "canonical" in relations:
        sheet.canonical = href
    if "alternate" in relations and "hreflang" in attributes:
        sheet.versions.append(AlternateLink(attributes["hreflang"], href))
    right = next((RIGHTS_OF_LINKS[one] for one in relations if one in RIGHTS_OF_LINKS), "")
    sheet.links.append(Link(href, right))


@KEPT
def links_of(name: str, rest: str) -> tuple[Link, ...]:
    """The links of a tag."""
    return tuple(link for pair in attributes_of(rest).items() for link in links_of_attribute(name, *pair))


def links_of_attribute(name: str, attribute: str, value: str) -> Iterator[Link]:
    if attribute in LINKING or (name, attribute) == ("object", "data"):
        yield Link(value.strip(), RIGHTS.get((name, attribute), ""))
    elif attribute in FETCHED:
        yield from (Link(one, "connect-src") for one in value.split())
    elif attribute in SETS:
        yield from (Link(one.split()[0], "img-src") for one in value.split(",") if one.strip())


@KEPT
def within(rest: str) -> tuple[Link, ...]:
    """What the attributes of a tag have that a strict policy blocks."""
    return tuple(
        Link(f"{one}=", "style-src" if one == "style" else "script-src")
        for one in attributes_of(rest)
        if one == "style" or one.startswith("on")
    )
