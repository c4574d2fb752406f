"""Lists the folders of the content: a folder in, the files in it that are read out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from generator.content.file_names import LITTER, check_markdown_files
from generator.content.source import file_error
from generator.diagnostics import DiagnosticCollector
from generator.i18n import _


def markdown_files(folder: Path, collector: DiagnosticCollector) -> Iterator[tuple[Path, str]]:
    """Yield the Markdown files of a folder by name, each with its path from the content folder; collect the rest."""
    with collector:
        for entry, wrong_name in check_markdown_files([*folder_entries(folder)]):
            if wrong_name is None:
                yield entry, f"{folder.name}/{unicodedata.normalize('NFC', entry.name)}"
            else:
                with collector:
                    raise wrong_name


def folder_entries(folder: Path) -> Iterator[Path]:
    """Yield what is in a folder, by name, without litter."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: unicodedata.normalize("NFC", entry.name))
    except FileNotFoundError:
        message = _("The folder is missing. Run the command in the folder of the project, or put the folder back.")
        raise file_error(folder, message) from None
    except OSError as error:
        message = _("The folder cannot be read ({reason}). Check who may read it.", reason=error.strerror)
        raise file_error(folder, message) from None
    yield from (entry for entry in entries if not LITTER.fullmatch(entry.name))
