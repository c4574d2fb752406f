"""Diagnostics: what is wrong in the content, where it was written, and what to do about it."""

from __future__ import annotations

import enum
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.i18n import Message, Translator, _
from generator.on_disk import on_disk

# Letters that Unicode does not take apart, as they are written without accents.
BASE_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ð": "d", "đ": "d", "ł": "l", "þ": "th", "ı": "i"}
)
# Characters. A longer line tells nobody where a mistake is.
LONGEST_EXCERPT = 9_999


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """Where something was written. Lines and columns count from 1; 0 stands for the whole file or line.

    `field` is the path of the field in its file: “title_fi”, “values.A.label_fi”; empty where it is in no field.
    """

    file: str
    line: int = 0
    column: int = 0
    field: str = ""

    def __str__(self) -> str:
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])


class Severity(enum.Enum):
    """Whether a diagnostic stops a build, or only says what could be better."""

    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A mistake or a weakness of the content: where it is, what is wrong, and what to do.

    `code` names advice where its file can say why the text stays as it is: “long-title”, “abbreviation ABC”.
    """

    location: Location
    message: Message
    severity: Severity = Severity.ERROR
    code: str = ""

    def __str__(self) -> str:
        return f"{self.location}: {self.message}"


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics, each once, sorted by location and message."""
    return tuple(sorted(set(diagnostics), key=lambda diagnostic: (diagnostic.location, str(diagnostic.message))))


class ContentError(Exception):
    """Raised by a step that cannot give its result, with every diagnostic that it found, sorted by location."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = in_order(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        return "\n".join(map(str, self.diagnostics))


class InvalidValue(ValueError):
    """Raised by a parser for text that does not fit, with a message for the editor."""

    def __init__(self, text: str | Message, **values: object) -> None:
        self.message = text if isinstance(text, Message) else _(text, **values)
        super().__init__(str(self.message))


class UserError(Exception):
    """Raised where a command cannot do what it was asked for, with a message for whoever runs it."""

    def __init__(self, text: str | Message, **values: object) -> None:
        self.message = text if isinstance(text, Message) else _(text, **values)
        super().__init__(str(self.message))


class Terminated(SystemExit):
    """Raised by a signal to terminate. The preview, which survives mistakes, does not survive this."""


class DiagnosticCollector:
    """Collects diagnostics, so that a step goes on after the first.

    As a context manager it collects those of a ContentError raised in its block, and swallows the exception.
    """

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []

    def add(self, location: Location, message: Message) -> None:
        """Collect an error."""
        self.diagnostics.append(Diagnostic(location, message))

    def __enter__(self) -> DiagnosticCollector:
        return self

    def __exit__(self, _kind: object, raised: BaseException | None, _trace: object) -> bool:
        if isinstance(raised, ContentError):
            self.diagnostics.extend(raised.diagnostics)
            return True
        return False

    def raise_any(self) -> None:
        """Raise ContentError if anything was collected."""
        if self.diagnostics:
            raise ContentError(self.diagnostics)


def diagnostic_lines(diagnostic: Diagnostic, translator: Translator) -> Iterator[str]:
    """Yield a diagnostic as lines for a terminal: its location and message, then the excerpt."""
    yield f"{diagnostic.location}: {translator.translate(diagnostic.message)}"
    if lines := excerpt(diagnostic.location):
        yield lines


def excerpt(location: Location) -> str:
    """Return the line of a location with a mark below its column, indented; empty where there is no such line."""
    line = written_line(location)
    if not line.strip():
        return ""
    return f"    {line}\n    {' ' * _terminal_width(line[: location.column - 1])}^"


def written_line(location: Location) -> str:
    """Return the line of a location as its file has it now; empty where the location has no column, or no file."""
    if not location.column:
        return ""
    try:
        content = on_disk(Path(location.file)).read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError:
        return ""
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    line = lines[location.line - 1] if location.line <= len(lines) else b""
    try:
        text = line.decode()
    except UnicodeDecodeError:
        # What word processors of Windows write: most of it can be read so.
        text = line.decode("cp1252", "replace")
    return unicodedata.normalize("NFC", text) if len(text) <= LONGEST_EXCERPT else ""


def did_you_mean(name: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the known name that was probably meant, if there is one that is so much alike, from 0 to 1."""
    # Most runs find no slip.
    import difflib

    folded = {strip_accents(candidate): candidate for candidate in known}
    matches = difflib.get_close_matches(strip_accents(name), folded, n=1, cutoff=likeness)
    return folded[matches[0]] if matches else None


def with_cure(problem: Message, suggestion: str | None, otherwise: Message) -> Message:
    """Return a problem followed by what to do about it: what was probably meant, or else another sentence."""
    cure = _('Did you mean "{suggestion}"?', suggestion=suggestion) if suggestion else otherwise
    return _("{problem} {cure}", problem=problem, cure=cure)


def strip_accents(text: str) -> str:
    """Return the text in lower case and without accents: Käyttöönotto becomes kayttoonotto, Łódź becomes lodz."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().translate(BASE_LETTERS)


def _terminal_width(text: str) -> int:
    """Return how many columns of a terminal the text fills."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    combining = sum(bool(unicodedata.combining(character)) for character in text)
    return len(text) + wide - combining


def install_command(extra: str) -> str:
    """Return the command that installs what an extra of the program needs, for the Python that runs.

    It names the packages: in a public index, the name of the program is not ours.
    """
    python = Path(sys.executable)
    if sys.prefix == sys.base_prefix:
        name = "py" if os.name == "nt" else "python3"
    else:
        name = str(python.relative_to(Path.cwd()) if python.is_relative_to(Path.cwd()) else python)
    # It takes as long to load as all that most commands need.
    from importlib import metadata

    needed = (line.partition(";") for line in metadata.requires("tiekartta") or ())
    packages = (f'"{package.strip()}"' for package, _semicolon, marker in needed if f"'{extra}'" in marker)
    return f"{name} -m pip install {' '.join(packages)}"
