"""The contexts of the changes and of the editions, and what a measure's page says of its tracking."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from generator.model import RESPONSIBLE, Decision, Edition, FollowUp, Measure, PartialDate, Roadmap, Update
from generator.site.components import Components
from generator.site.environment import Context
from generator.site.follow_contexts import follow_links
from generator.site.links import Link
from generator.site.standing_context import status_counts
from generator.tracking.events import Period, periods

_Entry = TypeVar("_Entry", Decision, Update)


class HistoryEntry(NamedTuple):
    """A date in the history of a measure, and what happened then. `placed_on` is its day among the others."""

    day: PartialDate
    placed_on: datetime.date
    text: str | None = None
    status: Context | None = None
    due: PartialDate | None = None
    former_title: str | None = None
    decision: Link | None = None
    edition: Link | None = None


def changes_page(make: Components) -> Context:
    """Return the context of the page that says what changed, the newest first."""
    return {
        "follow": follow_links(make),
        "next_review": _follow_up(make.roadmap).next_review,
        "periods": [_period(period, make) for period in periods(make.roadmap, make.site.events)],
    }


def _period(period: Period, make: Components) -> Context:
    """Return what changed between two editions, or since the last, by kind."""
    formatter = make.site.changes
    kinds = [
        {
            "id": f"{kind.value}_{period.old.year}",
            "label": formatter.label(kind),
            "summary": formatter.summary(kind, events),
            "measure_count": formatter.measure_count(events),
            "changes": [
                {
                    "measure": make.to_page(event.measure),
                    "number": event.measure.display_number,
                    "day": event.day,
                    "details": " ".join(formatter.details(event)),
                }
                for event in events
            ],
        }
        for kind, events in formatter.by_kind(period.events).items()
    ]
    return {"heading": formatter.heading(period), "start": period.old.adopted, "end": period.end, "kinds": kinds}


def edition_page(edition: Edition, make: Components) -> Context:
    """Return the context of a page of an edition: what it brought, and which measures it carries on."""
    listed = {measure.path for measure in make.urls.paginate(edition, make.route.page)}
    new, carried = make.roadmap.measures_in(edition), make.site.relations.carried_by(edition)
    return {
        **make.fields(edition, "adopted", "draft"),
        "body": make.body(edition.body),
        "new": [make.card(measure) for measure in new if measure.path in listed],
        "new_count": len(new),
        "bar": make.window_bar(new),
        "counts": status_counts(new, (edition,), make.to(edition), make),
        "carried": [make.card(measure) for measure in carried if measure.path in listed],
        "carried_count": len(carried),
    }


def measure_tracking(measure: Measure, make: Components) -> Context | None:
    """Return how a measure stands; None where it is not tracked."""
    tracking = measure.tracking
    if tracking is None:
        return None
    units = [taxonomy for taxonomy in make.roadmap.classifications if taxonomy.id == RESPONSIBLE]
    return {
        **make.fields(tracking, "status_date", "completed"),
        **make.fields(tracking, "note", "result", "service_url", "without_net"),
        "status": make.value_name(tracking.status),
        "status_description": make.text(tracking.status.description),
        "is_late": tracking.is_late(make.roadmap.site.updated),
        "due": tracking.promised,
        "first_due": tracking.due if tracking.due != tracking.promised else None,
        "units": [fact for fact in make.facts(measure, units, make.linked_value) if fact["names"]],
    }


def history(measure: Measure, make: Components) -> list[HistoryEntry]:
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
        former_title = make.text(update.former_title)
        entries.append(HistoryEntry(update.day, placed_on, update.text[language], status, update.due, former_title))
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


def relations(measure: Measure, make: Components) -> list[Context]:
    """Return what a measure has to do with others, and with which."""
    return [
        {"name": name, "links": list(map(make.to_page, documents))}
        for name, documents in make.site.relations.of_measure(measure).items()
        if documents
    ]


def _follow_up(roadmap: Roadmap) -> FollowUp:
    if roadmap.follow_up is None:
        raise LookupError("a page of the tracking in a roadmap that is not tracked")
    return roadmap.follow_up
