"""How a command ends that made the whole site."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from generator.cli.console import CliContext
from generator.cli.progress import duration
from generator.i18n import Message, _, ngettext

if TYPE_CHECKING:
    from generator.build import SiteBuild
    from generator.model import Roadmap


def totals(cli: CliContext, site: SiteBuild) -> dict[str, Message]:
    """Return the values of a summary: the pages, the languages and the time of the command."""
    return {
        "pages": ngettext("{count} page", "{count} pages", count=site.page_count),
        "languages": ngettext("in {count} language", "in {count} languages", count=len(site.roadmap.site.languages)),
        "time": duration(time.monotonic() - cli.started),
    }


def echo_without_measures(cli: CliContext, roadmap: Roadmap) -> None:
    """Say so where no measure is published."""
    if not roadmap.measures:
        cli.echo(_("No measure is published. Write one, or delete the line “draft: yes” of one."))
