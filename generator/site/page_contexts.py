"""The context of each kind of page: a plain value of all that its template shows, with texts and URLs ready.

A context holds no part of the roadmap, so equal contexts give equal pages.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from generator.export.files import DataFile, OpenData
from generator.model import Classification, Document, Edition, Indicator, Measure, Page, Value
from generator.site import formatting, tracking_contexts
from generator.site.assets import Asset, Assets
from generator.site.components import Components, Fact, Grid, MeasureCard, ShareBar, ValueCard, ValueName, accent_of
from generator.site.data_page import data_page
from generator.site.embeds import classification_of_totals, embed_content, embed_snippet
from generator.site.environment import PageContext
from generator.site.formatting import InterfaceWords
from generator.site.glossary import TermText
from generator.site.jsonld import JsonLd
from generator.site.links import Hreflang, Link, breadcrumbs, hreflang, menu
from generator.site.search_index import SearchIndex
from generator.site.tracking_contexts import HistoryEntry, MeasureTracking, Relation, TrackingContext
from generator.tracking.translation_status import TranslationStatus, translation_status
from generator.urls import TOUCH_ICON, BuiltinPage, RedirectPage, Route, Subject, UrlMap, relative_url

# How many measures are named where they are not the matter itself; the others are a link away.
MOST_ASIDE = 12


@dataclass(frozen=True, slots=True)
class LanguageSite:
    """What the pages of one language are made of.

    `downloads` are the tables of the open data. `pdf_size` is that of the print edition in bytes, None without a PDF.
    """

    urls: UrlMap
    words: InterfaceWords
    assets: Assets
    data: OpenData
    downloads: tuple[DataFile, ...]
    tracking: TrackingContext
    index: SearchIndex
    index_files: tuple[Asset, ...]
    translation: TranslationStatus
    pdf_size: int | None


class Alternate(NamedTuple):
    """A page in another language."""

    code: str
    locale: str
    endonym: str
    href: str


@dataclass(frozen=True, slots=True)
class BareFrame:
    """What stands around a page that is shown within another site, or only leads to another page."""

    title: str
    stylesheet: str
    icon: str
    home: str = ""
    translation: str = ""


@dataclass(frozen=True, slots=True)
class PageFrame:
    """What stands around every page: its head, header and footer."""

    title: str
    head_title: str
    description: str
    canonical: str
    hreflang: tuple[Hreflang, ...]
    alternates: tuple[Alternate, ...]
    json_ld: Markup
    social_card: str
    stylesheet: str
    icon: str
    touch_icon: str
    manifest: str
    home: str
    search: str
    glossary: str
    menu: tuple[Link, ...]
    breadcrumbs: tuple[Link, ...]
    footer: tuple[Link, ...]
    translation: str


class House(NamedTuple):
    """A small picture of a measure: its colour, and its size or 0."""

    accent: str
    size: int


class TitledShares(NamedTuple):
    """How measures are divided by a classification. The title has no URL where the classification has no page."""

    title: Link
    explanation: str | None
    shares: tuple[ShareBar, ...]


class TitledCards(NamedTuple):
    """A classification and its values."""

    title: Link
    values: tuple[ValueCard, ...]


class MeasureLinks(NamedTuple):
    """Some measures with a title, which may be a link, and the way to all of them where there are more."""

    title: Link
    measures: tuple[Link, ...]
    all_measures: Link | None


@dataclass(frozen=True, slots=True)
class HomePage:
    lead: str
    all_measures: str
    houses: tuple[House, ...]
    taxonomy: TitledCards | None
    largest: MeasureLinks | None
    standing: TitledShares | None
    changes: str
    figures: str
    reasons: tuple[TitledShares, ...]
    grid: Grid | None
    further: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FiguresPage:
    grid: Grid | None
    classifications: tuple[TitledShares, ...]


class Choice(NamedTuple):
    """A value to choose in a form: how it is called in the query, its label, and how many measures have it."""

    value: str
    label: str
    measure_count: int


class Facet(NamedTuple):
    """A filter of the list of measures."""

    id: str
    label: str
    choices: tuple[Choice, ...]


class SortOption(NamedTuple):
    """An order of the list of measures."""

    value: str
    label: str


class ListedMeasure(NamedTuple):
    """A measure on the page that lists and filters all: `values` and `words` are what the filter looks at."""

    position: int
    display_number: str
    card: MeasureCard
    facts: tuple[Fact, ...]
    values: str
    words: str


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    script: str
    facets: tuple[Facet, ...]
    sort_options: tuple[SortOption, ...]
    count: str
    measures: tuple[ListedMeasure, ...]
    other_pages: str
    pagination: tuple[Link, ...]


class GlossaryEntry(NamedTuple):
    """A term, and the measures that use it."""

    term: TermText
    measure_count: str
    measures: MeasureLinks


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    entries: tuple[GlossaryEntry, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    script: str
    index: str
    all_measures: str
    further: tuple[Link, ...]


class Download(NamedTuple):
    """A file to take along: its URL, and its size in words."""

    href: str
    size: str


class PrintedMeasure(NamedTuple):
    """A measure in the print edition."""

    id: str
    display_number: str
    title: str
    problem: str
    body: Markup
    notes: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class PrintEditionPage:
    download: Download | None
    measures: tuple[PrintedMeasure, ...]
    grid: Grid | None
    terms: tuple[TermText, ...]
    pagination: tuple[Link, ...]


class ForeignNotice(NamedTuple):
    """The words of the page for a missing page, in another language than its own."""

    code: str
    title: str
    lead: str
    home: Link


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    others: tuple[ForeignNotice, ...]


@dataclass(frozen=True, slots=True)
class ClassificationPage:
    explanation: str | None
    values: tuple[ValueCard, ...]


@dataclass(frozen=True, slots=True)
class ValuePage:
    value: ValueName
    description: str | None
    count: str
    measures: tuple[MeasureCard, ...]
    pagination: tuple[Link, ...]
    others_title: str
    others: tuple[ValueCard, ...]


class FactSection(NamedTuple):
    """A part of the facts of a measure."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """`tracking` is None where the measure is not tracked; then there is no history either."""

    number: str
    draft: bool
    accent: str
    tracking: MeasureTracking | None
    body: Markup
    terms: tuple[TermText, ...]
    sections: tuple[FactSection, ...]
    history: tuple[HistoryEntry, ...]
    relations: tuple[Relation, ...]
    neighbours: MeasureLinks | None
    embed: str
    previous: Link | None
    next: Link | None


class CorrectedField(NamedTuple):
    """What the source says of a field of a measure, and what the site says."""

    measure: Link
    field: str
    language_code: str
    original: str
    corrected: str


@dataclass(frozen=True, slots=True)
class ProsePage:
    body: Markup
    corrections: tuple[CorrectedField, ...]


@dataclass(frozen=True, slots=True)
class RedirectTarget:
    """Where a page leads. `canonical` is empty while the site's own address is not known."""

    href: str
    canonical: str


