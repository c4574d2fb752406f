"""The command that says who is asked what, and the documents that it and others write."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from icalendar import Calendar

TRAM = "content/measures/02-tram.md"
BIKES = "content/measures/03-bikes.md"
ROOT = "https://plan.stad.example/klimat/en/measures"


@pytest.fixture
def agenda(units, edit, run):
    """Writes the agenda of a day: the tram is of the line, and nobody is named for the bicycles."""
    edit(TRAM, "due: 2025-12-31\n", "responsible: line\ndue: 2025-12-31\n")
    return lambda *options: run("agenda", "--today", "2028-01-01", *options)


def test_the_agenda_says_by_unit_what_to_ask(agenda):
    assert (
        agenda("--in", "en").stdout
        == f"""# Climate plan of Sampleville: Open questions, 1 January 2028

Late: 1 measure · No information: 1 measure · No news: 1 measure

The plan was due to be reviewed on 15 November 2026. When is the next review?

## the line (1)

- [2/2024 A tram to the harbour]({ROOT}/tram/), postponed. Due: 31 December 2027, 1 day late. The bridge must be mended first. How is the measure progressing, and when will it be completed? Latest news: 5 May 2025 (971 days ago). What has happened since?

## No responsible unit (1)

- [1/2025 Bicycles to borrow]({ROOT}/bicycles/), no information. Due: 30 June 2026. What is the status of the measure? Which unit is responsible?

## Indicators

