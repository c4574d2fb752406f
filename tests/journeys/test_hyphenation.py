"""Long words on a phone: each breaks at a hyphen, and is found on the page as it is written."""

from __future__ import annotations

from itertools import chain

import pytest

from journeys.browser import visit

# Where letters of a word stand on two lines without a hyphen between them. Code and addresses are no words.
BROKEN_WORDS = r"""() => {
  const broken = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let text; (text = texts.nextNode()); ) {
    if (text.parentElement.closest("code, textarea") || /https?:/.test(text.data)) continue;
    // What is for screen readers only stands in a box of a pixel.
    if (text.parentElement.getBoundingClientRect().width < 2) continue;
    for (const { 0: letters, index } of text.data.matchAll(/\p{L}{2,}/gu)) {
      let line;
      for (let place = index; place < index + letters.length; place++) {
        range.setStart(text, place);
        range.setEnd(text, place + 1);
        // After a soft hyphen a letter has two boxes: the hyphen's and its own.
        const box = [...range.getClientRects()].at(-1);
        if (!box) break;
        if (line !== undefined && box.top > line + 4) broken.push(letters);
        line = box.top;
      }
    }
  }
  return broken;
}"""


@pytest.mark.parametrize("width", [320, 1280])
def test_no_word_breaks_without_a_hyphen(page, site, kinds, width):
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    # The units have the longest names on the narrowest cards.
    for address in (*chain.from_iterable(kinds.values()), "vastuuyksikot/"):
        visit(page, site + address)
        if broken := page.evaluate(BROKEN_WORDS):
            found[address] = broken

    assert found == {}


def test_a_word_is_found_on_its_page_whatever_soft_hyphens_it_has(page, site):
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{site}toimenpiteet/varhaiskasvatukseen-hakeminen/")

    assert "\u00ad" in page.locator("h1").text_content()
    assert page.evaluate("window.find('varhaiskasvatukseen hakeminen')")
