"""Measures go out as a spreadsheet and come back: what was changed there changes here, and no other byte does."""

from __future__ import annotations

import codecs
import csv
import datetime
import io
import re
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import xlsxwriter
from click.testing import CliRunner
from project import ROOT
from python_calamine import CalamineWorkbook
from xlsxwriter.worksheet import Worksheet

from generator.authoring.front_matter_edit import scalar, with_fields
from generator.cli.app import main
from generator.diagnostics import Location, UserError
from generator.spreadsheets.csv import escape_formula, unescape_formula
from generator.spreadsheets.import_ import FileChange, free_path
from generator.spreadsheets.rows import SheetRow
from generator.spreadsheets.staging import write_changes
from generator.spreadsheets.tables import SheetCell, column_letters

HEATING = "content/measures/01-heating.md"
TRAM = "content/measures/02-tram.md"
NAME = "roadmap.xlsx, Measures!"
UNCHANGED = "The table says what the content says. There is nothing to change.\n"
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


def read(file: str = "roadmap.xlsx") -> list[list[object]]:
    return [list(row) for row in CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()]


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


def save_ods(rows: list[list[object]], file: str) -> None:
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
            f'<table:table table:name="Measures">{content}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )


def save_csv(rows: list[list[object]], delimiter: str, encoding: str) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    Path("roadmap.csv").write_bytes(stream.getvalue().encode(encoding))


@pytest.fixture
def table(run) -> Callable[..., list[list[object]]]:
    """The exported table with other words in some cells, by row and column, and with more rows."""

    def make(changes: Mapping[tuple[int, str], object] = {}, *more: Mapping[str, object]) -> list[list[object]]:
        run("export", "roadmap.xlsx")
        rows = read()
        for (row, name), cell in changes.items():
            rows[row - 1][rows[0].index(name)] = cell
        return rows + [[row.get(name, "") for name in rows[0]] for row in more]

    return make


@pytest.fixture
def imported(table, run) -> Callable[..., str]:
    """What the command says of a workbook with other words in some cells."""

    def make(changes: Mapping[tuple[int, str], object], *more: Mapping[str, object]) -> str:
        save(table(changes, *more))
        return run("import", "roadmap.xlsx", "--yes").output

    return make


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


@pytest.mark.parametrize("name", ["roadmap.xlsx", "roadmap.csv"])
@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_a_whole_roadmap_goes_out_and_comes_back_byte_for_byte(run, name, language):
    shutil.rmtree("content")
    shutil.copytree(ROOT / "examples/satulahti/content", "content")
    before = files()
    run("--language", language, "export", name)

    assert run("--language", "en", "import", name, "--yes").output == UNCHANGED
    assert files() == before


def test_what_changes_in_a_cell_changes_in_its_line_only(imported):
    before = files()

    assert imported({(3, "title_en"): "Heat: cheap # and clean"}) == (
        "measures/01-heating.md\n"
        "  title_en\n"
        "    - District heating without coal\n"
        "    + Heat: cheap # and clean\n"
        "1 measure was written.\n"
    )
    assert changed_lines(before) == {
        HEATING: (["title_en: District heating without coal\n"], ['title_en: "Heat: cheap # and clean"\n'])
    }


def test_a_table_of_libreoffice_does_as_well(table, run):
    before = files()
    save_ods(table({(4, "district"): "Norra"}), "roadmap.ods")
    run("import", "roadmap.ods", "--yes")

    assert changed_lines(before) == {TRAM: (["district: south\n"], ["district: north\n"])}


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_a_table_of_text_is_read_as_excel_saves_it(table, run, delimiter, encoding):
    before = files()
    save_csv(table({(4, "title_sv"): "Spårvagn; till, ön"}), delimiter, encoding)
    run("import", "roadmap.csv", "--yes")

    assert changed_lines(before) == {TRAM: (["title_sv: Spårvagn till hamnen\n"], ["title_sv: Spårvagn; till, ön\n"])}


