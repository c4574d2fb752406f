"""Reads the pages of a change as a reader does: two states of the content go in, the texts of pages come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from generator.build import outputs
from generator.content.snapshot import Content, renamed_paths
from generator.model import Language
from generator.project import Project
from generator.urls import UrlMap, output_path

# What stands within a line of text.
_INLINE = ["a", "abbr", "b", "button", "cite", "code", "data", "dfn", "em", "i", "mark", "small", "span", "strong"]
_INLINE += ["sub", "sup", "time"]
_UNREAD = ["script", "style", "svg", "template"]


@dataclass(frozen=True, slots=True)
class PageChange:
    """The page of a file in a language, with the lines of its text before and after; none where it was not there."""

    language: Language
    path: str
    old: tuple[str, ...]
    new: tuple[str, ...]


class PageTexts:
    """The texts of the pages that both states of the content have. A page is rendered when it is asked for."""

    def __init__(self, old: Content, new: Content) -> None:
        self._old, self._new = _Pages(old), _Pages(new)
        self._former = {now: before for before, now in renamed_paths(old, new).items()}
        self._languages = new.roadmap.site.languages

    def changes(self, path: str) -> Sequence[PageChange]:
        """Return what changes on the pages of a file, which has its new path; nothing where it has none."""
        pages = [
            PageChange(
                language,
                self._new.url(path, language) or "",
                self._old.text(self._former.get(path, path), language),
                self._new.text(path, language),
            )
            for language in self._languages
        ]
        return [page for page in pages if page.old != page.new]


class _Pages:
    """The pages of the files of one state of the content."""

    def __init__(self, content: Content) -> None:
        self._urls = UrlMap(content.roadmap)
        self._outputs = outputs(content.roadmap, Project(content.folder))

    def url(self, path: str, language: Language) -> str | None:
        """Return the path of the page of a file, None where it has none."""
        document = self._urls.documents.get(path)
        return self._urls.url_for(document, language) if document and document in self._urls else None

    def text(self, path: str, language: Language) -> tuple[str, ...]:
        """Return the lines of the page of a file, none where it has no page."""
        url = self.url(path, language)
        output = None if url is None else self._outputs.get(output_path(url))
        return _lines(output()) if output else ()


def _lines(page: bytes) -> tuple[str, ...]:
    """Return the text of the main part of a page, a line for each of its blocks."""
    main = LexborHTMLParser(page).css_first("main")
    if main is None:
        return ()
    main.strip_tags(_UNREAD)
    main.unwrap_tags(_INLINE)
    main.merge_text_nodes()
    # Where a word may break is not to be read.
    lines = main.text(separator="\n").replace("\N{SOFT HYPHEN}", "").split("\n")
    return tuple(" ".join(line.split()) for line in lines if line.strip())
