"""Which files a site has, and how each is rendered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from generator.cache import Cache
from generator.export.data_file import XLSX, DataFile, DataFiles
from generator.export.files import OpenData
from generator.model import Language, Measure, QueriedRoadmap, Roadmap, Site
from generator.queries import Answers
from generator.site import formatting
from generator.site.assets import Assets, read_assets, read_feed_style
from generator.site.atom import atom_feed
from generator.site.calendars import calendar
from generator.site.change_log import ChangeFormatter
from generator.site.components import Components, LanguageSite
from generator.site.environment import Context, PageContext, TemplateCache, Templates
from generator.site.formatting import InterfaceWords
from generator.site.glossary import GlossaryAnnotator, GlossaryMatcher
from generator.site.measures_workbook import measures_workbook
from generator.site.meta.icons import read_icon
from generator.site.page_contexts import embed_context, page_context, redirect_context
from generator.site.palette import read_palette
from generator.site.search_index import SearchIndex
from generator.theme import Theme
from generator.tracking.events import events_of
from generator.tracking.relations import Relations
from generator.tracking.translation_status import site_translation_status
from generator.urls import PAPERS, BuiltinPage, RedirectPage, Route, UrlMap, output_path, redirect_pages

# What a page may load and do: its own files and nothing else; no inline script, no inline style, no frame.
POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'"
)

# The pages that tell how large files of the open data are. Another one that does so makes them for itself.
_TELLING_SIZES = (BuiltinPage.HOME, BuiltinPage.MEASURES, BuiltinPage.STANDING, BuiltinPage.DATA)


class SiteRenderer:
    """Renders the files of a site. `pdfs` has those of its pages for paper, by path."""

    def __init__(
        self,
        roadmap: Roadmap,
        theme: Theme,
        pdfs: Mapping[str, bytes] | None = None,
        cache: Cache | None = None,
    ) -> None:
        roadmap = QueriedRoadmap(roadmap)
        self.urls = UrlMap(roadmap)
        brand = roadmap.site.brand
        self._palette = palette = read_palette(theme, brand)
        icon = read_icon(theme, brand)
        feed_style = {"feed.css": read_feed_style(theme)} if self.urls.has_feeds else {}
        self.assets = Assets({**read_assets(theme, brand, palette, icon), **feed_style})
        self._roadmap = roadmap
        self._pdfs = pdfs or {}
        self._data = OpenData(roadmap, self.urls)
        self._relations = Relations(roadmap)
        self._events = events_of(roadmap)
        self._workbooks = {language.code: self._workbook(language) for language in roadmap.site.languages}
        self._data_files = DataFiles([*self._data.files, *self._workbooks.values()])
        template_cache = (cache or Cache()).get_or_create("compiled templates", TemplateCache)
        constants = {
            "policy": POLICY,
            "theme": palette["sky"],
            "icon_type": icon.media_type,
            "has_houses": brand.has_houses,
        }
        self.sites = {
            language.code: self._language_site(language, theme, constants, template_cache)
            for language in roadmap.site.languages
        }

    def outputs(self) -> dict[str, Callable[[], bytes]]:
        """Return what renders each file, by its path from the root; those with the same measures stand together.

        Files of all measures come first: they take longest, and whoever works last works alone.
        """
        sites = self.sites.values()
        index_files = [self.urls.index_files(site.changes.language) for site in sites]
        return {
            **{file.path: partial(bytes, file.content) for file in self.assets.values()},
            **self._data.file_outputs(),
            **{file.path: file.content for file in self._workbooks.values()},
            **{
                path: partial(_index_part, site, part)
                for part, paths in enumerate(zip(*index_files, strict=True), start=1)
                for site, path in zip(sites, paths, strict=True)
            },
            **self._data.measure_outputs(),
            **{output_path(route.path): partial(self.page, route, embed_context) for route in self.urls.embeds()},
            **{output_path(route.path): partial(self.page, route) for route in self.urls},
            **{
                path(site.changes.language, value): partial(render, site, value)
                for path, render in ((self.urls.feed_file, atom_feed), (self.urls.calendar_file, calendar))
                for site in sites
                for value in self.urls.followed
            },
            **{path: partial(bytes, content) for path, content in self._pdfs.items()},
        }

    def redirect_outputs(self) -> dict[str, Callable[[], bytes]]:
        """Return what renders the page at each old address, by its path from the root."""
        pages = redirect_pages(self.urls.redirects())
        return {output_path(page.path): partial(self.redirect, page) for page in pages}

    def last(self) -> list[str]:
        """Return which files best wait until the sizes of others are known, which they tell."""
        pages = [page for page in _TELLING_SIZES if page in self.urls]
        paths = (output_path(route.path) for page in pages for route in self.urls.routes_of(page))
        return [*self._data.descriptions, *paths]

    def learn(self, path: str, size: int) -> None:
        """Take over how large a file is, which then need not be made to know it."""
        self._data_files.learn(path, size)

    def answers(self) -> Answers:
        """Return the answers of the roadmap to the queries of files."""
        roadmap = self._roadmap
        # All languages have the same templates.
        templates = next(iter(self.sites.values())).templates
        owners = (roadmap, self.urls, self._relations, self._data_files, templates, self.assets)
        values = (value for taxonomy in roadmap.classifications for value in taxonomy.values)
        subjects = (*BuiltinPage, *roadmap.classifications, *values, *roadmap.addressed, *roadmap.documents)
        return Answers({type(owner).__name__: owner for owner in owners} | {"Roadmap": roadmap}, subjects)

    def constants(self) -> tuple[object, ...]:
        """Return what every file may depend on, besides the content but for its measures and words, and the program."""
        # What they are called may be words of the interface.
        labels = [(one.label, one.plural, one.explanation, one.folder) for one in self._roadmap.classifications]
        statuses = [site.translation.value for site in self.sites.values()]
        pages = [page.value for page in BuiltinPage if page in self.urls]
        pdfs = ((path, len(pdf)) for path, pdf in self._pdfs.items())
        return (repr((labels, self._palette)), *statuses, *pages, self.urls.has_feeds, *pdfs)

    def page(self, route: Route, context: Callable[[Route, LanguageSite], PageContext] = page_context) -> bytes:
        """Return the page at a route: a function of its template and its context."""
        if isinstance(route.subject, Measure):
            # The page has it from its route.
            self._roadmap.measure_at(route.subject.path)
        site = self.sites[route.language.code]
        return site.templates.render(context(route, site))

    def redirect(self, page: RedirectPage) -> bytes:
        """Return the page at an old address, in the language of the page that it leads to."""
        site = self.sites[self.urls.language_of(page.redirect.new).code]
        return site.templates.render(redirect_context(page, site))

    def _workbook(self, language: Language) -> DataFile:
        words = InterfaceWords(self._roadmap.texts, language)
        content = partial(measures_workbook, self._roadmap, self.urls, words, language)
        return DataFile(self.urls.workbook_file(language), self._roadmap.texts["measures"], XLSX, content)

    def _language_site(
        self, language: Language, theme: Theme, constants: Mapping[str, object], cache: TemplateCache
    ) -> LanguageSite:
        roadmap, urls = self._roadmap, self.urls
        words = InterfaceWords(roadmap.texts, language)
        constants = {"t": words, "site": _site_texts(roadmap.site, language), **constants}
        index = SearchIndex(urls, GlossaryMatcher(roadmap.terms, language))
        pdf_files = {page: urls.pdf_file(page, language) for page in PAPERS}
        return LanguageSite(
            urls=urls,
            words=words,
            templates=Templates(theme, language, constants, GlossaryAnnotator(index.glossary), cache),
            assets=self.assets,
            data=self._data,
            workbook=self._workbooks[language.code],
            data_files=self._data_files,
            relations=self._relations,
            all_events=self._events,
            changes=ChangeFormatter(roadmap, self._relations, language),
            index=index,
            translation=site_translation_status(roadmap, language),
            pdf_sizes={page: len(self._pdfs[path]) for page, path in pdf_files.items() if path in self._pdfs},
        )


def _index_part(site: LanguageSite, part: int) -> bytes:
    """Return a part of the search index of a language."""
    make = Components(site.urls.route(BuiltinPage.SEARCH, site.changes.language), site)
    return site.index.part(part, make.to, make.mark)


def _site_texts(site: Site, language: Language) -> Context:
    """Return what every page may say of its site."""
    names = ("name", "source", "publisher", "publisher_url", "feedback_url", "source_url", "licence", "licence_url")
    return {**formatting.fields_of(site, language, *names), "updated": formatting.date(site.updated, language)}
