"""Names of files as they come from real life: copies, other kinds, and what a Mac makes of å, ä and ö."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pytest

from generator.content.file_names import LITTER, check_markdown_files

TRAM = Path("content/measures/02-tram.md")
DECOMPOSED = Path(unicodedata.normalize("NFD", "content/measures/02-spårväg.md"))
COMPOSED = "content/measures/02-spårväg.md"

COPIES = [
    *("02-tram (1).md", "02-tram(2).md", "02-tram - Kopio.md", "02-tram - Kopio (2).md", "02-tram – Kopia.md"),
    *("02-tram - Copy.md", "02-tram kopio 2.md", "02-tram 2.md", "02-tram-kopio.md", "Copy of 02-tram.md"),
    *("Kopia av 02-tram.md", "Kopio kohteesta 02-tram.md", "02-tram-DESKTOP-AB12CD.md", "02-tram-LiisanKone.md"),
    "02-tram (Liisan ristiriitainen kopio 2026-11-30).md",
    "02-tram (Liisa's conflicted copy 2026-11-30).md",
    "02-tram (Liisas konfliktkopia).md",
    "02-tram.sync-conflict-20261130-101010-ABCDEFG.md",
]


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_told_with_the_file_that_it_is_of(name):
    assert said_of(name, "02-tram.md") == (
        'This is another version of "02-tram.md", made by OneDrive, a browser or the like. '
        "Compare the two, keep what is right in that file, and delete this one."
    )


@pytest.mark.parametrize("name", [name for name in COPIES if not name.startswith(("02-tram-", "02-tram.sync"))])
def test_a_copy_that_is_alone_gets_the_name_of_its_original(name):
    assert said_of(name) == 'This file name cannot be used. Use letters, digits and hyphens: "02-tram.md".'


@pytest.mark.parametrize("name", ["02-tram-2.md", "02-trams.md", "02-tram-line.md", "12-02-tram.md"])
def test_a_file_with_a_name_of_its_own_is_no_copy(name):
    assert said_of(name, "02-tram.md") == ""


def said_of(name: str, *others: str) -> str:
    """What is said of a file with this name in a folder with others."""
    errors = dict(check_markdown_files([*map(Path, others), Path(name)]))
    error = errors[Path(name)]
    return str(error.diagnostics[0].message) if error else ""


@pytest.mark.parametrize("name", ["site (1).yaml", "glossary - Kopio.yaml", "site-DESKTOP-AB12.yaml", "pages - Copy"])
def test_a_copy_of_a_file_of_settings_is_told(city, problems, name):
    original = next(file for file in city.content.iterdir() if name.startswith(file.stem))
    (shutil.copy if original.is_file() else shutil.copytree)(original, city.content / name)

    assert [problem.partition(",")[0] for problem in problems()] == [
        f'content/{name}: This is another version of "{original.name}"'
    ]


@pytest.mark.parametrize(
    "name",
    [
        "~$tram.docx",
        "~WRL0001.tmp",
        ".DS_Store",
        "._02-tram.md",
        "Thumbs.db",
        "desktop.ini",
        "02-tram.md.part",
        "a.lnk",
    ],
)
def test_what_programs_leave_is_passed_over(name):
    assert LITTER.fullmatch(name)


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("03-ferry.odt", 'Copy the text into a file such as "03-ferry.md", and move this one elsewhere.'),
        ("Lautta (1).DOCX", 'Copy the text into a file such as "lautta.md", and move this one elsewhere.'),
        ("ferry.heic", "Move the file elsewhere, and describe in words what it shows."),
        ("measures.ods", "Move this one elsewhere, and import it with “tiekartta import measures.ods”."),
    ],
)
def test_a_file_of_another_kind_is_told_with_what_becomes_of_it(city, problems, name, cure):
    TRAM.with_name(name).write_bytes(b"PK")

    [problem] = problems()
    assert problem.endswith(cure)


@pytest.mark.parametrize("other", ["02-Tram.md", "02-TRAM.md"])
def test_names_that_only_linux_tells_apart_are_told(city, problems, other):
    shutil.copy(TRAM, TRAM.with_name(other))

    assert problems() == [
        f'{TRAM}: Windows and Macs cannot tell this name from "content/measures/{other}". '
        "Compare the two files, and delete one."
    ]


def test_a_name_of_a_mac_beside_the_same_name_is_told(city, problems):
    shutil.copy(TRAM, COMPOSED)
    TRAM.rename(DECOMPOSED)

    assert len(problems()) == 1
    assert problems()[0].startswith(f"{COMPOSED}: Windows and Macs cannot tell this name from")


@pytest.fixture
def mac(city):
    """The city with a file whose name has å and ä as a Mac writes them."""
    TRAM.rename(DECOMPOSED)
    heating = city.content / "measures/01-heating.md"
    heating.write_text(heating.read_text(encoding="utf-8").replace("02-tram.md", "02-spårväg.md"), encoding="utf-8")
    return city


def test_the_line_of_a_mistake_is_shown_from_a_file_of_a_mac(mac, run):
    DECOMPOSED.write_text(DECOMPOSED.read_text(encoding="utf-8").replace("goal: Y", "goal: Z"), encoding="utf-8")

    assert "    goal: Z\n          ^" in run("check").output


def test_a_file_of_a_mac_is_exported_imported_and_approved_where_it_is(mac, run):
    before = sorted(DECOMPOSED.parent.iterdir())

    assert run("export", "measures.csv").exit_code == 0
    sheet = Path("measures.csv")
    sheet.write_bytes(sheet.read_bytes().replace(b"A tram to the harbour", b"A tram to the port"))
    assert run("import", "measures.csv", "--yes").exit_code == 0
    assert "title_en: A tram to the port" in DECOMPOSED.read_text(encoding="utf-8")
    assert run("accept", COMPOSED, "--by", "Language services", "--yes").exit_code == 0
    assert "accepted_en: " in DECOMPOSED.read_text(encoding="utf-8")
    assert run("compare", "content").exit_code == 0
    assert sorted(DECOMPOSED.parent.iterdir()) == before
