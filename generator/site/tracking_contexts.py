"""The contexts of the pages that track the roadmap, and what a measure's page says of its tracking."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from generator.content.schema import EDITION
from generator.model import RESPONSIBLE, Decision, Edition, FollowUp, Indicator, Measure, PartialDate, Roadmap, Update
from generator.site import formatting
from generator.site.charts import chart_of
from generator.site.components import Components
from generator.site.environment import Context
from generator.site.follow_contexts import follow_links
from generator.site.links import Link
from generator.tracking import statistics
from generator.tracking.events import periods
from generator.tracking.trends import trend_of

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


def standing_page(make: Components) -> Context:
    """Return the context of the page that says how the roadmap stands."""
    roadmap, follow_up, language = make.roadmap, _follow_up(make.roadmap), make.language
    return {
        "day": roadmap.site.updated,
        "next_review": follow_up.next_review,
        "follow": follow_links(make),
        "shares": make.share_bars(roadmap.measures, follow_up.statuses, make.linked_value),
        "tables": _status_tables(make),
        "late": _late_measures(make),
        "key_figures": [
            formatting.filled(figure.text[language], number=figure.count) for figure in follow_up.key_figures
        ],
        "indicators": [make.to_page(indicator) for indicator in roadmap.indicators],
        "statuses": [
            {"name": make.value_name(status), "description": make.text(status.description)}
            for status in follow_up.statuses.values
        ],
    }


def changes_page(make: Components) -> Context:
    """Return the context of the page that says what changed, the newest first."""
    formatter = make.site.changes
    all_periods = [
        {
            "heading": formatter.heading(period),
            "start": period.old.adopted,
            "end": period.end,
            "kinds": [
                {
                    "label": formatter.label(kind),
                    "changes": [
                        {
                            "measure": make.to_page(event.measure),
                            "day": event.day,
                            "details": " ".join(formatter.details(event)),
                        }
                        for event in events
                    ],
                }
                for kind, events in formatter.by_kind(period.events).items()
            ],
        }
        for period in periods(make.roadmap, make.site.events)
    ]
    return {"follow": follow_links(make), "periods": all_periods}


def indicators_page(make: Components) -> Context:
    """Return the context of the page of all indicators."""
    cards = [
        {
            "indicator": make.to_page(indicator),
            "description": indicator.description[make.language],
            "trend": trend_of(indicator).value,
        }
        for indicator in make.roadmap.indicators
    ]
    return {"cards": cards}


def indicator_page(indicator: Indicator, make: Components) -> Context:
    """Return the context of the page of an indicator."""
    day, value = indicator.known_values[-1] if indicator.known_values else (None, None)
    return {
        **make.fields(indicator, "unit", "target", "target_date", "data_source"),
        "trend": trend_of(indicator).value,
        "latest": value,
        "latest_date": day,
        "chart": chart_of(indicator),
        "points": [make.fields(point, "day", "value") for point in reversed(indicator.data_points)],
        "body": make.body(indicator.body),
        "measures": [make.to_page(measure) for measure in make.site.relations.measures_of(indicator)],
    }


def edition_page(edition: Edition, make: Components) -> Context:
    """Return the context of a page of an edition: what it brought, and which measures it carries on."""
    listed = {measure.path for measure in make.urls.paginate(edition, make.route.page)}
    new, carried = make.roadmap.measures_in(edition), make.site.relations.carried_by(edition)
    return {
        **make.fields(edition, "adopted", "draft"),
        "body": make.body(edition.body),
        "new": [make.card(measure) for measure in new if measure.path in listed],
        "new_count": len(new),
        "shares": make.share_bars(new, _follow_up(make.roadmap).statuses, make.linked_value),
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


def _status_tables(make: Components) -> list[Context]:
    """Return the statuses by edition, by the first main taxonomy, and by what the law demands."""
    roadmap, language = make.roadmap, make.language
    editions = [taxonomy for taxonomy in roadmap.classifications if taxonomy.id == EDITION]
    crosstabs = [
        (taxonomy.plural[language], statistics.crosstab(roadmap, taxonomy.values), taxonomy.several)
        for taxonomy in (*editions, *roadmap.menu_taxonomies[:1])
    ]
    by_law = statistics.crosstab_by_law(roadmap)
    if by_law is not None:
        crosstabs.append((make.words("by_law_title"), by_law, False))
    return [
        {
            **make.fields(table, "sums", "total"),
            "title": title,
            "several": several,
            "columns": [
                Link(column.label[language], make.to_page(column.value).href if column.value else "")
                for column in table.columns
            ],
            "rows": [
                {**make.fields(row, "numbers", "total"), "status": make.value_name(row.status)} for row in table.lines
            ],
        }
        for title, table, several in crosstabs
    ]


def _late_measures(make: Components) -> list[Context]:
    """Return the measures whose date has passed, the longest first."""
    today = make.roadmap.site.updated
    late = [
        (tracking.promised, measure, tracking)
        for measure in make.roadmap.measures
        if (tracking := measure.tracking) and tracking.promised and tracking.is_late(today)
    ]
    return [
        {"measure": make.to_page(measure), "due": promised, "note": make.text(tracking.note)}
        for promised, measure, tracking in sorted(late, key=lambda entry: entry[0])
    ]
