"""Reads a page of the finished site: its HTML in; its links, ids and metadata out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

# The attributes that hold URLs. Scripts of the theme fetch the files of the first two.
_URL_LISTS = frozenset({"data-index", "data-parts"})
_SOURCE_SETS = frozenset({"srcset", "imagesrcset"})
_LOADING = _URL_LISTS | _SOURCE_SETS | {"xlink:href", "src", "action", "formaction", "poster", "data"}
_LINKING = _LOADING | {"href"}
# The elements that are looked at: with a URL, an id, or a part in what the checks ask. An element that a script of the
# theme looks for has an id. A selector costs time on every element, the name of a tag less than an attribute.
_ELEMENTS = (
    ":is([href], [src], [id], h1, link, meta, script, style, form, img, source, video, object, use, image,"
    " :is(button, input)[formaction])"
)
# What may be an inline style or script in lower-case HTML. The words come first, since a regular expression that
# begins with a text is searched ten times as fast.
_STYLE_ATTRIBUTE = re.compile(rb"style(?<![a-z-]style)\s*=")
_EVENT_HANDLER = re.compile(rb"on(?<![a-z-]on)[a-z]+\s*=")

# The directive of a Content-Security-Policy that rules what an attribute loads, whatever its element ...
_DIRECTIVE_OF_ATTRIBUTE: Mapping[str, str] = {
    **dict.fromkeys((*_SOURCE_SETS, "poster"), "img-src"),
    **dict.fromkeys(("action", "formaction"), "form-action"),
    **dict.fromkeys(_URL_LISTS, "connect-src"),
}
# ... what an element loads; a link that is only followed has none ...
_DIRECTIVE_OF_ELEMENT: Mapping[str, str] = {
    "script": "script-src",
    **dict.fromkeys(("img", "image", "input"), "img-src"),
    **dict.fromkeys(("source", "video", "audio", "track"), "media-src"),
    "iframe": "frame-src",
    **dict.fromkeys(("embed", "object"), "object-src"),
    "base": "base-uri",
}
# ... and what a <link> with this rel loads.
_DIRECTIVE_OF_RELATION: Mapping[str, str] = {
    "stylesheet": "style-src",
    "icon": "img-src",
    "apple-touch-icon": "img-src",
    "manifest": "manifest-src",
    "modulepreload": "script-src",
}
# A script of another type is data, such as JSON-LD.
_EXECUTABLE_TYPES = frozenset({"", "module", "importmap", "text/javascript", "application/javascript"})

_Attributes = Mapping[str, str | None]
_Element = tuple[str, _Attributes]


class Resource(NamedTuple):
    """A URL that a page loads, or an inline script or style, and the CSP directive that rules it."""

    source: str
    directive: str


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the checks need of a page. A field is empty where the page does not have it.

    `alternates` are the versions in other languages, each with its hreflang and its URL. `hrefs` has every URL of the
    page once, and `resources` those that it loads. `inline` holds scripts and styles as they are written: "<script>",
    "onclick=", "style=".
    """

    language: str
    title: str
    h1_count: int
    csp: str
    canonical: str
    is_noindex: bool
    ids: tuple[str, ...]
    alternates: tuple[tuple[str, str], ...]
    hrefs: tuple[str, ...]
    resources: tuple[Resource, ...]
    inline: tuple[Resource, ...]


