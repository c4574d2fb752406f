"""The cards that other sites show in a frame: one for each measure, and one for the whole roadmap."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from generator.addresses import Address, Addresses, Fixed
from generator.following.books import shares
from generator.model import Classification, Language, Measure, Roadmap

# In pixels of CSS, for a frame as narrow as a phone.
HEIGHT_OF_A_MEASURE = 520
HEIGHT_OF_AN_EMPTY_WHOLE, HEIGHT_OF_A_SHARE = 240, 84


def embeds(addresses: Addresses) -> Iterator[Address]:
    """Every card: that of the whole roadmap is the subject HOME's."""
    roadmap = addresses.roadmap
    subjects: tuple[Fixed | Measure, ...] = (Fixed.HOME, *roadmap.measures)
    for language in roadmap.site.languages:
        for subject in subjects:
            yield Address(subject, language, addresses.embed(subject, language))


def embed_kind(address: Address) -> str:
    """The name of the template of a card."""
    return "embed_measure" if isinstance(address.subject, Measure) else "embed_totals"


def embed_context(address: Address, roadmap: Roadmap) -> dict[str, object]:
    """What a card is given of its own."""
    subject = address.subject
    if isinstance(subject, Measure):
        is_late = subject.course is not None and subject.course.is_late(roadmap.site.updated)
        return {"measure": subject, "is_late": is_late}
    classification = divided_by(roadmap)
    return {"classification": classification, "shares": shares(roadmap.measures, classification)}


def divided_by(roadmap: Roadmap) -> Classification:
    """How the card of the whole divides it: by states, or else by the first way into the roadmap."""
    if roadmap.follow_up is not None:
        return roadmap.follow_up.statuses
    return (*roadmap.ways_in, *roadmap.classifications)[0]


def snippet(subject: Fixed | Measure, addresses: Addresses, language: Language) -> str:
    """The HTML that another site shows the card with; empty while the site's own address is not known."""
    site = addresses.roadmap.site
    if not site.base_url:
        return ""
    name, address = site.name[language], site.base_url + addresses.embed(subject, language)
    title = f"{subject.title[language]} – {name}" if isinstance(subject, Measure) else name
    size = f'width="100%" height="{height_of(subject, addresses.roadmap)}"'
    return f'<iframe src="{escape(address)}" title="{escape(title)}" {size} loading="lazy"></iframe>'


def height_of(subject: Fixed | Measure, roadmap: Roadmap) -> int:
    if isinstance(subject, Measure):
        return HEIGHT_OF_A_MEASURE
    return HEIGHT_OF_AN_EMPTY_WHOLE + HEIGHT_OF_A_SHARE * len(divided_by(roadmap).values)
