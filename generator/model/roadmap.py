"""The whole roadmap: its measures and pages, its site, and how it is tracked."""

from __future__ import annotations

import datetime
import enum
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from operator import and_

from generator.diagnostics import Location
from generator.model.brand import Brand
from generator.model.indicators import Indicator
from generator.model.languages import (
    Approval,
    FieldLocations,
    KeptAdvice,
    Language,
    Localized,
    LocalizedText,
    Outline,
    QueriedWord,
    RenderedMarkdown,
)
from generator.model.measures import Filter, Measure
from generator.model.taxonomy import (
    RESPONSIBLE,
    Classification,
    Edition,
    GlossaryTerm,
    Status,
    StatusCategory,
    Transition,
    Value,
)
from generator.model.withdrawals import Withdrawal
from generator.queries import query


@dataclass(frozen=True, slots=True)
class Page:
    """A page of prose; `appendix` is what the program adds below it. The rest is as in a measure.

    `menu` is where it is linked from: “main” or “footer”. A statement of accessibility has the day when that was
    `assessed`, and `covers` what it speaks of: the codes of languages, “pdf”, “embeds”.
    """

    path: str
    title: LocalizedText
    slug: LocalizedText
    description: LocalizedText
    menu: str
    appendix: tuple[str, ...]
    body: Localized[RenderedMarkdown]
    outline: Localized[Outline]
    aliases: Localized[tuple[str, ...]]
    approval: Localized[Approval]
    locations: FieldLocations
    kept: tuple[KeptAdvice, ...] = ()
    assessed: datetime.date | None = None
    covers: tuple[str, ...] = ()

    @property
    def lead(self) -> LocalizedText:
        """What it is about, in a sentence."""
        return self.description


# The places of no measures.
_NONE: frozenset[int] = frozenset()
# A gap of a sentence, such as {source} or {source.law}.
GAP = re.compile(r"\{([^{}]*)\}")

# What is written in a file of its own, approved as one, and linked to by the name of the file.
Document = Measure | Page | Edition | Indicator


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """How many measures meet all of some conditions, as the publisher states it; `count` is None where it does not."""

    count: int | None
    filters: tuple[Filter, ...]
    text: LocalizedText
    location: Location


@dataclass(frozen=True, slots=True)
class FollowUp:
    """How the roadmap is tracked.

    `by_law` are the conditions of a measure that the law demands, empty where nothing says which these are.
    An editor is reminded of a measure that is due within `due_within` days, or of which nothing was reported for
    `stale_after` days.
    """

    statuses: Classification
    next_review: datetime.date | None
    by_law: tuple[Filter, ...]
    key_figures: tuple[KeyFigure, ...]
    due_within: int
    stale_after: int

    @property
    def by_progress(self) -> tuple[Status, ...]:
        """The statuses from done to not known: what is under way comes before what has not begun."""
        statuses = (status for status in self.statuses.values if isinstance(status, Status))
        return tuple(sorted(statuses, key=_progress))


@dataclass(frozen=True, slots=True)
class Redirect:
    """A URL that is no more, and the one that it leads to; both from the root, without a slash in front."""

    old: str
    new: str
    location: Location


def _progress(status: Status) -> tuple[int, bool]:
    order = (StatusCategory.DONE, StatusCategory.OPEN, StatusCategory.CLOSED, StatusCategory.UNKNOWN)
    return order.index(status.category), status.transition is not Transition.STARTED


@dataclass(frozen=True, slots=True)
class SentencePattern:
    """Sentences of a city with gaps for its data, and where they were written in each language."""

    text: LocalizedText
    locations: Localized[Location]

    def gaps(self, language: Language) -> tuple[str, ...]:
        """Return the names of its gaps."""
        return tuple(GAP.findall(self.text[language]))


