"""Records in a content file that its translations are approved as they are now."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.authoring.front_matter_edit import with_fields
from generator.content.field_types import Field, key_names
from generator.content.schema import edition_fields, indicator_fields, measure_fields, page_fields
from generator.content.source import read_bytes
from generator.diagnostics import UserError
from generator.model import Document, Edition, Indicator, Measure, Roadmap, Site
from generator.on_disk import on_disk
from generator.tracking.translation_status import TranslationStatus, targets, text_digest, translation_status


@dataclass(frozen=True, slots=True)
class Approvable:
    """The documents whose translations are to be approved, and those that are held back as their source changed."""

    documents: tuple[Document, ...]
    held_back: tuple[Document, ...]


def _documents_at(path: Path, roadmap: Roadmap, content: Path) -> tuple[Document, ...]:
    """Return the document of a file, or those of a folder. Raise UserError where there is none."""
    path = on_disk(path)

    def is_within(file: Path) -> bool:
        return any(path.samefile(parent) for parent in (file, *file.parents))

    documents = tuple(
        document for document in roadmap.documents if path.exists() and is_within(on_disk(content / document.path))
    )
    if not documents:
        raise UserError(
            '"{file}" is neither a measure nor a page. Name a file such as {example}.',
            file=path.as_posix(),
            example=roadmap.documents[0].locations.start.file,
        )
    return documents


def approvable(paths: Sequence[Path], roadmap: Roadmap, content: Path) -> Approvable:
    """Return whose translations are to be approved: those of each path that are not approved as they are now.

    A folder says nothing of its files one by one: drafts in it are passed over, and what changed since the translation
    was made is held back. A file that is named is taken.

    Raises:
        UserError: A path has neither a measure nor a page.
    """
    site, documents, held_back = roadmap.site, [], []
    for path in paths:
        for document in _documents_at(path, roadmap, content):
            statuses = {translation_status(document, language, site) for language in targets(site)}
            if TranslationStatus.OUTDATED in statuses and path.is_dir():
                held_back.append(document)
            elif _lacks_approval(document, site) and not (_is_draft(document) and path.is_dir()):
                documents.append(document)
    return Approvable(tuple(dict.fromkeys(documents)), tuple(dict.fromkeys(held_back)))


def with_approval(document: Document, roadmap: Roadmap, content: Path, day: datetime.date, by: str) -> bytes:
    """Return the file of a document with a record of the approval of each translation as it is now.

    Raises:
        ContentError: The fields of the file do not stand on lines of their own.
    """
    site = roadmap.site
    order = key_names(_fields_of(document, roadmap), site.languages)
    source = text_digest(document, site.default_language)
    records = {
        f"accepted_{language.code}": f"{source}-{text_digest(document, language)} {day.isoformat()} {by}"
        for language in targets(site)
    }
    file = content / document.path
    return with_fields(read_bytes(file), document.locations.start.file, records, order)


def _is_draft(document: Document) -> bool:
    return isinstance(document, Measure | Edition) and document.draft


def _lacks_approval(document: Document, site: Site) -> bool:
    """Tell whether a translation of a document is not recorded as approved as it is now."""
    return not all(
        document.approval[language].source
        and translation_status(document, language, site) is TranslationStatus.ACCEPTED
        for language in targets(site)
    )


def _fields_of(document: Document, roadmap: Roadmap) -> tuple[Field, ...]:
    match document:
        case Measure():
            return measure_fields(roadmap.classifications)
        case Edition():
            return edition_fields()
        case Indicator():
            return indicator_fields()
        case _:
            return page_fields()
