"""Reads `glossary.yaml`: terms and abbreviations, each explained in every language."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.model import Language, Term, Translated
from generator.reading import parsers
from generator.reading.fields import Fields
from generator.reading.source import Source, read_mapping


def read_glossary(source: Source, languages: Sequence[Language]) -> tuple[Term, ...]:
    """The terms in the order in which they are written. Raises ProblemsFound."""
    taken: dict[str, set[str]] = {one.code: set() for one in languages}
    with Fields(read_mapping(source), source) as fields:
        return tuple(read_term(name, inner, languages, taken) for name, inner in fields.each())


def read_term(name: str, fields: Fields, languages: Sequence[Language], taken: dict[str, set[str]]) -> Term:
    fields.check_name(name)
    return Term(
        id=name,
        term=Translated(
            {one.code: fields.required(f"term_{one.code}", beginning(taken[one.code])) for one in languages}
        ),
        explanation=fields.translated("explanation", languages),
        forms=Translated(
            {one.code: fields.optional(f"forms_{one.code}", beginnings(taken[one.code]), ()) for one in languages}
        ),
        language=fields.optional("language", parsers.language_code, ""),
        places=fields.places(),
    )


def beginning(taken: set[str]) -> Callable[[str], str]:
    """A parser for the beginning of a word that leads to one term only, whatever its case."""
    return parsers.unused(taken, str.casefold)


def beginnings(taken: set[str]) -> Callable[[str], tuple[str, ...]]:
    """A parser for several of them, divided by commas."""
    return lambda text: tuple(map(beginning(taken), parsers.words(text)))
