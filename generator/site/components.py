"""What the pages of a language are made of, and the small values that several of them show.

A value has its texts and URLs ready for the page at one route.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from generator.export.data_file import DataFile, DataFiles
from generator.export.files import OpenData
from generator.model import Classification, Language, LocalizedText, Measure, Value
from generator.queries import Recording
from generator.site import formatting
from generator.site.assets import Assets
from generator.site.change_log import ChangeFormatter
from generator.site.environment import Context, Templates
from generator.site.formatting import InterfaceWords, fields_of
from generator.site.links import Link, PageLinks
from generator.site.search_index import SearchIndex
from generator.site.symbols import House
from generator.tracking.events import Event
from generator.tracking.relations import Relations
from generator.tracking.statistics import StatusCount, distribution
from generator.tracking.translation_status import TranslationStatus
from generator.urls import BuiltinPage, Route, UrlMap


@dataclass(frozen=True, slots=True)
class LanguageSite:
    """What the pages of one language are made of.

    `workbook` has the measures as an Excel file for people. `pdf_sizes` has the bytes of the PDF of each page for paper
    that has one. `frame_parts` keeps what stands around many pages alike.
    """

    urls: UrlMap
    words: InterfaceWords
    templates: Templates
    assets: Assets
    data: OpenData
    workbook: DataFile
    data_files: DataFiles
    relations: Relations
    all_events: Sequence[Event]
    changes: ChangeFormatter
    index: SearchIndex
    translation: TranslationStatus
    pdf_sizes: Mapping[BuiltinPage, int]
    frame_parts: dict[Hashable, tuple[Context, Recording]] = field(default_factory=dict)

    @property
    def events(self) -> Sequence[Event]:
        """Everything that happened to all measures, for which this asks."""
        self.urls.roadmap.ask_for_measures()
        return self.all_events


# How many windows a bar has where each stands for one measure.
_MOST_WINDOWS = 60

NameOf = Callable[[Value], Context]


class Components(PageLinks):
    """Makes the links and the small values of the page at a route."""

    def __init__(self, route: Route, site: LanguageSite) -> None:
        super().__init__(route, site.urls)
        self.site = site
        self.roadmap = site.urls.roadmap
        self.language = route.language
        self.words = site.words

    def text(self, text: LocalizedText | None) -> str | None:
        """Return a text in the page's language, None where there is none."""
        return None if text is None else text[self.language]

    def fields(self, source: object, *names: str) -> Context:
        """Return some fields of a value by their names, texts in the page's language."""
        return fields_of(source, self.language, *names)

    def download(self, page: BuiltinPage) -> Context | None:
        """Return the PDF of a page for paper, with its size in words; None where the site has none."""
        size = self.site.pdf_sizes.get(page)
        if size is None:
            return None
        title = self.to_page(page).label
        label = self.words("download", title=title, size=formatting.size(size, self.language))
        return {"href": self.to_path(self.urls.pdf_file(page, self.language)), "label": label}

    @property
    def other_languages(self) -> list[Language]:
        """The languages of the site but the page's own."""
        return [language for language in self.roadmap.site.languages if language != self.language]

    def value_name(self, value: Value, href: str = "") -> Context:
        """Return the name of a value with its letter, its bars or its drawing; no link where no URL is given."""
        return {
            "label": value.label[self.language],
            "code": value.code,
            "shape": value.shape,
            "size": value.size,
            "steps": value.steps,
            "href": href,
        }

    def linked_value(self, value: Value) -> Context:
        """Return the name of a value, as a link where the value has a page."""
        return self.value_name(value, self.find(value))

    def list_url(self, *values: Value, is_late: bool = False) -> str:
        """Return the URL of the list of measures filtered by some values, which takes a script."""
        choices = [value.key for value in values] + [("late", "yes")] * is_late
        return f"{self.to(BuiltinPage.MEASURES)}?{urlencode(choices)}"

    def workbook_link(self) -> Context:
        """Return the URL and the size of the measures as an Excel file for people."""
        path = self.site.workbook.path
        return {"href": self.to_path(path), "size": formatting.size(self.site.data_files.size_of(path), self.language)}

    def value_cards(self, values: Iterable[Value]) -> list[Context]:
        """Return a card for each value, with its description and its number of measures."""
        return [
            {
                "name": self.linked_value(value),
                "description": self.text(value.description),
                "measure_count": self.roadmap.count_in(value),
            }
            for value in values
        ]

    def share_bars(self, taxonomy: Classification, name: NameOf) -> list[Context]:
        """Return how the measures are divided by a classification, with the names of its values."""
        return [
            {"value": name(share.value), "measure_count": share.number, "percent": share.percent}
            for share in distribution(self.roadmap, taxonomy)
        ]

    def facts(self, measure: Measure, taxonomies: Iterable[Classification], name: NameOf) -> list[Context]:
        """Return what a measure is in each of some classifications, with the names of its values.

        The last name has the explanation of the classification, where no value of the measure has its own.
        """
        facts: list[Context] = []
        for taxonomy in taxonomies:
            values = measure.values_in(taxonomy)
            names = [{"id": value.id, **name(value), "explanation": self.text(value.description)} for value in values]
            if names and not any(name["explanation"] for name in names):
                names[-1]["explanation"] = self.text(taxonomy.explanation)
            label = taxonomy.label[self.language]
            facts.append({"id": taxonomy.id, "label": label, "section": taxonomy.section, "names": names})
        return facts

    def card(self, measure: Measure) -> Context:
        """Return a measure in a list of measures: its status is None where it is not tracked.

        `groups` has its values in the main taxonomy, `signs` those of others that have a sign, such as “§ Laki”.
        """
        main = self.roadmap.main_taxonomy
        groups = measure.values_in(main) if main else ()
        return {
            "title": measure.title[self.language],
            "lead": measure.lead_in(self.language),
            "display_number": measure.display_number,
            "draft": measure.draft,
            "href": self.to(measure),
            "house": self.house(measure),
            "days_late": self.days_late(measure),
            "status": self.value_name(measure.tracking.status) if measure.tracking else None,
            "groups": [self.value_name(value) for value in groups],
            "units": [self.value_name(value) for value in measure.responsible],
            "signs": self.signs(measure),
            "sizes": [self._size(value) for value in measure.values if value.size],
        }

    def _size(self, size: Value) -> Context:
        """Return a magnitude: what it is of, what it is called there, and what it is called alone."""
        return {
            "size": size.size,
            "steps": size.steps,
            "scale": self.roadmap.classification_of(size).label[self.language],
            "value": size.label[self.language],
            "label": size.name[self.language],
        }

    @property
    def number_words(self) -> str:
        """The words that the number of a measure may follow in a search, in every language: “measure” 12."""
        return ", ".join(self.roadmap.texts["number_words"][language] for language in self.roadmap.site.languages)

    def mark(self, measure: Measure) -> str:
        """Return a key of what stands beside a measure in the search: its house, its status, and how late it is."""
        status = measure.tracking and measure.tracking.status
        house = self.house(measure)
        parts = (house and house.symbol, status and status.id, self.days_late(measure))
        return " ".join(str(part) for part in parts if part)

    def house(self, measure: Measure) -> House | None:
        """Return the house of a measure: as high as its first scale and as wide as its second, None without a picture.

        Where a measure has no magnitude, its house is of medium size; where it is not tracked, its windows are closed.
        """
        if not self.roadmap.site.brand.has_houses:
            return None
        sizes = {value.classification_id: value.storeys for value in measure.values if value.size}
        height, width, *_ = [*[sizes.get(scale.id, 2) for scale in self.roadmap.scales[:2]], 2, 2]
        status = measure.tracking and measure.tracking.status
        return House(height, width, status.shape if status else "dots", self.days_late(measure) > 0)

    def days_late(self, measure: Measure) -> int:
        """Return for how many days a measure is late on the day of the site, 0 where it is not."""
        return self.roadmap.days_late(measure)

    def window_bar(self, counts: Iterable[StatusCount]) -> list[tuple[str, int]]:
        """Return the runs of windows that show how measures stand: a shape, and how many windows have it.

        Nothing where there is no picture. Where a window stands for several measures, a run has at least one.
        """
        if not self.roadmap.site.brand.has_houses:
            return []
        runs: list[tuple[str, int]] = []
        for status, number, late in counts:
            runs += [(status.shape, number - late), ("late", late)]
        return [(shape, -(-number // self.window_size)) for shape, number in runs if number]

    @property
    def window_size(self) -> int:
        """For how many measures a window stands: for one where there are few of them, else for ten."""
        return window_size(self.roadmap.measure_count)

    def signs(self, measure: Measure) -> list[Context]:
        """Return the values of a measure that have a sign, such as “§ Laki”, but for those that group it."""
        return [
            self.value_name(value)
            for value in measure.values
            if value.code and value.classification_id in self.roadmap.signed_taxonomies
        ]

    def embed_snippet(self, subject: BuiltinPage | Measure, title: str, height: int) -> Context | None:
        """Return what the HTML says that embeds a card in another site; None while the site has no address."""
        base_url = self.roadmap.site.base_url
        if not base_url:
            return None
        return {"url": base_url + self.urls.embed(subject, self.language), "title": title, "height": height}

    def grid(self, link: Callable[[Measure], Link] | None = None, most: int | None = None) -> Context | None:
        """Return the first two scales against each other; None where there are fewer, or no measures.

        The first runs downwards from its largest value, the second across from its smallest. A measure with a value
        that has no size stands in no cell.

        Args:
            link: The link of a measure in a cell; without one, cells have none.
            most: How many links a cell has at most. A cell with more measures leads to the list of all of them.
        """
        if len(self.roadmap.scales) < 2 or not self.roadmap.measure_count:
            return None
        language, (down, across) = self.language, self.roadmap.scales[:2]

        def cell(row: Value, column: Value) -> Context:
            count = self.roadmap.count_in(row, column)
            measures = self.roadmap.measures_in(row, column, most=most) if link else ()
            return {
                "id": f"{row.id}_{column.id}",
                "row": row.name[language],
                "column": column.name[language],
                "measure_count": count,
                "links": [link(measure) for measure in measures] if link else [],
                "list": self.list_url(row, column),
                "has_more": most is not None and count > most,
            }

        columns = sorted((value for value in across.values if value.size), key=lambda value: value.size)
        rows = sorted((value for value in down.values if value.size), key=lambda value: -value.size)
        # A measure has at most one value on a scale.
        stated = sum(self.roadmap.count_in(row, column) for row in rows for column in columns)
        return {
            "down": down.label[language],
            "across": across.label[language],
            "columns": [self.value_name(column) for column in columns],
            "rows": [(self.value_name(row), [cell(row, column) for column in columns]) for row in rows],
            "not_stated": self.roadmap.measure_count - stated,
        }


def window_size(number: int) -> int:
    """Return for how many measures a window stands in a bar of a number of them."""
    return 1 if number <= _MOST_WINDOWS else 10
