"""The cards that other sites embed: of a measure, and of the whole roadmap."""

from __future__ import annotations

from generator.model import Classification, Language, Measure, Roadmap
from generator.site.environment import Context
from generator.urls import BuiltinPage, UrlMap

# In pixels of CSS, for a frame as narrow as a phone.
_MEASURE_HEIGHT = 520
_TOTALS_HEIGHT, _SHARE_HEIGHT = 240, 84


def taxonomy_of_totals(roadmap: Roadmap) -> Classification:
    """Return what the card of the whole divides it by: the statuses, or else the first main taxonomy."""
    if roadmap.follow_up is not None:
        return roadmap.follow_up.statuses
    return (*roadmap.menu_taxonomies, *roadmap.classifications)[0]


def embed_snippet(subject: BuiltinPage | Measure, urls: UrlMap, language: Language) -> Context | None:
    """Return what the HTML says that embeds a card in another site; None while the site's own address is not known."""
    site = urls.roadmap.site
    if not site.base_url:
        return None
    title, height = site.name[language], _TOTALS_HEIGHT + _SHARE_HEIGHT * len(taxonomy_of_totals(urls.roadmap).values)
    if isinstance(subject, Measure):
        title, height = f"{subject.title[language]} – {title}", _MEASURE_HEIGHT
    return {"url": site.base_url + urls.embed(subject, language), "title": title, "height": height}
