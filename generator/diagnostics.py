"""A problem with its place: what an editor wrote, where, and what to do about it."""

from __future__ import annotations

import difflib
import enum
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType

from generator.i18n import Message, Translator, _


class InvalidValue(ValueError):
    """Raised by a parser: what was written does not fit, in words for the editor."""

    def __init__(self, text: str, **values: object) -> None:
        self.message = _(text, **values)
        super().__init__(str(self.message))


class UserError(Exception):
    """Raised where a command cannot do what it was asked for, in words for the editor."""

    def __init__(self, text: str, **values: object) -> None:
        self.message = _(text, **values)
        super().__init__(str(self.message))


class Severity(enum.Enum):
    """Whether a diagnostic stops a build, or only says what could be better."""

    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """Where something was written. Lines and columns count from 1; 0 stands for the whole file."""

    file: str
    line: int = 0
    column: int = 0
    quote: str = ""

    def __str__(self) -> str:
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake of an editor's: the place, and what is wrong and what to do."""

    location: Location
    message: Message
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.location}: {self.message}"

    def excerpt(self) -> str:
        """The line that was written, with a mark under the place; empty where there is none."""
        if not self.location.quote.strip():
            return ""
        shift = width(self.location.quote[: self.location.column - 1])
        return f"    {self.location.quote}\n    {' ' * shift}^"


def diagnostic_lines(diagnostic: Diagnostic, translator: Translator) -> Iterator[str]:
    """Yield a diagnostic as lines for a terminal: its location and the message, then what was written."""
    yield f"{diagnostic.location}: {translator.translate(diagnostic.message)}"
    if excerpt := diagnostic.excerpt():
        yield excerpt


def width(text: str) -> int:
    """How many columns of a terminal the text fills."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    combining = sum(bool(unicodedata.combining(character)) for character in text)
    return len(text) + wide - combining


class ContentError(Exception):
    """Raised by a step that cannot give its value: every problem that it found, sorted by place."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        once = dict.fromkeys(diagnostics)
        self.diagnostics = tuple(sorted(once, key=lambda problem: (problem.location, str(problem.message))))
        super().__init__("\n".join(map(str, self.diagnostics)))


class Terminated(SystemExit):
    """Raised wherever the program is when a signal ends it: nothing that lives through mistakes lives through this."""


class DiagnosticCollector:
    """Gathers problems, so that a step goes on after the first.

    As a context it takes in the ProblemsFound of its block and lets the rest go on.
    """

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []

    def add(self, location: Location, message: Message) -> None:
        self.diagnostics.append(Diagnostic(location, message))

    def __enter__(self) -> DiagnosticCollector:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, found: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(found, ContentError):
            self.diagnostics.extend(found.diagnostics)
            return True
        return False

    def stop(self) -> None:
        """Raises ProblemsFound if anything was gathered."""
        if self.diagnostics:
            raise ContentError(self.diagnostics)


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant, or None."""
    folded = {strip_accents(candidate): candidate for candidate in known}
    matches = difflib.get_close_matches(strip_accents(name), folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def strip_accents(text: str) -> str:
    """The text in lower case, without accents: Käyttöönotto becomes kayttoonotto."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
