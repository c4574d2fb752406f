"""A city's own table becomes content: nothing of it is lost, and nothing is written over what was edited since."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from table_import import tables

from generator.diagnostics import ContentError
from generator.i18n import Translator
from generator.model import Language
from generator.spreadsheets.csv import read_lenient_csv
from generator.spreadsheets.import_ import read_tables
from generator.table_import.importer import CHECKSUMS, MAPPING, TableImport, import_table, write_import
from generator.table_import.markdown import inline
from generator.table_import.table import plain_text

LANGUAGES = {
    "de": Language("de", "Deutsch", "de_DE", "d.M.yyyy", official=True),
    "en": Language("en", "In English", "en_GB", "d MMMM yyyy", official=True),
    "fi": Language("fi", "Suomeksi", "fi_FI", "d.M.yyyy", official=True),
    "sv": Language("sv", "På svenska", "sv_FI", "d.M.yyyy", official=True),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def imported(table: Path, *codes: str) -> TableImport:
    return import_table(table, [LANGUAGES[code] for code in codes], Path(MAPPING), Translator())


def columns(table_import: TableImport) -> dict[str, str]:
    lines = table_import.mapping.partition("columns:\n")[2].splitlines()
    pairs = (
        line.strip().rsplit(": ", 1)
        for line in lines[: next(i for i, line in enumerate([*lines, "#"]) if line[:2] != "  ")]
    )
    return {name.strip('"'): becomes for name, becomes in pairs}


def measure(table_import: TableImport, number: int) -> str:
    (text,) = (text for path, text in table_import.files.items() if path.startswith(f"measures/{number:02}-"))
    return text


def report(table_import: TableImport) -> list[str]:
    return [str(line) for line in table_import.report]


def test_the_columns_of_a_plan_are_recognised_by_heading_and_cells() -> None:
    assert columns(imported(tables.climate_plan(Path("plan.xlsx")), "de")) == {
        "Nr.": "code",
        "Maßnahme": "title_de",
        "Kosten (€) – 2025": "text_de",
        "Kosten (€) – 2026": "text_de",
        "Zuständig": "responsible",
        "Umsetzungsstand": "state",
        "Fertigstellung": "text_de",
        "Erläuterung": "description_de",
    }


def test_a_column_that_is_not_for_the_public_is_left_out_and_the_report_says_so() -> None:
    headings = ["Titel", "Bemerkung (intern)", "Interna anteckningar", "Sisäiset huomiot", "Internet"]
    cells = ["Dächer", "Noch geheim", "Hemligt än", "Salaista vielä", "stadt.example"]
    Path("plan.csv").write_text(f"{';'.join(headings)}\n{';'.join(cells)}\n", encoding="utf-8")
    plan = imported(Path("plan.csv"), "de")

    assert columns(plan) == {
        "Titel": "title_de",
        **dict.fromkeys(headings[1:4], "left-out"),
        "Internet": "text_de",
    }
    assert not [cell for cell in cells[1:4] if cell in "".join(plan.files.values())]
    assert len([line for line in report(plan) if ": left out, as the mapping says" in line]) == 3


def test_a_column_that_is_not_for_the_public_is_left_out_whatever_is_in_it() -> None:
    rows = ["Maßnahme;Kennung (intern);Titel (intern);Nr. intern", "Dächer;A7;Geheim;1", "Wege;B9;Vertraulich;2"]
    Path("plan.csv").write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    plan = imported(Path("plan.csv"), "de")

    assert columns(plan) == {"Maßnahme": "title_de", **dict.fromkeys(rows[0].split(";")[1:], "left-out")}
    assert not [word for word in ("A7", "B9", "Geheim", "Vertraulich") if word in "".join(plan.files.values())]


def test_a_row_becomes_a_measure_with_what_has_no_field_below_its_heading() -> None:
    plan = imported(tables.climate_plan(Path("plan.xlsx")), "de")

    assert measure(plan, 1) == (
        "---\n"
        "number: 1\n"
        "code: A1.1\n"
        "bereich: handlungsfeld-energie\n"
        "responsible: amt-23, stadtwerke\n"
        "state: in-umsetzung\n"
        "title_de: Dächer mit Solar belegen\n"
        "slug_de: daecher-mit-solar-belegen\n"
        "---\n"
        "\n"
        "# Deutsch\n"
        "\n"
        "Zuerst:\n"
        "\n"
        "- Schulen\n"
        "- Kitas &lt;alle>\n"
        "\n"
        "## Kosten (€) – 2025\n"
        "\n"
        "120.000\n"
        "\n"
        "## Kosten (€) – 2026\n"
        "\n"
        "50.000,5\n"
        "\n"
        "## Fertigstellung\n"
        "\n"
        "12\\. März 2025\n"
    )


def test_signs_of_markdown_in_a_cell_are_shown_and_addresses_become_links() -> None:
    plan = imported(tables.climate_plan(Path("plan.xlsx")), "de")

    assert "\nSiehe <https://stadt.example/a_b>. Ab 2026 \\*neu\\*.\n" in measure(plan, 2)
    assert "\n1\\. Schritt: Planung\n" in measure(plan, 3)


def test_an_address_with_a_slip_stays_text() -> None:
    assert inline("https://stad.example/a_b, https://https://stad_b") == (
        "<https://stad.example/a_b>, https://https://stad\\_b"
    )


def test_a_long_title_is_cut_after_its_first_sentence_and_is_whole_in_the_text() -> None:
    plan = measure(imported(tables.climate_plan(Path("plan.xlsx")), "de"), 5)

    assert "\ntitle_de: Busse. Mehr Busse auf allen Linien" in plan
    assert max(len(line) for line in plan.splitlines() if line.startswith("title_de")) <= 310
    assert "\n## Maßnahme\n\nBusse. Mehr Busse" in plan


def test_measures_of_one_title_have_addresses_of_their_own() -> None:
    plan = imported(tables.climate_plan(Path("plan.xlsx")), "de")

    assert "slug_de: radwege-bauen\n" in measure(plan, 3)
    assert "slug_de: radwege-bauen-2\n" in measure(plan, 4)


def test_every_cell_without_a_place_is_named_with_its_sheet() -> None:
    plan = imported(tables.climate_plan(Path("plan.xlsx")), "de")

    assert report(plan)[-7:] == [
        "plan.xlsx, Maßnahmen!A14: The title is long. Its beginning becomes the title, and the text has all of it.",
        "The sheet “Legende” has other headings, and is left out.",
        "plan.xlsx, Maßnahmen!B9: a total, which is left out: Summe · 120000 · 50000.5",
        "plan.xlsx, Maßnahmen!A15: a total, which is left out: Gesamtsumme · 1120005 · 50000.5",
        "plan.xlsx, Maßnahmen!A1: belongs to no measure, and is left out: Klimaplan Musterstadt",
        "plan.xlsx, Maßnahmen!A2: belongs to no measure, and is left out: Stand: 1.3.2025",
        "plan.xlsx, Maßnahmen!A16: belongs to no measure, and is left out: * Schätzung der Verwaltung",
    ]


def test_values_are_counted_and_spellings_in_other_letters_are_one() -> None:
    plan = imported(tables.climate_plan(Path("plan.xlsx")), "de")

    assert "state: geplant 2; in Umsetzung 2; umgesetzt 1" in report(plan)


def test_a_classification_in_two_languages_has_the_labels_of_both() -> None:
    plan = imported(tables.bilingual_plan(Path("plan.csv")), "fi", "sv")

    assert columns(plan) == {
        "Toimenpide": "title_fi",
        "Åtgärd": "title_sv",
        "Painopiste": "painopiste",
        "Insatsområde": "painopiste_sv",
        "Vastuutaho": "responsible",
        "Aikataulu": "text_fi",
    }
    assert "      label_fi: Liikenne\n      label_sv: Trafik\n" in plan.files["classifications.yaml"]
    assert "responsible: kuntatekniikka, kaavoitus\n" in measure(plan, 1)
    assert (
        "plan.csv, A7: There is no title in På svenska, so that of another language is used: Niitetään rannat"
        in report(plan)
    )


def test_a_language_that_the_table_lacks_is_a_draft() -> None:
    plan = imported(tables.merged_measures(Path("plan.xlsx")), "sv", "en")

    assert [(language.code, language.draft) for language in plan.languages] == [("sv", False), ("en", True)]
    assert not [text for text in plan.files.values() if "_en" in text or "# In English" in text]
    assert report(plan)[-1] == (
        "No column has titles in In English. The language is a draft: the preview shows it with the texts of "
        "the first one."
    )


def test_the_number_of_a_measure_without_a_code_is_no_code_of_another() -> None:
    rows = [
        ["Code", "Measure"],
        *([code, f"Measure of row {row}"] for row, code in enumerate(["A1", "2", "", "A4"], 2)),
    ]
    plan = imported(tables.write_xlsx(Path("plan.xlsx"), {"Plan": rows}), "en")

    assert [text.splitlines()[1:3] for path, text in plan.files.items() if path.startswith("measures/")] == [
        ["number: 1", "code: A1"],
        ["number: 3", "code: 2"],
        ["number: 4", "section: plan"],
        ["number: 5", "code: A4"],
    ]


def test_a_text_in_a_language_that_the_site_has_not_is_no_title() -> None:
    rows = [["Titel (Finnisch)", "Titel (Schwedisch)"], ["Puita", "Träd"], ["Pyöriä", "Cyklar"]]
    plan = imported(tables.write_xlsx(Path("plan.xlsx"), {"Plan": rows}), "fi")

    assert columns(plan) == {"Titel (Finnisch)": "title_fi", "Titel (Schwedisch)": "text_fi"}


def test_sheets_become_a_classification_and_letter_and_number_one_code() -> None:
    plan = imported(tables.sheets_of_sectors(Path("plan.xlsx")), "en")

    assert columns(plan) == {
        "A": "code", "Ref": "joined", "Action": "title_en", "Impact": "impact", "Tags": "keywords_en",
    }  # fmt: skip
    assert measure(plan, 4).startswith(
        "---\nnumber: 4\ncode: T2\nsection: transport\nimpact: not-stated\ntitle_en: Insulate schools\n"
        "slug_en: insulate-schools-2\nkeywords_en: bus, cycling\n---\n"
    )
    assert (
        '    low:\n      label_en: low\n      name_en: "Impact: low"\n      slug_en: low\n      size: 1\n'
        in plan.files["classifications.yaml"]
    )


def test_rows_that_are_merged_are_one_measure() -> None:
    plan = imported(tables.merged_measures(Path("plan.xlsx")), "sv")

    assert len(plan.files) == 4
    assert "\nresponsible: fastigheter, teknik\n" in measure(plan, 1)
    assert measure(plan, 1).endswith("\n## Delåtgärd\n\nSkola A\n\nSkola B\n")
    assert "omrade: energi\n" in measure(plan, 2)


def test_rows_that_belong_to_a_measure_go_into_its_text() -> None:
    plan = imported(tables.reports_below(Path("plan.csv")), "de")

    assert measure(plan, 1) == (
        "---\nnumber: 1\ncode: E1\nbereich: energie\nfarbe: gelb\nprio: 5\ntitle_de: Fernwärme ausbauen\n"
        "slug_de: fernwaerme-ausbauen\n---\n"
        "\n# Deutsch\n"
        '\n## geplant\n\nDas Netz „Nord". Danach Süd.\n\nfarbe: weiß\n'
        "\n## Sachstand 2013\n\nIm Bau\n\nfarbe: gelb\n"
    )
    assert "\ncode: E5+6\n" in measure(plan, 2)
    assert "\nprio: not-stated\n" in measure(plan, 2)


def test_headings_that_are_repeated_below_each_goal_are_no_measures() -> None:
    plan = imported(tables.repeated_headings(Path("plan.xlsx")), "en")

    assert "section: Goal 1: Clean energy 2; Goal 2: Mobility 2" in report(plan)
    assert "plan.xlsx, Sheet1!A6: the headings again, which are left out" in report(plan)
    assert "state: Not started 1; In progress 2; Completed 1" in report(plan)


def test_a_number_is_written_as_its_language_does_and_a_text_stays_as_it_is() -> None:
    plan = imported(tables.repeated_headings(Path("plan.xlsx")), "de")

    assert "\n## GHG reduction (t)\n\n800,5\n" in measure(plan, 2)
    assert "\n## Budget\n\n90.000\n" in measure(plan, 2)
    assert "\n## Budget\n\n12,500\n" in measure(plan, 1)


def test_a_table_without_classifications_has_that_of_its_sheet() -> None:
    plan = imported(
        tables.write_ods(Path("plan.ods"), "Rantaohjelma", [["Toimenpide", "Kuvaus"], ["Niitto", "Ranta niitetään."]]),
        "fi",
    )

    assert "    rantaohjelma:\n      label_fi: Rantaohjelma\n" in plan.files["classifications.yaml"]
    assert measure(plan, 1).endswith("\n# Suomeksi\n\nRanta niitetään.\n")


def test_columns_in_a_language_that_nobody_knows_are_told_by_their_cells() -> None:
    rows = [
        ["Kod", "Opis", "Obszar"],
        ["1", "Sadzenie drzew w parku", "zieleń"],
        ["2", "Nowe ścieżki rowerowe", "ruch"],
    ]
    rows += [["3", "Światła dla pieszych", "ruch"], ["4", "Łąki kwietne", "zieleń"]]
    plan = imported(tables.write_xlsx(Path("plan.xlsx"), {"Plan": rows}), "en")

    assert columns(plan) == {"Kod": "number", "Opis": "title_en", "Obszar": "obszar"}


def test_a_table_without_titles_is_one_message_and_nothing_is_written(folder: Path) -> None:
    rows = [["Year", "Tonnes"], *([str(year), year * 3] for year in range(2000, 2010))]
    table = tables.write_xlsx(Path("plan.xlsx"), {"CO2": rows})

    with pytest.raises(ContentError) as raised:
        imported(table, "en")
    assert str(raised.value) == (
        "plan.xlsx, CO2!A1: No column has the titles of the measures. Write a heading such as “Measure” above "
        "the one that has them."
    )
    assert sorted(folder.iterdir()) == [folder / "plan.xlsx"]


def test_the_mapping_that_was_written_gives_the_same_files(
    every_table: Callable[[], list[tuple[Path, tuple[str, ...]]]], folder: Path
) -> None:
    for table, codes in every_table():
        first = imported(table, *codes)
        Path(MAPPING).write_text(first.mapping, encoding="utf-8")
        again = imported(table, *codes)
        Path(MAPPING).unlink()

        assert again == first


@pytest.fixture
def every_table() -> Callable[[], list[tuple[Path, tuple[str, ...]]]]:
    return lambda: [
        (tables.climate_plan(Path("climate.xlsx")), ("de",)),
        (tables.bilingual_plan(Path("bilingual.csv")), ("fi", "sv")),
        (tables.sheets_of_sectors(Path("sectors.xlsx")), ("en",)),
        (tables.merged_measures(Path("merged.xlsx")), ("sv", "en")),
        (tables.reports_below(Path("reports.csv")), ("de",)),
        (tables.repeated_headings(Path("goals.xlsx")), ("en",)),
    ]


def test_every_word_of_a_table_is_in_a_file_or_in_the_report(
    every_table: Callable[[], list[tuple[Path, tuple[str, ...]]]],
) -> None:
    for table, codes in every_table():
        plan = imported(table, *codes)
        text = "\n".join([*plan.files.values(), *report(plan)]).replace("\\", "").casefold()
        cells = [
            plain_text(value) for sheet in read_tables(table, read_lenient_csv) for row in sheet.rows for value in row
        ]
        words = {word for cell in cells for word in re.findall(r"[^\W\d_]{3,}", cell.casefold())}

        assert {word for word in words if word not in text} <= {
            "parent",
            "bedeutung",
            "begonnen",
            "nicht",
            "noch",
            "wort",
        }


def test_a_mended_mapping_changes_what_a_column_becomes(folder: Path) -> None:
    table = tables.climate_plan(Path("plan.xlsx"))
    write_import(imported(table, "de"), folder)
    text = Path(MAPPING).read_text(encoding="utf-8")
    text = text.replace("Fertigstellung: text_de", "Fertigstellung: left-out").replace(
        "In Umsetzung: in-umsetzung", "In Umsetzung: geplant"
    )
    Path(MAPPING).write_text(text, encoding="utf-8")
    mended = imported(table, "de")
    write_import(mended, folder)

    assert "Fertigstellung" not in (folder / "content/measures/01-daecher-mit-solar-belegen.md").read_text(
        encoding="utf-8"
    )
    assert "state: geplant 3; in Umsetzung 1; umgesetzt 1" in report(mended)
    assert Path(MAPPING).read_text(encoding="utf-8") == text


def test_mistakes_in_the_mapping_are_told_with_their_lines(folder: Path) -> None:
    table = tables.climate_plan(Path("plan.xlsx"))
    write_import(imported(table, "de"), folder)
    text = Path(MAPPING).read_text(encoding="utf-8")
    Path(MAPPING).write_text(text.replace("Maßnahme: title_de", "Maßnahme: titel"), encoding="utf-8")

    with pytest.raises(ContentError) as raised:
        imported(table, "de")
    line = text.splitlines().index("  Maßnahme: title_de") + 1
    assert [str(problem).partition(" Use")[0] for problem in raised.value.diagnostics] == [
        f"{MAPPING}:{line - 2}:1: No column has the titles. Write “title_de” after the name of the column that has them.",
        f'{MAPPING}:{line}:13: "titel" is not a column. Did you mean "title_de"?',
    ]


def test_a_mapping_needs_a_classification(folder: Path) -> None:
    table = tables.climate_plan(Path("plan.xlsx"))
    Path(MAPPING).write_text("columns:\n  Maßnahme: title_de\n", encoding="utf-8")

    with pytest.raises(ContentError) as raised:
        imported(table, "de")
    assert f'{MAPPING}:1: "classifications" is missing. Add a line “classifications: …”.' in [
        str(problem) for problem in raised.value.diagnostics
    ]


def test_a_value_that_the_mapping_lacks_is_told_at_its_cell(folder: Path) -> None:
    table = tables.climate_plan(Path("plan.xlsx"))
    write_import(imported(table, "de"), folder)
    text = Path(MAPPING).read_text(encoding="utf-8")
    Path(MAPPING).write_text(text.replace("      umgesetzt: umgesetzt\n", ""), encoding="utf-8")

    with pytest.raises(ContentError) as raised:
        imported(table, "de")
    assert str(raised.value) == (
        'plan.xlsx, Maßnahmen!F12: "umgesetzt" is not a value of “state”. Add it to the mapping.'
    )


def test_a_measure_that_was_edited_since_is_not_written_over(folder: Path) -> None:
    table = tables.climate_plan(Path("plan.xlsx"))
    plan = imported(table, "de")
    write_import(plan, folder)
    edited = folder / "content/measures/02-waermenetz.md"
    edited.write_text(f"{edited.read_text(encoding='utf-8')}\nNeu.\n", encoding="utf-8")
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    Path(MAPPING).write_text(
        Path(MAPPING).read_text(encoding="utf-8").replace("Fertigstellung: text_de", "Fertigstellung: left-out"),
        encoding="utf-8",
    )
    before[folder / MAPPING] = Path(MAPPING).read_bytes()

    with pytest.raises(ContentError) as raised:
        write_import(imported(table, "de"), folder)
    assert str(raised.value) == (
        f"{edited.as_posix()}: This has been edited since the table was imported. Move it elsewhere, or continue without "
        "importing again."
    )
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


def test_a_measure_whose_row_is_gone_is_deleted(folder: Path) -> None:
    write_import(imported(tables.merged_measures(Path("plan.xlsx")), "sv"), folder)
    rows = [
        ["Område", "Åtgärd", "Delåtgärd", "Ansvarig"],
        ["Energi", "LED-belysning", "", "Teknik"],
        ["Trafik", "Cykelbanor", "", "Teknik"],
    ]
    write_import(imported(tables.write_xlsx(Path("plan.xlsx"), {"Plan": rows}), "sv"), folder)

    assert sorted(file.name for file in (folder / "content/measures").iterdir()) == [
        "01-led-belysning.md",
        "02-cykelbanor.md",
    ]
    assert len((folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()) == 3


def test_a_code_that_readers_could_not_cite_goes_into_the_text(folder: Path) -> None:
    table = Path("plan.csv")
    rows = ("Code;Titel;Feld", "1.1.;Wege bauen;Verkehr", "+2, rest;Bäume pflanzen;Grün", "2.1.;Dächer;Grün")
    table.write_text("\n".join(rows), encoding="utf-8")
    Path(MAPPING).write_text(
        "columns:\n  Code: code\n  Titel: title_de\n  Feld: feld\n"
        "classifications:\n  feld:\n    label_de: Feld\n    values:\n      Verkehr: verkehr\n      Grün: gruen\n",
        encoding="utf-8",
    )
    plan = imported(table, "de")

    assert "code: 1.1.\n" in measure(plan, 1)
    assert ("code:" in measure(plan, 2), "## Code\n\n\\+2, rest" in measure(plan, 2)) == (False, True)
    assert "plan.csv, A3: “+2, rest” cannot be used as a code. It is in the text." in report(plan)
