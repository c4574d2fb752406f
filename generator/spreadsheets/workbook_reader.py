"""Reads workbooks: the bytes of an .xlsx, .xls or .ods in, its tables out."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from generator.diagnostics import InvalidValue, UserError
from generator.spreadsheets.tables import SheetTable

# How the files of spreadsheets begin: a ZIP archive, or what Excel wrote before 2007 and still does for a password.
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0"
# The name of the part that holds the rest of a workbook with a password.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LARGEST_UNPACKED = 100_000_000
_LARGEST_AREA = 20_000_000
# How many columns have names of no letter, of one, of up to two, and of up to three.
_COLUMNS = (0, 26, 702, 16_384)
# The name of a cell in an .xlsx, and that of one with a fault: to python-calamine, that one is empty.
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_FAULT = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^>]*? t="e"')
# What is raised by an archive that is not whole.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError)


def is_workbook(content: bytes) -> bool:
    """Tell whether a file is a workbook by its first bytes."""
    return content.startswith((_ZIP, _COMPOUND))


def read_workbook(name: str, content: bytes) -> tuple[SheetTable, ...]:
    """Return the sheets of a workbook.

    Raises:
        InvalidValue: The workbook cannot be read.
        UserError: python-calamine is not installed.
    """
    try:
        import python_calamine as calamine
    except ImportError:
        raise UserError(
            "A workbook needs the program python-calamine, which is not installed. Run “make sheets”, which installs "
            "it, or save the sheet as CSV."
        ) from None
    _check_workbook(content)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return tuple(
            SheetTable(
                f"{name}, {sheet.name}!",
                sheet.to_python(skip_empty_area=False),
                tuple(sheet.merged_cell_ranges or ()),
                sheet.name,
            )
            for sheet in map(book.get_sheet_by_name, book.sheet_names)
        )
    except calamine.PasswordError:
        raise InvalidValue("The file has a password. Save it without one.") from None
    except calamine.CalamineError:
        raise InvalidValue("The file cannot be read as a spreadsheet. Save it anew as .xlsx.") from None


def _check_workbook(content: bytes) -> None:
    """Raise InvalidValue for what python-calamine does not report, or does not survive."""
    if not content.startswith(_ZIP):
        if _ENCRYPTED in content:
            raise InvalidValue("The file has a password. Save it without one.")
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        is_too_large = sum(entry.file_size for entry in archive.infolist()) > _LARGEST_UNPACKED
        paths = [] if is_too_large else archive.namelist()
        sheets = [archive.read(path) for path in paths if path.startswith("xl/worksheets/sheet")]
    except _BROKEN:
        raise InvalidValue("The file is damaged or not whole. Save it anew, or take an older copy.") from None
    if is_too_large:
        raise InvalidValue("The file holds too much to be a table of measures. Copy the rows to a new one.")
    if any(_area(sheet) > _LARGEST_AREA for sheet in sheets):
        raise InvalidValue("Something is written far below or beside the table. Delete all rows and columns after it.")
    if faults := ", ".join(cell.decode() for sheet in sheets for cell in _FAULT.findall(sheet)):
        raise InvalidValue("There is #N/A or the like in the place of a value. Write the value: {cells}", cells=faults)


def _area(sheet: bytes) -> int:
    """Return how many cells there are at most up to the last: python-calamine makes room for all of them."""
    names = _REFERENCE.findall(sheet)
    longest = max((len(column) for column, _unused in names), default=0)
    return max((int(row) for _unused, row in names), default=0) * _COLUMNS[longest]
