"""A state of the content, and which measure of one state is which of another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.model import Indicator, Measure, Page, Roadmap

# What has a slug in a file of its own.
SluggedDocument = Measure | Page | Indicator


@dataclass(frozen=True, slots=True)
class Content:
    """A folder of content and the roadmap that it publishes."""

    folder: Path
    roadmap: Roadmap

    def measures(self) -> dict[str, Measure]:
        """Return the measures by the paths of their files."""
        return {measure.path: measure for measure in self.roadmap.measures}


def renamed_paths(old: Content, new: Content) -> dict[str, str]:
    """Return the new path of each measure whose file was renamed, by its former path."""
    measures, renamed = old.measures(), dict[str, str]()
    later = {path: one.path for path, one in successors(old.roadmap, new.roadmap).items() if path in measures}
    for path, new_path in later.items():
        # Of several that became one, the first goes on.
        if new_path != path and new_path not in renamed.values():
            renamed[path] = new_path
    return renamed


def successors(old: Roadmap, new: Roadmap) -> dict[str, SluggedDocument]:
    """Return the measure, page or indicator that each earlier one became, by the path of the earlier.

    It has the same file, or else a title, a lead or an address of the earlier one. A number alone makes none: it may be
    that of a stranger.
    """
    later = {document.path: document for document in slugged_documents(new)}
    earlier = {document.path for document in slugged_documents(old)}
    known = {name: document for path, document in later.items() if path not in earlier for name in _names(document)}
    found: dict[str, SluggedDocument] = {}
    for document in slugged_documents(old):
        same = [later[document.path]] if document.path in later else []
        same += [known[name] for name in _names(document) if name in known]
        if same:
            found[document.path] = same[0]
    return found


def slugged_documents(roadmap: Roadmap) -> tuple[SluggedDocument, ...]:
    """Return what has a slug in a file of its own."""
    return (*roadmap.measures, *roadmap.pages, *roadmap.indicators)


def _names(document: SluggedDocument) -> Iterator[tuple[type, str, str]]:
    """Yield what a document is known by in a language: its slugs and former slugs, its titles and leads."""
    for code, slug in document.slug.by_code.items():
        yield type(document), code, f"/{slug}"
    if not isinstance(document, Indicator):
        for code, aliases in document.aliases.by_code.items():
            yield from ((type(document), code, f"/{alias}") for alias in aliases)
    for text in (document.title, document.lead):
        yield from ((type(document), code, words.casefold()) for code, words in text.by_code.items() if words)
