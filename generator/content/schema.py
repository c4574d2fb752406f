"""Describes the fields of a content file, once for all who read, write or explain one.

From here come what the readers ask for, the columns of a spreadsheet, the form, the JSON Schema and the tables
in the guides for editors.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from generator.content import parsers
from generator.content.field_types import (
    DATE,
    DECIMAL,
    FILE,
    LINE,
    NUMBER,
    RECORD,
    SLUG,
    SLUGS,
    VERBATIM,
    WEB_ADDRESS,
    WORDS,
    YES_OR_NO,
    Field,
    FieldType,
    choice,
    day,
    entries,
    files,
    text,
)
from generator.i18n import _
from generator.model import Classification, Direction, Value

# Of measures and of pages alike.
TITLE = Field(
    "title", LINE, _("Short and clear, without a full stop at its end."), "IoT-alustan käyttöönotto", translated=True
)
PAGE_SLUG = Field(
    "slug",
    SLUG,
    _("The part of the address. Do not change it once it is published: links to it would break."),
    "iot-alusta",
    translated=True,
)
ALIASES: Field[tuple[str, ...]] = Field(
    "aliases",
    SLUGS,
    _("Slugs that it had before, divided by commas. Their addresses lead here, so that old links still work."),
    "iot-kokeilu",
    default=(),
    required=False,
    translated=True,
)
ACCEPTED = Field(
    "accepted",
    RECORD,
    _("Which texts the city has approved. The command “accept” writes it; nobody does by hand."),
    "0f3a9c21-7be04d55",
    default="",
    required=False,
    translated=True,
)
MEASURE_NUMBER = Field("number", NUMBER, _("The number of the measure in the roadmap, its own."), "14")
DRAFT = Field(
    "draft",
    YES_OR_NO,
    _("Write “yes” while the measure is not finished: the preview shows it, the site does not."),
    "yes",
    default=False,
    required=False,
)
PROBLEM = Field(
    "problem",
    LINE,
    _("The problem that the measure solves, as a question."),
    "Miten tieto saadaan käyttöön?",
    translated=True,
)
KEYWORDS: Field[tuple[str, ...]] = Field(
    "keywords",
    WORDS,
    _("Everyday words by which a reader may search, divided by commas."),
    "anturi, mittari",
    default=(),
    required=False,
    translated=True,
)
DESCRIPTION = Field(
    "description",
    LINE,
    _("What the page is about, in a sentence. Search engines show it."),
    "Mikä tiekartta on?",
    translated=True,
)
MENUS = ("main", "footer")
MENU = choice("menu", MENUS, _("Where the page is linked from: the main menu or the end of every page."))

# What a page may show below its text, made of the data.
APPENDICES = ("corrections",)
APPENDIX = choice(
    "appendix",
    APPENDICES,
    _("What the program adds below the text: the list of corrections."),
    default="",
    required=False,
)

# What a measure has in a roadmap that is followed up. There it has a status and an edition too.
STATUS = "status"
EDITION = "edition"
STATUS_DATE = day("status_date", _("The day from which the measure has been in its state."), "2026-03-01")
STATUS_NOTE = text(
    "status_note",
    _("Why: needed of a measure that was postponed, dropped, merged or is late."),
    "Hankinta viivästyi puoli vuotta.",
)
RESPONSIBLE = text("responsible", _("The unit that is asked about the measure; no person's name."), "Tietohallinto")
DUE = day("due", _("The date by which it was first promised. It never changes."), "2026-12-31")
DUE_NOW = day("due_now", _("The date by which it is promised now, if that is another."), "2027-06-30")
COMPLETED_ON = day("completed_on", _("The day on which the measure was done."), "2026-09-30")
RESULT = text("result", _("What came of it. Needed of a measure that is done."), "Palvelu on käytössä.")
SERVICE_URL: Field[str] = Field(
    "service_url",
    WEB_ADDRESS,
    _("Where the finished service is now."),
    "https://www.example.org/palvelu/",
    required=False,
    translated=True,
)
WITHOUT_NET = text(
    "without_net",
    _("How one gets the same service without the net. Needed where there is a service."),
    "Soita palvelupisteeseen.",
)
UPDATES = "updates"
ENTRY_DATE: Field[datetime.date] = Field("date", DATE, _("The day."), "2026-03-01")
DECISION_BODY = Field("body", LINE, _("Who decided."), "Kaupunginhallitus", translated=True)
DECISION_PARAGRAPH: Field[int] = Field(
    "paragraph", NUMBER, _("The number of the paragraph in the minutes."), "118", default=0, required=False
)
DECISION_URL = replace(SERVICE_URL, name="url", hint=_("Where the decision can be read."))
DECISIONS = entries(
    "decisions",
    _("What was decided of the measure, the oldest first."),
    ENTRY_DATE,
    DECISION_BODY,
    DECISION_PARAGRAPH,
    DECISION_URL,
)
UPDATE_TEXT = Field("text", LINE, _("What happened, in a sentence."), "Kehitystyö alkoi.", translated=True)
UPDATE_DUE = day("due", _("The date that was promised from this day on."), "2027-06-30")
FORMER_TITLE = text("former_title", _("The title that the measure had until this day."), "IoT-kokeilu")
CONTINUES = files(
    "continues", _("The measures of earlier years that this one goes on with, by their files."), "2024-03-kartta.md"
)
MERGED_INTO: Field[str] = Field(
    "merged_into",
    FILE,
    _("The measure that this one was merged into, by its file."),
    "2025-02-kartta.md",
    default="",
    required=False,
)
RELATED = files("related", _("Other measures of the same matter, by their files."), "2025-04-portaali.md")
INDICATORS = files("indicators", _("The indicators that show what comes of it, by their files."), "01-asiointi.md")
YEAR: Field[int] = Field("year", NUMBER, _("The year of the roadmap."), "2027")
ADOPTED: Field[datetime.date] = Field("adopted", DATE, _("The day on which it was adopted."), "2026-11-16")
CARRIES = files(
    "carries", _("The measures of earlier years that it goes on with, by their files."), "2024-03-kartta.md"
)
UNIT = Field("unit", LINE, _("What the values are counted in."), "prosenttia", translated=True)
DIRECTION = Field(
    "direction",
    FieldType("choice", parsers.choice({one.value: one for one in Direction}, "direction")),
    _("Whether the values should go up or down."),
    "up",
    choices=tuple(one.value for one in Direction),
)
TARGET: Field[Decimal] = Field("target", DECIMAL, _("The value that is aimed at."), "80")
TARGET_DATE: Field[datetime.date] = Field("target_date", DATE, _("The day by which it is aimed at."), "2027-12-31")
DATA_SOURCE = Field("data_source", LINE, _("Where the values come from."), "Palvelukysely", translated=True)
READING_VALUE: Field[Decimal | None] = Field(
    "value", DECIMAL, _("The value of that day. Leave the line out where nothing is known."), "41,5", required=False
)
VALUES = replace(entries("values", _("The values, the oldest first."), ENTRY_DATE, READING_VALUE), required=True)


def classified(classification: Classification) -> Field[Value]:
    """The field of a measure that gives its value in a classification."""
    values = {value.id: value for value in classification.values}
    return Field(
        classification.id,
        FieldType("choice", parsers.choice(values, classification.id)),
        _("One of the values of this classification."),
        next(iter(values)),
        default=classification.default,
        required=classification.default is None,
        choices=tuple(values),
        classification=classification,
    )


def original(name: str) -> Field[str]:
    """The field that has what the source says where the site shows another field corrected."""
    hint = _("What the source says, letter for letter, where the site shows it corrected.")
    return Field(f"original_{name}", VERBATIM, hint, "IOT-alusta", default="", required=False, translated=True)


def measure_fields(classifications: Sequence[Classification]) -> tuple[Field[Any], ...]:
    """The fields of a measure, in the order in which a file has them."""
    editions = [one for one in classifications if one.id == EDITION]
    return (
        MEASURE_NUMBER,
        *map(classified, editions),
        DRAFT,
        *(classified(one) for one in classifications if one not in editions),
        TITLE,
        PAGE_SLUG,
        PROBLEM,
        KEYWORDS,
        *originals(classifications),
        *tracking_fields(classifications),
        ALIASES,
        ACCEPTED,
    )


def tracking_fields(classifications: Sequence[Classification]) -> tuple[Field[Any], ...]:
    """The fields of a measure that tell what came of it, none where the classifications have no states."""
    statuses = next((one for one in classifications if one.id == STATUS), None)
    if statuses is None:
        return ()
    return (
        STATUS_DATE,
        STATUS_NOTE,
        RESPONSIBLE,
        DUE,
        DUE_NOW,
        COMPLETED_ON,
        RESULT,
        SERVICE_URL,
        WITHOUT_NET,
        DECISIONS,
        updates(statuses),
        CONTINUES,
        MERGED_INTO,
        RELATED,
        INDICATORS,
    )


def updates(statuses: Classification) -> Field[str]:
    """The field that has what was told of a measure, day by day."""
    return entries(
        UPDATES,
        _("What happened to the measure, the oldest first."),
        ENTRY_DATE,
        UPDATE_TEXT,
        update_status(statuses),
        UPDATE_DUE,
        FORMER_TITLE,
    )


def update_status(statuses: Classification) -> Field[Value]:
    hint = _("The state that the measure had from this day on.")
    return replace(classified(statuses), default=None, required=False, hint=hint)


def originals(classifications: Sequence[Classification]) -> tuple[Field[str], ...]:
    """The fields that have the wording of the source."""
    return tuple(map(original, (TITLE.name, PROBLEM.name, *(one.id for one in classifications if one.section))))


def page_fields() -> tuple[Field[Any], ...]:
    """The fields of a page, in the order in which a file has them."""
    return (TITLE, PAGE_SLUG, DESCRIPTION, MENU, APPENDIX, ALIASES, ACCEPTED)


def edition_fields() -> tuple[Field[Any], ...]:
    """The fields of an edition, in the order in which a file has them."""
    return (YEAR, DRAFT, ADOPTED, TITLE, DESCRIPTION, CARRIES, ACCEPTED)


def indicator_fields() -> tuple[Field[Any], ...]:
    """The fields of an indicator, in the order in which a file has them."""
    return (TITLE, PAGE_SLUG, DESCRIPTION, UNIT, DIRECTION, TARGET, TARGET_DATE, DATA_SOURCE, VALUES, ACCEPTED)
