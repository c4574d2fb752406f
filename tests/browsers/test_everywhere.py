"""What a reader does on the site, in every supported browser, on a wide screen and a phone, light and dark."""

from __future__ import annotations

from io import BytesIO

import pytest
from pikepdf import Pdf

from browsers.clients import wait_for

MEASURE = "toimenpiteet/yksi-tunnus-henkilostolle/"

# How many measures the list shows.
COUNT = "() => [...document.querySelectorAll('#rows > li')].filter((one) => one.getClientRects().length).length"
SHOWN_NOTE = """() => {
  const note = document.querySelector(".term-note.is-open");
  const { left, right, height } = note?.getBoundingClientRect() ?? {};
  return left >= 0 && right <= innerWidth && height > 20 && note.previousElementSibling.querySelector(".term") !== null;
}"""

# How many pictures have an area within the window's width.
DRAWN = """() => [...document.querySelectorAll("main svg")]
  .map((one) => one.getBoundingClientRect())
  .filter(({ left, right, width, height }) => width > 4 && height > 4 && left >= 0 && right <= innerWidth).length"""
# Shapes that no style has reached are black.
BLACK = """() => [...document.querySelectorAll("main svg :is(path, polyline, polygon, rect, circle)")]
  .filter((one) => one.getClientRects().length && getComputedStyle(one).fill === "rgb(0, 0, 0)")
  .map((one) => one.outerHTML.slice(0, 80))"""

# Text whose contrast with what is behind it is below 7:1 (WCAG 1.4.6). Pictures and gradients are not read.
PALE = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((one) => one / 255)
    .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, i) => sum + one * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (one) => {
    if (!one) return parts(getComputedStyle(document.documentElement).backgroundColor);
    const { backgroundColor, backgroundImage } = getComputedStyle(one);
    if (backgroundImage !== "none") return null;
    const [r, g, b, a = 1] = parts(backgroundColor);
    return a === 1 ? [r, g, b] : behind(one.parentElement);
  };
  const pale = [];
  for (const one of document.body.querySelectorAll("*")) {
    const hasText = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!hasText || !one.getClientRects().length || one.closest("svg, .visually-hidden")) continue;
    const back = behind(one);
    if (!back) continue;
    const [more, less] = [light(back), light(parts(getComputedStyle(one).color))].sort((a, b) => b - a);
    if ((more + 0.05) / (less + 0.05) < 7) pale.push(`${one.outerHTML.slice(0, 80)} on ${back}`);
  }
  return pale;
}"""


@pytest.mark.parametrize("path", ["", "toimenpiteet/", "tilanne/", "lukuina/", MEASURE])
def test_each_page_has_its_style_and_colours(visit, width, scheme, path):
    client = visit(path)

    assert client.script("() => getComputedStyle(document.documentElement).getPropertyValue('--styled')") == "yes"
    assert client.script("() => matchMedia('(prefers-color-scheme: dark)').matches") == (scheme == "dark")
    assert client.script(PALE) == []
    assert client.script("() => document.documentElement.scrollWidth") <= width


def test_the_menu_opens_where_it_has_no_room(visit, width):
    client = visit("")
    is_shown = "() => document.querySelector('.main-menu').getClientRects().length > 0"
    if width < 960:
        assert not client.script(is_shown)
        client.click(".menu-toggle summary")
    wait_for(client, is_shown)

    client.click(".main-menu a")
    wait_for(client, "() => location.pathname !== '/'")


def test_a_word_of_the_glossary_is_explained_below_its_text(visit):
    client = visit(MEASURE)
    client.click(".term")
    wait_for(client, SHOWN_NOTE)

    client.click(".term")
    wait_for(client, f"() => !({SHOWN_NOTE})()")


def test_the_list_is_filtered_and_back_returns_to_it(visit, width):
    client = visit("toimenpiteet/")
    total = client.script(COUNT)
    if width < 960:
        client.click("#open_filters")
    client.click("#filters input:not(:disabled)")
    wait_for(client, f"(total) => location.search && ({COUNT})() < total", total)
    if width < 960:
        client.click("#show_hits")
    narrowed = client.script(COUNT)

    client.click("#rows a")
    wait_for(client, "() => !document.getElementById('rows')")
    client.back()
    wait_for(client, f"(narrowed) => document.getElementById('rows') && ({COUNT})() === narrowed", narrowed)
    wait_for(client, "() => document.querySelector('#filters input:checked')")


def test_back_returns_to_the_words_of_the_list(visit, width):
    client = visit("toimenpiteet/")
    total = client.script(COUNT)
    client.type("#filter_words", "tunnus")
    wait_for(client, f"(total) => location.hash && ({COUNT})() < total", total)
    client.click("#rows a")
    wait_for(client, "() => !document.getElementById('rows')")
    client.back()

    wait_for(client, "() => document.getElementById('filter_words')?.value === 'tunnus'")
    wait_for(client, f"(total) => ({COUNT})() < total", total)


def test_the_search_finds_while_one_types_and_after_back(visit):
    client = visit("haku/")
    client.type("#search_words", "tunnus")
    wait_for(client, "() => document.querySelector('#search_results a')")
    client.click("#search_results a")
    wait_for(client, "() => !document.getElementById('search_words')")
    client.back()

    wait_for(client, "() => document.getElementById('search_words')?.value === 'tunnus'")
    wait_for(client, "() => document.querySelector('#search_results a')")


def test_the_table_sorts_and_stays_within_the_page(visit, width):
    client = visit("toimenpiteet/?view=table")
    wait_for(client, "() => document.querySelector('#table [data-sort=title] button')")
    # On a phone the table has no headings, and a choice sorts it.
    client.script("() => document.querySelector('#table [data-sort=title] button').click()")
    wait_for(client, "() => document.querySelector('#table [data-sort=title][aria-sort]')")

    assert client.script("() => document.documentElement.scrollWidth") <= width
    assert client.script("() => document.querySelector('#rows').getClientRects().length") == 0


@pytest.mark.parametrize("path", ["tilanne/", "mittarit/rakentamisluvan-kasittelyaika/"])
def test_charts_are_drawn_in_their_place_and_colours(visit, path):
    client = visit(path)

    assert client.script(DRAWN) > 0
    assert client.script(BLACK) == []


@pytest.mark.parametrize("path", ["", "toimenpiteet/", MEASURE])
def test_a_page_is_printed(visit, path):
    pdf = visit(path).print()

    if pdf is not None:
        with Pdf.open(BytesIO(pdf)) as paper:
            assert 1 <= len(paper.pages) <= 12
