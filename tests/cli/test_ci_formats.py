"""The formats that the programs of a merge request read, of the problems of the miniature city."""

from __future__ import annotations

import json
import os
import sys

import pytest

from generator.cli.ci_formats import FORMATS

TRAM = "content/measures/02-tram.md"


@pytest.fixture
def report(run):
    """What `check` writes to the standard output in a format."""

    def check(form):
        result = run("check", "--format", form)
        return result.exit_code, result.stdout

    return check


def test_github_shows_a_problem_beside_its_line(edit, report):
    edit(TRAM, "goal: Y", "goal: 100%, Q")

    assert report("github") == (
        1,
        f'::error file={TRAM},line=3,col=7::"100%25, Q" is not a goal. Use one of X (Clean energy), Y (Sustainable travel).\n',
    )


def test_github_shows_ten_and_the_last_tells_of_the_rest(city, report):
    for number in range(12):
        (city.content / "measures" / f"no_{number:02}.txt").write_text("x")
    code, output = report("github")
    lines = output.splitlines()

    assert code == 1
    assert len(lines) == 10
    assert lines[0].startswith("::error file=content/measures/no_00.txt::")
    assert lines[-1] == "::error::There are 3 more. The log has all of them."


def test_gitlab_knows_a_problem_again_when_its_line_moves(edit, report):
    edit(TRAM, "goal: Y", "goal: Q")
    (first,) = json.loads(report("gitlab")[1])
    edit(TRAM, "number: 2\n", "# A comment\nnumber: 2\n")
    (second,) = json.loads(report("gitlab")[1])

    assert (first["location"], second["location"]) == (
        {"path": TRAM, "lines": {"begin": 3}},
        {"path": TRAM, "lines": {"begin": 4}},
    )
    assert first["fingerprint"] == second["fingerprint"]
    assert first["description"] == '"Q" is not a goal. Use one of X (Clean energy), Y (Sustainable travel).'


def test_gitlab_tells_equal_problems_of_a_file_apart(edit, report):
    edit(TRAM, "title_sv: Spårvagn till hamnen\n", "title_sv: ''\n")
    edit(TRAM, "title_en: A tram to the harbour\n", "title_en: a\ntitle_en: b\ntitle_en: b\n")
    issues = json.loads(report("gitlab")[1])

    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 3


def test_json_has_all_of_a_problem_in_the_language_of_the_editors(edit, run):
    edit(TRAM, "goal: Y", "goal: Q")
    (problem,) = json.loads(run("check", "--format", "json").stdout)
    (swedish,) = json.loads(run("--language", "sv", "check", "--format", "json").stdout)

    message = problem.pop("message")
    assert problem == {"kind": "problem", "file": TRAM, "line": 3, "column": 7, "quote": "goal: Q"}
    assert swedish["message"] != message


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
@pytest.mark.parametrize("folder", ["", "measures/"])
@pytest.mark.parametrize("form", FORMATS)
def test_a_file_whose_name_is_no_text_is_told_with_a_question_mark(city, report, form, folder):
    (city.content / folder / os.fsdecode(b"follow-up\xff.yaml")).write_text("", encoding="utf-8")
    exit_code, output = report(form)

    assert exit_code == 1
    assert f"content/{folder}follow-up?.yaml" in output


@pytest.mark.parametrize(("form", "output"), [("github", ""), ("gitlab", "[]\n"), ("json", "[]\n")])
def test_without_problems_a_report_is_empty(report, form, output):
    assert report(form) == (0, output)


def test_a_report_leaves_the_words_for_the_editor_where_they_were(edit, run):
    edit(TRAM, "goal: Y", "goal: Q")

    assert run("check", "--format", "json").stderr == run("check").stderr
