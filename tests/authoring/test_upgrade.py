"""Content of an older format becomes that of the newest, and no byte changes that need not."""

from __future__ import annotations

import codecs
import shutil
import tarfile
from pathlib import Path

import pytest
from project import ROOT, tree

from generator.authoring.release_pin import ReleasePin, repinned, requirements_lock
from generator.build import load_published, outputs, render
from generator.project import Project

UPGRADES = ROOT / "tests" / "upgrades"
AFTER = tree(UPGRADES / "format-1" / "content")


@pytest.fixture
def old(city):
    """The content of a city in format 0, in the working folder."""
    shutil.rmtree(city.content)
    shutil.copytree(UPGRADES / "format-0" / "content", city.content)
    return city.content


def test_content_of_format_0_becomes_that_of_format_1(old, run):
    result = run("upgrade")

    assert result.exit_code == 0
    assert tree(old) == AFTER
    assert result.stderr.splitlines() == [
        "Näitä tiedoston texts.yaml sanoja ei enää näytetä millään sivulla: old_word",
        "8 tiedostoa muutettiin. Anna komento ”tiekartta check” ja katso muutokset läpi.",
    ]


def test_what_was_upgraded_builds_and_names_the_units(old, run):
    run("upgrade")
    pages = dict(render(outputs(load_published(Project(Path("content"))), Project(Path("content")))))
    page = pages["toimenpiteet/satama/index.html"].decode()

    assert '<dt>Kuka vastaa</dt><dd><a href="../../vastuuyksikot/satama-laiturit/">Satama: laiturit</a>' in (
        page.replace("\n", "").replace("  ", "")
    )
    assert "Kerro kylälle: mitä mieltä olet?" in page


@pytest.mark.parametrize("name", ["porvoo", "satulahti"])
def test_the_cities_of_the_first_version_become_format_1(city, run, name):
    """Frozen as they were in format 0. Beside the unit, no byte of a measure or a page changes."""
    shutil.rmtree(city.content)
    with tarfile.open(UPGRADES / f"{name}-format-0.tar.xz") as archive:
        archive.extractall(filter="data")
    before = tree(city.content)
    assert "”tiekartta upgrade”" in run("check").output.splitlines()[0]
    assert run("upgrade").exit_code == 0

    after = tree(city.content)
    written = {path for path in before if path.startswith(("measures/", "pages/", "editions/", "indicators/"))}
    assert before.keys() - after.keys() == {"texts.yaml"}
    assert {path: without_units(after[path]) for path in written} == {
        path: without_units(before[path]) for path in written
    }
    assert run("check").exit_code == 0


def without_units(content: bytes) -> list[bytes]:
    """Return the lines of a file but those that name who is responsible."""
    return [line for line in content.splitlines(keepends=True) if not line.startswith(b"responsible")]


def test_lines_of_windows_and_a_byte_order_mark_stay(old, run):
    for file in old.rglob("*.*"):
        file.write_bytes(codecs.BOM_UTF8 + file.read_bytes().replace(b"\n", b"\r\n"))
    run("upgrade")

    # The files of the theme are new.
    assert tree(old) == {
        path: content if path.startswith("theme/") else codecs.BOM_UTF8 + content.replace(b"\n", b"\r\n")
        for path, content in AFTER.items()
    }


def test_the_change_is_shown_before_it_is_made(old, run):
    before = tree(old)
    shown = run("upgrade", "--dry-run")

    assert tree(old) == before
    assert shown.stderr.splitlines()[-1] == "8 tiedostoa muuttuisi."
    assert shown.stdout.startswith(
        "--- content/site.yaml\n+++ content/site.yaml\n@@ -1,0 +2 @@\n+content_format: 1\n@@ -28,0 +30,4 @@\n"
    )
    assert "--- content/texts.yaml\n" in shown.stdout
    assert run("upgrade").stdout == shown.stdout


def test_own_words_of_the_theme_go_before_those_of_format_0(old, run):
    words = old / "theme" / "templates" / "words" / "fi.yaml"
    words.parent.mkdir(parents=True)
    words.write_text("feedback: Kirjoita meille\n", encoding="utf-8")
    run("upgrade")

    assert (
        words.read_text(encoding="utf-8")
        == "feedback: Kirjoita meille\nedition_adopted: Hyväksytty tiekarttaan {date}\n"
    )


