"""Edits fields of a content file in place, and leaves every other byte of it as it was.

YAML nodes know their positions, so only the changed text is replaced. A library that dumps the whole mapping would
fold long lines and choose other quotation marks in fields that nobody touched.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.content.front_matter import FENCE, split_front_matter
from generator.content.source import Loader, Source, read_source
from generator.i18n import _


def front_matter(file: Path) -> dict[str, str]:
    """Return the texts of a file's fields by their names; a field with entries of its own has its lines as they are."""
    source = read_source(file)
    offset = _fields_start(source.text)
    return {
        key.value: value.value.strip()
        if isinstance(value, yaml.ScalarNode)
        else source.text[value.start_mark.index + offset : value.end_mark.index + offset].rstrip()
        for key, value in split_front_matter(source)[0].value
    }


def with_fields(content: bytes, path: str, texts: Mapping[str, str], order: Sequence[str]) -> bytes:
    """Return the file with new texts in some fields.

    Args:
        content: The file as it is.
        path: Its path, for messages.
        texts: The new texts by the names of the fields; an empty one removes its field.
        order: The names of all fields; a new field goes to its place in this order.

    Raises:
        ContentError: The fields do not stand on lines of their own.
    """
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    text = content.removeprefix(mark).decode()
    pieces, done = [], 0
    edits = _FrontMatter.parse(path, text).edits(texts, order)
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [text[done:start], new]
        done = end
    return mark + "".join([*pieces, text[done:]]).encode()


def field_line(name: str, text: str) -> str:
    """Return the line of a field with a text."""
    return f"{name}: {scalar(text)}"


def scalar(text: str) -> str:
    """Return the text as YAML: as it is where that means the same, else in quotation marks."""
    try:
        node = yaml.compose(f"- {text}\n", Loader)
    except yaml.YAMLError:
        node = None
    first = node.value[0] if isinstance(node, yaml.SequenceNode) else None
    if isinstance(first, yaml.ScalarNode) and not first.style and first.value == text:
        return text
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    # White space other than spaces would be folded into them.
    return re.sub(r"[^\S ]", lambda space: f"\\u{ord(space[0]):04x}", quoted)


@dataclass(frozen=True, slots=True)
class _Span:
    """The indexes in the text at which a field's name and value begin, and at which the value ends."""

    name: int
    value: int
    end: int


@dataclass(frozen=True, slots=True)
class _FrontMatter:
    """The front matter of a text: the spans of its fields by their names, and its line ending."""

    text: str
    spans: Mapping[str, _Span]
    newline: str

    @classmethod
    def parse(cls, path: str, content: str) -> _FrontMatter:
        # A carriage return becomes a space, so that every character keeps its index.
        text = content.replace("\r\n", " \n").replace("\r", "\n")
        source = Source.of(path, text)
        fields, _body = split_front_matter(source)
        offset = _fields_start(text)
        if fields.flow_style:
            raise source.problem(
                offset + 1, _("The fields stand in curly brackets here. Write one “name: value” on a line.")
            )
        spans = {}
        for key, value in fields.value:
            start, end = value.start_mark.index + offset, value.end_mark.index + offset
            # A value of several lines ends, for YAML, where the next line begins.
            spans[key.value] = _Span(key.start_mark.index + offset, start, start + len(text[start:end].rstrip()))
        return cls(text, spans, "\r\n" if "\r\n" in content else "\n")

    def edits(self, texts: Mapping[str, str], order: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """Yield the start and end of each piece to replace, and its new text."""
        for name in sorted(texts, key=order.index):
            span = self.spans.get(name)
            if span is None:
                yield self._insertion(name, texts[name], order)
            elif texts[name]:
                # Where there was no value, its place is right after the colon.
                space = " " if self.text[span.value - 1] == ":" else ""
                yield span.value, span.end, f"{space}{scalar(texts[name])}"
            else:
                yield self._line_start(span.name), self._next_line(span.end), ""

    def _insertion(self, name: str, text: str, order: Sequence[str]) -> tuple[int, int, str]:
        """Return the edit that adds a field below the last one before it in the order, or above all."""
        before = [known for known in order[: order.index(name)] if known in self.spans]
        neighbour = self.spans[before[-1]] if before else min(self.spans.values(), key=lambda span: span.name)
        start = self._line_start(neighbour.name)
        index = self._next_line(neighbour.end) if before else start
        return index, index, f"{self.text[start : neighbour.name]}{field_line(name, text)}{self.newline}"

    def _line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def _next_line(self, index: int) -> int:
        # Below the fields there always is another line.
        return self.text.index("\n", index) + 1


def _fields_start(text: str) -> int:
    fence = FENCE.match(text)
    return fence.end() if fence else 0
