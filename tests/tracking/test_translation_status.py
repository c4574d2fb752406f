"""Translations that were approved, and what happens to them when a text changes."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from project import line_of
from selectolax.lexbor import LexborHTMLParser

from generator.build import load_published
from generator.tracking.translation_status import translation_reports

TRAM = "content/measures/02-tram.md"
PAGE = "en/measures/tram/index.html"
APPROVED = ("--by", "Language services", "--date", "2026-11-20", "--yes")
UNOFFICIAL, OUTDATED = "Unofficial translation", "The translation is being updated"


@pytest.fixture
def approve(run):
    """Approves the tram's English text as it is."""
    return lambda: run("accept", TRAM, *APPROVED)


def notes(html):
    return [words for words in (UNOFFICIAL, OUTDATED) if words in html]


def test_an_approved_translation_is_no_longer_unofficial(approve, pages):
    assert notes(pages()[PAGE]) == [UNOFFICIAL]

    approve()
    assert notes(pages()[PAGE]) == []
    assert notes(pages()["en/index.html"]) == [UNOFFICIAL]


def test_a_changed_source_says_so_on_the_page_and_in_the_check(approve, edit, pages, run):
    approve()
    edit(TRAM, "Spårvagn till hamnen", "Spårvagn till stranden")

    assert notes(pages()[PAGE]) == [OUTDATED]
    assert run("check").output.splitlines()[0] == (
        f"{TRAM}:{line_of(TRAM, 'accepted_en')}:14: The source was changed after this translation was approved (In English). "
        f"Update the translation, then run: tiekartta accept {TRAM}"
    )


def test_a_changed_translation_is_unofficial_again(approve, edit, pages):
    approve()
    edit(TRAM, "A tram to the harbour", "A tram to the port")

    assert notes(pages()[PAGE]) == [UNOFFICIAL]


def test_white_space_is_no_change(approve, edit, pages):
    approve()
    edit(TRAM, "Spårvagn till hamnen", "Spårvagn  till hamnen ")

    assert notes(pages()[PAGE]) == []


def test_a_record_that_was_written_by_hand_is_a_problem(edit, problems):
    edit(TRAM, "price: high\n", "price: high\naccepted_en: yes\n")

    assert problems() == [
        f'{TRAM}:{line_of(TRAM, "accepted_en")}:14: "yes" is not a record of an approval. Delete the line, or run “tiekartta accept”.'
    ]


def test_the_standing_names_the_files_of_each_kind(approve, edit, city, run):
    approve()
    edit(TRAM, "price: high\n", "price: high\nkeywords_sv: räls\n")
    edit(TRAM, "Spårvagn till hamnen", "Spårvagn till stranden")
    (english,) = translation_reports(load_published(city))

    assert english.missing == english.outdated == (TRAM,)
    assert english.unreviewed == ("content/measures/01-heating.md", "content/pages/about.md")
    assert run("translations").output.splitlines() == [
        "In English: 1 missing, 1 outdated, 2 not approved",
        f"  missing: {TRAM}",
        f"  outdated: {TRAM}",
        "  not approved: content/measures/01-heating.md",
        "  not approved: content/pages/about.md",
    ]


def test_an_approval_adds_one_line_and_leaves_the_rest(city, run):
    tram = Path(TRAM)
    tram.write_bytes(b"\xef\xbb\xbf" + tram.read_bytes().replace(b"\n", b"\r\n"))
    before = tram.read_bytes()

    assert run("accept", TRAM, *APPROVED).output == (
        f"{TRAM}\n  sv  Spårvagn till hamnen\n  en  A tram to the harbour\nThe translations in 1 file are approved.\n"
    )
    after = tram.read_bytes().splitlines(keepends=True)
    added = [line for line in after if line.startswith(b"accepted_en: ")]
    assert b"".join(line for line in after if line not in added) == before
    assert [line[31:] for line in added] == [b"2026-11-20 Language services\r\n"]


