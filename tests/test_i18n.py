"""The messages in the editor's language: every one is there in each, with the same placeholders."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from project import ROOT, line_of, tree

from generator.content import parsers
from generator.content.schema import edition_fields, indicator_fields, measure_fields, page_fields
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

TRANSLATED = [language for language in EDITOR_LANGUAGES if language != SOURCE_LANGUAGE]
TRAM = "content/measures/02-tram.md"


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "tiekartta.po").open("rb") as file:
        return read_po(file, locale=language)


def forms(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def placeholders(words: str) -> set[str]:
    return set(re.findall(r"\{(\w*)\}", words))


@pytest.mark.tools
def test_make_messages_finds_the_catalogues_up_to_date(tmp_path):
    copy = shutil.copytree(LOCALE, tmp_path / "locale")
    tools = [f"BIN={Path(sys.executable).parent}", f"LOCALE={copy}", f"POT={tmp_path / 'messages.pot'}"]
    subprocess.run(["make", "--silent", "--old-file=.venv/dev.stamp", "messages", *tools], cwd=ROOT, check=True)

    assert tree(copy) == tree(LOCALE)


def messages_of_code() -> set[str]:
    """Return the messages of the program as Python reads it: Babel finds none that stands inside an f-string."""
    calls = (
        node
        for file in (ROOT / "generator").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args
    )
    texts = (call.args[0] for call in calls if call.func.id in ("_", "UserError", "InvalidValue"))
    return {text.value for text in texts if isinstance(text, ast.Constant)}


def test_every_message_of_the_code_is_in_the_catalogues():
    known = {form for message in catalogue(TRANSLATED[0]) for form in forms(message.id)}

    assert messages_of_code() - known == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated_with_the_same_placeholders(language):
    wrong = [
        message.id
        for message in catalogue(language)
        if message.id
        and (
            message.fuzzy
            or not all(forms(message.string))
            or any(
                placeholders(form) != placeholders(english)
                for english, form in zip(forms(message.id), forms(message.string), strict=True)
            )
        )
    ]

    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_catalogue_has_a_message_that_the_code_lacks(language):
    assert list(catalogue(language).obsolete) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_field_has_a_label(language):
    fields = (*measure_fields(()), *page_fields(), *edition_fields(), *indicator_fields())
    names = {field.name for field in fields if not field.name.startswith("original_")}

    assert names <= {message.id for message in catalogue(language) if message.context == FIELD}


def test_there_are_the_languages_of_the_editors():
    assert EDITOR_LANGUAGES == ("en", "de", "fi", "sv")


def test_a_name_is_said_with_its_label():
    message = _("{field} and {kind}: {name}.", field=FieldName("level_en"), kind=FieldKind("level"), name="level")

    assert Translator().translate(message) == '"level_en" and a level: level.'
    assert Translator("en", lambda: {"level": "rank"}).translate(message) == '"level_en" (rank) and a level: level.'
    assert (
        Translator("sv", lambda: {"level": "nivå"}).translate(message) == "”level_en” (nivå) and ”level” (nivå): level."
    )


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("impact", "an impact"),
        ("responsible", 'a value of "responsible"'),
        ("editor_language", 'a value of "editor_language"'),
    ],
)
def test_a_value_is_called_by_its_field_where_that_is_a_noun(field, words):
    assert Translator().translate(_("It is {kind}.", kind=FieldKind(field))) == f"It is {words}."


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("de", "Wortlaut der Quelle: Titel"),
        ("fi", "sanamuoto lähteessä: otsikko"),
        ("sv", "ordalydelse i källan: rubrik"),
    ],
)
def test_a_field_that_speaks_of_another_has_the_words_of_both(language, label):
    assert Translator(language).label("original_title_fi") == label


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "30.6.2026, 6/2026, 3. Quartal 2026, 2026"),
        ("en", "2026-06-30, 2026-06, 2026-Q3, 2026"),
        ("fi", "30.6.2026, 6/2026, 3. neljännes 2026, 2026"),
        ("sv", "30.6.2026, 6/2026, 3:e kvartalet 2026, 2026"),
    ],
)
def test_a_date_is_said_as_its_language_writes_it(language, words):
    day, month, quarter, year = (parsers.partial_date(date) for date in ("2026-06-30", "2026-06", "2026-Q3", "2026"))

    assert Translator(language).translate(_("{dates}", dates=(day.start, month, quarter, year))) == words
    assert Translator(language).translate(_("{date}", date=day)) == words.partition(",")[0]


def test_a_counted_message_takes_the_form_of_its_number():
    message = [ngettext("{count} problem to fix", "{count} problems to fix", count=count) for count in (1, 2)]

    assert [Translator().translate(one) for one in message] == ["1 problem to fix", "2 problems to fix"]
    swedish = [Translator("sv").translate(one) for one in message]
    assert [words[:2] for words in swedish] == ["1 ", "2 "]
    assert swedish[0][2:] != "problem to fix"


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_commands_speak_the_language_that_is_asked_for(run, edit, language):
    edit(TRAM, "goal: Y", "goal: Q")
    english = run("check").output
    result = run("--language", language, "check")

    assert result.exit_code == 1
    assert result.output.startswith(f"{TRAM}:{line_of(TRAM, 'goal: Q')}:7: ")
    assert {"X (Ren energi)", "goal"} <= set(re.findall(r"X \(Ren energi\)|(?<=[”„])goal(?=[”“])", result.output))
    assert not set(result.output.splitlines()) & set(english.splitlines()) - {"    goal: Q", "          ^"}


def test_a_classification_has_the_label_of_the_content(run, edit):
    edit(TRAM, "goal: Y\n", "")

    assert "”goal” (mål)" in run("--language", "sv", "check").output


def test_the_language_is_that_of_the_editors_then_that_of_the_environment(run, edit, monkeypatch):
    english, swedish = run("check").output[:8], run("--language", "sv", "check").output[:8]
    monkeypatch.setenv("LANGUAGE", "sv_FI:fi")
    assert run("check").output[:8] == swedish

    edit("content/site.yaml", "updated: 2026-01-31\n", "updated: 2026-01-31\neditor_language: en\n")
    assert run("check").output[:8] == english
    assert run("--language", "sv", "check").output[:8] == swedish


def test_an_unknown_language_of_the_editors_is_a_problem(edit, problems):
    edit("content/site.yaml", "updated: 2026-01-31\n", "updated: 2026-01-31\neditor_language: et\n")

    line = line_of("content/site.yaml", "editor_language: et")
    assert problems() == [
        f'content/site.yaml:{line}:18: "et" is not a value of "editor_language". Use one of en, de, fi, sv.'
    ]


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