@dataclass(frozen=True, slots=True)
class EarlierStanding:
    """How the measures of earlier roadmaps stood on a day, as the publisher told it elsewhere.

    `counts` has how many were in a state, by its shape; the rest of the `total` was not told of. `text` has gaps for
    the date and the measures.
    """

    day: datetime.date
    text: LocalizedText
    total: int
    counts: tuple[tuple[str, int], ...]
    note: LocalizedText | None
    source: LocalizedText
    source_url: LocalizedText | None

    @property
    def untold(self) -> int:
        """Of how many measures nothing was told."""
        return self.total - sum(count for _shape, count in self.counts)


class Host(enum.StrEnum):
    """Where a site can be published."""

    NETLIFY = "netlify"
    CLOUDFLARE = "cloudflare"
    AZURE = "azure"
    GITHUB = "github"
    GITLAB = "gitlab"
    NGINX = "nginx"


@dataclass(frozen=True, slots=True)
class Site:
    """What holds for the whole site. `base_url` ends in a slash; it is empty while it is not known.

    `feed_host` is the host in the ids of feeds and calendars, empty where it is that of `base_url`.
    `editor_language` is the code of the language of messages to the editors, empty where it was not chosen.
    `hosts` are those that the site is prepared for, `headers` what they send in addition to the defaults or in their
    place, and `redirects` URLs that the site had before. What is not set is empty: the `licence` of the content, such
    as “CC BY 4.0”, with the URL of its text, and where a vulnerability is reported. With `pdf`, the pages for paper are
    PDFs too. `words` are those of the interface that say something of the city. `home_sentence` begins the home page in
    place of the built-in one, and `measure_sentences` tell of a measure by its classes: alternatives, divided by “|”;
    so do `not_told_sentences` of what is not told of it. `source_url` is where the source can be read. Questions about
    a measure go to `feedback_email`, or else to `feedback_url`, whose form takes the measure in the query field
    `feedback_query`. `kept` is the advice that is followed nowhere.
    """

    name: LocalizedText
    description: LocalizedText
    source: LocalizedText
    publisher: LocalizedText
    publisher_url: LocalizedText
    feedback_url: LocalizedText
    base_url: str
    feed_host: str
    updated: datetime.date
    editor_language: str
    languages: tuple[Language, ...]
    hosts: tuple[str, ...]
    headers: Mapping[str, str] = field(hash=False)
    redirects: tuple[Redirect, ...]
    licence: str
    licence_url: str
    security_contact: str
    pdf: bool
    words: Mapping[str, LocalizedText] = field(hash=False)
    brand: Brand
    locations: FieldLocations
    home_sentence: SentencePattern | None = None
    measure_sentences: SentencePattern | None = None
    not_told_sentences: SentencePattern | None = None
    earlier_standing: EarlierStanding | None = None
    source_url: LocalizedText | None = None
    feedback_email: str = ""
    feedback_query: str = ""
    kept: tuple[KeptAdvice, ...] = ()

    @property
    def default_language(self) -> Language:
        """The first of its languages, for what has no language of its own."""
        return self.languages[0]


