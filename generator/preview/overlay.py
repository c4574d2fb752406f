"""Diagnostics as HTML for the preview: a page of their own, or a panel on a page of the site."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.diagnostics import Diagnostic, Severity
from generator.i18n import Message, Translator, _, ngettext
from generator.preview.html import render

_BODY = re.compile("<body[^>]*>")


def how_many(diagnostics: Sequence[Diagnostic]) -> Message:
    """Return how many problems there are, or pieces of advice where all of them are advice."""
    count = len(diagnostics)
    if _are_advice(diagnostics):
        return ngettext("{count} piece of advice", "{count} pieces of advice", count=count)
    return ngettext("{count} problem to fix", "{count} problems to fix", count=count)


def problems_page(diagnostics: Sequence[Diagnostic], translator: Translator) -> str:
    """Return the page in the place of all others while no build has succeeded."""
    return render("notice.html", translator, title=how_many(diagnostics), text=None, diagnostics=diagnostics)


def failure_page(translator: Translator) -> str:
    """Return the page that is shown when the program itself failed."""
    cure = _("The terminal shows where. This page reloads at the next change.")
    return render("notice.html", translator, title=_("The program failed"), text=cure, diagnostics=())


def with_panel(page: str, diagnostics: Sequence[Diagnostic], file: str, translator: Translator) -> str:
    """Return a page of the site with a panel of diagnostics, first those of the content file that it is made of.

    Problems are counted in its title too, since the page is then still that of the last good build.
    """
    if not diagnostics:
        return page
    count, is_advice = how_many(diagnostics), _are_advice(diagnostics)
    of_others = [diagnostic for diagnostic in diagnostics if diagnostic.location.file != file]
    panel = render(
        "panel.html",
        translator,
        label=_("Preview"),
        count=count,
        waiting=None if is_advice else _("Until they are fixed, the pages stay as they were."),
        of_page=[diagnostic for diagnostic in diagnostics if diagnostic.location.file == file],
        of_others=of_others,
        others=_("In other files: {count}", count=len(of_others)),
    )
    page = _BODY.sub(lambda body: body[0] + panel, page, count=1)
    return page if is_advice else page.replace("<title>", f"<title>{translator.translate(count)} – ", 1)


def _are_advice(diagnostics: Sequence[Diagnostic]) -> bool:
    """Tell whether nothing must be fixed: problems and advice never come together."""
    return all(diagnostic.severity is Severity.ADVICE for diagnostic in diagnostics)
