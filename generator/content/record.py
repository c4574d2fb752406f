"""Reads what belongs to the history of a measure, as texts: from its file, or from the open data of a published site.

A file is read as it stands, before anything is checked: what a change takes out of the record has to be known before
the fields of the file are right again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from generator.content.field_types import Key, keys
from generator.content.front_matter import split_front_matter
from generator.content.schema import EDITION, STATUS, measure_fields
from generator.content.site_config import Settings
from generator.content.source import Source
from generator.diagnostics import InvalidValue
from generator.model import RESPONSIBLE, Value

UPDATES = "updates"
_NAMES = {"number", EDITION, "draft", "title", "slug", RESPONSIBLE, STATUS, "status_date", "status_note"}
_NAMES |= {"due", "due_now", "completed_on", "result"}

# An update by the names that its parts have in a file.
Entry = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """What belongs to the history of a measure: fields as a file has them, and updates. `day` is that of the site."""

    day: str
    fields: Mapping[str, str]
    updates: tuple[Entry, ...]

    def __getitem__(self, name: str) -> str:
        """Return the text of a field, empty where it has none."""
        return self.fields.get(name, "")

    @property
    def full_number(self) -> str:
        """Its number among all measures."""
        return "/".join(filter(None, (self["number"], self[EDITION])))

    @property
    def since(self) -> str:
        """The date from which the measure has been in its state."""
        return self["completed_on"] or self["status_date"]


def read_record(source: Source, settings: Settings) -> Record:
    """Return the record of a measure's file.

    Raises:
        ContentError: The file has no fields.
    """
    fields = [field for field in measure_fields(settings.classifications) if field.name in {*_NAMES, UPDATES}]
    parts = [part for field in fields for part in field.parts]
    known, known_parts = ({key.name: key for key in keys(some, settings.site.languages)} for some in (fields, parts))
    node, _body = split_front_matter(source)
    entries = [value for name, value in node.value if name.value == UPDATES and isinstance(value, yaml.SequenceNode)]
    updates = (dict(_written(entry, known_parts)) for value in entries for entry in value.value)
    dated = tuple(update for update in updates if "date" in update)
    return Record(settings.site.updated.isoformat(), dict(_written(node, known)), dated)


def published_records(data: Mapping[str, Any]) -> dict[str, Record]:
    """Return the records in the open data of a site, data/measures.json, by the full numbers of the measures.

    An older site has fewer fields: what is not there counts as unknown.
    """
    listed = data.get("measures")
    measures = (measure for measure in listed if isinstance(measure, Mapping)) if isinstance(listed, list) else ()
    records = (_published(str(data.get("updated", "")), measure) for measure in measures)
    return {record.full_number: record for record in records}


def _written(node: yaml.Node, known: Mapping[str, Key]) -> Iterator[tuple[str, str]]:
    """Yield the known fields of a mapping with their texts in one spelling."""
    for name, value in node.value if isinstance(node, yaml.MappingNode) else ():
        key = known.get(name.value)
        if key and isinstance(value, yaml.ScalarNode) and value.value.strip():
            yield key.name, _in_one_spelling(key, unicodedata.normalize("NFC", value.value.strip()))


def _in_one_spelling(key: Key, text: str) -> str:
    try:
        value = key.field.type.parse(text)
    except InvalidValue:
        # Whoever reads the whole file tells what does not fit.
        return text
    values = value if isinstance(value, tuple) else (value,)
    return ", ".join(one.id if isinstance(one, Value) else str(one) for one in values)


def _published(day: str, measure: Mapping[str, Any]) -> Record:
    fields = dict(_texts({name: value for name, value in measure.items() if name in _NAMES}))
    updates = (dict(_texts(entry)) for entry in measure.get(UPDATES) or () if isinstance(entry, Mapping))
    return Record(day, fields, tuple(update for update in updates if "date" in update))


def _texts(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield values as a file has them: each language by a name of its own, and lists divided by commas."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}_{code}", str(text)) for code, text in value.items())
        else:
            yield name, ", ".join(map(str, value)) if isinstance(value, list) else str(value)
