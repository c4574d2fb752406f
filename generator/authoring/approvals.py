"""Records in a content file that its translations are approved as they are now."""

from __future__ import annotations

from pathlib import Path

from generator.authoring.front_matter_edit import with_fields
from generator.content.field_types import Field, keys
from generator.content.schema import edition_fields, indicator_fields, measure_fields, page_fields
from generator.content.source import read_bytes
from generator.diagnostics import UserError
from generator.model import Document, Edition, Indicator, Measure, Roadmap
from generator.on_disk import on_disk
from generator.tracking.translation_status import approval_fingerprint, targets


def documents_at(path: Path, roadmap: Roadmap, content: Path) -> tuple[Document, ...]:
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


def with_approval(document: Document, roadmap: Roadmap, content: Path) -> bytes:
    """Return the file of a document with the fingerprint of each translation as it is now.

    Raises:
        ContentError: The fields of the file do not stand on lines of their own.
    """
    site = roadmap.site
    order = [key.name for key in keys(_fields_of(document, roadmap), site.languages)]
    fingerprints = {
        f"accepted_{language.code}": approval_fingerprint(document, language, site) for language in targets(site)
    }
    file = content / document.path
    return with_fields(read_bytes(file), document.locations.start.file, fingerprints, order)


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
