"""Reads `glossary.yaml`: terms and abbreviations, each explained in every language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from generator.content import parsers
from generator.content.mapping_reader import MappingReader
from generator.content.schema import KEPT
from generator.content.site_config import Settings
from generator.content.source import Source, read_mapping
from generator.model import GlossaryTerm, Language, Localized


def read_glossary(source: Source, _path: str, settings: Settings) -> tuple[GlossaryTerm, ...]:
    """Return the terms in the order in which they are written.

    Raises:
        ContentError: The file has something to fix.
    """
    languages = settings.site.languages
    # What begins a word leads to one term only, whatever its case.
    unused = {language.code: parsers.unused(set(), str.casefold) for language in languages}
    with MappingReader(read_mapping(source), source) as fields:
        return tuple(_read_term(name, inner, languages, unused) for name, inner in fields.each())


def _read_term(
    name: str, fields: MappingReader, languages: Sequence[Language], unused: Mapping[str, Callable[[str], str]]
) -> GlossaryTerm:
    fields.check_name(name)
    return GlossaryTerm(
        id=name,
        term=fields.texts("term", languages, lambda language: unused[language.code]),
        explanation=fields.translated("explanation", languages),
        forms=Localized(
            {code: fields.optional(f"forms_{code}", parsers.each(parse), ()) for code, parse in unused.items()}
        ),
        language=fields.optional("language", parsers.language_code, ""),
        locations=fields.locations(),
        kept=fields.optional(KEPT.name, parsers.kept_advice, ()),
    )
