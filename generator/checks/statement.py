"""Advises where a statement of accessibility no longer holds for the site: its day, and what it covers."""

from __future__ import annotations

from collections.abc import Iterator

from generator.content.schema import EMBEDS, PDFS
from generator.diagnostics import Diagnostic
from generator.i18n import _
from generator.model import Page, Roadmap, Site
from generator.site.formatting import date

_DAYS_OF_A_YEAR = 365


def statement_advice(roadmap: Roadmap) -> Iterator[Diagnostic]:
    """Advise on each statement of accessibility: a page that says what it covers, or when that was assessed."""
    for page in roadmap.pages:
        if page.assessed is not None or page.covers:
            yield from _on_day(page, roadmap.site)
            yield from _on_coverage(page, roadmap.site)


def _on_day(page: Page, site: Site) -> Iterator[Diagnostic]:
    """Advise where the assessment has no day, is old by the day of the site, or readers are not told its day."""
    location, day = page.locations.of("assessed"), page.assessed
    if day is None:
        message = _("When was accessibility assessed? Write the date in the text, and here: “assessed: 2026-11-24”.")
        yield Diagnostic(page.locations.of("covers"), message)
        return
    if (site.updated - day).days > _DAYS_OF_A_YEAR:
        message = _(
            "Accessibility was last assessed on {date}, more than a year ago. Assess it again, update the "
            "text, and write the date here.",
            date=date(day, site.default_language),
        )
        yield Diagnostic(location, message)
    for language in site.languages:
        written = date(day, language)
        if written not in page.body[language].markdown:
            message = _(
                "The text ({language}) does not give the date of the assessment. Write it there: {date}",
                language=language.endonym,
                date=written,
            )
            yield Diagnostic(page.body[language].start or location, message)


def _on_coverage(page: Page, site: Site) -> Iterator[Diagnostic]:
    """Advise where the statement leaves out what the site has, or speaks of what it does not have."""
    parts = (*(language.code for language in site.languages), *([PDFS] if site.pdf else []), EMBEDS)
    location = page.locations.of("covers")
    line = ", ".join(parts)
    if missing := tuple(part for part in parts if part not in page.covers):
        message = _(
            "The accessibility statement does not cover {parts}, which the site has. "
            "Assess that, write the result into the text, and write here: covers: {line}",
            parts=missing,
            line=line,
        )
        yield Diagnostic(location, message)
    if extra := tuple(part for part in page.covers if part not in parts):
        message = _(
            "The accessibility statement covers {parts}, which the site does not have. "
            "Correct the text, and write here: covers: {line}",
            parts=extra,
            line=line,
        )
        yield Diagnostic(location, message)
