"""What differs from the source of the content is said as advice, and is never a failure."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from project import ROOT, line_of

TABLE = """\
number,title_sv,problem_sv,goal,weight
1,Fjärvärme utan kol,Hur värmer vi utan kol?,Mål X,stor
2,Spårvagn till hamnen,Hur kommer man till hamnen?,Mål Y,liten
"""
CORRECTIONS = "number,field,corrected\n1,title_sv,Fjärrvärme utan kol\n"
WORDS = "goal:\n  X: Mål X\n  Y: Mål Y\nweight:\n  S: liten\n  L: stor\n"
HEATING = "content/measures/01-heating.md"
TRAM = "content/measures/02-tram.md"


@pytest.fixture
def source(city) -> Path:
    """The table that the miniature city comes from."""
    folder = Path("source")
    folder.mkdir()
    for name, text in (("measures.csv", TABLE), ("corrections.csv", CORRECTIONS), ("words.yaml", WORDS)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def compared(source):
    """The lines that the script prints, without the closing one; it ends well whatever it finds."""

    def compare(*options: str) -> list[str]:
        script = [sys.executable, ROOT / "source" / "compare.py", "--source", "source", "--content", "content"]
        result = subprocess.run([*script, *options], capture_output=True, encoding="utf-8", check=True)
        return result.stdout.splitlines()[:-1]

    return compare


def test_content_as_in_the_source_is_said_to_be_so(source):
    script = [sys.executable, ROOT / "source" / "compare.py", "--source", "source", "--content", "content"]
    result = subprocess.run(script, capture_output=True, encoding="utf-8", check=True)

    assert result.stdout == "The content is as in the source: 2 measures, 4 values, 1 corrections.\n"


def test_each_difference_is_said_beside_its_line(compared, edit):
    edit(TRAM, "weight: S", "weight: L")
    edit(TRAM, "Spårvagn till hamnen", "Båt till hamnen")

    assert compared() == [
        f"{TRAM}:{line_of(TRAM, 'title_sv:')}: title_sv: the source has “Spårvagn till hamnen”, this is “Båt till hamnen”.",
        f"{TRAM}:{line_of(TRAM, 'weight:')}: weight: the source has “liten”, this is “stor”.",
        "content/measures: weight: measures in the source S 1, L 1; here S 0, L 2.",
    ]


def test_a_correction_is_in_the_measure_and_in_the_list(compared, edit):
    edit(HEATING, "title_sv: Fjärrvärme utan kol", "title_sv: Värme utan kol")
    edit(TRAM, "price: high", "price: high\noriginal_problem_sv: Hur kommer man till hamnen?")
    edit(TRAM, "\nproblem_sv: Hur kommer man", "\nproblem_sv: Hur når man")

    assert compared() == [
        f"{HEATING}:{line_of(HEATING, 'title_sv: Värme')}: title_sv: the list of corrections has “Fjärrvärme utan kol”, "
        "this is “Värme utan kol”.",
        f"{TRAM}:{line_of(TRAM, 'problem_sv: Hur når')}: problem_sv: “Hur kommer man till hamnen?” of the source is corrected, "
        "but the correction is not listed. Add it to source/corrections.csv.",
    ]


def test_a_measure_that_is_missing_new_or_broken_is_said_and_a_draft_is_not(compared, edit):
    tram, bikes = Path(TRAM).read_text(encoding="utf-8"), "content/measures/03-bikes.md"
    Path(bikes).write_text(tram.replace("number: 2", "number: 3"), encoding="utf-8")
    Path("content/measures/04-boat.md").write_text(tram.replace("number: 2", "number: 4\ndraft: yes"), encoding="utf-8")
    Path(HEATING).write_text("---\nnumber: [\n---\n", encoding="utf-8")

    assert compared()[:3] == [
        f"{HEATING}: This file cannot be read. Run make check.",
        "content/measures: Measure 1 is in the source, but not in the content.",
        f"{bikes}:{line_of(bikes, 'number: 3')}: Measure 3 is not in the source.",
    ]


def test_the_settings_are_compared_too(compared, edit):
    edit("content/site.yaml", "    official: no\n", "")
    Path("source/words.yaml").write_text("goal:\n  Y: Mål Y\n  X: Mål X\nweight:\n  S: liten\n  L: stor\n")

    assert compared() == [
        "content/classifications.yaml: goal: the order of the source is Y, X, here it is X, Y.",
        "content/site.yaml: The source does not have the language en. Mark it as unofficial: official: no.",
    ]


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("fi", "weight: lähteessä on ”liten”, täällä ”stor”."),
        ("sv", "weight: källan har ”liten”, här står ”stor”."),
        ("en", "weight: the source has “liten”, this is “stor”."),
    ],
)
def test_a_workflow_shows_it_beside_the_line_in_the_language_of_the_editor(compared, edit, language, message):
    edit(TRAM, "weight: S", "weight: L")
    edit("content/site.yaml", "languages:\n", f"editor_language: {language}\nlanguages:\n")

    assert compared("--format", "github")[0] == f"::notice file={TRAM},line={line_of(TRAM, 'weight:')}::{message}"
