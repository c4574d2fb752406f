"""Advises on lists, tables and lines that Markdown does not take for such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise

from generator.checks.prose.passages import CODE_BLOCK, Passage, advice_code
from generator.content.markdown_marks import BULLETS
from generator.diagnostics import Diagnostic, Location
from generator.i18n import Message, _
from generator.model import RenderedMarkdown

# What looks like an item to an editor: “2. one”, “2.one”, “a) one”, “ii. one”, “-one”, “o one” of a word processor.
_ITEM = re.compile(
    rf"\s*([{BULLETS}o](?=\s)|\d{{1,2}}[.)](?=[^\W\d]|\s)|(?:[^\W\d_]|[ivxIVX]{{2,4}})[.)](?=\s)|[-*](?=[^\W\d]))"
    r"[\s*_\[]*(\w+)"
)
_SIGN = re.compile(r"^(?:\w{1,4}[.)]|\W|o(?=\s))\s*")
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
    html = CODE_BLOCK.sub("", rendered.html)
    in_html = {_item(unescape(_TAG.sub("", line))) for line in html.split("\n")} - {None}
    lines = body.text.split("\n")
    swallowed = [number for number, line in enumerate(lines) if _item(line) in in_html]
    before, after = [-_MAX_LINES_APART - 1, *swallowed], [*swallowed[1:], len(lines) + _MAX_LINES_APART]
    for previous, number, following in zip(before, swallowed, after, strict=False):
        # The first item of a list, which another one follows.
        is_first = number - previous > _MAX_LINES_APART >= following - number
        if is_first and _may_be_list(lines[number], lines[following], following - number):
            location = Location(body.location.file, body.location.line + number, _indent(lines[number]) + 1)
            message = _list_message(lines[number], lines[following])
            yield Diagnostic(location, message, code=advice_code("no-list", lines[number]))


def _list_message(item: str, following: str) -> Message:
    """Return how the first of two items is written, or else the second; both may be right but for what is above."""
    number = _NUMBER.match(item)
    cures = [f"- {_SIGN.sub('', item.strip())}"]
    if number:
        cures = [f"{int(number[1]) + add}. {_SIGN.sub('', line.strip())}" for add, line in enumerate((item, following))]
    for line, cure in zip((item, following), cures, strict=False):
        if line.strip() != cure:
            return _("These lines will not become a list. Write them like this: {cure}", cure=cure)
    return _("These lines will not become a list. Leave an empty line above the first.")


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
                "On the page, this continues the line above. Leave an empty line between them, or end the "
                "line above with two spaces."
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
            message = _(
                "Tabs do not make a table. Write vertical bars, and |---|---| below the first row: {cure}", cure=cure
            )
            location = Location(body.location.file, body.location.line + number, 1)
            yield Diagnostic(location, message, code=advice_code("no-table", line))


def _may_be_list(item: str, following: str, distance: int) -> bool:
    """Return whether two lines may be items of a list: “24. marraskuuta” and “1. joulukuuta” are dates."""
    number, next_number = _NUMBER.match(item), _NUMBER.match(following)
    if number is None or next_number is None:
        return True
    step = int(next_number[1]) - int(number[1])
    return step == 1 or (distance == 1 and (step == 0 or int(number[1]) == 1))


def _item(line: str) -> tuple[str, str] | None:
    """Return the sign and the first word of a line that looks like a list item."""
    match = _ITEM.match(line)
    return (match[1], match[2]) if match else None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
