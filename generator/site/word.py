"""Writes a report as a document of Word (.docx): headings, and tables that repeat their heads on every page."""

from __future__ import annotations

import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from generator.diagnostics import UserError, install_command
from generator.site.report import Report, ReportRow

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

# In millimetres: A4.
_PAGE_WIDTH, _PAGE_HEIGHT, _MARGIN = 210, 297, 20
_HEAD_COLOUR = "E7E6E6"
_LINK_COLOUR = "0B4F9E"
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def word_document(report: Report) -> bytes:
    """Return the document, the same bytes for the same report.

    Raises:
        UserError: python-docx is not installed.
    """
    try:
        # Few commands need it, and it takes longer to import than they take to run.
        from docx import Document
    except ModuleNotFoundError:
        raise UserError(
            "A Word document needs the package python-docx, which is not installed. Run: {command}. Or choose "
            "a file name that ends in .md.",
            command=install_command("word"),
        ) from None
    document = Document()
    _set_up(document, report)
    document.add_heading(report.title, 0)
    for paragraph in report.paragraphs:
        document.add_paragraph(paragraph)
    for section in report.sections:
        document.add_heading(section.title, 1)
        _add_table(document, report, section.rows)
    return _with_fixed_times(document)


def _set_up(document: Document, report: Report) -> None:
    """Set what holds for the whole document: its page, its language, its title and the numbers of its pages."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    page = document.sections[0]
    page.page_width, page.page_height = Mm(_PAGE_WIDTH), Mm(_PAGE_HEIGHT)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_MARGIN)
    document.styles["Normal"].font.name = "Calibri"
    for name, size in (("Normal", 10.5), ("Title", 20), ("Heading 1", 14)):
        font = document.styles[name].font
        font.size, font.color.rgb = Pt(size), RGBColor(0, 0, 0)
    language = report.language.locale.replace("_", "-")
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), language)
    properties, day = document.core_properties, datetime.datetime.combine(report.day, datetime.time())
    properties.title, properties.language = report.title, language
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = day
    number = page.footer.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _xml(number).append(_element("fldSimple", instr="PAGE"))


def _add_table(document: Document, report: Report, rows: tuple[ReportRow, ...]) -> None:
    """Add a table: its head comes again on every page, and no row is divided between two."""
    table = document.add_table(1 + len(rows), len(report.columns), "Table Grid")
    head, *others = table.rows
    for cell, column in zip(head.cells, report.columns, strict=True):
        cell.paragraphs[0].add_run(column.label).bold = True
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        _xml(cell).get_or_add_tcPr().append(_element("shd", val="clear", fill=_HEAD_COLOUR))
    _xml(head).get_or_add_trPr().append(_element("tblHeader"))
    for table_row, row in zip(others, rows, strict=True):
        _xml(table_row).get_or_add_trPr().append(_element("cantSplit"))
        name, *cells = table_row.cells
        _add_name(name.paragraphs[0], row)
        for cell, text in zip(cells, row.cells, strict=True):
            cell.text = text
    _set_measures(table, report)


def _add_name(paragraph: Paragraph, row: ReportRow) -> None:
    """Add the name of what a row is about, as a link where it has a page."""
    from docx.shared import RGBColor

    run = paragraph.add_run(row.name)
    if row.url:
        run.underline, run.font.color.rgb = True, RGBColor.from_string(_LINK_COLOUR)
        link = _element("hyperlink")
        link.set(
            "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
            paragraph.part.relate_to(row.url, _HYPERLINK, is_external=True),
        )
        link.append(_xml(run))
        _xml(paragraph).append(link)


def _set_measures(table: Table, report: Report) -> None:
    """Set the widths of the columns, and the space in the cells."""
    from docx.shared import Mm, Pt

    table.autofit = False
    for column, shape in zip(table.columns, report.columns, strict=True):
        column.width = Mm(round(shape.width * (_PAGE_WIDTH - 2 * _MARGIN)))
        for cell in column.cells:
            cell.width = column.width
            space = cell.paragraphs[0].paragraph_format
            space.space_before = space.space_after = Pt(2)
            space.line_spacing = 1


def _xml(part: Any) -> Any:
    """Return the XML of a part of a document, for what python-docx has no words for."""
    return part._element  # noqa: SLF001


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(f"w:{name}")
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    return element


def _with_fixed_times(document: Document) -> bytes:
    """Return the file of a document without the time at which it was written."""
    written, result = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(result, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name), source.read(name), ZIP_DEFLATED)
    return result.getvalue()