@pytest.mark.parametrize("word", ["north", "North", "Norra", " norra\xa0", "NORRA"])
def test_a_value_may_be_written_as_its_id_or_its_label_in_any_language(imported, word):
    before = files()
    imported({(4, "district"): word})

    assert changed_lines(before) == {TRAM: (["district: south\n"], ["district: north\n"])}


@pytest.mark.parametrize("word", [True, "yes", "kyllä", "Ja", "TOSI", "SANT", "true"])
def test_yes_may_be_written_in_the_languages_of_the_editors(imported, word):
    before = files()
    imported({(3, "draft"): word, (4, "goal"): "X"}, {**MORE, "goal": "Y"})

    assert changed_lines(before)[HEATING] == ([], ["draft: yes\n"])


@pytest.mark.parametrize("word", [False, "no", "ei", "Nej", "EPÄTOSI", "FALSKT", ""])
def test_no_is_what_a_measure_says_that_is_no_draft(imported, word):
    assert imported({(3, "draft"): word}) == UNCHANGED


def test_a_row_without_a_file_is_a_new_measure(imported):
    before = files()
    said = imported({}, MORE)

    assert said.startswith("measures/03-trad-fler.md: a new measure\n  number\n    + 3\n  goal\n    + X\n")
    assert set(files()) - set(before) == {"content/measures/03-trad-fler.md"}
    assert Path("content/measures/03-trad-fler.md").read_text(encoding="utf-8") == (
        "---\n"
        "number: 3\n"
        "goal: X\n"
        "district: north\n"
        "weight: S\n"
        "price: low\n"
        'title_sv: "Träd: fler"\n'
        "title_en: More trees\n"
        "slug_sv: trad-fler\n"
        "slug_en: more-trees\n"
        "problem_sv: Var ska träden stå?\n"
        "problem_en: Where shall the trees stand?\n"
        "---\n"
        "\n"
        "# På svenska\n"
        "\n"
        "# In English\n"
    )


def test_a_row_without_a_file_belongs_to_the_measure_of_its_number(imported):
    before = files()
    imported({(4, "file"): "", (4, "number"): 2.0, (4, "weight"): "L"})

    assert changed_lines(before) == {TRAM: (["weight: S\n"], ["weight: L\n"])}


def test_an_empty_cell_removes_a_field_that_need_not_be_there(imported):
    before = files()

    assert imported({(3, "original_title_sv"): ""}) == (
        "measures/01-heating.md\n  original_title_sv\n    - Fjärvärme utan kol\n1 measure was written.\n"
    )
    assert changed_lines(before) == {HEATING: (["original_title_sv: Fjärvärme utan kol\n"], [])}


def test_a_column_that_is_not_there_changes_nothing(table, run):
    rows = table({(4, "weight"): "L"})
    keep = [index for index, name in enumerate(rows[0]) if name in ("number", "weight")]
    save([[row[index] for index in keep] for row in rows])
    before = files()
    run("import", "roadmap.xlsx", "--yes")

    assert changed_lines(before) == {TRAM: (["weight: S\n"], ["weight: L\n"])}


def test_the_mistakes_of_all_cells_come_at_once_and_nothing_is_written(imported):
    before = files()

    assert imported(
        {
            (3, "goal"): "Q",
            (3, "slug_en"): "District heating",
            (4, "weight"): "",
            (4, "title_sv"): "Spår\u202evagn",
            (3, "number"): "one",
            (4, "problem_en"): datetime.date(2026, 1, 2),
        },
        {**MORE, "file": "measures/3-trees.md", "title_en": ""},
    ).splitlines() == [
        f'{NAME}B3: "one" does not do as a number. Write one from 1 to 99999, such as 14.',
        f'{NAME}D3: "Q" is not a goal. Use one of X, Y.',
        f'{NAME}K3: "District heating" does not fit in an address. Use a–z, 0–9 and single hyphens: "district-heating".',
        f'{NAME}F4: "weight" is empty. Write its value into this cell.',
        f"{NAME}H4: There is a hidden character here (U+202E). Delete it and write the word again.",
        f"{NAME}M4: The spreadsheet has made a date or a time of this: 2026-01-02. Give the cell the format Text, and write it again.",
        f'{NAME}A5: There is no measure "measures/3-trees.md". Write the name as the export did, or leave the cell empty for a new measure.',
        f'{NAME}I5: "title_en" is empty. Write its value into this cell.',
        "8 problems to fix. The site was not changed.",
    ]
    assert files() == before


