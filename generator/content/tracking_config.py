"""Reads `follow-up.yaml`: the states that a measure can be in, and how the roadmap is followed up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from generator.content import parsers
from generator.content.interface_words import words_parser
from generator.content.mapping_reader import MappingReader
from generator.content.schema import EDITION, KEPT, STATUS
from generator.content.sentence_config import SHAPES, read_wording
from generator.content.site_config import Settings
from generator.content.source import Source, read_mapping
from generator.diagnostics import DiagnosticCollector, InvalidValue, Location
from generator.i18n import _
from generator.model import (
    Classification,
    Edition,
    FieldLocations,
    Filter,
    FollowUp,
    KeyFigure,
    Language,
    Localized,
    LocalizedText,
    Status,
    StatusCategory,
    Transition,
    Value,
)

FOLLOW_UP = "follow-up.yaml"

# What can have happened to a measure that counts so; nothing that is news where there is None.
_TURNS: Mapping[StatusCategory, tuple[Transition | None, ...]] = {
    StatusCategory.OPEN: (Transition.STARTED, Transition.POSTPONED, None),
    StatusCategory.DONE: (Transition.FINISHED,),
    StatusCategory.CLOSED: (Transition.DROPPED, Transition.MERGED),
    StatusCategory.UNKNOWN: (None,),
}

# In days.
_DUE_WITHIN = 60
_STALE_AFTER = 182


def read_follow_up(source: Source, settings: Settings) -> FollowUp:
    """Return how the roadmap is followed up. The classifications of the settings hold that of the editions.

    Raises:
        ContentError: The file has something to fix.
    """
    languages, words = settings.site.languages, settings.texts
    with MappingReader(read_mapping(source), source) as fields:
        states = tuple(_read_status(name, inner, languages) for name, inner in fields.mappings("statuses"))
        # Without the states nothing can be said of what counts them.
        fields.raise_any()
        unknown = [state for state in states if state.category is StatusCategory.UNKNOWN]
        if len(unknown) != 1:
            message = _("Exactly one status must mean that nothing is known. Give it “counts: unknown”.")
            fields.report(message, "statuses")
            fields.raise_any()
        statuses = Classification(
            id=STATUS,
            label=words["status"],
            plural=words["statuses"],
            folder=words["statuses_slug"],
            values=states,
            locations=fields.locations(),
            default=unknown[0],
        )
        known = (*settings.classifications, statuses)
        return FollowUp(
            statuses=statuses,
            next_review=fields.optional("next_review", parsers.date, None),
            by_law=tuple(chain.from_iterable(_filters(inner, known) for inner in fields.mapping_if_any("by_law"))),
            key_figures=tuple(
                _read_key_figure(inner, known, languages)
                for outer in fields.mapping_if_any("headlines")
                for _name, inner in outer.each()
            ),
            due_within=fields.optional("due_within", parsers.number, _DUE_WITHIN),
            stale_after=fields.optional("stale_after", parsers.number, _STALE_AFTER),
        )


def _read_status(name: str, fields: MappingReader, languages: Sequence[Language]) -> Status:
    fields.check_name(name)
    label = fields.translated("label", languages)
    counts = fields.required("counts", parsers.one_of(StatusCategory, "counts"))
    turn = fields.optional("turn", parsers.one_of(Transition, "turn"), None)
    if counts in _TURNS and turn not in _TURNS[counts]:
        known = ", ".join(other or "–" for other in _TURNS[counts])
        message = _(
            "With “counts: {counts}”, “turn” can be {known}. Correct one of the two.", counts=counts, known=known
        )
        fields.report(message, "turn")
    slug = fields.translated_if_any("slug", languages, parsers.slug)
    return Status(
        id=name,
        classification_id=STATUS,
        label=label,
        name=label,
        description=fields.translated("description", languages),
        slug=_slug_of(label) if slug is None else slug,
        locations=fields.locations(),
        shape=fields.required("shape", parsers.one_of(SHAPES, "shape")),
        category=counts,
        transition=turn,
        wording=read_wording(fields, languages),
        kept=fields.optional(KEPT.name, parsers.kept_advice, ()),
    )


def _slug_of(label: LocalizedText) -> LocalizedText:
    # A label that is missing has been reported.
    return Localized({code: parsers.slug_of(text or "", code) for code, text in label.by_code.items()})


def _read_key_figure(
    fields: MappingReader, known: Sequence[Classification], languages: Sequence[Language]
) -> KeyFigure:
    count = fields.optional("count", lambda text: 0 if text == "0" else parsers.number(text), None)
    text = fields.texts("text", languages, _sentence_parser)
    return KeyFigure(count, tuple(_filters(fields, known)), text, fields.location_of("count"))


def _sentence_parser(language: Language) -> Callable[[str], str]:
    """Return a parser for a sentence with a gap for the number."""

    def parse(text: str) -> str:
        sentence = words_parser(("number",), language)(text)
        if "{number}" not in sentence:
            raise InvalidValue("This sentence must contain the figure. Write {gap} where it belongs.", gap="{number}")
        return sentence

    return parse


def _filters(fields: MappingReader, known: Sequence[Classification]) -> Iterator[Filter]:
    """Yield what fields ask of a measure: each is named as a classification, and has one or more of its values."""
    for classification in known:
        parse = parsers.each(parsers.choice({value.id: value for value in classification.values}, classification.id))
        if values := fields.optional(classification.id, parse, tuple[Value, ...]()):
            yield Filter(values)


def editions_of(editions: Sequence[Edition], settings: Settings, folder: str) -> Classification:
    """Return the editions as a classification, by their years.

    Raises:
        ContentError: There is none, or there are two of a year.
    """
    collector, by_year, words = DiagnosticCollector(), dict[int, Edition](), settings.texts
    for edition in editions:
        other = by_year.setdefault(edition.year, edition)
        if other is not edition:
            message = _(
                "The year {year} is already used by {file}. Give one of them another.",
                year=edition.year,
                file=other.locations.start.file,
            )
            collector.add(edition.locations.of("year"), message)
    if not editions:
        file = f"{folder}/2026.md"
        message = _("There is no roadmap for any year yet. Write the first one by hand, such as {file}.", file=file)
        collector.add(Location(folder), message)
    collector.raise_any()
    return Classification(
        id=EDITION,
        label=words["edition"],
        plural=words["editions"],
        explanation=words["editions_lead"],
        folder=words["editions_slug"],
        values=tuple(by_year[year] for year in sorted(by_year)),
        # Where there is one year only, a measure that names none can belong to no other.
        default=next(iter(by_year.values())) if len(by_year) == 1 else None,
        locations=FieldLocations(Location(folder)),
    )