# Without slots, in which cached properties have no place.
@dataclass(frozen=True)
class Roadmap:
    """The whole roadmap: measures by edition and number, pages and indicators in the order of their file names.

    `follow_up` is None where the roadmap is not tracked. `unpublished_paths` are the files of its drafts. `withdrawals`
    are the measures that it had before.
    """

    site: Site
    texts: Mapping[str, LocalizedText] = field(hash=False)
    classifications: tuple[Classification, ...]
    terms: tuple[GlossaryTerm, ...]
    measures: tuple[Measure, ...]
    pages: tuple[Page, ...]
    indicators: tuple[Indicator, ...] = ()
    follow_up: FollowUp | None = None
    unpublished_paths: frozenset[str] = frozenset()
    withdrawals: tuple[Withdrawal, ...] = ()

    @cached_property
    def paged_taxonomies(self) -> tuple[Classification, ...]:
        """The classifications whose values have pages."""
        return tuple(taxonomy for taxonomy in self.classifications if taxonomy.folder is not None)

    @cached_property
    def menu_taxonomies(self) -> tuple[Classification, ...]:
        """The classifications of the menu: the main ways into the roadmap."""
        return tuple(taxonomy for taxonomy in self.classifications if taxonomy.in_menu)

    @cached_property
    def main_taxonomy(self) -> Classification | None:
        """The classification that groups the measures, such as by goal: the first of the menu, or else with pages."""
        taxonomies = (*self.menu_taxonomies, *self.paged_taxonomies)
        return next((taxonomy for taxonomy in taxonomies if _is_of_content(taxonomy)), None)

    @cached_property
    def units(self) -> Classification | None:
        """The classification of the units that are responsible, None where there is none."""
        return next((taxonomy for taxonomy in self.classifications if taxonomy.id == RESPONSIBLE), None)

    @cached_property
    def scales(self) -> tuple[Classification, ...]:
        """The classifications that are magnitudes."""
        return tuple(taxonomy for taxonomy in self.classifications if taxonomy.is_scale)

    @cached_property
    def signed_taxonomies(self) -> frozenset[str]:
        """The ids of the classifications whose values stand beside a measure by their signs, such as “§ Laki”."""
        main = self.main_taxonomy
        return frozenset(one.id for one in self.classifications if one != main and not one.is_scale)

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """The editions by their years, none where the roadmap is not tracked."""
        values = (value for taxonomy in self.classifications for value in taxonomy.values)
        return tuple(value for value in values if isinstance(value, Edition))

    @property
    def documents(self) -> tuple[Document, ...]:
        """Everything that is written in a file of its own."""
        return (*self.measures, *self.editions, *self.indicators, *self.pages)

    @property
    def addressed(self) -> tuple[Measure | Withdrawal, ...]:
        """The measures that have a page of their own: those that were withdrawn come after the others."""
        return (*self.measures, *self.withdrawals)

    @property
    @query
    def measure_count(self) -> int:
        """How many measures there are."""
        return len(self.measures)

    @property
    @query
    def late_measures(self) -> tuple[Measure, ...]:
        """The measures that are late on the day of the site, those that are late for longest first."""
        return self._late_measures

    @property
    def services(self) -> tuple[Measure, ...]:
        """The measures that are done and left a service that one can use, the newest first."""
        if self.follow_up is None:
            return ()
        finished = [
            (tracking.completed or tracking.status_date, measure)
            for measure in self.measures
            if (tracking := measure.tracking)
            and tracking.service_url is not None
            and tracking.status.category is StatusCategory.DONE
        ]
        finished.sort(key=lambda entry: entry[0].end if entry[0] else datetime.date.min, reverse=True)
        return tuple(measure for _day, measure in finished)

    def classification_of(self, value: Value) -> Classification:
        """Return the classification that a value belongs to."""
        return self._taxonomies_by_id[value.classification_id]

    @query
    def measures_in(self, *values: Value, most: int | None = None) -> tuple[Measure, ...]:
        """Return the measures that have all of some values, or the first of them, in their order."""
        return tuple(map(self.measures.__getitem__, sorted(self._positions_in(values))[:most]))

    @query
    def count_in(self, *values: Value) -> int:
        """Return how many measures have all of some values."""
        return len(self._positions_in(values))

    @query
    def late_count_in(self, *values: Value) -> int:
        """Return how many measures that have all of some values are late on the day of the site."""
        return len(self._positions_in(values) & self._late_positions)

    @query
    def nearest_in(self, value: Value, measure: Measure, most: int) -> tuple[Measure, ...]:
        """Return the other measures of a value that stand nearest to one of them, in their order."""
        positions = self._ordered_positions[value.key]
        place = bisect_left(positions, self.position_of(measure))
        start = max(0, min(place - most // 2, len(positions) - 1 - most))
        others = (*positions[start:place], *positions[place + 1 : place + 1 + most], *positions[:start])
        return tuple(map(self.measures.__getitem__, others[:most]))

    @query
    def neighbours_of(self, measure: Measure) -> tuple[Measure | None, Measure | None]:
        """Return the measures before and after one, None where there is none."""
        position = self.position_of(measure)
        before, after = self.measures[position - 1 : position], self.measures[position + 1 : position + 2]
        return next(iter(before), None), next(iter(after), None)

    @query
    def position_of(self, measure: Measure) -> int:
        """Return the place of a measure among all, the first at 0."""
        return self._positions[measure.path]

    def days_late(self, measure: Measure) -> int:
        """Return for how many days a measure is late on the day of the site, 0 where it is not."""
        return measure.tracking.days_late(self.site.updated) if measure.tracking else 0

    def _positions_in(self, values: Iterable[Value]) -> frozenset[int]:
        positions = (self._positions_by_value.get(value.key, _NONE) for value in values)
        return reduce(and_, positions, self._all_positions)

    @cached_property
    def _late_measures(self) -> tuple[Measure, ...]:
        return tuple(sorted(filter(self.days_late, self.measures), key=self.days_late, reverse=True))

    @cached_property
    def _taxonomies_by_id(self) -> Mapping[str, Classification]:
        return {taxonomy.id: taxonomy for taxonomy in self.classifications}

    @cached_property
    def _ordered_positions(self) -> Mapping[tuple[str, str], list[int]]:
        """The places of the measures of each value, in their order."""
        positions: dict[tuple[str, str], list[int]] = defaultdict(list)
        for position, measure in enumerate(self.measures):
            for value in measure.values:
                positions[value.key].append(position)
        return positions

    @cached_property
    def _positions_by_value(self) -> Mapping[tuple[str, str], frozenset[int]]:
        return {key: frozenset(positions) for key, positions in self._ordered_positions.items()}

    @cached_property
    def _all_positions(self) -> frozenset[int]:
        return frozenset(range(len(self.measures)))

    @cached_property
    def _late_positions(self) -> frozenset[int]:
        return frozenset(map(self.position_of, self._late_measures))

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return {measure.path: position for position, measure in enumerate(self.measures)}

    @query
    def measure_at(self, path: str) -> Measure | None:
        """Return the measure of a file, None where there is none."""
        position = self._positions.get(path)
        return None if position is None else self.measures[position]

    def word(self, code: str, name: str) -> str:
        """Return a word of the interface in a language, as the files ask for it that have it."""
        return self.texts[name].by_code[code]

    def ask_for_measures(self) -> None:
        """Ask for all measures, for what had them before a file is made of it: in the roadmap of a site, a query."""
        len(self.measures)

    def published(self) -> Roadmap:
        """Return the roadmap without drafts: of languages, of measures, and of editions with all their measures."""
        measures = tuple(measure for measure in self.measures if measure.is_published)
        editions = frozenset(edition.path for edition in self.editions if edition.draft)
        drafts = (measure.path for measure in self.measures if not measure.is_published)
        languages = tuple(language for language in self.site.languages if not language.draft)
        return replace(
            self,
            site=replace(self.site, languages=languages),
            classifications=tuple(map(_without_drafts, self.classifications)),
            measures=measures,
            unpublished_paths=editions.union(drafts),
        )


class QueriedRoadmap(Roadmap):
    """The roadmap that a site is made of: to ask it for its measures, or for a word of the interface, is a query."""

    def __init__(self, roadmap: Roadmap) -> None:
        self.__dict__.update(roadmap.__dict__)
        self.__dict__["texts"] = {name: QueriedWord(text.by_code, name) for name, text in roadmap.texts.items()}

    @property
    @query
    def measures(self) -> tuple[Measure, ...]:
        """All of its measures."""
        measures: tuple[Measure, ...] = self.__dict__["measures"]
        return measures


def _is_of_content(taxonomy: Classification) -> bool:
    """Tell whether a classification says what measures are about, and not who does them, when and how they stand."""
    return taxonomy.id != RESPONSIBLE and not any(isinstance(value, Edition | Status) for value in taxonomy.values)


def _without_drafts(classification: Classification) -> Classification:
    values = tuple(value for value in classification.values if not (isinstance(value, Edition) and value.draft))
    return replace(classification, values=values)
