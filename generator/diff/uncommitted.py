"""Finds addresses that were lost since the last commit: a roadmap and its folder in, advice with a cure out.

It asks git for the lines that changed and reads nothing else, so that every check can afford it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.content.git import git_output
from generator.content.paths import MEASURES, PAGES
from generator.content.source import path_text
from generator.diagnostics import Diagnostic, Location, in_order
from generator.i18n import _
from generator.model import Measure, Page, Roadmap, Withdrawal

_SLUG = re.compile(r"""^-slug_([A-Za-z-]+): *["']?([a-z0-9-]+)""", re.MULTILINE)
_WAS_DRAFT = re.compile(r"^-draft: *[\"']?(?:yes|true)\b", re.MULTILINE)
_FILE = re.compile(r"^--- a/(.+?)\t?$", re.MULTILINE)


def lost_addresses(roadmap: Roadmap, content: Path) -> tuple[Diagnostic, ...]:
    """Return advice on each address that the last commit had and a roadmap has not; none without git."""
    owners: dict[tuple[str, str, str], Measure | Withdrawal | Page] = dict(_owners(roadmap))
    documents: dict[str, Measure | Page] = {page.path: page for page in roadmap.pages}
    documents |= {measure.path: measure for measure in roadmap.measures}
    found = []
    for change in _slug_changes(content):
        owner, document = owners.get((change.folder, change.language, change.slug)), documents.get(change.path)
        if document is None and owner is None and change.path not in roadmap.unpublished_paths:
            message = _(
                "This file and its addresses have been removed since the last commit. Run: tiekartta record "
                "HEAD. Or put the file back."
            )
            found.append(Diagnostic(Location(path_text(content / change.path)), message))
        elif document is not None and owner != document and not (isinstance(document, Measure) and document.draft):
            found.append(_lost_slug(document, change, owner))
    return in_order(found)


def _owners(roadmap: Roadmap) -> Iterator[tuple[tuple[str, str, str], Measure | Withdrawal | Page]]:
    """Yield the measure or page that has a slug or had it, by folder, language and slug."""
    documents: tuple[Measure | Withdrawal | Page, ...] = (*roadmap.addressed, *roadmap.pages)
    for document in documents:
        for language in roadmap.site.languages:
            for slug in (document.slug[language], *document.aliases[language]):
                yield (document.path.partition("/")[0], language.code, slug), document


def _lost_slug(document: Measure | Page, change: _SlugChange, owner: Measure | Page | Withdrawal | None) -> Diagnostic:
    location = document.locations.of(f"slug_{change.language}")
    if owner is not None:
        message = _(
            'The address "{slug}" now belongs to {file}, but belonged to this page until the last commit. '
            "Links to it would lead to the wrong page. Give it back.",
            slug=change.slug,
            file=owner.locations.start.file,
        )
        return Diagnostic(location, message)
    aliases = next(own for code, own in document.aliases.by_code.items() if code == change.language)
    message = _(
        'The address was "{slug}" until the last commit. Write “{line}”, or run: tiekartta record HEAD',
        slug=change.slug,
        line=f"aliases_{change.language}: {', '.join((*aliases, change.slug))}",
    )
    return Diagnostic(location, message)


@dataclass(frozen=True, slots=True)
class _SlugChange:
    """A slug in a language that a file had in the last commit; the path is from the content folder."""

    path: str
    language: str
    slug: str

    @property
    def folder(self) -> str:
        return self.path.partition("/")[0]


def _slug_changes(content: Path) -> Iterator[_SlugChange]:
    """Yield the slugs that the last commit had on lines that are not there any more."""
    for part in re.split(r"^diff --git .*\n", _diff(content), flags=re.MULTILINE):
        if (file := _FILE.search(part)) and not _WAS_DRAFT.search(part):
            for language, slug in _SLUG.findall(part):
                yield _SlugChange(file[1], language, slug)


def _diff(content: Path) -> str:
    """Return how measures and pages differ from the last commit, in the form of git; empty where it cannot tell."""
    options = ["--no-ext-diff", "--no-textconv", "--no-color", "--no-renames", "--unified=0", "--relative"]
    return git_output(content, "diff", *options, "--src-prefix=a/", "HEAD", "--", MEASURES, PAGES).decode(
        errors="replace"
    )
