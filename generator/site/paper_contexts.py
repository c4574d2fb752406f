"""The contexts of the pages that are made for paper: the brief of two pages, and the whole roadmap."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from markupsafe import Markup

from generator import disk_cache
from generator.content.schema import EDITION, STATUS
from generator.model import RESPONSIBLE, Classification, FollowUp, Measure, StatusCategory, Tracking
from generator.site import formatting, sentences
from generator.site.components import Components
from generator.site.environment import Context
from generator.site.glossary import term_texts
from generator.site.links import Link
from generator.tracking import statistics
from generator.tracking.events import periods
from generator.urls import ALL, BuiltinPage

# How many measures a list of the brief names, so that it stays within two pages; their number is always told.
_MOST_NAMED = 12
# How many columns a table has room for beside its headings and sums.
_MOST_COLUMNS = 6
# What a measure tells of its tracking elsewhere than among its facts.
_TRACKED = frozenset({EDITION, STATUS, RESPONSIBLE})

_Item = TypeVar("_Item")


def brief_page(make: Components) -> Context:
    """Return the context of the brief for those who decide: how a roadmap stands, or what is in it."""
    roadmap = make.roadmap
    follow_up = roadmap.follow_up if roadmap.measure_count else None
    return {
        "sentence": sentences.home_sentence(make),
        "measure_count": roadmap.measure_count,
        "not_told": [] if follow_up else sentences.not_told((), make),
        "earlier": _earlier(make),
        "address": _list_address(make),
        "standing": follow_up and _standing(follow_up, make),
        "classes": [] if follow_up else _classes(make),
        "largest": None if follow_up else _largest(make),
        "grid": None if follow_up else _grid(make, make.to),
        "grid_sentence": "" if follow_up else sentences.grid_sentence(make),
    }


def print_edition_page(make: Components, by: Classification | None = None) -> Context:
    """Return the context of the whole roadmap, its measures by number or by the values of a classification."""
    roadmap = make.roadmap
    measures = make.urls.paginate(BuiltinPage.PRINT_EDITION, make.route.page)
    is_whole = len(measures) == roadmap.measure_count
    is_last = make.route.page in (ALL, make.urls.page_count(BuiltinPage.PRINT_EDITION))
    return {
        "address": _list_address(make),
        "groups": list(_groups(measures, by, make)),
        "grid": _grid(make, make.in_print_edition) if is_whole else None,
        "terms": _used_terms(make) if is_last else [],
    }


def _earlier(make: Components) -> Context | None:
    """Return how the measures of earlier roadmaps stood, as the publisher told it; None where it told nothing."""
    earlier = make.roadmap.site.earlier_standing
    if earlier is None:
        return None
    return {
        "sentence": sentences.earlier_sentence(earlier, make),
        "counts": ", ".join(text for _shape, _count, text in sentences.earlier_counts(earlier, make)),
        "note": sentences.earlier_note(earlier, make),
        "remark": make.text(earlier.note) or "",
        "source": earlier.source[make.language],
    }


def _list_address(make: Components) -> Context | None:
    """Return the address of the list of all measures and its QR code; None while the site has no address."""
    site, language = make.roadmap.site, make.language
    if not site.base_url:
        return None
    address = site.base_url + make.urls.url_for(BuiltinPage.MEASURES, language)
    key = disk_cache.key_of("qr code", address)
    # It was drawn of squares alone.
    picture = Markup(disk_cache.get_or_create(key, partial(_qr_code, address)).decode())
    return {"link": Link(address, make.to(BuiltinPage.MEASURES)), "qr_code": picture}


def _qr_code(address: str) -> bytes:
    # It loads a server's modules, and is asked for a new address only.
    import segno

    code = segno.make_qr(address, error="m")
    picture: str = code.svg_inline(border=0, omitsize=True, svgclass="qr-code", lineclass=None, title=address)
    return picture.encode()


def _standing(follow_up: FollowUp, make: Components) -> Context:
    roadmap = make.roadmap
    today = roadmap.site.updated
    until = today + datetime.timedelta(days=follow_up.due_within)
    tracked = [(measure, measure.tracking) for measure in roadmap.measures if measure.tracking]
    unknown = [measure for measure, tracking in tracked if tracking.status.category is StatusCategory.UNKNOWN]
    due = [measure for measure, tracking in tracked if _is_due(tracking, today, until)]
    return {
        "day": today,
        "bar": make.window_bar(statistics.statuses_in(roadmap)),
        "window_size": make.window_size,
        "next_review": follow_up.next_review,
        "table": _status_table(follow_up, make),
        "units_label": roadmap.units.label[make.language] if roadmap.units else "",
        "changes": _changes(make),
        "late": _some(
            [_late(measure, measure.tracking, make) for measure in roadmap.late_measures if measure.tracking]
        ),
        "unknown": _some([_open(measure, make) for measure in unknown]),
        "due": _some([_open(measure, make) for measure in due]),
        "due_until": until,
    }


def _is_due(tracking: Tracking, today: datetime.date, until: datetime.date) -> bool:
    is_open = tracking.status.category is StatusCategory.OPEN
    return is_open and tracking.promised is not None and today <= tracking.promised.end <= until


def _status_table(follow_up: FollowUp, make: Components) -> Context:
    """Return the number of measures in each state, in all and by the main taxonomy where it has room."""
    roadmap, language = make.roadmap, make.language
    reasons = [taxonomy for taxonomy in roadmap.classifications if taxonomy.section == "reason"]
    main = [taxonomy for taxonomy in (*roadmap.menu_taxonomies, *reasons)[:1] if len(taxonomy.values) <= _MOST_COLUMNS]
    columns = [value for taxonomy in main for value in taxonomy.values]
    counts = {
        status.key: [roadmap.count_in(column, status) for column in columns] for status in follow_up.statuses.values
    }
    return {
        "columns": [make.linked_value(column) for column in columns],
        "title": main[0].plural[language] if main else "",
        "rows": [
            {"status": make.linked_value(share.value), "numbers": counts[share.value.key], "total": share.number}
            for share in statistics.distribution(roadmap, follow_up.statuses)
        ],
        "sums": [roadmap.count_in(column) for column in columns],
        "total": roadmap.measure_count,
    }


def _changes(make: Components) -> Context | None:
    """Return what happened since the last edition was adopted; None where none was."""
    formatter = make.site.changes
    period = next(iter(periods(make.roadmap, make.site.events)), None)
    if period is None:
        return None
    kinds = [
        {
            "label": formatter.label(kind),
            "changes": _some(
                [
                    {
                        "measure": _named(event.measure, make),
                        "day": event.day,
                        "details": " ".join(formatter.details(event)),
                    }
                    for event in events
                ]
            ),
        }
        for kind, events in formatter.by_kind(period.events).items()
    ]
    return {"heading": formatter.heading(period), "start": period.old.adopted, "end": period.end, "kinds": kinds}


def _late(measure: Measure, tracking: Tracking, make: Components) -> Context:
    return {
        **_open(measure, make),
        "first_due": tracking.due if tracking.due != tracking.promised else None,
        "note": make.text(tracking.note),
    }


def _open(measure: Measure, make: Components) -> Context:
    """Return a measure that is not done, with who is asked and when it is due."""
    units = ", ".join(unit.label[make.language] for unit in measure.responsible)
    return {
        "measure": _named(measure, make),
        "units": units,
        "due": measure.tracking.promised if measure.tracking else None,
        "days_late": make.days_late(measure),
    }


def _classes(make: Components) -> list[Context]:
    """Return the numbers of measures by each classification whose values are few."""
    return [
        {
            "title": taxonomy.label[make.language],
            "shares": make.share_bars(taxonomy, make.linked_value),
        }
        for taxonomy in make.roadmap.classifications
        if make.roadmap.measure_count and len(taxonomy.values) <= _MOST_NAMED
    ]


def _largest(make: Components) -> Context | None:
    """Return the measures with the largest value of the first scale; None where there is no scale."""
    roadmap = make.roadmap
    if not roadmap.scales:
        return None
    value = max(roadmap.scales[0].values, key=lambda value: value.size)
    reasons = [taxonomy for taxonomy in roadmap.classifications if taxonomy.section == "reason"]
    columns = [*reasons[:2], *roadmap.scales[1:2]]
    rows = [
        {"measure": _named(measure, make), "values": [_labels(measure, column, make) for column in columns]}
        for measure in roadmap.measures_in(value)
    ]
    title = make.to_page(value)
    return {"title": title, "columns": [column.label[make.language] for column in columns], "rows": _some(rows)}


def _labels(measure: Measure, taxonomy: Classification, make: Components) -> str:
    return ", ".join(value.label[make.language] for value in measure.values_in(taxonomy))


def _grid(make: Components, href: Callable[[Measure], str]) -> Context | None:
    """Return the first two scales against each other, with the numbers of the measures in each cell."""
    return make.grid(lambda measure: Link(measure.display_number, href(measure)))


def _groups(measures: Sequence[Measure], by: Classification | None, make: Components) -> Iterator[Context]:
    """Yield the measures in their order; by a classification, those of each value, and then those without any.

    A measure with several values stands in each, and its address leads to the first.
    """
    if by is None:
        yield {"title": "", "measures": [_printed(measure, make) for measure in measures]}
        return
    of_value: list[tuple[str, list[Measure]]] = [
        (value.label[make.language], [measure for measure in measures if value in measure.values])
        for value in by.values
    ]
    rest = [measure for measure in measures if not measure.values_in(by)]
    seen = set[str]()
    for label, group in [*of_value, (make.words("no_information"), rest)]:
        if group:
            printed = [{**_printed(measure, make), "is_first": measure.path not in seen} for measure in group]
            yield {"title": f"{by.label[make.language]}: {label}", "measures": printed}
            seen.update(measure.path for measure in group)


def _printed(measure: Measure, make: Components) -> Context:
    language, tracking = make.language, measure.tracking
    taxonomies = [taxonomy for taxonomy in make.roadmap.classifications if taxonomy.id not in _TRACKED]
    if tracking is None:
        taxonomies = list(make.roadmap.classifications)
    return {
        **make.fields(measure, "anchor", "display_number", "title", "problem"),
        "is_first": True,
        "body": make.body_without_anchors(measure.body, 3),
        "tracking": tracking and _state(measure, tracking, make),
        "facts": [
            {"label": taxonomy.label[language], "values": labels}
            for taxonomy in taxonomies
            if (labels := _labels(measure, taxonomy, make))
        ],
    }


def _state(measure: Measure, tracking: Tracking, make: Components) -> Context:
    return {
        "sentence": sentences.text_of(sentences.measure_standing(measure, make)),
        "status": make.value_name(tracking.status),
        "days_late": make.days_late(measure),
        "note": make.text(tracking.note),
        "result": make.text(tracking.result),
    }


def _used_terms(make: Components) -> list[Context]:
    """Return the terms that the measures use, in alphabetical order."""
    language, users = make.language, make.site.index.glossary.users_among(make.roadmap.measures)
    terms = (term for term in make.roadmap.terms if users[term.id])
    in_order = sorted(terms, key=lambda term: formatting.sorting(term.term[language], language))
    return [term_texts(term, language) for term in in_order]


def _named(measure: Measure, make: Components) -> Link:
    """Return the link of a measure with its number, by which it is known on paper."""
    return Link(f"{measure.display_number} {measure.title[make.language]}", make.to(measure))


def _some(items: Sequence[_Item]) -> Context:
    """Return the first items, their whole number, and how many are left out."""
    named = items[:_MOST_NAMED]
    return {"items": named, "count": len(items), "rest": len(items) - len(named)}
