"""Takes the pictures of the documentation: builds the content, opens it, writes PNG files into docs/.

`make pictures` runs it. The pages are those that a newcomer wants to see, in both languages; then what an editor
meets: the preview with a mistake, and the form.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, Route, sync_playwright
from project import ROOT

from generator.model import Language, Roadmap
from generator.urls import UrlMap
from journeys.host import build, chromium, launch, served
from journeys.pages import kinds_of
from journeys.test_editor import DROP_TARGET, drop
from journeys.test_preview import previewing

# Name, kind of page, width, medium.
PICTURES = (
    ("home", "home", 1280, "screen"),
    ("home-phone", "home", 390, "screen"),
    ("list", "measures", 1280, "screen"),
    ("measure", "measure", 1280, "screen"),
    ("grid", "figures", 1280, "screen"),
    ("print", "print edition", 794, "print"),
)
# Those of the demonstration, which is followed up.
EXAMPLE_PICTURES = (
    ("standing", "standing", 1280, "screen"),
    ("course", "late measure", 1280, "screen"),
    ("indicator", "indicator", 1280, "screen"),
)
HEIGHT = 1000
FONT_DISPLAY = "font-display:optional"
# What an editor works with is shown near, so that its words can be read in a guide.
DESK = {"width": 1000, "height": 640}
# The number of the measure that the guides take as their example, and the mistake that is made in it.
EXAMPLE = 14
MISTAKE = ("level: foundation\n", "level: foundaton\n")
# Until what moves in the form has come to rest, in milliseconds.
SETTLING = 2000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        roadmap = build(ROOT / "content", Path(folder) / "site")
        take_pictures(roadmap, PICTURES, Path(folder) / "site", browser)
        example = build(ROOT / "examples/satulahti/content", Path(folder) / "example")
        take_pictures(example, EXAMPLE_PICTURES, Path(folder) / "example", browser)
        take_pictures_of_editing(roadmap, browser, playwright, Path(folder))
        browser.close()


def take_pictures(
    roadmap: Roadmap, pictures: Sequence[tuple[str, str, int, str]], site: Path, browser: Browser
) -> None:
    """Pictures of the pages of a built site, in each language."""
    with served(site) as address:
        for name, kind, width, medium in pictures:
            page = with_font(browser.new_page(viewport={"width": width, "height": HEIGHT}, color_scheme="light"))
            page.emulate_media(media=medium)
            for language, path in zip(roadmap.site.languages, kinds_of(roadmap)[kind], strict=True):
                page.goto(address + path)
                page.screenshot(path=picture(name, language.code))
            page.close()


def with_font(page: Page) -> Page:
    """Let a page wait for its font, which comes too late on a first visit."""

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace(FONT_DISPLAY, "font-display:block"))

    page.route("**/site.*.css", answer)
    return page


def picture(name: str, language: str) -> Path:
    return ROOT / "docs" / f"{name}-{language}.png"


def take_pictures_of_editing(roadmap: Roadmap, browser: Browser, playwright: Playwright, folder: Path) -> None:
    """The form with a measure, and the page of this measure in the preview after a mistake, in each language."""
    measure = next(one for one in roadmap.measures if one.number == EXAMPLE)
    for language in roadmap.site.languages:
        project = project_of(folder / language.code, language)
        with previewing(project, "--editor") as preview:
            with visitor(playwright, preview, folder / f"profile-{language.code}", language) as page:
                open_measure(page, preview, project, f"{EXAMPLE} {measure.title[language]}")
                page.screenshot(path=picture("form", language.code))
            page = with_font(browser.new_page(viewport=DESK, color_scheme="light"))
            page.goto(preview + UrlMap(roadmap).url_for(measure, language))
            mend(project / "content" / measure.path, *MISTAKE)
            page.locator("[data-kind=problems]").wait_for()
            page.screenshot(path=picture("preview", language.code))
            page.close()


def project_of(folder: Path, language: Language) -> Path:
    """A folder as an editor has it, whose program speaks the language."""
    shutil.copytree(ROOT / "content", folder / "content")
    (folder / "editor").symlink_to(ROOT / "editor")
    (folder / ".git").mkdir()
    mend(folder / "content/site.yaml", "editor_language: fi", f"editor_language: {language.code}")
    return folder


def mend(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@contextmanager
def visitor(playwright: Playwright, preview: str, profile: Path, language: Language) -> Iterator[Page]:
    """A page of a browser in the language, which lets the preview write in a folder."""
    allowed = {"file_system_write_guard": {f"{preview.rstrip('/')},*": {"setting": 1}}}
    (profile / "Default").mkdir(parents=True)
    (profile / "Default/Preferences").write_text(
        json.dumps({"profile": {"content_settings": {"exceptions": allowed}}}), encoding="utf-8"
    )
    locale = language.locale.replace("_", "-")
    context = playwright.chromium.launch_persistent_context(
        profile, **chromium(), viewport=DESK, locale=locale, color_scheme="light"
    )
    context.add_init_script(DROP_TARGET)
    yield context.new_page()
    context.close()


def open_measure(page: Page, preview: str, project: Path, name: str) -> None:
    """Opens the form, in it the folder of the project, in it the measure."""
    page.goto(f"{preview}admin/")
    button = page.get_by_role("button").first
    button.wait_for()
    drop(page, project)
    button.click()
    page.get_by_role("gridcell", name=name).click()
    page.wait_for_timeout(SETTLING)


if __name__ == "__main__":
    main()
