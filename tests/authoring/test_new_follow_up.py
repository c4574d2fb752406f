"""One command begins the follow-up: the states, the first year, and the year in the file of every measure."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from project import CITIES, tree

from generator.authoring.new_follow_up import follow_up_files
from generator.build import load_published
from generator.content.loader import read_settings
from generator.content.paths import MEASURES
from generator.i18n import Translator
from generator.project import Project


def test_everything_is_written_at_once(run):
    before = tree(Path("content"))
    result = run("edition", "2026", "--adopted", "30.1.2026", "--yes")
    after = tree(Path("content"))

    assert result.exit_code == 0
    assert {path for path in after if after[path] != before.get(path)} == {
        "follow-up.yaml",
        "editions/2026.md",
        "measures/01-heating.md",
        "measures/02-tram.md",
    }
    for path in ("measures/01-heating.md", "measures/02-tram.md"):
        assert after[path].replace(b"edition: 2026\n", b"") == before[path]
    assert after["editions/2026.md"].decode().splitlines()[1:3] == ["year: 2026", "adopted: 2026-01-30"]


def test_what_is_still_open_is_told_at_its_place(run, edit):
    run("edition", "2026", "--yes")
    told = re.findall(r'^content/editions/2026.md:\d+:\d+: "(\w+)" is still open', run("check").stderr, re.MULTILINE)

    assert told == ["adopted", "description_sv", "description_en"]
    edit("content/editions/2026.md", 'adopted: "?"', "adopted: 2026-01-30")
    edit("content/editions/2026.md", 'description_sv: "?"', "description_sv: Den första planen.")
    edit("content/editions/2026.md", 'description_en: "?"', "description_en: The first plan.")
    assert run("build").exit_code == 0
    assert "No information" in Path("site/en/measures/tram/index.html").read_text(encoding="utf-8")


def test_with_all_that_is_known_it_is_ready_to_publish(run):
    told = ("--adopted", "2026-01-30", "--description-sv", "Den första planen.", "--description-en", "The first plan.")

    assert run("edition", "2026", *told, "--yes").exit_code == 0
    assert run("check").exit_code == 0


def test_nothing_is_written_before_a_yes(run):
    before = tree(Path())
    result = run("edition", "2026")

    assert result.exit_code == 1
    assert "+++ content/measures/02-tram.md\n+edition: 2026\n" in result.stdout
    assert tree(Path()) == before


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_the_states_hold_in_every_language_of_a_site(tmp_path, language):
    for city, code in (("plain", "sv"), ("trilingual", "fi")):
        content = tmp_path / city
        shutil.copytree(CITIES / city / "content", content)
        for name in ("editions", "follow-up.yaml"):
            shutil.rmtree(content / name) if (content / name).is_dir() else (content / name).unlink(missing_ok=True)
        for path, text in follow_up_files(content, 2026, "2026-01-30", {}, Translator(language)).items():
            (content / path).parent.mkdir(exist_ok=True)
            if not path.startswith(MEASURES):
                (content / path).write_bytes(text.replace(b'"?"', b"What was promised"))

        states = {state.id: state.label.by_code[code] for state in read_settings(content).follow_up.statuses.values}
        assert states["completed"] == {"sv": "Slutförd", "fi": "Valmis"}[code]


@pytest.mark.parametrize("count", [0, 1])
def test_a_roadmap_of_few_measures_begins_too(run, count):
    for file in sorted(Path("content/measures").iterdir())[count:]:
        file.unlink()

    assert run("edition", "2026", "--yes").exit_code == 0


def test_what_is_there_stays(run):
    Path("content/follow-up.yaml").write_text("statuses: {}\n", encoding="utf-8")
    run("edition", "2026", "--yes")

    assert Path("content/follow-up.yaml").read_text(encoding="utf-8") == "statuses: {}\n"
    assert Path("content/editions/2026.md").is_file()


@pytest.fixture
def one_year(followed, edit):
    """The city that follows its roadmap up, in its first year; a measure does not name it."""
    Path("content/editions/2025.md").unlink()
    shutil.rmtree("content/measures")
    shutil.copytree(CITIES / "plain" / "content" / "measures", "content/measures")
    figures = Path("content/follow-up.yaml")
    figures.write_text(figures.read_text(encoding="utf-8").partition("headlines:")[0], encoding="utf-8")
    return followed


def test_in_the_first_year_a_measure_need_not_name_it(one_year, run):
    assert {measure.full_number for measure in load_published(Project(Path("content"))).measures} == {
        "1/2024",
        "2/2024",
    }

    assert run("export", "table.csv").exit_code == 0
    assert run("import", "table.csv").stderr == "The table matches the content. There is nothing to change.\n"


def test_before_the_second_year_each_names_its_own(one_year, run):
    assert run("edition", "2026", "--yes").exit_code == 0

    assert "\nedition: 2024\n" in Path("content/measures/02-tram.md").read_text(encoding="utf-8")
    assert Path("content/editions/2026.md").is_file()
    assert run("check").exit_code == 0
