"""What a change does to the site, as the comment of a pull request says it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.diff.report import MAX_CHARACTERS

TRAM = "content/measures/02-tram.md"


@pytest.fixture
def compare(city, run):
    """The summary of a change against the miniature city as it was."""
    shutil.copytree("content", "old")

    def summary(*language: str) -> str:
        result = run(*language, "compare", "old")
        assert result.exit_code == 0, result.output
        return result.stdout

    return summary


def test_without_a_change_it_says_so(compare):
    assert compare() == "## What the change does to the site\n\nNothing: the site stays as it is.\n"


def test_texts_are_shown_old_and_new_and_lost_addresses_first(compare, edit):
    edit(TRAM, "title_en: A tram to the harbour", "title_en: A *tram* | to the <harbour>")
    edit(TRAM, "slug_en: tram", "slug_en: tramway")
    edit(TRAM, "price: high\n", "price: high\nkeywords_en: rails\n")

    assert (
        compare().partition("<details>")[0]
        == r"""## What the change does to the site

Measures added: 0, changed: 1, removed: 0. Addresses lost: 1.

### Addresses lost: links to them will break

- `/en/measures/tram/` → `/en/measures/tramway/`

### 2\. A \*tram\* \| to the \<harbour\>

| field | before | after |
|---|---|---|
| `title_en` | A tram to the harbour | A \*tram\* \| to the \<harbour\> |
| `slug_en` | tram | tramway |
| `keywords_en` | – | rails |