def test_columns_are_checked_before_their_cells(table, run):
    rows = table()
    rows[0][rows[0].index("title_en")] = "titel_en"
    rows[0][rows[0].index("price")] = "goal"
    rows[0][rows[0].index("keywords_en")] = ""
    rows[0].append("xyz")
    save(rows)

    assert run("import", "roadmap.xlsx").output.splitlines() == [
        f'{NAME}G1: The column "goal" is here twice. Delete one of the two.',
        f'{NAME}I1: "titel_en" is not a column here. Did you mean "title_en"?',
        f"{NAME}O1: This column has no name. Write one into its first row, or delete the column.",
        f'{NAME}{column_letters(len(rows[0]))}1: "xyz" is not a column here. Delete it.',
        "4 problems to fix. The site was not changed.",
    ]


def test_a_table_that_tells_no_measures_apart_is_not_read(table, run):
    save([row[2:] for row in table()])

    assert run("import", "roadmap.xlsx").output.splitlines()[0] == (
        f"{NAME}A1: The first row has neither the column “file” nor “number”. Export a table, and fill in that one."
    )


def test_two_rows_of_a_measure_are_a_problem(imported):
    assert imported({(4, "file"): "", (4, "number"): 1}, MORE, MORE).splitlines() == [
        f'{NAME}A4: "measures/01-heating.md" is also in row 3. Delete one of the two rows.',
        f'{NAME}A6: "3" is also in row 5. Delete one of the two rows.',
        "2 problems to fix. The site was not changed.",
    ]


def test_a_new_measure_needs_all_that_a_measure_has(table, run):
    rows = table({}, {**MORE, "goal": ""})
    price = rows[0].index("price")
    save([row[:price] + row[price + 1 :] for row in rows])

    assert run("import", "roadmap.xlsx").output.splitlines() == [
        f'{NAME}A5: A new measure needs "price". Add the column “price”.',
        f'{NAME}D5: "goal" is empty. Write its value into this cell.',
        "2 problems to fix. The site was not changed.",
    ]


def test_what_only_the_whole_roadmap_shows_is_a_problem_of_its_cell_or_its_file(imported):
    before = files()

    assert imported({(3, "number"): 2, (4, "draft"): "ja", (4, "goal"): "X"}, {**MORE, "goal": "Y"}).splitlines() == [
        f'{HEATING}:20:55: "measures/02-tram.md" is a draft and has no page yet. Delete its line “draft: yes”, or this link.',
        "    Värmen kommer till husen i rör. Se också [spårvagnen](02-tram.md).",
        "                                                          ^",
        f'{HEATING}:24:60: "measures/02-tram.md" is a draft and has no page yet. Delete its line “draft: yes”, or this link.',
        "    The heat comes to the houses in pipes. See also [the tram](02-tram.md).",
        "                                                               ^",
        f"{NAME}B4: Number 2 is already that of {HEATING}. Give one of them another.",
        "3 problems to fix. The site was not changed.",
    ]
    assert files() == before


def test_a_dry_run_shows_the_changes_and_writes_nothing(table, run):
    save(table({(4, "weight"): "L"}))
    before = files()
    result = run("import", "roadmap.xlsx", "--dry-run")

    assert result.output == "measures/02-tram.md\n  weight\n    - S\n    + L\nNothing was written.\n"
    assert (result.exit_code, files()) == (0, before)


