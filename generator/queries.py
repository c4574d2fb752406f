"""Records what a file asks of the roadmap while it is made, so that the next build knows which files would be the same.

A query is a call of a method that is marked with `query`: its name and its arguments. A file depends on the answers to
its queries, and on what holds for the whole site. No list says what depends on what.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")
S = TypeVar("S")

# The name of a method and its arguments: ("Roadmap.measures_in", Subject(("goal", "A"))).
Query = tuple[Hashable, ...]

# The queries that were made since recording began, None while nothing is recorded.
_queries: ContextVar[set[Query] | None] = ContextVar("queries", default=None)


class Named(NamedTuple):
    """An argument that is given by its name."""

    name: str
    value: Hashable


class Subject(NamedTuple):
    """A part of the roadmap as an argument: the path of a document, the key of a value, or else what names it."""

    key: Hashable


@contextmanager
def recorded() -> Iterator[set[Query]]:
    """Record the queries that are made in a block."""
    queries: set[Query] = set()
    token = _queries.set(queries)
    try:
        yield queries
    finally:
        _queries.reset(token)


def query(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Mark a method whose answer files depend on. What it asks itself is not recorded: the answer holds all of it."""

    @wraps(method)
    def ask(self: S, *arguments: P.args, **named: P.kwargs) -> T:
        queries = _queries.get()
        if queries is None:
            return method(self, *arguments, **named)
        names = (Named(name, argument_key(value)) for name, value in named.items())
        queries.add((method.__qualname__, *map(argument_key, arguments), *names))
        token = _queries.set(None)
        try:
            return method(self, *arguments, **named)
        finally:
            _queries.reset(token)

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
        name, *keys = asked
        owner, _unused, method = str(name).partition(".")
        try:
            named = {key.name: key.value for key in keys if isinstance(key, Named)}
            arguments = [self._subject(key) for key in keys if not isinstance(key, Named)]
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
    if isinstance(answer, tuple | list):
        return tuple([_value(part) for part in answer])
    if isinstance(answer, Mapping):
        return tuple([(name, _value(part)) for name, part in answer.items()])
    digest = getattr(answer, "digest", None)
    return argument_key(answer) if digest is None else (answer.path, digest)