def page_context(route: Route, site: LanguageSite) -> PageContext:
    """Return the context of the page at a route."""
    make = Components(route, site.urls, site.words)
    return PageContext(template_name(route.subject), _frame(make, site), _page(make, site))


def embed_context(route: Route, site: LanguageSite) -> PageContext:
    """Return the context of the card at a route, which other sites embed."""
    make, subject = Components(route, site.urls, site.words), route.subject
    content = embed_content(make)
    if isinstance(subject, Measure):
        template, title = "embed_measure", subject.title
    else:
        template, title = "embed_totals", classification_of_totals(make.roadmap).plural
    frame = BareFrame(
        title=title[route.language],
        stylesheet=make.links.to_path(site.assets.stylesheet.path),
        icon=make.links.to_path(site.assets.icon.path),
        home=make.links.to(BuiltinPage.HOME),
        translation=_translation(subject, make, site),
    )
    return PageContext(template, frame, content)


def redirect_context(page: RedirectPage, site: LanguageSite) -> PageContext:
    """Return the context of a page that leads to another, in the language of that."""
    base_url, new = site.urls.roadmap.site.base_url, page.redirect.new
    frame = BareFrame(
        title=site.words("moved"),
        stylesheet=relative_url(page.path, site.assets.stylesheet.path),
        icon=relative_url(page.path, site.assets.icon.path),
    )
    return PageContext("redirect", frame, RedirectTarget(relative_url(page.path, new), base_url and base_url + new))


