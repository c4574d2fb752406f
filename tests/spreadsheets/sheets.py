"""The measures of a miniature city as spreadsheets, read and saved as other programs do."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter
from python_calamine import CalamineWorkbook
from xlsxwriter.worksheet import Worksheet

from generator.build import labels
from generator.content.loader import read_roadmap
from generator.export.xlsx import column_letters
from generator.i18n import Translator
from generator.project import Project
from generator.spreadsheets.columns import column_heads, columns

HEATING = "content/measures/01-heating.md"
TRAM = "content/measures/02-tram.md"
BIKES = "content/measures/03-bikes.md"
COAL = "content/measures/04-coal.md"
NAME = "roadmap.xlsx, Measures!"
UNCHANGED = "The table matches the content. There is nothing to change.\n"
# Rows without a file: a new measure, and one of a roadmap that is followed up.
MORE = {
    "number": 3,
    "goal": "X",
    "district": "north",
    "weight": "S",
    "price": "low",
    "title_sv": "Träd: fler",
    "title_en": "More trees",
    "problem_sv": "Var ska träden stå?",
    "problem_en": "Where shall the trees stand?",
}
LATER = {
    **MORE,
    "number": 3,
    "edition": 2025,
    "draft": "ja",
    "due": datetime.date(2026, 12, 31),
    "related": "02-tram.md, 03-bikes.md",
}


def read(file: str = "roadmap.xlsx") -> list[list[object]]:
    """The rows of the exported table, with the names of fields as its heads, which are understood as well."""
    content = Path("content")
    translator = Translator("en", lambda: labels(Project(content), "en"))
    heads = column_heads(columns(read_roadmap(content)), translator)
    names = {head: name for name, head in heads.items()}
    rows = [list(row) for row in CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()]
    return [[names.get(str(head), head) for head in rows[0]], *rows[1:]]


@contextmanager
def sheet_of(rows: list[list[object]], file: str = "roadmap.xlsx") -> Iterator[Worksheet]:
    """The only sheet of a workbook as Excel saves it, without what the export adds: room for more to be written."""
    with xlsxwriter.Workbook(file, {"default_date_format": "d.m.yyyy"}) as book:
        sheet = book.add_worksheet("Measures")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        yield sheet


def save(rows: list[list[object]], file: str = "roadmap.xlsx") -> None:
    with sheet_of(rows, file):
        pass


def save_ods(rows: list[list[object]], file: str, more: str = "") -> None:
    start, end = '<table:table-cell office:value-type="string"><text:p>', "</text:p></table:table-cell>"
    lines = ["".join(f"{start}{escape(str(cell))}{end}" for cell in row) for row in rows]
    content = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    kind = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{kind}:{name}:1.0"' for name in ("office", "table", "text"))
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{kind}:manifest:1.0"/>')
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="Measures">{content}{more}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )


def save_csv(rows: list[list[object]], delimiter: str, encoding: str) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    Path("roadmap.csv").write_bytes(stream.getvalue().encode(encoding))


def row_of(measure: str | int) -> int:
    """The index of a row of the exported table: that of a measure by its file, of a new one by its place from 0."""
    paths = sorted(path.as_posix() for path in Path("content/measures").iterdir())
    # The heads come first.
    return 1 + (paths.index(measure) if isinstance(measure, str) else len(paths) + measure)


def reference(measure: str | int, column: str) -> str:
    """What a spreadsheet calls a cell of roadmap.xlsx, such as B3."""
    return f"{column_letters(read()[0].index(column))}{row_of(measure) + 1}"


def cell(measure: str | int, column: str) -> str:
    """What messages call a cell of roadmap.xlsx."""
    return NAME + reference(measure, column)


def with_columns(rows: list[list[object]], names: Collection[str]) -> list[list[object]]:
    """The rows of a table with some of its columns only."""
    indices = [index for index, name in enumerate(rows[0]) if name in names]
    return [[row[index] for index in indices] for row in rows]


def files() -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in Path("content").rglob("*") if path.is_file()}


def changed_lines(before: dict[str, bytes]) -> dict[str, tuple[list[str], list[str]]]:
    """By file, the lines that are gone and those that are new."""
    changes = {}
    for path, content in files().items():
        old, new = before.get(path, b"").decode().splitlines(True), content.decode().splitlines(True)
        if old != new:
            changes[path] = [line for line in old if line not in new], [line for line in new if line not in old]
    return changes
