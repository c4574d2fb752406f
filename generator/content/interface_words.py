"""Reads `texts.yaml`: the words of the interface, in every language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from babel import Locale

from generator.content import parsers
from generator.content.mapping_reader import MappingReader
from generator.content.source import Source, read_mapping
from generator.diagnostics import InvalidValue
from generator.model import Language, Localized, LocalizedText

GAP = re.compile(r"\{(\w*)\}")

# The words of the interface, and the gaps that the templates fill in each. A text that counts has a form
# for each number that its language tells apart, divided by “|”, in the order of CLDR: one, few, many, other.
INTERFACE_WORDS: Mapping[str, tuple[str, ...]] = {
    "skip_link": (),
    "main_menu": (),
    "footer_menu": (),
    "breadcrumb": (),
    "home": (),
    "home_lead": ("count",),
    "home_row": (),
    "measures": (),
    "measures_slug": (),
    "measures_lead": (),
    "measures_count": ("count",),
    "measures_all": (),
    "parts": (),
    "part": ("number", "total"),
    "part_slug": (),
    "measure": (),
    "measure_number": ("number",),
    "problem": (),
    "description": (),
    "previous": (),
    "next": (),
    "neighbours": (),
    "others_in": ("label",),
    "no_others": (),
    "other_values": ("plural",),
    "draft": (),
    "unofficial": (),
    "outdated": (),
    "source": ("source",),
    "updated": ("date",),
    "feedback": (),
    "publisher": (),
    "corrections": (),
    "corrections_lead": (),
    "corrections_original": (),
    "corrections_shown": (),
    "not_found": (),
    "not_found_lead": (),
    "not_found_home": (),
    "terms_here": (),
    "to_hits": (),
    "menu": (),
    "close": (),
    "search": (),
    "search_slug": (),
    "search_lead": (),
    "search_label": (),
    "search_button": (),
    "search_results": (),
    "search_count": ("count",),
    "search_none": ("words",),
    "search_failed": (),
    "show_more": (),
    "search_without_script": (),
    "page": (),
    "glossary": (),
    "glossary_slug": (),
    "glossary_lead": (),
    "term": (),
    "term_in_glossary": ("term",),
    "term_measures": ("count",),
    "figures": (),
    "figures_slug": (),
    "figures_lead": (),
    "grid": (),
    "grid_caption": (),
    "filter_words": (),
    "filter": (),
    "sort": (),
    "sort_number": (),
    "sort_title": (),
    "sort_largest": ("label",),
    "sort_smallest": ("label",),
    "view": (),
    "view_cards": (),
    "view_table": (),
    "chips": (),
    "chip_remove": (),
    "clear_filters": (),
    "no_hits": (),
    "table_caption": (),
    "number": (),
    "section_gain": (),
    "section_reason": (),
    "section_way": (),
    "section_next": (),
    "next_lead": (),
    "ask": (),
    "home_further": (),
    "booklet": (),
    "booklet_slug": (),
    "booklet_lead": (),
    "booklet_part": ("number", "total"),
    "contents": (),
    "download": ("size",),
    "share_of_all": (
        "count",
        "total",
    ),
    "share": (
        "count",
        "percent",
    ),
    # What follows up the roadmap.
    "standing": (),
    "standing_slug": (),
    "standing_lead": (),
    "as_of": ("date",),
    "next_review": ("date",),
    "status": (),
    "statuses": (),
    "statuses_meaning": (),
    "edition": (),
    "editions": (),
    "editions_slug": (),
    "editions_lead": (),
    "edition_adopted": ("date",),
    "edition_new": (),
    "edition_carried": (),
    "total": (),
    "cross_caption": ("plural",),
    "by_law_title": (),
    "by_law": (),
    "by_choice": (),
    "headlines": (),
    "late": (),
    "late_title": (),
    "late_none": (),
    "course": (),
    "status_since": ("date",),
    "responsible": (),
    "due": (),
    "due_first": (),
    "completed": (),
    "result": (),
    "service": (),
    "service_link": ("title",),
    "without_net": (),
    "history": (),
    "history_adopted": ("edition",),
    "history_promised": ("date",),
    "history_due": ("date",),
    "history_title": ("title",),
    "decision_paragraph": ("body", "number"),
    "ties": (),
    "continues": (),
    "continued_by": (),
    "merged_into": (),
    "merged_from": (),
    "related": (),
    "carried_in": (),
    "indicator": (),
    "indicators": (),
    "indicators_slug": (),
    "indicators_lead": (),
    "indicator_target": ("value", "unit", "date"),
    "indicator_latest": ("value", "unit", "date"),
    "indicator_values": (),
    "indicator_day": (),
    "indicator_value": ("unit",),
    "indicator_measures": (),
    "no_information": (),
    "trend_reached": (),
    "trend_moving": (),
    "trend_stuck": (),
    "trend_single": (),
    "trend_unknown": (),
    "changes": (),
    "changes_slug": (),
    "changes_lead": (),
    "changes_between": ("old", "new"),
    "changes_after": ("edition",),
    "changes_none": (),
    "changes_feed": (),
    "period": ("start", "end"),
    "change_new": (),
    "change_started": (),
    "change_finished": (),
    "change_postponed": (),
    "change_advanced": (),
    "change_dropped": (),
    "change_merged": (),
    "change_reworded": (),
    "change_due": ("old", "new"),
    "change_into": ("title",),
    "short_name": (),
    # What a page says that leads from an old address to the new one.
    "moved": (),
    "moved_lead": (),
    # What other programs and other sites use.
    "data": (),
    "data_slug": (),
    "data_lead": (),
    "data_files": (),
    "data_file": (),
    "data_about": (),
    "data_format": (),
    "data_size": (),
    "data_classifications": (),
    "data_package": (),
    "data_schema": (),
    "data_catalogue": (),
    "data_encoding": (),
    "data_measure": ("file",),
    "data_terms": (),
    "data_licence": (),
    "data_dictionary": (),
    "data_column": (),
    "data_meaning": (),
    "embed": (),
    "embed_lead": (),
    "embed_code": (),
    "embeds_slug": (),
}
COUNTING = "count"
# Those that are a part of an address.
SLUGS = tuple(name for name in INTERFACE_WORDS if name.endswith("_slug"))


def read_interface_words(source: Source, languages: Sequence[Language]) -> Mapping[str, LocalizedText]:
    """The words of the interface by their names. Raises ProblemsFound."""
    # Folders that the site has already, in every language.
    taken = {one.code: {"assets", *(other.code for other in languages)} for one in languages}
    with MappingReader(read_mapping(source), source) as fields:
        return {
            name: Localized(
                {one.code: fields.required(f"{name}_{one.code}", parser_of(name, one, taken)) for one in languages}
            )
            for name in INTERFACE_WORDS
        }


def parser_of(name: str, language: Language, taken: Mapping[str, set[str]]) -> Callable[[str], str]:
    """A parser for a text of the interface. A slug must be one that no other text of its language is."""
    if name not in SLUGS:
        return words_parser(INTERFACE_WORDS[name], language)
    unused = parsers.unused(taken[language.code])
    return lambda text: unused(parsers.slug(text))


def words_parser(gaps: tuple[str, ...], language: Language) -> Callable[[str], str]:
    """A parser for a text with just these gaps, and as many forms as the language needs."""

    def parse(text: str) -> str:
        words = parsers.line(text)
        unknown = sorted(set(GAP.findall(words)) - set(gaps))
        if unknown or set("{}") & set(GAP.sub("", words)):
            allowed = ", ".join(f"{{{gap}}}" for gap in gaps)
            raise InvalidValue("A gap in curly brackets is not known here. Use only these: {gaps}", gaps=allowed or "–")
        forms = words.count("|") + 1
        needed = plural_forms(language) if COUNTING in gaps else 1
        if forms != needed:
            raise InvalidValue(
                "This text has another number of forms than {needed}. Write that many, divided by |.", needed=needed
            )
        return words

    return parse


def plural_forms(language: Language) -> int:
    """How many forms a counted word has in the language."""
    return len(Locale.parse(language.locale).plural_form.rules) + 1
