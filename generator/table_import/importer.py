"""Makes content of a table by a mapping, and writes it where nobody has edited since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.i18n import Message
from generator.model import Language

MAPPING = "mapping.yaml"


@dataclass(frozen=True, slots=True)
class TableImport:
    """What a table becomes.

    Args:
        mapping: The text of mapping.yaml, which says what each column becomes.
        files: The content files by their paths from the content folder.
        report: What becomes of the table, a line each, with every cell that has no place.
    """

    mapping: str
    files: Mapping[str, str]
    report: tuple[Message, ...]


def import_table(table: Path, languages: Sequence[Language], mapping: Path) -> TableImport:
    """Return the content that a table becomes, by the mapping of a file, or by a proposal where there is no such file.

    Args:
        table: An .xlsx, .ods or .csv with headings in any language.
        languages: Those of the site; the first is that of columns whose headings name none.
        mapping: The file of the mapping.

    Raises:
        ContentError: The table or the mapping has something to fix.
        UserError: The program that reads workbooks is not installed.
    """
    raise NotImplementedError(table, languages, mapping)


def write_import(table_import: TableImport, folder: Path) -> None:
    """Write the mapping into a folder, and the content files into `content` in it.

    Raises:
        UserError: A file was edited since it was written; nothing was written.
    """
    raise NotImplementedError(table_import, folder)
