"""The cards that other sites embed: of a measure, and of the whole roadmap."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from generator.model import Classification, Language, Measure, Roadmap
from generator.urls import BuiltinPage, Route, UrlMap

# In pixels of CSS, for a frame as narrow as a phone.
_MEASURE_HEIGHT = 520
_TOTALS_HEIGHT, _SHARE_HEIGHT = 240, 84


def embed_routes(urls: UrlMap) -> Iterator[Route]:
    """Yield the route of every card: that of the whole roadmap has the home page as its subject."""
    subjects: tuple[BuiltinPage | Measure, ...] = (BuiltinPage.HOME, *urls.roadmap.measures)
    for language in urls.roadmap.site.languages:
        for subject in subjects:
            yield Route(subject, language, urls.embed(subject, language))


def taxonomy_of_totals(roadmap: Roadmap) -> Classification:
    """Return what the card of the whole divides it by: the statuses, or else the first main taxonomy."""
    if roadmap.follow_up is not None:
        return roadmap.follow_up.statuses
    return (*roadmap.menu_taxonomies, *roadmap.classifications)[0]


def embed_snippet(subject: BuiltinPage | Measure, urls: UrlMap, language: Language) -> str:
    """Return the HTML that embeds a card in another site; empty while the site's own address is not known."""
    site = urls.roadmap.site
    if not site.base_url:
        return ""
    name, url = site.name[language], site.base_url + urls.embed(subject, language)
    if isinstance(subject, Measure):
        title, height = f"{subject.title[language]} – {name}", _MEASURE_HEIGHT
    else:
        title, height = name, _TOTALS_HEIGHT + _SHARE_HEIGHT * len(taxonomy_of_totals(urls.roadmap).values)
    size = f'width="100%" height="{height}"'
    return f'<iframe src="{escape(url)}" title="{escape(title)}" {size} loading="lazy"></iframe>'