def read_page(content: bytes) -> PageFacts:
    """Parse a page as a browser does, and return its facts. Raise ValueError where it is not UTF-8."""
    tree, lower = LexborHTMLParser(content.decode()), content.lower()
    elements = _elements(tree, lower)
    by_tag: dict[str, list[_Attributes]] = defaultdict(list)
    for tag, attributes in elements:
        by_tag[tag].append(attributes)
    metadata = {
        (attributes.get("http-equiv") or attributes.get("name") or "").lower(): attributes.get("content") or ""
        for attributes in by_tag["meta"]
    }
    title = tree.css_first("head > title")
    canonical = next((link for link in by_tag["link"] if "canonical" in _relations(link)), {})
    alternates = [link for link in by_tag["link"] if "hreflang" in link and "alternate" in _relations(link)]
    # Most links of a page stand on an <a>, and load nothing.
    followed = ((attributes["href"] or "").strip() for attributes in by_tag["a"] if "href" in attributes)
    links = [
        link
        for tag, attributes in elements
        if not (_LOADING if tag == "a" else _LINKING).isdisjoint(attributes)
        for link in _links(tag, attributes)
    ]
    refresh = [metadata["refresh"].partition("=")[2].strip()] if "refresh" in metadata else []
    return PageFacts(
        language=(tree.root.attributes.get("lang") or "") if tree.root is not None else "",
        title=title.text().strip() if title is not None else "",
        h1_count=len(by_tag["h1"]),
        csp=metadata.get("content-security-policy", ""),
        canonical=canonical.get("href") or "",
        is_noindex="noindex" in metadata.get("robots", ""),
        ids=tuple(attributes["id"] or "" for _tag, attributes in elements if "id" in attributes),
        alternates=tuple((link["hreflang"] or "", (link.get("href") or "").strip()) for link in alternates),
        hrefs=tuple(dict.fromkeys((*followed, *(link.source for link in links), *refresh))),
        resources=tuple(dict.fromkeys(link for link in links if link.directive)),
        inline=tuple(_inline_code(by_tag, _attribute_names(tree, lower))),
    )


def _elements(tree: LexborHTMLParser, lower: bytes) -> list[_Element]:
    """Return the elements that the checks look at, by their tags, with their attributes."""
    nodes = tree.css(_ELEMENTS)
    # The parser keeps what stands in a <template> apart from the page.
    if b"<template" in lower:
        nodes += [node for fragment in tree.template_fragments() for node in fragment.css(_ELEMENTS)]
    return [(node.tag or "", node.attributes) for node in nodes]


def _relations(link: _Attributes) -> list[str]:
    return (link.get("rel") or "").lower().split()


def _links(tag: str, attributes: _Attributes) -> Iterator[Resource]:
    for name in _LINKING.intersection(attributes):
        value, directive = (attributes[name] or "").strip(), _directive(tag, name, attributes.get("rel") or "")
        if name in _URL_LISTS:
            yield from (Resource(url, directive) for url in value.split())
        elif name in _SOURCE_SETS:
            candidates = (candidate.split() for candidate in value.split(","))
            yield from (Resource(words[0], directive) for words in candidates if words)
        else:
            yield Resource(value, directive)


@lru_cache(maxsize=1_000)
def _directive(tag: str, attribute: str, rel: str) -> str:
    """Return the directive that rules what an attribute loads; empty for a link that is only followed."""
    if tag == "link":
        relations = rel.lower().split()
        return next((_DIRECTIVE_OF_RELATION[name] for name in relations if name in _DIRECTIVE_OF_RELATION), "")
    return _DIRECTIVE_OF_ATTRIBUTE.get(attribute) or _DIRECTIVE_OF_ELEMENT.get(tag, "")


def _attribute_names(tree: LexborHTMLParser, lower: bytes) -> set[str]:
    """Return the names of all attributes of a page that may have inline styles or scripts in them."""
    if not _STYLE_ATTRIBUTE.search(lower) and not _EVENT_HANDLER.search(lower):
        return set()
    roots = [root for root in (tree.root, *tree.template_fragments()) if root is not None]
    return {name for root in roots for node in root.traverse() for name in node.attributes}


def _inline_code(by_tag: Mapping[str, list[_Attributes]], attribute_names: Iterable[str]) -> Iterator[Resource]:
    if "style" in by_tag:
        yield Resource("<style>", "style-src")
    scripts = (attributes for attributes in by_tag.get("script", ()) if "src" not in attributes)
    if any((attributes.get("type") or "").lower() in _EXECUTABLE_TYPES for attributes in scripts):
        yield Resource("<script>", "script-src")
    for name in sorted(attribute_names):
        if name == "style":
            yield Resource("style=", "style-src")
        elif name.startswith("on"):
            yield Resource(f"{name}=", "script-src")
