"""What is kept of each file of a finished site, until all are there."""

from __future__ import annotations

from sys import intern
from typing import NamedTuple, Self

from generator.checks.site.site_files import LinkTarget
from generator.i18n import Message


class FileFacts(NamedTuple):
    """What a file of the site says of itself; small, since it is kept of every file, and sent between processes.

    `errors` has what is wrong with the file, whatever other files say. The rest is of pages only: `alternates` are the
    versions in other languages, each with its hreflang and its file, empty where there is none in the site; `anchors`
    are the places on other pages that it links to.
    """

    errors: tuple[Message, ...] = ()
    is_page: bool = False
    language: str = ""
    is_noindex: bool = False
    ids: tuple[str, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()
    anchors: tuple[LinkTarget, ...] = ()

    def interned(self) -> Self:
        """Return the same facts, in which each text is the one that other facts have too: another process made them."""
        return self._replace(
            ids=tuple(map(intern, self.ids)),
            alternates=tuple((intern(code), intern(file)) for code, file in self.alternates),
        )
