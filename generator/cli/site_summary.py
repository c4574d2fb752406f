"""How a command ends that made the whole site."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from generator.cli.console import CliContext
from generator.cli.progress import duration
from generator.i18n import Number, _

if TYPE_CHECKING:
    from generator.build import SiteBuild
    from generator.model import Roadmap


def totals(cli: CliContext, site: SiteBuild) -> dict[str, object]:
    """Return the values of a summary: the pages, the languages and the time of the command."""
    time_taken = duration(time.monotonic() - cli.started)
    languages = len(site.roadmap.site.languages)
    return {"pages": Number(site.page_count), "languages": languages, "time": time_taken}


def echo_without_measures(cli: CliContext, roadmap: Roadmap) -> None:
    """Say so where no measure is published."""
    if not roadmap.measures:
        cli.echo(_("No measure is published. Write one, or delete the line “draft: yes” of one."))
