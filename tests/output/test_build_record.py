"""A site that still is what it would be made to be is left as it is, and every other is made anew."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from project import ROOT, tree
from site_writing import write_site

from generator.output.inputs import Inputs, read_inputs, versions
from generator.output.site_folder import is_site

UP_TO_DATE = 'Nothing has changed: the site in "site" is up to date.\n'
RECORD = Path(".site.record")
COMMAND = [sys.executable, "-m", "generator"]
ON_WINDOWS = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither such rights nor such pipes")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def inputs_of(content: Path, *theme: Path, choices: Sequence[str] = ()) -> Inputs | None:
    return read_inputs(content, content / "measures", theme, choices)


def content_print(content: Path, *theme: Path, choices: Sequence[str] = ()) -> str:
    found = inputs_of(content, *theme, choices=choices)
    assert found is not None
    return found.content


@pytest.fixture
def built(run):
    """The city, built once."""
    assert run("build").exit_code == 0
    return tree(Path("site"))


def test_a_site_of_which_nothing_changed_is_left_as_it_is(run, built):
    folder = Path("site").stat().st_ino

    assert run("build").output == UP_TO_DATE
    assert tree(Path("site")) == built
    assert Path("site").stat().st_ino == folder


@pytest.mark.parametrize(
    "path",
    [
        "content/measures/02-tram.md",
        "content/theme/templates/words/en.yaml",
        "templates/components/term_list.html",
        "static/css/base.css",
        "static/js/search.js",
    ],
)
def test_whatever_changed_the_site_is_what_it_would_have_been_without_the_first(run, built, override, path):
    path = path if path.startswith("content") else override(path)
    with Path(path).open("a", encoding="utf-8") as file:
        file.write("\n")

    assert "files changed" in run("build").output
    again = tree(Path("site"))
    shutil.rmtree("site")
    RECORD.unlink()
    assert run("build").output.startswith("42 pages")
    assert tree(Path("site")) == again


def test_an_edited_title_is_on_every_page_that_shows_it(run, built, edit):
    edit("content/measures/02-tram.md", "tram to the harbour", "tram to the quay")

    assert run("build").output.startswith("42 of 174 files changed")
    showed = {path for path, content in built.items() if path.endswith(".html") and b"tram to the harbour" in content}
    site = tree(Path("site"))
    assert len(showed) > 4
    assert {path for path in showed if b"tram to the quay" in site[path]} == showed
    assert {path for path, content in site.items() if b"tram to the harbour" in content} == set()


def test_a_file_that_is_only_newer_or_back_as_it_was_changes_nothing(run, built):
    file = Path("content/measures/02-tram.md")
    text = file.read_bytes()
    file.write_bytes(text + b"\n")
    file.write_bytes(text)
    os.utime(file, (1, 1))

    assert run("build").output == UP_TO_DATE


def test_another_address_is_another_site(run, built):
    assert "files changed" in run("build", "--base-url", "https://city.example/").output
    assert run("build", "--base-url", "https://city.example/").output == UP_TO_DATE
    assert "files changed" in run("build").output
    assert tree(Path("site")) == built


def make_link(page: Path) -> None:
    shutil.copy(page, "page.html")
    page.unlink()
    page.symlink_to(Path("page.html").resolve())


def make_pipe(page: Path) -> None:
    page.unlink()
    os.mkfifo(page)


@pytest.mark.parametrize(
    "harm",
    [
        Path.unlink,
        lambda page: page.write_bytes(b""),
        make_link,
        pytest.param(lambda page: page.chmod(0o600), marks=ON_WINDOWS),
        pytest.param(make_pipe, marks=ON_WINDOWS),
    ],
)
def test_a_site_that_was_harmed_is_made_anew(run, built, harm):
    page = Path("site/en/index.html")
    harm(page)

    assert run("build").output.startswith("42 pages")
    assert tree(Path("site")) == built
    assert page.lstat().st_mode == Path("site/en/404.html").lstat().st_mode


@pytest.mark.parametrize("path", ["measures/new", "editions", "measures/__pycache__"])
def test_an_empty_folder_that_is_a_problem_is_one_after_a_build_too(run, built, path):
    Path("content", path).mkdir()

    result = run("build")
    assert result.exit_code == 1
    assert result.output.startswith(f"content/{path}: ")


def test_a_site_of_another_content_with_the_same_mark_is_made_anew(run, built):
    """As where two builds of one folder ended at the same time."""
    write_site([("index.html", b"another")], Path("site"))

    assert run("build").output.startswith("42 pages")
    assert tree(Path("site")) == built


def test_a_foreign_file_is_told_as_ever(run, built):
    Path("site/notes.txt").write_text("mine", encoding="utf-8")

    assert "notes.txt" in run("build").output
    assert Path("site/notes.txt").exists()


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b"0  0\n", b"only one\n"])
def test_the_mark_may_be_deleted_or_spoilt(run, built, content):
    RECORD.unlink()
    if content is not None:
        RECORD.write_bytes(content)

    assert run("build").output.startswith("42 pages")
    assert run("build").output == UP_TO_DATE


@ON_WINDOWS
@pytest.mark.parametrize("is_undone", [False, True])
def test_what_is_saved_during_a_build_is_built_next_time(run, is_undone):
    """Also what is as it was again, so that nobody could see that the site is of something else."""
    address = ("--base-url", "https://city.example/")
    run("build", *address)
    sitemap = Path("site/sitemap.xml").read_bytes()
    shutil.rmtree("site")
    RECORD.unlink()
    os.mkfifo("published.xml")
    file = Path("content/measures/02-tram.md")
    text = file.read_bytes()
    command = [*COMMAND, "build", *address, "--published", "published.xml"]
    # A build that has read the content waits for the sitemap.
    with subprocess.Popen(command, env=ENVIRONMENT) as process, Path("published.xml").open("wb") as pipe:
        file.write_bytes(text.replace(b"tram to the harbour", b"tram to the quay"))
        if is_undone:
            file.write_bytes(text)
        pipe.write(sitemap)

    assert process.returncode == 0
    assert "tram to the harbour" in Path("site/en/measures/tram/index.html").read_text(encoding="utf-8")
    assert not RECORD.exists()
    assert run("build", *address).output.startswith("42 pages")


def test_whoever_looks_at_a_site_waits_for_who_writes_it(tmp_path):
    output = tmp_path / "site"
    manifest = write_site([("index.html", b"old")], output)
    looked: list[str | bool] = []

    def files():
        looker.start()
        # Long enough to have looked, were there nothing to wait for.
        looker.join(0.3)
        looked.append("written")
        yield "index.html", b"new"

    looker = threading.Thread(target=lambda: looked.append(is_site(output, manifest, "")))
    write_site(files(), output)
    looker.join()

    assert looked == ["written", False]


def test_a_sitemap_to_keep_is_always_looked_at(run, city, edit):
    run("build", "--base-url", "https://city.example/")
    shutil.copy("site/sitemap.xml", "published.xml")
    edit("published.xml", "<loc>https://city.example/en/measures/tram/</loc>", "<loc>https://city.example/gone/</loc>")

    result = run("build", "--base-url", "https://city.example/", "--published", "published.xml")
    assert (result.exit_code, "/gone/" in result.output) == (1, True)


def test_a_place_where_no_mark_can_be_written_only_costs_time(run, city):
    RECORD.mkdir()

    assert run("build").output.startswith("42 pages")
    assert run("build").output.startswith("42 pages")


def test_a_project_with_a_link_in_it_is_always_built(run, city):
    """What is behind a link may change unseen."""
    Path("elsewhere").mkdir()
    Path("content/linked").symlink_to(Path("elsewhere").resolve())

    assert inputs_of(city.content) is None
    run("build")
    assert not RECORD.exists()


def test_the_fingerprint_tells_names_contents_and_their_borders(tmp_path):
    prints = []
    for files in (
        {"a": "1", "b": "2"},
        {"a": "2", "b": "1"},
        {"a": "1", "c": "2"},
        {"a": "1\nb\n1\n2"},
        {"a": "1"},
        {"a": "1", "b": ""},
        {"in/a": "1", "b": "2"},
        {},
        {"in/": ""},
        {"in": ""},
        {"in": "folder"},
    ):
        folder = tmp_path / str(len(prints))
        (folder / "measures").mkdir(parents=True)
        for name, text in files.items():
            path = folder / name
            (path if name.endswith("/") else path.parent).mkdir(exist_ok=True)
            if not path.is_dir():
                path.write_text(text, encoding="utf-8")
        prints.append(content_print(folder))

    first = tmp_path / "0"
    assert len(set(prints)) == len(prints)
    assert content_print(first, choices=["https://city.example/"]) != prints[0] == content_print(first)
    assert content_print(first, tmp_path / "7") != content_print(tmp_path / "7", first)


def test_the_fingerprint_tells_python_and_every_package(tmp_path):
    (tmp_path / "extra-1.0.dist-info").mkdir()
    (tmp_path / "content" / "measures").mkdir(parents=True)
    code = """if True:
        from pathlib import Path
        from generator.output.inputs import read_inputs
        print(read_inputs(Path("content"), Path("content/measures"), [], []).content)
    """
    environment = {**ENVIRONMENT, "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"}
    command = [sys.executable, "-c", code]
    with_package = subprocess.run(
        command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout.strip()

    assert sys.version in versions()
    assert any(version.startswith(("markdown-", "Markdown-")) for version in versions())
    assert with_package != content_print(tmp_path / "content")


def test_a_folder_that_is_not_there_has_no_fingerprint(tmp_path):
    assert inputs_of(tmp_path / "none") is None
