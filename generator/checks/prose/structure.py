"""Advises on lists, tables and lines that Markdown does not take for such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise

from generator.checks.prose.passages import CODE_BLOCK, Passage, advice_code, html_of
from generator.diagnostics import Diagnostic, Location
from generator.i18n import _
from generator.model import RenderedMarkdown

# What looks like an item to an editor: “2. one”, “2.one”, “a) one”, “ii. one”, “-one”, “o one” of a word processor.
_ITEM = re.compile(
    r"\s*([-*+•·▪●◦‣–—o](?=\s)|\d{1,2}[.)](?=[^\W\d]|\s)|(?:[^\W\d_]|[ivxIVX]{2,4})[.)](?=\s)|[-*](?=[^\W\d]))[\s*_\[]*(\w+)"
)
_NUMBER = re.compile(r"\s*(\d+)[.)]")
# Cells that are copied from Word or Excel.
_TABS = re.compile(r"[^\s][^\t]*\t+\S")
_TAG = re.compile(r"<[^>]*>")
# Characters: addresses and lists of names have lines like these.
_SHORT_LINE = 40
# So many lines apart, two items may still be of the same list.
_MAX_LINES_APART = 3


def swallowed_lists(body: Passage, rendered: RenderedMarkdown) -> Iterator[Diagnostic]:
    """Advise where two list items or more have become running text: their signs stand in the HTML as they are."""
    html = CODE_BLOCK.sub("", html_of(rendered))
    in_html = {_item(unescape(_TAG.sub("", line))) for line in html.split("\n")} - {None}
    lines = body.text.split("\n")
    swallowed = [number for number, line in enumerate(lines) if _item(line) in in_html]
    before, after = [-_MAX_LINES_APART - 1, *swallowed], [*swallowed[1:], len(lines) + _MAX_LINES_APART]
    for previous, number, following in zip(before, swallowed, after, strict=False):
        # The first item of a list, which another one follows.
        if number - previous > _MAX_LINES_APART >= following - number and _may_be_list(lines[number], lines[following]):
            column = len(lines[number]) - len(lines[number].lstrip()) + 1
            message = _(
                "These lines do not come out as a list. Begin each at the margin with “- ”, "
                "or with its number in their order: 1. 2. 3."
            )
            location = Location(body.location.file, body.location.line + number, column)
            yield Diagnostic(location, message, code=advice_code("no-list", lines[number]))


def joined_lines(block: Passage) -> Iterator[Diagnostic]:
    """Advise where a line was ended by hand, and the page goes on with the next one in the same paragraph.

    Lines that an editor wraps end where the next word did not fit.
    """
    lines = block.text.split("\n")
    width = max(map(len, lines))
    for number, (line, following) in enumerate(pairwise(lines)):
        words = following.split()
        if not words or "|" in block.text or line.endswith(("  ", "\\")) or len(line) + 1 + len(words[0]) > width:
            continue
        if line.endswith((".", ":", "!", "?")) or 2 * len(line) <= width or width <= _SHORT_LINE:
            message = _(
                "On the page this goes on in the line above. Leave an empty line between them, or end the line above "
                "in two spaces."
            )
            location = Location(block.location.file, block.location.line + number + 1, 1)
            yield Diagnostic(location, message, code=advice_code("joined-lines", following))
            return


def pasted_tables(body: Passage) -> Iterator[Diagnostic]:
    """Advise where two lines or more are cells divided by tabs, which run together."""
    lines = body.text.split("\n")
    has_cells = [_TABS.match(line) is not None and _item(line) is None for line in lines]
    for number, line in enumerate(lines[:-1]):
        if has_cells[number] and has_cells[number + 1] and not (number and has_cells[number - 1]):
            cure = f"| {' | '.join(line.split(chr(9)))} |"
            message = _("Tabs make no table. Write bars, and |---|---| below the first row: {cure}", cure=cure)
            location = Location(body.location.file, body.location.line + number, 1)
            yield Diagnostic(location, message, code=advice_code("no-table", line))


def _may_be_list(item: str, following: str) -> bool:
    """Return whether two lines may be items of a list: “24. marraskuuta” and “31. joulukuuta” are dates."""
    number, next_number = _NUMBER.match(item), _NUMBER.match(following)
    if number is None or next_number is None:
        return True
    return int(number[1]) == 1 or int(next_number[1]) == int(number[1]) + 1


def _item(line: str) -> tuple[str, str] | None:
    """Return the sign and the first word of a line that looks like a list item."""
    match = _ITEM.match(line)
    return (match[1], match[2]) if match else None
