"""The project and language that a command works in, and its output to the terminal."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import click

from generator.cli.ci_formats import FORMATS
from generator.content.paths import SITE
from generator.diagnostics import ContentError, Diagnostic, diagnostic_lines
from generator.i18n import EDITOR_LANGUAGES, SOURCE_LANGUAGE, Message, Translator, _, ngettext
from generator.on_disk import bytes_of
from generator.project import Project

# The setting in a YAML file, its value plain or in quotation marks.
_EDITOR_LANGUAGE = re.compile(rb"""^(?:\xef\xbb\xbf)?editor_language:[ \t]+["']?([a-z]+)\b""", re.MULTILINE)
# A soft hyphen as word processors show it, and a no-break space.
_SIGNS = {"\u00ad": "¬", "\u00a0": "\u2423", "\u202f": "\u2423"}


@dataclass(slots=True)
class StatusLine:
    """The line of the terminal that is redrawn in place while a task goes on.

    Args:
        silent_since: When anything else was printed last, by the clock of `time.monotonic`.
    """

    silent_since: float = field(default_factory=time.monotonic)
    _width: int = 0

    def draw(self, text: str) -> None:
        """Put a text in place of the one before."""
        echo(f"\r{text:<{self._width}}", newline=False)
        self._width = len(text)

    def erase(self) -> None:
        """Take the text off the terminal."""
        if self._width:
            echo(f"\r{' ' * self._width}\r", newline=False)
            self._width = 0


@dataclass(frozen=True, slots=True)
class CliContext:
    """The project that a command works on, the translator of its messages, and what the terminal shows meanwhile."""

    project: Project
    translator: Translator
    started: float = field(default_factory=time.monotonic, compare=False)
    status_line: StatusLine = field(default_factory=StatusLine, compare=False)

    def echo(self, message: Message | str) -> None:
        """Print a message to the standard error, in the editor's language, or a name as it is."""
        self.status_line.erase()
        echo(message if isinstance(message, str) else self.translator.translate(message))
        self.status_line.silent_since = time.monotonic()

    def fail(self, message: Message, code: int) -> NoReturn:
        """Print a message and exit with a code: 1 for a problem of the content, 2 for wrong usage."""
        self.echo(message)
        sys.exit(code)

    def ask_yes_or_no(self, question: Message) -> bool:
        """Ask a question, and return whether the answer is yes, or its first letter, in any editor's language."""
        answer = click.prompt(self.translator.translate(question), default="", show_default=False, err=True)
        self.status_line.silent_since = time.monotonic()
        yes = {Translator(language).translate(_("yes")).casefold() for language in EDITOR_LANGUAGES}
        return answer.strip().casefold() in yes | {word[0] for word in yes}

    def confirm(self, question: Message, is_confirmed: bool) -> None:
        """Ask whether to write, unless that was confirmed before, and exit where nothing is to be written."""
        if not is_confirmed and not self.ask_yes_or_no(question):
            self.fail(_("Nothing was written."), 1)

    def echo_diagnostics(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Print diagnostics with their excerpts."""
        self.status_line.erase()
        for diagnostic in diagnostics:
            for line in diagnostic_lines(diagnostic, self.translator):
                echo(line)

    def echo_advice(self, advice: Sequence[Diagnostic]) -> None:
        """Print advice with its excerpts, and how much there is; nothing where there is none."""
        if advice:
            self.echo_diagnostics(advice)
            self.echo(
                ngettext(
                    "{count} piece of advice. It does not stop a build.",
                    "{count} pieces of advice. They do not stop a build.",
                    count=len(advice),
                )
            )

    @contextmanager
    def report(self, report_format: str | None) -> Iterator[list[Diagnostic]]:
        """Print the advice and the errors of a block to the standard output, in a format for a program if one is named.

        Yields:
            A list for the advice.
        """
        diagnostics: list[Diagnostic] = []
        try:
            yield diagnostics
        except ContentError as error:
            diagnostics.extend(error.diagnostics)
            raise
        finally:
            if report_format:
                text = FORMATS[report_format](diagnostics, self.translator)
                write_stdout(f"{text}\n" if text else "")


def cli_context(content: Path, language: str) -> CliContext:
    """Return the context for a folder of content, in a language or else that of its editors or the environment."""
    language = language or _editor_language(content) or _environment_language(os.environ)
    project = Project(content)
    return CliContext(project, Translator(language, lambda: _labels(project, language)))


def echo(text: str, newline: bool = True) -> None:
    """Print to the standard error, with control characters and what the terminal cannot show escaped."""
    safe = "".join(_SIGNS.get(c, c if c in "\n\r" or c.isprintable() else repr(c)[1:-1]) for c in text)
    encoding = sys.stderr.encoding or "utf-8"
    click.echo(safe.encode(encoding, "backslashreplace").decode(encoding), err=True, nl=newline)


def write_stdout(text: str) -> None:
    """Write text for a file or a program to the standard output, as UTF-8 on every system."""
    # Bytes: a console of Windows would take no UTF-8.
    click.echo(text.encode(), nl=False)


def _editor_language(content: Path) -> str:
    """Return the language that `site.yaml` names for its editors, empty where it names none that can be spoken.

    It is looked for in the text: whatever is wrong there is for the readers to tell, in that language.
    """
    with suppress(OSError):
        found = _EDITOR_LANGUAGE.search(bytes_of(content / SITE))
        language = found[1].decode() if found else ""
        return language if language in EDITOR_LANGUAGES else ""
    return ""


def _labels(project: Project, language: str) -> Mapping[str, str]:
    # Only a message that names a value asks for the content.
    from generator.build import labels

    return labels(project, language)


def _environment_language(environment: Mapping[str, str]) -> str:
    """Return the language that the environment asks for, by the variables of gettext, or English."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            code = re.split(r"[_.:@]", environment[name])[0]
            return code if code in EDITOR_LANGUAGES else SOURCE_LANGUAGE
    return SOURCE_LANGUAGE
