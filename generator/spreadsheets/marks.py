"""Marks what a row said when it was exported: a cell that nobody touched since then undoes no change of its file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from generator.content.field_types import Key
from generator.diagnostics import InvalidValue
from generator.spreadsheets.rows import entry_text


def text_as_read(text: str, key: Key) -> str:
    """Return the text of a file as its cell will be read, the text itself where that would be refused."""
    try:
        return entry_text(text, key)
    except InvalidValue:
        return text


def row_mark(texts: Mapping[str, str]) -> str:
    """Return the mark of a row: a digest of each text, but for empty ones, by the name of its column."""
    return " ".join(f"{name}:{digest(text)}" for name, text in texts.items() if text)


def is_untouched(mark: str, name: str, text: str) -> bool:
    """Tell whether a cell says what it said when its row was marked; nobody can tell that of a row without a mark."""
    digests = dict(part.split(":", 1) for part in mark.split() if ":" in part)
    return bool(digests) and digests.get(name, "") == (digest(text) if text else "")


def digest(text: str) -> str:
    """Return what tells a text from others."""
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest()
