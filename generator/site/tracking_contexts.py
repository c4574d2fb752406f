"""The contexts of the pages that track the roadmap, and what a measure's page says of its tracking."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup

from generator.content.schema import EDITION
from generator.model import Edition, FollowUp, Indicator, Measure, Roadmap, Tracking
from generator.site import formatting
from generator.site.change_log import ChangeFormatter
from generator.site.charts import Chart, chart_of
from generator.site.components import Components, MeasureCard, ShareBar, ValueName
from generator.site.links import Link
from generator.tracking import statistics
from generator.tracking.events import Event, Period, events_of, periods
from generator.tracking.relations import Relations
from generator.tracking.trends import trend_of
from generator.urls import BuiltinPage


class TrackingContext:
    """What the pages of all languages share of the tracking, each found out once."""

    def __init__(self, roadmap: Roadmap) -> None:
        self._roadmap = roadmap

    @cached_property
    def relations(self) -> Relations:
        return Relations(self._roadmap)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        return events_of(self._roadmap)

    @property
    def has_feed(self) -> bool:
        """Whether there is something to track and an address to give."""
        return self._roadmap.follow_up is not None and bool(self._roadmap.site.base_url)


class StatusRow(NamedTuple):
    """A status, and how many measures have it: in each column, and in all."""

    status: ValueName
    numbers: tuple[int, ...]
    total: int


class StatusTable(NamedTuple):
    """The statuses against the parts of the roadmap, with their sums. A column may be a link."""

    title: str
    columns: tuple[Link, ...]
    rows: tuple[StatusRow, ...]
    sums: tuple[int, ...]
    total: int


class LateMeasure(NamedTuple):
    """A measure whose date has passed, and why."""

    measure: Link
    due: datetime.date
    note: str


class StatusMeaning(NamedTuple):
    """A status, and what it means."""

    status: ValueName
    description: str | None


@dataclass(frozen=True, slots=True)
class StandingPage:
    day: datetime.date
    next_review: datetime.date | None
    shares: tuple[ShareBar, ...]
    changes: str
    tables: tuple[StatusTable, ...]
    late: tuple[LateMeasure, ...]
    key_figures: tuple[str, ...]
    indicators_title: Link | None
    indicators: tuple[Link, ...]
    meanings: tuple[StatusMeaning, ...]


class ChangeItem(NamedTuple):
    """What happened to a measure on a day."""

    measure: Link
    day: datetime.date
    details: str


class ChangeList(NamedTuple):
    """The changes of one kind."""

    label: str
    items: tuple[ChangeItem, ...]


class ChangePeriod(NamedTuple):
    """What happened in a time, by kinds."""

    heading: str
    start: datetime.date
    end: datetime.date
    lists: tuple[ChangeList, ...]


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """`feed` is empty where there is none."""

    feed: str
    periods: tuple[ChangePeriod, ...]


class IndicatorCard(NamedTuple):
    """An indicator among others."""

    indicator: Link
    description: str
    trend: str


@dataclass(frozen=True, slots=True)
class IndicatorsPage:
    indicators: tuple[IndicatorCard, ...]


class DatedValue(NamedTuple):
    """The value of an indicator on a day, in words."""

    day: datetime.date
    value: str


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """`latest` is empty, and `chart` None, where too few values are known. `values` has the newest first."""

    trend: str
    target: str
    latest: str
    unit: str
    chart: Chart | None
    values: tuple[DatedValue, ...]
    data_source: str
    body: Markup
    measures: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class EditionPage:
    adopted: datetime.date
    draft: bool
    body: Markup
    new: tuple[MeasureCard, ...]
    new_count: str
    shares: tuple[ShareBar, ...]
    carried: tuple[MeasureCard, ...]
    carried_count: str
    pagination: tuple[Link, ...]


class MeasureTracking(NamedTuple):
    """How a measure stands: its status, its dates, its result and its service. `first_due` is a date that was moved."""

    status: ValueName
    status_description: str | None
    status_date: datetime.date | None
    is_late: bool
    note: str | None
    result: str | None
    service: Link | None
    without_net: str | None
    completed: datetime.date | None
    due: datetime.date | None
    first_due: datetime.date | None
    responsible: str | None


class HistoryEntry(NamedTuple):
    """A day in the history of a measure, and what happened on it."""

    day: datetime.date
    status: ValueName | None = None
    edition: Link | None = None
    decision: Link | None = None
    text: str | None = None
    former_title: str | None = None
    due: str = ""


class Relation(NamedTuple):
    """What a measure has to do with others, and with which."""

    label: str
    links: tuple[Link, ...]


def standing_page(make: Components) -> StandingPage:
    """Return the context of the page that says how the roadmap stands."""
    roadmap, follow_up = make.roadmap, _follow_up(make.roadmap)
    has_indicators = bool(roadmap.indicators)
    return StandingPage(
        day=roadmap.site.updated,
        next_review=follow_up.next_review,
        shares=make.share_bars(roadmap.measures, follow_up.statuses),
        changes=make.links.to(BuiltinPage.CHANGES),
        tables=tuple(_status_tables(make)),
        late=tuple(_late_measures(make)),
        key_figures=tuple(
            formatting.filled(figure.text[make.language], number=figure.count) for figure in follow_up.key_figures
        ),
        indicators_title=(
            Link(make.words("indicators"), make.links.to(BuiltinPage.INDICATORS)) if has_indicators else None
        ),
        indicators=tuple(map(make.link, roadmap.indicators)),
        meanings=tuple(
            StatusMeaning(make.value_name(status), make.text(status.description))
            for status in follow_up.statuses.values
        ),
    )


def changes_page(make: Components, tracking: TrackingContext) -> ChangesPage:
    """Return the context of the page that says what changed, the newest first."""
    formatter = ChangeFormatter(make.roadmap, tracking.relations, make.language)
    feed = make.links.to_path(make.links.urls.feed_file(make.language)) if tracking.has_feed else ""
    return ChangesPage(
        feed, tuple(_change_period(period, formatter, make) for period in periods(make.roadmap, tracking.events))
    )


def indicators_page(make: Components) -> IndicatorsPage:
    """Return the context of the page of all indicators."""
    return IndicatorsPage(
        tuple(
            IndicatorCard(make.link(indicator), indicator.description[make.language], _trend(indicator, make))
            for indicator in make.roadmap.indicators
        )
    )


def indicator_page(indicator: Indicator, make: Components, tracking: TrackingContext) -> IndicatorPage:
    """Return the context of the page of an indicator."""
    language, words, unit = make.language, make.words, indicator.unit[make.language]

    def dated(key: str, value: datetime.date, number: str) -> str:
        return words(key, value=number, unit=unit, date=formatting.date(value, language))

    latest = ""
    if indicator.known_values:
        day, value = indicator.known_values[-1]
        latest = dated("indicator_latest", day, formatting.number(value, language))
    no_information = words("no_information")
    return IndicatorPage(
        trend=_trend(indicator, make),
        target=dated("indicator_target", indicator.target_date, formatting.number(indicator.target, language)),
        latest=latest,
        unit=unit,
        chart=chart_of(indicator),
        values=tuple(
            DatedValue(point.day, no_information if point.value is None else formatting.number(point.value, language))
            for point in reversed(indicator.data_points)
        ),
        data_source=indicator.data_source[language],
        body=make.links.body(indicator.body),
        measures=tuple(map(make.link, tracking.relations.measures_of(indicator))),
    )


def edition_page(edition: Edition, make: Components, tracking: TrackingContext) -> EditionPage:
    """Return the context of a page of an edition: what it brought, and which measures it carries on."""
    page = {measure.path for measure in make.links.urls.paginate(edition, make.links.route.page)}
    new, carried = make.roadmap.measures_in(edition), tracking.relations.carried_by(edition)
    return EditionPage(
        adopted=edition.adopted,
        draft=edition.draft,
        body=make.links.body(edition.body),
        new=tuple(make.card(measure) for measure in new if measure.path in page),
        new_count=make.words("measures_count", count=len(new)),
        shares=make.share_bars(new, _follow_up(make.roadmap).statuses),
        carried=tuple(make.card(measure) for measure in carried if measure.path in page),
        carried_count=make.words("measures_count", count=len(carried)),
        pagination=make.links.pagination(),
    )


def measure_tracking(measure: Measure, make: Components) -> MeasureTracking | None:
    """Return how a measure stands; None where it is not tracked."""
    tracking = measure.tracking
    if tracking is None:
        return None
    service = None
    if tracking.service_url is not None:
        label = make.words("service_link", title=measure.title[make.language])
        service = Link(label, tracking.service_url[make.language])
    return MeasureTracking(
        status=make.value_name(tracking.status),
        status_description=make.text(tracking.status.description),
        status_date=tracking.status_date,
        is_late=tracking.is_late(make.roadmap.site.updated),
        note=make.text(tracking.note),
        result=make.text(tracking.result),
        service=service,
        without_net=make.text(tracking.without_net),
        completed=tracking.completed,
        due=tracking.promised,
        first_due=tracking.due if tracking.due != tracking.promised else None,
        responsible=make.text(tracking.responsible),
    )


def history(measure: Measure, make: Components) -> tuple[HistoryEntry, ...]:
    """Return what was promised, decided, reported and done, the oldest first; nothing where it is not tracked."""
    tracking = measure.tracking
    if tracking is None:
        return ()
    entries = [_adoption(tracking, make)]
    for decision in tracking.decisions:
        body = decision.body[make.language]
        if decision.paragraph:
            body = make.words("decision_paragraph", body=body, number=decision.paragraph)
        entries.append(HistoryEntry(decision.day, decision=Link(body, make.text(decision.url) or "")))
    entries.extend(
        HistoryEntry(
            update.day,
            status=make.value_name(update.status) if update.status else None,
            text=update.text[make.language],
            former_title=make.text(update.former_title),
            due=_due("history_due", update.due, make),
        )
        for update in tracking.updates
    )
    if tracking.status_date is not None:
        day = tracking.completed or tracking.status_date
        entries.append(HistoryEntry(day, status=make.value_name(tracking.status)))
    return tuple(sorted(entries, key=lambda entry: entry.day))


def relations(measure: Measure, make: Components, tracking: TrackingContext) -> tuple[Relation, ...]:
    """Return what a measure has to do with others, and with which."""
    if measure.tracking is None:
        return ()
    known = tracking.relations
    related: dict[str, Sequence[Measure | Edition | Indicator]] = {
        "continues": known.continues(measure.tracking),
        "continued_by": known.continued_by(measure),
        "merged_into": known.merged_into(measure.tracking),
        "merged_from": known.merged_from(measure),
        "carried_in": known.carried_in(measure),
        "related": known.related(measure),
        "indicators": known.indicators(measure.tracking),
    }
    return tuple(
        Relation(make.words(key), tuple(map(make.link, documents))) for key, documents in related.items() if documents
    )


def _follow_up(roadmap: Roadmap) -> FollowUp:
    if roadmap.follow_up is None:
        raise LookupError("a page of the tracking in a roadmap that is not tracked")
    return roadmap.follow_up


def _status_tables(make: Components) -> Iterator[StatusTable]:
    """Yield the statuses by edition, by the first main taxonomy, and by what the law demands."""
    roadmap = make.roadmap
    editions = [taxonomy for taxonomy in roadmap.classifications if taxonomy.id == EDITION]
    for taxonomy in (*editions, *roadmap.menu_taxonomies[:1]):
        yield _status_table(taxonomy.plural[make.language], statistics.crosstab(roadmap, taxonomy.values), make)
    by_law = statistics.crosstab_by_law(roadmap)
    if by_law is not None:
        yield _status_table(make.words("by_law_title"), by_law, make)


def _status_table(title: str, table: statistics.Crosstab, make: Components) -> StatusTable:
    columns = (
        Link(column.label[make.language], make.linked_value(column.value).href if column.value else "")
        for column in table.columns
    )
    rows = (StatusRow(make.value_name(row.status), row.numbers, row.total) for row in table.lines)
    return StatusTable(title, tuple(columns), tuple(rows), table.sums, table.total)


def _late_measures(make: Components) -> Iterator[LateMeasure]:
    """Yield the measures whose date has passed, the longest first."""
    today = make.roadmap.site.updated
    late = [
        (tracking.promised, measure, tracking)
        for measure in make.roadmap.measures
        if (tracking := measure.tracking) and tracking.promised and tracking.is_late(today)
    ]
    for promised, measure, tracking in sorted(late, key=lambda entry: entry[0]):
        yield LateMeasure(make.link(measure), promised, make.text(tracking.note) or "")


def _change_period(period: Period, formatter: ChangeFormatter, make: Components) -> ChangePeriod:
    lists = (
        ChangeList(
            group.label[make.language],
            tuple(
                ChangeItem(make.link(entry.event.measure), entry.event.day, " ".join(entry.details))
                for entry in group.entries
            ),
        )
        for group in formatter.groups(period.events)
    )
    return ChangePeriod(formatter.heading(period), period.start, period.end, tuple(lists))


def _trend(indicator: Indicator, make: Components) -> str:
    return make.words(f"trend_{trend_of(indicator).value}")


def _adoption(tracking: Tracking, make: Components) -> HistoryEntry:
    edition = tracking.edition
    label = make.words("history_adopted", edition=edition.name[make.language])
    due = _due("history_promised", tracking.due, make)
    return HistoryEntry(edition.adopted, edition=Link(label, make.links.to(edition)), due=due)


def _due(key: str, due: datetime.date | None, make: Components) -> str:
    return "" if due is None else make.words(key, date=formatting.date(due, make.language))
