"""Reads one YAML mapping field by field: a parser for each, and a diagnostic with its location for each mistake."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeVar, cast

import yaml

from generator.content import parsers
from generator.content.field_types import OPEN, Field, keys
from generator.content.hidden_characters import find_hidden, hidden_character
from generator.content.source import Source
from generator.content.yaml_errors import backslash_message, no_break_space, sign_message, stray_backslash
from generator.diagnostics import DiagnosticCollector, InvalidValue, Location, did_you_mean, strip_accents
from generator.i18n import EDITOR_LANGUAGES, Choices, FieldName, Message, Translator, _
from generator.model import FieldLocations, Language, Localized, LocalizedText

T = TypeVar("T")

_NO_BREAK_SPACE = re.compile(r"[^\S \t]")
# What YAML 1.1 and 1.2 read as no value.
_NULL = ("~", "null", "Null", "NULL")

# The field that marks a file as a draft.
DRAFT = "draft"


class MappingReader:
    """The fields of one mapping, as a context.

    A field that is missing or does not fit is noted, and reading goes on with a stand-in. Leaving the
    context raises ContentError if anything was noted or a field was never asked for, so that nobody
    meets a stand-in.
    """

    def __init__(
        self,
        node: yaml.MappingNode,
        source: Source,
        start: Location | None = None,
        unknown: Callable[[str], Message] | None = None,
    ) -> None:
        """Read a mapping of a file.

        Args:
            node: The mapping.
            source: The text of its file.
            start: The location of the mapping where that is not its first line.
            unknown: Returns the message for a field that was never asked for and is like none that was.
        """
        self._source = source
        self._unknown = unknown or _delete_unknown
        self._start = start or source.location(node.start_mark.line + 1, 1)
        self._problems = DiagnosticCollector()
        self._missing: dict[str, Location] = {}
        self._asked: dict[str, None] = {}
        self._needed: set[str] = set()
        self._keys: dict[str, yaml.Node] = {}
        self._values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                message = _("This line cannot be read. Write it as “name: value”.")
                self._problems.add(self._location(key), message)
            elif key.value in self._values:
                message = _(
                    "{field} appears twice, first on line {line}. Delete one.",
                    field=FieldName(key.value),
                    line=self._location(self._keys[key.value]).line,
                )
                self._problems.add(self._location(key), message)
            else:
                self._keys[key.value] = key
                self._values[key.value] = value

    def __enter__(self) -> MappingReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_raised: object) -> None:
        if kind is None:
            self._report_unknown()
            self.raise_any()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all fields, as they are written."""
        return tuple(self._values)

    def locations(self) -> FieldLocations:
        """Return the locations of the mapping and of the values of its fields."""
        marks = {name: node.start_mark for name, node in self._values.items()}
        return FieldLocations(self._start, {name: (mark.line + 1, mark.column + 1) for name, mark in marks.items()})

    def location_of(self, name: str) -> Location:
        """Return the location of the value of a field; that of the mapping where the field was left out."""
        node = self._values.get(name)
        return self._start if node is None else self._location(node, name)

    def read(self, fields: Sequence[Field], languages: Sequence[Language]) -> dict[str, Any]:
        """Return the values of declared fields by their names; that of a translated one is Localized."""
        if not self._is_draft(fields):
            self._report_open(fields, languages)
        return {field.name: self._field(field, languages) for field in fields}

    def required(self, name: str, parse: Callable[[str], T]) -> T:
        """Return the value of a field that must be there."""
        self._require(name)
        return self.optional(name, parse, cast("T", None))

    def optional(self, name: str, parse: Callable[[str], T], default: T) -> T:
        """Return the value of a field, or the default where it was left out or is empty."""
        node = self._ask(name)
        if parse is parsers.yes_or_no:
            # A question that was left open is not answered by no.
            self._needed.add(name)
        text = None if node is None else self._text(name, node)
        if text is None:
            return default
        try:
            return parse(text)
        except InvalidValue as mistake:
            self.report(mistake.message, name)
            return default

    def translated(
        self, name: str, languages: Sequence[Language], parse: Callable[[str], str] = parsers.line
    ) -> LocalizedText:
        """Return a field that must be there in every language: `title_fi`, `title_sv`."""
        return self.texts(name, languages, lambda _language: parse)

    def texts(
        self, name: str, languages: Sequence[Language], parser_for: Callable[[Language], Callable[[str], str]]
    ) -> LocalizedText:
        """Return a field that must be there in every language, read with the parser of each language.

        A draft of a language may lack it: then it has that of the first language.
        """
        texts: dict[str, str] = {}
        for language in languages:
            key, parse = f"{name}_{language.code}", parser_for(language)
            default = texts[languages[0].code] if language.draft else None
            texts[language.code] = self.required(key, parse) if default is None else self.optional(key, parse, default)
        return Localized(texts)

    def translated_if_any(
        self, name: str, languages: Sequence[Language], parse: Callable[[str], str] = parsers.line
    ) -> LocalizedText | None:
        """Return a field in every language, or None where it was left out in all of them."""
        return self.texts_or_none(name, languages, lambda _language: parse)

    def texts_or_none(
        self, name: str, languages: Sequence[Language], parser_for: Callable[[Language], Callable[[str], str]]
    ) -> LocalizedText | None:
        """Return a field in every language, read with the parser of each; None where it was left out in all of them."""
        names = [f"{name}_{language.code}" for language in languages]
        if all(name not in self._values or is_nothing(self._values[name]) for name in names):
            self._asked.update(dict.fromkeys(names))
            return None
        return self.texts(name, languages, parser_for)

    def mappings(self, name: str) -> Iterator[tuple[str, MappingReader]]:
        """Yield the mappings within a field that must be there, each with its name: the values of a classification."""
        self._require(name)
        for outer in self._mapping(name):
            yield from outer.each()

    def each(self) -> Iterator[tuple[str, MappingReader]]:
        """Yield every field as a mapping, with its name. What is wrong in one does not hide the next."""
        for name in self._values:
            for inner in self._mapping(name):
                yield name, inner

    def mapping_if_any(self, name: str) -> Iterator[MappingReader]:
        """Yield the mapping within a field, none where it was left out or is empty."""
        if not is_nothing(self._ask(name)):
            yield from self._mapping(name)

    def _mapping(self, name: str) -> Iterator[MappingReader]:
        """Yield the mapping within a field, none where it was left out or is no mapping, which is reported."""
        node = self._ask(name)
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode) or not node.value:
            message = _("{field} must be on lines of its own. Write them below it, indented.", field=FieldName(name))
            self.report(message, name)
            return
        with self._problems, MappingReader(node, self._source, self._location(self._keys[name], name)) as inner:
            yield inner

    def texts_if_any(
        self, name: str, parse_name: Callable[[str], str], parse: Callable[[str], str]
    ) -> Iterator[tuple[str, str, Location]]:
        """Yield the names, texts and locations of all lines within a field that may be left out."""
        for inner in self.mapping_if_any(name):
            for written in inner.names:
                text = inner.optional(written, parse, "")
                try:
                    yield parse_name(written), text, inner.location_of(written)
                except InvalidValue as mistake:
                    inner.report_name(mistake.message, written)

    def check_name(self, name: str, parse: Callable[[str], str] = parsers.name) -> None:
        """Report the mapping where its name does not fit a parser."""
        try:
            parse(name)
        except InvalidValue as mistake:
            self.report(mistake.message)

    def report(self, message: Message, name: str = "") -> None:
        """Report what is wrong with the value of a field, or with the mapping where that was left out."""
        self._problems.add(self.location_of(name), message)

    def report_name(self, message: Message, name: str) -> None:
        """Report what is wrong with the name of a field that was written."""
        self._problems.add(self._location(self._keys[name], name), message)

    def raise_any(self) -> None:
        """Raise ContentError with what was reported so far, and with what is missing."""
        for name, location in self._missing.items():
            message = _("{field} is missing. Add a line “{name}: …”.", field=FieldName(name), name=name)
            self._problems.add(location, message)
        self._problems.raise_any()

    def _is_draft(self, fields: Sequence[Field]) -> bool:
        """Tell whether a file of these fields is marked as a draft."""
        if DRAFT not in self._values or not any(field.name == DRAFT for field in fields):
            return False
        with suppress(InvalidValue):
            return parsers.yes_or_no(str(self._values[DRAFT].value))
        return False

    def _report_open(self, fields: Sequence[Field], languages: Sequence[Language]) -> None:
        """Report the facts that are still open, which only a draft may have."""
        open_names = {name for name, node in self._values.items() if str(node.value).strip() == OPEN}
        for key in keys(fields, languages) if open_names else ():
            field = key.field
            if key.name not in open_names or not field.can_be_open:
                continue
            message = _("{field} is still open. Write it in place of the question mark.", field=FieldName(key.name))
            if field.choices:
                labels = {value.id: tuple(value.label.by_code.items()) for value in field.values}
                message = _(
                    "{field} is still open. Choose one of these: {choices}.",
                    field=FieldName(key.name),
                    choices=Choices(tuple((choice, labels.get(choice, ())) for choice in field.choices)),
                )
            self.report(message, key.name)

    def _field(self, field: Field, languages: Sequence[Language]) -> Any:
        name, parse, default = field.name, field.type.parse, field.default
        if field.parts:
            return tuple(self._entries(field, languages))
        if field.translated and field.required:
            return self.translated(name, languages, parse)
        if field.translated and default is None:
            return self.translated_if_any(name, languages, parse)
        if field.translated:
            codes = [language.code for language in languages]
            return Localized({code: self.optional(f"{name}_{code}", parse, default) for code in codes})
        return self.required(name, parse) if field.required else self.optional(name, parse, default)

    def _entries(self, field: Field, languages: Sequence[Language]) -> Iterator[Any]:
        """Yield the entries of a field that has several. What is wrong in one does not hide the next."""
        node = self._require(field.name) if field.required else self._ask(field.name)
        if node is None or (is_nothing(node) and not field.required):
            return
        first = field.parts[0]
        no_entry = _(
            "{field} takes a list of entries, one below the other. Begin each with “- {name}: {example}”, indented.",
            field=FieldName(field.name),
            name=first.name,
            example=first.example,
        )
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self._problems.add(self._location(node), no_entry)
            return
        for entry in node.value:
            if not isinstance(entry, yaml.MappingNode) or not entry.value or field.entry is None:
                self._problems.add(self._location(entry), no_entry)
                continue
            with self._problems, MappingReader(entry, self._source, self._location(entry)) as inner:
                values = inner.read(field.parts, languages)
                named = {part.model_name: values[part.name] for part in field.parts}
                yield field.entry(**named, location=inner.location_of(first.name))

    def _ask(self, name: str) -> yaml.Node | None:
        self._asked[name] = None
        return self._values.get(name)

    def _require(self, name: str) -> yaml.Node | None:
        """Return what is written in a field; note it as missing, at the last line written before it."""
        node = self._ask(name)
        self._needed.add(name)
        if node is None:
            written = [asked for asked in self._asked if asked in self._keys]
            location = self._location(self._keys[written[-1]]) if written else self._start
            self._missing[name] = replace(location, column=0)
        return node

    def _text(self, name: str, node: yaml.Node) -> str | None:
        """Return what is written in a field, None where that is nothing, or no text, which is reported."""
        location = self._location(node, name)
        written = self._source.lines[location.line - 1][location.column - 1 :].rstrip()
        if isinstance(node, yaml.CollectionNode) and node.flow_style:
            message = _(
                "{field} takes one value. Write it without the brackets, or put it in quotation marks with them.",
                field=FieldName(name),
            )
        elif not isinstance(node, yaml.ScalarNode):
            message = _(
                "{field} must be on one line. Write it after the colon, several values separated by commas.",
                field=FieldName(name),
            )
        elif written[:1] in ("&", "*", "!"):
            message = sign_message(written[0], name, written)
        elif node.style == '"' and (backslash := stray_backslash(written)) is not None:
            location = replace(location, column=location.column + backslash)
            message = backslash_message(name, written)
        elif node.style == '"' and (hidden := find_hidden(node.value)):
            # Only between these marks can a backslash stand for one that the text of the file has not.
            message = hidden_character(hidden[0])
        elif self._report_rest_of_line(name, node) or not is_nothing(node):
            return str(node.value.strip()) or None
        elif name in self._needed:
            message = _("{field} is empty. Write its value after the colon.", field=FieldName(name))
        else:
            return None
        self._problems.add(location, message)
        return None

    def _report_rest_of_line(self, name: str, node: yaml.ScalarNode) -> bool:
        """Report what follows “ #”, and return whether anything does.

        YAML drops it, and nothing that an editor wrote vanishes in silence.
        """
        line, column = node.end_mark.line, node.end_mark.column
        rest = self._source.lines[line][column:] if line < len(self._source.lines) else ""
        if node.style in ("|", ">") or not rest.lstrip().startswith("#"):
            return False
        location = replace(self._location(node, name), line=line + 1, column=column + 1 + rest.index("#"))
        message = _("What follows # would not be shown. Put the value in quotation marks, or delete the rest.")
        self._problems.add(location, message)
        return True

    def _report_unknown(self) -> None:
        """Report the fields never asked for. One that is a missing field misspelt is not reported as missing too."""
        for name, key in self._keys.items():
            if name in self._asked:
                continue
            location = self._location(key, name)
            if space := _NO_BREAK_SPACE.search(name):
                self._problems.add(replace(location, column=location.column + space.start()), no_break_space(space[0]))
                self._missing.pop(_NO_BREAK_SPACE.sub("", name), None)
                continue
            candidates = list(self._missing) or [asked for asked in self._asked if asked not in self._keys]
            suggestion = did_you_mean(name, candidates) or _by_label(name, candidates)
            message = self._unknown(name)
            if suggestion is not None:
                self._missing.pop(suggestion, None)
                message = _(
                    '"{name}" is not a field here. Did you mean "{suggestion}"?', name=name, suggestion=suggestion
                )
            self._problems.add(location, message)

    def _location(self, node: yaml.Node, name: str = "") -> Location:
        field = ".".join(filter(None, (self._start.field, name)))
        return self._source.location_of(node.start_mark, field)


def is_nothing(node: yaml.Node | None) -> bool:
    """Tell whether a node has no value: it is empty, or one of the words of YAML for that, without quotation marks."""
    if isinstance(node, yaml.ScalarNode):
        return not node.value.strip() or (not node.style and node.value in _NULL)
    return node is None or not node.value


def _by_label(name: str, candidates: Sequence[str]) -> str | None:
    """Return the field whose label in a language of the editors was written in place of its name."""
    bare, _underscore, code = name.rpartition("_")
    for translator in map(Translator, EDITOR_LANGUAGES):
        for candidate in candidates:
            label = strip_accents(translator.label(candidate))
            ends_alike = candidate.endswith(f"_{code}") or not code
            if label and label in (strip_accents(name), strip_accents(bare) if ends_alike else ""):
                return candidate
    return None


def _delete_unknown(name: str) -> Message:
    return _('"{name}" is not a field here. Delete the line.', name=name)
