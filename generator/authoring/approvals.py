"""Says in a content file that its translations are approved as they are now."""

from __future__ import annotations

from pathlib import Path

from generator.authoring.front_matter_edit import with_fields
from generator.content.field_types import Field, keys
from generator.content.schema import edition_fields, indicator_fields, measure_fields, page_fields
from generator.diagnostics import UserError
from generator.model import Document, Edition, Indicator, Measure, Roadmap
from generator.tracking.translation_status import approval_fingerprint, targets


def subjects_of(path: Path, roadmap: Roadmap, content: Path) -> tuple[Document, ...]:
    """What is written in a file, or in all those of a folder. Raises UserError where there is nothing."""
    found = tuple(one for one in roadmap.documents if path.exists() and is_within(content / one.path, path))
    if not found:
        raise UserError(
            '"{file}" is neither a measure nor a page. Name a file such as {example}.',
            file=path.as_posix(),
            example=roadmap.documents[0].locations.start.file,
        )
    return found


def is_within(file: Path, path: Path) -> bool:
    """Whether the path is that of the file or of a folder above it."""
    return any(path.samefile(one) for one in (file, *file.parents))


def approved(subject: Document, roadmap: Roadmap, content: Path) -> bytes:
    """The file of a subject with the record that its translations are approved. Raises ProblemsFound."""
    file, site = content / subject.path, roadmap.site
    order = [key.name for key in keys(fields_of(subject, roadmap), site.languages)]
    records = {f"accepted_{one.code}": approval_fingerprint(subject, one, site) for one in targets(site)}
    return with_fields(file.read_bytes(), subject.locations.start.file, records, order)


def fields_of(subject: Document, roadmap: Roadmap) -> tuple[Field, ...]:
    """The fields of the file of a subject, in the order in which it has them."""
    match subject:
        case Measure():
            return measure_fields(roadmap.classifications)
        case Edition():
            return edition_fields()
        case Indicator():
            return indicator_fields()
        case _:
            return page_fields()
