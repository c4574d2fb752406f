"""Reads the blocks of Markdown: lines in, the tree of Python-Markdown out, in which inline signs are still as written.

Blocks are those of CommonMark with the tables of GitHub. Python-Markdown's own reader, which this one replaces, divides
a text at its empty lines first, and so makes headings of list items, nests only what four spaces indent, and counts
every list from its first number. Here a page shows the numbers that are written:

- A number is that of a list item only where the list counts on by one: "24. marraskuuta 2026" stays text.
- The signs of word processors, such as • and –, make a list too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ElementTree, SubElement

from markdown.blockparser import BlockParser
from markdown.blockprocessors import ReferenceProcessor
from markdown.util import AtomicString, code_escape

from generator.content.markdown_marks import BULLETS, WORD_BULLETS

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown.extensions.tables import TableProcessor

_CODE_INDENT = 4
_RULE = re.compile(r" {0,3}([-*_])( *\1){2,} *")
# One # needs a space, as a number or a tag may follow it; “##Title” can be nothing else.
_HEADING = re.compile(r" {0,3}(#(?= |$)|#{2,6}(?!#))(.*)")
# A single hyphen below a text is more likely an item that is still empty.
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,}) *")
_QUOTE = re.compile(r" {0,3}> ?")
_DELIMITERS = re.compile(r" *\|?( *:?-+:? *\|)* *:?-*:? *")
_ITEM = re.compile(
    rf"(?P<indent> {{0,3}})(?P<sign>[{BULLETS}]|o(?=  )|(?P<number>\d{{1,9}})[.)])"
    rf"(?:(?P<gap>[ \u00a0]+)(?=[^ \u00a0])|(?=[ \u00a0]*$)|(?<=[{WORD_BULLETS}]))"
)
_NUMBER = re.compile(r" {0,3}(\d{1,9})[.)](?:[ \u00a0]|$)")
# “– Niin” may be a remark, and “+ 5 %” a number.
_RARE_SIGN = re.compile(r" {0,3}(?:[–—][ \u00a0]|\+ +\d)")
_BREAK = re.compile(r"(?<!\\)((?:\\\\)*)\\(?=\n)")


@dataclass(frozen=True, slots=True)
class _Item:
    """The beginning of a list item: its sign, and the column where its text and what belongs to it starts."""

    tag: str
    number: int
    width: int
    text: str


@dataclass
class _Lines:
    """The lines of the text, or those within a list item or a quotation without what marks them as such.

    `first` is the number of the first one in the whole text, counted from 0, and `last_number` that of the last item.
    """

    lines: Sequence[str]
    first: int = 0
    last_number: int | None = None

    @cached_property
    def _last_lines(self) -> dict[int, int]:
        """The last line that begins with each number."""
        found = ((_NUMBER.match(line), index) for index, line in enumerate(self.lines))
        return {int(match[1]): index for match, index in found if match}

    @cached_property
    def _has_rare_signs(self) -> bool:
        """Whether two lines or more begin with a sign that stands for a list only where there are several."""
        return sum(_RARE_SIGN.match(line) is not None for line in self.lines) > 1

    def item(self, index: int) -> _Item | None:
        """Return the list item that begins at a line, if one does."""
        line = self.lines[index]
        match = _ITEM.match(line)
        if match is None or _RULE.fullmatch(line):
            return None
        gap, text = match["gap"] or "", line[match.end() :]
        sign_end = len(match["indent"]) + len(match["sign"])
        # So many spaces are a habit of word processors, not code in an item.
        width = sign_end + (len(gap) if 0 < len(gap) <= _CODE_INDENT else 1)
        if match["number"] is None:
            is_item = _RARE_SIGN.match(line) is None or self._has_rare_signs
            return _Item("ul", 0, width, text.strip(" \u00a0")) if is_item else None
        number = int(match["number"])
        counts_on = number - 1 == self.last_number or self._last_lines.get(number + 1, -1) > index
        return _Item("ol", number, width, text.strip(" \u00a0")) if counts_on else None

    def begins_table(self, index: int) -> bool:
        """Return whether a line is the first row of a table, which a row of hyphens follows."""
        if "|" not in self.lines[index] or index + 1 == len(self.lines):
            return False
        below = self.lines[index + 1]
        return "|" in below and "-" in below and _DELIMITERS.fullmatch(below) is not None

    def interrupts_paragraph(self, index: int) -> bool:
        """Return whether a line ends the paragraph above it by beginning another block."""
        line = self.lines[index]
        if _is_plain(line):
            return False
        if _begins_block(line) or self.begins_table(index):
            return True
        item = self.item(index)
        return item is not None and bool(item.text) and item.number <= 1

    def continues_paragraph(self, index: int, width: int = 0) -> bool:
        """Return whether a line at the margin goes on with the paragraph of a quotation or a list item above it.

        Args:
            index: The number of the line.
            width: The column that what belongs to the item starts at.
        """
        above = self.lines[index - 1]
        text = self.lines[index].lstrip(" ")
        may_be_item = _ITEM.match(text) is not None and _indent(self.lines[index]) >= _CODE_INDENT
        return (
            bool(text)
            and self.item(index) is None
            and _is_text(above[min(width, _indent(above)) :])
            and not (_begins_block(text) or _UNDERLINE.fullmatch(text) or may_be_item)
            and not self.begins_table(index)
        )


class BlockReader(BlockParser):
    """Reads the blocks of a text, and knows the line of each."""

    def __init__(self, md: Markdown, tables: TableProcessor) -> None:
        super().__init__(md)
        self._tables = tables
        # By element: the line that it begins at, counted from 0.
        self.line_of: dict[Element, int] = {}
        # By name of an address that links lead to: the line that gives it.
        self.definitions: dict[str, int] = {}
        # The headings that a line of hyphens below them makes such.
        self.underlined: set[Element] = set()

    def parseDocument(self, lines: Sequence[str]) -> ElementTree[Element]:  # type: ignore[override]  # noqa: N802
        """Return the tree of a whole text."""
        self.line_of, self.definitions, self.underlined = {}, {}, set()
        root = Element(self.md.doc_tag)
        self._read(root, _Lines(lines))
        return ElementTree(root)

    def _read(self, parent: Element, block: _Lines) -> bool:
        """Read the blocks of some lines, and return whether an empty line divides two of them."""
        index, end, is_spaced = 0, 0, False
        while index < len(block.lines):
            if not block.lines[index].strip():
                index += 1
                continue
            is_spaced = is_spaced or 0 < end < index
            index = end = self._read_block(parent, block, index)
        return is_spaced

    def _read_block(self, parent: Element, block: _Lines, index: int) -> int:
        """Read the block that begins at a line, and return the index of the line after it."""
        line = block.lines[index]
        if _is_plain(line) and not line.startswith("o "):
            return self._read_paragraph(parent, block, index)
        if _indent(line) >= _CODE_INDENT:
            return self._read_code(parent, block, index)
        if _RULE.fullmatch(line):
            self._add(parent, "hr", block, index)
            return index + 1
        if heading := _HEADING.fullmatch(line):
            self._add(parent, f"h{len(heading[1])}", block, index).text = _without_closing_signs(heading[2])
            return index + 1
        if _QUOTE.match(line):
            return self._read_quotation(parent, block, index)
        if item := block.item(index):
            return self._read_list(parent, block, index, item)
        if block.begins_table(index):
            end = _end_of_table(block, index)
            rows = "\n".join(block.lines[index:end])
            if self._tables.test(parent, rows):
                self._tables.run(parent, [rows])
                self.line_of[parent[-1]] = block.first + index
                return end
        return self._read_paragraph(parent, block, index)

    def _read_code(self, parent: Element, block: _Lines, index: int) -> int:
        end = index
        for number in range(index, len(block.lines)):
            line = block.lines[number]
            if _indent(line) >= _CODE_INDENT:
                end = number + 1
            elif line.strip():
                break
        code = SubElement(self._add(parent, "pre", block, index), "code")
        lines = (line[_CODE_INDENT:] for line in block.lines[index:end])
        code.text = AtomicString(code_escape("\n".join(lines).rstrip()) + "\n")
        return end

    def _read_quotation(self, parent: Element, block: _Lines, index: int) -> int:
        end = index + 1
        while end < len(block.lines) and (_QUOTE.match(block.lines[end]) or block.continues_paragraph(end)):
            end += 1
        lines = [line[mark.end() if (mark := _QUOTE.match(line)) else 0 :] for line in block.lines[index:end]]
        self._read(self._add(parent, "blockquote", block, index), _Lines(lines, block.first + index))
        return end

    def _read_list(self, parent: Element, block: _Lines, index: int, item: _Item) -> int:
        parent_list = self._add(parent, item.tag, block, index)
        if item.tag == "ol" and item.number != 1:
            parent_list.set("start", str(item.number))
        is_loose = False
        while True:
            if item.tag == "ol":
                block.last_number = item.number
            end = _end_of_item(block, index, item)
            lines = [item.text, *(line[min(item.width, _indent(line)) :] for line in block.lines[index + 1 : end])]
            is_spaced = self._read(self._add(parent_list, "li", block, index), _Lines(lines, block.first + index))
            is_loose = is_loose or is_spaced
            index = end
            while index < len(block.lines) and not block.lines[index].strip():
                index += 1
            following = block.item(index) if index < len(block.lines) else None
            if following is None or (following.tag, following.number) != (item.tag, item.number + (item.tag == "ol")):
                break
            is_loose, item = is_loose or end < index, following
        if not is_loose:
            for entry in parent_list:
                _unwrap_paragraphs(entry)
        return end

    def _read_paragraph(self, parent: Element, block: _Lines, index: int) -> int:
        end = index + 1
        tag = "p"
        while end < len(block.lines) and (line := block.lines[end]).strip():
            if _UNDERLINE.fullmatch(line):
                tag = "h1" if "=" in line else "h2"
                break
            if block.interrupts_paragraph(end):
                break
            end += 1
        text = "\n".join(line.lstrip(" ") for line in block.lines[index:end]).rstrip()
        if "\\\n" in text:
            text = _BREAK.sub(r"\1  ", text)
        text = self._without_references(text, block.first + index)
        if not text:
            return end if tag == "p" else end + 1
        element = self._add(parent, tag, block, index)
        element.text = text
        if tag == "p":
            return end
        self.underlined.add(element)
        return end + 1

    def _without_references(self, text: str, line: int) -> str:
        """Note the addresses that a paragraph begins by giving names to, and return what follows them."""
        while found := ReferenceProcessor.RE.match(text):
            name = found[1].strip().lower()
            # What has a name already, and a footnote, would be lost.
            if name in self.definitions or name.startswith("^"):
                break
            self.definitions[name] = line
            self.md.references[name] = (found[2].strip("<>"), found[5] or found[6])
            line += found[0].count("\n") + 1
            text = text[found.end() :].lstrip("\n")
        return text

    def _add(self, parent: Element, tag: str, block: _Lines, index: int) -> Element:
        element = SubElement(parent, tag)
        self.line_of[element] = block.first + index
        return element


def _is_plain(line: str) -> bool:
    """Return whether a line, as most do, begins with a letter, and is no row of a table."""
    return line[:1].isalpha() and "|" not in line


def _begins_block(line: str) -> bool:
    """Return whether a line is a heading or a rule, or begins a quotation."""
    return bool(_HEADING.fullmatch(line) or _QUOTE.match(line) or _RULE.fullmatch(line))


def _end_of_table(block: _Lines, index: int) -> int:
    """Return the index of the line after a table whose first row is at a line: a row has a bar."""
    end = index + 2
    while end < len(block.lines) and "|" in block.lines[end] and not block.interrupts_paragraph(end):
        end += 1
    return end


def _end_of_item(block: _Lines, index: int, item: _Item) -> int:
    """Return the index of the line after a list item that begins at a line."""
    end = index + 1
    for number in range(index + 1, len(block.lines)):
        line = block.lines[number]
        if not line.strip():
            if number == index + 1 and not item.text:
                break
            continue
        # An item right below another one, four spaces from the margin, is no code.
        least = _CODE_INDENT if end == number and _ITEM.match(line.lstrip(" ")) else item.width
        if not (
            _indent(line) >= min(least, item.width) or (end == number and block.continues_paragraph(number, item.width))
        ):
            break
        end = number + 1
    return end


def _is_text(line: str) -> bool:
    """Return whether a line is of a paragraph, perhaps in a quotation or a list item."""
    while not _RULE.fullmatch(line) and (mark := _QUOTE.match(line) or _ITEM.match(line)):
        line = line[mark.end() :]
    return bool(line.strip()) and not _begins_block(line)


def _unwrap_paragraphs(item: Element) -> None:
    """Take the text of an item out of its paragraphs, as in a list without empty lines."""
    for paragraph in [child for child in item if child.tag == "p"]:
        position = list(item).index(paragraph)
        if position:
            item[position - 1].tail = paragraph.text
        else:
            item.text = paragraph.text
        item.remove(paragraph)


def _without_closing_signs(heading: str) -> str:
    """Return the text of a heading without the signs that may end it: ## Title ##."""
    text = heading.strip()
    title = text.rstrip("#")
    return title.rstrip() if title[-1:] in ("", " ") else text


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" ")) if line.strip() else 0
