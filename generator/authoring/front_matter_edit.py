"""Edits fields of a content file in place, and leaves every other byte of it as it was.

YAML nodes know their positions, so only the changed text is replaced. A library that dumps the whole mapping would
fold long lines and choose other quotation marks in fields that nobody touched.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.content.front_matter import FENCE, split_front_matter
from generator.content.mapping_reader import is_nothing
from generator.content.source import Loader, Source, read_mapping, read_source
from generator.i18n import _

_TEXT = "tag:yaml.org,2002:str"
# What YAML 1.2 reads as a number; what YAML 1.1 does is known to the loader.
_NUMBER = re.compile(r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|0o[0-7]+")
# What is written as it was read, whatever type it was given: answers, days, and numbers without a zero too many.
_SAME = re.compile(r"yes|no|\d{4}-\d\d-\d\d|-?(?:0|[1-9]\d{0,14})(?:\.\d{0,13}[1-9])?")


def front_matter(file: Path) -> dict[str, str]:
    """Return the texts of a file's fields by their names; a field with entries of its own has its lines as they are."""
    return _texts_of(read_source(file))


def fields_of(content: bytes, path: str) -> dict[str, str]:
    """Return the texts of the fields of a file that is not written yet; none of one that has no fields."""
    source = source_of(content, path)
    return _texts_of(source) if FENCE.match(source.text) else {}