def test_a_language_without_built_in_words_keeps_all_of_its_own(old, run):
    for name in ("site.yaml", "texts.yaml"):
        text = (old / name).read_text(encoding="utf-8").replace("_sv:", "_nb:").replace("  sv:", "  nb:")
        (old / name).write_text(text, encoding="utf-8")
    run("upgrade")

    assert (old / "theme" / "templates" / "words" / "nb.yaml").read_text(encoding="utf-8") == (
        "skip_link: Gå till innehållet\nfeedback: Ge respons\nedition_adopted: Godkänd {date}\n"
    )


def test_content_of_the_newest_format_is_left_as_it_is(city, run):
    before = tree(city.content)

    assert run("upgrade").stderr == "The content has format 1, the newest. Nothing was changed.\n"
    assert tree(city.content) == before


def test_the_build_of_an_old_format_names_the_command(old, run):
    result = run("check")

    assert (result.exit_code, result.stderr.splitlines()[0]) == (
        1,
        "content/site.yaml:2:1: Tämän sisällön muoto on vanhempi kuin 1. "
        "Anna komento ”tiekartta upgrade”: se näyttää ja tekee muutoksen.",
    )


def test_two_units_of_alike_names_are_told_apart(old, run):
    for name, unit in (("01-kirjasto.md", "Vapaa–aika"), ("03-uimaranta.md", "Vapaa aika")):
        file = old / "measures" / name
        file.write_text(file.read_text(encoding="utf-8").replace("Vapaa-aika", unit), encoding="utf-8")
    run("upgrade")

    assert "responsible: vapaa-aika\n" in (old / "measures" / "03-uimaranta.md").read_text(encoding="utf-8")
    assert "responsible: vapaa-aika-3\n" in (old / "measures" / "01-kirjasto.md").read_text(encoding="utf-8")
    assert run("check").exit_code == 0


@pytest.mark.parametrize("missing", ["languages", "everything"])
def test_a_site_that_cannot_be_read_is_reported_by_the_check(old, run, missing):
    text = (old / "site.yaml").read_text(encoding="utf-8")
    broken = text.replace("languages:", "tongues:") if missing == "languages" else "{"
    (old / "site.yaml").write_text(broken, encoding="utf-8")
    result = run("upgrade")

    assert result.exit_code == (0 if missing == "languages" else 1)
    assert run("check").exit_code == 1


RELEASE = ReleasePin("https://example.org/tiekartta-9.9.9-py3-none-any.whl", "9" * 64)
PINNED = f"tiekartta @ {RELEASE.url} --hash=sha256:{RELEASE.sha256}\n"


@pytest.mark.parametrize("mark", ["", "# "])
def test_the_release_and_what_it_needs_are_pinned(tmp_path, mark):
    requirements, lock = tmp_path / "requirements.txt", tmp_path / "requirements.lock"
    old = f"{mark}tiekartta @ https://example.org/tiekartta-0.2.0-py3-none-any.whl --hash=sha256:{'0' * 64}\n"
    requirements.write_text(f"# The version.\r\n{old}other==1.0\n", encoding="utf-8", newline="")
    lock.write_text("click==1.0\n", encoding="utf-8")

    assert repinned(tmp_path, RELEASE) == {
        requirements: f"# The version.\r\n{PINNED}other==1.0\n".encode(),
        lock: requirements_lock().encode(),
    }


def test_nothing_is_pinned_where_no_release_is_known_or_asked_for_or_it_is_there(tmp_path):
    (tmp_path / "requirements.lock").write_text(requirements_lock(), encoding="utf-8", newline="")

    assert repinned(tmp_path, RELEASE) == {}
    (tmp_path / "requirements.txt").write_text("click\n", encoding="utf-8")
    assert repinned(tmp_path, RELEASE) == {}
    (tmp_path / "requirements.txt").write_text(PINNED, encoding="utf-8", newline="")
    assert repinned(tmp_path, RELEASE) == {}
    assert repinned(tmp_path, ReleasePin()) == {}
