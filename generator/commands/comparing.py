"""The command for pull requests: compare."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from generator import pipeline
from generator.comparing import Content
from generator.comparing import compare as compared
from generator.desk import Desk, write_out
from generator.model import Roadmap
from generator.problems import Mistake, ProblemsFound, say_counted
from generator.reading.roadmap import read_roadmap
from generator.summarising import summary


@click.command()
@click.argument("old")
@click.pass_obj
def compare(desk: Desk, old: str) -> None:
    """Writes what a change does to the site, from a folder or commit OLD, as Markdown."""
    with desk.exits():
        new = Content(desk.project.content, pipeline.published(desk.project))
        with content_of(old, desk.project.content) as folder:
            before = Content(folder, old_roadmap(desk, folder))
            text = summary(compared(before, new), before, new, desk.speaker)
    write_out(text)


def old_roadmap(desk: Desk, folder: Path) -> Roadmap:
    try:
        return read_roadmap(folder).published()
    except ProblemsFound as found:
        words = say_counted(
            "The old content cannot be compared: it has {count} problem. Compare with a later commit.",
            "The old content cannot be compared: it has {count} problems. Compare with a later commit.",
            count=len(found.problems),
        )
        desk.refuse(words, 1)


@contextmanager
def content_of(old: str, content: Path) -> Iterator[Path]:
    """The old content: a folder as it is, that of a commit unpacked for a while. Raises Mistake."""
    if Path(old).is_dir():
        yield Path(old)
        return
    with TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(archive(old, content))) as files:
            files.extractall(folder, filter="data")
        yield Path(folder)


def archive(commit: str, content: Path) -> bytes:
    """The content folder of a commit as a tar file. Raises Mistake where there is none."""
    if not commit or commit.startswith("-"):
        raise Mistake('"{commit}" is not a commit. Name a folder or a commit, such as origin/main.', commit=commit)
    outside = Mistake("No folder of git holds the content. Name a folder instead of a commit.")
    prefix = git(content, outside, "rev-parse", "--show-prefix").decode().strip().rstrip("/")
    unknown = Mistake(
        '"{commit}" is neither a folder nor a commit here. Look at its name, or fetch it with “git fetch”.',
        commit=commit,
    )
    git(content, unknown, "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}")
    lacking = Mistake('"{commit}" has no such folder of content. Name a commit that has it.', commit=commit)
    # From the top: below it, git would look for the folder within the folder.
    top = git(content, lacking, "rev-parse", "--show-toplevel").decode().strip()
    return git(Path(top), lacking, "archive", "--format=tar", f"{commit}:{prefix}")


def git(folder: Path, refusal: Mistake, *arguments: str) -> bytes:
    """What git writes. Raises the refusal where it fails."""
    try:
        return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True).stdout
    except FileNotFoundError:
        raise Mistake("The program git is not there. Install it, or name a folder instead of a commit.") from None
    except subprocess.CalledProcessError:
        raise refusal from None
