"""An address that was lost since the last commit is told with a line that keeps it, where there is git."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

TRAM = "content/measures/02-tram.md"
HEATING = "content/measures/01-heating.md"
PAGE = "content/pages/about.md"


@pytest.fixture
def committed(city):
    """The city in a folder of git, all of it committed."""

    def commit():
        identity = ("-c", "user.name=Edith", "-c", "user.email=edith@stad.example")
        for command in (("init", "-q"), ("add", "-A"), (*identity, "commit", "-qm", "Begin")):
            subprocess.run(["git", *command], check=True)

    commit()
    return commit


def said(run):
    lines = re.findall(r"^(content\S+: .*)$", run("check").stderr, re.MULTILINE)
    return [line for line in lines if "last commit" in line]


def test_a_slug_that_changed_is_told_with_its_alias(committed, run, edit):
    edit(TRAM, "slug_en: tram\n", "slug_en: metro\naliases_en: trolley\n")
    edit(PAGE, "slug_sv: om-planen", 'slug_sv: "om"')

    assert said(run) == [
        f'{TRAM}:9:10: The address was "tram" until the last commit. '
        "Write “aliases_en: trolley, tram”, or run: tiekartta record HEAD",
        f'{PAGE}:4:10: The address was "om-planen" until the last commit. '
        "Write “aliases_sv: om-planen”, or run: tiekartta record HEAD",
    ]


def test_an_alias_answers_it(committed, run, edit):
    edit(TRAM, "slug_en: tram\n", "slug_en: metro\naliases_en: tram\n")

    assert said(run) == []


def test_a_file_that_is_gone_is_told(committed, run, edit):
    for file in (HEATING, PAGE):
        text = Path(file).read_text(encoding="utf-8")
        Path(file).write_text(re.sub(r"\[([^\]]*)\]\([^)]*02-tram.md[^)]*\)", r"\1", text), encoding="utf-8")
    committed()
    Path(TRAM).unlink()

    words = "This file and its addresses have been removed since the last commit."
    assert said(run) == [f"{TRAM}: {words} Run: tiekartta record HEAD. Or put the file back."]


def test_a_file_that_was_renamed_is_not_gone(committed, run):
    for file in (HEATING, PAGE):
        text = Path(file).read_text(encoding="utf-8")
        Path(file).write_text(text.replace("02-tram.md", "02-spår.md"), encoding="utf-8")
    Path(TRAM).rename("content/measures/02-spår.md")

    assert said(run) == []


def test_an_address_that_a_stranger_took_is_told(committed, run, edit):
    edit(TRAM, "slug_en: tram\n", "slug_en: metro\n")
    edit(HEATING, "slug_en: district-heating\n", "slug_en: tram\naliases_en: district-heating\n")

    assert said(run) == [
        f'{TRAM}:9:10: The address "tram" now belongs to {HEATING}, but belonged to this page until the last commit. '
        "Links to it would lead to the wrong page. Give it back."
    ]


def test_a_draft_had_no_address(committed, run, edit):
    run("new", "Cyklar", "Bicycles")
    committed()
    edit("content/measures/03-cyklar.md", "slug_en: bicycles", "slug_en: bikes")

    assert said(run) == []


@pytest.mark.parametrize("state", ["no git", "no commit", "broken"])
def test_without_a_commit_there_is_nothing_to_tell(run, edit, state):
    if state != "no git":
        subprocess.run(["git", "init", "-q"], check=True)
    if state == "broken":
        Path(".git/HEAD").write_text("nothing", encoding="utf-8")
    edit(TRAM, "slug_en: tram\n", "slug_en: metro\n")

    assert said(run) == []
