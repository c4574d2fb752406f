"""How readers follow the roadmap: they copy an address, and open a feed in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from generator.site.renderer import POLICY

ADDRESS = "https://tiekartta.satulahti.example/"
STATUS = "[data-copy] + [role=status]"


@pytest.fixture
def follow_page(site, kinds):
    """The address of the page in Swedish."""
    return site + kinds["follow"][1]


def test_a_button_copies_the_address_and_says_so(open_page, follow_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(follow_page)
    page.get_by_role("button", name="Kopiera adressen Flödets adress").click()

    expect(page.locator(STATUS).first).to_have_text("Kopierad")
    assert page.evaluate("navigator.clipboard.readText()") == f"{ADDRESS}sv/vad-andrades/atom.xml"


def test_an_address_that_cannot_be_copied_is_shown(page, follow_page):
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))")
    page.goto(follow_page)
    page.get_by_role("button", name="Kopiera adressen Kalenderns adress").click()

    expect(page.locator(STATUS, has_text=f"{ADDRESS}sv/lage/calendar.ics")).to_be_visible()


def test_without_script_an_address_is_a_field_to_select(open_page, follow_page):
    page = open_page(java_script_enabled=False)
    page.goto(follow_page)

    expect(page.get_by_label("Flödets adress", exact=True)).to_have_value(f"{ADDRESS}sv/vad-andrades/atom.xml")
    expect(page.get_by_role("button", name="Kopiera")).to_have_count(0)


def test_a_feed_that_is_opened_in_a_browser_can_be_read(page, site, kinds):
    def answer(route):
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": POLICY}
        route.fulfill(response=response, headers=headers | {"content-type": "application/xml"})

    page.route("**/atom.xml", answer)
    page.goto(f"{site}{kinds['changes'][1]}atom.xml")

    for name, display in {"title": "block", "id": "none", "updated": "none"}.items():
        expect(page.locator(name).first).to_have_css("display", display)
    expect(page.locator("subtitle")).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(page.get_by_role("link", name="Följ färdplanen")).to_have_attribute("href", f"{ADDRESS}sv/folj/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
