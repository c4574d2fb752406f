"""Reads what a city gives to the sentences made of its data: forms of its values, patterns, and earlier figures."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from generator.content import parsers, web_addresses
from generator.content.interface_words import words_parser
from generator.content.mapping_reader import MappingReader
from generator.diagnostics import InvalidValue
from generator.i18n import _
from generator.model import GAP, EarlierStanding, Language, Localized, SentencePattern, Wording

# The small drawings that the templates have for a state.
SHAPES = ("ring", "half", "loop", "tick", "pause", "cross", "merge", "dots")


def read_wording(fields: MappingReader, languages: Sequence[Language]) -> Wording:
    """Return how a value stands in sentences."""

    def counted(language: Language) -> Callable[[str], str]:
        return words_parser(("count",), language)

    return Wording(
        in_sentence=fields.translated_if_any("in_sentence", languages),
        counted=fields.texts_or_none("counted", languages, counted),
        none=fields.translated_if_any("none", languages),
        having=fields.translated_if_any("having", languages),
        lacking=fields.translated_if_any("lacking", languages),
        not_told=fields.translated_if_any("not_told", languages),
    )


def read_pattern(fields: MappingReader, name: str, languages: Sequence[Language]) -> SentencePattern | None:
    """Return a pattern of sentences, None where it was left out; whether its gaps are known is checked later."""
    text = fields.translated_if_any(name, languages, _pattern)
    if text is None:
        return None
    locations = Localized({language.code: fields.location_of(f"{name}_{language.code}") for language in languages})
    return SentencePattern(text, locations)


def read_earlier_standing(fields: MappingReader, languages: Sequence[Language]) -> EarlierStanding:
    """Return how earlier measures stood on a day."""
    total = fields.required("total", parsers.number)
    counts = [
        (shape, inner.required(shape, parsers.number))
        for inner in fields.mapping_if_any("counts")
        for shape in inner.names
        if shape in SHAPES
    ]
    told = sum(count for _shape, count in counts if count)
    if total and told > total:
        message = _(
            "These figures come to {told} measures, but the total is {total}. Correct one of the figures.",
            told=told,
            total=total,
        )
        fields.report(message, "counts")
    return EarlierStanding(
        day=fields.required("date", parsers.date),
        text=fields.translated("text", languages, _with_gaps({"date", "measures"})),
        total=total,
        counts=tuple(counts),
        note=fields.translated_if_any("note", languages),
        source=fields.translated("source", languages),
        source_url=fields.translated_if_any("source_url", languages, web_addresses.web_address),
    )


def _with_gaps(gaps: Collection[str]) -> Callable[[str], str]:
    """Return a parser for a sentence with just these gaps."""

    def parse(text: str) -> str:
        sentence = parsers.line(text)
        if set(GAP.findall(sentence)) != set(gaps):
            needed = ", ".join(f"{{{gap}}}" for gap in sorted(gaps))
            raise InvalidValue(
                "This sentence must have these placeholders and no others: {gaps}. Correct it.", gaps=needed
            )
        return sentence

    return parse


def _pattern(text: str) -> str:
    sentence = parsers.line(text)
    if set("{}") & set(GAP.sub("", sentence)):
        raise InvalidValue(
            "A placeholder has no name or is not closed. Write its name between two curly brackets, such as {gap}.",
            gap="{source}",
        )
    return sentence