@pytest.mark.parametrize(
    ("answer", "code"), [("yes", 0), ("y", 0), ("Kyllä", 0), ("j", 0), ("no", 1), ("", 1), ("yesterday", 1)]
)
def test_nothing_is_written_until_the_editor_agrees(table, answer, code):
    save(table({(4, "weight"): "L"}))
    before = files()
    result = CliRunner().invoke(main, ["import", "roadmap.xlsx"], input=f"{answer}\n")

    assert "Write 1 measure? (yes/no)" in result.output
    assert result.exit_code == code
    assert (files() == before) == (code == 1)


def test_comments_the_order_of_keys_and_quotation_marks_stay(city, imported):
    text = (
        "---\n"
        "# The tram.\n"
        "price:   'high'   \n"
        "number: 2\n"
        "\n"
        "goal: \"Y\"\n"
        "district: south\n"
        "weight: S\n"
        "# Its names\n"
        "title_sv: >-\n"
        "  Spårvagn\n"
        "  till hamnen\n"
        "\n"
        "# In English\n"
        "title_en:\n"
        "  A tram to\n"
        "  the harbour\n"
        "slug_sv: sparvagn\n"
        "slug_en: tram\n"
        "problem_sv: Hur kommer man till hamnen?\n"
        "problem_en: How does one get to the harbour?\n"
        "---\n"
        "\n# På svenska\n\n  Text.  \n\n# In English\n\nText.\n"
    )  # fmt: skip
    Path(TRAM).write_text(text, encoding="utf-8")
    imported(
        {
            (4, "title_sv"): "Spår",
            (4, "title_en"): "Rails",
            (4, "draft"): "no",
            (4, "price"): "low",
            (4, "keywords_sv"): "räls,  vagn",
        }
    )

    expected = (
        text.replace("'high'", "low")
        .replace("title_sv: >-\n  Spårvagn\n  till hamnen\n", "title_sv: Spår\n")
        .replace("  A tram to\n  the harbour\n", "  Rails\n")
        .replace("harbour?\n---", "harbour?\nkeywords_sv: räls, vagn\n---")
    )
    assert Path(TRAM).read_text(encoding="utf-8") == expected


def test_a_file_of_windows_keeps_its_line_ends_and_its_mark(imported):
    before = codecs.BOM_UTF8 + Path(TRAM).read_bytes().replace(b"\n", b"\r\n")
    Path(TRAM).write_bytes(before)
    imported({(4, "title_en"): "Rails", (4, "keywords_sv"): "räls"})

    assert Path(TRAM).read_bytes() == before.replace(b"A tram to the harbour", b"Rails").replace(
        b"harbour?\r\n", "harbour?\r\nkeywords_sv: räls\r\n".encode()
    )


def test_letters_of_two_signs_stay_as_they_are_in_lines_that_do_not_change(imported):
    Path(TRAM).write_bytes(Path(TRAM).read_bytes().replace("å".encode(), "a\u030a".encode()))
    before = files()
    imported({(4, "weight"): "L"})

    assert changed_lines(before) == {TRAM: (["weight: S\n"], ["weight: L\n"])}


def test_a_field_is_put_in_and_taken_out_where_it_belongs():
    order = ["number", "draft", "goal", "title"]
    before = b"---\n  goal: X\n  # note\n  title: T\n---\nbody"

    assert with_fields(before, "x.md", {"draft": "yes", "number": "1", "goal": ""}, order) == (
        b"---\n  number: 1\n  draft: yes\n  # note\n  title: T\n---\nbody"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain: no", '"plain: no"'),
        ("a #b", '"a #b"'),
        ("a#b", "a#b"),
        ("'a' b", "\"'a' b\""),
        ('say "a" \\', 'say "a" \\'),
        ('"a" \\', '"\\"a\\" \\\\"'),
        ("*a", '"*a"'),
        ("- a", '"- a"'),
        ("[a](b)", '"[a](b)"'),
        ("a\nb\u2028", '"a\\u000ab\\u2028"'),
        ("12:30", "12:30"),
        ("= 1", "= 1"),
    ],
)
def test_a_text_is_written_so_that_it_means_itself(text, written):
    assert scalar(text) == written


