"""The site as people with different eyes, hands and settings meet it: WCAG 2.2 at AA, and AAA where said."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from generator.model import Indicator
from generator.urls import UrlMap
from journeys.browser import resize, visit
from journeys.pages import KINDS, VISITED
from journeys.wcag import DOUBLED_TEXT, TEXT_SPACING, axe_findings, scrolled_width, small_controls, unseen_focus

TREES = Path(__file__).parent / "trees"

# How many lines the text of each element takes.
LINES = """(elements) => elements.map((element) => {
  const text = document.createRange();
  text.selectNodeContents(element);
  return text.getClientRects().length;
})"""

# Whether the middle of an element is out of sight, or something lies over it (WCAG 2.4.12).
COVERED = """(one) => {
  const { left, right, top, bottom } = one.getBoundingClientRect();
  const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return !one.contains(seen) && !seen?.contains(one);
}"""


def test_every_kind_of_page_is_visited(kinds):
    assert set(kinds) == set(KINDS)


@pytest.mark.parametrize("visited", VISITED, ids="-".join)
def test_a_page_has_no_finding_of_axe_nor_scrolls_sideways(page, site, urls, visited):
    wrong = []
    visit(page, site + urls[visited])
    # Colours and widths are those of all languages: Swedish pages and others take turns.
    schemes = ("light", "dark") if visited.language == "sv" else ("dark", "light")
    for width, scheme in zip((320, 1280), schemes, strict=True):
        resize(page, width)
        page.emulate_media(color_scheme=scheme)
        wrong += [(width, scheme, *one) for one in axe_findings(page)]
        wrong += [(width, scheme, one) for one in [scrolled_width(page)] if one > width]

    assert wrong == []


def test_with_the_filters_open_no_page_scrolls_sideways(open_page, site, kinds):
    page, widths = open_page(320), {}
    for address in kinds["measures"] + kinds["table"]:
        page.goto(site + address)
        page.locator("#open_filters").click()
        expect(page.locator("dialog > #filters")).to_be_visible()
        widths[address] = scrolled_width(page)

    assert set(widths.values()) == {320}, widths


def test_a_day_stays_on_one_line(open_page, site, roadmap):
    page, lines = open_page(320), set()
    for address in [one.path for one in UrlMap(roadmap) if isinstance(one.subject, Indicator)]:
        page.goto(site + address)
        lines |= set(page.locator(".indicator-table tbody th").evaluate_all(LINES))

    assert lines == {1}


def test_what_opens_has_no_finding_of_axe(open_page, small_site):
    page = open_page(320)
    page.goto(small_site + "en/measures/")
    page.locator("#open_filters").click()
    expect(page.locator("dialog > #filters")).to_be_visible()
    opened = axe_findings(page)
    open_term_and_menu(page, small_site)

    assert opened + axe_findings(page) == []


def open_term_and_menu(page, small_site):
    """Open a measure on a phone, and on it all that opens."""
    page.goto(small_site + "en/measures/timetables/")
    page.locator(".menu-toggle summary").click()
    page.locator(".term").first.click()
    expect(page.locator(".main-menu")).to_be_visible()
    expect(page.locator(".term-note:visible")).to_have_count(1)


def test_axe_finds_what_is_broken(page):
    page.set_content("<title>x</title><main><h1>x</h1><p style='color: #666; background: #fff'>pale</p><img></main>")

    assert {"color-contrast-enhanced", "image-alt", "html-has-lang"} <= {rule for rule, _ in axe_findings(page)}


def test_controls_are_large_enough_for_a_thumb(page, site, urls):
    small = []
    for address in urls.values():
        visit(page, site + address)
        for width in (320, 1280):
            resize(page, width)
            small += [(address, width, one) for one in small_controls(page)]

    assert small == []


@pytest.mark.parametrize("kind", ["home", "table", "measure", "search"])
def test_whatever_has_the_focus_is_seen(page, site, kinds, kind):
    visit(page, site + kinds[kind][0])

    assert unseen_focus(page) == []


@pytest.mark.parametrize("text", [TEXT_SPACING, DOUBLED_TEXT], ids=["spaced", "doubled"])
def test_text_that_is_spaced_or_doubled_fits_a_phone(open_page, site, urls, text):
    page, wide = open_page(320, bypass_csp=True), []
    for address in urls.values():
        visit(page, site + address)
        page.add_style_tag(content=text)
        if scrolled_width(page) > 320:
            wide.append(address)

    assert wide == []


def test_a_note_at_400_percent_stands_below_its_paragraph(open_page, small_site):
    page = open_page(320)
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(small_site + "en/measures/timetables/")
    page.locator(".term").first.click()

    expect(page.locator(":has(.term:focus) + .term-note")).to_be_visible()
    expect(page.locator("html")).to_have_js_property("scrollWidth", 320)


def test_what_is_open_hides_nothing_that_has_the_focus(open_page, small_site):
    page, hidden = open_page(320, reduced_motion="reduce"), []
    page.set_viewport_size({"width": 320, "height": 256})
    open_term_and_menu(page, small_site)
    for _ in range(30):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and focused.evaluate(COVERED):
            hidden.append(focused.inner_text())

    assert hidden == []


def test_in_forced_colours_buttons_have_an_edge_and_bars_a_form(page, small_site):
    page.emulate_media(forced_colors="active")
    page.goto(small_site + "en/open-data/")

    expect(page.locator("a.button").first).to_have_css("border-top-style", "solid")
    page.goto(small_site + "en/figures/")
    expect(page.locator(".size-bars i").first).to_have_css("border-top-style", "solid")


def test_nothing_moves_for_those_who_want_less_motion(page, small_site):
    page.emulate_media(reduced_motion="reduce")
    page.goto(small_site)

    expect(page.locator("html")).to_have_css("scroll-behavior", "auto")


def test_a_passage_in_another_language_says_so(page, small_site):
    page.goto(small_site + "en/glossary/")

    expect(page.locator("h2 [lang=fr]")).to_have_text(["à la carte"])


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("home", "en/"),
        ("measures", "en/measures/"),
        ("measure", "en/measures/district-heating/"),
        ("home-in-swedish", ""),
        ("measures-in-swedish", "atgarder/"),
        ("measure-in-swedish", "atgarder/fjarrvarme/"),
    ],
)
def test_a_screen_reader_is_told_what_was_reviewed(page, plain_site, name, address):
    """The tree of a page against the one in trees/. To renew it, delete the file, run, and read the new one."""
    page.goto(plain_site + address)
    tree = page.locator("body").aria_snapshot().replace(plain_site, "/") + "\n"
    reviewed = TREES / f"{name}.yaml"
    if not reviewed.exists():
        reviewed.write_text(tree, encoding="utf-8")
        pytest.fail(f"{reviewed} is new: read it.")

    assert tree == reviewed.read_text(encoding="utf-8")
