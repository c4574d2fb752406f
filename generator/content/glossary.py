"""Reads `glossary.yaml`: terms and abbreviations, each explained in every language."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.content import parsers
from generator.content.mapping_reader import MappingReader
from generator.content.source import Source, read_mapping
from generator.model import GlossaryTerm, Language, Localized


def read_glossary(source: Source, languages: Sequence[Language]) -> tuple[GlossaryTerm, ...]:
    """Return the terms in the order in which they are written.

    Raises:
        ContentError: The file has something to fix.
    """
    taken: dict[str, set[str]] = {one.code: set() for one in languages}
    with MappingReader(read_mapping(source), source) as fields:
        return tuple(_read_term(name, inner, languages, taken) for name, inner in fields.each())


def _read_term(
    name: str, fields: MappingReader, languages: Sequence[Language], taken: dict[str, set[str]]
) -> GlossaryTerm:
    fields.check_name(name)
    return GlossaryTerm(
        id=name,
        term=Localized(
            {one.code: fields.required(f"term_{one.code}", beginning(taken[one.code])) for one in languages}
        ),
        explanation=fields.translated("explanation", languages),
        forms=Localized(
            {one.code: fields.optional(f"forms_{one.code}", beginnings(taken[one.code]), ()) for one in languages}
        ),
        language=fields.optional("language", parsers.language_code, ""),
        locations=fields.locations(),
    )


def beginning(taken: set[str]) -> Callable[[str], str]:
    """A parser for the beginning of a word that leads to one term only, whatever its case."""
    return parsers.unused(taken, str.casefold)


def beginnings(taken: set[str]) -> Callable[[str], tuple[str, ...]]:
    """A parser for several of them, divided by commas."""
    return lambda text: tuple(map(beginning(taken), parsers.words(text)))
