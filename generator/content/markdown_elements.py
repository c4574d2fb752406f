"""Reads the elements that a text has become: reports what is not as it was meant, and notes links and anchors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from markdown.extensions.toc import unique
from markdown.util import ETX, STX

from generator.content.markdown_html import escaped, unescaped
from generator.content.markdown_marks import BULLETS, CODE, LINK, marks
from generator.content.parsers import slug_of
from generator.i18n import _

if TYPE_CHECKING:
    from generator.content.markdown import Converter

_INLINE = {"a", "em", "strong"}
_TEXT_BLOCKS = {"p", "li", "th", "td", *(f"h{level}" for level in range(1, 7))}
# The elements of which something is noted or may be wrong.
_READ = {"a", "p", "blockquote", "pre", "img", "th", "li", *(f"h{level}" for level in range(1, 7))}
_STASHED = re.compile(f"{STX}wzxhzdk:(\\d+){ETX}")
# White space, also of no width: what names nothing.
_UNSEEN = " \n\u00a0\u00ad\u2000\u2001\u2002\u2003\u2007\u2009\u200a\u200b\u200c\u200d\u202f\u2060\u3000\ufeff"
# What is writing and no program code: a heading, an item of a list, or some words in a row.
_WRITING = re.compile(
    rf"^ *(?:#{{2,}} ?\w|(?:[{BULLETS}o]|\w{{1,2}}[.)]) +\w)|(?:\b[^\W\d_]+[,.]? ){{3}}", re.MULTILINE
)
_LONGEST_HEADING = 80


def report_marks(root: ElementTree.Element, converter: Converter) -> None:
    """Report signs of Markdown and HTML in the blocks of a tree that would be shown letter by letter."""
    notes, line_of, line = converter.notes, converter.parser.line_of, 0
    for element in root.iter():
        line = line_of.get(element, line)
        if element.tag in _TEXT_BLOCKS:
            for mark in marks("".join(_texts(element)) if len(element) else element.text or ""):
                notes.go_to(line)
                notes.report(mark.written, mark.message, mark.rule)


def _texts(element: ElementTree.Element) -> Iterator[str]:
    """Yield the texts of a block with signs for code and links in them, without those of the blocks within it."""
    yield element.text or ""
    for child in element:
        if child.tag == "code":
            yield CODE
        elif child.tag == "br":
            yield "\n"
        elif child.tag in _INLINE:
            yield LINK if child.tag == "a" else ""
            yield from _texts(child)
        yield child.tail or ""


def read_elements(root: ElementTree.Element, converter: Converter) -> None:
    """Note the links and anchors of a tree, report pictures and what has no name, and mend tables and breaks."""
    for line_break in root.iter("br"):
        line_break.tail = f"\n{tail}" if (tail := line_break.tail) and tail.strip() else "\n"
    reader, line_of, line = _ElementReader(converter), converter.parser.line_of, 0
    for element in root.iter():
        line = line_of.get(element, line)
        if element.tag in _READ:
            converter.notes.go_to(line)
            reader.read(element)


class _ElementReader:
    """Reads one element after another, and knows the level of the last heading."""

    def __init__(self, converter: Converter) -> None:
        self._notes, self._parser, self._stash = converter.notes, converter.parser, converter.htmlStash
        self._level = 1
        self._ids = set[str]()

    def read(self, element: ElementTree.Element) -> None:
        """Note or report what is to be said of an element."""
        notes = self._notes
        match element.tag:
            case "a":
                link = notes.add_link(unescaped(element.get("href", "")), has_text=bool(self._text(element)))
                element.set("href", f"\x02to{link}\x03")
            case "p" if self._is_bold(element):
                message = _("Bold text is not a heading. Write it as one: ## {heading}", heading=self._text(element))
                notes.report("", message, "bold-heading")
            case "blockquote" if re.match(r"\s*\d", "".join(element.itertext())):
                message = _("> turns this into a quotation. Write \\> if it means “more than”.")
                notes.report(">", message, "quotation")
            case "pre" if _WRITING.search("".join(element.itertext())):
                message = _("Four spaces turn this into program code. Start the line at the margin.")
                notes.report("", message, "code")
            case "img":
                message = _("Pictures cannot be shown here. Describe in words what this one shows.")
                notes.report(unescaped(element.get("src", "")), message)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self._read_heading(element)
            case "th" if not self._text(element):
                message = _("A column of this table has no heading. Write one in each cell of the first row.")
                notes.report("|", message)
            case "li" if not len(element) and not self._text(element):
                message = _("This item of the list is empty. Write it, or delete the line.")
                notes.report("", message, "empty-item")

    def _read_heading(self, element: ElementTree.Element) -> None:
        notes, heading, level = self._notes, self._text(element), int(element.tag[1])
        # What HTML shows of the text, entities in code included.
        anchor = unique(slug_of(unescape(escaped(heading))), self._ids)
        element.set("id", anchor)
        notes.anchors.append(anchor)
        if not heading:
            notes.report("#", _("This heading has no words. Write them, or delete the line."))
        elif level == 1:
            notes.report(heading, _("A heading in the text needs two # signs: ## {heading}", heading=heading))
        elif element in self._parser.underlined and ("\n" in heading or heading.endswith((".", ":", ";", ","))):
            message = _("The hyphens below this text turn it into a heading. Leave an empty line between them.")
            notes.report("", message, "underlined-text")
        elif level > self._level + 1:
            cure = f"{'#' * (self._level + 1)} {heading}"
            message = _("This heading skips a level. Write it with fewer # signs: {cure}", cure=cure)
            notes.report("#", message, "skipped-heading")
        self._level = level

    def _is_bold(self, paragraph: ElementTree.Element) -> bool:
        """Return whether a paragraph is nothing but some bold words, which end no sentence."""
        if paragraph.text or len(paragraph) != 1 or paragraph[0].tag != "strong" or paragraph[0].tail:
            return False
        text = self._text(paragraph)
        return len(text) <= _LONGEST_HEADING and text[-1:].isalnum()

    def _text(self, element: ElementTree.Element) -> str:
        """Return what an element shows; entities are still in the stash of Python-Markdown."""
        text = "".join(element.itertext())
        if STX in text:
            text = unescaped(_STASHED.sub(self._entity, text))
        return text.strip(_UNSEEN)

    def _entity(self, placeholder: re.Match[str]) -> str:
        return unescape(str(self._stash.rawHtmlBlocks[int(placeholder[1])]))
