"""The contexts of the changes and of the editions."""

from __future__ import annotations

from generator.model import Edition, FollowUp, Roadmap
from generator.site.components import Components
from generator.site.environment import Context
from generator.site.follow_contexts import follow_links
from generator.site.standing_context import status_counts
from generator.tracking.events import Period, periods
from generator.tracking.statistics import statuses_in


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
    counts = statuses_in(make.roadmap, edition)
    return {
        **make.fields(edition, "adopted", "draft"),
        "body": make.body(edition.body),
        "new": [make.card(measure) for measure in new if measure.path in listed],
        "new_count": len(new),
        "bar": make.window_bar(counts),
        "window_size": make.window_size,
        "counts": status_counts(counts, (edition,), make.to(edition), make),
        "carried": [make.card(measure) for measure in carried if measure.path in listed],
        "carried_count": len(carried),
    }


def _follow_up(roadmap: Roadmap) -> FollowUp:
    if roadmap.follow_up is None:
        raise LookupError("a page of the tracking in a roadmap that is not tracked")
    return roadmap.follow_up
