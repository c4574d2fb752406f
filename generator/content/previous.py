"""Reads an earlier state of the content, from a folder or a commit of git."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.content.git import run_git
from generator.content.loader import read_roadmap
from generator.content.snapshot import Content
from generator.diagnostics import ContentError, UserError


@contextmanager
def previous_content(old: str, content: Path) -> Iterator[Content]:
    """Yield an earlier state of a folder of content, as it was published; that of a commit lies in a temporary folder.

    Args:
        old: A folder of content, or a commit of git such as origin/main.
        content: The folder of content as it is now.

    Raises:
        UserError: There is no such folder or commit, or its content has problems.
    """
    with _folder_of(old, content) as folder:
        try:
            roadmap = read_roadmap(folder).published()
        except ContentError:
            raise UserError("The old content has problems and cannot be compared. Name a later commit.") from None
        yield Content(folder, roadmap)


@contextmanager
def _folder_of(old: str, content: Path) -> Iterator[Path]:
    if Path(old).is_dir():
        yield Path(old)
        return
    # Only commits come in an archive.
    import tarfile

    with TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(_git_archive(old, content))) as files:
            files.extractall(folder, filter="data")
        yield Path(folder)


def _git_archive(commit: str, content: Path) -> bytes:
    """Return the content folder of a commit as a tar file."""
    if not commit or commit.startswith("-"):
        raise UserError('"{commit}" is not a commit. Name a folder or a commit, such as origin/main.', commit=commit)
    outside = UserError("The content is not in a Git repository. Name a folder instead of a commit.")
    run_git(content, outside, "rev-parse", "--show-prefix")
    unknown = UserError(
        '"{commit}" is neither a folder nor a commit here. Check its name, or fetch it with “git fetch”.',
        commit=commit,
    )
    run_git(content, unknown, "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}")
    lacking = UserError('"{commit}" does not contain this content folder. Name a commit that does.', commit=commit)
    # Of the whole tree, git archives the folder that it is called in.
    return run_git(content, lacking, "archive", "--format=tar", commit)
