"""The context of a measure's page: how it stands, what came of it, its facts, its history, the measures around it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar
from urllib.parse import quote, urlencode, urlsplit

from generator.model import (
    RESPONSIBLE,
    Classification,
    Decision,
    Document,
    Localized,
    Measure,
    PartialDate,
    StatusCategory,
    Update,
)
from generator.site import sentences
from generator.site.components import Components
from generator.site.environment import Context
from generator.site.glossary import term_texts
from generator.site.links import Link

# How many measures of the same value are named: with them, a page of facts alone fits two screens.
_MOST_NEIGHBOURS = 4
# The height of the card that other sites embed: in pixels of CSS, for a frame as narrow as a phone.
_EMBED_HEIGHT = 520

_Entry = TypeVar("_Entry", Decision, Update)


class HistoryEntry(NamedTuple):
    """A date in the history of a measure, and what happened then. `placed_on` is its day among the others."""

    day: PartialDate
    placed_on: datetime.date
    text: str | None = None
    status: Context | None = None
    due: PartialDate | None = None
    former_title: str | None = None
    former_responsible: str = ""
    decision: Link | None = None
    edition: Link | None = None


def measure_page(measure: Measure, make: Components) -> Context:
    """Return the context of a measure's page."""
    previous, following = make.roadmap.neighbours_of(measure)
    title = f"{measure.title[make.language]} – {make.roadmap.site.name[make.language]}"
    return {
        **make.fields(measure, "display_number", "draft", "problem"),
        "house": make.house(measure),
        "signs": make.signs(measure),
        "sentence": sentence_of(measure, make),
        "tracking": _tracking(measure, make),
        "service": service(measure, make),
        "facts": [
            fact
            for fact in make.facts(measure, _taxonomies(make), make.linked_value)
            # What a draft leaves open is to be seen.
            if fact["names"] or measure.draft
        ],
        "meanings": list(_meanings(measure, make)),
        "not_told": [] if measure.tracking else sentences.not_told(measure.values, make),
        "body": make.body(measure.body, 2),
        "terms": [term_texts(term, make.language) for term in make.site.index.glossary.used_in(measure)],
        "history": _history(measure, make),
        "relations": _relations(measure, make),
        "neighbours": _neighbours(measure, make),
        "extras": {
            name: value[make.language] if isinstance(value, Localized) else value
            for name, value in measure.extras.items()
        },
        "ask": _question_url(measure, make),
        "embed": make.embed_snippet(measure, title, _EMBED_HEIGHT),
        "previous": previous and _numbered(previous, make),
        "next": following and _numbered(following, make),
    }


def sentence_of(measure: Measure, make: Components) -> sentences.Sentence:
    """Return what a measure is in the words of the city, how it stands, and what it is by its classes."""
    summary: sentences.Sentence = [] if measure.summary is None else [Link(measure.summary[make.language], "")]
    return sentences.joined(
        summary, sentences.measure_standing(measure, make), sentences.measure_classes(measure, make)
    )


def service(measure: Measure, make: Components) -> Context | None:
    """Return the service that a measure left, and how one gets the same without the net; None where it left none."""
    tracking = measure.tracking
    if tracking is None or tracking.service_url is None:
        return None
    title, name = measure.title[make.language], make.text(tracking.service_name)
    return {
        **make.fields(tracking, "result", "without_net"),
        "since": tracking.completed or tracking.status_date,
        "name": name or title,
        "label": name or make.words("service_link", title=title),
        "href": tracking.service_url[make.language],
        "measure": Link(measure.display_number, make.to(measure)),
    }


def _tracking(measure: Measure, make: Components) -> Context | None:
    """Return how a measure stands; None where it is not tracked."""
    tracking, follow_up = measure.tracking, make.roadmap.follow_up
    if tracking is None or follow_up is None:
        return None
    is_open = tracking.status.category is StatusCategory.OPEN
    return {
        **make.fields(tracking, "completed", "note", "result"),
        "status": make.linked_value(tracking.status),
        "since": tracking.completed or tracking.status_date,
        "days_late": make.days_late(measure),
        "due": tracking.promised,
        "first_due": tracking.due if tracking.due != tracking.promised else None,
        "next_review": follow_up.next_review if is_open else None,
    }


