"""Where the project is, for tests that run its commands or build its cities."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent
CITIES = ROOT / "tests" / "cities"


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path from there."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def line_of(file: str | Path, text: str) -> int:
    """Return the number of the line on which a text stands that is once in a file."""
    return _place_of(file, text)[0]


def at(file: str | Path, text: str, message: str) -> str:
    """Return a message as a command shows it, at a text that is once in a file.

    Of a field such as "goal: Z" the place is that of its value; of any other text, its beginning.
    """
    line, column = _place_of(file, text)
    field, colon, _ = text.partition(": ")
    return f"{file}:{line}:{column + len(field + colon) if colon else column}: {message}"


def _place_of(file: str | Path, text: str) -> tuple[int, int]:
    content = Path(file).read_text(encoding="utf-8")
    assert content.count(text) == 1, f"{text!r} stands {content.count(text)} times in {file}"
    before = content[: content.index(text)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")
