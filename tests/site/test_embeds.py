"""Pages for other sites to embed, and the code that is copied for it."""

from __future__ import annotations

from html import unescape
from xml.etree import ElementTree as ET

from generator.build import load_published
from generator.urls import UrlMap


def test_a_card_is_html_without_script_that_no_search_engine_lists(followed, pages):
    cards = {path: html for path, html in pages().items() if path.startswith(("badda-in/", "en/embeds/"))}

    assert len(cards) == 2 * 5
    for html in cards.values():
        assert "<script" not in html
        assert '<meta name="robots" content="noindex">' in html
        assert "Content-Security-Policy" in html
        assert html.count("<a ") == html.count('target="_top"') > 0
        assert html.count("<h1>") == 1


def test_a_card_shows_the_measure_and_how_it_stands(followed, pages):
    html = pages()["en/embeds/district-heating/index.html"]

    assert '<html lang="en">' in html
    assert '<a href="../../measures/district-heating/" target="_top">District heating without coal</a>' in html
    assert "How do we heat without coal?" in html
    assert "done" in html


def test_the_totals_are_by_state_or_else_by_the_first_way_in(city, pages):
    unfollowed = pages()["en/embeds/index.html"]

    assert ("<h1>Goals</h1>" in unfollowed, "Clean energy" in unfollowed) == (True, True)


def test_the_totals_of_a_roadmap_that_is_followed_up_are_by_state(followed, pages):
    html = pages()["en/embeds/index.html"].replace("\xa0", " ")

    assert "<h1>States of the measures</h1>" in html
    assert "The plan has 4 measures: 1 is completed, but none is under way." in html
    assert "<p>1 completed, 1 postponed, 1 merged into another, 1 without information</p>" in html


def test_what_is_to_be_copied_is_a_frame_with_a_title(pages):
    html = pages()["en/measures/tram/index.html"]
    code = unescape(html.split("<textarea", 1)[1].split(">", 1)[1].split("</textarea>")[0])
    frame = ET.fromstring(code)

    assert frame.tag == "iframe"
    assert frame.attrib["src"] == "https://plan.stad.example/klimat/en/embeds/tram/"
    assert frame.attrib["title"] == "A tram to the harbour – Climate plan of Sampleville"


def test_a_title_with_signs_of_html_stays_a_title(edit, pages):
    edit("content/measures/02-tram.md", "A tram to the harbour", 'A "tram" & <more>')
    html = pages()["en/measures/tram/index.html"]
    code = unescape(html.split("<textarea", 1)[1].split(">", 1)[1].split("</textarea>")[0])

    assert ET.fromstring(code).attrib["title"] == 'A "tram" & <more> – Climate plan of Sampleville'


def test_without_an_address_there_is_nothing_to_copy(edit, pages):
    edit("content/site.yaml", "base_url: https://plan.stad.example/klimat\n", "")
    site = pages()

    assert "<textarea" not in site["en/measures/tram/index.html"] + site["en/open-data/index.html"]


def test_cards_are_no_pages(city):
    roadmap = load_published(city)
    urls = UrlMap(roadmap)

    assert not [one for one in urls if one.path.startswith(("badda-in/", "en/embeds/"))]
