"""Changes fields of a content file where they stand, and leaves every other byte of it as it was.

The nodes of the YAML know their places, so what changes is cut out and put in there. A library that writes the
whole mapping anew would fold long lines and choose other quotation marks in fields that nobody touched.
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
    """The fields of a file by their names, as they are written."""
    source = read_source(file)
    return {key.value: written(value, source) for key, value in split_front_matter(source).fields.value}


def written(value: yaml.Node, source: Source) -> str:
    """The text of a field; where it has entries of its own, their lines as they are."""
    if isinstance(value, yaml.ScalarNode):
        return str(value.value.strip())
    fence = FENCE.match(source.text)
    shift = fence.end() if fence else 0
    return source.text[value.start_mark.index + shift : value.end_mark.index + shift].rstrip()


def with_fields(content: bytes, path: str, texts: Mapping[str, str], order: Sequence[str]) -> bytes:
    """The file with new texts in some fields. One without a text is removed; a new one goes to its place in the order.

    Raises ProblemsFound where the fields do not stand on lines of their own.
    """
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    text = content.removeprefix(mark).decode()
    matter = FrontMatter.of(path, text)
    pieces, done = [], 0
    for start, end, new in sorted(matter.edits(texts, order), key=lambda splice: splice[:2]):
        pieces += [text[done:start], new]
        done = end
    return mark + "".join([*pieces, text[done:]]).encode()


@dataclass(frozen=True, slots=True)
class Span:
    """Where a field stands in the text: its name, then its value."""

    name: int
    value: int
    end: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of a text: where its fields stand, and how its lines end."""

    text: str
    spans: Mapping[str, Span]
    newline: str

    @classmethod
    def of(cls, path: str, written: str) -> FrontMatter:
        # A carriage return becomes a space, so that every character keeps its index.
        text = written.replace("\r\n", " \n").replace("\r", "\n")
        source = Source.of(path, text)
        fields = split_front_matter(source).fields
        fence = FENCE.match(text)
        shift = fence.end() if fence else 0
        if fields.flow_style:
            raise source.problem(
                shift + 1, _("The fields stand in curly brackets here. Write one “name: value” on a line.")
            )
        spans = {key.value: span(text, shift, key, value) for key, value in fields.value}
        return cls(text, spans, "\r\n" if "\r\n" in written else "\n")

    def edits(self, texts: Mapping[str, str], order: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """From where to where the text is cut out, and what is put there."""
        for name in sorted(texts, key=order.index):
            there = self.spans.get(name)
            if there is None:
                yield self.insertion(name, texts[name], order)
            elif texts[name]:
                # Where there was no value, its place is right after the colon.
                space = " " if self.text[there.value - 1] == ":" else ""
                yield there.value, there.end, f"{space}{scalar(texts[name])}"
            else:
                yield self.line_start(there.name), self.line_end(there.end), ""

    def insertion(self, name: str, text: str, order: Sequence[str]) -> tuple[int, int, str]:
        """A line after that of the last field that comes before it in the order, or above all."""
        before = [one for one in order[: order.index(name)] if one in self.spans]
        neighbour = self.spans[before[-1]] if before else min(self.spans.values(), key=lambda one: one.name)
        start = self.line_start(neighbour.name)
        location = self.line_end(neighbour.end) if before else start
        return location, location, f"{self.text[start : neighbour.name]}{field_line(name, text)}{self.newline}"

    def line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Where the next line begins: below the fields there always is one."""
        return self.text.index("\n", index) + 1


def span(text: str, shift: int, key: yaml.Node, value: yaml.Node) -> Span:
    start, end = value.start_mark.index + shift, value.end_mark.index + shift
    # What is written in several lines ends, for YAML, where the next line begins.
    return Span(key.start_mark.index + shift, start, start + len(text[start:end].rstrip()))


def field_line(name: str, text: str) -> str:
    return f"{name}: {scalar(text)}"


def scalar(text: str) -> str:
    """The text as YAML: as it is where that means the same, else in quotation marks."""
    try:
        node = yaml.compose(f"- {text}\n", Loader)
    except yaml.YAMLError:
        node = None
    first = node.value[0] if isinstance(node, yaml.SequenceNode) else None
    if isinstance(first, yaml.ScalarNode) and not first.style and first.value == text:
        return text
    # White space other than spaces would be folded into them.
    return re.sub(r"[^\S ]", lambda space: f"\\u{ord(space[0]):04x}", quoted(text))


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
