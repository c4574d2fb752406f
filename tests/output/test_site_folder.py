"""The finished site takes the place of the old one, or nothing happens."""

import errno
import hashlib
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from project import ROOT
from site_writing import write_site

from generator.diagnostics import ContentError, Diagnostic, Location, UserError
from generator.i18n import _
from generator.output import site_folder
from generator.output.atomic_write import WriteFailed
from generator.output.site_folder import MANIFEST, check_output

OLD = {"index.html": b"old", "sv/index.html": b"gammal", "css/a.css": b"a{}"}
NEW = {"index.html": b"new", "css/a.css": b"a{}", "fi/uusi/index.html": b"uusi"}
LONG_AGO = 1_000_000_000_123_456_789


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    for part in ("content/measures", "templates", "static", "generator", "tests", "docs", ".git"):
        (folder / part).mkdir(parents=True)
    return folder


@pytest.fixture
def output(project: Path) -> Path:
    """A site of an earlier build, each file of it old."""
    folder = project / "site"
    write_site(OLD.items(), folder)
    for path in folder.rglob("*"):
        os.utime(path, ns=(LONG_AGO, LONG_AGO))
    return folder


@pytest.fixture
def without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that cannot swap two folders in one step."""
    monkeypatch.setattr(site_folder, "_exchange", lambda *_folders: False)


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file of the folder: its bytes and its time."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def pages(folder: Path) -> dict[str, bytes]:
    return {path: content for path, (content, _) in tree(folder).items() if path != MANIFEST}


def leftovers(output: Path) -> list[str]:
    """What lies beside the site and should not; the lock stays for the next build."""
    beside = {path.name for path in output.parent.glob(f".{output.name}.*")}
    return sorted(beside - {f".{output.name}.lock"})


def interrupted(raised: BaseException) -> Iterator[tuple[str, bytes]]:
    yield "index.html", b"new"
    raise raised


def refusal(output: Path, project: Path) -> str:
    with pytest.raises(UserError) as refused:
        check_output(output, project, project / "content")
    return str(refused.value.message)


def start(code: str, output: Path) -> subprocess.Popen[str]:
    """Another process that runs the code, with the folder as `output`."""
    head = "import os, sys, time\nsys.path.insert(0, 'tests')\nfrom pathlib import Path\nfrom generator.output import site_folder\nfrom generator.output.atomic_write import WriteFailed\nfrom site_writing import write_site\noutput = Path(sys.argv[1])\n"
    command = [sys.executable, "-c", head + textwrap.dedent(code), str(output)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def kill_when_it_speaks(process: subprocess.Popen[str]) -> None:
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "now\n"
        process.kill()


def test_the_files_and_the_missing_parents_are_written(tmp_path: Path) -> None:
    output = tmp_path / "a" / "b" / "site"

    manifest = write_site(NEW.items(), output)

    assert manifest == hashlib.sha256((output / MANIFEST).read_bytes()).hexdigest()
    assert pages(output) == NEW
    assert leftovers(output) == []


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()

    write_site(NEW.items(), tmp_path / "site")

    assert pages(tmp_path / "site") == NEW


def test_a_relative_path_is_meant_from_where_the_build_began(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wandering() -> Iterator[tuple[str, bytes]]:
        os.chdir("/")
        yield "index.html", b"new"

    monkeypatch.chdir(tmp_path)
    write_site(wandering(), Path("site"))

    assert pages(tmp_path / "site") == {"index.html": b"new"}


def test_a_page_that_is_no_more_goes_away(output: Path) -> None:
    write_site(NEW.items(), output)

    assert pages(output) == NEW
    assert not (output / "sv").exists()
    assert leftovers(output) == []


@pytest.mark.parametrize(
    "raised",
    [
        ContentError([Diagnostic(Location("content/site.yaml"), _("No."))]),
        KeyboardInterrupt(),
        SystemExit(1),
        RuntimeError(),
        OSError(errno.ENOSPC, "of the reader's, not ours"),
    ],
    ids=lambda raised: type(raised).__name__,
)
def test_whatever_is_raised_midway_leaves_the_old_site_whole(output: Path, raised: BaseException) -> None:
    before = tree(output)

    with pytest.raises(type(raised)):
        write_site(interrupted(raised), output)

    assert tree(output) == before
    assert leftovers(output) == []


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../x", "a//x", "./x", "", "a\\x", "C:x", "a\nx", MANIFEST])
def test_a_path_that_leaves_the_site_is_a_programmers_mistake(output: Path, path: str) -> None:
    before = tree(output)

    with pytest.raises(ValueError, match="is not a path within the site"):
        write_site([(path, b"")], output)

    assert tree(output) == before


def test_a_killed_build_leaves_the_old_site_whole_and_the_next_one_cleans_up(output: Path) -> None:
    before = tree(output)
    code = """
        def files():
            yield "index.html", b"half"
            print("now", flush=True)
            time.sleep(60)
        write_site(files(), output)
    """

    kill_when_it_speaks(start(code, output))
    assert tree(output) == before
    assert len(leftovers(output)) == 1

    write_site(NEW.items(), output)
    assert pages(output) == NEW
    assert leftovers(output) == []


def test_the_staging_of_another_site_is_left_alone(output: Path) -> None:
    other = output.with_name(".site.staging-two.staging-abcd1234")
    other.mkdir()

    write_site(NEW.items(), output)

    assert other.is_dir()


def test_two_builds_at_once_wait_for_each_other(tmp_path: Path) -> None:
    output = tmp_path / "site"
    code = """
        def files():
            for number in range(100):
                yield f"{number}.html", str(os.getpid()).encode()
                time.sleep(0.001)
        for _ in range(3):
            write_site(files(), output)
    """

    builds = [start(code, output) for _ in range(3)]
    for build in builds:
        build.communicate(timeout=60)

    assert [build.returncode for build in builds] == [0, 0, 0]
    assert len(pages(output)) == 100
    assert len(set(pages(output).values())) == 1
    assert leftovers(output) == []


def test_an_unchanged_file_keeps_its_time_and_a_changed_one_does_not(output: Path) -> None:
    write_site(NEW.items(), output)

    kept = {path for path, (_, time) in tree(output).items() if time == LONG_AGO}
    assert kept == {"css/a.css"}


def test_the_same_site_again_changes_no_time(output: Path) -> None:
    before = tree(output)

    write_site(OLD.items(), output)

    assert tree(output) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_everyone_may_read_the_site_whatever_the_umask(tmp_path: Path) -> None:
    umask = os.umask(0o077)
    try:
        write_site(NEW.items(), tmp_path / "made" / "site")
    finally:
        os.umask(umask)

    made = [tmp_path / "made", *(tmp_path / "made").rglob("*")]
    assert {path.stat().st_mode & 0o777 for path in made if path.is_dir()} == {0o755}
    assert {path.stat().st_mode & 0o777 for path in made if path.is_file() and path.suffix != ".lock"} == {0o644}


def test_the_manifest_satisfies_sha256sum(output: Path) -> None:
    checked = subprocess.run(["sha256sum", "-c", MANIFEST], cwd=output, capture_output=True, text=True, check=True)

    assert checked.stdout == "css/a.css: OK\nindex.html: OK\nsv/index.html: OK\n"


def test_a_disk_without_the_exchange_gets_the_site_too(output: Path, without_exchange: None) -> None:
    write_site(NEW.items(), output)

    assert pages(output) == NEW
    assert leftovers(output) == []


def test_the_old_site_comes_back_when_the_second_rename_fails(
    output: Path, without_exchange: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, rename = tree(output), Path.rename

    def fail_from_staging(self: Path, target: Path) -> Path:
        if ".staging-" in self.name:
            raise OSError(errno.EACCES, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_from_staging)
    with pytest.raises(WriteFailed, match="Permission denied"):
        write_site(NEW.items(), output)

    assert tree(output) == before
    assert leftovers(output) == []


def test_a_build_killed_between_the_two_renames_is_repaired(output: Path) -> None:
    before = tree(output)
    code = """
        rename = Path.rename
        def stop_after_first(self, target):
            rename(self, target)
            print("now", flush=True)
            time.sleep(60)
        site_folder._exchange, Path.rename = lambda staging, target: False, stop_after_first
        write_site([("index.html", b"new")], output)
    """

    kill_when_it_speaks(start(code, output))
    assert not output.exists()

    with pytest.raises(KeyboardInterrupt):
        write_site(interrupted(KeyboardInterrupt()), output)
    assert tree(output) == before
    assert leftovers(output) == []


def test_an_old_site_left_beside_the_new_one_is_removed(output: Path) -> None:
    write_site(OLD.items(), output.with_name(".site.previous"))

    write_site(NEW.items(), output)

    assert not output.with_name(".site.previous").exists()


def update(output: Path, files: dict[str, bytes], removed: set[str]) -> None:
    """Moves files into the site of OLD, and removes others."""
    sums = {path: hashlib.sha256(content).hexdigest() for path, content in OLD.items() if path not in removed}
    with site_folder.site_folder(output) as folder, folder.staging(sums) as staging:
        sums |= {path: staging.write(path, content) for path, content in files.items()}
        folder.update(staging, sums, removed)


def test_an_update_moves_what_is_new_and_leaves_the_rest_alone(output: Path) -> None:
    kept = (output / "css/a.css").stat().st_ino

    update(output, {"index.html": b"new", "css/a.css": b"a{}", "fi/uusi/index.html": b"uusi"}, {"sv/index.html"})

    assert pages(output) == NEW
    assert (output / "css/a.css").stat().st_ino == kept
    assert not (output / "sv").exists()
    assert leftovers(output) == []
    subprocess.run(["sha256sum", "--quiet", "-c", MANIFEST], cwd=output, check=True)


@pytest.mark.parametrize(
    ("new", "removed"),
    [("sv/index.html/index.html", "sv/index.html"), ("sv", "sv/index.html"), ("SV/index.html", "sv/index.html")],
)
def test_an_update_of_names_that_clash_is_a_new_folder(output: Path, new: str, removed: str) -> None:
    before = tree(output)
    update(output, {new: b"new"}, {removed})

    assert pages(output) == {"index.html": b"old", "css/a.css": b"a{}", new: b"new"}
    assert {path: tree(output)[path] for path in ("index.html", "css/a.css")}.items() <= before.items()
    assert leftovers(output) == []


def test_an_update_that_is_killed_is_finished_by_the_next_build(output: Path) -> None:
    code = """
        import hashlib
        replace = Path.replace
        def stop_after_first(self, target):
            replace(self, target)
            if ".staging-" in str(self):
                print("now", flush=True)
                time.sleep(60)
        Path.replace = stop_after_first
        sums = {"css/a.css": hashlib.sha256(b"a{}").hexdigest()}
        with site_folder.site_folder(output) as folder, folder.staging() as staging:
            for path, content in (("index.html", b"new"), ("fi/uusi/index.html", b"uusi")):
                sums[path] = staging.write(path, content)
            folder.update(staging, sums, {"sv/index.html"})
    """

    kill_when_it_speaks(start(code, output))
    assert pages(output) == {**OLD, "fi/uusi/index.html": b"uusi"}

    with pytest.raises(KeyboardInterrupt):
        write_site(interrupted(KeyboardInterrupt()), output)
    assert pages(output) == NEW
    assert leftovers(output) == []


@pytest.mark.parametrize(
    "lines", ["", "x", ".site.staging-abcd1234\n-../mine.txt\n+../../mine.txt\n-/mine.txt", "../mine\n-index.html"]
)
def test_a_list_of_moves_that_we_did_not_write_moves_nothing(output: Path, lines: str) -> None:
    mine = output.with_name("mine.txt")
    mine.write_text("mine", encoding="utf-8")
    (output.with_name(".site.staging-abcd1234")).mkdir()
    output.with_name(".site.moves").write_text(lines, encoding="utf-8")

    with site_folder.site_folder(output):
        assert pages(output) == OLD

    assert mine.read_text(encoding="utf-8") == "mine"
    assert leftovers(output) == []


def test_a_folder_that_only_has_the_name_of_an_old_site_is_kept(output: Path) -> None:
    mine = output.with_name(".site.previous")
    mine.mkdir()
    (mine / "mine.txt").write_text("mine")

    write_site(NEW.items(), output)

    assert (mine / "mine.txt").read_text() == "mine"


def test_a_made_folder_a_free_name_and_an_empty_folder_are_good_places(project: Path, output: Path) -> None:
    (project / "empty").mkdir()
    (output / ".DS_Store").touch()

    for name in ("site", "new/site", "empty"):
        check_output(project / name, project, project / "content")


def test_a_place_that_holds_more_than_the_site_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = project.parent / "home"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))

    for location in (Path("/"), home, project, project.parent, project / "content" / ".."):
        told = f'"{location}" contains more than the site. Name a separate folder, such as "site".'
        assert refusal(location, project) == told


@pytest.mark.parametrize("part", ["content", "templates", "static", "generator", "tests", "docs", ".git"])
def test_a_part_of_the_project_is_refused(project: Path, part: str) -> None:
    for location in (project / part, project / part / "deep" / "site"):
        told = f'"{location}" is a part of the project. Name a separate folder, such as "site".'
        assert refusal(location, project) == told


def test_a_link_to_a_part_of_the_project_does_not_hide_it(project: Path) -> None:
    (project / "link").symlink_to(project / "content")

    assert "is a part of the project" in refusal(project / "link" / "site", project)


def test_a_link_is_refused(project: Path, output: Path) -> None:
    link = project / "link"
    link.symlink_to(output)

    assert refusal(link, project) == f'"{link}" is a link. Name the folder itself.'
    with pytest.raises(UserError, match="is a link"):
        write_site(NEW.items(), link)


def test_a_file_is_refused(project: Path) -> None:
    file = project / "site"
    file.write_text("mine")

    assert refusal(file, project) == f'"{file}" is a file. Name a folder.'
    with pytest.raises(UserError, match="is a file"):
        write_site(NEW.items(), file)


def test_a_folder_that_we_did_not_make_is_refused_and_kept(project: Path) -> None:
    output = project / "thesis"
    output.mkdir()
    (output / "chapter.txt").write_text("mine")

    told = f'"{output}" is not empty and does not contain a site built by this program. Name another folder, or empty this one.'
    assert refusal(output, project) == told
    with pytest.raises(UserError):
        write_site(NEW.items(), output)
    assert pages(output) == {"chapter.txt": b"mine"}


def test_a_foreign_file_in_a_made_folder_is_refused_and_kept(project: Path, output: Path) -> None:
    (output / "sv" / "mine.txt").write_text("mine")
    (output / "z.txt").write_text("mine")
    before = tree(output)

    told = f'"sv/mine.txt" in "{output}" is not a file of the site. Move it elsewhere and build again.'
    assert refusal(output, project) == told
    with pytest.raises(UserError):
        write_site(NEW.items(), output)
    assert tree(output) == before


def test_a_foreign_file_that_comes_during_the_build_is_kept(output: Path) -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"new"
        (output / "mine.txt").write_text("mine")

    with pytest.raises(UserError):
        write_site(files(), output)

    assert pages(output) == OLD | {"mine.txt": b"mine"}


def test_a_parent_that_is_a_file_is_told_in_words(project: Path) -> None:
    (project / "file").write_text("mine")

    with pytest.raises(
        WriteFailed, match=r'file/site" could not be written: .*\. Make sure that there is enough space'
    ):
        write_site(NEW.items(), project / "file" / "site")

    assert (project / "file").read_text() == "mine"


def test_a_name_too_long_for_the_disk_is_told_in_words(output: Path) -> None:
    with pytest.raises(WriteFailed, match="File name too long"):
        write_site([("x" * 300, b"")], output)

    assert pages(output) == OLD
    assert leftovers(output) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_file_that_the_disk_does_not_take_is_told_in_words(output: Path) -> None:
    code = """
        import resource, signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        try:
            write_site([("big.html", b"x" * 100_000)], output)
        except WriteFailed as failed:
            print(failed.message)
    """
    before = tree(output)

    told = f'"{output}" could not be written: File too large. Make sure that there is enough space and that you may write there.'
    assert start(code, output).communicate(timeout=60)[0] == told + "\n"
    assert tree(output) == before
    assert leftovers(output) == []