def _meanings(measure: Measure, make: Components) -> Iterator[tuple[str, str]]:
    """Yield what the facts of a measure mean where no page of their own tells it: each name with its explanation."""
    language, status = make.language, measure.tracking and measure.tracking.status
    if status and status.description is not None:
        yield status.label[language], status.description[language]
    for taxonomy in _taxonomies(make):
        if taxonomy.folder is not None:
            continue
        values = measure.values_in(taxonomy)
        described = [(value, value.description[language]) for value in values if value.description is not None]
        for value, description in described:
            yield (value if len(values) > 1 else taxonomy).label[language], description
        if values and not described and taxonomy.explanation is not None:
            yield taxonomy.label[language], taxonomy.explanation[language]


def _taxonomies(make: Components) -> list[Classification]:
    """Return the classifications of which a measure's page tells: first that of those who are asked about it."""
    taxonomies = [one for one in make.roadmap.classifications if one.section or one.id == RESPONSIBLE]
    return sorted(taxonomies, key=lambda taxonomy: taxonomy.id != RESPONSIBLE)


def _history(measure: Measure, make: Components) -> list[HistoryEntry]:
    """Return what was promised, decided, reported and done, the oldest first; nothing where it is not tracked."""
    tracking = measure.tracking
    if tracking is None:
        return []
    language, edition = make.language, tracking.edition
    adopted = PartialDate(edition.adopted)
    entries = [HistoryEntry(adopted, adopted.start, edition=make.to_page(edition), due=tracking.due)]
    for placed_on, decision in _placed(tracking.decisions, adopted.start):
        body = decision.body[language]
        if decision.paragraph:
            body = make.words("decision_paragraph", body=body, number=decision.paragraph)
        link = Link(body, make.text(decision.url) or "")
        entries.append(HistoryEntry(decision.day, placed_on, decision=link))
    for placed_on, update in _placed(tracking.updates, adopted.start):
        status = make.value_name(update.status) if update.status else None
        entries.append(
            HistoryEntry(
                update.day,
                placed_on,
                make.text(update.text),
                status,
                update.due,
                make.text(update.former_title),
                ", ".join(unit.label[language] for unit in update.former_responsible or ()),
            )
        )
    present = tracking.completed or tracking.status_date
    is_reported = any((update.day, update.status) == (present, tracking.status) for update in tracking.updates)
    if tracking.status_date is not None and present is not None and not is_reported:
        before = (entry.placed_on for entry in entries if entry.placed_on <= present.end)
        placed_on = present.not_before(max(before, default=present.start))
        entries.append(HistoryEntry(present, placed_on, status=make.value_name(tracking.status)))
    return sorted(entries, key=lambda entry: entry.placed_on)


def _placed(entries: Sequence[_Entry], earliest: datetime.date) -> Iterator[tuple[datetime.date, _Entry]]:
    """Yield each entry with the first day that it can have happened on: not before those above it."""
    for entry in entries:
        earliest = entry.day.not_before(earliest)
        yield earliest, entry


def _relations(measure: Measure, make: Components) -> list[Context]:
    """Return what a measure has to do with others, and with which."""
    return [
        {"name": name, "links": [_numbered(document, make) for document in documents]}
        for name, documents in make.site.relations.of_measure(measure).items()
        if documents
    ]


def _neighbours(measure: Measure, make: Components) -> Context | None:
    """Return the nearest of the same value in the main taxonomy; None where there are no others."""
    roadmap = make.roadmap
    values = measure.values_in(roadmap.main_taxonomy) if roadmap.main_taxonomy else ()
    others = roadmap.nearest_in(values[0], measure, _MOST_NEIGHBOURS) if values else ()
    if not others:
        return None
    return {
        "title": Link(values[0].label[make.language], make.find(values[0])),
        "measures": [make.card(other) for other in others],
    }


def _numbered(document: Document, make: Components) -> Link:
    """Return the title of a page as a link, that of a measure with its number."""
    link = make.to_page(document)
    return link._replace(label=f"{document.display_number} {link.label}") if isinstance(document, Measure) else link


def _question_url(measure: Measure, make: Components) -> str:
    """Return where a question about a measure goes, with its number, title and address where the site says how."""
    site, language = make.roadmap.site, make.language
    subject = f"{make.words('measure_number', number=measure.display_number)}: {measure.title[language]}"
    address = site.base_url and site.base_url + make.route.path
    if site.feedback_email:
        return f"mailto:{site.feedback_email}?{urlencode({'subject': subject, 'body': address}, quote_via=quote)}"
    form = urlsplit(site.feedback_url[language])
    if not site.feedback_query:
        return form.geturl()
    query = urlencode({site.feedback_query: f"{subject} {address}".strip()}, quote_via=quote)
    return form._replace(query=f"{form.query}&{query}".strip("&")).geturl()
