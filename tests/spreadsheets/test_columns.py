"""What heads and cells are called in the editor's language, and what may be written in a cell for a value."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from project import ROOT

from generator.build import labels
from generator.content.loader import read_roadmap
from generator.i18n import EDITOR_LANGUAGES, Translator
from generator.model import Roadmap
from generator.project import Project
from generator.spreadsheets.choices import cell_choices, read_cell, show_cell
from generator.spreadsheets.columns import column_heads, columns, read_heads
from spreadsheets.sheets import BIKES, HEATING, MORE, TRAM, UNCHANGED, changed_lines, files

CITIES = [
    "content",
    "examples/satulahti/content",
    *(f"tests/cities/{name}/content" for name in ("plain", "trilingual")),
]


def translators(content: Path) -> list[Translator]:
    """One for each language of the editors, with the labels that a city gives its classifications."""
    return [
        Translator(language, lambda language=language: labels(Project(content), language))
        for language in EDITOR_LANGUAGES
    ]


@pytest.fixture(params=CITIES)
def somewhere(request) -> tuple[Roadmap, list[Translator]]:
    """A city with what translates for its editors."""
    content = ROOT / request.param
    return read_roadmap(content), translators(content)


def test_each_column_has_a_head_of_its_own_in_each_language_and_is_found_by_it(somewhere):
    roadmap, editors = somewhere
    known = columns(roadmap)
    heads = [list(column_heads(known, translator).values()) for translator in editors]
    names = [key.name.upper() for key in known]

    assert [read_heads(row, known, editors) for row in [*heads, names]] == [list(known)] * (len(editors) + 1)
    assert [len(set(map(str.casefold, row))) for row in heads] == [len(known)] * len(editors)


def test_each_value_is_found_by_its_label_in_each_language(somewhere):
    roadmap, editors = somewhere
    found = [
        (choice.text, read_cell(label, key))
        for key in columns(roadmap)
        for choice in cell_choices(key)
        for label in (choice.label(translator.language) for translator in editors)
    ]

    assert len(found) >= 30
    assert [read for text, read in found] == [text for text, read in found]


@pytest.fixture
def alike(city, edit):
    """Districts with labels that mean another one too, or that hold a comma, and columns with the same label."""
    path = "content/classifications.yaml"
    edit(path, "label_en: North\n", "label_en: North, by the sea\n")
    edit(path, "label_en: South\n", "label_en: North\n")
    edit(path, "  label_en: District\n", "  label_en: Number\n  several: yes\n")
    roadmap = read_roadmap(city.content)
    return {key.name: key for key in columns(roadmap)}, translators(city.content)


def test_columns_with_the_same_label_have_their_names_beside_it(alike):
    known, (english, *_others) = alike
    heads = column_heads(list(known.values()), english)

    assert [heads[name] for name in ("number", "district", "title_en")] == [
        "Number [number]",
        "Number [district]",
        "Title (in English)",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("south", "North (south)"),
        ("north", "North, by the sea"),
        ("south,north", "North (south), North, by the sea"),
        ("north, south", "North, by the sea, North (south)"),
    ],
)
def test_values_with_the_same_label_or_with_commas_come_back(alike, text, shown):
    known, _translators = alike
    key = known["district"]

    assert show_cell(text, key, "en") == shown
    assert key.field.type.parse(read_cell(shown, key)) == key.field.type.parse(text)


def test_words_that_mean_two_values_are_no_value(alike):
    known, _translators = alike

    assert read_cell("NORTH", known["district"]) == "NORTH"


@pytest.mark.parametrize("word", ["north", "North", "Norra", " norra\xa0", "NORRA"])
def test_a_value_may_be_written_as_its_id_or_its_label_in_any_language(imported, word):
    before = files()
    imported({(TRAM, "district"): word})

    assert changed_lines(before) == {TRAM: (["district: south\n"], ["district: north\n"])}


@pytest.mark.parametrize("word", [True, "yes", "kyllä", "Ja", "TOSI", "SANT", "true"])
def test_yes_may_be_written_in_the_languages_of_the_editors(imported, word):
    before = files()
    imported({(HEATING, "draft"): word, (TRAM, "goal"): "X"}, {**MORE, "goal": "Y"})

    assert changed_lines(before)[HEATING] == ([], ["draft: yes\n"])


@pytest.mark.parametrize("word", [False, "no", "ei", "Nej", "EPÄTOSI", "FALSKT", ""])
def test_no_is_what_a_measure_says_that_is_no_draft(imported, word):
    assert imported({(HEATING, "draft"): word}) == UNCHANGED


@pytest.mark.parametrize(
    "day", [datetime.date(2027, 3, 1), datetime.datetime(2027, 3, 1), "2027-03-01", "1.3.2027", " 01.03.2027 "]
)
def test_a_day_may_be_one_of_the_spreadsheet_or_be_written(followed, imported, day):
    before = files()
    imported({(BIKES, "due"): day})

    assert "due_now: 2027-03-01\n" in changed_lines(before)[BIKES][1]


def test_lines_within_a_cell_become_one(imported):
    assert (
        imported({(TRAM, "title_en"): "A tram\n to\xa0the harbour ", (HEATING, "keywords_en"): "radiator,\nwinter"})
        == UNCHANGED
    )
