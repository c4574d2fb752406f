"""Which advice a change added: only that guards a proposal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

TRAM = "content/measures/02-tram.md"
LONG = f"title_en: A tram to the {'h' * 77}"


@pytest.fixture
def before(city, edit):
    """The content before the change, with one piece of advice."""
    edit(TRAM, "title_en: A tram to the harbour", LONG)
    shutil.copytree("content", "before")


def codes(result) -> list[str]:
    return [line.partition("kept: ")[2] for line in result.stderr.split("\n") if "kept: " in line]


def test_earlier_advice_is_left_out_whatever_lines_moved(before, edit, run):
    edit(TRAM, "number: 2", "number: 2\ncode: T2")
    result = run("check", "--strict", "--since", "before")

    assert (result.exit_code, codes(result)) == (0, [])
    assert "1 earlier piece of advice is left out." in result.stderr


def test_added_advice_is_given_and_strict(before, edit, run):
    edit(TRAM, "problem_en: How does one get to the harbour?", "problem_en: How does the ABC get there?")
    result = run("check", "--strict", "--since", "before")

    assert (result.exit_code, codes(result)) == (1, ["abbreviation ABC (…)"])
    assert result.stderr.endswith(
        "With --strict, advice must be followed or answered. Do what it says, or copy the line that it gives.\n"
    )


def test_another_field_with_the_same_advice_is_new(before, edit, run):
    edit(TRAM, "title_sv: Spårvagn till hamnen", f"title_sv: Spårvagn till {'h' * 77}")

    assert codes(run("check", "--since", "before")) == ["long-title (…)"]


def test_a_longer_title_is_no_new_advice(before, edit, run):
    edit(TRAM, LONG, f"{LONG}hhh")

    assert codes(run("check", "--since", "before")) == []


def test_advice_that_names_its_file_is_known_again(city, edit, run):
    edit(TRAM, "number: 2", "number: 2\naccepted_en: 00000000-00000000")
    shutil.copytree("content", "before")

    assert "1 piece of advice" in run("check").stderr
    assert run("check", "--strict", "--since", "before").exit_code == 0


def test_reminders_are_not_strict(followed, run):
    result = run("check", "--strict", "--today", "2099-01-01")

    assert (result.exit_code, "The review date" in result.stderr) == (0, True)


def test_an_older_state_that_cannot_be_read_ends_as_wrong_usage_does(before, run):
    Path("before/site.yaml").write_text("", encoding="utf-8")

    assert run("check", "--strict", "--since", "before").exit_code == 2
    assert run("check", "--since", "nowhere").exit_code == 2
