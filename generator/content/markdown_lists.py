"""Mends lists before Python-Markdown reads them, so that they come out as GitHub shows them.

Python-Markdown makes no list of items that follow a paragraph without an empty line, and nests only
what is indented by four spaces; editors write both.
"""

from __future__ import annotations

import re

from markdown.preprocessors import Preprocessor

_ITEM = re.compile(r"( *)([-*+]|\d{1,9}[.])( +)(?=\S)")
_RULE = re.compile(r" {0,3}([-*_])( *\1){2,} *")
_STEP = 4


class ListPreprocessor(Preprocessor):
    """Puts an empty line before a list, and four spaces before it for each level of nesting."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with lists spaced and indented as Python-Markdown needs."""
        result: list[str] = []
        # Where the text of each open list's item begins: the column that what belongs to it starts at.
        open_items: list[int] = []
        empty_before = True
        for line in (line.expandtabs(_STEP) for line in lines):
            if not line.strip():
                result.append("")
                empty_before = True
                continue
            indent = len(line) - len(line.lstrip(" "))
            item = None if _RULE.fullmatch(line) else _ITEM.match(line)
            # “1998. ” at the start of a line of a paragraph begins no list.
            may_begin = item is not None and indent < _STEP and (empty_before or item[2] in ("-", "*", "+", "1."))
            if item is not None and (open_items or may_begin):
                if not open_items and not empty_before:
                    result.append("")
                while open_items and indent < open_items[-1]:
                    open_items.pop()
                result.append(" " * _STEP * len(open_items) + line[indent:])
                open_items.append(item.end())
            elif open_items and indent >= open_items[0]:
                while indent < open_items[-1]:
                    open_items.pop()
                result.append(" " * _STEP * len(open_items) + line[open_items[-1] :])
            else:
                if empty_before:
                    open_items.clear()
                result.append(line)
            empty_before = False
        return result
