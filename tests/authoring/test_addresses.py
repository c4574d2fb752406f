"""No address is lost between two states of the content, and none leads to a stranger."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.authoring.addresses import completed_addresses
from generator.content.loader import read_roadmap
from generator.content.snapshot import Content

TRAM = "content/measures/02-tram.md"
SITE = "content/site.yaml"


def state(folder):
    return Content(folder, read_roadmap(folder).published())


@pytest.fixture
def completed(city, tmp_path):
    """Compares the content of the test with that of its beginning: the lines that each file would get."""
    shutil.copytree(city.content, tmp_path / "old")

    def complete():
        files = completed_addresses(state(tmp_path / "old"), state(city.content))
        for path, content in files.items():
            (tmp_path / "new" / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "new" / path).write_bytes(content)
        return {path: added(city.content / path, content.decode()) for path, content in files.items()}

    return complete


def added(file, text):
    before = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [line for line in text.splitlines() if line not in before]


def test_what_did_not_change_needs_nothing(completed):
    assert completed() == {}


def test_a_slug_that_changed_becomes_an_alias_below_those_of_before(completed, edit):
    edit(TRAM, "slug_en: tram\n", "slug_en: tramway\naliases_en: trolley\n")

    assert completed() == {"measures/02-tram.md": ["aliases_en: trolley, tram"]}


def test_an_alias_that_was_deleted_comes_back(city, tmp_path, edit):
    edit(TRAM, "slug_en: tram\n", "slug_en: tram\naliases_en: trolley\n")
    shutil.copytree(city.content, tmp_path / "old")
    edit(TRAM, "aliases_en: trolley\n", "")

    files = completed_addresses(state(tmp_path / "old"), state(city.content))
    assert [added(city.content / path, content.decode()) for path, content in files.items()] == [
        ["aliases_en: trolley"]
    ]


def test_a_slug_that_comes_back_is_no_alias_any_more(city, tmp_path, edit):
    edit(TRAM, "slug_en: tram\n", "slug_en: tramway\naliases_en: tram\n")
    shutil.copytree(city.content, tmp_path / "old")
    edit(TRAM, "slug_en: tramway\n", "slug_en: tram\n")

    files = completed_addresses(state(tmp_path / "old"), state(city.content))
    assert [line for line in files["measures/02-tram.md"].decode().splitlines() if line.startswith("aliases")] == [
        "aliases_en: tramway"
    ]


def test_a_page_has_aliases_too(completed, edit):
    edit("content/pages/about.md", "slug_sv: om-planen", "slug_sv: om")

    assert completed() == {"pages/about.md": ["aliases_sv: om-planen"]}


def test_a_file_with_another_name_is_known_by_its_title(completed, edit):
    edit(TRAM, "number: 2\n", "number: 5\n")
    edit(TRAM, "slug_en: tram\n", "slug_en: tramway\n")
    Path(TRAM).rename("content/measures/05-tramway.md")

    assert completed() == {"measures/05-tramway.md": ["aliases_en: tram"]}


def test_a_stranger_of_the_same_number_gets_no_address(completed, edit):
    text = Path(TRAM).read_text(encoding="utf-8")
    Path(TRAM).unlink()
    fields = {
        "Spårvagn till hamnen": "Skog",
        "A tram to the harbour": "Forest",
        "sparvagn": "skog",
        "slug_en: tram": "slug_en: forest",
        "Hur kommer man till hamnen?": "Var växer träden?",
        "How does one get to the harbour?": "Where do trees grow?",
    }
    for old, new in fields.items():
        text = text.replace(old, new)
    Path("content/measures/02-forest.md").write_text(text, encoding="utf-8")

    assert completed() == {
        "withdrawn.yaml": [
            "02-tram:",
            "  number: 2",
            '  date: "?"',
            "  title_sv: Spårvagn till hamnen",
            "  title_en: A tram to the harbour",
            "  slug_sv: sparvagn",
            "  slug_en: tram",
            '  reason_sv: "?"',
            '  reason_en: "?"',
        ]
    }


def test_a_measure_that_is_a_draft_now_is_not_gone(completed, edit):
    edit(TRAM, "number: 2\n", "number: 2\ndraft: yes\n")

    assert completed() == {}


def test_a_measure_that_stands_among_the_withdrawn_is_not_written_twice(completed, run):
    reasons = ("--reason-sv", "a", "--reason-en", "b")
    run("withdraw", TRAM, "--date", "2026-01-30", *reasons, "--yes")

    assert completed() == {}


@pytest.mark.parametrize("redirects", ["", "redirects:\n  /old/: /om-planen/\n"])
def test_what_has_no_aliases_is_redirected(completed, edit, redirects):
    edit(SITE, "updated: 2026-01-31\n", f"updated: 2026-01-31\n{redirects}")
    edit("content/classifications.yaml", "slug_en: clean-energy", "slug_en: energy")

    assert completed()["site.yaml"][-1:] == ["  /en/goals/clean-energy/: /en/goals/energy/"]


def test_a_folder_that_changed_takes_its_pages_along(completed, edit):
    edit("content/classifications.yaml", "folder_en: goals", "folder_en: aims")

    assert completed() == {
        "site.yaml": [
            "redirects:",
            "  /en/goals/: /en/aims/",
            "  /en/goals/clean-energy/: /en/aims/clean-energy/",
            "  /en/goals/sustainable-travel/: /en/aims/sustainable-travel/",
        ]
    }


def test_an_address_that_another_page_has_now_is_left_to_it(completed, edit):
    edit(TRAM, "slug_en: tram\n", "slug_en: tramway\n")
    edit("content/measures/01-heating.md", "slug_en: district-heating\n", "slug_en: tram\n")

    assert completed() == {"measures/01-heating.md": ["aliases_en: district-heating"]}


def test_what_the_list_of_the_withdrawn_had_comes_back(city, tmp_path, run):
    run("withdraw", TRAM, "--date", "2026-01-30", "--reason-sv", "a", "--reason-en", "b", "--yes")
    shutil.copytree(city.content, tmp_path / "old")
    written = Path("content/withdrawn.yaml").read_bytes()
    Path("content/withdrawn.yaml").unlink()

    assert completed_addresses(state(tmp_path / "old"), state(city.content)) == {"withdrawn.yaml": written}


def test_the_folder_of_the_measures_takes_them_along(completed):
    words = Path("content/theme/templates/words/en.yaml")
    words.parent.mkdir(parents=True, exist_ok=True)
    with words.open("a", encoding="utf-8") as file:
        file.write("measures_slug: deeds\n")

    assert completed() == {
        "site.yaml": [
            "redirects:",
            "  /en/measures/: /en/deeds/",
            "  /en/measures/district-heating/: /en/deeds/district-heating/",
            "  /en/measures/tram/: /en/deeds/tram/",
        ]
    }
