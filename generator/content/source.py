"""Reads one content file: bytes in, normalised text and its YAML out, with plain words for what is wrong."""

from __future__ import annotations

import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.diagnostics import ContentError, Diagnostic, Location
from generator.i18n import Message, _

# The C loader where there is one: the same nodes and marks, ten times as fast.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

LARGEST_FILE = 200_000
LONGEST_LINE = 10_000

# Characters that cannot be seen, and those that turn the order of text around (Trojan Source).
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff\ufffd\ufffe\uffff]"
)
# No field needs lists within lists, or more than a few steps to the right. PyYAML goes down into each
# with a call of its own, and without these bounds out of the stack.
NESTING = re.compile(r"(?:[-?][ \t]+){3}|^[ \t]{40}|(?:[\[{][^\[{\]}]*){40}", re.MULTILINE)
# What git writes around two versions of a line that it could not bring together.
CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
# What YAML takes for its own sign where a value begins.
SIGNS = "&*!|>%@`{["


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a content file: UTF-8, NFC, lines that end in LF, no BOM. `path` is as the editor knows it."""

    path: str
    text: str
    lines: tuple[str, ...]

    @classmethod
    def of(cls, path: str, text: str) -> Source:
        return cls(path, text, tuple(text.split("\n")))

    def location(self, line: int, column: int, field: str = "") -> Location:
        return Location(self.path, line, column, field)

    def location_at(self, index: int) -> Location:
        """The place of a character, by its index in the text."""
        before = self.text[:index]
        return self.location(before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1)

    def problem(self, index: int, message: Message) -> ContentError:
        return ContentError([Diagnostic(self.location_at(index), message)])


def read_source(path: Path) -> Source:
    """The text of a file. Raises ProblemsFound where it cannot be read as text."""
    name = path_text(path)
    text = decoded(name, read_bytes(path))
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    source = Source.of(name, text)
    check_text(source)
    return source


def path_text(path: Path) -> str:
    """The path as it is shown to an editor; what is no text in it as question marks."""
    return unicodedata.normalize("NFC", path.as_posix().encode(errors="replace").decode())


def read_bytes(path: Path) -> bytes:
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise file_error(path, _("This is not a file of its own but a link or a device. Put the file itself here."))
        if status.st_size > LARGEST_FILE:
            raise file_error(
                path,
                _(
                    "The file is too large: {size} kB. At most {largest} kB is read; shorten it.",
                    size=status.st_size // 1000,
                    largest=LARGEST_FILE // 1000,
                ),
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise file_error(path, _("The file is missing. Put it back, or take it from the last version.")) from None
    except OSError as refusal:
        raise file_error(
            path, _("The file cannot be read ({reason}). Check who may read it.", reason=refusal.strerror)
        ) from None


def file_error(path: Path, message: Message) -> ContentError:
    return ContentError([Diagnostic(Location(path_text(path)), message)])


def decoded(name: str, content: bytes) -> str:
    try:
        return content.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as fault:
        before = content[: fault.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = _("The file is not saved as UTF-8. Save it again and choose the encoding UTF-8.")
        raise ContentError([Diagnostic(Location(name, line, column), message)]) from None


def check_text(source: Source) -> None:
    hidden = HIDDEN.search(source.text)
    if hidden:
        raise source.problem(hidden.start(), hidden_character(hidden[0]))
    conflict = CONFLICT.search(source.text)
    if conflict:
        raise source.problem(
            conflict.start(),
            _("Two versions meet here. Keep the right one, and delete the lines with <<<<<<<, ======= and >>>>>>>."),
        )
    for number, line in enumerate(source.lines, start=1):
        if len(line) > LONGEST_LINE:
            location = Location(source.path, number, LONGEST_LINE)
            message = _("The line is longer than {largest} characters. Divide it.", largest=LONGEST_LINE)
            raise ContentError([Diagnostic(location, message)])


def hidden_character(character: str) -> Message:
    return _(
        "There is a hidden character here ({code}). Delete it and write the word again.",
        code=f"U+{ord(character):04X}",
    )


def read_mapping(source: Source, start: int = 0, end: int | None = None) -> yaml.MappingNode:
    """The YAML between two indices of the text, as one mapping whose nodes know their places.

    Raises ProblemsFound with the words for what is wrong.
    """
    text = source.text[start:end]
    deep = NESTING.search(text)
    if deep is not None:
        raise source.problem(
            start + deep.start(), _("There are lists within lists here. Write one “name: value” on a line.")
        )
    # Blank lines in front keep the numbers of the lines.
    padded = "\n" * source.text.count("\n", 0, start) + text
    try:
        node = yaml.compose(padded, Loader)
    except yaml.MarkedYAMLError as fault:
        raise explained(source, start, fault) from None
    except yaml.YAMLError:
        raise source.problem(start, _("This cannot be read. Write one “name: value” on a line.")) from None
    if not isinstance(node, yaml.MappingNode):
        raise source.problem(start, _("There are no fields here. Write one “name: value” on a line."))
    return node


def explained(source: Source, start: int, fault: yaml.MarkedYAMLError) -> ContentError:
    """A mistake in YAML, in words that need no YAML."""
    context, reason = str(fault.context), str(fault.problem)
    mark = (fault.context_mark if "simple key" in context else None) or fault.problem_mark or fault.context_mark
    if "escape" in reason and fault.problem_mark is not None:
        location = source.location(fault.problem_mark.line + 1, fault.problem_mark.column + 1)
        return found(location, _("A backslash in quotation marks needs another before it. Write \\\\ instead."))
    if "quoted scalar" in context and fault.context_mark is not None:
        location = source.location(fault.context_mark.line + 1, fault.context_mark.column + 1)
        return found(location, _("The quotation mark that opens here is not closed. Add the same mark at the end."))
    if mark is None:
        return source.problem(start, _("This cannot be read. Write one “name: value” on a line."))
    location = nearest(source, mark.line + 1, mark.column + 1)
    line = source.lines[location.line - 1]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return found(source.location(location.line, line.index("\t") + 1), _("There is a tab here. Use spaces."))
    name, colon, value = line.partition(":")
    value = value.strip()
    if colon and value and value[0] in SIGNS:
        return found(
            source.location(location.line, line.index(value, len(name)) + 1),
            _(
                "A value cannot begin with {sign}. Put the value in quotation marks: {cure}",
                sign=value[0],
                cure=quoted(name, value),
            ),
        )
    if "mapping values" in reason and ": " in value + " ":
        return found(location, _("A value with a colon needs quotation marks: {cure}", cure=quoted(name, value)))
    if colon and value[:1] in ("'", '"'):
        return found(
            location,
            _(
                "Something stands after the closing quotation mark. Put the whole value within the marks: {cure}",
                cure=quoted(name, value),
            ),
        )
    return found(location, _("This line cannot be read. Write it as “name: value”, from the beginning of the line."))


def nearest(source: Source, line: int, column: int) -> Location:
    """The place, or where it is on an empty line or past the end, the end of the last line written before it."""
    line = min(line, len(source.lines))
    while line > 1 and source.lines[line - 1].strip() in ("", "---"):
        line -= 1
        column = len(source.lines[line - 1]) or 1
    return source.location(line, column)


def found(location: Location, message: Message) -> ContentError:
    return ContentError([Diagnostic(location, message)])


def quoted(name: str, value: str) -> str:
    """The line of a field with its value in quotation marks, ready to copy."""
    bare = value[1:-1] if len(value) > 1 and value[0] == value[-1] in "\"'" else value
    if '"' in bare and "'" not in bare:
        return f"{name.strip()}: '{bare}'"
    escaped = bare.replace("\\", "\\\\").replace('"', '\\"')
    return f'{name.strip()}: "{escaped}"'
