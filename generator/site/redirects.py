"""Where the pages lie that lead from old addresses to the new ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from generator.model import Redirect
from generator.urls import output_path

# Signs that divide an address, or that Windows has in no name of a file.
FOREIGN_TO_FILES = frozenset('?#:*"<>|\\%')
PAGES = frozenset({"", ".html", ".htm"})


class OldPage(NamedTuple):
    """A page that stands where another was: its address, and what leads away from it."""

    path: str
    redirect: Redirect

    @property
    def file(self) -> str:
        return output_path(self.path)


def old_pages(redirects: Iterable[Redirect]) -> Iterator[OldPage]:
    """A page for each address where a page can lie. A host serves the file of “/plan.pdf” as no page."""
    for redirect in redirects:
        path = unquote(redirect.old)
        if is_page(path):
            yield OldPage(path if path.endswith((".html", ".htm")) else path.rstrip("/") + "/", redirect)


def is_page(path: str) -> bool:
    ending = "" if path.endswith("/") else PurePosixPath(path).suffix
    is_within = not {"", ".", ".."} & set(path.removesuffix("/").split("/"))
    return ending in PAGES and is_within and path.isprintable() and not FOREIGN_TO_FILES & set(path)
