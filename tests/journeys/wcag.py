"""Looks at an open page for what breaks WCAG 2.2: a page in, out what is wrong with it."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# WCAG 2.2 A and AA, good practice, and contrast beyond AA: 7:1 (WCAG 1.4.6), which has that of AA within it.
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {
        "color-contrast-enhanced": {"enabled": True},
        "color-contrast": {"enabled": False},
        "target-size": {"enabled": True},
    },
    "resultTypes": ["violations"],
}

# The distances that a reader may set between letters, words, lines and paragraphs (WCAG 1.4.12).
TEXT_SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }
"""
DOUBLED_TEXT = "html { font-size: 200% !important; }"

# Controls, and links that are no part of a sentence (WCAG 2.5.5).
CONTROLS = "button, input[type=search], select, summary, .choice, nav a, header a, footer a, .button, .grid-table a"
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


def axe_findings(page: Page) -> list[tuple[str, str]]:
    """What axe finds on a page: the rule, and the first that breaks it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    # All that axe approves of would take as long to hand over as to check.
    found = page.evaluate("async (options) => (await axe.run(options)).violations", AXE)
    return [(one["id"], one["nodes"][0]["html"]) for one in found]


def scrolled_width(page: Page) -> int:
    """How wide a page is in CSS pixels, with what is beside the window (WCAG 1.4.10)."""
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def small_controls(page: Page) -> list[str]:
    """The controls of a page that are narrower or lower than 44 CSS pixels, with all that can be opened open."""
    page.evaluate("for (const panel of document.querySelectorAll('details')) panel.open = true")
    small: list[str] = page.evaluate(TOO_SMALL, CONTROLS)
    return small


def unseen_focus(page: Page) -> list[str]:
    """What shows no outline while it has the focus, from the first to the last that Tab reaches."""
    unseen = []
    for _ in range(page.locator("a, button, input, select, summary").count()):
        page.keyboard.press("Tab")
        unseen.append(page.evaluate(UNSEEN))
    return [one for one in unseen if one]
