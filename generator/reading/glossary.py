"""Reads `glossary.yaml`: terms and abbreviations, each explained in every language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model import Language, Term, Translated
from generator.problems import say
from generator.reading import parsers
from generator.reading.fields import Fields
from generator.reading.source import Source, read_mapping

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_glossary(source: Source, languages: Sequence[Language]) -> tuple[Term, ...]:
    """The terms in the order in which they are written. Raises ProblemsFound."""
    taken: dict[str, set[str]] = {one.code: set() for one in languages}
    with Fields(read_mapping(source), source) as fields:
        return tuple(read_term(name, inner, languages, taken) for name, inner in fields.each())


def read_term(name: str, fields: Fields, languages: Sequence[Language], taken: dict[str, set[str]]) -> Term:
    if not ID.fullmatch(name):
        fields.fault(say('"{name}" does not do as a name. Use small letters a–z, digits and hyphens.', name=name))
    return Term(
        id=name,
        term=Translated(
            {one.code: fields.required(f"term_{one.code}", parsers.unused(taken[one.code])) for one in languages}
        ),
        explanation=fields.translated("explanation", languages),
        forms=fields.words("forms", languages),
        language=fields.optional("language", parsers.language_code, ""),
        places=fields.places(),
    )
