"""What python-calamine does not tell of a sheet: how far it reaches, its faults, and what its cells show.

The XML of a workbook goes in. Programs write it, so that one part may be a hundred megabytes; it is read as a stream.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat
from zipfile import ZipFile

from generator.spreadsheets.number_formats import BUILT_IN, FULL_DATE, GENERAL

Position = tuple[int, int]
Attributes = Mapping[str, str]

# Cells up to the last that is filled: 10,000 measures have a fourth of it.
LARGEST_AREA = 2_000_000


@dataclass(slots=True)
class SheetFacts:
    """Facts of one sheet, with cells by the indices of their rows and columns.

    `rows` and `columns` are how many there are up to the last cell with something in it. `faults` have what stands in
    the place of a value, empty where a formula has no result; `formats` the codes of formats in .xlsx; `shown` the
    words that a cell of an .ods shows; `merged` the first and last cells of those that are merged.
    """

    name: str
    rows: int = 0
    columns: int = 0
    faults: dict[Position, str] = field(default_factory=dict)
    formats: dict[Position, str] = field(default_factory=dict)
    shown: dict[Position, str] = field(default_factory=dict)
    merged: list[tuple[Position, Position]] = field(default_factory=list)

    def reach(self, row: int, column: int) -> None:
        """Note that there is something in a cell. Raises FarCell where the sheet becomes too large by it."""
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
        # Python-calamine makes room for all cells up to the last.
        if self.rows * self.columns > LARGEST_AREA:
            raise FarCell(self.name)


class FarCell(ValueError):
    """Raised for a sheet, by its name, with something far below or beside the table."""


class ForbiddenXml(ValueError):
    """Raised for XML that declares entities, which no spreadsheet does."""


def xlsx_facts(archive: ZipFile) -> list[SheetFacts]:
    """Return the facts of each sheet of an .xlsx. Raises KeyError where a part of it is missing."""
    paths = {path.casefold(): path for path in archive.namelist()}

    def part(path: str) -> IO[bytes]:
        return archive.open(paths[path.casefold()])

    targets = {}
    for name, attributes in _elements(part("xl/_rels/workbook.xml.rels")):
        if name == "Relationship" and attributes["Type"].endswith("/worksheet"):
            targets[attributes["Id"]] = posixpath.normpath(posixpath.join("/xl", attributes["Target"])).lstrip("/")
    formats = _xlsx_formats(part("xl/styles.xml")) if "xl/styles.xml" in paths else []
    sheets = []
    for name, attributes in _elements(part("xl/workbook.xml")):
        target = targets.get(attributes.get("id", ""), "") if name == "sheet" else ""
        if target:
            facts = SheetFacts(attributes["name"])
            _parse(part(target), _XlsxSheet(facts, formats))
            sheets.append(facts)
    return sheets


def ods_facts(archive: ZipFile) -> list[SheetFacts]:
    """Return the facts of each sheet of an .ods. Raises KeyError where a part of it is missing."""
    handler = _OdsContent()
    _parse(archive.open("content.xml"), handler)
    return handler.sheets


def _xlsx_formats(styles: IO[bytes]) -> list[str]:
    """Return the code of the format of each style that cells may have."""
    own, formats, is_cell = dict[int, str](), list[str](), False
    for name, attributes in _elements(styles):
        if name == "numFmt":
            own[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif name in ("cellXfs", "cellStyleXfs", "dxfs", "cellStyles"):
            is_cell = name == "cellXfs"
        elif name == "xf" and is_cell:
            number = int(attributes.get("numFmtId", "0"))
            formats.append(own.get(number) or BUILT_IN.get(number, FULL_DATE))
    return formats


class _Handler:
    """Is told of the elements of XML, without the prefixes of their names."""

    def start(self, name: str, attributes: Attributes) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


class _XlsxSheet(_Handler):
    """Collects the facts of a sheet of an .xlsx. A cell or row that does not say where it is follows the one before."""

    def __init__(self, facts: SheetFacts, formats: list[str]) -> None:
        self._facts, self._formats = facts, formats
        self._row = self._column = -1
        self._type = self._format = self._value = ""
        self._is_formula = self._is_value = self._is_filled = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "mergeCell":
            first, _colon, last = attributes["ref"].partition(":")
            self._facts.merged.append((_position(first), _position(last or first)))
        elif name == "f":
            self._is_formula = True
        elif name in ("v", "is"):
            self._is_value = True

    def text(self, text: str) -> None:
        if self._is_value:
            self._value += text

    def end(self, name: str) -> None:
        if name in ("v", "is"):
            self._is_value = False
        elif name == "c":
            self._end_cell()

    def _begin_cell(self, attributes: Attributes) -> None:
        if "r" in attributes:
            self._row, self._column = _position(attributes["r"])
        else:
            self._column += 1
        style = int(attributes.get("s", "0"))
        self._format = self._formats[style] if style < len(self._formats) else GENERAL
        self._type, self._value, self._is_formula = attributes.get("t", "n"), "", False

    def _end_cell(self) -> None:
        cell = (self._row, self._column)
        if not self._value and not self._is_formula:
            return
        self._facts.reach(*cell)
        if self._type == "e" or (not self._value and self._type != "str"):
            self._facts.faults[cell] = self._value
        elif self._format != GENERAL:
            self._facts.formats[cell] = self._format


class _OdsContent(_Handler):
    """Collects the facts of the sheets of an .ods. Rows and cells that are alike stand there once, with their count."""

    def __init__(self) -> None:
        self.sheets: list[SheetFacts] = []
        self._row = self._column = 0
        self._row_count = self._cell_count = 1
        self._cell: Attributes = {}
        self._paragraphs: list[str] = []
        self._depth_of_note = 0
        self._is_paragraph = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "table":
            self.sheets.append(SheetFacts(attributes.get("name", "")))
            self._row = 0
        elif name == "table-row":
            self._row_count, self._column = int(attributes.get("number-rows-repeated", "1")), 0
        elif name in ("table-cell", "covered-table-cell"):
            self._cell, self._paragraphs = attributes, []
            self._cell_count = int(attributes.get("number-columns-repeated", "1"))
        elif name == "annotation":
            self._depth_of_note += 1
        elif name == "p" and not self._depth_of_note:
            self._paragraphs.append("")
            self._is_paragraph = True

    def text(self, text: str) -> None:
        if self._is_paragraph and self._paragraphs:
            self._paragraphs[-1] += text

    def end(self, name: str) -> None:
        if name == "table-row":
            self._row += self._row_count
        elif name in ("table-cell", "covered-table-cell"):
            self._end_cell()
            self._column += self._cell_count
        elif name == "annotation":
            self._depth_of_note -= 1
        elif name == "p":
            self._is_paragraph = False

    def _end_cell(self) -> None:
        facts, attributes = self.sheets[-1], self._cell
        spanned = [int(attributes.get(f"number-{lines}-spanned", "1")) for lines in ("rows", "columns")]
        if spanned != [1, 1]:
            last = (self._row + spanned[0] - 1, self._column + spanned[1] - 1)
            facts.merged.append(((self._row, self._column), last))
        shown = "\n".join(self._paragraphs)
        kind = attributes.get("value-type", "")
        if not kind and not shown:
            return
        facts.reach(self._row + self._row_count - 1, self._column + self._cell_count - 1)
        if "error" in (kind, attributes.get("calcext:value-type", "")):
            self._mark(facts.faults, shown)
        elif kind != "string":
            self._mark(facts.shown, shown)

    def _mark(self, marks: dict[Position, str], text: str) -> None:
        """Note a text of all the cells that the XML has once."""
        for row in range(self._row, self._row + self._row_count):
            for column in range(self._column, self._column + self._cell_count):
                marks[row, column] = text


def _position(reference: str) -> Position:
    """Return the indices of what a spreadsheet calls B3, whatever the case of its letters."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :]) - 1, column - 1


def _elements(stream: IO[bytes]) -> Iterator[tuple[str, Attributes]]:
    """Return the elements of XML in their order, with their attributes."""
    found: list[tuple[str, Attributes]] = []

    class Collector(_Handler):
        def start(self, name: str, attributes: Attributes) -> None:
            found.append((name, attributes))

    _parse(stream, Collector())
    return iter(found)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _without_prefixes(attributes: Attributes) -> Attributes:
    """Return attributes by their names without a prefix, but for those that LibreOffice adds to the standard's own."""
    return {name if name.startswith("calcext:") else _local(name): value for name, value in attributes.items()}


def _refuse_entities(*_declaration: object) -> None:
    raise ForbiddenXml


def _parse(stream: IO[bytes], handler: _Handler) -> None:
    """Tell a handler of the elements of XML, by their names without a prefix.

    Raises:
        ExpatError: It is no XML.
        ForbiddenXml: It declares entities.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.EntityDeclHandler = _refuse_entities
    parser.StartElementHandler = lambda name, attributes: handler.start(_local(name), _without_prefixes(attributes))
    parser.EndElementHandler = lambda name: handler.end(_local(name))
    parser.CharacterDataHandler = handler.text
    parser.ParseFile(stream)
