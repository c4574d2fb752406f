"""What the watcher of the preview notices of a real folder, and how soon."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.preview import watcher
from generator.preview.watcher import FolderWatcher

# As the preview does.
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning:watchdog")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two measures."""
    folder = tmp_path / "content"
    (folder / "measures").mkdir(parents=True)
    for name in ("tram", "ferry"):
        (folder / "measures" / f"{name}.md").write_text(name)
    return folder


def times_noticed(folder: Path, *changes: Callable[[], object]) -> int:
    """Make changes one after another, each after the watcher has noticed the one before, and count what it noticed."""
    calls = 0

    async def make_changes() -> None:
        noticed = asyncio.Event()

        def changed() -> None:
            nonlocal calls
            calls += 1
            noticed.set()

        with FolderWatcher([folder], changed):
            for change in changes:
                noticed.clear()
                change()
                await asyncio.wait_for(noticed.wait(), 30)
            await asyncio.sleep(0.05)

    asyncio.run(make_changes())
    return calls


def test_a_saved_file_is_noticed_at_once(folder, monkeypatch):
    monkeypatch.setattr(watcher, "_SLOW_SECONDS", 3600)
    tram = folder / "measures/tram.md"

    assert times_noticed(folder, lambda: tram.write_text("tram again"), lambda: tram.write_text("and again")) == 2


def test_a_save_by_renaming_is_one_change(folder):
    def save() -> None:
        (folder / "measures/.tram.md.swp").write_text("tram again")
        (folder / "measures/tram.md").rename(folder / "measures/tram.md~")
        (folder / "measures/.tram.md.swp").rename(folder / "measures/tram.md")
        (folder / "measures/tram.md~").unlink()

    assert times_noticed(folder, save) == 1


def test_a_new_a_renamed_and_a_deleted_file_are_noticed(folder):
    new = folder / "measures/bus.md"

    assert (
        times_noticed(
            folder,
            lambda: new.write_text("bus"),
            lambda: new.rename(folder / "measures/coach.md"),
            (folder / "measures/coach.md").unlink,
        )
        == 3
    )


def test_files_in_folders_that_appear_later_are_noticed(folder):
    css = folder / "theme/static/css/city.css"

    def add_theme() -> None:
        css.parent.mkdir(parents=True)
        css.write_text("body {}")

    assert times_noticed(folder, add_theme, lambda: css.write_text("p {}"), lambda: shutil.rmtree(css.parent)) == 3


def test_a_folder_within_that_is_replaced_is_one_change_and_watched_still(folder):
    def replace() -> None:
        shutil.copytree(folder / "measures", folder / "new")
        shutil.rmtree(folder / "measures")
        (folder / "new").rename(folder / "measures")

    assert times_noticed(folder, replace, lambda: (folder / "measures/tram.md").write_text("again")) == 2


def test_the_whole_folder_that_is_replaced_is_watched_still(folder, monkeypatch):
    monkeypatch.setattr(watcher, "_SLOW_SECONDS", 0.1)

    def restore() -> None:
        folder.with_name("old").rename(folder)
        (folder / "measures/bus.md").write_text("bus")

    assert (
        times_noticed(
            folder,
            lambda: folder.rename(folder.with_name("old")),
            restore,
            lambda: (folder / "measures/tram.md").write_text("again"),
        )
        == 3
    )


def test_a_folder_that_is_not_there_yet_is_noticed_when_it_comes(folder, monkeypatch):
    monkeypatch.setattr(watcher, "_SLOW_SECONDS", 0.1)
    later = folder.with_name("later")

    assert times_noticed(later, lambda: folder.rename(later)) == 1


def test_a_system_that_tells_nothing_is_looked_at_slowly(folder, monkeypatch):
    monkeypatch.setattr(watcher, "_SLOW_SECONDS", 0.1)
    monkeypatch.setattr(watcher, "_EVENTS", [])

    assert times_noticed(folder, lambda: (folder / "measures/tram.md").write_text("again")) == 1


def test_what_programs_leave_beside_files_is_no_change(folder):
    def leave() -> None:
        (folder / "measures/.tram.md.swp").write_text("tra")
        (folder / ".obsidian").mkdir()
        (folder / ".obsidian/workspace.json").write_text("{}")

    async def stay() -> list[str]:
        changes: list[str] = []
        with FolderWatcher([folder], lambda: changes.append("changed")):
            leave()
            await asyncio.sleep(0.1)
        return changes

    assert asyncio.run(stay()) == []


def test_no_thread_is_left(folder):
    before = threading.active_count()
    times_noticed(folder, lambda: (folder / "measures/tram.md").write_text("again"))

    assert threading.active_count() == before
