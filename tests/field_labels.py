"""Extracts the messages of a file of the program for `make messages`: those of Babel, names of fields, and help.

A name of a field is written where the program declares it or asks for it, and has a label in each catalogue.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Collection, Iterator, Mapping
from typing import Any, BinaryIO

from babel.messages.extract import extract_python

from generator.cli.app import main
from generator.cli.localized_help import help_texts

# What declares a field, asks a file for one, or tells what one takes: it is given the name.
NAMING = {
    "Field",
    "FieldName",
    "choice",
    "day",
    "entries",
    "files",
    "mapping_if_any",
    "mappings",
    "one_of",
    "optional",
    "required",
    "text",
    "texts",
    "texts_if_any",
    "translated",
    "translated_if_any",
}

Extracted = tuple[int, str, str | tuple[str, ...], list[str]]


def extract(
    file: BinaryIO, keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Extracted]:
    """Yield line, function, words and comments of each message, as Babel's extractor of Python does."""
    source = file.read()
    yield from extract_python(io.BytesIO(source), keywords, comment_tags, options)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _last_name(node.func).lstrip("_") in NAMING:
            names = [name for name in map(_beginning, node.args[:2]) if name.isidentifier()]
            if names:
                yield node.lineno, "pgettext", ("field", names[0]), []


def extract_with_help(
    file: BinaryIO, keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Extracted]:
    """Yield the messages of the file of the command line, and the help of all its commands."""
    yield from extract(file, keywords, comment_tags, options)
    yield from ((1, "gettext", text, []) for text in dict.fromkeys(help_texts(main)))


def _last_name(function: ast.expr) -> str:
    """Return the name that is called: that of a function, or that of a method."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _beginning(argument: ast.expr) -> str:
    """Return a name as it is written, without the code of a language that is put at its end."""
    if isinstance(argument, ast.JoinedStr):
        return _beginning(argument.values[0]).rstrip("_")
    value = getattr(argument, "value", "")
    return value if isinstance(value, str) else ""
