"""What was changed in a table changes in the content, and no other byte does."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.app import main
from generator.spreadsheets.import_ import free_path
from spreadsheets.sheets import COAL, HEATING, LATER, MORE, TRAM, cell, changed_lines, files, save


def test_what_changes_in_a_cell_changes_in_its_line_only(imported):
    before = files()

    assert imported({(HEATING, "title_en"): "Heat: cheap # and clean"}) == (
        "measures/01-heating.md\n"
        "  title_en\n"
        "    - District heating without coal\n"
        "    + Heat: cheap # and clean\n"
        "What changes: 1 measure, 1 field.\n"
        "1 measure was written.\n"
    )
    assert changed_lines(before) == {
        HEATING: (["title_en: District heating without coal\n"], ['title_en: "Heat: cheap # and clean"\n'])
    }


def test_an_empty_cell_removes_a_field_that_need_not_be_there(imported):
    before = files()

    assert imported({(HEATING, "original_title_sv"): ""}) == (
        "measures/01-heating.md\n  original_title_sv\n    - Fjärvärme utan kol\nWhat changes: 1 measure, 1 field.\n1 measure was written.\n"
    )
    assert changed_lines(before) == {HEATING: (["original_title_sv: Fjärvärme utan kol\n"], [])}


def test_a_new_state_changes_its_lines_and_the_former_one_is_kept(followed, imported):
    before = files()
    imported({(COAL, "status_date"): "2025-12-01", (COAL, "status"): "genomförs inte", (COAL, "merged_into"): ""})

    assert changed_lines(before) == {
        COAL: (
            ["status: joined\n", "status_date: 2025-11-03\n", "merged_into: 01-heating.md\n"],
            [
                "status: dropped\n",
                "status_date: 2025-12-01\n",
                "updates:\n",
                "  - date: 2025-11-03\n",
                "    text_sv: Värmen utan kol löser också detta.\n",
                "    text_en: Heat without coal solves this too.\n",
                "    status: joined\n",
            ],
        )
    }


def test_a_date_is_written_as_it_is_known(followed, imported):
    before = files()
    imported({(HEATING, "status_date"): "2025-Q4", (HEATING, "completed_on"): 2025, (COAL, "status_date"): "3.11.2025"})

    assert changed_lines(before) == {
        HEATING: (
            ["status_date: 2025-10-01\n", "completed_on: 2025-09-30\n"],
            ["status_date: 2025-Q4\n", "completed_on: 2025\n"],
        )
    }


def test_a_new_field_goes_below_the_entries_that_come_before_it(followed, imported):
    before = Path(HEATING).read_text(encoding="utf-8")
    imported({(HEATING, "related"): "03-bikes.md"})

    assert Path(HEATING).read_text(encoding="utf-8") == before.replace(
        "    due: 2025-12-31\n---\n", "    due: 2025-12-31\nrelated: 03-bikes.md\n---\n"
    )


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
            (TRAM, "title_sv"): "Spår",
            (TRAM, "title_en"): "Rails",
            (TRAM, "draft"): "no",
            (TRAM, "price"): "low",
            (TRAM, "keywords_sv"): "räls,  vagn",
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
    imported({(TRAM, "title_en"): "Rails", (TRAM, "keywords_sv"): "räls"})

    assert Path(TRAM).read_bytes() == before.replace(b"A tram to the harbour", b"Rails").replace(
        b"harbour?\r\n", "harbour?\r\nkeywords_sv: räls\r\n".encode()
    )


def test_letters_of_two_signs_stay_as_they_are_in_lines_that_do_not_change(imported):
    Path(TRAM).write_bytes(Path(TRAM).read_bytes().replace("å".encode(), "a\u030a".encode()))
    before = files()
    imported({(TRAM, "weight"): "L"})

    assert changed_lines(before) == {TRAM: (["weight: S\n"], ["weight: L\n"])}


def test_fields_in_curly_brackets_are_left_alone(imported):
    text = Path(TRAM).read_text(encoding="utf-8")
    head = ", ".join(line for line in text.split("---\n")[1].splitlines())
    Path(TRAM).write_text(f"---\n{{{head}}}\n---\n", encoding="utf-8")
    before = files()

    assert imported({(TRAM, "weight"): "L"}).splitlines()[0] == (
        f"{TRAM}:2:1: The fields are in curly brackets here. Write one “name: value” per line."
    )
    assert files() == before


def test_a_row_without_a_file_is_a_new_measure(imported):
    before = files()
    said = imported({}, MORE)

    assert said.startswith("measures/03-trad-fler.md: a new measure\n  number\n    + 3\n  title_sv\n    + Träd: fler\n")
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


def test_a_new_measure_takes_the_name_of_no_other_file(city):
    Path("content/measures/01-heating-2.md").touch()

    assert free_path("measures/01-heating", city.content) == "measures/01-heating-3.md"


def test_a_dry_run_shows_the_changes_and_writes_nothing(table, run):
    save(table({(TRAM, "weight"): "L"}))
    before = files()
    result = run("import", "roadmap.xlsx", "--dry-run")

    assert (
        result.output
        == "measures/02-tram.md\n  weight\n    - small\n    + large\nWhat changes: 1 measure, 1 field.\nNothing was written.\n"
    )
    assert (result.exit_code, files()) == (0, before)


@pytest.mark.parametrize(
    ("answer", "code"), [("yes", 0), ("y", 0), ("Kyllä", 0), ("j", 0), ("no", 1), ("", 1), ("yesterday", 1)]
)
def test_nothing_is_written_until_the_editor_agrees(table, answer, code):
    save(table({(TRAM, "weight"): "L"}))
    before = files()
    result = CliRunner().invoke(main, ["import", "roadmap.xlsx"], input=f"{answer}\n")

    assert "Write 1 measure? (yes/no)" in result.output
    assert result.exit_code == code
    assert (files() == before) == (code == 1)


def test_a_column_that_was_sorted_without_the_others_is_a_problem(followed, table, run):
    rows = table()
    title = rows[0].index("title_en")
    texts = [row[title] for row in rows[1:]]
    for row, text in zip(rows[1:], [*texts[1:], texts[0]], strict=True):
        row[title] = text
    save(rows)
    before = files()

    assert run("import", "roadmap.xlsx", "--yes").output.splitlines() == [
        f'{cell(HEATING, "title_en")}: 4 texts of the column "title_en" have moved to other measures: the column was sorted without the others. Undo that, and sort whole rows.',
        "1 problem to fix. Nothing was written.",
    ]
    assert files() == before


def test_days_that_all_move_on_were_not_sorted(followed, table, run):
    rows = table()
    due = rows[0].index("due")
    for row, day in zip(rows[1:], ("2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4"), strict=False):
        row[due] = day
    save(rows)
    run("import", "roadmap.xlsx", "--yes", "--correction")
    for row, day in zip(rows[1:], ("2027-Q2", "2027-Q3", "2027-Q4", "2028-Q1"), strict=False):
        row[due] = day
    save(rows)
    result = run("import", "roadmap.xlsx", "--yes", "--correction")

    assert result.output.splitlines()[-1] == "4 measures were written."


def test_two_texts_may_be_exchanged(followed, table, run):
    before = files()
    rows = table()
    title = rows[0].index("title_en")
    rows[1][title], rows[2][title] = rows[2][title], rows[1][title]
    save(rows)
    run("import", "roadmap.xlsx", "--yes")

    assert len(changed_lines(before)) == 2


def test_what_cannot_be_seen_is_named_and_each_line_has_its_sign(table, run):
    save(table({(TRAM, "title_sv"): "Spår\xadvagn", (HEATING, "original_title_sv"): "Fjärvärme\nutan\xa0kol"}))

    assert run("import", "roadmap.xlsx", "--dry-run").output.splitlines() == [
        "measures/01-heating.md",
        "  original_title_sv",
        "    - Fjärvärme utan kol",
        "    + Fjärvärme",
        "    + utan<U+00A0>kol",
        "measures/02-tram.md",
        "  title_sv",
        "    - Spårvagn till hamnen",
        "    + Spår<U+00AD>vagn",
        "What changes: 2 measures, 2 fields.",
        "Nothing was written.",
    ]


def test_of_a_long_list_the_first_are_shown_unless_all_are_wanted(city, table, run):
    text = Path(TRAM).read_text(encoding="utf-8")
    for number in range(3, 25):
        more = text.replace("number: 2", f"number: {number}").replace("slug_sv: ", f"slug_sv: s{number}-")
        Path(f"content/measures/{number:02}-more.md").write_text(
            more.replace("slug_en: ", f"slug_en: s{number}-"), encoding="utf-8"
        )
    rows = table()
    for row in rows[1:]:
        row[rows[0].index("price")] = "low" if row[rows[0].index("price")] == "high" else "high"
    save(rows)
    first, all_of_them = (
        run("import", "roadmap.xlsx", "--dry-run").output,
        run("import", "roadmap.xlsx", "--dry-run", "--all").output,
    )

    assert [f"\n{output}".count("\nmeasures/") for output in (first, all_of_them)] == [20, 24]
    assert first.splitlines()[-3:] == [
        "… and 4 more measures. The option --all lists them.",
        "What changes: 24 measures, 24 fields.",
        "Nothing was written.",
    ]
