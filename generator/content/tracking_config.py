"""Reads `follow-up.yaml`: the states that a measure can be in, and how the roadmap is followed up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.content import parsers
from generator.content.interface_words import words_parser
from generator.content.mapping_reader import MappingReader
from generator.content.schema import EDITION, STATUS, classified
from generator.content.site_config import Settings
from generator.content.source import Source, read_mapping
from generator.content.taxonomy_config import ACCENTS
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
    Status,
    StatusCategory,
    Transition,
    Value,
)

FOLLOW_UP = "follow-up.yaml"

# The small drawings that the templates have for a state.
SHAPES = ("ring", "half", "loop", "tick", "pause", "cross", "merge", "dots")

# What can have happened to a measure that counts so; nothing that is news where there is None.
TURNS: Mapping[StatusCategory, tuple[Transition | None, ...]] = {
    StatusCategory.OPEN: (Transition.STARTED, Transition.POSTPONED, None),
    StatusCategory.DONE: (Transition.FINISHED,),
    StatusCategory.CLOSED: (Transition.DROPPED, Transition.MERGED),
    StatusCategory.UNKNOWN: (None,),
}

NO_VALUES: tuple[Value, ...] = ()

# In days.
DUE_WITHIN = 60
STALE_AFTER = 365


def read_follow_up(source: Source, settings: Settings) -> FollowUp:
    """How the roadmap is followed up. The classifications of the settings hold that of the editions.

    Raises ContentError.
    """
    languages = settings.site.languages
    with MappingReader(read_mapping(source), source) as fields:
        states = tuple(read_status(name, inner, languages) for name, inner in fields.mappings("statuses"))
        # Without the states nothing can be said of what counts them.
        fields.raise_any()
        statuses = states_of(states, fields, settings)
        known = (*settings.classifications, statuses)
        return FollowUp(
            statuses=statuses,
            next_review=fields.optional("next_review", parsers.date, None),
            by_law=tuple(one for inner in fields.mapping_if_any("by_law") for one in conditions(inner, known)),
            key_figures=tuple(
                read_headline(inner, known, languages) for _unused, inner in fields.mappings_if_any("headlines")
            ),
            due_within=fields.optional("due_within", parsers.number, DUE_WITHIN),
            stale_after=fields.optional("stale_after", parsers.number, STALE_AFTER),
        )


def states_of(states: Sequence[Status], fields: MappingReader, settings: Settings) -> Classification:
    """The states as a classification. The one that counts as unknown is that of a measure that names none."""
    unknown = [one for one in states if one.category is StatusCategory.UNKNOWN]
    if len(unknown) != 1:
        fields.report_field(
            "statuses", _("One state, and no more, is that of which nothing is known. Give it “counts: unknown”.")
        )
    fields.raise_any()
    texts = settings.texts
    return Classification(
        STATUS, texts["status"], texts["statuses"], "", False, None, None, tuple(states), fields.locations(), unknown[0]
    )


def read_status(name: str, fields: MappingReader, languages: Sequence[Language]) -> Status:
    fields.check_name(name)
    label = fields.translated("label", languages)
    counts = fields.required("counts", parsers.choice({one.value: one for one in StatusCategory}, "counts"))
    turn = fields.optional("turn", parsers.choice({one.value: one for one in Transition}, "turn"), None)
    if counts in TURNS and turn not in TURNS[counts]:
        known = ", ".join(one.value if one else "–" for one in TURNS[counts])
        message = _(
            "What counts as {counts} has another turn: {known}. Mend one of the two.",
            counts=counts.value,
            known=known,
        )
        fields.report_field("turn", message)
    return Status(
        id=name,
        classification_id=STATUS,
        code="",
        label=label,
        name=label,
        description=fields.translated("description", languages),
        slug=None,
        accent=fields.optional("accent", parsers.one_of(ACCENTS, "accent"), ""),
        size=0,
        locations=fields.locations(),
        shape=fields.required("shape", parsers.one_of(SHAPES, "shape")),
        category=counts,
        transition=turn,
    )


def read_headline(fields: MappingReader, known: Sequence[Classification], languages: Sequence[Language]) -> KeyFigure:
    count = fields.required("count", count_of_measures)
    text = fields.texts("text", languages, with_number)
    met = tuple(conditions(fields, known))
    return KeyFigure(count, met, text, fields.locations().of("count"))


def with_number(language: Language) -> Callable[[str], str]:
    """A parser for a sentence that leaves a gap for the number."""
    parse = words_parser(("number",), language)

    def with_gap(text: str) -> str:
        sentence = parse(text)
        if "{number}" not in sentence:
            raise InvalidValue("The figure is to stand in this sentence. Write {gap} where it belongs.", gap="{number}")
        return sentence

    return with_gap


def count_of_measures(text: str) -> int:
    return 0 if text == "0" else parsers.number(text)


def conditions(fields: MappingReader, known: Sequence[Classification]) -> Iterator[Filter]:
    """What the fields ask of a measure: each is named as a classification, and has one or more of its values."""
    for classification in known:
        values = fields.optional(classification.id, several(classified(classification).type.parse), NO_VALUES)
        if values:
            yield Filter(values)


def several(parse: Callable[[str], Value]) -> Callable[[str], tuple[Value, ...]]:
    """A parser for values divided by commas."""
    return lambda text: tuple(map(parse, parsers.some_words(text)))


def editions_of(editions: Sequence[Edition], settings: Settings, folder: str) -> Classification:
    """The editions as a classification, by their years. Raises ContentError where there is none, or two of a year."""
    found, by_year = DiagnosticCollector(), dict[int, Edition]()
    for edition in editions:
        other = by_year.setdefault(edition.year, edition)
        if other.path != edition.path:
            message = _(
                "The year {year} is already that of {file}. Give one of them another.",
                year=edition.year,
                file=other.locations.start.file,
            )
            found.add(edition.locations.of("year"), message)
    if not editions:
        message = _(
            "No year has a roadmap here yet. Write the first one by hand, such as {file}.", file=f"{folder}/2026.md"
        )
        found.add(Location(folder), message)
    found.raise_any()
    texts = settings.texts
    return Classification(
        id=EDITION,
        label=texts["edition"],
        plural=texts["editions"],
        section="",
        in_menu=False,
        explanation=texts["editions_lead"],
        folder=texts["editions_slug"],
        values=tuple(by_year[year] for year in sorted(by_year)),
        locations=FieldLocations(Location(folder), {}),
    )
