"""Declares the fields of content files, once for all who read, write, publish, search or explain them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.content.field_types import (
    CODE,
    DATE,
    DECIMAL,
    ENTRIES,
    INDICATOR_FILES,
    KEPT_ADVICE,
    LINE,
    MEASURE_FILE,
    MEASURE_FILES,
    NUMBER,
    PARTIAL_DATE,
    RECORD,
    SLUG,
    SLUGS,
    TITLE,
    VERBATIM,
    WEB_ADDRESS,
    WORDS,
    YES_OR_NO,
    Field,
    FieldType,
    Search,
    choice,
    choices,
    key_names,
)
from generator.i18n import Message, _, pgettext
from generator.model import (
    RESPONSIBLE,
    Approval,
    Classification,
    DataPoint,
    Decision,
    Direction,
    Language,
    Localized,
    LocalizedText,
    Measure,
    Update,
)

# The classifications of a roadmap that is followed up.
EDITION = pgettext("field", "edition")
STATUS = pgettext("field", "status")
# The part of an update that has the units of before.
FORMER_RESPONSIBLE = pgettext("field", "former_responsible")
# What a statement of accessibility can speak of, besides the languages of the site.
PDFS, EMBEDS = "pdf", "embeds"
# What the program can add below the text of a page.
APPENDICES = ("corrections", "translations")
# What the name of a field begins with that has the wording of the source.
_ORIGINAL = pgettext("field", "original")
# What the URL of the list of measures has beside its classifications.
_LIST_QUERY = ("q", "late", "sort", "view")
# What a key figure of follow-up.yaml has beside its conditions, which are classifications.
_CONDITION_FIELDS = ("count", "text")


def _optional(name: str, type_: FieldType, hint: Message, example: str | Message = "", **more: Any) -> Field:
    return Field(name, type_, hint, example, required=False, **more)


def _text(name: str, hint: Message, example: str | Message = "", **more: Any) -> Field:
    """Return a text that is there in every language or in none."""
    return _optional(name, LINE, hint, example, translated=True, **more)


def _files(name: str, type_: FieldType, hint: Message, example: Message, export_hint: Message | None = None) -> Field:
    return _optional(name, type_, hint, example, default=(), export_hint=export_hint)


def _held(holder: str, *fields: Field) -> tuple[Field, ...]:
    return tuple(replace(field, holder=holder) for field in fields)


# Of files of several kinds.
_DRAFT = _optional(
    "draft",
    YES_OR_NO,
    _("Yes while it is not finished: the preview shows it, the site does not."),
    "yes",
    default=False,
    exported=False,
)
_TITLE = Field(
    "title",
    TITLE,
    _("Short and clear, without a full stop at the end."),
    _("Introducing an IoT platform"),
    translated=True,
    source_word="measure_title",
    search=Search.ALL_LANGUAGES,
    is_prose=True,
    export_hint=_("The heading of its page."),
)
_SLUG = Field(
    "slug",
    SLUG,
    _("The page’s part of the address. Do not change it once it is published: links to it would break."),
    _("iot-platform"),
    translated=True,
    export_hint=_("The last part of the address of its page."),
)
_DESCRIPTION = Field(
    "description",
    LINE,
    _("What the page is about, in a sentence. Search engines show it."),
    _("What this site is and who publishes it."),
    translated=True,
    is_prose=True,
)
_ALIASES = _optional(
    "aliases",
    SLUGS,
    _("Slugs that it had before, separated by commas. Their addresses lead here, so that old links still work."),
    _("iot-trial"),
    default=(),
    translated=True,
    exported=False,
)
KEPT = _optional(
    "kept",
    KEPT_ADVICE,
    _("The advice that you do not follow, and why. The advice itself gives the line to copy."),
    _("long-title (as in the source)"),
    default=(),
    exported=False,
)
_ACCEPTED = _optional(
    "accepted",
    RECORD,
    _("Which texts the city has approved. The command “accept” writes this: do not edit it yourself."),
    "0f3a9c21-7be04d55 2026-11-30 X",
    default=Approval(),
    translated=True,
    attribute="approval",
    exported=False,
)
_DATE = Field(
    "date",
    PARTIAL_DATE,
    _("The date, or what is known of it: 2026-03, 2026-Q1 or 2026."),
    "2026-03-01",
    attribute="day",
)
_WEB_ADDRESS = _optional(
    "service_url",
    WEB_ADDRESS,
    _("Where the finished service is now."),
    _("https://www.example.org/service/"),
    translated=True,
)

# Of measures, and of values of classifications.
KEYWORDS = _optional(
    "keywords",
    WORDS,
    _("Everyday words that readers may search for, separated by commas."),
    _("sensor, meter"),
    default=(),
    translated=True,
    search=Search.ALL_LANGUAGES,
    export_hint=_(
        "Everyday words that readers may search for. They were chosen for this site and are not from the roadmap."
    ),
)

_NUMBER = Field("number", NUMBER, _("The measure’s own number in the roadmap."), "14")
_CODE = _optional(
    "code",
    CODE,
    _("What readers know the measure by, if not its number."),
    "B5+6",
    default="",
    search=Search.ALL_LANGUAGES,
)
_MEASURE_TEXTS = (
    _TITLE,
    _SLUG,
    _text(
        "summary",
        _("What will be done, in a sentence or two of plain words. It begins the page."),
        _("The sensors of the city will send their values to one platform."),
        search=Search.PAGE_LANGUAGE,
        is_prose=True,
    ),
    _text(
        "problem",
        _("The problem that the measure solves, as a question. Without it, lists show the beginning of the text."),
        _("How do we use all the information that our work produces?"),
        source_word="problem",
        search=Search.PAGE_LANGUAGE,
        is_prose=True,
    ),
    KEYWORDS,
)

# Optional fields of a measure that are shown and published, and that no code needs to know by name: templates find
# them as `page.extras.<name>`. A new field goes here: CONTRIBUTING.md has the recipe.
_EXTRA_FIELDS = _held(
    "extras",
)

_TRACKING_FIELDS = _held(
    "tracking",
    _optional("status_date", PARTIAL_DATE, _("The date from which the measure has had its status."), "2026-03-01"),
    _text(
        "status_note",
        _("Why. Required for a measure that is late, postponed, merged or not carried out."),
        _("The purchase was delayed by half a year."),
        attribute="note",
        search=Search.PAGE_LANGUAGE,
        is_prose=True,
        export_hint=_("Why the measure has its status, or why it is late."),
    ),
    _optional("due", PARTIAL_DATE, _("The original deadline. It never changes."), "2026-12-31"),
    _optional("due_now", PARTIAL_DATE, _("The new deadline, if the original one has changed."), "2027-06-30"),
    _optional(
        "completed_on",
        PARTIAL_DATE,
        _("The date on which the measure was completed."),
        "2026-09-30",
        attribute="completed",
    ),
    _text(
        "result",
        _("What was achieved. Required for a completed measure."),
        _("The service is in use."),
        search=Search.PAGE_LANGUAGE,
        is_prose=True,
        export_hint=_("What was achieved."),
    ),
    _WEB_ADDRESS,
    _text(
        "service_name",
        _(
            "What the service is called on its button and in lists, in two to four words. If left out, the title "
            "is used."
        ),
        _("Apply for a place"),
        is_prose=True,
    ),
    _text(
        "without_net",
        _("How to get the same service without the internet. Required if there is a service."),
        _("Call the service point."),
        search=Search.PAGE_LANGUAGE,
        is_prose=True,
        export_hint=_("How to get the same service without the internet."),
    ),
    _optional(
        "decisions",
        ENTRIES,
        _("Decisions about the measure, the oldest first."),
        parts=(
            _DATE,
            Field("body", LINE, _("Who decided."), _("The city board"), translated=True),
            _optional("paragraph", NUMBER, _("The number of the section in the minutes."), "118"),
            replace(
                _WEB_ADDRESS,
                name="url",
                hint=_("Where the decision can be read."),
                example=_("https://www.example.org/decisions/"),
            ),
        ),
        entry=Decision,
    ),
    _optional(
        "updates",
        ENTRIES,
        _("What happened to the measure, the oldest first."),
        parts=(
            _DATE,
            _text(
                "text",
                _("What happened, in a sentence. Required if the entry says nothing else."),
                _("Development began."),
            ),
            # `tracking_fields` puts the status here, and the former units at the end.
            _optional("due", PARTIAL_DATE, _("The deadline that was set on this date."), "2027-06-30"),
            _text("former_title", _("The title that the measure had until this date."), _("IoT trial")),
        ),
        entry=Update,
    ),
    _files(
        "continues",
        MEASURE_FILES,
        _("The measures of earlier years that this one continues, by their files."),
        _("2024-03-map.md"),
        _("The measures of earlier years that it continues, by their designations."),
    ),
    _optional(
        "merged_into",
        MEASURE_FILE,
        _("The measure that this one was merged into, by its file."),
        _("2025-02-map.md"),
        default="",
        export_hint=_("The measure that it was merged into, by its designation."),
    ),
    _files(
        "related",
        MEASURE_FILES,
        _("Other measures on the same subject, by their files."),
        _("2025-04-portal.md"),
        _("Other measures on the same subject, by their designations."),
    ),
    _files(
        "indicators",
        INDICATOR_FILES,
        _("The indicators that show its effect, by their files."),
        _("01-services.md"),
        _("The indicators that show its effect."),
    ),
)


_ORIGINAL_WORDING = _optional(
    _ORIGINAL,
    VERBATIM,
    _("The exact wording of the source, where the site shows it corrected."),
    _("Introducing an IOT platform"),
    default="",
    translated=True,
    holder="corrections",
)

# What only a spreadsheet has.
SHEET_FILE = _optional(
    "file", LINE, _("The file that the row belongs to. Leave it empty for a new measure."), default=""
)

# What only the open data has: first of a measure, then of a value of a classification, then of an indicator's value.
DESIGNATION = Field(
    "designation",
    LINE,
    _("What identifies the measure: its code or number, with the year if there is one."),
    label=_("designation"),
)
URL = Field("url", LINE, _("The address of its page on this site."), translated=True)
BODY = Field(
    "body",
    VERBATIM,
    _("The text of its page, as Markdown."),
    required=False,
    translated=True,
    label=_("text of the page"),
)
VALUE_FIELDS = (
    Field(
        "classification",
        LINE,
        _("The classification: the name of a column of the measures."),
        label=_("classification"),
        attribute="classification.id",
    ),
    Field("value", LINE, _("One of its values, as it appears in that column."), attribute="value.id"),
    _optional("code", LINE, _("The letter or sign by which readers know the value."), attribute="value.code"),
    Field(
        "order", NUMBER, _("The place of the value in its classification, from 1."), label=_("order"), attribute="order"
    ),
    Field("label", LINE, _("What the value is called."), translated=True, attribute="value.label"),
    _text("description", _("What the value means."), attribute="value.description"),
    replace(KEYWORDS, attribute="value.keywords"),
)
INDICATOR = Field("indicator", LINE, _("The indicator, by the name that measures use for it."), label=_("indicator"))

# What is read as running text, by holder and order.
_PROSE = tuple(field for field in (*_MEASURE_TEXTS, *_EXTRA_FIELDS, *_TRACKING_FIELDS) if field.is_prose)


def measure_fields(classifications: Sequence[Classification]) -> tuple[Field, ...]:
    """Return the fields of a measure, in the order in which a file has them."""
    editions = [classified(taxonomy) for taxonomy in classifications if taxonomy.id == EDITION]
    others = [classified(taxonomy) for taxonomy in classifications if taxonomy.id != EDITION]
    texts = (*_MEASURE_TEXTS, *_EXTRA_FIELDS)
    originals = [
        replace(_ORIGINAL_WORDING, name=f"{_ORIGINAL}_{field.name}", original_of=field.name)
        for field in (*texts, *others)
        if field.has_original
    ]
    tracking = tracking_fields(classifications)
    return (_NUMBER, _CODE, *editions, _DRAFT, *others, *texts, *originals, *tracking, _ALIASES, KEPT, _ACCEPTED)


def classified(classification: Classification) -> Field:
    """Return the field of a measure that gives its value in a classification, or its values."""
    values = {value.id: value for value in classification.values}
    type_, hint = choice(values, classification.id), _("One of the values of this classification.")
    if classification.several:
        type_ = choices(values, classification.id)
        hint = _("One or more of the values of this classification, separated by commas.")
    is_responsible = classification.id == RESPONSIBLE
    return Field(
        classification.id,
        type_,
        _("The units that are asked about the measure, separated by commas.") if is_responsible else hint,
        next(iter(values)),
        default=classification.default,
        required=classification.default is None and not is_responsible,
        classification=classification,
        holder="values",
    )


def tracking_fields(classifications: Sequence[Classification]) -> tuple[Field, ...]:
    """Return the fields that say what came of a measure, none where the classifications have no statuses."""
    statuses = next((taxonomy for taxonomy in classifications if taxonomy.id == STATUS), None)
    if statuses is None:
        return ()
    hint = _("The status that the measure had from this date.")
    status = replace(classified(statuses), default=None, required=False, hint=hint)
    former = tuple(
        replace(
            classified(taxonomy),
            name=FORMER_RESPONSIBLE,
            hint=_("The units that were asked about the measure until this date, separated by commas."),
            default=None,
            required=False,
        )
        for taxonomy in classifications
        if taxonomy.id == RESPONSIBLE
    )
    return tuple(
        replace(field, parts=(*field.parts[:2], status, *field.parts[2:], *former))
        if field.name == "updates"
        else field
        for field in _TRACKING_FIELDS
    )


def tracking_names(languages: Sequence[Language]) -> tuple[str, ...]:
    """Return the names that only the files of a roadmap that is tracked can have."""
    return EDITION, STATUS, *key_names(_TRACKING_FIELDS, languages)


def page_fields() -> tuple[Field, ...]:
    """Return the fields of a page, in the order in which a file has them."""
    menu = _("Where the page is linked from: the main menu or the end of every page.")
    appendices = choices({name: name for name in APPENDICES}, "appendix")
    appendix = _("What the program adds below the text: the list of corrections, or that of approved translations.")
    assessed = _(
        "Only in the accessibility statement: the date of the last assessment. The check reminds you after a year."
    )
    covers = _(
        "Only in the accessibility statement: what it covers, as the codes of languages, `pdf` for PDFs and `embeds`."
    )
    return (
        replace(_TITLE, example=_("About the site")),
        replace(_SLUG, example=_("about")),
        _DESCRIPTION,
        Field("menu", choice({"main": "main", "footer": "footer"}, "menu"), menu, "main"),
        _optional("appendix", appendices, appendix, ", ".join(APPENDICES), default=()),
        _optional("assessed", DATE, assessed, "2026-11-24"),
        _optional("covers", WORDS, covers, f"fi, sv, {EMBEDS}", default=()),
        replace(_ALIASES, example=_("information")),
        KEPT,
        _ACCEPTED,
    )


def edition_fields() -> tuple[Field, ...]:
    """Return the fields of an edition, in the order in which a file has them."""
    return (
        Field("year", NUMBER, _("The year of the roadmap."), "2027"),
        _DRAFT,
        Field("adopted", DATE, _("The date on which it was adopted."), "2026-11-16"),
        replace(_TITLE, attribute="name", example=_("Roadmap 2027")),
        replace(_DESCRIPTION, example=_("Seven new measures, and five from 2026 that are not completed.")),
        _files(
            "carries",
            MEASURE_FILES,
            _("The measures of earlier years that it continues, by their files."),
            _("2024-03-map.md"),
        ),
        KEPT,
        _ACCEPTED,
    )


def indicator_fields() -> tuple[Field, ...]:
    """Return the fields of an indicator, in the order in which a file has them."""
    return (
        replace(_TITLE, example=_("Services available online")),
        replace(_SLUG, example=_("online-services")),
        replace(_DESCRIPTION, example=_("What share of the city’s services can be used entirely online.")),
        Field("unit", LINE, _("The unit of the values."), _("per cent"), translated=True),
        Field(
            "direction",
            choice({direction.value: direction for direction in Direction}, "direction"),
            _("Whether the values should go up or down."),
            "up",
        ),
        Field("target", DECIMAL, _("The value to be reached."), "80"),
        Field("target_date", PARTIAL_DATE, _("The date by which the target is to be reached."), "2027-12-31"),
        Field("data_source", LINE, _("Where the values come from."), _("The city’s list of services"), translated=True),
        Field(
            "values",
            ENTRIES,
            _("The values, the oldest first."),
            parts=(
                _DATE,
                _optional(
                    "value",
                    DECIMAL,
                    _("The value on that date. Leave out the line if it is not known."),
                    _("41.5"),
                    export_hint=_("The value on that date. Empty if it is not known."),
                ),
            ),
            entry=DataPoint,
            attribute="data_points",
        ),
        KEPT,
        _ACCEPTED,
    )


def withdrawal_fields() -> tuple[Field, ...]:
    """Return the fields of a measure that was withdrawn, in the order in which they are written."""
    year = _optional("edition", NUMBER, _("The year of the roadmap that it was in."), "2026")
    return (
        _NUMBER,
        _CODE,
        year,
        Field("date", DATE, _("The date on which it was removed from the roadmap."), "2026-10-01", attribute="day"),
        _TITLE,
        _SLUG,
        _ALIASES,
        Field("reason", LINE, _("Why, in a sentence."), _("The city gave up the service."), translated=True),
    )


def taken_names(languages: Sequence[Language]) -> frozenset[str]:
    """Return the names that no classification can have: it would take the place of other data of the same name.

    They are those of the fields that a measure can have, of every column of the exports, and of what the URL of the
    list of measures and a condition in follow-up.yaml have beside the classifications.
    """
    declared = (
        *(_NUMBER, _CODE, _DRAFT, *_MEASURE_TEXTS, *_EXTRA_FIELDS, *_TRACKING_FIELDS, _ALIASES, KEPT, _ACCEPTED),
        *(SHEET_FILE, DESIGNATION, URL, BODY),
        *(*VALUE_FIELDS, INDICATOR, *indicator_fields()),
    )
    names = {EDITION, STATUS, FORMER_RESPONSIBLE, _ORIGINAL, *_LIST_QUERY, *_CONDITION_FIELDS}
    names |= {name for field in declared for name in (field.name, *(part.name for part in field.parts))}
    return frozenset(names | {f"{name}_{language.code}" for name in names for language in languages})


def arguments(fields: Sequence[Field], values: Mapping[str, Any], holder: str = "") -> dict[str, Any]:
    """Return the values of the fields of a holder, by the names that the model has for them."""
    return {field.model_name: values[field.name] for field in fields if field.holder == holder}


def value_of(measure: Measure, field: Field) -> Any:
    """Return what a measure has in a field, None where nothing; not for classifications and originals."""
    if not field.holder:
        return getattr(measure, field.model_name, None)
    holder = getattr(measure, field.holder)
    return holder.get(field.name) if isinstance(holder, Mapping) else getattr(holder, field.model_name, None)


def texts_in(measure: Measure, field: Field, language: Language) -> tuple[str, ...]:
    """Return the texts of a measure's field in a language, none where it has nothing."""
    value = value_of(measure, field)
    if isinstance(value, Localized):
        value = value[language]
    texts = value if isinstance(value, tuple) else (value,)
    return tuple(str(text) for text in texts if text is not None)


def prose_of(measure: Measure) -> dict[str, LocalizedText]:
    """Return the running texts of a measure by the names of their fields, without those that it does not have."""
    texts = ((field.name, value_of(measure, field)) for field in _PROSE)
    return {name: text for name, text in texts if text is not None}
