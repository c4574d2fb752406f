"""Records what a file asks of the roadmap while it is made, so that the next build knows which files would be the same.

A query is a call of a method that is marked with `query`: its name and its arguments. A file depends on the answers to
its queries, and on what holds for the whole site. No list says what depends on what.

What a file asks for by its name, such as a template or a word of the interface, is noted with `ask_for`. Since there is
much of it, all names that a file asks for are one query: `("Templates.source", Names(("base.html", "embed.html")))`.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar, cast

P = ParamSpec("P")
K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
S = TypeVar("S")

# The name of a method and its arguments: ("Roadmap.measures_in", Subject(("goal", "A"))).
Query = tuple[Hashable, ...]


class Fragment(NamedTuple):
    """What a measure adds to a file of many: a piece of its bytes, or names that it is made with; and its queries.

    Of a piece that is recorded, there is only where it begins and ends: all pieces would take as much memory as the
    file.
    """

    value: bytes | tuple[int, int] | tuple[str, ...]
    queries: tuple[Query, ...]


class Names(NamedTuple):
    """The last argument of a query for several things: it was made with each of these."""

    names: tuple[str, ...]


class Recording:
    """What was asked while a file is made, and the fragments that it is made of, by their names.

    Args:
        earlier: Returns a fragment of the last build by its name, None where it would be another.
    """

    def __init__(self, earlier: Callable[[str], Fragment | None]) -> None:
        self.earlier = earlier
        self.queries: set[Query] = set()
        # By the query that asks for them.
        self.names = defaultdict[Query, set[str]](set)
        self.fragments: dict[str, Fragment] = {}

    def asked(self) -> tuple[Query, ...]:
        """Return the queries, those of names together."""
        return (*self.queries, *((*asked, Names(tuple(sorted(names)))) for asked, names in self.names.items()))


# What records, None while nothing does.
_recording: ContextVar[Recording | None] = ContextVar("recording", default=None)

F = TypeVar("F", bound=bytes | tuple[str, ...])


class Named(NamedTuple):
    """An argument that is given by its name."""

    name: str
    value: Hashable


class Subject(NamedTuple):
    """A part of the roadmap as an argument: the path of a document, the key of a value, or else what names it."""

    key: Hashable


@contextmanager
def record_queries(earlier: Callable[[str], Fragment | None] = lambda _name: None) -> Iterator[Recording]:
    """Record what is asked in a block."""
    recording = Recording(earlier)
    token = _recording.set(recording)
    try:
        yield recording
    finally:
        _recording.reset(token)


def fragment(measure: Any, make: Callable[[], F], place: int = 0, detail: object = "") -> F:
    """Return what a measure adds to the file that is being made: from the last build, where it would be the same.

    Args:
        measure: The measure. What else a file lists has no digest, is the same for all files, and is made each time.
        make: Makes it of the measure, of what it asks, and of what holds for the whole site.
        place: Where it begins in the file, if it is a piece of that.
        detail: What it depends on besides.
    """
    recording = _recording.get()
    if recording is None or not hasattr(measure, "digest"):
        return make()
    name = f"{measure.path}{detail}"
    found = recording.earlier(name)
    if found is None:
        with record_queries() as inner:
            inner.queries.add(("Roadmap.measure_at", measure.path))
            value: Any = make()
        found = Fragment(value, inner.asked())
    value, queries = found
    recorded = (place, place + len(value)) if isinstance(value, bytes) else value
    recording.fragments[name] = Fragment(recorded, queries)
    recording.queries.update(queries)
    return cast("F", value)


def ask_for(asked: Query, name: str) -> None:
    """Note that the file which is being made depends on what has a name: on the answer to a query with that."""
    recording = _recording.get()
    if recording is not None:
        recording.names[asked].add(name)


def ask_again(earlier: Recording) -> None:
    """Note that the file which is being made asks what was asked for something that is made once for many files."""
    recording = _recording.get()
    if recording is not None:
        recording.queries |= earlier.queries
        for asked, names in earlier.names.items():
            recording.names[asked] |= names


def made_once(values: dict[K, tuple[T, Recording]], key: K, make: Callable[[], T]) -> T:
    """Return what is made once for many files, each of which asks for all that it is made of.

    Args:
        values: What was made before.
        key: What tells it from the others.
        make: Makes it.
    """
    if key not in values:
        with record_queries() as asked:
            values[key] = make(), asked
    value, asked = values[key]
    ask_again(asked)
    return value


def query(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Mark a method whose answer files depend on. What it asks itself is not recorded: the answer holds all of it."""

    @wraps(method)
    def ask(self: S, *arguments: P.args, **named: P.kwargs) -> T:
        recording = _recording.get()
        if recording is None:
            return method(self, *arguments, **named)
        names = (Named(name, argument_key(value)) for name, value in named.items())
        recording.queries.add((method.__qualname__, *map(argument_key, arguments), *names))
        token = _recording.set(None)
        try:
            return method(self, *arguments, **named)
        finally:
            _recording.reset(token)

    return cast("Callable[Concatenate[S, P], T]", ask)


def argument_key(argument: Any) -> Hashable:
    """Return what stands for an argument of a query in a record."""
    if argument is None or (isinstance(argument, str | int) and not isinstance(argument, Enum)):
        return argument
    for name in ("path", "key", "id", "name"):
        if hasattr(argument, name):
            return Subject(getattr(argument, name))
    raise TypeError(f"{argument!r} is no argument of a query")


class Answers:
    """The answers of a roadmap to queries of a record, as fingerprints that tell whether two answers are the same.

    Args:
        owners: What has the methods, by the name of its class.
        subjects: What can be an argument.
    """

    def __init__(self, owners: Mapping[str, object], subjects: Iterable[object]) -> None:
        self._owners = owners
        self._subjects = {argument_key(subject): subject for subject in subjects}
        self._fingerprints: dict[Query, bytes] = {}

    def fingerprint(self, asked: Query) -> bytes:
        """Return the fingerprint of the answer to a query; empty where something that it asks about is no more."""
        if asked not in self._fingerprints:
            self._fingerprints[asked] = self._answered(asked)
        return self._fingerprints[asked]

    def _answered(self, asked: Query) -> bytes:
        if isinstance(asked[-1], Names):
            return fingerprint([self.fingerprint((*asked[:-1], name)).hex() for name in asked[-1].names])
        name, *keys = asked
        owner, _unused, method = str(name).partition(".")
        named = {key.name: key.value for key in keys if isinstance(key, Named)}
        try:
            arguments = map(self._subject, keys[: len(keys) - len(named)])
            answer = getattr(self._owners[owner], method)
            answer = answer(*arguments, **named) if callable(answer) else answer
        except LookupError:
            return b""
        return fingerprint(answer)

    def _subject(self, key: Hashable) -> object:
        return self._subjects[key] if isinstance(key, Subject) else key


def fingerprint(answer: object) -> bytes:
    """Return a digest of an answer: of measures by their files, of other parts of the roadmap by their keys."""
    return hashlib.blake2b(repr(_value(answer)).encode(), digest_size=16).digest()


def _value(answer: Any) -> Hashable:
    """Return what stands for an answer: measures become their paths and the digests of their files."""
    # Thousands of answers are wanted after each edit, and most are measures.
    digest = getattr(answer, "digest", None)
    if digest is not None:
        return (answer.path, digest)
    if isinstance(answer, tuple | list):
        return tuple([_value(part) for part in answer])
    if isinstance(answer, Mapping):
        return tuple([(name, _value(part)) for name, part in answer.items()])
    return argument_key(answer)
