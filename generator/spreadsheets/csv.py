"""Reads CSV in whatever form Excel saves it, and writes CSV that Excel opens: bytes in, a table out, and back."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from itertools import islice

from generator.diagnostics import InvalidValue
from generator.export.columns import FORMULA, FORMULA_ESCAPE, escape_formula
from generator.spreadsheets.tables import SheetTable

_DELIMITERS = ";,\t"
# Excel's “CSV UTF-8” and “Unicode text” begin with a mark; its plain CSV is Windows-1252 and others' is UTF-8.
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_UNMARKED = ("utf-8", "cp1252")
_ROWS_TO_COMPARE = 100


def read_csv(name: str, content: bytes) -> SheetTable:
    """Return the table of a file. Raises InvalidValue where it is no table of text."""
    text = _decoded(content)
    return _read_text(name, text, _delimiter(text))


def read_lenient_csv(name: str, content: bytes) -> SheetTable:
    """Return the table of a file; quotation marks that nobody doubled are part of their cell.

    Raises:
        InvalidValue: It is no table of text.
    """
    text = _decoded(content)
    delimiter = _delimiter(text)
    try:
        return _read_text(name, text, delimiter)
    except InvalidValue:
        return _read_text(name, _with_doubled_quotes(text, delimiter), delimiter)


def write_csv(rows: list[list[str]]) -> bytes:
    """Return the rows as Excel opens them where the comma is the decimal sign: semicolons, and UTF-8 with its mark."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows(map(escape_formula, row) for row in rows)
    return codecs.BOM_UTF8 + stream.getvalue().encode()


def unescape_formula(text: str) -> str:
    """Return the text without the sign that `escape_formula` gave it. An apostrophe of the editor's own stays."""
    return text[1:] if text.startswith(FORMULA_ESCAPE) and text[1:].startswith((*FORMULA, FORMULA_ESCAPE)) else text


def _read_text(name: str, text: str, delimiter: str) -> SheetTable:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return SheetTable(f"{name}, ", [[unescape_formula(cell) for cell in row] for row in reader])
    except csv.Error:
        raise InvalidValue(
            "Line {line} cannot be read. Save the table anew from the spreadsheet.", line=reader.line_num
        ) from None


def _with_doubled_quotes(text: str, delimiter: str) -> str:
    """Return the text with each quotation mark doubled that neither opens nor closes a cell."""
    text = re.sub(rf'(^|{delimiter})""(?=[^{delimiter}"\r\n])', r"\1", text, flags=re.MULTILINE)
    return re.sub(rf'(?<=[^{delimiter}"\r\n])"(?=[^{delimiter}"\r\n])', '""', text)


def _delimiter(text: str) -> str:
    """Return the delimiter that divides most rows into the same number of cells: prose holds commas here and there."""

    def regularity(delimiter: str) -> int:
        rows = islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _ROWS_TO_COMPARE)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        return max((width * count for width, count in widths.items()), default=0)

    return max(_DELIMITERS, key=regularity)


def _decoded(content: bytes) -> str:
    marked = [encoding for mark, encoding in _MARKS.items() if content.startswith(mark)]
    for encoding in marked or _UNMARKED:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InvalidValue("This is no table. Save it from the spreadsheet as .xlsx, or as CSV in UTF-8.")
