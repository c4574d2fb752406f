"""Reads a workbook in a process of its own, for crafted ones end theirs: bytes come in, sheets or a refusal go out.

python-calamine reads the values of .xlsx and .ods, xlrd those of .xls with all that belongs to them.
"""

from __future__ import annotations

import datetime
import io
import pickle
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from generator.spreadsheets.number_formats import has_day, is_shown
from generator.spreadsheets.sheet_facts import FarCell, SheetFacts, ods_facts, xlsx_facts

# How the files of spreadsheets begin: a ZIP archive, or what Excel wrote before 2007 and still does for a password.
ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0"
# The name of the part that holds the rest of a workbook with a password.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LARGEST_UNPACKED = 100_000_000
_MEMORY = 300_000_000
# What is raised by an archive that is not whole.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)


@dataclass(slots=True)
class RawSheet:
    """A sheet as it was read, with cells by the indices of their rows and columns.

    `faults` have what stands in the place of a value, empty where a formula has no result; `hidden` are the cells that
    show something else than the rows have.
    """

    name: str
    rows: list[list[Any]]
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: list[tuple[int, int]] = field(default_factory=list)


class Refusal(Exception):
    """Raised for a workbook that is not read, with the reason as one word, and perhaps the name of a sheet."""


def read_sheets(content: bytes) -> list[RawSheet]:
    """Return the sheets of a workbook.

    Raises:
        Refusal: It has a password, is damaged, too large or none, or has something far from the table.
    """
    try:
        return _read_xls(content) if content.startswith(COMPOUND) else _read_archive(content)
    except Refusal:
        raise
    except FarCell as far:
        raise Refusal("far", str(far)) from None
    except MemoryError:
        raise Refusal("large") from None
    # Whatever else a reader stumbles over, the file is at fault.
    except Exception:  # noqa: BLE001
        raise Refusal("unreadable") from None


def _read_archive(content: bytes) -> list[RawSheet]:
    """Return the sheets of an .xlsx or an .ods."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        # Before anything is unpacked.
        if sum(entry.file_size for entry in archive.infolist()) > _LARGEST_UNPACKED:
            raise Refusal("large")
        all_facts = ods_facts(archive) if "content.xml" in archive.namelist() else xlsx_facts(archive)
    except _BROKEN:
        raise Refusal("damaged") from None
    by_name = {facts.name: facts for facts in all_facts}
    return [_with_facts(sheet, by_name[sheet.name]) for sheet in _calamine_sheets(content)]


def _calamine_sheets(content: bytes) -> Iterator[Any]:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in book.sheets_metadata:
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet:
                yield book.get_sheet_by_name(sheet.name)
    except calamine.PasswordError:
        raise Refusal("password") from None
    except calamine.CalamineError:
        raise Refusal("unreadable") from None


def _with_facts(sheet: Any, facts: SheetFacts) -> RawSheet:
    """Return a sheet with its values from one reader, and from the other what that does not tell of them."""
    rows = sheet.to_python(skip_empty_area=False)
    # Where a fault stands below or beside all values, python-calamine has no cell.
    for row, column in (*facts.faults, *facts.formats, *facts.shown):
        rows.extend([] for _missing in range(row + 1 - len(rows)))
        rows[row].extend("" for _missing in range(column + 1 - len(rows[row])))
    hidden = [(row, column) for (row, column), code in facts.formats.items() if not is_shown(rows[row][column], code)]
    for (row, column), shown in facts.shown.items():
        kept = rows[row][column]
        if isinstance(kept, str) or shown.isalpha():
            # A duration, or yes and no, which LibreOffice keeps as numbers.
            rows[row][column] = shown
        elif shown and not _is_same(kept, shown):
            hidden.append((row, column))
    return RawSheet(facts.name, rows, facts.merged, facts.faults, hidden)


def _is_same(value: object, shown: str) -> bool:
    """Return whether a cell of an .ods shows a number in its digits, or a day with day, month and year."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return shown == (str(int(value)) if float(value).is_integer() else shown)
    if isinstance(value, datetime.date):
        digits = "".join(sign if sign.isdecimal() else " " for sign in shown).split()
        numbers = {int(one) for one in digits}
        return value.day in numbers and bool({value.year, value.year % 100} & numbers)
    return True


def _read_xls(content: bytes) -> list[RawSheet]:
    if _ENCRYPTED in content:
        raise Refusal("password")
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=content, logfile=sys.stderr, formatting_info=True, ragged_rows=True)
    except xlrd.XLRDError as error:
        raise Refusal("password" if "encrypted" in str(error) else "unreadable") from None
    return [_xls_sheet(book, sheet) for sheet in book.sheets()]


def _xls_sheet(book: Any, sheet: Any) -> RawSheet:
    """Return a sheet of an .xls, whose reader tells the formats and faults of its cells."""
    raw, facts = RawSheet(sheet.name, []), SheetFacts(sheet.name)
    raw.merged = [((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in sheet.merged_cells]
    for row in range(sheet.nrows):
        raw.rows.append([])
        for column, cell in enumerate(sheet.row(row)):
            code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
            value = _xls_value(cell, code, book.datemode)
            raw.rows[-1].append(value)
            if value == "":
                continue
            facts.reach(row, column)
            if isinstance(value, _Fault):
                raw.faults[row, column] = str(value)
            elif not is_shown(value, code):
                raw.hidden.append((row, column))
    return raw


class _Fault(str):
    """What an .xls has in the place of a value: #N/A."""

    __slots__ = ()


def _xls_value(cell: Any, code: str, first_day: int) -> Any:
    import xlrd

    match cell.ctype:
        case xlrd.XL_CELL_EMPTY | xlrd.XL_CELL_BLANK:
            return ""
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return _Fault(xlrd.error_text_from_code.get(cell.value, "#N/A"))
        case xlrd.XL_CELL_DATE if not has_day(code):
            return datetime.timedelta(days=cell.value)
        case xlrd.XL_CELL_DATE:
            moment = xlrd.xldate_as_datetime(cell.value, first_day)
            return moment if moment.time() != datetime.time() else moment.date()
        case _:
            return cell.value


def _limit_memory() -> None:
    """Let this process have no more memory than a table needs, where the system can; nor leave a dump of it."""
    try:
        import resource
    except ImportError:
        return
    for kind, limit in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CORE, 0)):
        most = resource.getrlimit(kind)[1]
        # A Mac has a limit of this kind, but may refuse to lower it.
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))


def main() -> None:
    """Read a workbook from the standard input, and write what came of it to the standard output, pickled."""
    _limit_memory()
    try:
        result: object = read_sheets(sys.stdin.buffer.read())
    except Refusal as refusal:
        result = refusal.args
    sys.stdout.buffer.write(pickle.dumps(result))
