"""Reads one YAML mapping field by field: a parser for each, and a problem with its place for each mistake."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Any, TypeGuard, TypeVar, cast

import yaml

from generator.content import parsers
from generator.content.field_types import Field
from generator.content.source import HIDDEN, Source, hidden_character
from generator.diagnostics import DiagnosticCollector, InvalidValue, Location, did_you_mean
from generator.i18n import FieldName, Message, _
from generator.model import FieldLocations, Language, Localized, LocalizedText

T = TypeVar("T")

NAME = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


class MappingReader:
    """The fields of one mapping, as a context.

    A field that is missing or does not fit is noted, and reading goes on with a stand-in. Leaving the
    context raises ProblemsFound if anything was noted or a field was never asked for, so that nobody
    meets a stand-in.
    """

    def __init__(self, node: yaml.MappingNode, source: Source, start: Location | None = None) -> None:
        self._source = source
        self._start = start or source.location(node.start_mark.line + 1, 1)
        self._problems = DiagnosticCollector()
        self._missing: list[tuple[str, Location]] = []
        self._asked: dict[str, None] = {}
        self._keys: dict[str, yaml.Node] = {}
        self._values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            self._add(key, value)

    def __enter__(self) -> MappingReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        if raised is None:
            self._finish()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all fields, as they are written."""
        return tuple(self._values)

    def locations(self) -> FieldLocations:
        return FieldLocations(self._start, {name: self._place(node, name) for name, node in self._values.items()})

    def required(self, name: str, parse: Callable[[str], T]) -> T:
        """The value of a field that must be there."""
        if self._ask(name) is None:
            self._report_missing(name)
            return cast("T", None)
        return self.optional(name, parse, cast("T", None))

    def optional(self, name: str, parse: Callable[[str], T], default: T) -> T:
        """The value of a field, or the default where it was left out."""
        node = self._ask(name)
        if node is None:
            return default
        text = self._text(name, node)
        if text is None:
            return default
        try:
            return parse(text)
        except InvalidValue as mistake:
            self._problems.add(self._place(node, name), mistake.message)
            return default

    def translated(
        self, name: str, languages: Sequence[Language], parse: Callable[[str], str] = parsers.line
    ) -> LocalizedText:
        """A field in every language: `title_fi`, `title_sv`."""
        return Localized({one.code: self.required(f"{name}_{one.code}", parse) for one in languages})

    def texts(
        self, name: str, languages: Sequence[Language], parser_for: Callable[[Language], Callable[[str], str]]
    ) -> LocalizedText:
        """A field in every language, with a parser for each."""
        return Localized({one.code: self.required(f"{name}_{one.code}", parser_for(one)) for one in languages})

    def translated_if_any(
        self, name: str, languages: Sequence[Language], parse: Callable[[str], str] = parsers.line
    ) -> LocalizedText | None:
        """A field in every language, or None where it was left out in all of them."""
        if not any(f"{name}_{one.code}" in self._values for one in languages):
            self._asked.update({f"{name}_{one.code}": None for one in languages})
            return None
        return self.translated(name, languages, parse)

    def read(self, fields: Sequence[Field], languages: Sequence[Language]) -> dict[str, Any]:
        """Return the values of declared fields by their names; that of a translated one is Localized."""
        return {field.name: self._field(field, languages) for field in fields}

    def _field(self, field: Field, languages: Sequence[Language]) -> Any:
        if field.parts:
            return tuple(self._entries(field, languages))
        if not field.translated:
            parse = field.type.parse
            return (
                self.required(field.name, parse) if field.required else self.optional(field.name, parse, field.default)
            )
        names = {one.code: f"{field.name}_{one.code}" for one in languages}
        if not field.required and field.default is not None:
            return Localized(
                {code: self.optional(name, field.type.parse, field.default) for code, name in names.items()}
            )
        if not field.required and not any(name in self._values for name in names.values()):
            self._asked.update(dict.fromkeys(names.values()))
            return None
        return Localized({code: self.required(name, field.type.parse) for code, name in names.items()})

    def _entries(self, field: Field, languages: Sequence[Language]) -> Iterator[Any]:
        """Yield the entries of a field that has several. What is wrong in one does not hide the next."""
        node = self._ask(field.name)
        if node is None and field.required:
            self._report_missing(field.name)
        if node is None:
            return
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self._problems.add(self._place(node), no_entry(field))
            return
        for entry in node.value:
            if not isinstance(entry, yaml.MappingNode) or not entry.value or field.entry is None:
                self._problems.add(self._place(entry), no_entry(field))
                continue
            with self._problems, MappingReader(entry, self._source, self._place(entry)) as inner:
                values = inner.read(field.parts, languages)
                named = {part.model_name: values[part.name] for part in field.parts}
                yield field.entry(**named, location=inner.location_of(field.parts[0].name))

    def mappings(self, name: str) -> Iterator[tuple[str, MappingReader]]:
        """The mappings within a field, each with its name: the values of a classification."""
        if self._ask(name) is None:
            self._report_missing(name)
        yield from self.mappings_if_any(name)

    def mappings_if_any(self, name: str) -> Iterator[tuple[str, MappingReader]]:
        """The same of a field that may be left out."""
        for outer in self.mapping_if_any(name):
            yield from outer.each()

    def mapping_if_any(self, name: str) -> Iterator[MappingReader]:
        """The mapping within a field, none where it was left out."""
        node = self._ask(name)
        if node is not None and self._is_mapping(node, name):
            with self._problems, MappingReader(node, self._source, self._place(self._keys[name], name)) as inner:
                yield inner

    def each(self) -> Iterator[tuple[str, MappingReader]]:
        """Every field as a mapping of its own, with its name. What is wrong in one does not hide the next."""
        for name, node in self._values.items():
            self._ask(name)
            if self._is_mapping(node, name):
                with self._problems, MappingReader(node, self._source, self._place(self._keys[name], name)) as inner:
                    yield name, inner

    def raise_any(self) -> None:
        """Raises ProblemsFound with what was noted so far, and with what is missing."""
        for name, location in self._missing:
            self._problems.add(location, lacking(name))
        self._problems.raise_any()

    def check_name(self, name: str) -> None:
        """Notes it where the name of the mapping does not do: letters, digits, hyphens."""
        if not NAME.fullmatch(name):
            self.report(_('"{name}" does not do as a name. Use letters a–z, digits and hyphens.', name=name))

    def report(self, message: Message) -> None:
        """Notes what is wrong with the mapping itself, such as its name."""
        self._problems.add(self._start, message)

    def location_of(self, name: str) -> Location:
        """The place of the value of a field; that of the mapping where the field was left out."""
        node = self._values.get(name)
        return self._start if node is None else self._place(node, name)

    def refuse(self, name: str, message: Message) -> None:
        """Notes what is wrong with the value of a field, or with the mapping where the field was left out."""
        self._problems.add(self.location_of(name), message)

    def _add(self, key: yaml.Node, value: yaml.Node) -> None:
        location = self._place(key)
        if not isinstance(key, yaml.ScalarNode):
            self._problems.add(location, _("This line cannot be read. Write it as “name: value”."))
        elif key.value in self._values:
            self._problems.add(
                location,
                _(
                    "{field} is here twice, first on line {line}. Delete one.",
                    field=FieldName(key.value),
                    line=self._place(self._keys[key.value]).line,
                ),
            )
        else:
            self._keys[key.value] = key
            self._values[key.value] = value

    def _is_mapping(self, node: yaml.Node, name: str) -> TypeGuard[yaml.MappingNode]:
        if isinstance(node, yaml.MappingNode) and node.value:
            return True
        self._problems.add(
            self._place(node, name),
            _("{field} needs lines of its own. Write them below it, indented.", field=FieldName(name)),
        )
        return False

    def _ask(self, name: str) -> yaml.Node | None:
        self._asked[name] = None
        return self._values.get(name)

    def _report_missing(self, name: str) -> None:
        """Notes a missing field, at the last line written before it."""
        written = [one for one in self._asked if one in self._keys]
        location = self._place(self._keys[written[-1]]) if written else self._start
        self._missing.append((name, replace(location, column=0)))

    def _text(self, name: str, node: yaml.Node) -> str | None:
        """What is written in a field, None with a problem where that is no text."""
        location = self._place(node, name)
        if not isinstance(node, yaml.ScalarNode):
            self._problems.add(location, several(node, name))
            return None
        sign = self._source.lines[location.line - 1][location.column - 1 : location.column]
        if sign in ("&", "*", "!"):
            self._problems.add(
                location, _("A value cannot begin with {sign}. Put the value in quotation marks.", sign=sign)
            )
            return None
        hidden = HIDDEN.search(node.value)
        if hidden:
            self._problems.add(location, hidden_character(hidden[0]))
            return None
        self._check_rest_of_line(name, node)
        if not node.value.strip():
            self._problems.add(location, _("{field} is empty. Write its value after the colon.", field=FieldName(name)))
            return None
        return str(node.value.strip())

    def _check_rest_of_line(self, name: str, node: yaml.ScalarNode) -> None:
        """YAML drops what follows “ #”: nothing that an editor wrote vanishes in silence."""
        line, column = node.end_mark.line, node.end_mark.column
        if node.style in ("|", ">"):
            return
        rest = self._source.lines[line][column:] if line < len(self._source.lines) else ""
        if rest.lstrip().startswith("#"):
            location = replace(self._place(node, name), line=line + 1, column=column + 1 + rest.index("#"))
            message = _("What follows # would not be shown. Put the value in quotation marks, or delete the rest.")
            self._problems.add(location, message)

    def _place(self, node: yaml.Node, name: str = "") -> Location:
        field = ".".join(filter(None, (self._start.field, name)))
        return self._source.location(node.start_mark.line + 1, node.start_mark.column + 1, field)

    def _finish(self) -> None:
        """Raises what was noted. A misspelt field is told once: as unknown, not as missing too."""
        missing = [name for name, _unused in self._missing]
        explained = set()
        for name, key in self._keys.items():
            if name not in self._asked:
                unwritten = [one for one in self._asked if one not in self._keys]
                suggestion = did_you_mean(name, [one for one in missing if one not in explained] or unwritten)
                explained.add(suggestion)
                self._problems.add(self._place(key, name), unknown(name, suggestion))
        for name, location in self._missing:
            if name not in explained:
                self._problems.add(location, lacking(name))
        self._problems.raise_any()


def no_entry(field: Field) -> Message:
    first = field.parts[0]
    return _(
        "{field} takes entries below each other. Begin each with “- {name}: {example}”, indented.",
        field=FieldName(field.name),
        name=first.name,
        example=first.example,
    )


def lacking(name: str) -> Message:
    return _("{field} is missing. Add a line “{name}: …”.", field=FieldName(name), name=name)


def unknown(name: str, suggestion: str | None) -> Message:
    if suggestion is None:
        return _('"{name}" is not a field here. Delete the line.', name=name)
    return _('"{name}" is not a field here. Did you mean "{suggestion}"?', name=name, suggestion=suggestion)


def several(node: yaml.Node, name: str) -> Message:
    """That a list stands where one value belongs: in brackets, or on lines of its own."""
    if getattr(node, "flow_style", False):
        return _(
            "{field} takes one value. Write it without the brackets, or put it in quotation marks with them.",
            field=FieldName(name),
        )
    return _("{field} takes one value, not several. Write it on the same line.", field=FieldName(name))
