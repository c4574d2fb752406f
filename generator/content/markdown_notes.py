"""Collects what is met in a part of a text while it is rendered, each at its place in the file."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from functools import cached_property
from html import escape
from urllib.parse import unquote

from generator.content.source import Source
from generator.content.web_addresses import link_address
from generator.diagnostics import Diagnostic, DiagnosticCollector, InvalidValue, Location, Severity
from generator.i18n import Message, _
from generator.model import InternalLink


class Notes:
    """What the converter meets in a part of a text: its anchors, its links with their targets, problems and advice.

    The inline patterns know no locations. They are found by what is written, in order, one after another, from the
    line of its block on.
    """

    def __init__(self, source: Source, path: str, start: int, end: int) -> None:
        self._source, self._path, self._start, self._end = source, path, start, end
        self._block = start
        self._after: dict[str, int] = {}
        self.diagnostics = DiagnosticCollector()
        self.advice: list[Diagnostic] = []
        self.anchors: list[str] = []
        self.targets: list[str | InternalLink] = []

    @cached_property
    def _line_starts(self) -> list[int]:
        text = self._source.text[self._start : self._end]
        return [self._start, *(self._start + newline.end() for newline in re.finditer("\n", text))]

    def go_to(self, line: int) -> None:
        """Let what follows be found from a line of the part on, counted from 0."""
        self._block = self._line_starts[line]

    def report(self, written: str, message: Message, rule: str = "") -> None:
        """Collect a problem with what is written; advice on it where the rule is named that it is from."""
        self._add(self._location(written), message, rule)

    def add_link(self, href: str, *, has_text: bool) -> int:
        """Note a link, and return its number."""
        location = self._location(href)
        self.targets.append(self._target(href, location))
        if not has_text:
            message = _("This link has no text. Write what it leads to: [text]({href})", href=href)
            self._add(location, message)
        if href.startswith("http://"):
            message = _('"{href}" is not encrypted. Write https:// if the page opens with it.', href=href)
            self._add(location, message, "not-encrypted")
        return len(self.targets) - 1

    def _add(self, location: Location, message: Message, rule: str = "") -> None:
        if rule:
            self.advice.append(Diagnostic(location, message, Severity.ADVICE, rule))
        else:
            self.diagnostics.add(location, message)

    def _target(self, href: str, location: Location) -> str | InternalLink:
        """Return where a link leads: an address elsewhere as HTML has it, another content file as an internal link."""
        path, _unused, anchor = unquote(href).partition("#")
        path = unicodedata.normalize("NFC", path)
        if (path.endswith(".md") or (anchor and not path)) and ":" not in path and not path.startswith("/"):
            file = posixpath.normpath(posixpath.join(posixpath.dirname(self._path), path)) if path else self._path
            return InternalLink(file, anchor, location)
        try:
            return escape(link_address(href))
        except InvalidValue as invalid:
            self.diagnostics.add(location, invalid.message)
            return href

    def _location(self, written: str) -> Location:
        """Return the location of the next place where this is written; else that of the first text of the block."""
        text = self._source.text
        index = text.find(written, max(self._after.get(written, 0), self._block), self._end)
        if index < 0 or not written:
            part = text[self._block : self._end]
            return self._source.location_at(self._end - len(part.lstrip()))
        self._after[written] = index + len(written)
        return self._source.location_at(index)
