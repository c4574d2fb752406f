"""The messages in the editor's language: every one is there in each, with the same gaps, and the commands use it."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message as Entry
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from guides import SAYING

import generator
from generator.content.schema import measure_fields, page_fields
from generator.diagnostics import Diagnostic, Location
from generator.i18n import (
    EDITOR_LANGUAGES,
    FIELD,
    LOCALE,
    SOURCE_LANGUAGE,
    FieldKind,
    FieldName,
    Translator,
    _,
    ngettext,
)
from generator.preview.overlay import problems_page

CODE = Path(generator.__file__).parent
# How it asks for a field.
ASKING = {"required", "optional", "translated", "translated_if_any", "mappings"}
TRANSLATED = [language for language in EDITOR_LANGUAGES if language != SOURCE_LANGUAGE]


def said() -> set[str | tuple[str, ...]]:
    """Every message of the code."""
    found = extract_from_dir(str(CODE), [("**.py", "python")], keywords=SAYING)
    return {words for _, _, words, _, _ in found}


def asked() -> Iterator[str]:
    """Every field that the code asks for by its name, and those that it describes."""
    yield from (field.name for field in (*measure_fields(()), *page_fields()) if not field.name.startswith("original_"))
    for file in CODE.glob("reading/*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKING:
                name = node.args[0]
                if isinstance(name, ast.Constant):
                    yield name.value
                elif isinstance(name, ast.JoinedStr) and isinstance(name.values[0], ast.Constant):
                    yield name.values[0].value.rstrip("_")


def entries(language: str) -> list[Entry]:
    with (LOCALE / f"{language}.po").open("rb") as file:
        return [entry for entry in read_po(file, locale=language) if entry.id]


def forms(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def gaps(words: str) -> set[str]:
    return set(re.findall(r"\{(\w*)\}", words))


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_there_and_no_other(language):
    known = {entry.id for entry in entries(language) if entry.context is None}

    assert known == said()


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated_with_the_same_gaps(language):
    wrong = [
        entry.id
        for entry in entries(language)
        if entry.fuzzy
        or not all(forms(entry.string))
        or any(gaps(form) != gaps(forms(entry.id)[0]) for form in forms(entry.string))
    ]

    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_field_has_a_label(language):
    labelled = {entry.id for entry in entries(language) if entry.context == FIELD}

    assert set(asked()) <= labelled


def test_there_are_the_languages_of_the_editors():
    assert EDITOR_LANGUAGES == ("en", "fi", "sv")


def test_a_name_is_said_with_its_label():
    message = _("{field} and {kind}: {name}.", field=FieldName("level_en"), kind=FieldKind("level"), name="level")

    assert Translator().translate(message) == '"level_en" and a level: level.'
    assert Translator("en", lambda: {"level": "rank"}).translate(message) == '"level_en" (rank) and a level: level.'
    assert (
        Translator("sv", lambda: {"level": "nivå"}).translate(message) == '"level_en" (nivå) and "level" (nivå): level.'
    )


@pytest.mark.parametrize(
    ("language", "label"), [("fi", "sanamuoto lähteessä: otsikko"), ("sv", "ordalydelse i källan: rubrik")]
)
def test_a_field_that_speaks_of_another_has_the_words_of_both(language, label):
    assert Translator(language).label("original_title_fi") == label


def test_a_counted_message_takes_the_form_of_its_number():
    message = [ngettext("{count} problem to fix", "{count} problems to fix", count=count) for count in (1, 2)]

    assert [Translator().translate(one) for one in message] == ["1 problem to fix", "2 problems to fix"]
    swedish = [Translator("sv").translate(one) for one in message]
    assert [words[:2] for words in swedish] == ["1 ", "2 "]
    assert swedish[0][2:] != "problem to fix"


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_commands_speak_the_language_that_is_asked_for(run, edit, language):
    edit("content/measures/02-tram.md", "goal: Y", "goal: Q")
    english = run("check").output
    result = run("--language", language, "check")

    assert result.exit_code == 1
    assert result.output.startswith("content/measures/02-tram.md:3:7: ")
    assert {"X, Y", '"goal"'} <= set(re.findall(r'X, Y|"goal"', result.output))
    assert not set(result.output.splitlines()) & set(english.splitlines()) - {"    goal: Q", "          ^"}


def test_a_classification_has_the_label_of_the_content(run, edit):
    edit("content/measures/02-tram.md", "goal: Y\n", "")

    assert '"goal" (mål)' in run("--language", "sv", "check").output


def test_the_language_is_that_of_the_editors_then_that_of_the_environment(run, edit, monkeypatch):
    english, swedish = run("check").output[:8], run("--language", "sv", "check").output[:8]
    monkeypatch.setenv("LANGUAGE", "sv_FI:fi")
    assert run("check").output[:8] == swedish

    edit("content/site.yaml", "updated: 2026-01-31\n", "updated: 2026-01-31\neditor_language: en\n")
    assert run("check").output[:8] == english
    assert run("--language", "sv", "check").output[:8] == swedish


def test_an_unknown_language_of_the_editors_is_a_problem(edit, problems):
    edit("content/site.yaml", "updated: 2026-01-31\n", "updated: 2026-01-31\neditor_language: de\n")

    assert problems() == ['content/site.yaml:16:18: "de" is not a language. Use one of en, fi, sv.']


@pytest.mark.parametrize("language", EDITOR_LANGUAGES)
@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("check", "--ouput", "x"), "--ouput"),
        (("build", "--output"), "--output"),
        (("serve", "--port", "many"), "--port"),
        (("bild",), "bild"),
        (("check", "now"), "--help"),
        (("build", "--base-url", "porvoo"), "https://"),
    ],
)
def test_a_misused_command_says_what_to_do_in_one_line(run, language, arguments, word):
    result = run("--language", language, *arguments)

    assert result.exit_code == 2
    assert word in result.output
    assert len(result.output.splitlines()) == 1
    assert (result.output == run("--language", "en", *arguments).output) == (language == "en")


def test_the_preview_tells_of_problems_in_the_language_of_the_editors():
    problem = Diagnostic(Location("x.md", 1), _("the site itself"))
    page = problems_page([problem], Translator("sv"))

    assert '<html lang="sv">' in page
    assert "the site itself" not in page


def test_a_misused_command_speaks_the_language_of_the_content_that_it_names(city, run):
    shutil.copytree("content", "other")
    with Path("other/site.yaml").open("a", encoding="utf-8") as site:
        site.write("editor_language: sv\n")

    assert run("--content", "other", "bild").output == run("--language", "sv", "bild").output