def template_name(subject: Subject) -> str:
    """Return the name of the template of a page."""
    return subject.value if isinstance(subject, BuiltinPage) else type(subject).__name__.lower()


def _page(make: Components, site: LanguageSite) -> object:
    subject = make.links.route.subject
    match subject:
        case BuiltinPage.HOME:
            return _home(make)
        case BuiltinPage.FIGURES:
            return _figures(make)
        case BuiltinPage.MEASURES:
            return _measures(make, site)
        case BuiltinPage.STANDING:
            return tracking_contexts.standing_page(make)
        case BuiltinPage.CHANGES:
            return tracking_contexts.changes_page(make, site.tracking)
        case BuiltinPage.INDICATORS:
            return tracking_contexts.indicators_page(make)
        case BuiltinPage.GLOSSARY:
            return GlossaryPage(_glossary(make, site.index))
        case BuiltinPage.SEARCH:
            return _search(make, site)
        case BuiltinPage.PRINT_EDITION:
            return _print_edition(make, site)
        case BuiltinPage.DATA:
            return data_page(make, site.data)
        case BuiltinPage.NOT_FOUND:
            return _not_found(make)
        case Classification():
            return ClassificationPage(make.text(subject.explanation), make.value_cards(subject.values))
        case Edition():
            return tracking_contexts.edition_page(subject, make, site.tracking)
        case Value():
            return _value(subject, make)
        case Measure():
            return _measure(subject, make, site)
        case Indicator():
            return tracking_contexts.indicator_page(subject, make, site.tracking)
        case Page():
            return _prose(subject, make)


def _frame(make: Components, site: LanguageSite) -> PageFrame:
    links, language, roadmap, urls = make.links, make.language, make.roadmap, site.urls
    route, subject, words = links.route, links.route.subject, site.words
    title, description = _title_and_description(subject, make)
    name, base_url = roadmap.site.name[language], roadmap.site.base_url
    page_count = len(links.pagination())
    part = f" – {words('part', number=route.page, total=page_count)}" if route.page > 1 else ""
    footer: list[tuple[str, Subject]] = [
        (words("booklet"), BuiltinPage.PRINT_EDITION),
        (words("data"), BuiltinPage.DATA),
        *((page.title[language], page) for page in roadmap.pages if page.menu == "footer"),
    ]
    return PageFrame(
        title=title,
        head_title=name if subject is BuiltinPage.HOME else f"{title}{part} – {name}",
        description=description,
        canonical=base_url and base_url + route.path,
        hreflang=tuple(hreflang(route, urls)),
        alternates=tuple(
            Alternate(other.code, other.locale, other.endonym, links.to_itself(other))
            for other in roadmap.site.languages
            if other != language
        ),
        json_ld=JsonLd(route, urls, site.downloads).script(title, description) if base_url else Markup(),
        social_card=base_url + urls.card_file(language),
        stylesheet=links.to_path(site.assets.stylesheet.path),
        icon=links.to_path(site.assets.icon.path),
        touch_icon=links.to_path(TOUCH_ICON),
        manifest=links.to_path(urls.manifest_file(language)),
        home=links.to(BuiltinPage.HOME),
        search="" if subject is BuiltinPage.SEARCH else links.to(BuiltinPage.SEARCH),
        glossary=links.to(BuiltinPage.GLOSSARY) if BuiltinPage.GLOSSARY in urls else "",
        menu=_menu(make),
        breadcrumbs=tuple(
            Link(crumb.label[language], links.to(crumb.subject)) for crumb in breadcrumbs(subject, roadmap)
        ),
        footer=tuple(Link(label, links.to(target), target == subject) for label, target in footer),
        translation=_translation(subject, make, site),
    )


def _translation(subject: Subject, make: Components, site: LanguageSite) -> str:
    if isinstance(subject, Document):
        return translation_status(subject, make.language, make.roadmap.site).value
    return site.translation.value


