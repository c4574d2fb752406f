"""An edit makes those files anew that depend on it, and one of the theme no others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from project import ROOT, tree

from generator.build import BuildOptions, BuiltSite, build, plan_of
from generator.content.measure_reader import ReadMeasures
from generator.i18n import _
from generator.incremental import SiteBuilder
from generator.output.build_record import BuildRecord
from generator.output.inputs import site_inputs
from generator.output.site_folder import Staging
from generator.project import Project
from generator.queries import Query, record_queries
from generator.site.assets import renamed_assets
from generator.site.environment import Templates

GLOSSARY = ["en/glossary/index.html", "ordlista/index.html"]
LISTS = ["atgarder/index.html", "en/measures/index.html"]
CARDS = [
    "badda-in/fjarrvarme/index.html",
    "badda-in/index.html",
    "badda-in/sparvagn/index.html",
    "en/embeds/district-heating/index.html",
    "en/embeds/index.html",
    "en/embeds/tram/index.html",
]


@pytest.fixture
def made_after(city: Project, tmp_path: Path) -> Callable[[str, str], list[str]]:
    """Adds to a file of the city's own theme, or to its copy of a built-in one, and returns which pages are made anew.

    Those of the open data are left out: they tell the sizes of files.
    """

    def made_after(path: str, added: str) -> list[str]:
        earlier = made(city, BuildRecord(), tmp_path / "first")
        add(city, path, added)
        made(city, earlier, tmp_path / "again")
        return [path for path in sorted(tree(tmp_path / "again")) if path.endswith(".html") and "data/" not in path]

    return made_after


def made(city: Project, earlier: BuildRecord, folder: Path) -> BuildRecord:
    """The record of a build that writes what it makes into a folder."""
    folder.mkdir()

    def make(site: BuiltSite) -> BuildRecord:
        staging = Staging(folder, folder / "nothing", {})
        plan = plan_of(site, site_inputs(city.content))
        return SiteBuilder(plan, earlier, staging).make(_("Building the site")).record(ReadMeasures())

    return build(city, BuildOptions("https://roadmap.example/"), make)


def add(city: Project, path: str, added: str) -> None:
    own, built_in = city.theme.own / path, ROOT / path
    before = next((file.read_text(encoding="utf-8") for file in (own, built_in) if file.is_file()), "")
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(before + added, encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "pages"),
    [
        ("templates/pages/glossary.html", GLOSSARY),
        ("templates/embed.html", CARDS),
        # The list of measures imports it, and it is imported by what the list imports.
        ("templates/components/choice_mark.html", LISTS),
        ("templates/components/indicator_cards.html", []),
    ],
)
def test_a_file_of_the_theme_makes_the_pages_anew_that_use_it(made_after, path, pages):
    assert made_after(path, "\n") == pages


def test_an_interface_word_makes_the_pages_anew_that_have_it_in_its_language(made_after):
    assert made_after("templates/words/en.yaml", "show_more: More of it\n") == ["en/search/index.html"]


def test_a_word_that_is_in_the_menu_makes_all_pages_of_its_language_anew(made_after):
    pages = made_after("templates/words/en.yaml", "search: Find\n")

    assert len(pages) > 10
    assert [page for page in pages if not page.startswith("en/")] == []


@pytest.mark.parametrize("path", ["static/css/city.css", "static/css/filters.css", "static/js/search.js"])
def test_another_style_or_script_renders_no_page_and_pages_refer_to_it(city, run, monkeypatch, path):
    run("build")
    add(city, path, "void 0;\n" if path.endswith(".js") else ".own { color: red }\n")
    with monkeypatch.context() as no_rendering:
        no_rendering.setattr(Templates, "render", None)
        assert "files changed" in run("build").output

    whole = run("build", "--output", "whole")
    assert whole.exit_code == 0
    assert tree(Path("site")) == tree(Path("whole"))


def test_the_data_of_a_measure_asks_for_all_that_is_in_it_in_every_language(followed):
    def asked(site: BuiltSite) -> list[set[Query]]:
        recordings = []
        for path in ("atgarder/inget-kol/measure.json", "en/measures/no-coal/measure.json"):
            with record_queries() as recording:
                site.outputs[path]()
            recordings.append(recording.queries)
        return recordings

    first, second = build(followed, BuildOptions("https://roadmap.example/"), asked)

    # Beside the measure itself, it names another.
    assert len(first) > 1
    assert second == first


def test_assets_that_come_or_go_have_no_other_names():
    style, other, logo = "assets/site.0123456789.css", "assets/site.9876543210.css", "assets/logo.0123456789.svg"

    assert renamed_assets(["index.html", style, logo], [other, logo]) == {"site.0123456789.css": "site.9876543210.css"}
    assert renamed_assets([style], [other, logo]) == {}
    assert renamed_assets([style, logo], [other]) == {}
