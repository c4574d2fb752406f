"""The line on the terminal that says how far a task has come."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.cli.console import CliContext, StatusLine
from generator.cli.progress import duration, observed
from generator.i18n import Translator, _
from generator.progress import report, with_progress
from generator.project import Project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")


class Terminal:
    """A pseudo-terminal that has the messages of the test, and a clock that the test sets."""

    def __init__(self) -> None:
        self.now = 0.0
        self._ours, theirs = os.openpty()
        self.stderr = os.fdopen(theirs, "w", encoding="utf-8")

    def resize(self, columns: int) -> None:
        import termios

        termios.tcsetwinsize(self._ours, (24, columns))

    def tell(self, now: float, done: int, total: int = 6_377, share: float | None = None) -> None:
        """Report how far a build has come at a time."""
        self.now = now
        report(_("Building the site"), done, total, share)

    def shown(self) -> list[str]:
        """Return what was drawn since the last call: each time the cursor went back to the start of the line."""
        self.stderr.write("END")
        self.stderr.flush()
        drawn = b""
        # A terminal passes on what it has at the moment.
        while not drawn.endswith(b"END"):
            drawn += os.read(self._ours, 10_000)
        return drawn.decode().removesuffix("END").split("\r")

    def close(self) -> None:
        self.stderr.close()
        os.close(self._ours)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    terminal = Terminal()
    terminal.resize(80)
    yield terminal
    terminal.close()


@pytest.fixture
def watching(terminal, monkeypatch):
    """Begins a command on the terminal at the time 0, and yields it."""

    @contextmanager
    def watch(language: str = "en") -> Iterator[CliContext]:
        # Only now: between a fixture and its test, pytest takes the messages for itself.
        monkeypatch.setattr(sys, "stderr", terminal.stderr)
        monkeypatch.delenv("CI", raising=False)
        cli = CliContext(Project(Path("content")), Translator(language), status_line=StatusLine(0.0))
        with observed(lambda: cli, lambda: terminal.now):
            terminal.tell(0.0, 0)
            yield cli

    return watch


def test_the_line_comes_after_two_seconds_and_goes_at_the_end(terminal, watching):
    with watching():
        for now, done in ((1.0, 200), (1.9, 400), (2.0, 600), (2.05, 800), (10.0, 1_000), (12.0, 6_377)):
            terminal.tell(now, done)

        lines = ["Building the site: 600 of 6,377, 20 s left", "Building the site: 1,000 of 6,377, 2 min left"]
        assert [line.rstrip() for line in terminal.shown()] == ["", *lines, "", ""]


def test_the_time_is_told_when_there_is_something_to_judge_it_by(terminal, watching):
    with watching():
        terminal.tell(3.0, 3)

        assert terminal.shown() == ["", "Building the site: 3 of 6,377"]


def test_what_is_quick_is_not_told(terminal, watching):
    with watching():
        terminal.tell(1.9, 6_000)
        terminal.tell(3.0, 6_377)

    assert terminal.shown() == [""]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Building the site: 2,000 of 6,377, 7 s left"),
        ("fi", "Sivustoa tehdään: 2 000/6 377, jäljellä 7 s"),
        ("sv", "Webbplatsen byggs: 2 000 av 6 377, 7 s kvar"),
    ],
)
def test_each_language_has_its_words_and_numbers(terminal, watching, language, line):
    with watching(language):
        terminal.tell(3.0, 2_000)

        assert terminal.shown() == ["", line]


def test_the_time_left_follows_what_takes_longer_than_before(terminal, watching):
    with watching():
        terminal.tell(4.0, 400, 600)
        for now in range(5, 25):
            terminal.tell(float(now), 400 + 5 * (now - 4), 600)

        # By all steps it would be 5 s, and by the later ones 20 s.
        assert terminal.shown()[-1].rstrip() == "Building the site: 500 of 600, 10 s left"


def test_few_steps_have_their_share_of_the_work(terminal, watching):
    with watching("fi"):
        terminal.tell(20.0, 2, 4, 0.25)

        assert terminal.shown() == ["", "Sivustoa tehdään: 2/4 (25 %), jäljellä 60 s"]


@pytest.mark.parametrize(
    ("columns", "line"),
    [
        (45, "Building the site: 2,000 of 6,377, 7 s left"),
        (40, "Building the site: 2,000 of 6,377"),
        (30, "Building the site"),
        (12, "Building t…"),
    ],
)
def test_a_narrow_terminal_has_a_shorter_line(terminal, watching, columns, line):
    terminal.resize(columns)
    with watching():
        terminal.tell(3.0, 2_000)

        assert terminal.shown() == ["", line]


def test_a_shorter_line_leaves_nothing_of_a_longer_one(terminal, watching):
    with watching():
        terminal.tell(80.0, 20, 40)
        terminal.tell(90.0, 39, 40)

        lines = ["Building the site: 20 of 40, 2 min left", "Building the site: 39 of 40, 2 s left  "]
        assert terminal.shown() == ["", *lines]


def test_a_task_that_fails_leaves_a_clean_line(terminal, watching):
    with pytest.raises(OSError, match="full"), watching():
        terminal.tell(3.0, 2, 100)
        raise OSError("full")

    assert terminal.shown() == ["", "Building the site: 2 of 100", " " * 27, ""]


def test_a_message_takes_the_place_of_the_line(terminal, watching):
    with watching() as cli:
        terminal.tell(3.0, 2, 100)
        cli.echo(_("Yes"))

    assert terminal.shown() == ["", "Building the site: 2 of 100", " " * 27, "Yes", "\n"]


def test_a_task_that_counts_its_steps_is_followed(terminal, watching):
    with watching():
        for number in with_progress(range(100), _("Reading the content")):
            terminal.now = float(number)

    lines = [f"Reading the content: {number} of 100" for number in (3, 4, 5)]
    assert [line.rstrip() for line in terminal.shown()][:4] == ["", *lines]


def test_a_build_server_has_nothing_of_it(terminal, watching, monkeypatch):
    with watching():
        monkeypatch.setenv("CI", "true")
        terminal.tell(0.0, 0)
        terminal.tell(3.0, 2_000)

    assert terminal.shown() == [""]


def test_a_file_has_nothing_of_it(terminal, watching, monkeypatch, tmp_path):
    with watching(), (tmp_path / "log").open("w") as log:
        monkeypatch.setattr(sys, "stderr", log)
        terminal.tell(0.0, 0)
        terminal.tell(3.0, 2_000)

    assert (tmp_path / "log").read_text() == ""


@pytest.mark.parametrize(
    ("seconds", "english", "finnish"),
    [
        (0.42, "0.4 s", "0,4 s"),
        (59.94, "59.9 s", "59,9 s"),
        (59.96, "1 min 0 s", "1 min 0 s"),
        (150.2, "2 min 30 s", "2 min 30 s"),
    ],
)
def test_a_time_is_told_in_seconds_or_minutes(seconds, english, finnish):
    assert [Translator(language).translate(duration(seconds)) for language in ("en", "fi")] == [english, finnish]
