"""What is kept from run to run is used only while it is whole, and nothing needs it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator import disk_cache


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for the entries."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "tiekartta"


def test_what_was_made_is_read_in_the_next_run():
    disk_cache.get_or_create("one", lambda: b"first")

    assert disk_cache.get_or_create("one", lambda: b"second") == b"first"


def test_a_damaged_entry_is_made_anew(folder):
    disk_cache.write("one", b"first")
    (folder / "one").write_bytes((folder / "one").read_bytes()[:-1] + b"?")

    assert disk_cache.get_or_create("one", lambda: b"second") == b"second"
    assert disk_cache.read("one") == b"second"


def test_an_entry_that_was_cut_off_is_none(folder):
    disk_cache.write("one", b"first")
    (folder / "one").write_bytes(b"")

    assert disk_cache.read("one") is None


def test_nothing_is_kept_where_the_folder_cannot_be_written(folder):
    folder.write_bytes(b"a file in its place")

    assert disk_cache.get_or_create("one", lambda: b"first") == b"first"
    assert disk_cache.read("one") is None


def test_nothing_is_left_of_what_a_full_disk_did_not_take(folder):
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        disk_cache.write("one", bytes(1_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert list(folder.iterdir()) == []


def test_what_was_not_read_for_a_month_is_deleted(folder):
    disk_cache.write("old", b"")
    disk_cache.write("new", b"")
    os.utime(folder / "old", (0, 0))
    disk_cache._delete_unused.cache_clear()

    disk_cache.write("newest", b"")

    assert sorted(file.name for file in folder.iterdir()) == ["new", "newest"]


def test_parts_of_a_key_are_told_apart():
    assert disk_cache.key_of("ab", "c") != disk_cache.key_of("a", "bc")
