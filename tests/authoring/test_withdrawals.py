"""A measure that is withdrawn leaves a page at its addresses that says when and why."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from project import problems_of, tree

TRAM = "content/measures/02-tram.md"
REASONS = ("--reason-sv", "Banan byggs inte.", "--reason-en", "The line is not built.")
LIST = """\
02-tram:
  number: 2
  date: 2026-01-30
  title_sv: Spårvagn till hamnen
  title_en: A tram to the harbour
  slug_sv: sparvagn
  slug_en: tram
  aliases_en: trolley
  reason_sv: Banan byggs inte.
  reason_en: The line is not built.
"""


@pytest.fixture
def withdrawn(run, edit):
    """The city without its tram, and without the links to it."""
    edit(TRAM, "slug_en: tram\n", "slug_en: tram\naliases_en: trolley\n")
    Path("content/pages/about.md").write_text(
        re.sub(r"\[([^\]]*)\]\([^)]*02-tram.md[^)]*\)", r"\1", Path("content/pages/about.md").read_text("utf-8")),
        encoding="utf-8",
    )
    heating = Path("content/measures/01-heating.md")
    heating.write_text(
        re.sub(r"\[([^\]]*)\]\([^)]*02-tram.md[^)]*\)", r"\1", heating.read_text("utf-8")), encoding="utf-8"
    )
    return run("withdraw", TRAM, "--date", "2026-01-30", *REASONS, "--yes")


def test_the_file_goes_and_the_list_has_what_it_was_called(withdrawn):
    assert withdrawn.exit_code == 0
    assert not Path(TRAM).exists()
    assert Path("content/withdrawn.yaml").read_text(encoding="utf-8") == LIST


def test_nothing_is_written_before_a_yes(run):
    before = tree(Path())
    result = run("withdraw", TRAM, "--date", "2026-01-30", *REASONS)

    assert result.exit_code == 1
    assert result.stdout.splitlines()[:3] == ["+++ content/withdrawn.yaml", "+02-tram:", "+  number: 2"]
    assert result.stderr.splitlines()[0] == f"- {TRAM}"
    assert tree(Path()) == before


def test_its_page_says_when_and_why_in_every_language(withdrawn, pages):
    built = pages()

    texts = re.findall(
        r"<p><b>(.*?)</b> .*?<h1>(.*?)</h1>\s*<p class=\"lead\">(.*?)</p>",
        built["atgarder/sparvagn/index.html"],
        re.DOTALL,
    )
    assert texts == [
        ("Borttagen ur färdplanen 30.1.2026", "Spårvagn till hamnen", "Orsak: Banan byggs inte."),
    ]
    page = built["en/measures/tram/index.html"]
    assert 'content="noindex"' in page
    assert "Removed from the plan on 30 January 2026" in page
    assert 'href="../../../atgarder/sparvagn/" hreflang="sv"' in page
    assert "url=../tram/" in built["en/measures/trolley/index.html"]
    assert "Removed from the plan" in built["en/embeds/tram/index.html"]


def test_it_is_counted_listed_and_searched_nowhere(withdrawn, rendered):
    files = rendered()
    texts = {path: content.decode(errors="ignore") for path, content in files.items()}

    assert {path for path, text in texts.items() if "A tram to the harbour" in text} == {
        "en/measures/tram/index.html",
        "en/embeds/tram/index.html",
        "data/withdrawn.csv",
    }
    assert "tram" not in texts["sitemap.xml"]


def test_the_open_data_has_a_table_of_them(withdrawn, rendered):
    assert rendered()["data/withdrawn.csv"].decode().splitlines() == [
        "designation,number,code,edition,date,title_sv,title_en,slug_sv,slug_en,reason_sv,reason_en,url_sv,url_en",
        "2,2,,,2026-01-30,Spårvagn till hamnen,A tram to the harbour,sparvagn,tram,Banan byggs inte.,"
        "The line is not built.,https://plan.stad.example/klimat/atgarder/sparvagn/,"
        "https://plan.stad.example/klimat/en/measures/tram/",
    ]


def test_a_published_address_is_kept_by_it(run, edit):
    run("build")
    Path("site/sitemap.xml").rename("old.xml")
    edit("content/site.yaml", "updated: 2026-01-31", "updated: 2026-02-01")
    Path("content/measures/03-x.md").write_text(
        Path(TRAM)
        .read_text("utf-8")
        .replace("number: 2", "number: 3")
        .replace("slug_en: tram", "slug_en: x")
        .replace("slug_sv: sparvagn", "slug_sv: x"),
        encoding="utf-8",
    )
    run("withdraw", "content/measures/03-x.md", "--date", "2026-01-30", *REASONS, "--yes")

    assert run("check", "--published", "old.xml").exit_code == 0


def test_what_still_links_to_it_is_told(run):
    run("withdraw", TRAM, "--date", "2026-01-30", *REASONS, "--yes")

    words = '"02-tram.md" was withdrawn on 2026-01-30. Delete its name here.'
    assert set(problems_of(run("check"))) == {words}


def test_what_still_links_to_it_is_told_before_the_question(run):
    lines = run("withdraw", TRAM, "--date", "2026-01-30", *REASONS).stderr.splitlines()

    assert lines[1] == "After the change, these problems remain:"
    assert lines[-1].startswith("Write 1 file? (yes/no)")
    words = '"02-tram.md" was withdrawn on 2026-01-30. Delete its name here.'
    assert {line.split(": ", 1)[1] for line in lines if line.startswith("content/")} == {words}


def test_its_number_and_its_address_are_not_given_again(withdrawn, run):
    run("new", "Spårvagn", "Tram")

    lines = Path("content/measures/03-sparvagn-2.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith(("number", "slug"))] == [
        "number: 3",
        "slug_sv: sparvagn-2",
        "slug_en: tram-2",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            (TRAM, "--date", "2026-01-30"),
            'Why? (På svenska) Add this to the command: --reason-sv "…" --reason-en "…"',
        ),
        (
            (TRAM, "--date", "2026-01-30", *REASONS[:2]),
            'Why? (In English) Add this to the command: --reason-en "…"',
        ),
        (
            ("content/pages/about.md", "--date", "2026-01-30", *REASONS),
            'There is no measure "content/pages/about.md". Write its number, or its file such as '
            "content/measures/14-example.md.",
        ),
        ((TRAM, "--date", "soon", *REASONS), '"soon" is not a date. Write it as 2026-11-24.'),
        ((TRAM, *REASONS), "--date needs a value after it."),
    ],
)
def test_what_is_missing_is_told(run, arguments, words):
    before = tree(Path())
    result = run("withdraw", *arguments, "--yes")

    assert (result.exit_code, result.stderr.strip()) == (2, words)
    assert tree(Path()) == before


def test_a_draft_needs_no_page_of_its_end(run):
    run("new", "Cyklar", "Bicycles")
    result = run("withdraw", "content/measures/03-cyklar.md", "--date", "2026-01-30", *REASONS, "--yes")

    assert (result.exit_code, result.stderr.strip()) == (
        2,
        '"content/measures/03-cyklar.md" is a draft and has no address. Delete the file.',
    )


def test_a_measure_that_was_adopted_had_better_change_its_state(followed, run):
    result = run("withdraw", "content/measures/03-bikes.md", "--date", "2026-01-30", *REASONS)

    assert result.stderr.splitlines()[0] == (
        "This measure was adopted. If it will just not be carried out, keep its page and set its new status "
        "instead: tiekartta status content/measures/03-bikes.md dropped --date 2026-01-30"
    )


def test_a_name_may_have_its_ending(withdrawn, run, edit):
    edit("content/withdrawn.yaml", "02-tram:", "02-tram.md:")

    assert run("check").exit_code == 0


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("date: 2026-01-30", 'date: "?"', '"date" is still open. Write it in place of the question mark.'),
        ("The line is not built.", '"?"', '"reason_en" is still open. Write it in place of the question mark.'),
        (
            "date: 2026-01-30",
            "date: 2026-02-01",
            (
                "This date is after 2026-01-31, the date of the site. Correct it, or write a later date as "
                "“updated” in site.yaml."
            ),
        ),
        (
            "slug_en: tram",
            "slug_en: district-heating",
            (
                'The address "/en/measures/district-heating/" already belongs to content/measures/01-heating.md. '
                "Change one of the two."
            ),
        ),
        ("  number: 2\n", "", '"number" is missing. Add a line “number: …”.'),
        (
            "02-tram:",
            "02 tram:",
            '"02 tram" is not a file name. Use letters, digits and hyphens: "02-tram".',
        ),
    ],
)
def test_a_mistake_in_the_list_is_told(withdrawn, run, edit, old, new, words):
    edit("content/withdrawn.yaml", old, new)

    assert problems_of(run("check")) == [words]


def test_a_file_that_was_deleted_is_recorded_with_the_day_that_is_given(city, run, tmp_path):
    shutil.copytree("content", tmp_path / "old")
    Path(TRAM).unlink()
    result = run("record", str(tmp_path / "old"), "--date", "2026-01-30", "--yes")

    assert result.exit_code == 0
    assert Path("content/withdrawn.yaml").read_text(encoding="utf-8") == LIST.replace(
        "  aliases_en: trolley\n", ""
    ).replace("Banan byggs inte.", '"?"').replace("The line is not built.", '"?"')
