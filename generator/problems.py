"""A problem with its place: what an editor wrote, where, and what to do about it."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType


@dataclass(frozen=True, slots=True)
class Name:
    """What an editor writes by its name, such as a field: it is shown with its label, where it has one."""

    name: str

    def __str__(self) -> str:
        return f'"{self.name}"'


@dataclass(frozen=True, slots=True)
class Kind(Name):
    """The same, where one of its values is spoken of: “a level”."""

    def __str__(self) -> str:
        return f"an {self.name}" if self.name[:1].lower() in "aeiou" else f"a {self.name}"


@dataclass(frozen=True, slots=True)
class Message:
    """Words for the editor: a sentence with named gaps, and what goes into them.

    The sentence stays whole until it is shown, so that it can be looked up in another language. `many` is its
    form for every `count` but one.
    """

    text: str
    values: tuple[tuple[str, object], ...] = ()
    many: str = ""

    def __str__(self) -> str:
        values = dict(self.values)
        return (self.many if self.many and values["count"] != 1 else self.text).format(**values)


def say(text: str, **values: object) -> Message:
    """The message of a sentence and the values for its gaps."""
    return Message(text, tuple(values.items()))


def say_counted(one: str, many: str, **values: object) -> Message:
    """The message of a sentence with a `count`, in its form for one and for all other numbers."""
    return Message(one, tuple(values.items()), many)


class Mistake(ValueError):
    """Raised by a parser: what was written does not fit, in words for the editor."""

    def __init__(self, text: str, **values: object) -> None:
        self.message = say(text, **values)
        super().__init__(str(self.message))


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something was written. Lines and columns count from 1; 0 stands for the whole file."""

    file: str
    line: int = 0
    column: int = 0
    quote: str = ""

    def __str__(self) -> str:
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake of an editor's: the place, and what is wrong and what to do."""

    place: Place
    message: Message

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"

    def excerpt(self) -> str:
        """The line that was written, with a mark under the place; empty where there is none."""
        if not self.place.quote.strip():
            return ""
        shift = width(self.place.quote[: self.place.column - 1])
        return f"    {self.place.quote}\n    {' ' * shift}^"


class Advice(Problem):
    """What could be better: it stops nothing."""

    __slots__ = ()


def width(text: str) -> int:
    """How many columns of a terminal the text fills."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    combining = sum(bool(unicodedata.combining(character)) for character in text)
    return len(text) + wide - combining


class ProblemsFound(Exception):
    """Raised by a step that cannot give its value: every problem that it found, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        once = dict.fromkeys(problems)
        self.problems = tuple(sorted(once, key=lambda problem: (problem.place, str(problem.message))))
        super().__init__("\n".join(map(str, self.problems)))


class Stopped(SystemExit):
    """Raised wherever the program is when a signal ends it: nothing that lives through mistakes lives through this."""


class Collector:
    """Gathers problems, so that a step goes on after the first.

    As a context it takes in the ProblemsFound of its block and lets the rest go on.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, place: Place, message: Message) -> None:
        self.problems.append(Problem(place, message))

    def __enter__(self) -> Collector:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, found: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(found, ProblemsFound):
            self.problems.extend(found.problems)
            return True
        return False

    def stop(self) -> None:
        """Raises ProblemsFound if anything was gathered."""
        if self.problems:
            raise ProblemsFound(self.problems)


def closest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant, or None."""
    folded = {fold(candidate): candidate for candidate in known}
    matches = difflib.get_close_matches(fold(name), folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def fold(text: str) -> str:
    """The text in lower case, without accents: Käyttöönotto becomes kayttoonotto."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