def _title_and_description(subject: Subject, make: Components) -> tuple[str, str]:
    language, words = make.language, make.words
    match subject:
        case BuiltinPage.HOME:
            return make.roadmap.site.name[language], make.roadmap.site.description[language]
        case BuiltinPage.PRINT_EDITION:
            page_count = len(make.links.pagination())
            page = make.links.route.page
            lead = words("booklet_part", number=page, total=page_count) if page_count else words("booklet_lead")
            return words("booklet"), lead
        case BuiltinPage():
            return words(subject.value), words(f"{subject.value}_lead")
        case Classification():
            plural, names = subject.plural[language], ", ".join(value.name[language] for value in subject.values)
            return plural, make.text(subject.explanation) or f"{plural}: {names}."
        case Value():
            label = make.roadmap.classification_of(subject).label[language]
            description = make.text(subject.description)
            return subject.name[
                language
            ], description or f"{label}: {subject.label[language]}. {_share(subject, make)}."
        case _:
            return subject.title[language], subject.lead[language]


def _menu(make: Components) -> tuple[Link, ...]:
    return tuple(
        Link(entry.label[make.language], make.links.to(entry.subject), entry.subject == make.links.route.subject)
        for entry in menu(make.links.urls)
    )


def _further(make: Components) -> tuple[Link, ...]:
    """Return the other ways into the roadmap, the whole of it on one page last."""
    return (*_menu(make), Link(make.words("booklet"), make.links.to(BuiltinPage.PRINT_EDITION)))


def _home(make: Components) -> HomePage:
    roadmap, links, words = make.roadmap, make.links, make.words
    main = roadmap.menu_taxonomies[:1]
    reasons = [
        classification
        for classification in roadmap.classifications
        if classification.section in ("gain", "reason")
        and not classification.is_scale
        and classification.id not in [taxonomy.id for taxonomy in main]
    ]
    standing = None
    if roadmap.follow_up is not None:
        shares = make.share_bars(roadmap.measures, roadmap.follow_up.statuses)
        standing = TitledShares(Link(words("standing"), links.to(BuiltinPage.STANDING)), None, shares)
    figures = links.to(BuiltinPage.FIGURES)
    return HomePage(
        lead=words("home_lead", count=len(roadmap.measures)),
        all_measures=links.to(BuiltinPage.MEASURES),
        houses=tuple(map(_house, roadmap.measures)) if make.has_houses else (),
        taxonomy=next((TitledCards(_classification(one, make), make.value_cards(one.values)) for one in main), None),
        largest=_largest(make),
        standing=standing,
        changes=links.to(BuiltinPage.CHANGES) if standing else "",
        figures=figures,
        reasons=tuple(_shares(classification, make) for classification in reasons),
        grid=make.grid(),
        further=_further(make),
    )


def _house(measure: Measure) -> House:
    return House(accent_of(measure), next((value.size for value in measure.values if value.size), 0))


def _classification(classification: Classification, make: Components) -> Link:
    href = make.links.to(classification) if classification.folder is not None else ""
    return Link(classification.plural[make.language], href)


def _shares(classification: Classification, make: Components) -> TitledShares:
    shares = make.share_bars(make.roadmap.measures, classification)
    return TitledShares(_classification(classification, make), make.text(classification.explanation), shares)


def _largest(make: Components) -> MeasureLinks | None:
    """Return the measures with the largest value of the first scale; None where there is none."""
    if not make.roadmap.scales:
        return None
    value = max(make.roadmap.scales[0].values, key=lambda value: value.size)
    measures = make.roadmap.measures_in(value)
    if not measures:
        return None
    title = Link(value.name[make.language], make.linked_value(value).href)
    return _some(measures[:MOST_ASIDE], len(measures), title, make)


def _some(measures: Sequence[Measure], count: int, title: Link, make: Components) -> MeasureLinks:
    """Return some measures of a count, with the way to all of them where the title leads there."""
    has_more = count > len(measures) and title.href
    more = Link(f"{make.words('measures_all')}: {title.label}", title.href) if has_more else None
    return MeasureLinks(title, tuple(map(make.link, measures)), more)


