"""What an editor writes in a field becomes a value, or a mistake with a cure."""

from __future__ import annotations

import datetime

import pytest

from generator.content import parsers
from generator.diagnostics import InvalidValue, Location, did_you_mean, excerpt
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
        (parsers.web_address, "https://x:0/"),
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


def test_the_mark_stands_under_the_place_whatever_the_letters_fill(tmp_path):
    file = tmp_path / "a.md"
    file.write_bytes("---\r\na\u0308日a\r\n".encode())

    assert excerpt(Location(str(file), 2, 3)) == "    ä日a\n       ^"


def test_what_is_no_line_of_a_file_has_no_excerpt(tmp_path):
    file = tmp_path / "a.md"
    file.write_text("\n" + "a" * 10_000, encoding="utf-8")
    places = [Location("b.md", 1, 1), Location(str(file), 1, 1), Location(str(file), 2, 1), Location(str(file), 3, 1)]

    assert [excerpt(place) for place in (*places, Location(str(file), 1))] == [""] * 5


def test_a_line_in_another_encoding_is_shown_as_far_as_it_can_be_read(tmp_path):
    file = tmp_path / "a.md"
    file.write_bytes("title: Käyttö".encode("cp1252"))

    assert excerpt(Location(str(file), 1, 9)) == "    title: Käyttö\n            ^"


def test_a_name_is_guessed_only_when_it_is_near():
    assert did_you_mean("foundaton", ["foundation", "shared"]) == "foundation"
    assert did_you_mean("xyz", ["foundation", "shared"]) is None