@pytest.mark.parametrize("name", ["roadmap.xlsx", "roadmap.csv"])
@pytest.mark.parametrize(
    "title", ["=1+1", "+1", "-1", "@home", "'=1", "''", "'quoted'", "#PORVOO", "1-2", "007", "1.0"]
)
def test_a_cell_never_begins_a_formula_and_comes_back_as_it_was(run, edit, name, title):
    edit(TRAM, "title_en: A tram to the harbour", f"title_en: {scalar(title)}")
    run("export", name)

    assert run("import", name, "--yes").output == UNCHANGED
    if name == "roadmap.csv":
        cells = csv.reader(Path(name).read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in cells for cell in row)
    else:
        assert b"<f>" not in zipfile.ZipFile(name).read("xl/worksheets/sheet1.xml")


def test_an_apostrophe_of_the_editors_stays():
    assert [unescape_formula(text) for text in ("'t Hof", "'=1", "''=1", "'")] == ["'t Hof", "=1", "'=1", "'"]
    assert [escape_formula(text) for text in ("'t Hof", "=1", "'=1", "a")] == ["''t Hof", "'=1", "''=1", "a"]


def test_the_workbook_is_ready_to_fill_in(run):
    run("export", "roadmap.xlsx")
    first = Path("roadmap.xlsx").read_bytes()
    run("export", "roadmap.xlsx")
    sheet = zipfile.ZipFile("roadmap.xlsx").read("xl/worksheets/sheet1.xml").decode()
    rows = read()

    assert Path("roadmap.xlsx").read_bytes() == first
    assert rows[0][:5] == ["file", "number", "draft", "goal", "district"]
    assert rows[1][:5] == ["file", "number", "draft", "goal", "district"]
    assert rows[2][:5] == ["measures/01-heating.md", 1.0, "", "X", "north"]
    assert '<pane xSplit="2" ySplit="2" topLeftCell="C3"' in sheet
    assert re.findall("<formula1>(.*?)</formula1>", sheet) == [
        "'Values'!$C$2:$C$3",
        "'Values'!$C$4:$C$5",
        "'Values'!$C$6:$C$7",
        "'Values'!$C$8:$C$9",
        "'Values'!$C$10:$C$11",
    ]
    assert CalamineWorkbook.from_path("roadmap.xlsx").get_sheet_by_index(1).to_python()[:4] == [
        ["Column", "Its name", "Value", "På svenska", "In English"],
        ["draft", "draft", "yes", "ja", "yes"],
        ["draft", "draft", "no", "nej", "no"],
        ["goal", "goal", "X", "Ren energi", "Clean energy"],
    ]


def test_the_labels_are_in_the_language_of_the_editors_and_no_row_of_their_own(run):
    run("--language", "sv", "export", "roadmap.xlsx")
    rows = read()
    rows[1][0] = "changed"
    save([rows[0], rows[2], rows[1], rows[3]])

    assert rows[1][3:5] == ["mål", "stadsdel"]
    assert run("import", "roadmap.xlsx").output == UNCHANGED


def test_a_table_of_another_form_is_not_written(run):
    result = run("export", "roadmap.pdf")

    assert (result.exit_code, result.output) == (2, "Name the file with .xlsx / .csv at its end.\n")


def test_a_text_that_no_cell_holds_is_not_cut(run, edit):
    words = "".join(f"  {'word ' * 1500}\n" for _ in range(5))
    edit(TRAM, "title_en: A tram to the harbour", f"title_en:\n{words}")
    result = run("export", "roadmap.xlsx")

    assert (result.exit_code, result.output) == (
        2,
        "The text for Measures!I4 is longer than a cell of a spreadsheet can be. Export to .csv instead.\n",
    )