def _figures(make: Components) -> FiguresPage:
    all_measures = make.links.to(BuiltinPage.MEASURES)
    grid = make.grid(make.link, MOST_ASIDE, lambda query: f"{all_measures}?{query}")
    return FiguresPage(grid, tuple(_shares(classification, make) for classification in make.roadmap.classifications))


def _measures(make: Components, site: LanguageSite) -> MeasuresPage:
    roadmap, language = make.roadmap, make.language
    # What came of a measure is asked first: it has no section on a measure's page.
    classifications = sorted(roadmap.classifications, key=lambda classification: bool(classification.section))
    facets = [
        Facet(
            facet.id,
            facet.label[language],
            tuple(Choice(value.id, value.label[language], len(roadmap.measures_in(value))) for value in facet.values),
        )
        for facet in classifications
    ]
    sort_options = [
        SortOption(prefix + scale.id, make.words(key, label=scale.label[language]))
        for scale in roadmap.scales
        for prefix, key in (("-", "sort_largest"), ("", "sort_smallest"))
    ]
    pagination = make.links.pagination()
    return MeasuresPage(
        script=make.links.to_path(site.assets.scripts["filter"].path),
        facets=tuple(facets),
        sort_options=tuple(sort_options),
        count=make.words("measures_count", count=len(roadmap.measures)),
        measures=tuple(
            _listed(measure, make.facts(measure, classifications, make.value_name), make, site.index)
            for measure in site.urls.paginate(BuiltinPage.MEASURES, make.links.route.page)
        ),
        other_pages=" ".join(link.href for link in pagination if not link.is_current),
        pagination=pagination,
    )


def _listed(measure: Measure, facts: tuple[Fact, ...], make: Components, index: SearchIndex) -> ListedMeasure:
    position = make.roadmap.position_of(measure) + 1
    values = " ".join(f"{fact.id}:{fact.value_id}" for fact in facts)
    return ListedMeasure(position, measure.display_number, make.card(measure), facts, values, index.words_of(measure))


def _glossary(make: Components, index: SearchIndex) -> tuple[GlossaryEntry, ...]:
    """Return the terms in alphabetical order."""
    language, all_measures = make.language, make.links.to(BuiltinPage.MEASURES)
    users: dict[str, list[Measure]] = {term.id: [] for term in make.roadmap.terms}
    for measure in make.roadmap.measures:
        for term in index.vocabulary.used_in(measure):
            users[term.id].append(measure)
    entries = []
    for term in sorted(make.roadmap.terms, key=lambda term: formatting.sorting(term.term[language], language)):
        text, measures = TermText.of(term, language), users[term.id]
        title = Link(text.term, f"{all_measures}?q={quote(text.term)}")
        some = _some(measures[:MOST_ASIDE], len(measures), title, make)
        entries.append(GlossaryEntry(text, make.words("term_measures", count=len(measures)), some))
    return tuple(entries)


def _search(make: Components, site: LanguageSite) -> SearchPage:
    links = make.links
    script = links.to_path(site.assets.scripts["search"].path)
    index = " ".join(links.to_path(file.path) for file in site.index_files)
    return SearchPage(script, index, links.to(BuiltinPage.MEASURES), _further(make))


def _print_edition(make: Components, site: LanguageSite) -> PrintEditionPage:
    roadmap, language = make.roadmap, make.language
    measures = site.urls.paginate(BuiltinPage.PRINT_EDITION, make.links.route.page)
    is_whole = len(measures) == len(roadmap.measures)
    is_last = not measures or measures[-1].path == roadmap.measures[-1].path
    download = None
    if site.pdf_size is not None:
        href = make.links.to_path(site.urls.pdf_file(language))
        download = Download(href, formatting.size(site.pdf_size, language))

    def link(measure: Measure) -> Link:
        return Link(measure.display_number, make.links.in_print_edition(measure))

    return PrintEditionPage(
        download=download,
        measures=tuple(_printed(measure, make) for measure in measures),
        grid=make.grid(link) if is_whole else None,
        terms=tuple(entry.term for entry in _glossary(make, site.index)) if is_last else (),
        pagination=make.links.pagination(),
    )


