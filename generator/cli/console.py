"""Where the commands work and how they speak: the project, the editor's language, and the one door to the terminal."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn, TextIO

import click

from generator import build
from generator.build import Project
from generator.cli.ci_formats import FORMATS
from generator.content.site_config import editor_language
from generator.diagnostics import ContentError, Diagnostic, InvalidValue, UserError, diagnostic_lines
from generator.i18n import EDITOR_LANGUAGES, SOURCE_LANGUAGE, Message, Translator, _, ngettext
from generator.output.atomic_write import WriteFailed
from generator.site.pdf import PrinterMissing


@dataclass(frozen=True, slots=True)
class CliContext:
    """Where the commands work, and how they speak."""

    project: Project
    translator: Translator

    def show(self, message: Message) -> None:
        show(self.translator.translate(message))

    def refuse(self, message: Message, code: int) -> NoReturn:
        self.show(message)
        sys.exit(code)

    def show_diagnostics(self, found: ContentError) -> None:
        self._show_all(found.diagnostics)
        self.show(
            ngettext(
                "{count} problem to fix. The site was not changed.",
                "{count} problems to fix. The site was not changed.",
                count=len(found.diagnostics),
            )
        )

    def show_advice(self, advice: Sequence[Diagnostic]) -> None:
        if advice:
            self._show_all(advice)
            self.show(
                ngettext(
                    "{count} piece of advice. It stops nothing.",
                    "{count} pieces of advice. They stop nothing.",
                    count=len(advice),
                )
            )

    def _show_all(self, findings: Iterable[Diagnostic]) -> None:
        for finding in findings:
            for line in diagnostic_lines(finding, self.translator):
                show(line)

    @contextmanager
    def exits(self) -> Iterator[None]:
        """Turns what a step raises for the editor into words and an exit code. All else stays a traceback."""
        try:
            yield
        except ContentError as found:
            self.show_diagnostics(found)
            sys.exit(1)
        except (PrinterMissing, InvalidValue, UserError) as refusal:
            self.refuse(refusal.message, 2)
        except WriteFailed as failure:
            self.refuse(failure.message, 1)


@contextmanager
def reported(cli: CliContext, form: str | None) -> Iterator[list[Diagnostic]]:
    """Writes what was found to the standard output in a format of `reporting`, where one is named.

    Gives a list for the advice; problems come as they are raised.
    """
    findings: list[Diagnostic] = []
    try:
        yield findings
    except ContentError as found:
        findings.extend(found.diagnostics)
        raise
    finally:
        if form is not None:
            text = FORMATS[form](findings, cli.translator)
            write_out(f"{text}\n" if text else "")


def cli_context(content: Path, language: str) -> CliContext:
    """The desk for a folder of content: in the language named, or that of its editors, or of the environment."""
    language = language or editor_language(content) or language_of(os.environ)
    project = Project(content, Path("templates"), Path("static"))
    return CliContext(project, Translator(language, lambda: build.labels(project, language)))


def language_of(environment: Mapping[str, str]) -> str:
    """The language that the environment asks for, as gettext looks for it, or English."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            code = re.split(r"[_.:@]", environment[name])[0]
            return code if code in EDITOR_LANGUAGES else SOURCE_LANGUAGE
    return SOURCE_LANGUAGE


@dataclass(slots=True)
class ServeProgress:
    """Counts pages aloud on a terminal once it takes longer than a second."""

    desk: CliContext
    started: float = field(default_factory=time.monotonic)
    pages: int = 0
    shown: bool = False

    def follow(self, files: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        for path, content in files:
            self.pages += path.endswith(".html")
            if self.seconds() > 1 and is_terminal(sys.stderr):
                words = self.desk.translator.translate(_("{count} pages …", count=self.pages))
                show(f"\r{words}", newline=False)
                self.shown = True
            yield path, content
        if self.shown:
            show("\r", newline=False)

    def seconds(self) -> float:
        return time.monotonic() - self.started


def is_terminal(stream: TextIO) -> bool:
    return stream.isatty()


def show(text: str, newline: bool = True) -> None:
    """The one door to the terminal: control characters are escaped, and no console is too old for the rest."""
    click.echo(printable(text), err=True, nl=newline)


def write_out(text: str) -> None:
    """Writes what is for a file or a program to the standard output."""
    # Bytes: a console of Windows would take no UTF-8.
    click.echo(text.encode(), nl=False)


def printable(text: str) -> str:
    safe = "".join(c if c in "\n\r" or c.isprintable() else repr(c)[1:-1] for c in text)
    encoding = sys.stderr.encoding or "utf-8"
    return safe.encode(encoding, "backslashreplace").decode(encoding)
