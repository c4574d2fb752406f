"""What an editor writes in a field becomes a value, or a mistake with a cure."""

from __future__ import annotations

import datetime

import pytest

from generator.content import parsers
from generator.diagnostics import InvalidValue


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("IoT-alustan käyttöönotto", "iot-alustan-kayttoonotto"),
        ("På Åbo – ö!", "pa-abo-o"),
        ("Ønske & Æra", "onske-aera"),
        ("Łódź, Œuvre", "lodz-oeuvre"),
        ("kau\u00adpun\u00adki", "kaupunki"),
        ("a\u200db\u2060c", "abc"),
        ("”…”", "page"),
        ("CON", "con-1"),
        ("yhdyssana " * 12, "yhdyssana-yhdyssana-yhdyssana-yhdyssana-yhdyssana-yhdyssana-yhdyssana-yhdyssana"),
    ],
)
def test_a_slug_of_a_title(title, slug):
    assert parsers.slug_of(title) == slug
    assert parsers.slug(slug) == slug


@pytest.mark.parametrize(
    ("code", "title", "slug"),
    [
        ("de", "Fußgängerzone in der Äußeren Straße", "fussgaengerzone-in-der-aeusseren-strasse"),
        ("de-ls", "Öffentliche Räume", "oeffentliche-raeume"),
        ("da", "Gågade i Tønder", "gaagade-i-tonder"),
        ("nb", "Ålesund", "aalesund"),
        ("sv", "Ålder och hälsa", "alder-och-halsa"),
    ],
)
def test_a_slug_is_spelled_as_its_language_spells(code, title, slug):
    assert parsers.slug_of(title, code) == slug


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
        (parsers.locale, "xx_YY"),
        (parsers.yes_or_no, "maybe"),
        (parsers.date_format, "HH:mm"),
    ],
)
def test_what_does_not_fit_is_a_mistake(parse, text):
    with pytest.raises(InvalidValue) as mistake:
        parse(text)

    assert str(mistake.value).endswith((".", "?"))