def _printed(measure: Measure, make: Components) -> PrintedMeasure:
    language, tracking = make.language, measure.tracking
    notes = (tracking.note, tracking.result) if tracking else ()
    return PrintedMeasure(
        f"measure_{measure.anchor}",
        measure.display_number,
        measure.title[language],
        measure.problem[language],
        make.links.body_without_anchors(measure.body, 3),
        tuple(note[language] for note in notes if note is not None),
        make.facts(measure, make.roadmap.classifications, make.value_name),
    )


def _not_found(make: Components) -> NotFoundPage:
    texts = make.roadmap.texts
    return NotFoundPage(
        tuple(
            ForeignNotice(
                other.code,
                texts["not_found"][other],
                texts["not_found_lead"][other],
                Link(texts["not_found_home"][other], make.links.to(BuiltinPage.HOME, other)),
            )
            for other in make.roadmap.site.languages
            if other != make.language
        )
    )


def _value(value: Value, make: Components) -> ValuePage:
    classification = make.roadmap.classification_of(value)
    plural = classification.plural[make.language]
    return ValuePage(
        value=make.value_name(value),
        description=make.text(value.description),
        count=_share(value, make),
        measures=tuple(map(make.card, make.links.urls.paginate(value, make.links.route.page))),
        pagination=make.links.pagination(),
        others_title=make.words("other_values", plural=plural),
        others=make.value_cards(other for other in classification.values if other.id != value.id),
    )


def _share(value: Value, make: Components) -> str:
    count, total = len(make.roadmap.measures_in(value)), len(make.roadmap.measures)
    return make.words("share_of_all", count=count, total=total)


def _measure(measure: Measure, make: Components, site: LanguageSite) -> MeasurePage:
    measures, position = make.roadmap.measures, make.roadmap.position_of(measure)
    facts = make.facts(measure, make.roadmap.classifications)
    sections = [
        FactSection(make.words(f"section_{name}"), tuple(fact for fact in facts if fact.section == name))
        for name in ("gain", "reason", "way")
    ]
    return MeasurePage(
        number=make.words("measure_number", number=measure.display_number),
        draft=measure.draft,
        accent=accent_of(measure),
        tracking=tracking_contexts.measure_tracking(measure, make),
        body=make.links.body(measure.body, 2),
        terms=tuple(TermText.of(term, make.language) for term in site.index.vocabulary.used_in(measure)),
        sections=tuple(section for section in sections if section.facts),
        history=tracking_contexts.history(measure, make),
        relations=tracking_contexts.relations(measure, make, site.tracking),
        neighbours=_neighbours(measure, make),
        embed=embed_snippet(measure, site.urls, make.language),
        previous=make.link(measures[position - 1]) if position else None,
        next=make.link(measures[position + 1]) if position + 1 < len(measures) else None,
    )


def _neighbours(measure: Measure, make: Components) -> MeasureLinks | None:
    """Return the nearest of the same value in the first main taxonomy; None where there is no such taxonomy."""
    roadmap = make.roadmap
    if not roadmap.menu_taxonomies:
        return None
    taxonomy = roadmap.menu_taxonomies[0].id
    value = next(value for value in measure.values if value.classification_id == taxonomy)
    measures = roadmap.measures_in(value)
    place = bisect_left(measures, roadmap.position_of(measure), key=roadmap.position_of)
    start = max(0, min(place - MOST_ASIDE // 2, len(measures) - 1 - MOST_ASIDE))
    nearest = [other for other in measures[start : start + MOST_ASIDE + 1] if other.path != measure.path]
    name = make.linked_value(value)
    return _some(nearest, len(measures) - 1, Link(name.label, name.href), make)


def _prose(page: Page, make: Components) -> ProsePage:
    corrections = (
        CorrectedField(
            Link(make.words("measure_number", number=measure.display_number), make.links.to(measure)),
            correction.label[make.language],
            correction.language.code,
            correction.original,
            correction.corrected,
        )
        for measure in make.roadmap.measures
        for correction in measure.corrections
    )
    return ProsePage(make.links.body(page.body), tuple(corrections) if page.appendix == "corrections" else ())
