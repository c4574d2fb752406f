"""A reader who has a keyboard and no mouse."""

from __future__ import annotations

from playwright.sync_api import Page

ACTIVE = "document.activeElement"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what the selector names has the focus.

    Raises:
        AssertionError: It never has.
    """
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate(f"{ACTIVE}.matches({selector!r})"):
            return
    raise AssertionError(f"Tab never reaches {selector}")
