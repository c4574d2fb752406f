"""Shows how many sheets of a PDF are laid out: what its printer reports in, a line on the terminal out."""

from __future__ import annotations

import logging
import re
import sys
from typing import Self

from generator.cli.console import CliContext, echo
from generator.i18n import _


class PrintProgress(logging.Handler):
    """Counts the sheets of a PDF on the terminal, as its printer reports them: a long one takes minutes."""

    def __init__(self, cli: CliContext) -> None:
        super().__init__()
        self._cli = cli

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            printer = logging.getLogger("weasyprint.progress")
            printer.setLevel(logging.INFO)
            printer.addHandler(self)
        return self

    def __exit__(self, *_unused: object) -> None:
        logging.getLogger("weasyprint.progress").removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Show the number of the sheet that is laid out."""
        sheet = re.search(r"Page (\d+)", record.getMessage())
        text = self._cli.translator.translate(_("PDF: sheet {number} …", number=sheet[1])) if sheet else ""
        echo(f"\r{text}" if text else "\r", newline=False)
