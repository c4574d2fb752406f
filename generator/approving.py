"""Says in a content file that its translations are approved as they are now."""

from __future__ import annotations

from pathlib import Path

from generator.editing import edited
from generator.model import Measure, Page, Roadmap
from generator.problems import Mistake
from generator.reading.description import ACCEPTED, keys, measure_fields, page_fields
from generator.translating import record, subjects, targets


def subjects_of(path: Path, roadmap: Roadmap, content: Path) -> tuple[Measure | Page, ...]:
    """The measure or the page of a file, or all those of a folder. Raises Mistake where there is none."""
    found = tuple(one for one in subjects(roadmap) if path.exists() and is_within(content / one.path, path))
    if not found:
        raise Mistake(
            '"{file}" is neither a measure nor a page. Name a file such as {example}.',
            file=path.as_posix(),
            example=subjects(roadmap)[0].places.start.file,
        )
    return found


def is_within(file: Path, path: Path) -> bool:
    """Whether the path is that of the file or of a folder above it."""
    return any(path.samefile(one) for one in (file, *file.parents))


def approved(subject: Measure | Page, roadmap: Roadmap, content: Path) -> bytes:
    """The file of a subject with the record that its translations are approved. Raises ProblemsFound."""
    file, site = content / subject.path, roadmap.site
    fields = measure_fields(roadmap.classifications) if isinstance(subject, Measure) else page_fields()
    order = [key.name for key in keys(fields, site.languages)]
    records = {f"{ACCEPTED.name}_{one.code}": record(subject, one, site) for one in targets(site)}
    return edited(file.read_bytes(), subject.places.start.file, records, order)
