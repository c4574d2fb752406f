"""The form as an editor meets it: Sveltia CMS in a real browser, working in a real folder.

Only the dialog in which an editor picks the folder is passed over, since no page can operate it: the folder is
dropped onto the page, which gives the same handle, and the form is told that this one was picked. That the
browser may write is a setting in its profile, in place of the answer to its question.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect
from project import ROOT

from generator import build
from journeys.host import chromium
from journeys.test_preview import previewing

HEATING = Path("content/measures/01-heating.md")
SWEDISH = {"locale": "sv-FI"}

DROP_TARGET = """
addEventListener("dragover", event => event.preventDefault(), true);
addEventListener("drop", event => {
  event.preventDefault();
  const folder = event.dataTransfer.items[0].getAsFileSystemHandle();
  window.showDirectoryPicker = () => folder;
  window.hasFolder = true;
}, true);
"""


@pytest.fixture
def project(city, edit, tmp_path, request) -> Path:
    """The folder of the miniature city with the program of the form, and a measure in an order of its own.

    Or the folder of other content, where a test names one.
    """
    assert (ROOT / "editor/node_modules/@sveltia").exists(), "The form is not installed. `make editor` installs it."
    (tmp_path / "editor").symlink_to(ROOT / "editor")
    (tmp_path / ".git").mkdir()
    if hasattr(request, "param"):
        shutil.rmtree("content")
        shutil.copytree(request.param, "content")
        return tmp_path
    accepted = "accepted_sv: 0f3a9c21-7be04d55\naccepted_en: 0f3a9c21-7be04d55\n"
    edit(str(HEATING), "kol\nprice: high\n", f"kol\n{accepted}")
    edit(str(HEATING), "weight: L\n", "weight: L\nprice: high\n")
    # What the program's own format would drop or take for a number: a save keeps it.
    edit(
        str(HEATING),
        "number: 1\n",
        "# The first.\nnumber: 1\ncode: 1.10\ndraft: no\n",
    )
    return tmp_path


@pytest.fixture
def preview(project) -> Iterator[str]:
    with previewing(project, "--editor") as address:
        yield address


@pytest.fixture
def context(browser, preview, tmp_path_factory, request) -> Iterator[BrowserContext]:
    """A browser that lets the preview write in a folder; with more options of its context where a test has them."""
    profile = tmp_path_factory.mktemp("profile")
    allowed = {"file_system_write_guard": {f"{preview.rstrip('/')},*": {"setting": 1}}}
    (profile / "Default").mkdir()
    (profile / "Default/Preferences").write_text(
        json.dumps({"profile": {"content_settings": {"exceptions": allowed}}}), encoding="utf-8"
    )
    context = browser.browser_type.launch_persistent_context(
        profile,
        **chromium(),
        # The form makes its fields as they come into sight.
        viewport={"width": 1280, "height": 4000},
        **getattr(request, "param", {}),
    )
    context.set_default_timeout(30_000)
    context.add_init_script(DROP_TARGET)
    yield context
    context.close()


@pytest.fixture
def complaints(context, preview) -> list[str]:
    """What the form asked others for, and what it complained of."""
    complaints: list[str] = []
    context.on("request", lambda one: one.url.startswith((preview, "blob:")) or complaints.append(one.url))
    context.on("console", lambda one: one.type == "error" and complaints.append(f"{one.text} {one.location['url']}"))
    context.on("weberror", lambda one: complaints.append(str(one.error)))
    return complaints


@pytest.fixture
def form(context, complaints, preview, project) -> Page:
    """The form, with the folder of the project opened."""
    form = context.new_page()
    form.goto(f"{preview}admin/")
    # The first button opens a folder, whatever the language.
    button = form.get_by_role("button").first
    button.wait_for()
    drop(form, project)
    button.click()
    form.get_by_role("grid").wait_for()
    return form


def drop(page: Page, folder: Path) -> None:
    """Drops a folder on a page, again where the page was not ready for the first."""
    session = page.context.new_cdp_session(page)
    dragged = {"items": [], "files": [str(folder)], "dragOperationsMask": 1}
    for _ in range(10):
        for event in ("dragEnter", "dragOver", "drop"):
            session.send("Input.dispatchDragEvent", {"type": event, "x": 9, "y": 9, "data": dragged})
        with suppress(Error):
            page.wait_for_function("() => window.hasFolder", timeout=1_000)
            return


def open_heating(form: Page) -> None:
    form.get_by_role("gridcell", name="1 District heating without coal").click()
    form.get_by_role("button", name="Save", exact=True).wait_for()


def saved(form: Page, file: Path) -> str:
    """Save what is in the form, and return the file once it is another."""
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    form.get_by_role("button", name="Save", exact=True).click()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if file.exists() and (after := file.read_text(encoding="utf-8")) not in ("", before):
            return after
        form.wait_for_timeout(50)
    raise AssertionError(f"{file} was not saved: {form.get_by_role('alert').all_text_contents()}")


def test_what_is_saved_in_the_form_is_in_the_file_and_in_the_preview(form, context, preview, run, complaints):
    before = HEATING.read_text(encoding="utf-8")
    site = context.new_page()
    site.goto(f"{preview}en/measures/district-heating/")
    form.evaluate("window.untouched = true")

    open_heating(form)
    form.get_by_role("textbox", name="Title (in English)", exact=True).fill("District heating: warm and clean")
    form.get_by_role("button", name="Save", exact=True).click()

    expect(site.get_by_role("heading", level=1)).to_have_text("District heating: warm and clean")
    assert HEATING.read_text(encoding="utf-8") == before.replace(
        "title_en: District heating without coal\n", 'title_en: "District heating: warm and clean"\n'
    )
    assert run("check").exit_code == 0
    assert form.evaluate("window.untouched"), "the preview reloaded the form"
    assert complaints == []


@pytest.mark.parametrize("project", [ROOT / "examples/satulahti/content"], indirect=True)
def test_a_measure_that_is_followed_up_keeps_every_other_line(form, city, run):
    roadmap = build.load_preview(city)
    measure, language = roadmap.measures[0], roadmap.site.default_language
    file, title = city.content / measure.path, measure.title[language]
    before = file.read_text(encoding="utf-8")
    form.get_by_role("gridcell", name=f"{measure.number} {title}").click()
    form.get_by_role("textbox", name=f"Title ({language.endonym.lower()})", exact=True).fill("En ny rubrik")
    after = saved(form, file)

    changed = [pair for pair in zip(before.splitlines(), after.splitlines(), strict=True) if len({*pair}) > 1]
    assert [new for _, new in changed] == [f"title_{language.code}: En ny rubrik"]
    assert run("check").exit_code == 0


def test_the_form_saves_nothing_that_does_not_fit(form):
    before = HEATING.read_text(encoding="utf-8")
    open_heating(form)
    form.get_by_role("textbox", name="Slug (in English)", exact=True).fill("District Heating")
    form.get_by_role("textbox", name="Title (in English)", exact=True).fill("")
    form.get_by_role("button", name="Save", exact=True).click()

    expect(form.get_by_text("This is not in the right form. Write it like “iot-platform”.")).to_be_visible()
    expect(form.get_by_text("2 fields have errors.")).to_be_visible()
    assert HEATING.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("context", [SWEDISH], indirect=True)
def test_the_form_speaks_the_language_of_the_browser_from_its_package(form, complaints):
    form.get_by_role("gridcell", name="1 Fjärrvärme utan kol").click()

    expect(form.get_by_role("button", name="Spara", exact=True)).to_be_visible()
    expect(form.get_by_role("textbox", name="Rubrik (på svenska)", exact=True)).to_be_visible()
    assert complaints == []


def test_nothing_in_the_form_leads_to_another_site(context, preview, complaints):
    form = context.new_page()
    form.goto(f"{preview}admin/")

    expect(form.get_by_role("button")).to_have_text(["Work with Local Repository"])
    assert form.evaluate("""() => {
        document.body.insertAdjacentHTML("beforeend", '<a href="https://gitea.com/user/settings">keys</a>');
        document.body.lastChild.click();
        return [open("https://gitea.com/login"), open("/en/") !== null];
    }""") == [None, True]
    expect(form).to_have_url(f"{preview}admin/")
    assert complaints == []


def test_a_new_measure_is_a_draft_with_its_number_and_what_is_not_known_yet_open(form, preview, run):
    form.goto(f"{preview}admin/#/collections/measures/new")
    for name, text in {"Title (på svenska)": "Ny", "Title (in English)": "New"}.items():
        form.get_by_role("textbox", name=name, exact=True).fill(text)
    for name in ("Slug (på svenska)", "Slug (in English)"):
        form.get_by_role("textbox", name=name, exact=True).fill("new")
    form.get_by_role("combobox", name="Goal", exact=True).click()
    form.get_by_role("option", name="Sustainable travel").click()

    assert saved(form, Path("content/measures/3-new.md")) == (
        '---\nnumber: 3\ndraft: yes\ngoal: Y\ndistrict: "?"\nweight: "?"\nprice: "?"\n'
        "title_sv: Ny\ntitle_en: New\nslug_sv: new\nslug_en: new\n---\n\n# På svenska\n\n\n# In English\n"
    )
    assert run("check").exit_code == 0
