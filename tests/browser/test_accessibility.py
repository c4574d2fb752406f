"""The site as people with different eyes, hands and settings meet it: WCAG 2.2 at AA, and AAA where said."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.pages import ADDRESSES, KINDS

TREES = Path(__file__).parent / "trees"

# WCAG 2.2 A and AA, good practice, and contrast beyond AA: 7:1 (WCAG 1.4.6).
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}

# The distances that a reader may set between letters, words, lines and paragraphs (WCAG 1.4.12).
TEXT_SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }
"""

# Controls, and links that are no part of a sentence (WCAG 2.5.5).
CONTROLS = (
    "button:not(.term), input[type=search], select, summary, .choice, nav a, header a, footer a, .button, .grid-table a"
)
TOO_SMALL = """(selector) => [...document.querySelectorAll(selector)]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".skip-link, .visually-hidden"))
  .filter((one) => one.getBoundingClientRect().height < 43.9 || one.getBoundingClientRect().width < 43.9)
  .map((one) => one.outerHTML.slice(0, 120))"""

# What has the focus and shows no outline of two pixels or more (WCAG 2.4.13).
UNSEEN = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  const seen = one === document.body || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  return seen ? "" : one.outerHTML.slice(0, 120);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_has_a_finding_of_axe_nor_scrolls_sideways(open_page, site, width, scheme):
    page = open_page(width, color_scheme=scheme)
    findings, wide = [], []
    for address in ADDRESSES:
        page.goto(site + address)
        results = Axe().run(page, options=AXE).response["violations"]
        findings += [(address, one["id"], [node["html"] for node in one["nodes"]][:3]) for one in results]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(address)

    assert findings == []
    assert wide == []


def test_what_opens_has_no_finding_of_axe(open_page, site):
    page = open_page(320)
    page.goto(site + KINDS["measures"][0])
    page.locator(".filter-panel summary").click()
    page.locator(".term").first.click()
    opened = Axe().run(page, options=AXE).response["violations"]
    page.keyboard.press("Escape")
    page.locator(".menu-button").click()
    opened += Axe().run(page, options=AXE).response["violations"]

    assert [(one["id"], one["nodes"][0]["html"]) for one in opened] == []


def test_axe_finds_what_is_broken(browser):
    page = browser.new_page()
    page.set_content("<title>x</title><main><h1>x</h1><p style='color: #666; background: #fff'>pale</p><img></main>")
    found = {one["id"] for one in Axe().run(page, options=AXE).response["violations"]}
    page.close()

    assert {"color-contrast-enhanced", "image-alt", "html-has-lang"} <= found


@pytest.mark.parametrize("width", [320, 1280])
def test_controls_are_large_enough_for_a_thumb(open_page, site, width):
    page, small = open_page(width), []
    for address in ADDRESSES:
        page.goto(site + address)
        for panel in page.locator("details").all():
            panel.evaluate("one => { one.open = true; }")
        small += [(address, one) for one in page.evaluate(TOO_SMALL, CONTROLS)]

    assert small == []


@pytest.mark.parametrize("kind", ["home", "table", "measure", "search"])
def test_whatever_has_the_focus_is_seen(page, site, kind):
    page.goto(site + KINDS[kind][0])
    unseen = []
    for _ in range(page.locator("a, button, input, select, summary").count()):
        page.keyboard.press("Tab")
        unseen += filter(None, [page.evaluate(UNSEEN)])

    assert unseen == []


def test_wide_spacing_of_text_hides_nothing(open_page, site):
    page, wide = open_page(320, bypass_csp=True), []
    for address in ADDRESSES:
        page.goto(site + address)
        page.add_style_tag(content=TEXT_SPACING)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(address)

    assert wide == []


def test_in_forced_colours_buttons_have_an_edge_and_bars_a_form(page, site):
    page.emulate_media(forced_colors="active")
    page.goto(site)

    button = page.locator("a.button").first
    assert button.evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"
    bar = page.locator(".size-bars i").first
    assert bar.evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"


def test_nothing_moves_for_those_who_want_less_motion(page, site):
    page.emulate_media(reduced_motion="reduce")
    page.goto(site)

    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert page.evaluate("document.getAnimations().length") == 0


def test_a_passage_in_another_language_says_so(page, site):
    page.goto(site + "toimenpiteet/tekoaly-text-to-speech/")

    assert page.locator("h1 [lang=en]").inner_text() == "text-to-speech"


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
def test_a_screen_reader_is_told_what_was_reviewed(page, small_site, name, address):
    """The tree of a page against the one in trees/. To renew it, delete the file, run, and read the new one."""
    page.goto(small_site + address)
    tree = page.locator("body").aria_snapshot().replace(small_site, "/") + "\n"
    reviewed = TREES / f"{name}.yaml"
    if not reviewed.exists():
        reviewed.write_text(tree, encoding="utf-8")
        pytest.fail(f"{reviewed} is new: read it.")

    assert tree == reviewed.read_text(encoding="utf-8")
