"""Keeps the addresses that were published: a sitemap and the roadmap in, the addresses that would go out as problems.

What is compared is what follows the home address, so that a site may move to another host or folder as a whole.
"""

from __future__ import annotations

import gzip
import io
import posixpath
import zlib
from collections.abc import Iterator, Sequence
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, unquote, urljoin, urlsplit
from urllib.request import Request, urlopen
from xml.etree import ElementTree as ET

from generator.diagnostics import ContentError, Diagnostic, Location, UserError, did_you_mean
from generator.i18n import Message, _
from generator.model import Roadmap
from generator.urls import SITEMAP, UrlMap

HEADERS = {"User-Agent": "Tiekartta (it looks whether addresses are still there)"}
SECONDS = 20
# What a sitemap may have: https://www.sitemaps.org/protocol.html
LARGEST = 52_428_800
COMPRESSED = b"\x1f\x8b"


def check_published_urls(roadmap: Roadmap, sitemap: str) -> None:
    """Raises ProblemsFound where an address of the sitemap has neither a page nor a redirect in the roadmap.

    The sitemap is a file or an address of the web. Raises UserError where it cannot be read, or names no address.
    """
    urls = UrlMap(roadmap)
    living = [one.path for one in urls]
    kept = {plain(path) for path in (*living, *(one.old for one in urls.redirects()))}
    lost = [path for path in published_paths(sitemap, roadmap.site.base_url) if plain(path) not in kept]
    if lost:
        raise ContentError(Diagnostic(Location(sitemap), lost_message(path, living, roadmap)) for path in lost)


def lost_message(path: str, living: Sequence[str], roadmap: Roadmap) -> Message:
    """That an address would go, and how to keep it: an alias lies in the language of its first folder."""
    first = path.partition("/")[0]
    codes = [one.code for one in roadmap.site.languages]
    field = f"aliases_{first if first in codes else codes[0]}"
    suggestion = did_you_mean(path, living)
    if suggestion is None:
        return _(
            'The address "/{path}" was published and has no page now. Write its slug as an alias ({field}) '
            "of the page that took its place, or a redirect in site.yaml.",
            path=path,
            field=field,
        )
    return _(
        'The address "/{path}" was published and has no page now; perhaps it became "/{suggestion}". '
        "Write its slug as an alias ({field}) of the page that took its place, or a redirect in site.yaml.",
        path=path,
        field=field,
        suggestion=suggestion,
    )


def published_paths(sitemap: str, base_url: str = "") -> tuple[str, ...]:
    """The addresses of a sitemap below its home address, each once: "sv/atgarder/". Raises UserError."""
    urls = tuple(addresses_of(sitemap))
    try:
        found = tuple(dict.fromkeys(map(bare, urls)))
    except ValueError:
        raise broken(sitemap) from None
    home = home_of(found, sitemap, base_url)
    return tuple(dict.fromkeys(unquote(address.removeprefix(home)) for address in found))


def home_of(found: Sequence[str], sitemap: str, base_url: str) -> str:
    """The address that all those of a sitemap lie below, the way that the site had it when it was published.

    A sitemap lists its home: the longest folder that all have in common, where that is an address itself. Without
    it, the address of the site now or the folder of the sitemap tells; at last the folder in common.
    """
    if len({one.partition("/")[0] for one in found}) > 1:
        raise UserError('"{sitemap}" names addresses of several hosts. Name the sitemap of this site.', sitemap=sitemap)
    common = posixpath.commonpath([one.rpartition("/")[0] for one in found]) + "/"
    if common in found and len(found) > 1:
        return common
    folder = bare(urljoin(sitemap, "./")) if is_web(sitemap) else ""
    return next((one for one in (bare(base_url), folder) if one and common.startswith(one)), common)


def bare(address: str) -> str:
    """An address without its scheme, and without the name of the file that stands for its folder."""
    parts = urlsplit(address)
    return f"{parts.netloc.lower()}{parts.path or '/'}".removesuffix("index.html") if parts.netloc else ""


