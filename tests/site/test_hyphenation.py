"""Where long words may break: at the syllables of each language, in the text of a page and nowhere else."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from generator.site.hyphenation import hyphenate
from generator.site.search_folding import SOFT_HYPHEN


def breaks_in(html: str, language_tag: str) -> str:
    """The HTML with a bar where a word may break."""
    return hyphenate(html, language_tag).replace(SOFT_HYPHEN, "|")


@pytest.mark.parametrize(
    ("language_tag", "words"),
    [
        ("fi_FI", "var|hais|kas|va|tuk|sessa saa|vu|tet|ta|vuus|se|loste Digi|ta|li|saa|tio"),
        ("sv_FI", "till|gäng|lig|het kom|mu|ni|ka|tions|platt|for|mar"),
        ("de_DE", "Ener|gie|um|wand|lung Fuß|gän|ger|zone Kli|ma|schutz|maß|nah|men"),
        ("de_CH", "Bar|rie|re|frei|heit"),
        ("en_GB", "infra|struc|ture"),
        ("zh_Hant", "infrastructure"),
    ],
)
def test_a_long_word_may_break_at_its_syllables(language_tag, words):
    assert breaks_in(f"<p>{words.replace('|', '')}</p>", language_tag) == f"<p>{words}</p>"


@pytest.mark.parametrize(
    "word",
    [
        "toi|minta|ohjelma",
        "digi|ohjel|man",
        "kau|pun|gin|osa",
        "tie|to|sa|na|kirja",
        "käyttö|oikeu|det",
        "yhtey|den|otto",
        "lop|pu|tuo|tok|sen",
        "moot|to|rin|tor|junta",
        "vas|tuu|yksikkö",
        "puheen|tun|nis|tus",
        "KAN|SAN|EDUS|TAJA",
        "viran|omais|ten",
        "toimi|ala|koh|tai|set",
        "vas|taan|ottaa",
        "robo|tointi|stra|te|gia",
        "kau|punki|pro|jekti",
    ],
)
def test_a_finnish_word_may_break_where_a_part_of_it_begins_with_a_vowel_or_two_consonants(word):
    assert breaks_in(f"<p>{word.replace('|', '')}</p>", "fi_FI") == f"<p>{word}</p>"


@pytest.mark.parametrize(
    "word",
    [
        "kom|mun|invå|nare",
        "Kli|mat|insat|ser",
        "tal|igen|kän|ning",
        "cyber|säker|het",
        "pro|gram|varu|robot",
        "bild|igen|kän|ning",
        "bok|nings|kalen|der",
        "drift|avbrott",
        "inköps|kvitto",
        "mark|använd|ning",
    ],
)
def test_a_swedish_compound_of_cities_breaks_between_its_parts(word):
    assert breaks_in(f"<p>{word.replace('|', '')}</p>", "sv_FI") == f"<p>{word}</p>"


def test_short_words_and_the_ends_of_long_ones_stay_whole():
    assert breaks_in("<p>kaupunkilai kaupunkitila</p>", "fi_FI") == "<p>kaupunkilai kau|pun|ki|tila</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<title>varhaiskasvatus</title>",
        '<img alt="varhaiskasvatus">',
        '<a title="1 &gt; 2 varhaiskasvatus" href="/varhaiskasvatus/">',
        "<script>varhaiskasvatus</script>",
        "<code>varhaiskasvatus</code>",
        "<option>varhaiskasvatus</option>",
        "<textarea><p>varhaiskasvatus</p></textarea>",
        "<p>https://www.example.org/varhaiskasvatus</p>",
        "<p>etunimi.varhaiskasvatus@varhaiskasvatus.fi</p>",
        "<p>varhaiskasvatus(at)varhaiskasvatus.fi</p>",
        "<p>varhaiskasvatus.fi</p>",
    ],
)
def test_what_is_no_text_of_a_page_stays_as_it_is(html):
    assert hyphenate(html, "fi_FI") == html


def test_a_part_in_another_language_breaks_as_that_language_does():
    html = (
        '<p>varhaiskasvatus <span lang="sv">småbarnspedagogik</span> varhaiskasvatus</p><b lang="x">infrastructure</b>'
    )

    assert breaks_in(html, "fi_FI") == (
        '<p>var|hais|kas|va|tus <span lang="sv">små|barns|pe|da|go|gik</span> var|hais|kas|va|tus</p>'
        '<b lang="x">infrastructure</b>'
    )


# What a browser shows as it stands: the pages, and the titles and texts of the hits of a search.
SHOWN = re.compile(r"\.html$|/search-")


def texts_of(files):
    """Every file that is text, and those within the spreadsheets, each with its path."""
    for path, content in files.items():
        if path.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as workbook:
                yield from ((f"{path}/{name}", workbook.read(name).decode()) for name in workbook.namelist())
        elif Path(path).suffix in (".css", ".csv", ".html", ".ics", ".js", ".json", ".txt", ".xml"):
            yield path, content.decode()


def test_a_title_breaks_on_its_page_and_among_the_hits_of_a_search_alone(edit, rendered):
    edit("content/measures/02-tram.md", "title_sv: Spårvagn till hamnen", "title_sv: Samhällsutvecklingsprogrammet")
    files = rendered()

    texts = [content.decode() for path, content in files.items() if path.endswith((".html", ".json", ".csv", ".xml"))]
    assert any("Samhällsutvecklingsprogrammet" in text for text in texts)
    assert not [path for path, text in texts_of(files) if SOFT_HYPHEN in text and not SHOWN.search(path)]
    page = files["atgarder/sparvagn/index.html"].decode()
    assert "<h1>Sam|hälls|ut|veck|lings|pro|gram|met</h1>" in page.replace(SOFT_HYPHEN, "|")
    assert SOFT_HYPHEN not in page[: page.index("<body")]
    assert not [tag for tag in re.findall("<[^>]*>", page) if SOFT_HYPHEN in tag]
    assert json.loads(files["atgarder/sparvagn/measure.json"])["title"]["sv"] == "Samhällsutvecklingsprogrammet"
