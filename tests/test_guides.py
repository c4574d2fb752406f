"""The guides for editors say of fields and messages what the code says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest
from guides import GUIDES, between, messages_pages
from project import ROOT, SATULAHTI

GUIDE_FILES = {
    "de": "eine-massnahme-schreiben.md",
    "en": "writing-a-measure.md",
    "fi": "toimenpiteen-kirjoittaminen.md",
    "sv": "att-skriva-en-atgard.md",
}


def without_the_city(text: str) -> str:
    """Leaves out what differs between two cities of the same languages."""
    return between(between(text, "fields", []), "example", [])


def outline(language: str) -> list[str]:
    """Returns the marks of the headings, tasks, list items and table rows of a guide, in their order."""
    text = (ROOT / "generator/authoring/guides" / f"{language}.md").read_text(encoding="utf-8")
    return re.findall(r"^(?:#+ |- \[ \]|- |\d+\. |\| )", text, re.MULTILINE)


@pytest.mark.parametrize("language", GUIDE_FILES)
def test_a_guide_has_every_section_step_and_task_in_each_language(language):
    assert outline(language) == outline("en")


@pytest.mark.parametrize("language", GUIDE_FILES)
def test_the_guides_are_as_the_command_makes_them(language, tmp_path):
    written = (ROOT / "docs" / GUIDE_FILES[language]).read_text(encoding="utf-8")
    # The command shows the pictures that are beside the guide.
    for file in (ROOT / "docs").glob("*.*"):
        (tmp_path / file.name).touch()
    # A city that tracks nothing: of tracking, the guide has the fields of the example.
    content = tmp_path / "content"
    shutil.copytree(SATULAHTI, content)
    (content / "follow-up.yaml").unlink()
    command = [sys.executable, "-m", "generator", "--content", content, "--language", language, "guide"]
    subprocess.run([*command, "--output", tmp_path / "guide.md"], cwd=ROOT, check=True, capture_output=True)
    made = (tmp_path / "guide.md").read_text(encoding="utf-8")

    assert without_the_city(written) == without_the_city(made), "Run make guides, and read what has changed."


def test_the_list_of_messages_is_as_the_code_makes_it():
    stale = [file.name for file, text in messages_pages().items() if file.read_text(encoding="utf-8") != text]

    assert stale == [], "Run make guides, and read what has changed."


@pytest.mark.parametrize("language", GUIDES)
def test_every_message_has_a_cure(language):
    text = next(text for file, text in messages_pages().items() if file.name == GUIDES[language].messages)
    rows = [line for line in text.splitlines() if line.startswith("| ")]

    assert len(rows) > 80
    assert all(len(cell.strip()) > 3 for row in rows for cell in row.split(" | "))
