"""What an editor writes in a field becomes a value, or a mistake with a cure."""

from __future__ import annotations

import datetime

import pytest

from generator.content import parsers
from generator.diagnostics import Diagnostic, InvalidValue, Location, did_you_mean
from generator.i18n import _
from generator.model import Language, Localized


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("IoT-alustan käyttöönotto", "iot-alustan-kayttoonotto"),
        ("På Åbo – ö!", "pa-abo-o"),
        ("Ønske & Æra", "onske-aera"),
        ("”…”", "page"),
        ("CON", "con-1"),
        ("yhdyssana " * 12, "yhdyssana-yhdyssana-yhdyssana-yhdyssana-yhdyssana-yhdyssana-yhdyssana-yhdyssana"),
    ],
)
def test_a_slug_of_a_title(title, slug):
    assert parsers.slug_of(title) == slug
    assert parsers.slug(slug) == slug


@pytest.mark.parametrize("text", ["2026-11-24", "24.11.2026"])
def test_a_date_in_either_form(text):
    assert parsers.date(text) == datetime.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (parsers.date, "2026-02-30"),
        (parsers.date, "24.11."),
        (parsers.slug, "a" * 81),
        (parsers.slug, "a--b"),
        (parsers.slug, "ä"),
        (parsers.number, "0"),
        (parsers.number, "1e3"),
        (parsers.number, "٣"),
        (parsers.web_address, "https://"),
        (parsers.web_address, "https://[x"),
        (parsers.web_address, "https://x:99999/"),
        (parsers.web_address, "javascript:alert(1)"),
        (parsers.base_address, "https://x.example/?a"),
        (parsers.locale, "xx_YY"),
        (parsers.yes_or_no, "maybe"),
        (parsers.date_format, "HH:mm"),
    ],
)
def test_what_does_not_fit_is_a_mistake(parse, text):
    with pytest.raises(InvalidValue) as mistake:
        parse(text)

    assert str(mistake.value).endswith((".", "?"))


def test_the_address_of_a_site_ends_in_a_slash():
    assert parsers.base_address("https://x.example/plan") == "https://x.example/plan/"


def test_a_translated_text_is_never_used_without_its_language():
    finnish = Language("fi", "Suomeksi", "fi_FI", "d.M.yyyy", True)
    text = Localized({"fi": "Hei"})

    assert text[finnish] == "Hei"
    assert repr(text) == "Localized(by_code={'fi': 'Hei'})"
    with pytest.raises(TypeError):
        str(text)
    with pytest.raises(TypeError):
        bool(text)


def test_the_mark_stands_under_the_place_whatever_the_letters_fill():
    problem = Diagnostic(Location("a.md", 2, 4, "ä日a"), _("Here."))

    assert problem.excerpt() == "    ä日a\n        ^"


def test_a_name_is_guessed_only_when_it_is_near():
    assert did_you_mean("foundaton", ["foundation", "shared"]) == "foundation"
    assert did_you_mean("xyz", ["foundation", "shared"]) is None