"""
    )


def test_an_address_that_leads_on_is_not_lost(compare, edit):
    edit(TRAM, "slug_en: tram", "slug_en: tramway\naliases_en: tram")

    assert "Addresses lost: 0." in compare()


def test_an_old_address_that_leads_on_no_more_is_lost(city, edit, run):
    edit(TRAM, "slug_en: tram", "slug_en: tram\naliases_en: trolley")
    shutil.copytree("content", "old")
    edit(TRAM, "aliases_en: trolley\n", "")

    assert "- `/en/measures/trolley/` → `/en/measures/tram/`" in run("compare", "old").stdout


def test_a_draft_leaves_the_site_and_a_finished_one_comes(compare, edit):
    other = Path(TRAM).read_text()
    for field in ("slug_sv: sparvagn", "slug_en: tram"):
        other = other.replace(field, f"{field}-2")
    Path("content/measures/03-ferry.md").write_text(other.replace("number: 2", "number: 3"))
    Path("old/measures/03-ferry.md").write_text(other.replace("number: 2", "number: 3\ndraft: yes"))
    added = compare()
    Path("old/measures/03-ferry.md").write_text(other.replace("number: 2", "number: 3"))
    Path("content/measures/03-ferry.md").write_text(other.replace("number: 2", "number: 3\ndraft: yes"))
    removed = compare()

    line = r"- 3\. A tram to the harbour (`measures/03-ferry.md`)"
    assert f"### Measures added\n\n{line} – until now a draft\n" in added
    assert f"### Measures removed\n\n{line} – now a draft\n" in removed
    assert "- `/en/measures/tram-2/`\n" in removed


def test_a_renamed_file_is_the_same_measure(compare):
    heating = Path("content/measures/01-heating.md")
    heating.write_text(heating.read_text().replace("](02-tram.md)", "](02-spar.md)"))
    Path(TRAM).rename("content/measures/02-spar.md")

    assert "Measures added: 0, changed: 1, removed: 0. Addresses lost: 0." in compare()


def test_another_measure_with_the_number_of_one_that_is_gone_is_a_new_one(compare):
    for file in ("content/measures/01-heating.md", "content/pages/about.md"):
        text = Path(file).read_text()
        Path(file).write_text(re.sub(r"\[([^\]]*)\]\([^)]*02-tram.md[^)]*\)", r"\1", text))
    text = re.sub(r"^((?:title|slug|problem)_\w+: ).*", r"\g<1>another", Path(TRAM).read_text(), flags=re.MULTILINE)
    Path(TRAM).unlink()
    Path("content/measures/02-another.md").write_text(text)

    assert "Measures added: 1, changed: 1, removed: 1. Addresses lost: 2." in compare()


def test_pages_words_and_settings_are_compared_too(compare, edit):
    edit("content/site.yaml", "updated: 2026-01-31", "updated: 2026-02-28")
    edit("content/classifications.yaml", "label_en: Clean energy", "label_en: Clean power")
    edit("content/pages/about.md", "title_en: ", "title_en: More ")
    summary = compare()

    assert (
        "### `site.yaml`\n\n| field | before | after |\n|---|---|---|\n| `updated` | 2026-01-31 | 2026-02-28 |"
        in summary
    )
    assert "| `goal.values.X.label_en` | Clean energy | Clean power |" in summary
    assert "### `pages/about.md`" in summary


def test_a_body_is_shown_by_the_lines_that_differ(compare, edit):
    edit("content/measures/01-heating.md", "Värmen kommer till husen i rör.", "Värmen kommer i rör.\n\n```")
    with pytest.raises(AssertionError):
        compare()
    edit("content/measures/01-heating.md", "\n\n```", "\n\nOch i `rör`.")
    summary = compare()

    assert "`body_sv` (Text)\n\n```diff\n" in summary
    assert "\n-Värmen kommer till husen i rör. Se också [spårvagnen](02-tram.md).\n" in summary


def test_a_changed_page_is_shown_as_it_is_read_in_the_languages_in_which_it_changes(compare, edit):
    edit(TRAM, "title_en: A tram to the harbour", "title_en: A tram to the sea & <shore>")

    assert (
        compare()
        .split("\n\n", 4)[4]
        .startswith(
            "<details><summary>The page as readers see it: In English <code>/en/measures/tram/</code></summary>\n\n"
            "```diff\n"
            " Measure 2\n-A tram to the harbour\n+A tram to the sea & <shore>\n"
            " Which problem does it solve?\n"
        )
    )


def test_all_that_a_new_measure_says_is_shown(compare):
    text = Path(TRAM).read_text(encoding="utf-8").replace("number: 2", "number: 3")
    for field in ("slug_sv: sparvagn", "slug_en: tram"):
        text = text.replace(field, f"{field}-2")
    Path("content/measures/03-ferry.md").write_text(text, encoding="utf-8")
    part = compare().partition("### 3\\. A tram to the harbour\n\n")[2]

    pages = re.findall(r"<summary>The page as readers see it: (.*) <code>(.*)</code></summary>\n\n```text\n", part)
    assert pages == [("På svenska", "/atgarder/sparvagn-2/"), ("In English", "/en/measures/tram-2/")]
    assert "\nHow does one get to the harbour?\n" in part


def test_a_large_change_has_room_and_tells_of_the_rest(compare, edit):
    words = " ".join(f"“ord {number}”" for number in range(1_000))
    for file, name in ((TRAM, "problem_en"), ("content/measures/01-heating.md", "problem_en")):
        text = Path(file).read_text()
        Path(file).write_text(
            text.replace(f"{name}: ", f"{name}: {words} ").replace("problem_sv: ", f"problem_sv: {words} ")
        )
    summary = compare()

    assert len(summary) <= MAX_CHARACTERS + 200


@pytest.mark.parametrize(("language", "words"), [("fi", "Toimenpiteitä"), ("sv", "Åtgärder")])
def test_it_speaks_the_language_of_the_editors(compare, edit, language, words):
    edit(TRAM, "slug_en: tram", "slug_en: tramway")
    summary = compare("--language", language)

    assert words in summary
    assert not {"Measures", "Addresses", "field", "before"} & set(summary.replace("`", " ").split())


def git(*arguments: str) -> None:
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def test_the_old_content_may_be_that_of_a_commit(city, run, edit):
    git("init", "--quiet", ".")
    git("add", "content")
    git("commit", "--quiet", "--message", "first")
    edit(TRAM, "slug_en: tram", "slug_en: tramway")

    assert "- `/en/measures/tram/` → `/en/measures/tramway/`" in run("compare", "HEAD").stdout


@pytest.mark.parametrize(
    ("old", "says"),
    [
        (
            "nowhere",
            '"nowhere" is neither a folder nor a commit here. Check its name, or fetch it with “git fetch”.\n',
        ),
        ("-x", ""),
        ("empty", '"empty" does not contain this content folder. Name a commit that does.\n'),
    ],
)
def test_what_cannot_be_compared_is_said_in_words(city, run, old, says):
    git("init", "--quiet", ".")
    git("commit", "--quiet", "--allow-empty", "--message", "nothing")
    git("tag", "empty")
    result = run("compare", "--", old)

    assert result.exit_code == 2
    assert result.output == (says or '"-x" is not a commit. Name a folder or a commit, such as origin/main.\n')


def test_without_git_a_folder_is_needed(city, run):
    result = run("compare", "main")

    assert (result.exit_code, result.output) == (
        2,
        "The content is not in a Git repository. Name a folder instead of a commit.\n",
    )


def test_old_content_with_problems_cannot_be_compared(city, run):
    shutil.copytree("content", "old")
    Path("old/classifications.yaml").unlink()
    result = run("compare", "old")

    assert (result.exit_code, result.output) == (
        2,
        "The old content has problems and cannot be compared. Name a later commit.\n",
    )
