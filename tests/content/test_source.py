"""Files as they come from real life: hidden characters, wrong encodings, files that were not saved whole."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from generator.content.garbled_text import garbled_text
from generator.content.hidden_characters import VISIBLE, hidden_pattern
from generator.content.markdown import render_markdown
from generator.content.source import Source, read_source
from generator.diagnostics import ContentError

# Every plane that has characters.
CHARACTERS = [chr(code) for code in (*range(0x40000), *range(0xE0000, 0xE0200), *range(0x10FFF0, 0x110000))]
# Signs of Arabic, Syriac and Kaithi that are seen, though they are of the category Cf.
SEEN = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"


def test_characters_of_a_hidden_category_are_refused():
    hidden = {c for c in CHARACTERS if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")}
    noncharacters = {c for c in CHARACTERS if ord(c) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(c) <= 0xFDEF}

    assert {c for c in hidden | noncharacters if not hidden_pattern().search(c)} == {*"\t\n\u00ad", *SEEN}


def test_no_letter_mark_or_sign_that_is_seen_is_refused():
    refused = [c for c in CHARACTERS if unicodedata.category(c)[0] in "LMNPSZ" and hidden_pattern().search(f"☀{c}")]
    shapeless = (
        "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2028\u2029\u2800\u3164\uffa0\ufffc\ufffd\U0001d159"
    )
    selectors = map(chr, (*range(0xFE00, 0xFE0E), *range(0xE0100, 0xE01F0)))

    assert refused == sorted([*shapeless, *selectors])


@pytest.mark.parametrize(
    "text",
    [
        "digi\u00adtaalinen",
        "10\u00a0000\u202f€",
        "IoT\u2011alusta",
        "👩\u200d💻 ❤\ufe0f\u200d🔥 1\ufe0f⃣",
        "می\u200cخواهم",
        "क्\u200dष",
    ],
)
def test_what_a_text_needs_is_not_refused(text):
    assert hidden_pattern().search(text) is None


def test_the_form_refuses_the_same_characters_but_for_those_that_join():
    alone = {"\u200c", "\u200d", "\ufe0e", "\ufe0f", *map(chr, range(0xD800, 0xE000))}
    told = {c for c in CHARACTERS[:0x10000] if hidden_pattern().search(c)}

    assert {c for c in CHARACTERS[:0x10000] if not re.fullmatch(VISIBLE, c)} == told - alone
    assert re.fullmatch(VISIBLE, "👩\u200d💻 – 10\u00a0000 €")


@pytest.mark.parametrize("text", ["A\u200dB", "A\ufe0f", "💻\u200d", "A\u200cB", "🏴\U000e0067"])
def test_a_joiner_that_joins_nothing_is_refused(text):
    assert hidden_pattern().search(text)


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("kÃ¤yttÃ¶", "“Ã¤” was “ä”"),
        ("Ã…bo", "“Ã…” was “Å”"),
        ("2024â€“2030", "“â€“” was “–”"),
        ("8Â°C", "“Â°” was “°”"),
        ("kŠyttšš", "“Š” was “ä”"),
        ("k„ytt””", "“„” was “ä”"),
    ],
)
def test_a_wrong_encoding_is_told_with_the_right_letter(text, letter):
    _index, message = garbled_text(text) or (0, "")

    assert letter in str(message)


@pytest.mark.parametrize("text", ["”Ä”", "Škoda, Dušan, Brož", "sanoi ”kyllä”ja", "„käyttö”", "SÃO PAULO", "Öre Å–Ä"])
def test_a_text_in_the_right_encoding_is_not_told(text):
    assert garbled_text(text) is None


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "1:1: The file is empty. Write its content, restore it from the last version, or delete it."),
        (
            b"number: 2\ntitle: A" + bytes(500),
            "2:9: The file was saved only up to here. Restore it from the last version.",
        ),
        ("a: kä".encode()[:-1], "1:5: The file was saved only up to here. Restore it from the last version."),
        ("a: kä".encode("utf-16"), "1:1: The file is not saved as UTF-8. Save it again and choose the encoding UTF-8."),
        ("a: b\u2028c".encode(), "1:5: There is a hidden line break here (U+2028). Write a space instead."),
        ("a: b\u0085c\n".encode(), "1:5: There is a hidden line break here (U+0085). Write a space instead."),
        (
            "a:\n  b\u2063".encode(),
            "2:4: There is a hidden character here (U+2063). Delete it and write the word again.",
        ),
        (
            b"a\n=======\nb",
            (
                "2:1: This is an unresolved merge conflict. Keep the right version, and delete the lines with "
                "<<<<<<<, ======= and >>>>>>>."
            ),
        ),
    ],
)
def test_a_file_that_is_not_whole_text_is_told_at_its_place(tmp_path, content, problem):
    file = tmp_path / "file.yaml"
    file.write_bytes(content)

    with pytest.raises(ContentError) as error:
        read_source(file)
    assert str(error.value) == f"{file.as_posix()}:{problem}"


def test_a_file_that_has_vanished_is_told(tmp_path):
    with pytest.raises(ContentError, match="The file is missing"):
        read_source(Path(tmp_path / "gone.md"))


@pytest.mark.parametrize("entity", ["&#8203;", "&#x2063;", "&ZeroWidthSpace;", "&rlm;", "&#x202E;"])
def test_an_entity_that_stands_for_a_hidden_character_is_told(entity):
    text = f"Värmen{entity}\nkommer."

    with pytest.raises(ContentError, match=r"x.md:1:7: There is a hidden character here"):
        render_markdown(Source.of("x.md", text), "x.md", 0, len(text))


@pytest.mark.parametrize("entity", ["&shy;", "&nbsp;", "&amp;", "&#8211;"])
def test_an_entity_of_another_character_is_a_sign(entity):
    text = f"Värmen{entity}kommer."

    assert render_markdown(Source.of("x.md", text), "x.md", 0, len(text))