def test_an_approval_is_given_anew_after_the_translation_was_mended(approve, edit, pages):
    approve()
    edit(TRAM, "Spårvagn till hamnen", "Spårvagn till stranden")
    edit(TRAM, "A tram to the harbour", "A tram to the shore")
    approve()

    assert notes(pages()[PAGE]) == []
    assert Path(TRAM).read_text().count("accepted_en") == 1


def test_a_folder_is_approved_whole_and_only_once(run, pages):
    last = run("accept", "content/measures", "content/pages", *APPROVED).output.splitlines()[-1]

    assert last == "The translations in 3 files are approved."
    assert notes(pages()["en/index.html"]) == []
    assert run("accept", "content", *APPROVED).output == "There is nothing to approve. Nothing was written.\n"


def test_what_changed_since_is_approved_only_by_its_name(approve, edit, run):
    approve()
    edit(TRAM, "Spårvagn till hamnen", "Spårvagn till stranden")
    before = Path(TRAM).read_bytes()

    assert run("accept", "content/measures", *APPROVED).output.splitlines()[-2:] == [
        f"{TRAM}: changed since its approval, and left out. Read it, and name the file itself.",
        "The translations in 1 file are approved.",
    ]
    assert Path(TRAM).read_bytes() == before
    assert run("accept", TRAM, *APPROVED).exit_code == 0
    assert Path(TRAM).read_bytes() != before


def test_a_draft_is_approved_only_by_its_name(edit, run):
    edit(TRAM, "number: 2\n", "number: 2\ndraft: yes\n")

    assert TRAM not in run("accept", "content/measures", *APPROVED).output
    assert run("accept", TRAM, *APPROVED).output.splitlines()[0] == TRAM


def test_nothing_is_approved_without_an_answer(city, run):
    before = Path(TRAM).read_bytes()
    result = run("accept", TRAM, "--by", "Language services")

    assert result.exit_code == 1
    assert Path(TRAM).read_bytes() == before


def test_the_user_of_git_approves_where_nobody_is_named(city, run, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    refused = run("accept", TRAM, "--yes")
    subprocess.run(["git", "init", "--quiet"], check=True)
    subprocess.run(["git", "config", "user.name", "Translator on duty"], check=True)
    run("accept", TRAM, "--yes")

    assert (refused.exit_code, refused.output) == (2, "It is not known who approves. Write the unit after --by.\n")
    assert "Translator on duty\n" in Path(TRAM).read_text()


def test_a_page_lists_what_is_approved(approve, edit, pages):
    approve()
    edit("content/pages/about.md", "appendix: corrections", "appendix: translations")
    html = LexborHTMLParser(pages()["en/about/index.html"])

    section = html.css("main section")[-1]
    assert section.text(separator=" ").replace("\N{SOFT HYPHEN}", "").split() == [
        "Approved",
        "translations",
        "In",
        "English",
        "The",
        "translation",
        "has",
        "been",
        "approved",
        "for",
        "1",
        "of",
        "3",
        "texts.",
        "Approved",
        "on",
        "20",
        "November",
        "2026:",
        "Language",
        "services",
        "A",
        "tram",
        "to",
        "the",
        "harbour",
    ]
    assert section.css_first("a").attributes["href"] == "../measures/tram/"


def test_an_approval_of_an_earlier_version_has_no_day(edit, approve, pages, city):
    approve()
    edit(TRAM, " 2026-11-20 Language services", "")

    assert notes(pages()[PAGE]) == []
    assert load_published(city).measures[1].approval.by_code["en"].day is None


@pytest.mark.parametrize("files", [(), ("content/site.yaml",), ("content/measures/none.md",)])
def test_only_measures_and_pages_can_be_approved(city, run, files):
    result = run("accept", *files)

    assert result.exit_code == 2
    assert "content/measures/" in result.output


def test_strict_does_not_pass_while_there_is_advice(approve, edit, run):
    approve()
    assert run("check", "--strict").exit_code == 0

    edit(TRAM, "Spårvagn till hamnen", "Spårvagn till stranden")
    assert (run("check").exit_code, run("check", "--strict").exit_code) == (0, 1)
    assert '"kind": "advice"' in run("check", "--format", "json").stdout
