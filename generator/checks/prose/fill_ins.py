"""Advises once on all that a city has not yet filled in of what its first files left open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from urllib.parse import urlsplit

from generator.diagnostics import Diagnostic, Location
from generator.i18n import ngettext
from generator.model import Roadmap

# “[fill in: the address]”, but no link: “[Read: the plan](plan.md)”.
_FILL_IN = re.compile(r"\[\w[^\[\]]*: [^\[\]]+\](?![(\[:])")
# The domain of examples (RFC 2606).
_EXAMPLE_HOST = "example.org"


def fill_ins(roadmap: Roadmap) -> Iterator[Diagnostic]:
    """Advise on the first place that is to be filled in, and say how many there are and in which files."""
    places = [*_in_pages(roadmap), *_in_site(roadmap)]
    if places:
        message = ngettext(
            "{count} place is still to be filled in, in {files}. Write there what is true of your city.",
            "{count} places are still to be filled in, in {files}. Write there what is true of your city.",
            count=len(places),
            files=", ".join(sorted({place.file for place in places})),
        )
        yield Diagnostic(places[0], message)


def _in_pages(roadmap: Roadmap) -> Iterator[Location]:
    for page, language in product(roadmap.pages, roadmap.site.languages):
        body = page.body[language]
        for found in _FILL_IN.finditer(body.markdown):
            if body.start is not None:
                above, newline, before = body.markdown[: found.start()].rpartition("\n")
                line = body.start.line + above.count("\n") + len(newline)
                yield Location(body.start.file, line, len(before) + 1)


def _in_site(roadmap: Roadmap) -> Iterator[Location]:
    site = roadmap.site
    for language in site.languages:
        for name in ("description", "source", "publisher"):
            if _FILL_IN.search(getattr(site, name)[language]):
                yield site.locations.of(f"{name}_{language.code}")
        for name in ("publisher_url", "feedback_url", "source_url"):
            url = getattr(site, name)
            if url is not None and urlsplit(url[language]).hostname == _EXAMPLE_HOST:
                yield site.locations.of(f"{name}_{language.code}")
