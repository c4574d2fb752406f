"""The context of the page that says how the roadmap stands: what is done, late, moved and not known, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.content.schema import EDITION
from generator.model import RESPONSIBLE, LocalizedText, Measure, StatusCategory, Tracking, Value
from generator.site import formatting
from generator.site.components import Components
from generator.site.environment import Context
from generator.site.follow_contexts import follow_links
from generator.site.indicator_contexts import indicator_cards
from generator.site.links import Link
from generator.site.sentences import home_sentence, late_count, standing_sentence, state_count, unknown_states
from generator.tracking.statistics import (
    Group,
    StatusCount,
    count_meeting,
    count_statuses,
    groups,
    groups_by_law,
    percent,
    statuses_in,
)
from generator.urls import BuiltinPage


def standing_page(make: Components) -> Context:
    """Return the context of the page."""
    roadmap, language, follow_up = make.roadmap, make.language, make.roadmap.follow_up
    if follow_up is None:
        raise LookupError("the standing of a roadmap that is not tracked")
    tracked = [(measure, measure.tracking) for measure in roadmap.measures if measure.tracking]
    return {
        "day": roadmap.site.updated,
        # The home page may begin otherwise, but not where there is at most one measure.
        "sentence": standing_sentence(make) if roadmap.measure_count > 1 else home_sentence(make),
        "unknown": unknown_states(make),
        "next_review": follow_up.next_review,
        "follow": follow_links(make),
        "workbook": make.workbook_link(),
        "bar": make.window_bar(statuses_in(roadmap)),
        "window_size": make.window_size,
        "legend": _legend(make),
        "unit": roadmap.units.label[language] if roadmap.units else "",
        "late": [
            _row(measure, measure.tracking, make, measure.tracking.note)
            for measure in roadmap.late_measures
            if measure.tracking
        ],
        "moved": [
            _row(measure, tracking, make, _why_moved(tracking))
            for measure, tracking in tracked
            if tracking.due and tracking.due != tracking.promised
        ],
        "untold": [_row(*entry, make) for entry in tracked if entry[1].status.category is StatusCategory.UNKNOWN],
        "tables": _tables(make),
        "key_figures": [
            formatting.filled(figure.text[language], number=count_meeting(make.roadmap, figure.filters))
            for figure in follow_up.key_figures
        ],
        "indicators": indicator_cards(make),
    }


def status_counts(counts: Iterable[StatusCount], values: Sequence[Value], href: str, make: Components) -> list[Context]:
    """Return how many measures are in each status that some are in, in words and as links.

    Args:
        counts: How many measures are in each status.
        values: What the list of measures is filtered by to show them, beside the status; none where it can't be.
        href: A page that lists them without a script, empty where there is none.
    """

    def link(words: str, *statuses: Value, is_late: bool = False) -> Context:
        url = make.list_url(*values, *statuses, is_late=is_late) if href else ""
        return {"label": words, "href": href, "list": url}

    return [
        {
            **link(state_count(status, number, make), status),
            "late": link(late_count(late, make), status, is_late=True) if late else None,
        }
        for status, number, late in counts
        if number
    ]


def _legend(make: Components) -> list[Context]:
    """Return the statuses with their numbers of measures and what they mean, and how many measures are late."""
    return [
        {
            "status": make.linked_value(status),
            "measure_count": number,
            "percent": percent(number, make.roadmap.measure_count),
            "description": make.text(status.description),
        }
        for status, number, _late in statuses_in(make.roadmap)
    ]


def _row(measure: Measure, tracking: Tracking, make: Components, reason: LocalizedText | None = None) -> Context:
    """Return what the tables of measures say of one. That its date has passed does not make it late by itself."""
    promised = tracking.promised
    return {
        "number": measure.display_number,
        "measure": make.to_page(measure),
        "status": make.value_name(tracking.status),
        "units": [make.linked_value(unit) for unit in measure.responsible],
        "first_due": tracking.due,
        "due": promised,
        "is_past": promised is not None and promised.end < make.roadmap.site.updated,
        "days_late": make.days_late(measure),
        "reason": make.text(reason),
    }


def _why_moved(tracking: Tracking) -> LocalizedText | None:
    """Return what was told when the due date was moved last."""
    texts = [update.text for update in tracking.updates if update.due is not None]
    return texts[-1] if texts and texts[-1] is not None else tracking.note


def _tables(make: Components) -> list[Context]:
    """Return the statuses by the main taxonomy, by unit, by edition, and by what the law demands."""
    roadmap = make.roadmap
    by_id = {taxonomy.id: taxonomy for taxonomy in roadmap.classifications}
    main = [roadmap.main_taxonomy.id] if roadmap.main_taxonomy else []
    taxonomies = [by_id[name] for name in dict.fromkeys([*main, RESPONSIBLE, EDITION]) if name in by_id]
    tables: list[Context] = [
        {
            "title": taxonomy.plural[make.language],
            "several": taxonomy.several,
            "rows": [_group(group, make) for group in groups(roadmap, taxonomy)],
        }
        for taxonomy in taxonomies
    ]
    by_law = groups_by_law(roadmap)
    if by_law:
        rows = [_group(group, make) for group in by_law]
        tables.append({"title": make.words("by_law_title"), "several": False, "rows": rows})
    return tables


def _group(group: Group, make: Components) -> Context:
    """Return a part of the measures with a bar and its numbers in each status."""
    href, counts = _page_of(group.values, make), count_statuses(group.measures, make.roadmap)
    return {
        "code": next((value.code for value in group.values if value.label == group.label), ""),
        "name": Link(group.label[make.language], href),
        "measure_count": len(group.measures),
        "bar": make.window_bar(counts),
        "counts": status_counts(counts, group.values, href, make),
    }


def _page_of(values: Sequence[Value], make: Components) -> str:
    """Return the URL of the page of a value, or of the classification of several; empty without any."""
    if not values:
        return ""
    subject = values[0] if len(values) == 1 else make.roadmap.classification_of(values[0])
    return make.find(subject) or make.to(BuiltinPage.MEASURES)
