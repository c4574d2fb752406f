"""Makes the columns of the sheets of measures, and of the steps of each: its updates and decisions.

Heads speak the editor's language, and are found again in any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generator.content import parsers
from generator.content.field_types import LINE, RECORD, Field, Key, keys
from generator.content.schema import EDITION, SHEET_FILE, STATUS, measure_fields
from generator.i18n import Translator, _, pgettext
from generator.model import Roadmap
from generator.spreadsheets.choices import REMOVED, STEP_KIND, STEP_KINDS

FILE = Key(SHEET_FILE.name, SHEET_FILE)
# What a measure is known by stands first, and then what came of it.
_FIRST = ("number", EDITION, "code", "title", STATUS)
# Of a step: whether it is an update or a decision.
KIND = Key(
    "kind",
    Field(
        pgettext("field", "kind"),
        STEP_KIND,
        _("Whether it is an update or a decision. “{delete}” removes it from the history.", delete=STEP_KINDS[REMOVED]),
    ),
)
# Of any row: what it said when it was exported.
ENTRY = Key(
    "entry",
    Field(
        pgettext("field", "entry"),
        LINE,
        _("The program uses this to compare the row with what was exported. Leave it empty for a new row."),
        required=False,
    ),
)


def columns(roadmap: Roadmap) -> tuple[Key, ...]:
    """Return the columns in their order.

    The records of approvals are left out, for nobody writes these by hand, and so is what has several entries.
    """
    fields = measure_fields(roadmap.classifications)
    single = [field for field in fields if field.type != RECORD and not field.parts]
    return (*keys(sorted(single, key=_rank), roadmap.site.languages), FILE, ENTRY)


def step_fields(roadmap: Roadmap) -> tuple[Field, ...]:
    """Return the fields of a measure that have several entries, none where the roadmap is not followed up."""
    fields = (field for field in measure_fields(roadmap.classifications) if field.parts)
    return tuple(sorted(fields, key=lambda field: list(STEP_KINDS).index(field.name)))


def step_columns(roadmap: Roadmap) -> tuple[Key, ...]:
    """Return the columns of the sheet of steps: their measure, their kind, and the parts of every kind."""
    parts = {key.name: key for field in step_fields(roadmap) for key in keys(field.parts, roadmap.site.languages)}
    title_language = (None, roadmap.site.default_language)
    measure = [
        key
        for key in columns(roadmap)
        if key.field.name in ("number", EDITION, "title") and key.language in title_language
    ]
    return (*measure, KIND, *parts.values(), FILE, ENTRY)


def _column_label(key: Key, translator: Translator) -> str:
    """Return the editors' word for a column, with its language: “otsikko (suomeksi)”."""
    word = translator.field_label(key.field.name) or key.field.name.replace("_", " ")
    if key.language is None:
        return word
    endonym = key.language.endonym
    return f"{word} ({endonym[:1].lower()}{endonym[1:]})"


def column_heads(columns: Sequence[Key], translator: Translator) -> dict[str, str]:
    """Return the heads of columns in the editor's language, each its own, by the names of the columns."""
    labels = {key.name: _column_label(key, translator) for key in columns}
    counts = Counter([*map(str.casefold, labels.values()), *(name.casefold() for name in labels)])
    heads = {}
    for name, label in labels.items():
        is_own = counts[label.casefold()] == (2 if label.casefold() == name.casefold() else 1)
        heads[name] = label[:1].upper() + label[1:] if is_own else f"{label[:1].upper()}{label[1:]} [{name}]"
    return heads


def read_heads(cells: Sequence[str], columns: Sequence[Key], translators: Sequence[Translator]) -> list[Key | None]:
    """Return the columns that the cells of a row name, None for a cell that names none.

    A head may be the name of a field, or its label in any of the languages: first in the one that most cells are in.
    """
    by_name = {key.name: key for key in columns}
    names = {name.casefold(): name for name in by_name}
    written = [parsers.line(cell).casefold() for cell in cells]
    readings = [
        {head.casefold(): name for name, head in column_heads(columns, translator).items()}
        for translator in translators
    ]
    readings.sort(key=lambda heads: -sum(text in heads for text in written))
    meant = [next((heads[text] for heads in [names, *readings] if text in heads), None) for text in written]
    return [by_name[name] if name else None for name in meant]


def _rank(field: Field) -> tuple[int, bool]:
    """Return where the column of a field stands among the others."""
    return _FIRST.index(field.name) if field.name in _FIRST else len(_FIRST), field.holder != "tracking"
