"""Reads workbooks: the bytes of an .xlsx, .xls or .ods in, its tables out."""

from __future__ import annotations

import importlib.util
import os
import pickle
import subprocess
import sys
from pathlib import Path

import generator
from generator.diagnostics import InvalidValue, UserError, install_command
from generator.spreadsheets.tables import TOO_LARGE, SheetTable, UnreadableCell
from generator.spreadsheets.workbook_process import COMPOUND, ZIP, RawSheet

_PROGRAM = f"from {RawSheet.__module__} import main; main()"
# A thousand measures take a second.
_SECONDS = 30


def is_workbook(content: bytes) -> bool:
    """Tell whether a file is a workbook by its first bytes."""
    return content.startswith((ZIP, COMPOUND))


def read_workbook(name: str, content: bytes) -> tuple[SheetTable, ...]:
    """Return the sheets of a workbook.

    Raises:
        InvalidValue: The workbook cannot be read.
        UserError: python-calamine is not installed.
    """
    if importlib.util.find_spec("python_calamine") is None:
        raise UserError(
            "A workbook needs the package python-calamine, which is not installed. Run: {command}. Or save "
            "the sheet as CSV.",
            command=install_command("sheets"),
        )
    result = _result(content)
    if isinstance(result, tuple):
        raise _invalid(*result)
    return tuple(_table(name, sheet) for sheet in result)


def _result(content: bytes) -> list[RawSheet] | tuple[str, ...]:
    """Return the sheets of a workbook, or the reason why it is not read and perhaps a sheet, from another process."""
    folder = str(Path(generator.__file__).parent.parent)
    paths = os.pathsep.join(filter(None, [folder, os.environ.get("PYTHONPATH")]))
    try:
        # Without the working folder among the paths (-P).
        process = subprocess.run(
            [sys.executable, "-P", "-c", _PROGRAM],
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": paths},
        )
    except subprocess.TimeoutExpired:
        return ("large",)
    if process.returncode:
        # A reader stumbled (1), or asked for more memory than there is, which ends its process.
        return ("unreadable",) if process.returncode == 1 else ("large",)
    result: list[RawSheet] | tuple[str, ...] = pickle.loads(process.stdout)
    return result


def _invalid(reason: str, sheet: str = "") -> InvalidValue:
    match reason:
        case "password":
            return InvalidValue("The file has a password. Save it without one.")
        case "damaged":
            return InvalidValue("The file is damaged or incomplete. Save it again, or use an older copy.")
        case "far":
            return InvalidValue(
                "There is something far below or beside the table of the sheet “{sheet}”. Delete all rows and "
                "columns after the table.",
                sheet=sheet,
            )
        case "large":
            return InvalidValue(TOO_LARGE)
        case _:
            return InvalidValue("The file cannot be read as a spreadsheet. Save it again as .xlsx.")


def _table(name: str, sheet: RawSheet) -> SheetTable:
    """Return a sheet as a table, with what cannot be read of it in its place."""
    rows = sheet.rows
    marks = {cell: UnreadableCell(text, is_fault=True) for cell, text in sheet.faults.items()}
    marks.update({(row, column): UnreadableCell(rows[row][column], is_fault=False) for row, column in sheet.hidden})
    for (row, column), mark in marks.items():
        rows[row][column] = mark
    return SheetTable(f"{name}, {sheet.name}!", rows, tuple(sheet.merged), sheet.name)
