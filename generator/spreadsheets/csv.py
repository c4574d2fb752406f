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
from generator.spreadsheets.sheet_facts import LARGEST_AREA
from generator.spreadsheets.tables import TOO_LARGE, SheetTable

_DELIMITERS = ";,\t|"
# Excel's “CSV UTF-8” and “Unicode text” begin with a mark; others' CSV is UTF-8 without one.
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# Excel's plain CSV is that of its system: of Windows, of a Mac, or of DOS.
_CODE_PAGES = ("cp1252", "mac_roman", "cp850")
# What tells a code page: the letters of Nordic languages and German within a word, and signs where they belong.
_EVIDENCE = re.compile(r"(?<=[^\W\d_])[åäöæøüéß](?=[^\W\d_])|(?<=\w)’(?=\w)|“(?=\w)|(?<=[\w ])–(?=[\w ])|(?<=\w)…")
# A first line by which Excel is told the delimiter, and does not show.
_DELIMITER_LINE = re.compile(rf"sep=([{re.escape(_DELIMITERS)}])\r?\n", re.IGNORECASE)
_ROWS_TO_COMPARE = 100


def read_csv(name: str, content: bytes) -> SheetTable:
    """Return the table of a file. Raises InvalidValue where it is no table of text."""
    return _read_text(name, *_divided(content))


def read_lenient_csv(name: str, content: bytes) -> SheetTable:
    """Return the table of a file; quotation marks that nobody doubled are part of their cell.

    Raises:
        InvalidValue: It is no table of text.
    """
    text, delimiter = _divided(content)
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


def _divided(content: bytes) -> tuple[str, str]:
    """Return the text of a file and its delimiter. Raises InvalidValue where it is no table, or too large."""
    text = _decoded(content)
    if sum(map(text.count, (*_DELIMITERS, "\n", "\r"))) > LARGEST_AREA:
        raise InvalidValue(TOO_LARGE)
    if named := _DELIMITER_LINE.match(text):
        return text[named.end() :], named[1]
    return text, _delimiter(text)


def _read_text(name: str, text: str, delimiter: str) -> SheetTable:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return SheetTable(f"{name}, ", [[unescape_formula(cell) for cell in row] for row in reader])
    except csv.Error:
        raise InvalidValue(
            "Line {line} cannot be read. Save the table again from the spreadsheet program.", line=reader.line_num
        ) from None


def _with_doubled_quotes(text: str, delimiter: str) -> str:
    """Return the text with each quotation mark doubled that neither opens nor closes a cell."""
    sign = re.escape(delimiter)
    text = re.sub(rf'(^|{sign})""(?=[^{sign}"\r\n])', r"\1", text, flags=re.MULTILINE)
    return re.sub(rf'(?<=[^{sign}"\r\n])"(?=[^{sign}"\r\n])', '""', text)


def _delimiter(text: str) -> str:
    """Return the delimiter that divides most rows into the same number of cells: prose holds commas here and there."""

    def regularity(delimiter: str) -> int:
        rows = islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _ROWS_TO_COMPARE)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        return max((width * count for width, count in widths.items()), default=0)

    return max(_DELIMITERS, key=regularity)


def _decoded(content: bytes) -> str:
    marked = [encoding for mark, encoding in _MARKS.items() if content.startswith(mark)]
    for encoding in marked or ("utf-8", _code_page(content)):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InvalidValue("This is not a table. Save it from the spreadsheet program as .xlsx, or as CSV in UTF-8.")


def _code_page(content: bytes) -> str:
    """Return the code page that makes most sense of a text, and that of Windows where several do."""
    return max(_CODE_PAGES, key=lambda page: len(_EVIDENCE.findall(content.decode(page, "replace"))))
