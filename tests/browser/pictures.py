"""Takes the pictures of the documentation: builds the live content, opens it, writes PNG files into docs/.

`make pictures` runs it. The pages are those that a newcomer wants to see, in both languages.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from browser.host import ROOT, build, launch, served
from browser.pages import kinds_of

# Name, kind of page, width, medium.
PICTURES = (
    ("home", "home", 1280, "screen"),
    ("home-phone", "home", 390, "screen"),
    ("list", "measures", 1280, "screen"),
    ("measure", "measure", 1280, "screen"),
    ("grid", "figures", 1280, "screen"),
    ("print", "booklet", 794, "print"),
)
HEIGHT = 1000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        roadmap = build(ROOT / "content", site)
        browser = launch(playwright)
        with served(site) as address:
            for name, kind, width, medium in PICTURES:
                page = browser.new_page(viewport={"width": width, "height": HEIGHT}, color_scheme="light")
                page.emulate_media(media=medium)
                for language, path in zip(roadmap.site.languages, kinds_of(roadmap)[kind], strict=True):
                    page.goto(address + path)
                    page.screenshot(path=ROOT / "docs" / f"{name}-{language.code}.png")
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
