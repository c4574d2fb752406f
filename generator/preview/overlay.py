"""What the preview tells the editor, in HTML: a page of its own, or a panel on a page of the site.

In come problems and advice; out go pieces of HTML whose style stands in STYLE, since a page of the site allows
no style within itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from generator.diagnostics import Diagnostic, Severity, excerpt
from generator.i18n import Message, Translator, _, ngettext

STYLE_PATH = "/preview.css"
STYLE = (Path(__file__).parent / "overlay.css").read_bytes()

TITLE = re.compile("<title>")
BODY = re.compile("<body[^>]*>")


def how_many(findings: Sequence[Diagnostic]) -> Message:
    """How many problems there are, or pieces of advice where all of them are that."""
    count = len(findings)
    if are_advice(findings):
        return ngettext("{count} piece of advice", "{count} pieces of advice", count=count)
    return ngettext("{count} problem to fix", "{count} problems to fix", count=count)


def are_advice(findings: Sequence[Diagnostic]) -> bool:
    """Whether nothing of it must be fixed: problems and advice never come together."""
    return all(one.severity is Severity.ADVICE for one in findings)


def problems_page(diagnostics: Sequence[Diagnostic], translator: Translator) -> str:
    """The page that stands for all others while there is no site to show."""
    return notice_page(
        translator.language, translator.translate(how_many(diagnostics)), listed(diagnostics, translator)
    )


def failure_page(translator: Translator) -> str:
    """The page that is shown when the program itself failed."""
    title = translator.translate(_("The generator failed"))
    cure = translator.translate(_("The terminal tells where. This page follows the next change."))
    return notice_page(translator.language, title, f"<p>{escape(cure)}</p>")


def notice_page(language: str, title: str, content: str) -> str:
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="{STYLE_PATH}">'
        f'<title>{title}</title></head><body><main class="notice"><h1>{title}</h1>{content}</main></body></html>'
    )


def with_panel(page: str, findings: Sequence[Diagnostic], file: str, translator: Translator) -> str:
    """A page of the site with what was found, first what concerns the content file that the page is made of.

    Problems stand in its title too, since the page is then still the last good one.
    """
    if not findings:
        return page
    panel = panel_of(findings, file, translator)
    page = BODY.sub(lambda body: body[0] + panel, page, count=1)
    if are_advice(findings):
        return page
    return TITLE.sub(lambda tag: f"{tag[0]}{translator.translate(how_many(findings))} – ", page, count=1)


def panel_of(findings: Sequence[Diagnostic], file: str, translator: Translator) -> str:
    here = [one for one in findings if one.location.file == file]
    elsewhere = [one for one in findings if one.location.file != file]
    is_advice = are_advice(findings)
    parts = [f"<h2>{escape(translator.translate(how_many(findings)))}</h2>"]
    if not is_advice:
        waiting = _("Until they are fixed, the pages stay as they were.")
        parts.append(f"<p>{escape(translator.translate(waiting))}</p>")
    if here:
        parts.append(listed(here, translator))
    if elsewhere:
        others = _("In other files: {count}", count=len(elsewhere))
        opened = "" if here or is_advice else " open"
        parts.append(
            f"<details{opened}><summary>{escape(translator.translate(others))}</summary>"
            f"{listed(elsewhere, translator)}</details>"
        )
    kind = "advice" if is_advice else "problems"
    label = escape(translator.translate(_("Preview")))
    return (
        f'<aside class="preview-panel" data-kind="{kind}" tabindex="0" '
        f'lang="{translator.language}" aria-label="{label}">'
        f'<link rel="stylesheet" href="{STYLE_PATH}">{"".join(parts)}</aside>'
    )


def quoted(finding: Diagnostic) -> str:
    """What was written, where there is something."""
    lines = excerpt(finding.location)
    return f"<pre>{escape(lines)}</pre>" if lines else ""


def listed(findings: Iterable[Diagnostic], translator: Translator) -> str:
    items = (
        f"<li><code>{escape(str(one.location))}</code><p>{escape(translator.translate(one.message))}</p>{quoted(one)}</li>"
        for one in findings
    )
    return f"<ol>{''.join(items)}</ol>"
