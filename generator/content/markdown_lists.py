"""Mends lists before Python-Markdown reads them, so that they come out as GitHub shows them.

Python-Markdown makes no list of items that follow a paragraph without an empty line, and nests only
what is indented by four spaces; editors write both.
"""

from __future__ import annotations

import re

from markdown.preprocessors import Preprocessor

ITEM = re.compile(r"( *)([-*+]|\d{1,9}[.])( +)(?=\S)")
RULE = re.compile(r" {0,3}([-*_])( *\1){2,} *")
STEP = 4


class ListPreprocessor(Preprocessor):
    """Lines of a text in, the same lines out, with lists spaced and indented as Python-Markdown needs."""

    def run(self, lines: list[str]) -> list[str]:
        return mended(lines)


def mended(lines: list[str]) -> list[str]:
    """The lines with an empty line before a list and four spaces for each level of nesting."""
    result: list[str] = []
    # Where the text of each open list's item begins: the column that what belongs to it starts at.
    open_items: list[int] = []
    empty_before = True
    for line in (line.expandtabs(STEP) for line in lines):
        indent = len(line) - len(line.lstrip(" "))
        item = None if RULE.fullmatch(line) else ITEM.match(line)
        if not line.strip():
            result.append("")
            empty_before = True
            continue
        if item is not None and (open_items or (indent < STEP and (empty_before or may_interrupt(item)))):
            starts_list = not open_items
            while open_items and indent < open_items[-1]:
                open_items.pop()
            if starts_list and not empty_before:
                result.append("")
            result.append(" " * STEP * len(open_items) + line[indent:])
            open_items.append(item.end())
        elif open_items and indent >= open_items[0]:
            while indent < open_items[-1]:
                open_items.pop()
            result.append(" " * STEP * len(open_items) + line[open_items[-1] :])
        else:
            if empty_before:
                open_items.clear()
            result.append(line)
        empty_before = False
    return result


def may_interrupt(item: re.Match[str]) -> bool:
    """Whether the item begins a list right after a paragraph: “1998. ” at the start of a line does not."""
    return item[2] in ("-", "*", "+", "1.")
