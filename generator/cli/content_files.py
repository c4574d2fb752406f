"""Files of the content that a command changes: shown, held against the checks, and written once the editor agrees.

They are named by their paths from the content folder, and have None for what they are to hold where they are deleted.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from generator import build
from generator.authoring.front_matter_edit import written_lines
from generator.authoring.staging import staged
from generator.checks.record import Loss
from generator.cli.console import CliContext, echo, write_stdout
from generator.content.measure_reader import ReadMeasures
from generator.content.source import path_text
from generator.diagnostics import ContentError
from generator.i18n import _, ngettext
from generator.on_disk import bytes_of, on_disk
from generator.output import atomic_write


def echo_files(content: Path, files: Mapping[str, bytes | None]) -> None:
    """Print the lines of files that change, the old ones after a minus and the new ones after a plus."""
    for path, new in files.items():
        name = path_text(content / path)
        if new is None:
            echo(f"- {name}")
            continue
        changed = diff_lines(bytes_of(content / path), new, name)
        write_stdout("".join(line for line in changed if not line.startswith(("---", "@@"))))


def diff_lines(old: bytes, new: bytes, name: str) -> Iterator[str]:
    """Yield the lines in which two states of a file differ, below its name."""
    before, after = (content.decode().removeprefix("\ufeff").splitlines() for content in (old, new))
    return (f"{line}\n" for line in difflib.unified_diff(before, after, name, name, n=0, lineterm=""))


def echo_problems(cli: CliContext, files: Mapping[str, bytes | None], kept: ReadMeasures) -> None:
    """Say what is still to be mended elsewhere once files are written, such as a link or a figure of the city.

    Measures that are `kept` are not read again.
    """
    try:
        with staged(cli.project.content, files) as copy:
            build.load_published(replace(cli.project, content=copy), kept=kept.copy())
    except ContentError as error:
        cli.echo(_("After the change, these problems remain:"))
        cli.echo_diagnostics(error.diagnostics)


def echo_undecided(cli: CliContext, losses: Mapping[str, Sequence[Loss]]) -> None:
    """Say which updates an editor has to decide on, since their dates contradict the present ones, with lines to copy.

    The losses are those that remain, by the paths of their files.
    """
    for path, lost in losses.items():
        entries = [loss.entry for loss in lost if loss.entry]
        if entries:
            cli.echo(
                _(
                    "{file}: this was published and is now missing. Put it where it belongs in “updates”, or leave it "
                    "out if it was wrong:",
                    file=path_text(cli.project.content / path),
                )
            )
        for written in chain.from_iterable(map(written_lines, entries)):
            echo(f"  {written}")


def confirm_and_write(cli: CliContext, files: Mapping[str, bytes | None], is_confirmed: bool) -> None:
    """Write and delete files when the editor agrees; else end the command."""
    written = {cli.project.content / path: new for path, new in files.items() if new is not None}
    question = ngettext("Write {count} file? (yes/no)", "Write {count} files? (yes/no)", count=len(written))
    cli.confirm(question, is_confirmed)
    atomic_write.write_files(written)
    for path, new in files.items():
        if new is None:
            on_disk(cli.project.content / path).unlink()
    cli.echo(ngettext("{count} file was written.", "{count} files were written.", count=len(written)))
