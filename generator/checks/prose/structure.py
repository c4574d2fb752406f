"""What is to be said of the structure of a body: headings that skip a level, lists that do not come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from generator.checks.prose.passages import Passage, html_of
from generator.diagnostics import Diagnostic, Location
from generator.i18n import _
from generator.model import RenderedMarkdown

# A heading by its signs, or by a line of hyphens below it, which makes it one of the second level.
HEADING = re.compile(r"^(#{2,6})[ \t]*([^#\s].*)|^[^\s#|].*\n-+[ \t]*$", re.MULTILINE)
# What looks like an item to an editor: “2. one”, “a) one”, “• one” as word processors paste it, “-one”.
ITEM = re.compile(r"\s*([-*+•·▪●◦‣–—](?=\s)|\d{1,2}[.)](?=\s)|[^\W\d_]\)(?=\s)|-(?=[^\W\d]))[\s*_\[]*(\w+)")
TAG = re.compile(r"<[^>]*>")
# So many lines apart, two items may still be of the same list.
NEAR = 3


def skipped_levels(body: Passage) -> Iterator[Diagnostic]:
    above = 1
    for heading in HEADING.finditer(body.text):
        level = len(heading[1] or "##")
        if level > above + 1:
            cure = f"{'#' * (above + 1)} {heading[2]}"
            message = _("This heading skips a level. Write it with fewer signs: {cure}", cure=cure)
            yield Diagnostic(body.at(heading.start()), message)
        above = level


def swallowed_lists(body: Passage, prose: RenderedMarkdown) -> Iterator[Diagnostic]:
    """Where two items or more have become running text."""
    shown = {item(unescape(TAG.sub("", line))) for line in html_of(prose).split("\n")} - {None}
    lines = body.text.split("\n")
    swallowed = [number for number, line in enumerate(lines) if item(line) in shown]
    before, after = [-NEAR - 1, *swallowed], [*swallowed[1:], len(lines) + NEAR]
    for previous, number, following in zip(before, swallowed, after, strict=False):
        if number - previous > NEAR >= following - number:
            line = lines[number]
            column = len(line) - len(line.lstrip()) + 1
            location = Location(body.location.file, body.location.line + number, column)
            message = _(
                "These lines do not come out as a list. Begin each at the margin with “- ” or “1. ”, "
                "and leave an empty line above the first."
            )
            yield Diagnostic(location, message)


def item(line: str) -> tuple[str, str] | None:
    """The sign and the first word of a line that looks like an item."""
    match = ITEM.match(line)
    return (match[1], match[2]) if match else None
