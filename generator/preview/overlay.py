"""Diagnostics as HTML for the preview: a page of their own, or a panel on a page of the site.

Their style is a file of its own, STYLE, since a page of the site allows no style within itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

from generator.diagnostics import Diagnostic, Severity, excerpt
from generator.i18n import Message, Translator, _, ngettext

STYLE_PATH = "/preview.css"
STYLE = (Path(__file__).parent / "overlay.css").read_bytes()

TITLE = re.compile("<title>")
BODY = re.compile("<body[^>]*>")


def how_many(diagnostics: Sequence[Diagnostic]) -> Message:
    """Return how many problems there are, or pieces of advice where all of them are advice."""
    count = len(diagnostics)
    if _are_advice(diagnostics):
        return ngettext("{count} piece of advice", "{count} pieces of advice", count=count)
    return ngettext("{count} problem to fix", "{count} problems to fix", count=count)


def problems_page(diagnostics: Sequence[Diagnostic], translator: Translator) -> str:
    """Return the page in the place of all others while no build has succeeded."""
    title = translator.translate(how_many(diagnostics))
    return _page(translator.language, title, _diagnostic_list(diagnostics, translator))


def failure_page(translator: Translator) -> str:
    """Return the page that is shown when the program itself failed."""
    cure = translator.translate(_("The terminal tells where. This page follows the next change."))
    return _page(translator.language, translator.translate(_("The generator failed")), f"<p>{escape(cure)}</p>")


def with_panel(page: str, diagnostics: Sequence[Diagnostic], file: str, translator: Translator) -> str:
    """Return a page of the site with a panel of diagnostics, first those of the content file that it is made of.

    Problems are counted in its title too, since the page is then still that of the last good build.
    """
    if not diagnostics:
        return page
    panel = _panel(diagnostics, file, translator)
    page = BODY.sub(lambda body: body[0] + panel, page, count=1)
    if _are_advice(diagnostics):
        return page
    return TITLE.sub(lambda tag: f"{tag[0]}{translator.translate(how_many(diagnostics))} – ", page, count=1)


def _are_advice(diagnostics: Sequence[Diagnostic]) -> bool:
    """Tell whether nothing must be fixed: problems and advice never come together."""
    return all(diagnostic.severity is Severity.ADVICE for diagnostic in diagnostics)


def _page(language: str, title: str, content: str) -> str:
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="{STYLE_PATH}">'
        f'<title>{title}</title></head><body><main class="notice"><h1>{title}</h1>{content}</main></body></html>'
    )


def _panel(diagnostics: Sequence[Diagnostic], file: str, translator: Translator) -> str:
    of_page = [diagnostic for diagnostic in diagnostics if diagnostic.location.file == file]
    of_others = [diagnostic for diagnostic in diagnostics if diagnostic.location.file != file]
    is_advice = _are_advice(diagnostics)
    content = f"<h2>{escape(translator.translate(how_many(diagnostics)))}</h2>"
    if not is_advice:
        waiting = _("Until they are fixed, the pages stay as they were.")
        content += f"<p>{escape(translator.translate(waiting))}</p>"
    if of_page:
        content += _diagnostic_list(of_page, translator)
    if of_others:
        summary = escape(translator.translate(_("In other files: {count}", count=len(of_others))))
        opened = "" if of_page or is_advice else " open"
        listed = _diagnostic_list(of_others, translator)
        content += f"<details{opened}><summary>{summary}</summary>{listed}</details>"
    kind = "advice" if is_advice else "problems"
    label = escape(translator.translate(_("Preview")))
    return (
        f'<aside class="preview-panel" data-kind="{kind}" tabindex="0" '
        f'lang="{translator.language}" aria-label="{label}">'
        f'<link rel="stylesheet" href="{STYLE_PATH}">{content}</aside>'
    )


def _diagnostic_list(diagnostics: Sequence[Diagnostic], translator: Translator) -> str:
    items = ""
    for diagnostic in diagnostics:
        location, message = escape(str(diagnostic.location)), escape(translator.translate(diagnostic.message))
        lines = excerpt(diagnostic.location)
        quote = f"<pre>{escape(lines)}</pre>" if lines else ""
        items += f"<li><code>{location}</code><p>{message}</p>{quote}</li>"
    return f"<ol>{items}</ol>"
