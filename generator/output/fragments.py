"""Keeps the fragments of a file from one build to the next: as places in the file itself, which lies in the site.

So the files that have all measures are joined of what is there, and only what an edit changed is made.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Container, Hashable, Mapping
from functools import cached_property
from typing import cast

from generator.export.xlsx_package import sheet_part
from generator.output.build_record import Fragments
from generator.queries import Fragment, Query


class EarlierFragments:
    """The fragments of a file that the last build made.

    Args:
        path: The path of the file.
        fragments: What the record has of them.
        present: Returns a file as it lies in the site; None where no site is written, and their bytes do not matter.
        is_same: Tells whether the answer to a query is what it was.
    """

    def __init__(
        self, path: str, fragments: Fragments, present: Callable[[str], bytes | None], is_same: Callable[[Query], bool]
    ) -> None:
        self._path, self._present, self._is_same = path, present, is_same
        columns = zip(fragments.values, fragments.queries, strict=True)
        self._by_name = dict(zip(fragments.names, columns, strict=True))
        self.taken: set[str] = set()

    def find(self, name: str) -> Fragment | None:
        """Return a fragment by its name, None where it would be another."""
        if name not in self._by_name:
            return None
        value, queries = self._by_name[name]
        if not all(map(self._is_same, queries)):
            return None
        self.taken.add(name)
        match value:
            case (int(start), int(end)):
                return Fragment(b"" if self._text is None else self._text[start:end], queries)
            case _:
                return Fragment(cast("tuple[str, ...]", value), queries)

    @cached_property
    def _text(self) -> bytes | None:
        content = self._present(self._path)
        return None if content is None else _text_of(self._path, content)


def placed(path: str, content: bytes, fragments: Mapping[str, Fragment]) -> Fragments:
    """Return where the fragments of a file are in it, as the record has them."""
    if not fragments:
        return Fragments()
    found = dict[str, tuple[Hashable, tuple[Query, ...]]]()
    text, end, between = _text_of(path, content), 0, 0
    for name, (value, queries) in fragments.items():
        if not isinstance(value, bytes):
            found[name] = value, queries
            continue
        # Mostly as far from the one before as that from its own: to search takes longer.
        start = end + between if text.startswith(value, end + between) else text.find(value, end)
        if start >= 0:
            between, end = start - end, start + len(value)
            found[name] = (start, end), queries
    values, queries_of = [value for value, _unused in found.values()], [queries for _unused, queries in found.values()]
    return Fragments(tuple(found), tuple(values), tuple(queries_of))


def without(content: bytes, fragments: Fragments, names: Container[str]) -> bytes:
    """Return a file without some of its fragments."""
    pieces, end = [], 0
    for name, value in zip(fragments.names, fragments.values, strict=True):
        match value:
            case (int(start), int(after)) if name in names:
                pieces.append(content[end:start])
                end = after
    return b"".join((*pieces, content[end:]))


def _text_of(path: str, content: bytes) -> bytes:
    """Return the text of a file in which its fragments are found: in a workbook, that of its first sheet."""
    if not path.endswith(".xlsx"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as workbook:
        return workbook.read(sheet_part(1))