def plain(path: str) -> str:
    """A path as it is compared: a host leads from one form of it to the other."""
    return path.removesuffix("index.html").rstrip("/")


def addresses_of(sitemap: str) -> Iterator[str]:
    """The addresses of a sitemap, and of those that an index of sitemaps names. Raises UserError."""
    is_index, found = read_sitemap(sitemap)
    if not is_index:
        yield from found
        return
    for address in found:
        part = address if is_web(sitemap) else part_of(sitemap, address)
        is_deeper, within = read_sitemap(part)
        if is_deeper:
            raise UserError('"{sitemap}" is an index within an index. Name one of its sitemaps.', sitemap=part)
        yield from within


def part_of(index: str, address: str) -> str:
    """A sitemap that an index on the disk names: the file of that name beside it, or else the one of the web."""
    beside = Path(index).with_name(urlsplit(address).path.rpartition("/")[2] or SITEMAP)
    return str(beside) if beside.is_file() else address


def read_sitemap(sitemap: str) -> tuple[bool, list[str]]:
    """Whether it is an index of sitemaps, and the addresses in it, of which there is one at least. Raises UserError."""
    top = parsed(sitemap, unpacked(sitemap, content_of(sitemap)))
    found = [(one.text or "").strip() for entry in top for one in entry if local_name(one) == "loc"]
    known = [address for address in found if is_web(address)]
    if local_name(top) not in ("urlset", "sitemapindex") or not known:
        raise UserError('"{sitemap}" names no address of the web. Name a sitemap that does.', sitemap=sitemap)
    return local_name(top) == "sitemapindex", known


def content_of(sitemap: str) -> bytes:
    """The bytes of a file or of what stands at an address, up to what a sitemap may have. Raises UserError."""
    try:
        if not is_web(sitemap):
            with Path(sitemap).open("rb") as file:
                return limited(sitemap, file.read(LARGEST + 1))
        with urlopen(Request(in_ascii(sitemap), headers=HEADERS), timeout=SECONDS) as answer:
            return limited(sitemap, answer.read(LARGEST + 1))
    except (OSError, HTTPException, ValueError) as failure:
        if isinstance(failure, HTTPError):
            failure.close()
        reason = getattr(failure, "reason", None) or getattr(failure, "strerror", None) or failure
        raise UserError(
            'The sitemap "{sitemap}" could not be read: {reason}. Look at its name.', sitemap=sitemap, reason=reason
        ) from None


def in_ascii(address: str) -> str:
    """An address as a host takes it: å in its path as %C3%A5, in its host as in RFC 3492."""
    parts = urlsplit(address)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    return quote(parts._replace(netloc=host).geturl(), safe="%/:=&?~#+!$,;'@()*[]")


def limited(sitemap: str, content: bytes) -> bytes:
    if len(content) > LARGEST:
        raise UserError('"{sitemap}" is larger than a sitemap may be. Name a smaller one.', sitemap=sitemap)
    return content


def unpacked(sitemap: str, content: bytes) -> bytes:
    """The content as it was before it was compressed, where it was. Raises UserError."""
    if not content.startswith(COMPRESSED):
        return content
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            return limited(sitemap, packed.read(LARGEST + 1))
    except (OSError, EOFError, zlib.error):
        raise broken(sitemap) from None


class Plain(ET.TreeBuilder):
    """Builds a tree of what a sitemap needs. A document type could make an endless text of a short one."""

    def doctype(self, name: str, *_unused: str | None) -> None:
        raise UserError("A sitemap has no <!DOCTYPE {name}>. Name one that was written for search engines.", name=name)


def parsed(sitemap: str, content: bytes) -> ET.Element:
    parser = ET.XMLParser(target=Plain())
    try:
        parser.feed(content)
        return parser.close()
    except UserError:
        raise
    except (ET.ParseError, ValueError, LookupError):
        raise broken(sitemap) from None


def broken(sitemap: str) -> UserError:
    return UserError('"{sitemap}" is not a sitemap. Name the file sitemap.xml of the published site.', sitemap=sitemap)


def local_name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def is_web(name: str) -> bool:
    return name.startswith(("http://", "https://"))
