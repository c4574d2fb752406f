"""Which files the site has, and what every page is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator.addresses import TOUCH_ICON, WHOLE, Address, Addresses, Fixed, Subject, file_of, way
from generator.memory import Memory
from generator.model import Language, Measure, Roadmap, Written
from generator.opendata.files import OpenData
from generator.rendering import formats
from generator.rendering.assets import Asset, asset, read_assets
from generator.rendering.contexts import own_context
from generator.rendering.data_page import data_context
from generator.rendering.embeds import embed_context, embed_kind, embeds, snippet
from generator.rendering.feed import feed
from generator.rendering.following import Follower
from generator.rendering.index import Index
from generator.rendering.linking import (
    Alternate,
    booklet_link,
    hreflang,
    link_from,
    menu,
    part_links,
    prose_for,
    prose_within,
    trail,
    version_from,
    way_from,
)
from generator.rendering.palette import read_palette
from generator.rendering.redirects import OldPage, old_pages
from generator.rendering.structured import Structured
from generator.rendering.telling import Teller
from generator.rendering.templates import Compiled, Templates
from generator.rendering.terms import Marker, Vocabulary
from generator.translating import State, state, state_of_all

# What a page may load and do: its own files and nothing else; no inline script, no inline style, no frame.
POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'"
)


class Download(NamedTuple):
    """A file to take along: the way to it and its size in words."""

    href: str
    size: str


@dataclass(frozen=True, slots=True)
class Version:
    """What the pages of one language share."""

    templates: Templates
    index: Index
    index_files: tuple[Asset, ...]
    translation: State


class SiteRenderer:
    """Renders the files of the site, each at its address in `addresses`.

    `booklets` has the whole roadmap as a PDF by the code of its language.
    """

    def __init__(
        self,
        roadmap: Roadmap,
        templates: Path,
        static: Path,
        booklets: Mapping[str, bytes] | None = None,
        memory: Memory | None = None,
    ) -> None:
        self._roadmap = roadmap
        self._booklets = booklets or {}
        self.addresses = Addresses(roadmap)
        self._assets = read_assets(static)
        self._palette = read_palette(static)
        self._follower = Follower(roadmap)
        self._data = OpenData(roadmap, self.addresses)
        tables = [one.title for one in self._data.tables]
        self._downloads = tuple(one for one in self._data.files if one.about in tables)
        compiled = (memory or Memory()).of("compiled templates", Compiled)
        self._versions = {one: self._version(Templates(templates, one, compiled)) for one in roadmap.site.languages}

    def makers(self) -> dict[str, Callable[[], bytes]]:
        """What makes each file, by its path from the root."""
        return {
            **{one.path: partial(_content, one) for one in self._files_of_pages()},
            **self._data.makers(),
            **{file_of(one.path): partial(self.embed, one) for one in embeds(self.addresses)},
            **{file_of(address.path): partial(self.page, address) for address in self.addresses},
            **{self.addresses.feed_file(one): partial(self.feed, one) for one in self._languages_of_feeds()},
            **{
                self.addresses.booklet_file(language): partial(self._booklets.__getitem__, language.code)
                for language in self._roadmap.site.languages
                if language.code in self._booklets
            },
        }

    def old_makers(self) -> dict[str, Callable[[], bytes]]:
        """What makes the page at each old address, by its path from the root."""
        return {one.file: partial(self.old_page, one) for one in old_pages(self.addresses.redirects())}

    def assets(self) -> Iterator[tuple[str, bytes]]:
        """The files that the pages need."""
        return ((one.path, one.content) for one in self._files_of_pages())

    def _files_of_pages(self) -> Iterator[Asset]:
        yield from self._assets
        for version in self._versions.values():
            yield from version.index_files

    def page(self, address: Address) -> bytes:
        """The page at an address."""
        version = self._versions[address.language]
        context = {
            **self._frame(address, version),
            **self._own_files(address, version),
            **self._own_context(address, version),
        }
        return version.templates.render(kind_of(address.subject), context)

    def _own_context(self, address: Address, version: Version) -> dict[str, object]:
        measures = self.addresses.listed(address.subject, address.part)
        return own_context(address.subject, measures, self._roadmap, version.index, self._follower)

    def old_page(self, one: OldPage) -> bytes:
        """The page at an old address, in the language of the new one."""
        site, new = self._roadmap.site, one.redirect.new
        language = self.addresses.language_of(new)
        context = {
            "site": site,
            "text": self._roadmap.texts,
            "policy": POLICY,
            "goal": way(one.path, new),
            "canonical": site.base_url and site.base_url + new,
            "stylesheet": way(one.path, self._assets.stylesheet.path),
            "icon": way(one.path, self._assets.icon.path),
        }
        return self._versions[language].templates.render("redirect", context)

    def embed(self, address: Address) -> bytes:
        """The card at an address, which other sites show."""
        version = self._versions[address.language]
        context = {**self._frame(address, version), **embed_context(address, self._roadmap)}
        return version.templates.render(embed_kind(address), context)

    def feed(self, language: Language) -> bytes:
        """The feed of changes in a language."""
        teller = Teller(self._roadmap, self._follower.ties, language)
        return feed(self._roadmap, self.addresses, self._follower.events, teller, language)

    def _languages_of_feeds(self) -> tuple[Language, ...]:
        """Those that have a feed: all, where there is something to follow and an address to give."""
        has_feed = self._roadmap.follow_up is not None and self._roadmap.site.base_url
        return self._roadmap.site.languages if has_feed else ()

    def booklet(self, language: Language) -> Address:
        """The address of the page that has the whole roadmap, undivided."""
        return Address(Fixed.BOOKLET, language, self.addresses.of(Fixed.BOOKLET, language), WHOLE)

    def _version(self, templates: Templates) -> Version:
        language = templates.language
        vocabulary = Vocabulary(self._roadmap.terms, language)
        search = Address(Fixed.SEARCH, language, self.addresses.of(Fixed.SEARCH, language))
        index = Index(self._roadmap, vocabulary)
        parts = index.parts(partial(link_from, search, self.addresses))
        index_files = tuple(asset(f"search-{language.code}.json", part) for part in parts)
        return Version(templates, index, index_files, state_of_all(self._roadmap, language))

    def _frame(self, address: Address, version: Version) -> dict[str, object]:
        """What every page is given. The marker notes the terms that it explains, for the notes at the page's end."""
        roadmap, addresses, language = self._roadmap, self.addresses, address.language
        link = partial(link_from, address, addresses)
        marker = Marker(version.index.vocabulary)
        others = (one for one in roadmap.site.languages if one != language)
        return {
            "site": roadmap.site,
            "text": roadmap.texts,
            "roadmap": roadmap,
            "subject": address.subject,
            "pages": Fixed,
            "url": link,
            "named": marker.named,
            "explained": marker.explained,
            "explained_here": marker.explained_here,
            "prose": partial(prose_for, address, addresses, marker),
            "measures_in": roadmap.measures_in,
            "menu": menu(address, addresses),
            "trail": [(one.label, link(one.subject)) for one in trail(address.subject, roadmap)],
            "footer_pages": [page for page in roadmap.pages if page.menu == "footer"],
            "alternates": [Alternate(one, version_from(address, addresses, one)) for one in others],
            "part": address.part,
            "part_links": part_links(address, addresses),
            "canonical": roadmap.site.base_url and roadmap.site.base_url + address.path,
            "hreflang": list(hreflang(address, addresses)),
            "policy": POLICY,
            "translation": self._translation(address, version).value,
            "stylesheet": way_from(address, roadmap, self._assets.stylesheet.path),
            "icon": way_from(address, roadmap, self._assets.icon.path),
            "touch_icon": way_from(address, roadmap, TOUCH_ICON),
            "manifest": way_from(address, roadmap, addresses.manifest_file(language)),
            "theme": self._palette["tar"],
            "card": roadmap.site.base_url + addresses.card_file(language),
            "structured": Structured(address, addresses, self._downloads).script if roadmap.site.base_url else None,
            "updated": formats.date(roadmap.site.updated, language),
        }

    def _translation(self, address: Address, version: Version) -> State:
        subject = address.subject
        if isinstance(subject, Written):
            return state(subject, address.language, self._roadmap.site)
        return version.translation

    def _own_files(self, address: Address, version: Version) -> dict[str, object]:
        """The files that a page of this kind needs or offers besides."""
        way_to = partial(way_from, address, self._roadmap)
        match address.subject:
            case Fixed.MEASURES:
                return {"script": way_to(self._assets.scripts["filter"].path)}
            case Fixed.CHANGES:
                has_feed = address.language in self._languages_of_feeds()
                return {"feed": way_to(self.addresses.feed_file(address.language)) if has_feed else ""}
            case Fixed.SEARCH:
                script = way_to(self._assets.scripts["search"].path)
                return {"script": script, "search_index": " ".join(way_to(one.path) for one in version.index_files)}
            case Fixed.BOOKLET:
                within = partial(prose_within, address, self.addresses)
                href = partial(booklet_link, address, self.addresses)
                return {"download": self._download(address), "prose_within": within, "measure_href": href}
            case Fixed.DATA:
                embed = snippet(Fixed.HOME, self.addresses, address.language)
                return {"embed": embed, **data_context(self._data, address.language, way_to)}
            case Measure() as measure:
                return {"embed": snippet(measure, self.addresses, address.language)}
            case _:
                return {}

    def _download(self, address: Address) -> Download | None:
        """The whole roadmap as a PDF in the page's language, None where there is none."""
        content = self._booklets.get(address.language.code)
        if content is None:
            return None
        path = self.addresses.booklet_file(address.language)
        return Download(way_from(address, self._roadmap, path), formats.size(len(content), address.language))


class Rendered(Mapping[str, bytes]):
    """The files of a site by path, each made when it is first asked for."""

    def __init__(self, makers: Mapping[str, Callable[[], bytes]]) -> None:
        self._makers = makers
        self._made: dict[str, bytes] = {}

    def __getitem__(self, path: str) -> bytes:
        if path not in self._made:
            self._made[path] = self._makers[path]()
        return self._made[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def __contains__(self, path: object) -> bool:
        return path in self._makers


def _content(one: Asset) -> bytes:
    return one.content


def kind_of(subject: Subject) -> str:
    """The name of the template of a page."""
    return subject.value if isinstance(subject, Fixed) else type(subject).__name__.lower()
