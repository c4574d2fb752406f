"""Reads one content file: bytes in, normalized text and its YAML out, or a diagnostic in words that need no YAML."""

from __future__ import annotations

import re
import stat
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.content.garbled_text import garbled_text
from generator.content.hidden_characters import find_hidden, hidden_character
from generator.content.yaml_errors import Fault, find_fault
from generator.diagnostics import ContentError, Diagnostic, Location
from generator.i18n import Message, Number, _
from generator.on_disk import on_disk

# The C loader where there is one: the same nodes and marks, ten times as fast.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_LARGEST_FILE = 200_000
_LONGEST_LINE = 10_000

# No field needs lists within lists, or more than a few steps to the right. PyYAML goes down into each
# with a call of its own, and without these bounds out of the stack.
_NESTING = re.compile(r"(?:[-?][ \t]+){3}|^[ \t]{40}|(?:[\[{][^\[{\]}]*){40}", re.MULTILINE)
# What git writes around and between two versions of a line that it could not bring together.
_CONFLICT = re.compile(r"^(?:(?:<{7}|>{7}|\|{7}) |={7}$)", re.MULTILINE)
# Zeros that a computer leaves where it had no time to write.
_UNWRITTEN = b"\0" * 4


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a content file: UTF-8, NFC, lines that end in LF, no BOM. `path` is as the editor knows it."""

    path: str
    text: str
    lines: tuple[str, ...]

    @classmethod
    def of(cls, path: str, text: str) -> Source:
        """Return the source of a text that is already normalized."""
        return cls(path, text, tuple(text.split("\n")))

    def location(self, line: int, column: int, field: str = "") -> Location:
        """Return a location in this file, of a line and a column counted from 1."""
        return Location(self.path, line, column, field)

    def location_of(self, mark: yaml.Mark, field: str = "") -> Location:
        """Return the location of a mark of YAML."""
        return self.location(mark.line + 1, mark.column + 1, field)

    def location_at(self, index: int) -> Location:
        """Return the location of a character, by its index in the text."""
        before = self.text[:index]
        return self.location(before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1)

    def problem(self, index: int, message: Message) -> ContentError:
        """Return the error of one diagnostic, at the index of a character in the text."""
        return ContentError([Diagnostic(self.location_at(index), message)])


def read_source(path: Path, content: bytes | None = None) -> Source:
    """Return the source of a file, of its content where that was read before.

    Raises:
        ContentError: The file cannot be read as text.
    """
    name = path_text(path)
    text = _decoded(name, (read_bytes(path) if content is None else content).removeprefix(b"\xef\xbb\xbf"))
    source = Source.of(name, unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))
    if garbled := garbled_text(source.text):
        raise source.problem(*garbled)
    if hidden := find_hidden(source.text):
        raise source.problem(hidden.start(), hidden_character(hidden[0]))
    if any(sign * 7 in source.text for sign in "<>|=") and (conflict := _CONFLICT.search(source.text)):
        raise source.problem(
            conflict.start(),
            _(
                "This is an unresolved merge conflict. Keep the right version, and delete the lines with <<<<<<<, "
                "======= and >>>>>>>."
            ),
        )
    lengths = list(map(len, source.lines))
    if max(lengths) > _LONGEST_LINE:
        number = next(number for number, length in enumerate(lengths, start=1) if length > _LONGEST_LINE)
        message = _("The line is longer than {largest} characters. Split it.", largest=_LONGEST_LINE)
        raise _error(Location(name, number, _LONGEST_LINE), message)
    return source


def _decoded(name: str, content: bytes) -> str:
    """Return the content of a file as text. Raise ContentError where it is not UTF-8, or was not saved whole."""
    if not content.strip():
        message = _("The file is empty. Write its content, restore it from the last version, or delete it.")
        raise _error(Location(name, 1, 1), message)
    cut = content.find(_UNWRITTEN)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end < len(content) or error.reason != "unexpected end of data":
            message = _("The file is not saved as UTF-8. Save it again and choose the encoding UTF-8.")
            raise _error(_location_in(name, content, error.start), message) from None
        cut = error.start
    if cut >= 0:
        message = _("The file was saved only up to here. Restore it from the last version.")
        raise _error(_location_in(name, content, cut), message)
    return text


def _location_in(name: str, content: bytes, index: int) -> Location:
    """Return the location of a byte of a file."""
    before = content[:index]
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    return Location(name, before.count(b"\n") + 1, column)


def read_bytes(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        ContentError: The file is missing, too large, no file of its own, or cannot be read.
    """
    path = on_disk(path)
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise file_error(path, _("This is not a regular file but a link or a device. Put the file itself here."))
        if status.st_size > _LARGEST_FILE:
            message = _(
                "The file is too large: {size} kB. At most {largest} kB is read; make it smaller.",
                size=Number(status.st_size // 1000),
                largest=Number(_LARGEST_FILE // 1000),
            )
            raise file_error(path, message)
        return path.read_bytes()
    except FileNotFoundError:
        raise file_error(path, _("The file is missing. Put it back, or restore it from the last version.")) from None
    except OSError as error:
        message = _("The file cannot be read ({reason}). Check who may read it.", reason=error.strerror)
        raise file_error(path, message) from None


def path_text(path: Path) -> str:
    """Return a path as it is shown to an editor; what is no text in it becomes question marks."""
    return unicodedata.normalize("NFC", path.as_posix().encode(errors="replace").decode())


def file_error(path: Path, message: Message) -> ContentError:
    """Return the error of one diagnostic about a whole file."""
    return _error(Location(path_text(path)), message)


def read_mapping(
    source: Source, start: int = 0, end: int | None = None, names: Collection[str] = ()
) -> yaml.MappingNode:
    """Return the YAML between two indices of the text, as one mapping whose nodes know their locations.

    Args:
        source: The text of the file.
        start: The index at which the YAML begins.
        end: The index at which it ends, None for the end of the file.
        names: Those of the fields that may stand there, which help to say what is wrong with it.

    Raises:
        ContentError: It is no mapping, or cannot be read.
    """
    text = source.text[start:end]
    if deep := _NESTING.search(text):
        message = _("There are lists within lists here. Write one “name: value” per line.")
        raise source.problem(start + deep.start(), message)
    above = source.text.count("\n", 0, start)
    # Blank lines in front keep the numbers of the lines.
    try:
        node = yaml.compose("\n" * above + text, Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        stopped = max(mark.line - above, 0) if mark else 0
        raise _yaml_error(source, above, text.split("\n"), stopped, names) from None
    if not isinstance(node, yaml.MappingNode):
        raise source.problem(start, _("There are no fields here. Write one “name: value” per line."))
    for quoted in _quoted_lines(node):
        # A mark that was forgotten makes one value of the fields below it, up to the next mark.
        last = quoted.end_mark.line - above
        if fault := find_fault(text.split("\n"), last, names):
            raise _error(source.location(above + fault.line + 1, fault.column + 1), fault.message)
    return node


def _quoted_lines(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Yield the values within a node that are quoted and go over several lines."""
    if isinstance(node, yaml.ScalarNode):
        if node.style in ("'", '"') and node.start_mark.line < node.end_mark.line:
            yield node
        return
    for inner in node.value:
        for part in inner if isinstance(inner, tuple) else (inner,):
            yield from _quoted_lines(part)


def _yaml_error(source: Source, above: int, lines: Sequence[str], stopped: int, names: Collection[str]) -> ContentError:
    """Return the error of a mistake in lines of YAML, of which the parser stopped in one."""
    # Where it stopped on an empty line or past the end, the mistake is in the last line written before it.
    last = min(stopped, len(lines) - 1)
    while last > 0 and not lines[last].strip():
        last -= 1
    fault = find_fault(lines, last, names)
    if fault is None:
        fault = Fault(last, 0, _("This line cannot be read. Write it as “name: value”, like those above it."))
    # The first of the lines may be what follows “---” on its line.
    return _error(source.location(above + fault.line + 1, fault.column + 1), fault.message)


def _error(location: Location, message: Message) -> ContentError:
    return ContentError([Diagnostic(location, message)])
