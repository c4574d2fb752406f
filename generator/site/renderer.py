"""Which files the site has, and what every page is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator.cache import Cache
from generator.export.files import OpenData
from generator.model import Document, Language, Measure, Roadmap
from generator.site import formatting
from generator.site.assets import Asset, asset, read_assets
from generator.site.atom import atom_feed
from generator.site.change_log import ChangeFormatter
from generator.site.data_page import data_context
from generator.site.embeds import embed_context, embed_kind, embeds, snippet
from generator.site.environment import TemplateCache, Templates
from generator.site.glossary import GlossaryAnnotator, GlossaryMatcher
from generator.site.jsonld import JsonLd
from generator.site.links import (
    Alternate,
    booklet_link,
    breadcrumbs,
    hreflang,
    link_from,
    menu,
    part_links,
    prose_for,
    prose_within,
    version_from,
    way_from,
)
from generator.site.page_contexts import own_context
from generator.site.palette import read_palette
from generator.site.search_index import SearchIndex
from generator.site.tracking_contexts import TrackingContext
from generator.tracking.translation_status import TranslationStatus, site_translation_status, translation_status
from generator.urls import (
    ALL,
    TOUCH_ICON,
    BuiltinPage,
    RedirectPage,
    Route,
    Subject,
    UrlMap,
    output_path,
    redirect_pages,
    relative_url,
)

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
class LanguageSite:
    """What the pages of one language share."""

    templates: Templates
    index: SearchIndex
    index_files: tuple[Asset, ...]
    translation: TranslationStatus


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
        cache: Cache | None = None,
    ) -> None:
        self._roadmap = roadmap
        self._booklets = booklets or {}
        self.urls = UrlMap(roadmap)
        self._assets = read_assets(static)
        self._palette = read_palette(static)
        self._tracking = TrackingContext(roadmap)
        self._data = OpenData(roadmap, self.urls)
        tables = [one.title for one in self._data.tables]
        self._downloads = tuple(one for one in self._data.files if one.about in tables)
        compiled = (cache or Cache()).get_or_create("compiled templates", TemplateCache)
        self._versions = {one: self._version(Templates(templates, one, compiled)) for one in roadmap.site.languages}

    def outputs(self) -> dict[str, Callable[[], bytes]]:
        """What makes each file, by its path from the root."""
        return {
            **{one.path: partial(_content, one) for one in self._files_of_pages()},
            **self._data.outputs(),
            **{output_path(one.path): partial(self.embed, one) for one in embeds(self.urls)},
            **{output_path(address.path): partial(self.page, address) for address in self.urls},
            **{self.urls.feed_file(one): partial(self.feed, one) for one in self._languages_of_feeds()},
            **{
                self.urls.pdf_file(language): partial(self._booklets.__getitem__, language.code)
                for language in self._roadmap.site.languages
                if language.code in self._booklets
            },
        }

    def redirect_outputs(self) -> dict[str, Callable[[], bytes]]:
        """What makes the page at each old address, by its path from the root."""
        return {output_path(one.path): partial(self.old_page, one) for one in redirect_pages(self.urls.redirects())}

    def assets(self) -> Iterator[tuple[str, bytes]]:
        """The files that the pages need."""
        return ((one.path, one.content) for one in self._files_of_pages())

    def _files_of_pages(self) -> Iterator[Asset]:
        yield from self._assets
        for version in self._versions.values():
            yield from version.index_files

    def page(self, address: Route) -> bytes:
        """The page at an address."""
        version = self._versions[address.language]
        context = {
            **self._frame(address, version),
            **self._own_files(address, version),
            **self._own_context(address, version),
        }
        return version.templates.render(template_name(address.subject), context)

    def _own_context(self, address: Route, version: LanguageSite) -> dict[str, object]:
        measures = self.urls.paginate(address.subject, address.page)
        return own_context(address.subject, measures, self._roadmap, version.index, self._tracking)

    def old_page(self, one: RedirectPage) -> bytes:
        """The page at an old address, in the language of the new one."""
        site, new = self._roadmap.site, one.redirect.new
        language = self.urls.language_of(new)
        context = {
            "site": site,
            "text": self._roadmap.texts,
            "policy": POLICY,
            "goal": relative_url(one.path, new),
            "canonical": site.base_url and site.base_url + new,
            "stylesheet": relative_url(one.path, self._assets.stylesheet.path),
            "icon": relative_url(one.path, self._assets.icon.path),
        }
        return self._versions[language].templates.render("redirect", context)

    def embed(self, address: Route) -> bytes:
        """The card at an address, which other sites show."""
        version = self._versions[address.language]
        context = {**self._frame(address, version), **embed_context(address, self._roadmap)}
        return version.templates.render(embed_kind(address), context)

    def feed(self, language: Language) -> bytes:
        """The feed of changes in a language."""
        teller = ChangeFormatter(self._roadmap, self._tracking.ties, language)
        return atom_feed(self._roadmap, self.urls, self._tracking.events, teller, language)

    def _languages_of_feeds(self) -> tuple[Language, ...]:
        """Those that have a feed: all, where there is something to follow and an address to give."""
        has_feed = self._roadmap.follow_up is not None and self._roadmap.site.base_url
        return self._roadmap.site.languages if has_feed else ()

    def booklet(self, language: Language) -> Route:
        """The address of the page that has the whole roadmap, undivided."""
        return Route(BuiltinPage.PRINT_EDITION, language, self.urls.url_for(BuiltinPage.PRINT_EDITION, language), ALL)

    def _version(self, templates: Templates) -> LanguageSite:
        language = templates.language
        vocabulary = GlossaryMatcher(self._roadmap.terms, language)
        search = Route(BuiltinPage.SEARCH, language, self.urls.url_for(BuiltinPage.SEARCH, language))
        index = SearchIndex(self._roadmap, vocabulary)
        parts = index.parts(partial(link_from, search, self.urls))
        index_files = tuple(asset(f"search-{language.code}.json", part) for part in parts)
        return LanguageSite(templates, index, index_files, site_translation_status(self._roadmap, language))

    def _frame(self, address: Route, version: LanguageSite) -> dict[str, object]:
        """What every page is given. The marker notes the terms that it explains, for the notes at the page's end."""
        roadmap, urls, language = self._roadmap, self.urls, address.language
        link = partial(link_from, address, urls)
        marker = GlossaryAnnotator(version.index.vocabulary)
        others = (one for one in roadmap.site.languages if one != language)
        return {
            "site": roadmap.site,
            "text": roadmap.texts,
            "roadmap": roadmap,
            "subject": address.subject,
            "pages": BuiltinPage,
            "url": link,
            "named": marker.named,
            "explained": marker.explained,
            "explained_here": marker.explained_here,
            "prose": partial(prose_for, address, urls, marker),
            "measures_in": roadmap.measures_in,
            "menu": menu(address, urls),
            "trail": [(one.label, link(one.subject)) for one in breadcrumbs(address.subject, roadmap)],
            "footer_pages": [page for page in roadmap.pages if page.menu == "footer"],
            "alternates": [Alternate(one, version_from(address, urls, one)) for one in others],
            "part": address.page,
            "part_links": part_links(address, urls),
            "canonical": roadmap.site.base_url and roadmap.site.base_url + address.path,
            "hreflang": list(hreflang(address, urls)),
            "policy": POLICY,
            "translation": self._translation(address, version).value,
            "stylesheet": way_from(address, roadmap, self._assets.stylesheet.path),
            "icon": way_from(address, roadmap, self._assets.icon.path),
            "touch_icon": way_from(address, roadmap, TOUCH_ICON),
            "manifest": way_from(address, roadmap, urls.manifest_file(language)),
            "theme": self._palette["tar"],
            "card": roadmap.site.base_url + urls.card_file(language),
            "structured": JsonLd(address, urls, self._downloads).script if roadmap.site.base_url else None,
            "updated": formatting.date(roadmap.site.updated, language),
        }

    def _translation(self, address: Route, version: LanguageSite) -> TranslationStatus:
        subject = address.subject
        if isinstance(subject, Document):
            return translation_status(subject, address.language, self._roadmap.site)
        return version.translation

    def _own_files(self, address: Route, version: LanguageSite) -> dict[str, object]:
        """The files that a page of this kind needs or offers besides."""
        way_to = partial(way_from, address, self._roadmap)
        match address.subject:
            case BuiltinPage.MEASURES:
                return {"script": way_to(self._assets.scripts["filter"].path)}
            case BuiltinPage.CHANGES:
                has_feed = address.language in self._languages_of_feeds()
                return {"feed": way_to(self.urls.feed_file(address.language)) if has_feed else ""}
            case BuiltinPage.SEARCH:
                script = way_to(self._assets.scripts["search"].path)
                return {"script": script, "search_index": " ".join(way_to(one.path) for one in version.index_files)}
            case BuiltinPage.PRINT_EDITION:
                within = partial(prose_within, address, self.urls)
                href = partial(booklet_link, address, self.urls)
                return {"download": self._download(address), "prose_within": within, "measure_href": href}
            case BuiltinPage.DATA:
                embed = snippet(BuiltinPage.HOME, self.urls, address.language)
                return {"embed": embed, **data_context(self._data, address.language, way_to)}
            case Measure() as measure:
                return {"embed": snippet(measure, self.urls, address.language)}
            case _:
                return {}

    def _download(self, address: Route) -> Download | None:
        """The whole roadmap as a PDF in the page's language, None where there is none."""
        content = self._booklets.get(address.language.code)
        if content is None:
            return None
        path = self.urls.pdf_file(address.language)
        return Download(way_from(address, self._roadmap, path), formatting.size(len(content), address.language))


class LazyFiles(Mapping[str, bytes]):
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


def template_name(subject: Subject) -> str:
    """The name of the template of a page."""
    return subject.value if isinstance(subject, BuiltinPage) else type(subject).__name__.lower()
