"""What the preview tells the editor, in HTML: a page of its own, or a panel on a page of the site.

In come problems and advice; out go pieces of HTML whose style stands in STYLE, since a page of the site allows
no style within itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from generator.problems import Advice, Message, Problem, say, say_counted
from generator.speaking import Speaker

STYLE_PATH = "/preview.css"
STYLE = (Path(__file__).parent / "notices.css").read_bytes()

TITLE = re.compile("<title>")
BODY = re.compile("<body[^>]*>")


def how_many(findings: Sequence[Problem]) -> Message:
    """How many problems there are, or pieces of advice where all of them are that."""
    count = len(findings)
    if are_advice(findings):
        return say_counted("{count} piece of advice", "{count} pieces of advice", count=count)
    return say_counted("{count} problem to fix", "{count} problems to fix", count=count)


def are_advice(findings: Sequence[Problem]) -> bool:
    """Whether nothing of it must be fixed: problems and advice never come together."""
    return all(isinstance(one, Advice) for one in findings)


def problems_page(problems: Sequence[Problem], speaker: Speaker) -> str:
    """The page that stands for all others while there is no site to show."""
    return notice_page(speaker.language, speaker.say(how_many(problems)), listed(problems, speaker))


def failure_page(speaker: Speaker) -> str:
    """The page that is shown when the program itself failed."""
    title = speaker.say(say("The generator failed"))
    cure = speaker.say(say("The terminal tells where. This page follows the next change."))
    return notice_page(speaker.language, title, f"<p>{escape(cure)}</p>")


def notice_page(language: str, title: str, content: str) -> str:
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="{STYLE_PATH}">'
        f'<title>{title}</title></head><body><main class="notice"><h1>{title}</h1>{content}</main></body></html>'
    )


def with_panel(page: str, findings: Sequence[Problem], file: str, speaker: Speaker) -> str:
    """A page of the site with what was found, first what concerns the content file that the page is made of.

    Problems stand in its title too, since the page is then still the last good one.
    """
    if not findings:
        return page
    panel = panel_of(findings, file, speaker)
    page = BODY.sub(lambda body: body[0] + panel, page, count=1)
    if are_advice(findings):
        return page
    return TITLE.sub(lambda tag: f"{tag[0]}{speaker.say(how_many(findings))} – ", page, count=1)


def panel_of(findings: Sequence[Problem], file: str, speaker: Speaker) -> str:
    here = [one for one in findings if one.place.file == file]
    elsewhere = [one for one in findings if one.place.file != file]
    is_advice = are_advice(findings)
    parts = [f"<h2>{escape(speaker.say(how_many(findings)))}</h2>"]
    if not is_advice:
        waiting = say("Until they are fixed, the pages stay as they were.")
        parts.append(f"<p>{escape(speaker.say(waiting))}</p>")
    if here:
        parts.append(listed(here, speaker))
    if elsewhere:
        others = say("In other files: {count}", count=len(elsewhere))
        opened = "" if here or is_advice else " open"
        parts.append(
            f"<details{opened}><summary>{escape(speaker.say(others))}</summary>{listed(elsewhere, speaker)}</details>"
        )
    kind = "advice" if is_advice else "problems"
    label = escape(speaker.say(say("Preview")))
    return (
        f'<aside class="preview-panel" data-kind="{kind}" tabindex="0" lang="{speaker.language}" aria-label="{label}">'
        f'<link rel="stylesheet" href="{STYLE_PATH}">{"".join(parts)}</aside>'
    )


def quoted(finding: Problem) -> str:
    """What was written, where there is something."""
    excerpt = finding.excerpt()
    return f"<pre>{escape(excerpt)}</pre>" if excerpt else ""


def listed(findings: Iterable[Problem], speaker: Speaker) -> str:
    items = (
        f"<li><code>{escape(str(one.place))}</code><p>{escape(speaker.say(one.message))}</p>{quoted(one)}</li>"
        for one in findings
    )
    return f"<ol>{''.join(items)}</ol>"
