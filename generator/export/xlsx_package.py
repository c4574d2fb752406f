"""The parts of an .xlsx that are not its sheets (ECMA-376, Office Open XML): names of sheets in, XML out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from html import escape

# The styles of cells, by their places in the part of styles.
PLAIN, BOLD, HEAD, TEXT, NUMBER = range(5)
# A reader of XML takes these in an attribute for spaces.
_BREAKS = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PACKAGE_TYPE = "application/vnd.openxmlformats-package"
# The format “@” is text: nothing that is written there becomes a date or a number. Heads are bold on grey.
_STYLES = f"""<styleSheet xmlns="{SPREADSHEET}">\
<numFmts count="1"><numFmt numFmtId="164" formatCode="@"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>\
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
<fill><patternFill patternType="solid"><fgColor rgb="FFE8E8E8"/><bgColor indexed="64"/></patternFill></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>\
<xf numFmtId="164" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" \
applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>\
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">\
<alignment vertical="top" wrapText="1"/></xf>\
<xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">\
<alignment horizontal="left" vertical="top"/></xf></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""


def tag(name: str, /, *content: str, **attributes: object) -> str:
    """Return an element with its content, which is XML, and its attributes but for those that are None."""
    texts = {key: escape(str(value)).translate(_BREAKS) for key, value in attributes.items() if value is not None}
    written = "".join(f' {key}="{text}"' for key, text in texts.items())
    return f"<{name}{written}>{''.join(content)}</{name}>" if content else f"<{name}{written}/>"


def sheet_part(number: int) -> str:
    """Return the name of the part of a sheet, the first of which has the number 1."""
    return f"xl/worksheets/sheet{number}.xml"


def package_parts(names: Sequence[str], ranges: Sequence[Mapping[str, str]], created: datetime.date) -> dict[str, str]:
    """Return the other parts of a workbook by their names.

    Args:
        names: The names of its sheets.
        ranges: The ranges of each sheet that have a name, such as “Print_Titles”, by that name.
        created: The day that it is from.
    """
    sheets = list(map(sheet_part, range(1, len(names) + 1)))
    parts = {
        "[Content_Types].xml": _content_types(sheets),
        "_rels/.rels": _relationships(
            {
                "xl/workbook.xml": f"{_RELATIONSHIPS}/officeDocument",
                "docProps/core.xml": f"{_PACKAGE}/relationships/metadata/core-properties",
            }
        ),
        "xl/_rels/workbook.xml.rels": _relationships(
            {
                **{sheet.removeprefix("xl/"): f"{_RELATIONSHIPS}/worksheet" for sheet in sheets},
                "styles.xml": f"{_RELATIONSHIPS}/styles",
            }
        ),
        "xl/workbook.xml": _workbook(names, ranges),
        "xl/styles.xml": _STYLES,
        "docProps/core.xml": _properties(created),
    }
    return {name: DECLARATION + part for name, part in parts.items()}


def _content_types(sheets: Sequence[str]) -> str:
    types = {
        "xl/workbook.xml": f"{_SHEET_TYPE}.sheet.main+xml",
        **dict.fromkeys(sheets, f"{_SHEET_TYPE}.worksheet+xml"),
        "xl/styles.xml": f"{_SHEET_TYPE}.styles+xml",
        "docProps/core.xml": f"{_PACKAGE_TYPE}.core-properties+xml",
    }
    return tag(
        "Types",
        tag("Default", Extension="rels", ContentType=f"{_PACKAGE_TYPE}.relationships+xml"),
        tag("Default", Extension="xml", ContentType="application/xml"),
        *(tag("Override", PartName=f"/{part}", ContentType=kind) for part, kind in types.items()),
        xmlns=f"{_PACKAGE}/content-types",
    )


def _relationships(kinds: Mapping[str, str]) -> str:
    """Return the relationships to some parts by their kinds, called rId1 and so on."""
    return tag(
        "Relationships",
        *(
            tag("Relationship", Id=f"rId{number}", Type=kind, Target=target)
            for number, (target, kind) in enumerate(kinds.items(), start=1)
        ),
        xmlns=f"{_PACKAGE}/relationships",
    )


def _workbook(names: Sequence[str], ranges: Sequence[Mapping[str, str]]) -> str:
    sheets = [
        tag("sheet", name=name, sheetId=number, **{"r:id": f"rId{number}"})
        for number, name in enumerate(names, start=1)
    ]
    defined = [
        tag(
            "definedName",
            escape(cells, quote=False),
            name=f"_xlnm.{name}",
            localSheetId=index,
            hidden=1 if name.startswith("_") else None,
        )
        for index, of_sheet in enumerate(ranges)
        for name, cells in of_sheet.items()
    ]
    return tag(
        "workbook",
        tag("bookViews", tag("workbookView")),
        tag("sheets", *sheets),
        tag("definedNames", *defined),
        **{"xmlns": SPREADSHEET, "xmlns:r": _RELATIONSHIPS},
    )


def _properties(created: datetime.date) -> str:
    namespaces = {
        "xmlns:cp": f"{_PACKAGE}/metadata/core-properties",
        "xmlns:dcterms": "http://purl.org/dc/terms/",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    time, kind = f"{created.isoformat()}T00:00:00Z", {"xsi:type": "dcterms:W3CDTF"}
    days = (tag(f"dcterms:{name}", time, **kind) for name in ("created", "modified"))
    return tag("cp:coreProperties", *days, **namespaces)
