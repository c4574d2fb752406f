"""The cards that other sites show in a frame: one for each measure, and one for the whole roadmap."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from generator.model import Classification, Language, Measure, Roadmap
from generator.tracking.statistics import distribution
from generator.urls import BuiltinPage, Route, UrlMap

# In pixels of CSS, for a frame as narrow as a phone.
HEIGHT_OF_A_MEASURE = 520
HEIGHT_OF_AN_EMPTY_WHOLE, HEIGHT_OF_A_SHARE = 240, 84


def embeds(urls: UrlMap) -> Iterator[Route]:
    """Every card: that of the whole roadmap is the subject HOME's."""
    roadmap = urls.roadmap
    subjects: tuple[BuiltinPage | Measure, ...] = (BuiltinPage.HOME, *roadmap.measures)
    for language in roadmap.site.languages:
        for subject in subjects:
            yield Route(subject, language, urls.embed(subject, language))


def embed_kind(address: Route) -> str:
    """The name of the template of a card."""
    return "embed_measure" if isinstance(address.subject, Measure) else "embed_totals"


def embed_context(address: Route, roadmap: Roadmap) -> dict[str, object]:
    """What a card is given of its own."""
    subject = address.subject
    if isinstance(subject, Measure):
        is_late = subject.tracking is not None and subject.tracking.is_late(roadmap.site.updated)
        return {"measure": subject, "is_late": is_late}
    classification = divided_by(roadmap)
    return {"classification": classification, "shares": distribution(roadmap.measures, classification)}


def divided_by(roadmap: Roadmap) -> Classification:
    """How the card of the whole divides it: by states, or else by the first way into the roadmap."""
    if roadmap.follow_up is not None:
        return roadmap.follow_up.statuses
    return (*roadmap.menu_taxonomies, *roadmap.classifications)[0]


def snippet(subject: BuiltinPage | Measure, urls: UrlMap, language: Language) -> str:
    """The HTML that another site shows the card with; empty while the site's own address is not known."""
    site = urls.roadmap.site
    if not site.base_url:
        return ""
    name, address = site.name[language], site.base_url + urls.embed(subject, language)
    title = f"{subject.title[language]} – {name}" if isinstance(subject, Measure) else name
    size = f'width="100%" height="{height_of(subject, urls.roadmap)}"'
    return f'<iframe src="{escape(address)}" title="{escape(title)}" {size} loading="lazy"></iframe>'


def height_of(subject: BuiltinPage | Measure, roadmap: Roadmap) -> int:
    if isinstance(subject, Measure):
        return HEIGHT_OF_A_MEASURE
    return HEIGHT_OF_AN_EMPTY_WHOLE + HEIGHT_OF_A_SHARE * len(divided_by(roadmap).values)