- Trips by tram. The deadline for the target was 31 December 2027. Why has it not been reached?
- Trips by tram. Latest value: 31 December 2025. Is there a newer one?
"""
    )


@pytest.mark.parametrize("unit", ["line", "the line", "BANAN"])
def test_the_agenda_of_a_unit_has_nothing_of_others(agenda, unit):
    told = agenda("--in", "en", "--unit", unit).stdout

    assert [line for line in told.split("\n") if line.startswith("## ")] == ["## the line (1)"]
    assert "Late: 1 measure · No news: 1 measure" in told


def test_another_classification_divides_too(agenda):
    told = agenda("--in", "sv", "--by", "district").stdout

    assert [line for line in told.split("\n") if line.startswith("## ")] == [
        "## Norra (1)",
        "## Södra (1)",
        "## Indikatorer",
    ]


def test_what_is_soon_can_be_said(units, edit, run):
    edit(BIKES, "due: 2026-06-30", "responsible: energy\ndue: 2026-06-30")
    ask = ("agenda", "--in", "en", "--today", "2026-06-01", "--unit", "energy")

    assert "30 June 2026, 29 days left. Will the deadline be met?" in run(*ask).stdout
    assert "30 June 2026. What is the status" in run(*ask, "--days", "7").stdout


def test_what_is_done_is_asked_nothing(agenda):
    assert agenda("--in", "en", "--unit", "energy").stdout.split("\n\n")[1:] == [
        "There is nothing to ask.",
        "The plan was due to be reviewed on 15 November 2026. When is the next review?\n",
    ]


def test_the_agenda_is_a_document_of_word(agenda):
    result = agenda("--in", "en", "--output", "agenda.docx")
    document = Document("agenda.docx")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Written: agenda.docx\n")
    assert [(one.style.name, one.text) for one in document.paragraphs][:2] == [
        ("Title", "Climate plan of Sampleville: Open questions, 1 January 2028"),
        ("Normal", "Late: 1 measure · No information: 1 measure · No news: 1 measure"),
    ]
    assert [one.text for one in document.paragraphs if one.style.name == "Heading 1"] == [
        *("the line (1)", "No responsible unit (1)", "Indicators"),
    ]
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["Measure", "State", "Due", "Question"],
        [
            "2/2024 A tram to the harbour",
            "postponed",
            "31 December 2027, 1 day late",
            "The bridge must be mended first.\nHow is the measure progressing, and when will it be completed?\n"
            "Latest news: 5 May 2025 (971 days ago). What has happened since?",
        ],
    ]


def test_the_document_has_its_language_its_links_and_heads_that_repeat(agenda):
    agenda("--in", "sv", "--output", "agenda.docx")
    document = Document("agenda.docx")
    table = document.tables[0]

    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {"sv-FI"}
    assert document.core_properties.language == "sv-FI"
    assert [len(list(document.element.iter(qn(f"w:{name}")))) for name in ("tblHeader", "hyperlink")] == [3, 2]
    assert table.rows[1].cells[0].paragraphs[0].hyperlinks[0].address.endswith("/atgarder/sparvagn/")


def test_each_unit_gets_a_file_of_its_own_where_something_is_asked(agenda):
    result = agenda("--in", "en", "--each", "--output", "open.md")
    files = {file.as_posix(): file.read_text(encoding="utf-8") for file in sorted(Path("open").iterdir())}

    assert result.stderr == "Written: open/open-line.md\nWritten: open/open-no-responsible-unit.md\n"
    assert {name: text.count("\n- ") for name, text in files.items()} == {
        "open/open-line.md": 1,
        "open/open-no-responsible-unit.md": 1,
    }
    assert files["open/open-line.md"] == agenda("--in", "en", "--unit", "line").stdout


def test_a_classification_is_named_by_its_label_too(agenda, run):
    swedish = run("--language", "sv", "agenda", "--in", "en", "--today", "2028-01-01", "--by", "Stadsdel")

    assert swedish.stdout == agenda("--in", "en", "--by", "district").stdout != ""


def test_the_same_agenda_is_the_same_file(agenda):
    digests = set()
    for name in ("one.docx", "two.docx"):
        agenda("--output", name)
        digests.add(hashlib.sha256(Path(name).read_bytes()).hexdigest())

    assert len(digests) == 1


def test_the_dates_of_a_unit_are_a_calendar(agenda):
    agenda("--in", "en", "--unit", "line", "--output", "line.ics")

    summaries = [str(event["summary"]) for event in Calendar.from_ical(Path("line.ics").read_bytes()).walk("VEVENT")]
    assert summaries == ["Due: 2/2024 A tram to the harbour"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--unit", "tram"), '"tram" is not a value of "responsible". Use one of energy, line.'),
        (("--by", "unit"), '"unit" is not a classification. Use one of these: '),
        (("--in", "fi"), '"fi" is not a language of the site. Use one of sv, en.'),
        (("--each",), "Name the files that --each writes: --output open.docx"),
        (("--output", "a.pdf"), '"a.pdf" cannot be written in this format. Choose a name that ends in .md or .docx.'),
        (
            ("--by", "weight", "--unit", "S", "--output", "a.ics"),
            "The site has no calendar for this value. Leave out --unit, or choose a file name that ends in .docx.",
        ),
    ],
)
def test_the_agenda_says_what_it_cannot_do(agenda, options, words):
    result = agenda(*options)

    assert result.exit_code == 2
    assert result.stderr.startswith(words)


def test_a_calendar_needs_the_address_of_the_site(agenda, edit):
    edit("content/site.yaml", "base_url: https://plan.stad.example/klimat\n", "")

    assert agenda("--output", "a.ics").stderr == (
        "The calendar links to the site. Write the address of the site as “base_url: …” in site.yaml first.\n"
    )


def test_without_units_the_measures_stand_together(followed, run):
    told = run("agenda", "--in", "en", "--today", "2028-01-01")

    assert [line for line in told.stdout.split("\n") if line.startswith("## ")] == ["## Measures (2)", "## Indicators"]
    assert run("agenda", "--unit", "line").stderr == (
        "The content names no units. Leave out --unit, or name a classification with --by.\n"
    )


def test_a_roadmap_that_is_not_followed_up_has_no_agenda(city, run):
    assert run("agenda").stderr == (
        "This roadmap is not followed up. Begin with “tiekartta edition” and the year of the roadmap.\n"
    )


def test_a_text_that_is_printed_can_be_written_to_a_file(followed, run):
    commands = (("changes", "--since", "2024"), ("compare", "content"), ("schema",), ("guide",), ("agenda",))
    for command in commands:
        printed, file = run(*command).stdout, f"texts/{command[0]}.md"
        written = run(*command, "--output", file)

        assert (written.stdout, written.stderr) == ("", f"Written: {file}\n")
        assert Path(file).read_bytes() == printed.encode()


def test_answers_that_were_written_into_an_agenda_are_not_lost(agenda):
    agenda("--output", "open.docx")
    assert agenda("--output", "open.docx").exit_code == 0
    Path("open.docx").write_bytes(b"answers")

    result = agenda("--output", "open.docx")
    assert (result.exit_code, Path("open.docx").read_bytes()) == (2, b"answers")
    assert result.stderr == '"open.docx" already exists and may contain changes. Name another file.\n'


def test_where_nothing_is_asked_no_file_is_written(units, run):
    result = run("agenda", "--today", "2025-01-01", "--unit", "energy", "--each", "--output", "open.md")

    assert (result.exit_code, result.stderr) == (0, "There is nothing to ask. Nothing was written.\n")