def test_merged_cells_are_a_problem(table, run):
    with sheet_of(table()) as sheet:
        sheet.merge_range(2, 13, 3, 13, "element")

    assert run("import", "roadmap.xlsx").output.splitlines() == [
        f"{NAME}N3: Cells are merged here, and all but the first are empty. Split them, and fill in each.",
        "1 problem to fix. The site was not changed.",
    ]


def test_what_a_spreadsheet_shows_for_a_value_that_it_lacks_is_none(table, run):
    rows = table()
    with sheet_of(rows) as sheet:
        sheet.write_formula("N3", "=NA()", None, "#N/A")
    said = run("import", "roadmap.xlsx").output
    rows[2][rows[0].index("title_en")] = "#PUUTTUU!"
    save_csv(rows, ";", "utf-8")

    assert said.splitlines()[0] == (
        "roadmap.xlsx: There is #N/A or the like in the place of a value. Write the value: N3"
    )
    assert run("import", "roadmap.csv").output.splitlines()[0] == (
        'roadmap.csv, I3: "#PUUTTUU!" stands here in the place of a value. Write the value.'
    )


def test_lines_within_a_cell_become_one(imported):
    assert (
        imported({(4, "title_en"): "A tram\n to\xa0the harbour ", (3, "keywords_en"): "radiator,\nwinter"}) == UNCHANGED
    )


def test_a_cell_far_from_the_table_is_a_problem(table, run):
    with sheet_of(table()) as sheet:
        sheet.write(1_048_575, 16_383, "x")

    assert run("import", "roadmap.xlsx").output.splitlines()[0] == (
        "roadmap.xlsx: Something is written far below or beside the table. Delete all rows and columns after it."
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "“number”. Export a table, and fill in that one."),
        (b"PK\x03\x04 and no more", "The file is damaged or not whole. Save it anew, or take an older copy."),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "The file cannot be read as a spreadsheet. Save it anew as .xlsx."),
        (
            b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "The file has a password. Save it without one.",
        ),
        (b"%PDF\0\0", "This is no table. Save it from the spreadsheet as .xlsx, or as CSV in UTF-8."),
        (b'file;number\n"a;1\n', "Line 2 cannot be read. Save the table anew from the spreadsheet."),
    ],
)
def test_a_file_that_is_no_table_says_what_to_do(run, content, message):
    Path("roadmap.xlsx").write_bytes(content)
    result = run("import", "roadmap.xlsx")

    assert result.exit_code == 1
    assert result.output.splitlines()[0].startswith("roadmap.xlsx")
    assert result.output.splitlines()[0].endswith(message)


def test_a_file_that_cannot_be_opened_says_what_to_do(run):
    assert run("import", "roadmap.ods").output.splitlines()[0] == (
        "roadmap.ods: There is no such file. Check its name, and the folder that it is in."
    )
    assert run("import", "content").output.splitlines()[0] == (
        "content: The file cannot be read (Is a directory). Close it where it is open, and check who may read it."
    )


def test_a_program_that_is_not_installed_says_how_to_install_it(run, monkeypatch):
    run("export", "roadmap.xlsx")
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    result = run("import", "roadmap.xlsx")

    assert result.exit_code == 2
    assert "Run “make sheets”" in result.output
    assert run("export", "roadmap.csv").exit_code == run("import", "roadmap.csv").exit_code == 0


def test_a_file_that_was_changed_meanwhile_is_left_alone(city):
    row = SheetRow(SheetCell("x", 1, 1), None, {})
    changes = [
        FileChange(row, f"measures/{name}.md", b"as it was", b"as it shall be", ())
        for name in ("01-heating", "02-tram")
    ]
    before = files()

    with pytest.raises(UserError, match=r'"content/measures/01-heating.md" was changed meanwhile\.'):
        write_changes(changes, city.content)
    assert files() == before


