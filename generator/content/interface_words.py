"""Reads the words of the interface: the built-in ones, those of the city's theme, and those of its `site.yaml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path

import yaml
from babel import Locale

from generator.content import parsers
from generator.content.mapping_reader import MappingReader
from generator.content.source import Source, file_error, path_text, read_mapping, read_source
from generator.diagnostics import DiagnosticCollector, InvalidValue, Location
from generator.i18n import _
from generator.model import Language, Localized, LocalizedText
from generator.theme import Theme, built_in_words, interface_words

# The words that say something of the city, which its `site.yaml` has beside its other texts.
CONTENT_WORDS = (
    "home_lead",
    "home_row",
    "source_link",
    "corrections_lead",
    "glossary_lead",
    "booklet_lead",
)

GAP = re.compile(r"\{(\w*)\}")
_COUNT = "count"
_SLUG = "_slug"


def read_interface_words(
    theme: Theme, languages: Sequence[Language], content_words: Mapping[str, LocalizedText]
) -> Mapping[str, LocalizedText]:
    """Return the words of the interface by their names.

    A word of `site.yaml` goes before one of the city's `templates/words/<code>.yaml`, and that before the built-in one.

    Raises:
        ContentError: A file has something to fix, or a language lacks words.
    """
    collector, sets = DiagnosticCollector(), dict[str, Mapping[str, str]]()
    for language in languages:
        with collector:
            first = sets.get(languages[0].code, {}) if language.draft else {}
            default = {**first, **built_in_words(language.code)}
            sets[language.code] = _read_set(theme, language, default, {other.code for other in languages})
    collector.raise_any()
    built_in = {name: Localized({code: words[name] for code, words in sets.items()}) for name in interface_words()}
    return {**built_in, **content_words}


def read_content_words(fields: MappingReader, languages: Sequence[Language]) -> Mapping[str, LocalizedText]:
    """Return the words of `site.yaml` that are there, by their names."""
    words = {
        name: fields.texts_or_none(name, languages, partial(words_parser, interface_words()[name]))
        for name in CONTENT_WORDS
    }
    return {name: text for name, text in words.items() if text is not None}


def words_parser(gaps: tuple[str, ...], language: Language) -> Callable[[str], str]:
    """Return a parser for a text with no gaps but these, and as many plural forms as the language needs."""
    needed = len(Locale.parse(language.locale).plural_form.rules) + 1 if _COUNT in gaps else 1

    def parse(text: str) -> str:
        words = parsers.line(text)
        unknown = set(GAP.findall(words)) - set(gaps)
        if unknown or set("{}") & set(GAP.sub("", words)):
            allowed = ", ".join(f"{{{gap}}}" for gap in gaps)
            raise InvalidValue(
                "This placeholder in curly brackets is not known here. Use only these: {gaps}", gaps=allowed or "–"
            )
        if words.count("|") + 1 != needed:
            raise InvalidValue(
                "The number of forms of this text must be {needed}. Write that many, separated by |.", needed=needed
            )
        return words

    return parse


def _read_set(
    theme: Theme, language: Language, default: Mapping[str, str], codes: Collection[str]
) -> Mapping[str, str]:
    """Return all words of a language. No slug may be a folder that the site has already, or that of another page."""
    own = _own_words(file := theme.words_file(language.code))
    kept = {text for name, text in default.items() if name.endswith(_SLUG) and name not in own.names}
    unused = parsers.unused({"assets", *codes, *kept})
    words = dict[str, str]()
    with own:
        for name, gaps in interface_words().items():
            is_slug = name.endswith(_SLUG)
            parse = (lambda text: unused(parsers.slug(text))) if is_slug else words_parser(gaps, language)
            words[name] = own.optional(name, parse, default.get(name, ""))
    missing = [] if default else [name for name in words if name not in own.names and name not in CONTENT_WORDS]
    if missing:
        message = _(
            "There are no built-in words for the language “{code}”, and {count} are missing here, “{name}” "
            "first. Write all that templates/words/en.yaml of the theme has.",
            code=language.code,
            count=len(missing),
            name=missing[0],
        )
        raise file_error(file, message)
    return words


def _own_words(file: Path) -> MappingReader:
    """Return the city's own words of a language; a reader of nothing where it has none."""
    if file.is_file():
        source = read_source(file)
        return MappingReader(read_mapping(source), source)
    return MappingReader(yaml.MappingNode("", []), Source.of(path_text(file), ""), Location(path_text(file)))
