"""Keeps the fragments of a file from one build to the next: as places in the file itself, which lies in the site.

So the files that have all measures are joined of what is there, and only what an edit changed is made.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Container, Mapping
from contextlib import ExitStack
from functools import cached_property
from typing import BinaryIO, Self, cast

from generator.export.xlsx_package import sheet_part
from generator.output.build_record import Fragments
from generator.queries import Fragment, Query

# A file whose fragments are in a part of it: in its first sheet.
_PACKED = ".xlsx"


class EarlierFragments:
    """The fragments of a file that the last build made, in a block in which that file is open once it is needed.

    Args:
        path: The path of the file.
        fragments: What the record has of them.
        present: Opens a file as it lies in the site; None where no site is written, and their bytes do not matter.
        is_same: Tells whether the answer to a query is what it was.
    """

    def __init__(
        self,
        path: str,
        fragments: Fragments,
        present: Callable[[str], BinaryIO | None],
        is_same: Callable[[Query], bool],
    ) -> None:
        self._path, self._present, self._is_same = path, present, is_same
        columns = zip(fragments.values, fragments.queries, strict=True)
        self._by_name = dict(zip(fragments.names, columns, strict=True))
        self.taken: set[str] = set()
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._opened.close()

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
                return Fragment(self._piece(start, end), queries)
            case _:
                return Fragment(cast("tuple[str, ...]", value), queries)

    def _piece(self, start: int, end: int) -> bytes:
        if self._file is None:
            return b""
        self._file.seek(start)
        return self._file.read(end - start)

    @cached_property
    def _file(self) -> BinaryIO | None:
        file = self._present(self._path)
        if file is None:
            return None
        self._opened.enter_context(file)
        if not self._path.endswith(_PACKED):
            return file
        # Unpacked as it is read: the whole sheet would take much memory.
        workbook = self._opened.enter_context(zipfile.ZipFile(file))
        return cast("BinaryIO", self._opened.enter_context(workbook.open(sheet_part(1))))


def in_columns(fragments: Mapping[str, Fragment]) -> Fragments:
    """Return the fragments of a file as the record has them."""
    if not fragments:
        return Fragments()
    values, queries = zip(*fragments.values(), strict=True)
    return Fragments(tuple(fragments), values, queries)


def remove_fragments(content: bytes, fragments: Fragments, names: Container[str]) -> bytes:
    """Return a file without some of its fragments."""
    pieces, end = [], 0
    for name, value in zip(fragments.names, fragments.values, strict=True):
        match value:
            case (int(start), int(after)) if name in names:
                pieces.append(content[end:start])
                end = after
    return b"".join((*pieces, content[end:]))
