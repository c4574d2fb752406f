"""Reads one YAML mapping field by field: a parser for each, and a problem with its place for each mistake."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import TypeGuard, TypeVar, cast

import yaml

from generator.model import Language, Places, Text, Translated
from generator.problems import Collector, Message, Mistake, Name, Place, closest, say
from generator.reading import parsers
from generator.reading.forms import Field
from generator.reading.source import HIDDEN, Source, hidden_character

T = TypeVar("T")

NAME = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


class Fields:
    """The fields of one mapping, as a context.

    A field that is missing or does not fit is noted, and reading goes on with a stand-in. Leaving the
    context raises ProblemsFound if anything was noted or a field was never asked for, so that nobody
    meets a stand-in.
    """

    def __init__(self, node: yaml.MappingNode, source: Source, start: Place | None = None) -> None:
        self._source = source
        self._start = start or source.place(node.start_mark.line + 1, 1)
        self._problems = Collector()
        self._missing: list[tuple[str, Place]] = []
        self._asked: dict[str, None] = {}
        self._keys: dict[str, yaml.Node] = {}
        self._values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            self._add(key, value)

    def __enter__(self) -> Fields:
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

    def places(self) -> Places:
        return Places(self._start, {name: self._place(node) for name, node in self._values.items()})

    def required(self, name: str, parse: Callable[[str], T]) -> T:
        """The value of a field that must be there."""
        if self._ask(name) is None:
            self._miss(name)
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
        except Mistake as mistake:
            self._problems.add(self._place(node), mistake.message)
            return default

    def translated(self, name: str, languages: Sequence[Language], parse: Callable[[str], str] = parsers.line) -> Text:
        """A field in every language: `title_fi`, `title_sv`."""
        return Translated({one.code: self.required(f"{name}_{one.code}", parse) for one in languages})

    def texts(
        self, name: str, languages: Sequence[Language], parser_for: Callable[[Language], Callable[[str], str]]
    ) -> Text:
        """A field in every language, with a parser for each."""
        return Translated({one.code: self.required(f"{name}_{one.code}", parser_for(one)) for one in languages})

    def translated_if_any(
        self, name: str, languages: Sequence[Language], parse: Callable[[str], str] = parsers.line
    ) -> Text | None:
        """A field in every language, or None where it was left out in all of them."""
        if not any(f"{name}_{one.code}" in self._values for one in languages):
            self._asked.update({f"{name}_{one.code}": None for one in languages})
            return None
        return self.translated(name, languages, parse)

    def value(self, field: Field[T]) -> T:
        """The value of a field that is described."""
        return self._described(field.name, field)

    def values(self, field: Field[T], languages: Sequence[Language]) -> Translated[T]:
        """The value in every language of a field that is described."""
        return Translated({one.code: self._described(f"{field.name}_{one.code}", field) for one in languages})

    def values_if_any(self, field: Field[T], languages: Sequence[Language]) -> Translated[T] | None:
        """The value in every language of a field that is described, or None where it was left out in all of them."""
        if not any(f"{field.name}_{one.code}" in self._values for one in languages):
            self._asked.update({f"{field.name}_{one.code}": None for one in languages})
            return None
        return Translated({one.code: self.required(f"{field.name}_{one.code}", field.form.parse) for one in languages})

    def entries(self, field: Field[str]) -> Iterator[Fields]:
        """The entries of a field that has several, each with fields of its own, in their order.

        What is wrong in one does not hide the next.
        """
        node = self._ask(field.name)
        if node is None and field.required:
            self._miss(field.name)
        if node is None:
            return
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self._problems.add(self._place(node), no_entry(field))
            return
        for entry in node.value:
            if not isinstance(entry, yaml.MappingNode) or not entry.value:
                self._problems.add(self._place(entry), no_entry(field))
            else:
                with self._problems, Fields(entry, self._source, self._place(entry)) as inner:
                    yield inner

    def _described(self, name: str, field: Field[T]) -> T:
        if field.required:
            return self.required(name, field.form.parse)
        return self.optional(name, field.form.parse, cast("T", field.default))

    def mappings(self, name: str) -> Iterator[tuple[str, Fields]]:
        """The mappings within a field, each with its name: the values of a classification."""
        if self._ask(name) is None:
            self._miss(name)
        yield from self.mappings_if_any(name)

    def mappings_if_any(self, name: str) -> Iterator[tuple[str, Fields]]:
        """The same of a field that may be left out."""
        for outer in self.mapping_if_any(name):
            yield from outer.each()

    def mapping_if_any(self, name: str) -> Iterator[Fields]:
        """The mapping within a field, none where it was left out."""
        node = self._ask(name)
        if node is not None and self._is_mapping(node, name):
            with self._problems, Fields(node, self._source, self._place(self._keys[name])) as inner:
                yield inner

    def each(self) -> Iterator[tuple[str, Fields]]:
        """Every field as a mapping of its own, with its name. What is wrong in one does not hide the next."""
        for name, node in self._values.items():
            self._ask(name)
            if self._is_mapping(node, name):
                with self._problems, Fields(node, self._source, self._place(self._keys[name])) as inner:
                    yield name, inner

    def stop(self) -> None:
        """Raises ProblemsFound with what was noted so far, and with what is missing."""
        for name, place in self._missing:
            self._problems.add(place, lacking(name))
        self._problems.stop()

    def check_name(self, name: str) -> None:
        """Notes it where the name of the mapping does not do: letters, digits, hyphens."""
        if not NAME.fullmatch(name):
            self.fault(say('"{name}" does not do as a name. Use letters a–z, digits and hyphens.', name=name))

    def fault(self, message: Message) -> None:
        """Notes what is wrong with the mapping itself, such as its name."""
        self._problems.add(self._start, message)

    def place_of(self, name: str) -> Place:
        """The place of the value of a field; that of the mapping where the field was left out."""
        node = self._values.get(name)
        return self._start if node is None else self._place(node)

    def refuse(self, name: str, message: Message) -> None:
        """Notes what is wrong with the value of a field, or with the mapping where the field was left out."""
        self._problems.add(self.place_of(name), message)

    def _add(self, key: yaml.Node, value: yaml.Node) -> None:
        place = self._place(key)
        if not isinstance(key, yaml.ScalarNode):
            self._problems.add(place, say("This line cannot be read. Write it as “name: value”."))
        elif key.value in self._values:
            self._problems.add(
                place,
                say(
                    "{field} is here twice, first on line {line}. Delete one.",
                    field=Name(key.value),
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
            self._place(node), say("{field} needs lines of its own. Write them below it, indented.", field=Name(name))
        )
        return False

    def _ask(self, name: str) -> yaml.Node | None:
        self._asked[name] = None
        return self._values.get(name)

    def _miss(self, name: str) -> None:
        """Notes a missing field, at the last line written before it."""
        written = [one for one in self._asked if one in self._keys]
        place = self._place(self._keys[written[-1]]) if written else self._start
        self._missing.append((name, Place(place.file, place.line, 0, "")))

    def _text(self, name: str, node: yaml.Node) -> str | None:
        """What is written in a field, None with a problem where that is no text."""
        place = self._place(node)
        if not isinstance(node, yaml.ScalarNode):
            self._problems.add(place, several(node, name))
            return None
        sign = place.quote[place.column - 1 : place.column]
        if sign in ("&", "*", "!"):
            self._problems.add(
                place, say("A value cannot begin with {sign}. Put the value in quotation marks.", sign=sign)
            )
            return None
        hidden = HIDDEN.search(node.value)
        if hidden:
            self._problems.add(place, hidden_character(hidden[0]))
            return None
        self._check_rest_of_line(node)
        if not node.value.strip():
            self._problems.add(place, say("{field} is empty. Write its value after the colon.", field=Name(name)))
            return None
        return str(node.value.strip())

    def _check_rest_of_line(self, node: yaml.ScalarNode) -> None:
        """YAML drops what follows “ #”: nothing that an editor wrote vanishes in silence."""
        line, column = node.end_mark.line, node.end_mark.column
        if node.style in ("|", ">"):
            return
        rest = self._source.lines[line][column:] if line < len(self._source.lines) else ""
        if rest.lstrip().startswith("#"):
            place = self._source.place(line + 1, column + 1 + rest.index("#"))
            message = say("What follows # would not be shown. Put the value in quotation marks, or delete the rest.")
            self._problems.add(place, message)

    def _place(self, node: yaml.Node) -> Place:
        return self._source.place(node.start_mark.line + 1, node.start_mark.column + 1)

    def _finish(self) -> None:
        """Raises what was noted. A misspelt field is told once: as unknown, not as missing too."""
        missing = [name for name, _ in self._missing]
        explained = set()
        for name, key in self._keys.items():
            if name not in self._asked:
                unwritten = [one for one in self._asked if one not in self._keys]
                suggestion = closest(name, [one for one in missing if one not in explained] or unwritten)
                explained.add(suggestion)
                self._problems.add(self._place(key), unknown(name, suggestion))
        for name, place in self._missing:
            if name not in explained:
                self._problems.add(place, lacking(name))
        self._problems.stop()


def no_entry(field: Field[str]) -> Message:
    first = field.parts[0]
    return say(
        "{field} takes entries below each other. Begin each with “- {name}: {example}”, indented.",
        field=Name(field.name),
        name=first.name,
        example=first.example,
    )


def lacking(name: str) -> Message:
    return say("{field} is missing. Add a line “{name}: …”.", field=Name(name), name=name)


def unknown(name: str, suggestion: str | None) -> Message:
    if suggestion is None:
        return say('"{name}" is not a field here. Delete the line.', name=name)
    return say('"{name}" is not a field here. Did you mean "{suggestion}"?', name=name, suggestion=suggestion)


def several(node: yaml.Node, name: str) -> Message:
    """That a list stands where one value belongs: in brackets, or on lines of its own."""
    if getattr(node, "flow_style", False):
        return say(
            "{field} takes one value. Write it without the brackets, or put it in quotation marks with them.",
            field=Name(name),
        )
    return say("{field} takes one value, not several. Write it on the same line.", field=Name(name))