def test_fields_in_curly_brackets_are_left_alone(imported):
    text = Path(TRAM).read_text(encoding="utf-8")
    head = ", ".join(line for line in text.split("---\n")[1].splitlines())
    Path(TRAM).write_text(f"---\n{{{head}}}\n---\n", encoding="utf-8")
    before = files()

    assert imported({(4, "weight"): "L"}).splitlines()[0] == (
        f"{TRAM}:2:1: The fields stand in curly brackets here. Write one “name: value” on a line."
    )
    assert files() == before


def test_a_new_measure_takes_the_name_of_no_other_file(city):
    Path("content/measures/01-heating-2.md").touch()

    assert free_path("measures/01-heating", city.content) == "measures/01-heating-3.md"


def test_cells_are_sorted_by_row_and_among_files():
    locations = [SheetCell("b!", 10, 1), Location("c"), SheetCell("b!", 9, 28), Location("a", 3), SheetCell("b!", 9, 3)]

    assert [str(location) for location in sorted(locations)] == ["a:3", "b!C9", "b!AB9", "b!A10", "c"]


def test_places_are_named_as_a_spreadsheet_names_them():
    assert [column_letters(column) for column in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]
    assert str(SheetCell("x.xlsx, Measures!", 7, 3)) == "x.xlsx, Measures!C7"


def test_an_export_overwrites_nothing(city, run):
    Path("roadmap.csv").write_text("mine", encoding="utf-8")
    result = run("export", "roadmap.csv")

    assert result.exit_code == 2
    assert result.output == '"roadmap.csv" is there already, perhaps with changes. Name another file.\n'
    assert Path("roadmap.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("before", "after"),
    [(b"---\na:\n---\n", b"---\na: b\n---\n"), (b"---\na: # later\nc: 1\n---\n", b"---\na: b # later\nc: 1\n---\n")],
)
def test_a_field_that_was_left_empty_gets_its_text_after_a_space(before, after):
    assert with_fields(before, "x.md", {"a": "b"}, ["a", "c"]) == after


BIKES = "content/measures/03-bikes.md"
COAL = "content/measures/04-coal.md"
LATER = {
    **MORE,
    "number": 3,
    "edition": 2025,
    "draft": "ja",
    "due": datetime.date(2026, 12, 31),
    "related": "02-tram.md, 03-bikes.md",
}


@pytest.mark.parametrize("name", ["roadmap.xlsx", "roadmap.csv"])
def test_a_roadmap_that_is_followed_up_comes_back_byte_for_byte(followed, run, name):
    before = files()
    run("export", name)

    assert run("import", name, "--yes").output == UNCHANGED
    assert files() == before


def test_what_has_several_entries_has_no_column(followed, table):
    names = table()[0]

    assert {"edition", "status", "status_date", "due", "related"} <= set(names)
    assert [name for name in names if name.startswith(("decisions", "updates", "accepted"))] == []


def test_a_new_state_changes_its_lines_only(followed, imported):
    before = files()
    imported({(6, "status_date"): "2025-12-01", (6, "status"): "genomförs inte", (6, "merged_into"): ""})

    assert changed_lines(before) == {
        COAL: (
            ["status: joined\n", "status_date: 2025-11-03\n", "merged_into: 01-heating.md\n"],
            ["status: dropped\n", "status_date: 2025-12-01\n"],
        )
    }


@pytest.mark.parametrize(
    "day", [datetime.date(2027, 3, 1), datetime.datetime(2027, 3, 1), "2027-03-01", "1.3.2027", " 01.03.2027 "]
)
def test_a_day_may_be_one_of_the_spreadsheet_or_be_written(followed, imported, day):
    before = files()
    imported({(5, "due"): day})

    assert changed_lines(before) == {BIKES: (["due: 2026-06-30\n"], ["due: 2027-03-01\n"])}


