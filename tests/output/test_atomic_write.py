"""Files are replaced by new ones whole, all of them or those that are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.output.atomic_write import WriteFailed, write_files


def test_files_are_replaced_once_all_of_them_are_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("old")
    (tmp_path / ".b.md.new").mkdir()

    with pytest.raises(WriteFailed) as failure:
        write_files({tmp_path / name: b"new" for name in ("a.md", "b.md")})
    assert str(failure.value) == (
        f'"{tmp_path}/b.md" could not be written: Is a directory. '
        "Make sure that there is enough space and that you may write there. Nothing was written."
    )
    assert {path.name for path in tmp_path.iterdir()} == {"a.md", ".b.md.new"}
    assert (tmp_path / "a.md").read_text() == "old"


def test_a_file_that_cannot_be_replaced_is_named_and_the_others_are_written(tmp_path: Path) -> None:
    (tmp_path / "b.md").mkdir()

    with pytest.raises(WriteFailed) as failure:
        write_files({tmp_path / name: b"new" for name in ("a.md", "b.md", "c.md")})
    assert str(failure.value) == (
        f"2 of 3 files were written. These were not (Is a directory): {tmp_path}/b.md. "
        "Close them where they are open, and run the command again."
    )
    assert {path.name: path.is_file() and path.read_text() for path in tmp_path.iterdir()} == {
        "a.md": "new",
        "b.md": False,
        "c.md": "new",
    }
