"""Writes the odd tables that cities have, as their spreadsheets save them."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

Rows = Sequence[Sequence[object]]


def write_xlsx(file: Path, sheets: Mapping[str, Rows], merged: Mapping[str, Sequence[str]] = {}) -> Path:
    """Write a workbook; `merged` has the ranges of merged cells by sheet, whose text is that of their first cell."""
    with xlsxwriter.Workbook(file, {"default_date_format": "d.m.yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for cells in merged.get(name, ()):
                sheet.merge_range(cells, "")
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, datetime.date):
                        sheet.write_datetime(number, column, datetime.datetime.combine(value, datetime.time()))
                    elif value != "":
                        sheet.write(number, column, value)
    return file


def write_ods(file: Path, name: str, rows: Rows) -> Path:
    """Write the one sheet of an OpenDocument spreadsheet."""
    cells = (
        "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(str(text))}</text:p></table:table-cell>'
            for text in row
        )
        for row in rows
    )
    lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    names = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text")
    )
    content = (
        f'<office:document-content{names} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="{name}">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return file


def climate_plan(file: Path) -> Path:
    """A German plan: merged heads in two rows, headings between the rows, totals, notes, days and amounts."""
    long_title = (
        f"Busse. {'Mehr Busse auf allen Linien und zu allen Zeiten '.strip()} {'und noch mehr davon ' * 15}".strip()
    )
    rows = [
        ["Klimaplan Musterstadt"],
        ["Stand: 1.3.2025"],
        [],
        ["Nr.", "Maßnahme", "Kosten (€)", "", "Zuständig", "Umsetzungsstand", "Fertigstellung", "Erläuterung"],
        ["", "", "2025", "2026", "", "", "", ""],
        ["Handlungsfeld Energie"],
        [
            "A1.1",
            "Dächer mit Solar belegen",
            120000,
            50000.5,
            "Amt 23; Stadtwerke",
            "in Umsetzung",
            datetime.date(2025, 3, 12),
            "Zuerst:\n- Schulen\n- Kitas <alle>",
        ],
        [
            "A1.2",
            "Wärmenetz",
            "",
            "",
            "Stadtwerke",
            "geplant",
            "Q3/2026",
            "Siehe https://stadt.example/a_b. Ab 2026 *neu*.",
        ],
        ["", "Summe", 120000, 50000.5],
        [],
        ["Handlungsfeld Verkehr"],
        ["A2.1", "Radwege bauen", 1000000, "", "Amt 66; Amt 23", "umgesetzt", "2024", "1. Schritt: Planung"],
        ["A2.2", "Radwege bauen", 5, "", "Amt 66", "In Umsetzung", "12.3.2025", ""],
        ["B5+6", long_title, "", "", "", "geplant", "", ""],
        ["Gesamtsumme", "", 1120005, 50000.5],
        ["* Schätzung der Verwaltung"],
    ]
    merged = ["A4:A5", "B4:B5", "C4:D4", "E4:E5", "F4:F5", "G4:G5", "H4:H5", "A6:H6", "A11:H11"]
    return write_xlsx(
        file,
        {"Maßnahmen": rows, "Legende": [["Wort", "Bedeutung"], ["geplant", "noch nicht begonnen"]]},
        {"Maßnahmen": merged},
    )


def bilingual_plan(file: Path) -> Path:
    """A Finnish and Swedish plan as Excel saves CSV in Finland, with a line above it and an empty row."""
    lines = [
        "Ilmasto-ohjelman toimenpiteet;;;;;",
        "Toimenpide;Åtgärd;Painopiste;Insatsområde;Vastuutaho;Aikataulu",
        "Lisätään pyöräteitä;Vi bygger cykelvägar;Liikenne;Trafik;Kuntatekniikka / Kaavoitus;2025",
        "Istutetaan puita;Vi planterar träd;Luonto;Natur;Kuntatekniikka;2025–2026",
        ";;;;;",
        "Lisätään latauspisteitä;Fler laddstationer;Liikenne;Trafik;Kaavoitus;jatkuva",
        "Niitetään rannat;;Luonto;Natur;;2025",
    ]
    file.write_bytes("\r\n".join(lines).encode("cp1252"))
    return file


def sheets_of_sectors(file: Path) -> Path:
    """An English plan with a sheet for each sector, and the letter and the number of a code in two columns."""
    heads = ["", "Ref", "Action", "Impact", "Tags"]
    return write_xlsx(
        file,
        {
            "Energy": [
                heads,
                ["E", 1, "Insulate schools", "high", "heat, schools"],
                ["E", 2, "Heat pumps", "low", "heat"],
            ],
            "Transport": [
                heads,
                ["T", 1, "Bus lanes", "medium", "bus"],
                ["T", 2, "Insulate schools", "n/a", "bus, cycling"],
            ],
        },
    )


def merged_measures(file: Path) -> Path:
    """A Swedish plan in which a measure is merged over its parts."""
    rows = [
        ["Område", "Åtgärd", "Delåtgärd", "Ansvarig"],
        ["Energi", "Solpaneler på skolor", "Skola A", "Fastigheter"],
        ["", "", "Skola B", "Teknik"],
        ["", "LED-belysning", "", "Teknik"],
        ["Trafik", "Cykelbanor", "Etapp 1", "Teknik"],
    ]
    return write_xlsx(file, {"Plan": rows}, {"Plan": ["A2:A4", "B2:B3"]})


def reports_below(file: Path) -> Path:
    """A German plan whose rows belong to others by a code, with quotation marks that nobody doubled."""
    file.write_text(
        "farbe,id,titel,text,prio,parent\n"
        'gelb,E,"Energie","Energie",4.2,\n'
        '\ngelb,E1,"Fernwärme ausbauen","Fernwärme ausbauen",5,E\n'
        'weiß,E1-Plan,"geplant","Das Netz „Nord". Danach Süd.",5,E1\n'
        'gelb,E1-13,"Sachstand 2013","Im Bau",5,E1\n'
        'grün,E5+6,"Biogas und Wind","Biogas und Wind",-,E\n'
        'weiß,E5+6-Plan,"geplant",""Noch offen,-,E5+6\n'
        'grün,V,"Verkehr","Verkehr",4,\n'
        'gelb,Vneu,"Radwege","Radwege",5,V\n'
        'gelb,Vneu-13,"Sachstand 2013","Kein Sachstand",5,Vneu\n'
        'grün,V2,"Busse","Busse",5,V\n',
        encoding="utf-8",
    )
    return file


def repeated_headings(file: Path) -> Path:
    """An American plan that says its headings below each goal."""
    heads = ["Action", "Lead department", "Partners", "Status", "GHG reduction (t)", "Budget"]
    rows = [
        ["Goal 1: Clean energy"],
        heads,
        ["Install solar panels", "Facilities", "Utility; Schools", "In progress", 1200, "12,500"],
        ["Electrify the fleet", "Public Works", "", "Not started", 800.5, 90000],
        ["Goal 2: Mobility"],
        heads,
        ["Build bike lanes", "Transportation", "Schools", "In progress", 300, ""],
        ["Expand bus service", "Transportation", "Transit; Schools", "Completed", 950, ""],
    ]
    return write_xlsx(file, {"Sheet1": rows})
