"""Makes content of a table by a mapping, and writes it where nobody has edited since."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.content.paths import CONTENT
from generator.content.source import path_text
from generator.diagnostics import ContentError, Diagnostic, DiagnosticCollector, InvalidValue, Location
from generator.i18n import Message, Translator, _
from generator.model import Language
from generator.output.atomic_write import write_file
from generator.spreadsheets.csv import read_lenient_csv
from generator.spreadsheets.import_ import read_tables
from generator.spreadsheets.tables import CellValue, SheetTable, value_of
from generator.table_import.conversion import convert
from generator.table_import.mapping import mapping_yaml, read_table_mapping
from generator.table_import.proposal import propose
from generator.table_import.report import report
from generator.table_import.table import read_columns

MAPPING = "mapping.yaml"
# The files that were written, with their checksums as `sha256sum` writes them, beside the mapping.
CHECKSUMS = "mapping.sha256"


@dataclass(frozen=True, slots=True)
class TableImport:
    """The content that a table becomes.

    Args:
        mapping: The text of mapping.yaml, which says what each column becomes.
        files: The texts of the content files by their paths from the content folder.
        report: What becomes of the table, a line each, with every cell that has no place.
        languages: Those of the site; one that the table has no titles in is a draft.
    """

    mapping: str
    files: Mapping[str, str]
    report: tuple[Message, ...]
    languages: tuple[Language, ...]


def import_table(file: Path, languages: Sequence[Language], mapping: Path, translator: Translator) -> TableImport:
    """Return the content that a table becomes, by the mapping of a file, or by a proposal where there is no such file.

    Args:
        file: An .xlsx, .ods or .csv with headings in any language.
        languages: Those of the site; the first is that of columns whose headings name none.
        mapping: The file of the mapping.
        translator: For the explanations in the mapping.

    Raises:
        ContentError: The table or the mapping has something to fix.
        UserError: The program that reads workbooks is not installed.
    """
    table = read_columns(_with_values(read_tables(file, read_lenient_csv)), path_text(file))
    # A language that the table has no titles in is a draft, and has the texts of the first one.
    drafts = [replace(language, draft=True) for language in languages[1:]]
    all_languages = (languages[0], *drafts)
    is_proposed = not mapping.exists()
    columns = propose(table, all_languages) if is_proposed else read_table_mapping(mapping, table, all_languages)
    all_languages = (languages[0], *(replace(one, draft=one.code not in columns.titles) for one in drafts))
    written = [language for language in all_languages if not language.draft]
    conversion = convert(table, columns, written)
    return TableImport(
        mapping=mapping_yaml(columns, table, written, translator) if is_proposed else mapping.read_bytes().decode(),
        files=conversion.files,
        report=(*report(table, columns, conversion), *(_draft_note(one) for one in all_languages if one.draft)),
        languages=all_languages,
    )


def _with_values(tables: Sequence[SheetTable]) -> list[SheetTable]:
    """Return tables with what their cells keep, however they show it. Raises ContentError where one has a fault."""
    problems, with_values = DiagnosticCollector(), []
    for table in tables:
        rows = list[list[CellValue]]()
        for index, row in enumerate(table.rows):
            rows.append([])
            for column, cell in enumerate(row):
                try:
                    rows[-1].append(value_of(cell))
                except InvalidValue as fault:
                    problems.add(table.location(index, column), fault.message)
        with_values.append(replace(table, rows=rows))
    problems.raise_any()
    return with_values


def _draft_note(language: Language) -> Message:
    return _(
        "No column has titles in {language}. The language is a draft: the preview shows it with the texts of "
        "the first one.",
        language=language.endonym,
    )


def imported_files(table_import: TableImport) -> dict[str, str]:
    """Return all files of an import by their paths below the city's folder: mapping, content, checksums."""
    files = {f"{CONTENT}/{path}": text for path, text in sorted(table_import.files.items())}
    checksums = "".join(f"{_digest(text.encode())}  {path}\n" for path, text in files.items())
    return {MAPPING: table_import.mapping, **files, CHECKSUMS: checksums}


def write_import(table_import: TableImport, folder: Path) -> None:
    """Write the files of an import into the folder of a city, and delete those that the table does not give any more.

    Raises:
        ContentError: A file was edited since it was imported; nothing was written.
        WriteFailed: The disk does not take a file.
    """
    files, known = imported_files(table_import), _checksums(folder / CHECKSUMS)
    contents = {path: (folder / path).read_bytes() for path in {**files, **known} if (folder / path).exists()}
    edited = [
        path
        for path, content in contents.items()
        if path.startswith(f"{CONTENT}/")
        and content != files.get(path, "").encode()
        and _digest(content) != known.get(path)
    ]
    if edited:
        message = _(
            "This has been edited since the table was imported. Move it elsewhere, or continue without importing again."
        )
        raise ContentError(Diagnostic(Location(path_text(folder / path)), message) for path in edited)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        write_file(folder / path, text.encode())
    for path in known.keys() - files.keys():
        (folder / path).unlink(missing_ok=True)


def _checksums(file: Path) -> dict[str, str]:
    """Return the checksums of the files that were written last, by their paths below the city's folder."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    pairs = (line.split("  ", 1) for line in lines if "  " in line)
    return {path: digest for digest, path in pairs}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
