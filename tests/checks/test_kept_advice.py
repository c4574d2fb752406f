"""Advice that an editor answers once, with a reason in the file: it is silent from then on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from project import quoted

from generator.build import advice, load_published
from generator.cache import Cache
from generator.checks.prose.lint import advise
from generator.project import Project

TRAM = "content/measures/02-tram.md"
ABOUT = "content/pages/about.md"
GLOSSARY = "content/glossary.yaml"
CLASSIFICATIONS = "content/classifications.yaml"
LONG = f"A tram to the {'h' * 77}"


@pytest.fixture
def given(city: Project) -> Callable[[], list[str]]:
    """Return all advice that is still given, each piece without its place."""
    return lambda: [str(one.message) for one in advice(load_published(city), city.theme)]


def test_advice_gives_the_line_that_answers_it(edit, given):
    edit(TRAM, "title_en: A tram to the harbour", f"title_en: {LONG}")

    assert given() == ["The title has 91 characters. Shorten it to 90. Or write why you keep it: kept: long-title (…)"]


def test_what_is_kept_with_a_reason_is_silent_in_every_language(edit, given):
    edit(TRAM, "title_en: A tram to the harbour", f"title_en: {LONG}\nkept: long-title (as in the source, row 2)")
    edit(TRAM, "title_sv: Spårvagn till hamnen", f"title_sv: Spårvagn till {'h' * 77}")

    assert given() == []


def test_a_second_answer_goes_into_the_same_line(edit, given):
    edit(TRAM, "title_en: A tram to the harbour", f"title_en: {LONG}\nkept: long-title (as in the source)")
    edit(TRAM, "problem_en: How does one get to the harbour?", "problem_en: How does the ABC get there?")

    assert given() == [
        (
            'The glossary does not explain "ABC". Explain it there, or write it out. Or write why you keep it: '
            "kept: long-title (as in the source), abbreviation ABC (…)"
        )
    ]
    edit(
        TRAM, "kept: long-title (as in the source)", "kept: long-title (as in the source), abbreviation ABC (on signs)"
    )
    assert given() == []


def test_an_answer_to_one_word_or_sentence_does_not_answer_another(edit, given):
    edit(TRAM, "number: 2", "number: 2\nkept: abbreviation ABC (on every sign)")
    edit(TRAM, "problem_en: How does one get to the harbour?", "problem_en: How do the ABC and the DEF get there?")

    assert given() == [
        (
            'The glossary does not explain "DEF". Explain it there, or write it out. Or write why you keep it: '
            "kept: abbreviation ABC (on every sign), abbreviation DEF (…)"
        )
    ]


def test_an_answer_without_the_words_holds_for_all_of_its_kind_in_the_file(edit, given):
    edit(TRAM, "number: 2", "number: 2\nkept: abbreviation (as on the signs)")
    edit(TRAM, "problem_en: How does one get to the harbour?", "problem_en: How do the ABC and the DEF get there?")
    edit(ABOUT, "description_en: What the plan is.", "description_en: What the ABC is.")

    assert [words.partition(".")[0] for words in given()] == ['The glossary does not explain "ABC"']


def test_an_answer_in_the_settings_of_the_site_holds_everywhere(city, edit, given):
    with Path("content/site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("kept: long-title (as in the source), full-stop (so be it)\n")
    edit(TRAM, "title_en: A tram to the harbour", f"title_en: {LONG}")
    edit(TRAM, "title_sv: Spårvagn till hamnen", f"title_sv: Spårvagn till {'h' * 77}")

    assert [quoted(one) for one in advice(load_published(city), city.theme)] == [
        (
            'content/site.yaml [kept: |long-title (as in the source), full-stop (so be it)]: "kept" answers '
            'advice that is not given here: "full-stop". Delete that answer.'
        )
    ]


def test_an_answer_to_nothing_is_advice(city, edit):
    edit(TRAM, "number: 2", "number: 2\nkept: long-title (as in the source)")

    assert [quoted(one) for one in advice(load_published(city), city.theme)] == [
        f'{TRAM} [kept: |long-title (as in the source)]: "kept" answers advice that is not given here: "long-title". '
        "Delete that answer."
    ]


@pytest.mark.parametrize(
    ("file", "line", "with_advice"),
    [
        (ABOUT, "description_en: What the plan is.", "description_en: What the ABC is."),
        (GLOSSARY, "  explanation_en: A fuel that is dug out of the earth.", "  explanation_en: An ABC fuel."),
        (CLASSIFICATIONS, "  plural_en: Goals", "  plural_en: Goals\n  explanation_sv: Mål.\n  explanation_en: ABC."),
    ],
    ids=["a page", "a term", "a classification"],
)
def test_whatever_has_texts_can_keep_them(edit, given, file, line, with_advice):
    edit(file, line, with_advice)
    (advised,) = given()
    answer = advised.partition("keep it: ")[2].replace("…", "known to all")

    edit(file, with_advice, f"{with_advice}\n{line[: len(line) - len(line.lstrip())]}{answer}")
    assert given() == []


def test_a_value_without_measures_can_be_kept(edit, given):
    edit(TRAM, "goal: Y", "goal: X")
    assert given()[0].endswith("Or write why you keep it: kept: unused-value (…)")

    edit(
        CLASSIFICATIONS, "label_en: Sustainable travel", "label_en: Sustainable travel\n      kept: unused-value (2027)"
    )
    assert given() == []


@pytest.mark.parametrize(
    "line",
    ["long-title", "long-title (…)", "long-title ()", "as in the source", "long-title (a), (b)", "Long title (a)"],
)
def test_an_answer_needs_its_advice_and_a_reason(edit, problems, line):
    edit(TRAM, "number: 2", f"number: 2\nkept: {line}")

    assert [problem.partition(": ")[2] for problem in problems()] == [
        f'"{line}" does not say what is kept and why. Write the reason in brackets: long-title (as in the source)'
    ]


def test_all_advice_on_texts_can_be_answered(city, edit):
    twice = "Kollektivtrafiksystem till hamnen"
    edit(TRAM, "title_en: A tram to the harbour", f"title_en: {LONG}.")
    edit(TRAM, "problem_en: How does one get to the harbour?", f"problem_en: {twice}")
    edit(TRAM, "problem_sv: Hur kommer man till hamnen?", f"problem_sv: {twice}")
    edit(
        ABOUT,
        "The plan is an example.",
        f"#### Deep\n\nTODO {'word ' * 31}.\n1. one\n2. two\n\nVi bygger en ny spårväg mellan centrum och hamnen.",
    )

    found = advise(load_published(city), Cache())
    assert {one.code.partition(" ")[0] for one in found} == {
        *("full-stop", "long-title", "same-text", "placeholder", "long-sentence", "skipped-heading", "other-language"),
    }
