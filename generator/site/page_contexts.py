"""The context of each kind of page: a plain value of all that its template shows, with texts and URLs ready.

A context holds no part of the roadmap, so equal contexts give equal pages.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from urllib.parse import quote

from markupsafe import Markup

from generator.content.schema import STATUS, measure_fields
from generator.export.columns import columns_of
from generator.export.labels import Labels
from generator.model import (
    Classification,
    Document,
    Edition,
    Indicator,
    LocalizedText,
    Measure,
    Page,
    Roadmap,
    Status,
    Value,
    Withdrawal,
)
from generator.queries import made_once
from generator.site import (
    figures_context,
    formatting,
    home_context,
    indicator_contexts,
    measure_context,
    paper_contexts,
    standing_context,
    tracking_contexts,
)
from generator.site.assets import page_styles
from generator.site.components import Components, LanguageSite
from generator.site.environment import Context, PageContext
from generator.site.follow_contexts import feeds_of_page, follow_links, follow_page
from generator.site.glossary import term_texts
from generator.site.jsonld import JsonLd
from generator.site.links import Link, breadcrumbs, footer_menu, hreflang, label_of, menu
from generator.site.list_context import list_page
from generator.site.sentences import home_sentence, text_of
from generator.site.standing_context import status_counts
from generator.tracking.statistics import statuses_in
from generator.tracking.translation_status import TranslationStatus, targets, translation_status
from generator.urls import PAPERS, TOUCH_ICON, BuiltinPage, RedirectPage, Route, Subject

# The headings of a page that its contents name.
_HEADING = re.compile(r'<h2 id="(.*?)">(.*?)</h2>')
# How many measures are named where they are not the matter itself; the others are a link away.
_MOST_ASIDE = 12
# In pixels.
_LOGO_HEIGHT = 40
# The height of the card of the whole that other sites embed: in pixels of CSS, for a frame as narrow as a phone.
_STANDING_HEIGHT, _TOTALS_HEIGHT, _SHARE_HEIGHT = 560, 280, 76


def page_context(route: Route, site: LanguageSite) -> PageContext:
    """Return the context of the page at a route."""
    make = Components(route, site)
    return PageContext(template_name(route.subject), _frame(make), _page(make))


def print_edition_context(route: Route, site: LanguageSite, by: Classification | None) -> PageContext:
    """Return the context of the whole roadmap, its measures by number or by a classification."""
    make = Components(route, site)
    page = paper_contexts.print_edition_page(make, by)
    return PageContext(template_name(route.subject), _frame(make), page)


def embed_context(route: Route, site: LanguageSite) -> PageContext:
    """Return the context of the card at a route, which other sites embed."""
    make, subject = Components(route, site), route.subject
    if isinstance(subject, Measure):
        frame = {**_bare_frame(make), "title": subject.title[route.language]}
        sentence = text_of(measure_context.sentence_of(subject, make))
        return PageContext("embed_measure", frame, {"card": make.card(subject), "sentence": sentence})
    if isinstance(subject, Withdrawal):
        frame = {**_bare_frame(make), "title": subject.title[route.language]}
        return PageContext("embed_withdrawal", frame, {**_withdrawal(subject, make), "href": make.to(subject)})
    return PageContext("embed_totals", *_totals(make))


def _totals(make: Components) -> tuple[Context, Context]:
    """Return the frame and the page of the card of the whole: how it stands, or else what it consists of."""
    counts = statuses_in(make.roadmap)
    taxonomy = _taxonomy_of_totals(make.roadmap)
    return {**_bare_frame(make), "title": taxonomy.plural[make.language]}, {
        "sentence": text_of(home_sentence(make)),
        "bar": make.window_bar(counts),
        "window_size": make.window_size,
        "counts": status_counts(counts, (), "", make),
        "shares": [] if make.roadmap.follow_up else make.share_bars(taxonomy, make.value_name),
    }


def redirect_context(page: RedirectPage, site: LanguageSite) -> PageContext:
    """Return the context of a page that leads to another, in the language of that."""
    make = Components(Route(BuiltinPage.HOME, site.changes.language, page.path), site)
    base_url, new = make.roadmap.site.base_url, page.redirect.new
    frame = {**_bare_frame(make), "title": site.words("moved")}
    return PageContext("redirect", frame, {"href": make.to_path(new), "canonical": base_url and base_url + new})


def template_name(subject: Subject) -> str:
    """Return the name of the template of a page."""
    match subject:
        case BuiltinPage():
            return subject.value
        case Status():
            return "value"
        case _:
            return type(subject).__name__.lower()


def _page(make: Components) -> Context:
    match make.route.subject:
        case BuiltinPage.HOME:
            return home_context.home_page(make)
        case BuiltinPage.FIGURES:
            return figures_context.figures_page(make)
        case BuiltinPage.MEASURES:
            return list_page(make)
        case BuiltinPage.STANDING:
            return standing_context.standing_page(make)
        case BuiltinPage.SERVICES:
            return {"services": [measure_context.service(measure, make) for measure in make.roadmap.services]}
        case BuiltinPage.CHANGES:
            return tracking_contexts.changes_page(make)
        case BuiltinPage.FOLLOW:
            return follow_page(make)
        case BuiltinPage.INDICATORS:
            return indicator_contexts.indicators_page(make)
        case BuiltinPage.GLOSSARY:
            return {"entries": _glossary(make)}
        case BuiltinPage.SEARCH:
            return _search(make)
        case BuiltinPage.BRIEF:
            return paper_contexts.brief_page(make)
        case BuiltinPage.PRINT_EDITION:
            return paper_contexts.print_edition_page(make)
        case BuiltinPage.DATA:
            return _data(make)
        case BuiltinPage.NOT_FOUND:
            return _not_found(make)
        case Classification() as taxonomy:
            return _classification(taxonomy, make)
        case Edition() as edition:
            return tracking_contexts.edition_page(edition, make)
        case Value() as value:
            return _value(value, make)
        case Measure() as measure:
            return measure_context.measure_page(measure, make)
        case Withdrawal() as withdrawal:
            return {**_withdrawal(withdrawal, make), "further": _further(make)}
        case Indicator() as indicator:
            return indicator_contexts.indicator_page(indicator, make)
        case Page() as page:
            return _text_page(page, make)


def _frame(make: Components) -> Context:
    """Return what stands around every page: its head, header and footer."""
    language, roadmap, urls, route = make.language, make.roadmap, make.urls, make.route
    title, description = _title_and_description(make)
    name, base_url = roadmap.site.name[language], roadmap.site.base_url
    part = f" – {make.words('part', number=route.page, total=urls.page_count(route.subject))}" if route.page > 1 else ""
    return {
        **_bare_frame(make),
        **_of_folder(_around, make),
        "title": title,
        "head_title": name if route.subject is BuiltinPage.HOME else f"{title}{part} – {name}",
        "description": description,
        "canonical": base_url and base_url + route.path,
        "hreflang": list(hreflang(route, urls)),
        "feeds": feeds_of_page(make),
        "alternates": [{"language": other, "href": make.to_itself(other)} for other in make.other_languages],
        "json_ld": JsonLd(make).script(title, description) if base_url else "",
        "pagination": make.pagination(),
        "breadcrumbs": list(map(make.to_page, breadcrumbs(route.subject, roadmap))),
    }


def _around(make: Components) -> Context:
    """Return what stands around all pages of a kind in a folder alike."""
    return {
        "script": make.to_path(make.site.assets["site.js"].path),
        "page_styles": [
            make.to_path(make.site.assets[name].path) for name in page_styles(template_name(make.route.subject))
        ],
        "social_card": make.roadmap.site.base_url + make.urls.card_file(make.language),
        "logo": _logo(make),
        "touch_icon": make.to_path(TOUCH_ICON),
        "manifest": make.to_path(make.urls.manifest_file(make.language)),
        "menu": list(map(make.to_page, menu(make.urls))),
        "footer": list(map(make.to_page, footer_menu(make.urls))),
        "downloads": {page.value: make.download(page) for page in PAPERS},
    }


def _logo(make: Components) -> Context | None:
    """Return the logo of the city in the height of a header, None where there is none."""
    logo = make.roadmap.site.brand.logo
    if logo is None:
        return None
    return {
        "href": make.to_path(make.site.assets["logo"].path),
        "width": logo.width_at(_LOGO_HEIGHT),
        "height": _LOGO_HEIGHT,
    }


def _bare_frame(make: Components) -> Context:
    """Return what stands around a page that has no header and no footer, too."""
    subject, status = make.route.subject, make.site.translation
    if isinstance(subject, Document):
        status = translation_status(subject, make.language, make.roadmap.site)
    return {**_of_folder(_builtin_urls, make), "translation": status.value}


def _builtin_urls(make: Components) -> Context:
    return {
        "stylesheet": make.to_path(make.site.assets["site.css"].path),
        "icon": make.to_path(make.site.assets["icon"].path),
        "urls": {page.value: make.to(page) for page in BuiltinPage if page in make.urls},
    }


def _of_folder(part: Callable[[Components], Context], make: Components) -> Context:
    """Return a part of a frame, made once for all pages of a kind in a folder: from there, its URLs are the same.

    Pages that menus can lead to are told from others there, so each has its own.
    """
    subject, path = make.route.subject, make.route.path
    if not isinstance(subject, Measure | Value | Withdrawal):
        return part(make)
    key = part, template_name(subject), path[: path.rfind("/", 0, -1)]
    return made_once(make.site.frame_parts, key, partial(part, make))


def _title_and_description(make: Components) -> tuple[str, str]:
    language, words, roadmap, route = make.language, make.words, make.roadmap, make.route
    title = label_of(route.subject, roadmap)[language]
    match route.subject:
        case BuiltinPage.HOME:
            return roadmap.site.name[language], roadmap.site.description[language]
        case BuiltinPage.PRINT_EDITION:
            page_count = len(make.pagination())
            if not page_count:
                return title, words("booklet_lead")
            return title, words("booklet_part", number=route.page, total=page_count)
        case BuiltinPage() as page:
            return title, words(f"{page.value}_lead")
        case Classification() as taxonomy:
            names = ", ".join(value.name[language] for value in taxonomy.values)
            return title, make.text(taxonomy.explanation) or f"{title}: {names}."
        case Value() as value:
            label = roadmap.classification_of(value).label[language]
            return title, make.text(value.description) or f"{label}: {value.label[language]}. {_share(value, make)}."
        case Withdrawal() as withdrawal:
            return title, withdrawal.reason[language]
        case document:
            return title, document.lead[language] or title


def _withdrawal(withdrawal: Withdrawal, make: Components) -> Context:
    """Return what became of a measure that was withdrawn."""
    day = formatting.date(withdrawal.day, make.language)
    return {**make.fields(withdrawal, "display_number", "reason"), "withdrawn": make.words("withdrawn", date=day)}


def _further(make: Components) -> list[Link]:
    """Return the other ways into the roadmap, the whole of it on one page last."""
    return list(map(make.to_page, [*menu(make.urls), BuiltinPage.PRINT_EDITION]))


def _measure_links(measures: Sequence[Measure], title: Link, make: Components) -> Context:
    """Return some measures under a title, and the way to all of them where there are more and the title leads there."""
    has_more = len(measures) > _MOST_ASIDE and title.href
    return {
        "title": title,
        "links": list(map(make.to_page, measures[:_MOST_ASIDE])),
        "all_measures": Link(f"{make.words('measures_all')}: {title.label}", title.href) if has_more else None,
    }


def _glossary(make: Components) -> list[Context]:
    """Return the terms in alphabetical order, each with measures that use it."""
    language, all_measures = make.language, make.to(BuiltinPage.MEASURES)
    users = make.site.index.glossary.users_among(make.roadmap.measures)
    entries: list[Context] = []
    for term in sorted(make.roadmap.terms, key=lambda term: formatting.sorting(term.term[language], language)):
        name, measures = term.term[language], users[term.id]
        links = _measure_links(measures, Link(name, f"{all_measures}#q={quote(name)}"), make)
        entries.append({"term": term_texts(term, language), "measure_count": len(measures), "links": links})
    return entries


def _search(make: Components) -> Context:
    marked = {make.mark(measure): measure for measure in make.roadmap.measures}
    return {
        "script": make.to_path(make.site.assets["search.js"].path),
        "modules": [make.to_path(make.site.assets[name].path) for name in ("matching.js", "page.js")],
        "index": list(map(make.to_path, make.urls.index_files(make.language))),
        "nouns": make.number_words,
        "marks": [{"key": make.mark(measure), "card": make.card(measure)} for measure in marked.values()],
        "further": [link for link in _further(make) if not link.is_current],
    }


def _data(make: Components) -> Context:
    language, data = make.language, make.site.data
    labels = Labels(make.roadmap, language)
    files = [
        {
            "href": make.to_path(file.path),
            "name": file.path.rpartition("/")[2],
            "about": file.about[language],
            "format": file.format.name,
            "media_type": file.format.media_type,
            "size": formatting.size(make.site.data_files.size_of(file.path), language),
        }
        for file in (make.site.workbook, *data.files)
    ]
    tables = [
        {
            "title": table.title[language],
            "file": f"{table.name}.csv",
            # The columns of one field, one in each language, share a line.
            "columns": [
                {"names": [name.split("_") for name in names], "label": labels.label(field), "hint": labels.hint(field)}
                for field in table.fields
                if (names := [column.name for column in columns_of(field, make.roadmap.site.languages)])
            ],
        }
        for table in data.tables
    ]
    return {
        "workbook": make.workbook_link(),
        "files": files,
        "tables": tables,
        "embed": _embed_snippet(make),
    }


def _not_found(make: Components) -> Context:
    texts = make.roadmap.texts
    notices = [
        {
            "code": other.code,
            "title": texts["not_found"][other],
            "lead": texts["not_found_lead"][other],
            "home": Link(texts["not_found_home"][other], make.to(BuiltinPage.HOME, other)),
        }
        for other in make.other_languages
    ]
    return {"notices": notices, "further": _further(make)}


def _classification(taxonomy: Classification, make: Components) -> Context:
    return {
        "explanation": make.text(taxonomy.explanation),
        "rows": make.value_cards(taxonomy.values),
        "terms": _terms_in([value.label for value in taxonomy.values], make),
    }


def _value(value: Value, make: Components) -> Context:
    taxonomy = make.roadmap.classification_of(value)
    counts = [] if taxonomy.id == STATUS else statuses_in(make.roadmap, value)
    return {
        "value": make.value_name(value),
        "description": make.text(value.description),
        "explanation": make.text(taxonomy.explanation),
        "terms": _terms_in([value.name, value.label], make),
        "share": _share(value, make),
        "bar": make.window_bar(counts),
        "counts": status_counts(counts, [value], make.to(value), make),
        "list": make.list_url(value),
        "measures": [make.card(measure) for measure in make.urls.paginate(value, make.route.page)],
        "follow": follow_links(make, value),
        "plural": taxonomy.plural[make.language],
        # Their descriptions are a link away.
        "others": [
            {**card, "description": None}
            for card in make.value_cards(other for other in taxonomy.values if other.id != value.id)
        ],
    }


def _terms_in(names: Iterable[LocalizedText], make: Components) -> list[Context]:
    """Return the terms that some names use, in their order: a name is a heading or a link, where none is marked."""
    found = (make.site.index.glossary.find(name[make.language]) for name in names)
    terms = {term.id: term for matches in found for _word, term in matches}
    return [term_texts(term, make.language) for term in terms.values()]


def _share(value: Value, make: Components) -> str:
    count, total = make.roadmap.count_in(value), make.roadmap.measure_count
    return make.words("share_of_all", count=count, total=total) if count else make.words("no_measures")


def _text_page(page: Page, make: Components) -> Context:
    body = make.body(page.body)
    return {
        "body": body,
        "contents": [Link(Markup(heading), f"#{anchor}") for anchor, heading in _HEADING.findall(body)],
        "corrections": list(_corrections(make)) if "corrections" in page.appendix else [],
        "translations": list(_approvals(make)) if "translations" in page.appendix else [],
    }


def _corrections(make: Components) -> Iterator[Context]:
    """Yield what the site corrects of the source, each with its measure."""
    # The measures have these words since they were read: this asks for them.
    for field in measure_fields(make.roadmap.classifications):
        if field.source_word:
            make.words(field.source_word)
    for measure in make.roadmap.measures:
        for correction in measure.corrections:
            yield {
                **make.fields(correction, "label", "original", "corrected"),
                "measure": Link(measure.display_number, make.to(measure)),
                "language_code": correction.language.code,
            }


def _approvals(make: Components) -> Iterator[Context]:
    """Yield which texts have an approved translation, for each language that is translated into; the newest first."""
    roadmap = make.roadmap
    for language in targets(roadmap.site):
        batches = defaultdict(list)
        for document in roadmap.documents:
            approval = document.approval[language]
            is_current = translation_status(document, language, roadmap.site) is TranslationStatus.ACCEPTED
            if approval.day and is_current:
                batches[approval.day, approval.by].append(Link(document.title[make.language], make.to(document)))
        count = sum(map(len, batches.values()))
        yield {
            "language": language.endonym,
            "share": make.words("translations_approved", approved=count, total=len(roadmap.documents)),
            "batches": [
                {
                    "label": make.words("translations_batch", date=formatting.date(day, make.language), unit=by),
                    "texts": batches[day, by],
                }
                for day, by in sorted(batches, reverse=True)
            ],
        }


def _taxonomy_of_totals(roadmap: Roadmap) -> Classification:
    """Return what the card of the whole divides it by: the statuses, or else the main taxonomy."""
    if roadmap.follow_up is not None:
        return roadmap.follow_up.statuses
    return roadmap.main_taxonomy or roadmap.classifications[0]


def _embed_snippet(make: Components) -> Context | None:
    """Return what the HTML says that embeds the card of the whole; None while the site has no address."""
    height = _STANDING_HEIGHT
    if make.roadmap.follow_up is None:
        height = _TOTALS_HEIGHT + _SHARE_HEIGHT * len(_taxonomy_of_totals(make.roadmap).values)
    return make.embed_snippet(BuiltinPage.HOME, make.roadmap.site.name[make.language], height)