def test_a_day_that_is_none_or_has_a_time_is_a_problem(followed, imported):
    assert imported({(5, "due"): "31.2.2027", (4, "due"): datetime.datetime(2025, 12, 31, 9)}).splitlines() == [
        f"{NAME}AI4: The spreadsheet has made a date or a time of this: 2025-12-31 09:00:00. Give the cell the format Text, and write it again.",
        f'{NAME}AI5: "31.2.2027" is not a date. Write it as 2026-11-24.',
        "2 problems to fix. The site was not changed.",
    ]


def test_a_new_field_goes_below_the_entries_that_come_before_it(followed, imported):
    before = Path(HEATING).read_text(encoding="utf-8")
    imported({(3, "related"): "03-bikes.md"})

    assert Path(HEATING).read_text(encoding="utf-8") == before.replace(
        "    due: 2025-12-31\n---\n", "    due: 2025-12-31\nrelated: 03-bikes.md\n---\n"
    )


def test_a_row_without_a_file_belongs_to_the_measure_of_its_number_and_year(followed, table, run):
    rows = table({(4, "weight"): "L", (6, "weight"): "L"})
    keep = [index for index, name in enumerate(rows[0]) if name in ("number", "edition", "weight")]
    save([[row[index] for index in keep] for row in rows])
    before = files()
    run("import", "roadmap.xlsx", "--yes")

    assert changed_lines(before) == {path: (["weight: S\n"], ["weight: L\n"]) for path in (TRAM, COAL)}


@pytest.mark.parametrize(("lacking", "cells"), [({"edition"}, {(5, "file"): ""}), ({"edition", "file"}, {})])
def test_rows_without_a_file_and_a_year_are_not_read(followed, table, run, lacking, cells):
    rows = table(cells)
    keep = [index for index, name in enumerate(rows[0]) if name not in lacking]
    save([[row[index] for index in keep] for row in rows])

    assert run("import", "roadmap.xlsx").output.splitlines() == [
        f"{NAME}A1: Rows without a file need a year beside their number, for each year counts from 1. Add the column “edition”.",
        "1 problem to fix. The site was not changed.",
    ]


def test_where_all_rows_name_their_files_no_year_is_needed(followed, table, run):
    rows = table({(5, "weight"): "L"})
    edition = rows[0].index("edition")
    save([row[:edition] + row[edition + 1 :] for row in rows])
    before = files()
    run("import", "roadmap.xlsx", "--yes")

    assert changed_lines(before) == {BIKES: (["weight: S\n"], ["weight: L\n"])}


def test_two_rows_are_of_one_measure_only_in_one_year(followed, imported):
    assert imported({(4, "file"): "", (4, "number"): 1}, LATER, LATER, {**LATER, "edition": ""}).splitlines() == [
        f'{NAME}A4: "measures/01-heating.md" is also in row 3. Delete one of the two rows.',
        f'{NAME}A8: "3/2025" is also in row 7. Delete one of the two rows.',
        f'{NAME}C9: "edition" (year) is empty. Write its value into this cell.',
        "3 problems to fix. The site was not changed.",
    ]


def test_a_new_measure_of_a_year_has_the_year_in_its_file_and_no_state(followed, imported):
    before = files()
    imported({}, {**LATER, "goal": "Y"})

    assert set(files()) - set(before) == {"content/measures/2025-03-trad-fler.md"}
    assert Path("content/measures/2025-03-trad-fler.md").read_text(encoding="utf-8") == (
        "---\n"
        "number: 3\n"
        "edition: 2025\n"
        "draft: yes\n"
        "goal: Y\n"
        "district: north\n"
        "weight: S\n"
        "price: low\n"
        'title_sv: "Träd: fler"\n'
        "title_en: More trees\n"
        "slug_sv: trad-fler\n"
        "slug_en: more-trees\n"
        "problem_sv: Var ska träden stå?\n"
        "problem_en: Where shall the trees stand?\n"
        "due: 2026-12-31\n"
        "related: 02-tram.md, 03-bikes.md\n"
        "---\n"
        "\n"
        "# På svenska\n"
        "\n"
        "# In English\n"
    )
