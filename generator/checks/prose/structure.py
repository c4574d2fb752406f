"""Advises on the structure of a body: headings that skip a level, lists that Markdown does not take for such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from generator.checks.prose.passages import Passage, advice_code, html_of
from generator.diagnostics import Diagnostic, Location
from generator.i18n import _
from generator.model import RenderedMarkdown

# A heading by its signs, or by a line of hyphens below it, which makes it one of the second level.
_HEADING = re.compile(r"^(#{2,6})[ \t]*([^#\s].*)|^[^\s#|].*\n-+[ \t]*$", re.MULTILINE)
# What looks like an item to an editor: “2. one”, “a) one”, “• one” as word processors paste it, “-one”.
_ITEM = re.compile(r"\s*([-*+•·▪●◦‣–—](?=\s)|\d{1,2}[.)](?=\s)|[^\W\d_]\)(?=\s)|-(?=[^\W\d]))[\s*_\[]*(\w+)")
_TAG = re.compile(r"<[^>]*>")
# So many lines apart, two items may still be of the same list.
_MAX_LINES_APART = 3


def skipped_levels(body: Passage) -> Iterator[Diagnostic]:
    """Advise on headings that are more than one level below the heading before."""
    above = 1
    for heading in _HEADING.finditer(body.text):
        level = len(heading[1] or "##")
        if level > above + 1:
            cure = f"{'#' * (above + 1)} {heading[2]}"
            message = _("This heading skips a level. Write it with fewer signs: {cure}", cure=cure)
            yield Diagnostic(body.at(heading.start()), message, code=advice_code("skipped-heading", heading[0]))
        above = level


def swallowed_lists(body: Passage, rendered: RenderedMarkdown) -> Iterator[Diagnostic]:
    """Advise where two list items or more have become running text: their signs stand in the HTML as they are."""
    in_html = {_item(unescape(_TAG.sub("", line))) for line in html_of(rendered).split("\n")} - {None}
    lines = body.text.split("\n")
    swallowed = [number for number, line in enumerate(lines) if _item(line) in in_html]
    before, after = [-_MAX_LINES_APART - 1, *swallowed], [*swallowed[1:], len(lines) + _MAX_LINES_APART]
    for previous, number, following in zip(before, swallowed, after, strict=False):
        # The first item of a list, which another one follows.
        if number - previous > _MAX_LINES_APART >= following - number:
            column = len(lines[number]) - len(lines[number].lstrip()) + 1
            message = _(
                "These lines do not come out as a list. Begin each at the margin with “- ” or “1. ”, "
                "and leave an empty line above the first."
            )
            location = Location(body.location.file, body.location.line + number, column)
            yield Diagnostic(location, message, code=advice_code("no-list", lines[number]))


def _item(line: str) -> tuple[str, str] | None:
    """Return the sign and the first word of a line that looks like a list item."""
    match = _ITEM.match(line)
    return (match[1], match[2]) if match else None
