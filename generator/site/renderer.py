"""Which files a site has, and how each is rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from generator.cache import Cache
from generator.export.files import OpenData
from generator.model import Language, Roadmap
from generator.site import formatting
from generator.site.assets import asset, read_assets
from generator.site.atom import atom_feed
from generator.site.embeds import embed_routes
from generator.site.environment import TemplateCache, Templates
from generator.site.formatting import InterfaceWords
from generator.site.glossary import GlossaryAnnotator, GlossaryMatcher
from generator.site.links import PageLinks
from generator.site.page_contexts import LanguageSite, embed_context, page_context, redirect_context
from generator.site.palette import read_palette
from generator.site.search_index import SearchIndex
from generator.site.tracking_contexts import TrackingContext
from generator.theme import Theme
from generator.tracking.translation_status import site_translation_status
from generator.urls import ALL, BuiltinPage, RedirectPage, Route, UrlMap, output_path, redirect_pages

# What a page may load and do: its own files and nothing else; no inline script, no inline style, no frame.
POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'"
)


class SiteRenderer:
    """Renders the files of a site. `pdfs` has the print edition as a PDF, by the code of its language."""

    def __init__(
        self,
        roadmap: Roadmap,
        theme: Theme,
        pdfs: Mapping[str, bytes] | None = None,
        cache: Cache | None = None,
    ) -> None:
        self.urls = UrlMap(roadmap)
        self.assets = read_assets(theme)
        self._roadmap = roadmap
        self._pdfs = pdfs or {}
        self._data = OpenData(roadmap, self.urls)
        self._tracking = TrackingContext(roadmap)
        self.sites: dict[str, LanguageSite] = {}
        self.templates: dict[str, Templates] = {}
        template_cache = (cache or Cache()).get_or_create("compiled templates", TemplateCache)
        tone = read_palette(theme)["tar"]
        for language in roadmap.site.languages:
            site = self._language_site(language)
            constants = {"t": site.words, "site": _site_texts(roadmap, language), "policy": POLICY, "theme": tone}
            annotator = GlossaryAnnotator(site.index.glossary)
            self.sites[language.code] = site
            self.templates[language.code] = Templates(theme, language, constants, annotator, template_cache)

    def outputs(self) -> dict[str, Callable[[], bytes]]:
        """Return what renders each file, by its path from the root."""
        languages = self._roadmap.site.languages
        index_files = [file for site in self.sites.values() for file in site.index_files]
        return {
            **{file.path: partial(bytes, file.content) for file in (*self.assets, *index_files)},
            **self._data.outputs(),
            **{output_path(route.path): partial(self.embed, route) for route in embed_routes(self.urls)},
            **{output_path(route.path): partial(self.page, route) for route in self.urls},
            **{
                self.urls.feed_file(language): partial(atom_feed, self.urls, self._tracking, language)
                for language in languages
                if self._tracking.has_feed
            },
            **{
                self.urls.pdf_file(language): partial(self._pdfs.__getitem__, language.code)
                for language in languages
                if language.code in self._pdfs
            },
        }

    def redirect_outputs(self) -> dict[str, Callable[[], bytes]]:
        """Return what renders the page at each old address, by its path from the root."""
        pages = redirect_pages(self.urls.redirects())
        return {output_path(page.path): partial(self.redirect, page) for page in pages}

    def page(self, route: Route) -> bytes:
        """Return the page at a route: a function of its template and its context."""
        code = route.language.code
        return self.templates[code].render(page_context(route, self.sites[code]))

    def embed(self, route: Route) -> bytes:
        """Return the card at a route, which other sites embed."""
        code = route.language.code
        return self.templates[code].render(embed_context(route, self.sites[code]))

    def redirect(self, page: RedirectPage) -> bytes:
        """Return the page at an old address, in the language of the page that it leads to."""
        code = self.urls.language_of(page.redirect.new).code
        return self.templates[code].render(redirect_context(page, self.sites[code]))

    def print_edition(self, language: Language) -> Route:
        """Return the route of the whole roadmap on one page."""
        return self.urls.route(BuiltinPage.PRINT_EDITION, language, ALL)

    def _language_site(self, language: Language) -> LanguageSite:
        index = SearchIndex(self._roadmap, GlossaryMatcher(self._roadmap.terms, language))
        search_page = PageLinks(self.urls.route(BuiltinPage.SEARCH, language), self.urls)
        pdf = self._pdfs.get(language.code)
        return LanguageSite(
            urls=self.urls,
            words=InterfaceWords(self._roadmap.texts, language),
            assets=self.assets,
            data=self._data,
            tracking=self._tracking,
            index=index,
            index_files=tuple(asset(f"search-{language.code}.json", part) for part in index.parts(search_page.to)),
            translation=site_translation_status(self._roadmap, language),
            pdf_size=None if pdf is None else len(pdf),
        )


class LazyFiles(Mapping[str, bytes]):
    """The files of a site by path, each rendered when it is first asked for."""

    def __init__(self, outputs: Mapping[str, Callable[[], bytes]]) -> None:
        self._outputs = outputs
        self._rendered: dict[str, bytes] = {}

    def __getitem__(self, path: str) -> bytes:
        if path not in self._rendered:
            self._rendered[path] = self._outputs[path]()
        return self._rendered[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._outputs)

    def __len__(self) -> int:
        return len(self._outputs)

    def __contains__(self, path: object) -> bool:
        return path in self._outputs


def _site_texts(roadmap: Roadmap, language: Language) -> dict[str, str]:
    """Return what every page may say of its site."""
    site = roadmap.site
    return {
        "name": site.name[language],
        "source": site.source[language],
        "publisher": site.publisher[language],
        "publisher_url": site.publisher_url[language],
        "feedback_url": site.feedback_url[language],
        "licence": site.licence,
        "licence_url": site.licence_url,
        "updated": formatting.date(site.updated, language),
    }
