"""The line on the terminal that says how far a task has come."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cli.console import CliContext, StatusLine
from generator.cli.progress import Progress, duration, observed
from generator.i18n import Translator, _
from generator.progress import with_progress
from generator.project import Project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")


class Terminal:
    """A pseudo-terminal that has the messages of the test, and a clock that the test sets."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        self._monkeypatch = monkeypatch
        self._ours, theirs = os.openpty()
        self.stderr = os.fdopen(theirs, "w", encoding="utf-8")

    def resize(self, columns: int) -> None:
        import termios

        termios.tcsetwinsize(self._ours, (24, columns))

    def attach(self) -> None:
        """Send the messages here: not before the test runs, which has its own place for them."""
        self._monkeypatch.setattr(sys, "stderr", self.stderr)

    def task(self, language: str = "en", total: int = 6_377) -> Progress:
        self.attach()
        return Progress(self.cli(language), _("Building the site"), total, lambda: self.now)

    @staticmethod
    def cli(language: str = "en", silent_since: float = 0.0) -> CliContext:
        """Return a command that has printed nothing since a time."""
        return CliContext(Project(Path("content")), Translator(language), status_line=StatusLine(silent_since))

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
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    monkeypatch.delenv("CI", raising=False)
    terminal = Terminal(monkeypatch)
    terminal.resize(80)
    yield terminal
    terminal.close()


def test_the_line_comes_after_two_seconds_and_goes_at_the_end(terminal):
    task = terminal.task()
    for now in (1.0, 1.9, 2.0, 2.05, 10.0):
        terminal.now = now
        task.advance(200)
    task.advance(5_377)

    lines = ["Building the site: 600 of 6,377, 20 s left", "Building the site: 1,000 of 6,377, 2 min left"]
    assert [line.rstrip() for line in terminal.shown()] == ["", *lines, "", ""]


def test_the_time_is_told_when_there_is_something_to_judge_it_by(terminal):
    task = terminal.task()
    terminal.now = 3.0
    task.advance(3)

    assert terminal.shown() == ["", "Building the site: 3 of 6,377"]


def test_what_is_quick_is_not_told(terminal):
    task = terminal.task()
    terminal.now = 1.9
    task.advance(6_000)
    terminal.now = 3.0
    task.advance(377)

    assert terminal.shown() == [""]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Building the site: 2,000 of 6,377, 7 s left"),
        ("fi", "Sivustoa tehdään: 2 000/6 377, jäljellä 7 s"),
        ("sv", "Webbplatsen byggs: 2 000 av 6 377, 7 s kvar"),
    ],
)
def test_each_language_has_its_words_and_numbers(terminal, language, line):
    task = terminal.task(language)
    terminal.now = 3.0
    task.advance(2_000)

    assert terminal.shown() == ["", line]


def test_the_time_left_follows_what_takes_longer_than_before(terminal):
    task = terminal.task(total=600)
    terminal.now = 4.0
    task.advance(400)
    for now in range(5, 25):
        terminal.now = float(now)
        task.advance(5)

    # By all steps it would be 5 s, and by the later ones 20 s.
    assert terminal.shown()[-1].rstrip() == "Building the site: 500 of 600, 10 s left"


def test_steps_that_are_not_alike_are_told_with_their_share(terminal):
    task = terminal.task("fi", total=4)
    terminal.now = 20.0
    task.update(2, 4, 0.25)

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
def test_a_narrow_terminal_has_a_shorter_line(terminal, columns, line):
    terminal.resize(columns)
    task = terminal.task()
    terminal.now = 3.0
    task.advance(2_000)

    assert terminal.shown() == ["", line]


def test_a_shorter_line_leaves_nothing_of_a_longer_one(terminal):
    task = terminal.task(total=20)
    terminal.now = 80.0
    task.advance(10)
    terminal.now = 90.0
    task.advance(9)

    assert terminal.shown() == [
        "",
        "Building the site: 10 of 20, 2 min left",
        "Building the site: 19 of 20, 3 s left  ",
    ]


def test_a_task_that_fails_leaves_a_clean_line(terminal):
    with pytest.raises(OSError, match="full"), terminal.task(total=100) as task:
        terminal.now = 3.0
        task.advance(2)
        raise OSError("full")

    assert terminal.shown() == ["", "Building the site: 2 of 100", " " * 27, ""]


def test_a_message_takes_the_place_of_the_line(terminal):
    terminal.attach()
    cli = terminal.cli()
    task = Progress(cli, _("Building the site"), 100, lambda: terminal.now)
    terminal.now = 3.0
    task.advance(2)
    cli.echo(_("Yes"))

    assert terminal.shown() == ["", "Building the site: 2 of 100", " " * 27, "Yes", "\n"]


def test_a_task_that_counts_its_steps_is_followed(terminal):
    terminal.attach()
    cli = terminal.cli()
    with observed(lambda: cli, lambda: terminal.now):
        for number in with_progress(range(100), _("Reading the content")):
            terminal.now = float(number)

    lines = [f"Reading the content: {number} of 100" for number in (3, 4, 5)]
    assert [line.rstrip() for line in terminal.shown()][:4] == ["", *lines]


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