def _texts_of(source: Source) -> dict[str, str]:
    offset = _fields_start(source.text)
    return {
        key.value: ""
        if is_nothing(value)
        else value.value.strip()
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
    mark, text = _mark_and_text(content)
    # The fields to remove come last: a new one may stand below one of them.
    for name in sorted(texts, key=lambda name: (not texts[name], order.index(name))):
        text = _with_field(path, text, name, texts[name], order)
    return mark + text.encode()


def with_setting(content: bytes, path: str, name: str, text: str) -> bytes:
    """Return a file of settings, which has no text below its fields, with another text in a field that it has.

    Raises:
        ContentError: The file cannot be read as fields.
    """
    mark, settings = _mark_and_text(content)
    fence = f"---{newline_of(content).decode()}"
    whole = _with_field(path, f"{fence}{settings}\n{fence}", name, text, [name])
    return mark + whole.removeprefix(fence).removesuffix(f"\n{fence}").encode()


def appended(content: bytes, lines: Iterable[str]) -> bytes:
    """Return a file with lines at its end, which end as its own do."""
    newline = newline_of(content)
    gap = newline if content and not content.endswith(b"\n") else b""
    return content + gap + b"".join(line.encode() + newline for line in lines)


def with_lines_within(content: bytes, path: str, name: str, lines: Sequence[str]) -> bytes:
    """Return a file of settings with lines at the end of a field that has lines of its own, or has none yet.

    Raises:
        ContentError: The file cannot be read as fields.
    """
    text = content.decode()
    # A carriage return becomes a space, so that every line keeps its number.
    fields = read_mapping(Source.of(path, text.removeprefix("\ufeff").replace("\r", " "))).value
    node = next((value for key, value in fields if key.value == name), None)
    if not isinstance(node, yaml.MappingNode) or not node.value:
        return appended(content, [f"{name}:", *(f"  {line}" for line in lines)])
    indentation = " " * node.value[0][0].start_mark.column
    above = node.value[-1][1].end_mark.line + 1
    written = re.findall(r"[^\n]*\n|[^\n]+$", text)
    inserted = appended("".join(written[:above]).encode(), [indentation + line for line in lines])
    return inserted + "".join(written[above:]).encode()


def newline_of(content: bytes) -> bytes:
    """Return how the lines of a file end."""
    return b"\r\n" if b"\r\n" in content else b"\n"


def with_entries(
    content: bytes, path: str, name: str, entries: Sequence[Mapping[str, str]], order: Sequence[str]
) -> bytes:
    """Return the file with other entries in a field such as “updates”, without the field where there are none.

    Args:
        content: The file as it is.
        path: Its path, for messages.
        name: The name of the field.
        entries: The texts of each entry by the names of its parts, in the order in which they are written. An entry
            that says the same as one of the file keeps its bytes.
        order: The names of all fields; a new field goes to its place in this order.

    Raises:
        ContentError: The fields do not stand on lines of their own.
    """
    if not entries:
        return with_fields(content, path, {name: ""}, order)
    mark, text = _mark_and_text(content)
    # A field that is new gets its place first.
    if name not in _spans(path, text):
        text = _with_field(path, text, name, "[]", order)
    span, newline = _spans(path, text)[name], "\r\n" if "\r\n" in text else "\n"
    indentation, head, kept = text[span.line : span.name], f"{name}:{newline}", _entry_lines(path, text, name)
    if kept:
        first = text.rfind("\n", 0, span.value) + 1
        indentation, head = text[first : span.value], text[span.name : first]
    else:
        indentation += "  "
    lines = (kept.get(_key(entry)) or _written_entry(entry, indentation, newline) for entry in entries)
    return mark + f"{text[: span.name]}{head}{''.join(lines)}{text[span.next_line :]}".encode()


def source_of(content: bytes, path: str) -> Source:
    """Return the source of a file that is not written yet."""
    return Source.of(path, _without_returns(_mark_and_text(content)[1]))


def entries_of(content: bytes, path: str, name: str) -> list[dict[str, str]]:
    """Return the texts of each entry of a field by the names of its parts, as they are written; none without it.

    Raises:
        ContentError: The file has no fields.
    """
    entries = _entry_nodes(source_of(content, path), name)
    return [{key.value: value.value.strip() for key, value in entry.value} for entry in entries]


def entry_lines(content: bytes, path: str, name: str) -> list[dict[str, int]]:
    """Return the number of the line of each part of each entry of a field, by the names of the parts.

    Raises:
        ContentError: The file has no fields.
    """
    source = source_of(content, path)
    # The fields begin where the first line ends.
    above = source.text.count("\n", 0, _fields_start(source.text)) + 1
    return [{key.value: key.start_mark.line + above for key, _ in entry.value} for entry in _entry_nodes(source, name)]


def _entry_nodes(source: Source, name: str) -> list[yaml.MappingNode]:
    fields, _body = split_front_matter(source)
    nodes = (node for key, node in fields.value if key.value == name and isinstance(node, yaml.SequenceNode))
    return [entry for node in nodes for entry in node.value]


def field_line(name: str, text: str) -> str:
    """Return the line of a field with a text."""
    return f"{name}: {scalar(text)}"


def scalar(text: str) -> str:
    """Return the text as YAML: as it is where that means the same to every reader, else in quotation marks.

    Ours reads every value as text. The form and other programs make numbers of 012 and 1.10, and nothing of null.
    """
    try:
        node = yaml.compose(f"- {text}\n", Loader)
    except yaml.YAMLError:
        node = None
    first = node.value[0] if isinstance(node, yaml.SequenceNode) else None
    if isinstance(first, yaml.ScalarNode) and not first.style and first.value == text:
        is_text = first.tag == _TEXT and not _NUMBER.fullmatch(text)
        if is_text or _SAME.fullmatch(text):
            return text
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    # White space other than spaces would be folded into them.
    return re.sub(r"[^\S ]", lambda space: f"\\u{ord(space[0]):04x}", quoted)


def _mark_and_text(content: bytes) -> tuple[bytes, str]:
    """Return the byte order mark of a file, empty where it has none, and its text."""
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    return mark, content.removeprefix(mark).decode()


def _with_field(path: str, content: str, name: str, text: str, order: Sequence[str]) -> str:
    """Return the content with a new text in a field; a new field goes below the last one before it in the order."""
    spans = _spans(path, content)
    if name not in spans and not text:
        return content
    if name not in spans:
        before = [known for known in order[: order.index(name)] if known in spans]
        neighbour = spans[before[-1]] if before else min(spans.values(), key=lambda span: span.name)
        index = neighbour.next_line if before else neighbour.line
        indentation = content[neighbour.line : neighbour.name]
        newline = "\r\n" if "\r\n" in content else "\n"
        return f"{content[:index]}{indentation}{field_line(name, text)}{newline}{content[index:]}"
    span = spans[name]
    if not text:
        return content[: span.line] + content[span.next_line :]
    # Where there was no value, its place is right after the colon.
    space = " " if content[span.value - 1] == ":" else ""
    return f"{content[: span.value]}{space}{scalar(text)}{content[span.end :]}"


def _key(entry: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset((name, text) for name, text in entry.items() if text)


def written_lines(entry: Mapping[str, str]) -> list[str]:
    """Return the lines of an entry of a field such as “updates”, ready to copy."""
    return _written_entry(entry, "", "\n").splitlines()


def _written_entry(entry: Mapping[str, str], indentation: str, newline: str) -> str:
    """Return the lines of an entry, the first with the hyphen of a list."""
    lines = [field_line(name, text) for name, text in entry.items() if text]
    return "".join(f"{indentation}{'  ' if number else '- '}{line}{newline}" for number, line in enumerate(lines))


def _entry_lines(path: str, content: str, name: str) -> dict[frozenset[tuple[str, str]], str]:
    """Return the lines of each entry of a field by its texts, with the comments below it."""
    text = _without_returns(content)
    offset, span = _fields_start(text), _spans(path, content)[name]
    fields, _body = split_front_matter(Source.of(path, text))
    (entries,) = (node for key, node in fields.value if key.value == name)
    if not isinstance(entries, yaml.SequenceNode) or entries.flow_style:
        return {}
    # An entry begins with the line of its hyphen, which may stand above its first part.
    starts = [text.rfind("\n", 0, text.rfind("-", 0, node.start_mark.index + offset)) + 1 for node in entries.value]
    ends = [*starts[1:], span.next_line]
    return {
        _key({key.value: value.value.strip() for key, value in node.value}): content[start:end]
        for node, start, end in zip(entries.value, starts, ends, strict=True)
    }


@dataclass(frozen=True, slots=True)
class _Span:
    """The indexes at which a field's line, name and value begin, at which the value ends, and the next line begins."""

    line: int
    name: int
    value: int
    end: int
    next_line: int


def _spans(path: str, content: str) -> dict[str, _Span]:
    """Return the spans of the fields by their names. Raise ContentError unless they stand on lines of their own."""
    text = _without_returns(content)
    source = Source.of(path, text)
    fields, _body = split_front_matter(source)
    offset = _fields_start(text)
    if fields.flow_style:
        raise source.problem(offset + 1, _("The fields are in curly brackets here. Write one “name: value” per line."))
    spans = {}
    for key, node in fields.value:
        name, value = key.start_mark.index + offset, node.start_mark.index + offset
        # A value of several lines ends, for YAML, where the next line begins.
        end = value + len(text[value : node.end_mark.index + offset].rstrip())
        # Below the fields there always is another line.
        spans[key.value] = _Span(text.rfind("\n", 0, name) + 1, name, value, end, text.index("\n", end) + 1)
    return spans


def _without_returns(content: str) -> str:
    """Return the content with a space for each carriage return, so that every character keeps its index."""
    return content.replace("\r\n", " \n").replace("\r", "\n")


def _fields_start(text: str) -> int:
    fence = FENCE.match(text)
    return fence.end() if fence else 0
