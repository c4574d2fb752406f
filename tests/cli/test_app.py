"""The commands as an editor and a build server run them."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from project import COMMAND, ENVIRONMENT, NO_TERMINAL, run_in_terminal, tree


def test_build_writes_the_site_and_says_so_in_one_line(run):
    result = run("build")

    assert result.exit_code == 0
    assert result.output.startswith("42 pages in 2 languages, ")
    assert result.output.endswith("s: site\n")
    assert Path("site/en/measures/tram/index.html").is_file()


def test_build_says_how_many_files_an_edit_changed(run, edit):
    run("build")
    edit("content/measures/02-tram.md", "How does one get", "How can one get")

    assert re.fullmatch(r"\d+ of \d+ files changed, [\d.]+ s: site\n", run("build").output)


def test_build_with_problems_leaves_the_site_as_it_was(run, edit):
    run("build")
    before = tree(Path("site"))
    edit("content/measures/02-tram.md", "goal: Y", "goal: Q")
    result = run("build")

    assert result.exit_code == 1
    assert result.output == (
        'content/measures/02-tram.md:3:7: "Q" is not a goal. Use one of X (Clean energy), Y (Sustainable travel).\n'
        "    goal: Q\n"
        "          ^\n"
        "1 problem to fix. The site was not changed.\n"
    )
    assert tree(Path("site")) == before


def test_check_finds_what_build_would_and_writes_nothing(run, edit):
    before = tree(Path())
    assert run("check").exit_code == 0
    assert tree(Path()) == before

    edit("content/measures/02-tram.md", "goal: Y", "goal: Q")
    assert run("check").output == run("build").output


def test_new_writes_a_valid_draft_and_says_where(run):
    result = run("new", "Ny åtgärd: cyklar", "New “measure”")

    assert result.exit_code == 0
    assert "content/measures/03-ny-atgard-cyklar.md" in result.output
    assert run("check").exit_code == 0
    assert run("new", "Ny åtgärd: cyklar", "New “measure”").exit_code == 0
    assert Path("content/measures/04-ny-atgard-cyklar-2.md").is_file()


@pytest.mark.parametrize("titles", [["Bara en"], ["En", " "], ["a", "b", "c"]])
def test_new_wants_a_title_for_each_language(run, titles):
    result = run("new", *titles)

    assert result.exit_code == 2
    assert result.output == "Give one title for each language, in this order: sv, en.\n"


@pytest.mark.parametrize("output", ["", "~/site", "/", ".", "..", "content", "content/site", "templates", ".git"])
def test_an_output_folder_that_would_harm_is_refused(run, output):
    before = tree(Path())
    result = run("build", "--output", output)

    assert result.exit_code == 2
    assert tree(Path()) == before


def test_a_base_address_is_checked(run):
    assert run("build", "--base-url", "porvoo").exit_code == 2
    assert run("build", "--base-url", "https://x.example/plan").exit_code == 0
    assert 'href="https://x.example/plan/en/"' in Path("site/en/index.html").read_text(encoding="utf-8")
    assert 'href="/plan/en/"' in Path("site/en/404.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "address",
    ["https://x.example/../y", 'https://x.example/"><b>', "https://x.example/\udcff", "https://x.example/a b"],
)
def test_a_base_address_that_is_none_is_refused(run, address):
    assert run("build", "--base-url", address).exit_code == 2
    assert not Path("site").exists()


@pytest.mark.parametrize("title", ["a\udcff", "a\x01b", "a" * 301])
def test_new_refuses_a_title_that_no_file_could_hold(run, title):
    before = tree(Path())

    assert run("new", title, "New").exit_code == 2
    assert tree(Path()) == before


def test_outside_a_project_the_commands_say_where_to_go(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path.parent)

    assert run("check").output == (
        "content: The folder is missing. Run the command in the folder of the project, or put the folder back.\n"
        "1 problem to fix. The site was not changed.\n"
    )


def test_control_characters_in_a_file_name_do_not_reach_the_terminal(run):
    Path("content/measures/\x1b[31mred.md").write_text("x")

    assert "\x1b" not in run("check").output


def build(folder: Path, **environment: str) -> None:
    subprocess.run([*COMMAND, "build"], cwd=folder, check=True, env={**ENVIRONMENT, **environment})


def test_the_same_content_gives_the_same_bytes_anywhere(city, tmp_path, tmp_path_factory):
    other = tmp_path_factory.mktemp("elsewhere") / "project"
    shutil.copytree(tmp_path, other)
    build(tmp_path, TZ="Pacific/Kiritimati", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    old = os.umask(0o077)
    try:
        build(other, TZ="America/Anchorage", LC_ALL="C", PYTHONHASHSEED="2", PYTHONUTF8="0")
    finally:
        os.umask(old)

    assert tree(tmp_path / "site") == tree(other / "site")


def add_measures(content: Path, count: int) -> None:
    """Add measures, so that a build takes longer."""
    tram = (content / "measures/02-tram.md").read_text(encoding="utf-8")
    for number in range(3, count + 3):
        text = tram.replace("number: 2", f"number: {number}").replace("slug_sv: sparvagn", f"slug_sv: s{number}")
        text = text.replace("slug_en: tram", f"slug_en: t{number}")
        (content / f"measures/{number}-x.md").write_text(text, encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a program without asking it")
def test_a_terminated_build_leaves_nothing_behind(city, tmp_path):
    build(tmp_path)
    before = tree(tmp_path / "site")
    add_measures(city.content, 400)
    with subprocess.Popen([*COMMAND, "build"], cwd=tmp_path, env=ENVIRONMENT, stderr=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 20
        while not list(tmp_path.glob(".site.staging-*/*")) and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        process.wait(20)

    assert process.returncode == 143
    assert tree(tmp_path / "site") == before
    assert list(tmp_path.glob(".site.staging-*")) == []


@NO_TERMINAL
def test_a_terminal_is_asked_for_the_titles_of_a_measure(city, tmp_path):
    output = run_in_terminal(tmp_path, "new", typed="Nytt\nNew\n")

    assert "Title (På svenska): " in output
    assert Path("content/measures/03-nytt.md").is_file()


@NO_TERMINAL
def test_a_terminal_is_asked_what_is_known_of_the_first_year(city, tmp_path):
    run_in_terminal(tmp_path, "edition", "2026", "--yes", typed="Den första planen.\n\n\n")

    assert Path("content/editions/2026.md").read_text(encoding="utf-8").splitlines()[2::3] == [
        'adopted: "?"',
        "description_sv: Den första planen.",
    ]
    assert 'description_en: "?"' in Path("content/editions/2026.md").read_text(encoding="utf-8")


@NO_TERMINAL
def test_a_terminal_is_asked_why_a_measure_is_gone(city, tmp_path):
    shutil.copytree(city.content, tmp_path / "old")
    Path("content/measures/02-tram.md").unlink()
    output = run_in_terminal(tmp_path, "record", "old", "--yes", typed="30.1.2026\nDyrt\nToo dear\n")

    assert "Spårvagn till hamnen – Why? (In English): " in output
    assert Path("content/withdrawn.yaml").read_text(encoding="utf-8").splitlines()[2::5] == [
        "  date: 2026-01-30",
        "  reason_sv: Dyrt",
    ]


def test_a_port_that_is_taken_is_wrong_usage(city, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = subprocess.run(
            [*COMMAND, "serve", "--port", port], cwd=tmp_path, env=ENVIRONMENT, stderr=subprocess.PIPE, check=False
        )

    assert result.returncode == 2
    assert result.stderr.decode() == f"Port {port} is already in use. Choose another one with --port.\n"


def test_a_content_folder_that_is_a_file_or_missing_is_a_problem(run):
    Path("notes").write_text("")

    assert run("--content", "notes", "check").exit_code == 1
    assert run("--content", "nowhere", "build").exit_code == 1


def test_the_site_does_not_go_into_a_content_folder_of_another_name(run):
    Path("content").rename("demo")

    assert run("--content", "demo", "build", "--output", "demo/site").exit_code == 2
    assert run("--content", "demo", "build", "--output", "content/site").exit_code == 2
    assert run("--content", "demo", "build").exit_code == 0


def test_the_help_is_in_the_language_of_the_editor(run):
    finnish, swedish = (run("--language", language, "import", "--help").output for language in ("fi", "sv"))

    assert finnish.startswith("Käyttö: ")
    assert "[VALITSIMET] TIEDOSTO\n\n  Tuo toimenpiteet taulukosta.\n" in finnish
    assert "\n\nValitsimet:\n" in finnish
    assert swedish.startswith("Användning: ")
    assert "[ALTERNATIV] FIL\n\n  Importera åtgärder från en tabell.\n" in swedish


def test_the_list_of_commands_is_in_the_language_of_the_environment(run, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "sv")
    result = run("--content", "nowhere", "--help")

    assert "\nKommandon:\n  accept        Godkänn översättningarna som de nu är.\n" in result.output
    assert os.environ["LANGUAGE"] == "sv"
