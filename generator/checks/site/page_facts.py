"""Reads a page of the finished site: its HTML in; its links, ids and metadata out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

# The attributes that hold URLs. Scripts of the theme fetch the files of the first two.
_URL_LISTS = frozenset({"data-index", "data-parts"})
_SOURCE_SETS = frozenset({"srcset", "imagesrcset"})
_LINKING = _URL_LISTS | _SOURCE_SETS | {"href", "xlink:href", "src", "action", "formaction", "poster", "data"}

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


class Resource(NamedTuple):
    """A URL, or an inline script or style, and the CSP directive that rules it; empty where none does."""

    source: str
    directive: str = ""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the checks need of a page. A field is empty where the page does not have it.

    `alternates` are the versions in other languages, each with its hreflang and its URL. `inline` holds scripts and
    styles as they are written: "<script>", "onclick=", "style=".
    """

    language: str
    title: str
    h1_count: int
    csp: str
    canonical: str
    is_noindex: bool
    ids: tuple[str, ...]
    alternates: tuple[tuple[str, str], ...]
    links: tuple[Resource, ...]
    inline: tuple[Resource, ...]

    @property
    def hrefs(self) -> tuple[str, ...]:
        """Every URL of the page, each once."""
        return tuple(dict.fromkeys(link.source for link in self.links))


def read_page(html: str) -> PageFacts:
    """Parse a page as a browser does, and return its facts."""
    tree = LexborHTMLParser(html)
    # The parser keeps what stands in a <template> apart from the page.
    roots = [root for root in (tree.root, *tree.template_fragments()) if root is not None]
    elements = [(node.tag or "", node.attributes) for root in roots for node in root.traverse()]
    metadata = {
        (attributes.get("http-equiv") or attributes.get("name") or "").lower(): attributes.get("content") or ""
        for tag, attributes in elements
        if tag == "meta"
    }
    title, canonical = tree.css_first("head > title"), tree.css_first("link[rel~=canonical]")
    alternates = [node.attributes for node in tree.css("link[rel~=alternate][hreflang]")]
    links = [
        link for tag, attributes in elements if not _LINKING.isdisjoint(attributes) for link in _links(tag, attributes)
    ]
    if "refresh" in metadata:
        links.append(Resource(metadata["refresh"].partition("=")[2].strip()))
    return PageFacts(
        language=elements[0][1].get("lang") or "",
        title=title.text().strip() if title is not None else "",
        h1_count=len(tree.css("h1")),
        csp=metadata.get("content-security-policy", ""),
        canonical=(canonical.attributes.get("href") or "") if canonical is not None else "",
        is_noindex="noindex" in metadata.get("robots", ""),
        ids=tuple(attributes["id"] or "" for _tag, attributes in elements if "id" in attributes),
        alternates=tuple((link["hreflang"] or "", link.get("href") or "") for link in alternates),
        links=tuple(dict.fromkeys(links)),
        inline=tuple(_inline_code(elements)),
    )


def _links(tag: str, attributes: _Attributes) -> Iterator[Resource]:
    for name in _LINKING.intersection(attributes):
        value, directive = (attributes[name] or "").strip(), _directive(tag, name, attributes)
        if name in _URL_LISTS:
            yield from (Resource(url, directive) for url in value.split())
        elif name in _SOURCE_SETS:
            candidates = (candidate.split() for candidate in value.split(","))
            yield from (Resource(words[0], directive) for words in candidates if words)
        else:
            yield Resource(value, directive)


def _directive(tag: str, attribute: str, attributes: _Attributes) -> str:
    if tag == "link":
        relations = (attributes.get("rel") or "").lower().split()
        return next((_DIRECTIVE_OF_RELATION[name] for name in relations if name in _DIRECTIVE_OF_RELATION), "")
    return _DIRECTIVE_OF_ATTRIBUTE.get(attribute) or _DIRECTIVE_OF_ELEMENT.get(tag, "")


def _inline_code(elements: Sequence[tuple[str, _Attributes]]) -> Iterator[Resource]:
    if any(tag == "style" for tag, _attributes in elements):
        yield Resource("<style>", "style-src")
    scripts = (attributes for tag, attributes in elements if tag == "script" and "src" not in attributes)
    if any((attributes.get("type") or "").lower() in _EXECUTABLE_TYPES for attributes in scripts):
        yield Resource("<script>", "script-src")
    for name in sorted(set[str]().union(*(attributes for _tag, attributes in elements))):
        if name == "style":
            yield Resource("style=", "style-src")
        elif name.startswith("on"):
            yield Resource(f"{name}=", "script-src")
