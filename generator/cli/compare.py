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

from generator import build
from generator.cli.console import CliContext, write_out
from generator.content.loader import read_roadmap
from generator.diagnostics import ContentError, UserError
from generator.diff.content_diff import Content
from generator.diff.content_diff import compare as compared
from generator.diff.report import summary
from generator.i18n import ngettext
from generator.model import Roadmap


@click.command("compare")
@click.argument("old")
@click.pass_obj
def compare_command(cli: CliContext, old: str) -> None:
    """Writes what a change does to the site, from a folder or commit OLD, as Markdown."""
    with cli.exits():
        new = Content(cli.project.content, build.load_published(cli.project))
        with content_of(old, cli.project.content) as folder:
            before = Content(folder, old_roadmap(cli, folder))
            text = summary(compared(before, new), before, new, cli.translator)
    write_out(text)


def old_roadmap(cli: CliContext, folder: Path) -> Roadmap:
    try:
        return read_roadmap(folder).published()
    except ContentError as found:
        words = ngettext(
            "The old content cannot be compared: it has {count} problem. Compare with a later commit.",
            "The old content cannot be compared: it has {count} problems. Compare with a later commit.",
            count=len(found.diagnostics),
        )
        cli.refuse(words, 1)


@contextmanager
def content_of(old: str, content: Path) -> Iterator[Path]:
    """The old content: a folder as it is, that of a commit unpacked for a while. Raises UserError."""
    if Path(old).is_dir():
        yield Path(old)
        return
    with TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(archive(old, content))) as files:
            files.extractall(folder, filter="data")
        yield Path(folder)


def archive(commit: str, content: Path) -> bytes:
    """The content folder of a commit as a tar file. Raises UserError where there is none."""
    if not commit or commit.startswith("-"):
        raise UserError('"{commit}" is not a commit. Name a folder or a commit, such as origin/main.', commit=commit)
    outside = UserError("No folder of git holds the content. Name a folder instead of a commit.")
    prefix = git(content, outside, "rev-parse", "--show-prefix").decode().strip().rstrip("/")
    unknown = UserError(
        '"{commit}" is neither a folder nor a commit here. Look at its name, or fetch it with “git fetch”.',
        commit=commit,
    )
    git(content, unknown, "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}")
    lacking = UserError('"{commit}" has no such folder of content. Name a commit that has it.', commit=commit)
    # From the top: below it, git would look for the folder within the folder.
    top = git(content, lacking, "rev-parse", "--show-toplevel").decode().strip()
    return git(Path(top), lacking, "archive", "--format=tar", f"{commit}:{prefix}")


def git(folder: Path, refusal: UserError, *arguments: str) -> bytes:
    """What git writes. Raises the refusal where it fails."""
    try:
        return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True).stdout
    except FileNotFoundError:
        raise UserError("The program git is not there. Install it, or name a folder instead of a commit.") from None
    except subprocess.CalledProcessError:
        raise refusal from None
