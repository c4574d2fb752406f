"""Pickles values for the record of a build and for other processes: as fast as Python can, and never code to run."""

from __future__ import annotations

import importlib
import io
import pickle
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from typing import Any, TypeVar

from generator.garbage import collecting

T = TypeVar("T")

# A page lists fewer measures, and its version in another language, which is made next, lists the same.
_LAST = 128

_OWN = (
    "generator.model.",
    "generator.checks.site.",
    "generator.output.build_record",
    "generator.queries",
    "generator.content.measure_reader",
)
_OTHERS = frozenset(
    {
        ("generator.diagnostics", "Diagnostic"),
        ("generator.diagnostics", "Location"),
        ("generator.diagnostics", "Severity"),
        ("generator.pickles", "StoredMapping"),
        ("generator.i18n", "Message"),
        ("generator.i18n", "FieldName"),
        ("datetime", "date"),
        ("builtins", "frozenset"),
        ("builtins", "set"),
    }
)


class UnknownValue(Exception):
    """Raised when bytes are no pickle that this module wrote."""


class SharedValues:
    """Values that a pickle names instead of having them, since its reader has them: those of the settings.

    Args:
        values: The values by their names, which must be the same for the reader.
    """

    def __init__(self, values: Mapping[str, object]) -> None:
        self.by_name = values
        self.names = {id(value): name for name, value in values.items()}


NOTHING_SHARED = SharedValues({})


def dumps(value: object, shared: SharedValues) -> bytes:
    """Return a value as a pickle."""
    if not shared.names:
        return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream = io.BytesIO()
    # To ask whether a value is shared takes most of the time.
    _SharingPickler(stream, shared).dump(value)
    return stream.getvalue()


def loads(data: bytes, shared: SharedValues) -> Any:
    """Return the value of a pickle.

    Raises:
        UnknownValue: It is damaged, or not written by `dumps`.
    """
    with _reading():
        return _Unpickler(io.BytesIO(data), shared).load()


def loads_all(data: bytes | memoryview) -> list[Any]:
    """Return the values of pickles that follow one another and share nothing.

    Raises:
        UnknownValue: One is damaged, or not written by `dumps`.
    """
    stream, values = io.BytesIO(data), []
    with _reading():
        while stream.tell() < len(data):
            values.append(_Unpickler(stream, NOTHING_SHARED).load())
    return values


@contextmanager
def _reading() -> Iterator[None]:
    """Raise UnknownValue for what is wrong with a pickle."""
    # What is read is no garbage: to look for some takes three times as long as to read.
    with collecting(is_enabled=False):
        try:
            yield
        except (
            pickle.UnpicklingError,
            ValueError,
            TypeError,
            LookupError,
            AttributeError,
            ImportError,
            EOFError,
        ) as error:
            raise UnknownValue(str(error)) from error


def store(mapping: Mapping[str, object]) -> bytes:
    """Return a mapping as bytes that take little memory, from which `StoredMapping` reads it."""
    stream = io.BytesIO()
    _Pickler(stream).dump(mapping)
    # The fastest level: a quarter of the bytes.
    return zlib.compress(stream.getvalue(), 1)


class StoredMapping(Mapping[str, T]):
    """A mapping that is read from its bytes when it is asked for, and not kept but for the last ones.

    Args:
        stored: What `store` returned.
    """

    __slots__ = ("_stored",)

    def __init__(self, stored: bytes) -> None:
        self._stored = stored

    def __getitem__(self, name: str) -> T:
        value: T = _stored_in(self._stored)[name]
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(_stored_in(self._stored))

    def __len__(self) -> int:
        return len(_stored_in(self._stored))


@lru_cache(_LAST)
def _stored_in(stored: bytes) -> Mapping[str, Any]:
    mapping: Mapping[str, Any] = loads(zlib.decompress(stored), NOTHING_SHARED)
    return mapping


class _Pickler(pickle.Pickler):
    def __init__(self, stream: io.BytesIO) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)

    def reducer_override(self, value: Any) -> Any:
        """Return what makes a frozen value: its class and fields. Python's own way takes three times as long."""
        fields_of = _fields_of(type(value))  # type: ignore[arg-type]
        return NotImplemented if fields_of is None else (type(value), fields_of(value))


class _SharingPickler(_Pickler):
    def __init__(self, stream: io.BytesIO, shared: SharedValues) -> None:
        super().__init__(stream)
        self._names = shared.names

    def persistent_id(self, value: object) -> str | None:
        """Return the name of a shared value, None for others."""
        return self._names.get(id(value))


@cache
def _fields_of(kind: type) -> Callable[[object], tuple[object, ...]] | None:
    """Return what gives the values that a class of values is made of, None for others."""
    if not is_dataclass(kind) or not all(field.init for field in fields(kind)):
        return None
    names = [field.name for field in fields(kind)]
    return lambda value: tuple([getattr(value, name) for name in names])


class _Unpickler(pickle.Unpickler):
    """Reads nothing but values: a file that somebody else put in the place of ours runs no code."""

    def __init__(self, stream: io.BytesIO, shared: SharedValues) -> None:
        super().__init__(stream)
        self._values = shared.by_name

    def persistent_load(self, name: str) -> object:
        """Return the shared value of a name."""
        return self._values[name]

    def find_class(self, module: str, name: str) -> Any:
        """Return a class of values of the program."""
        return _find_class(module, name)


@cache
def _find_class(module: str, name: str) -> type:
    if module.startswith(_OWN) or (module, name) in _OTHERS:
        found = getattr(importlib.import_module(module), name, None)
        if isinstance(found, type) and found.__module__ == module:
            return found
    raise pickle.UnpicklingError(f"{module}.{name} is no value")
