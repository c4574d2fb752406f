"""Takes the pictures of the documentation: builds the live content, opens it, writes PNG files into docs/.

`make pictures` runs it. The pages are those that a newcomer wants to see, in both languages.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from browser.host import ROOT, build, launch, served

# Name, width of the window, medium, and the address in each language.
PICTURES = (
    ("home", 1280, "screen", {"fi": "", "sv": "sv/"}),
    ("home-phone", 390, "screen", {"fi": "", "sv": "sv/"}),
    ("list", 1280, "screen", {"fi": "toimenpiteet/?impact=L", "sv": "sv/atgarder/?impact=L"}),
    ("measure", 1280, "screen", {"fi": "toimenpiteet/ekuitit/", "sv": "sv/atgarder/ekvitton/"}),
    ("grid", 1280, "screen", {"fi": "lukuina/", "sv": "sv/i-siffror/"}),
    ("print", 794, "print", {"fi": "koko-tiekartta/", "sv": "sv/hela-fardplanen/"}),
)
HEIGHT = 1000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        build(ROOT / "content", site)
        browser = launch(playwright)
        with served(site) as address:
            for name, width, medium, paths in PICTURES:
                page = browser.new_page(viewport={"width": width, "height": HEIGHT}, color_scheme="light")
                page.emulate_media(media=medium)
                for code, path in paths.items():
                    page.goto(address + path)
                    page.screenshot(path=ROOT / "docs" / f"{name}-{code}.png")
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
