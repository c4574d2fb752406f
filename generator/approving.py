"""Says in a content file that its translations are approved as they are now."""

from __future__ import annotations

from pathlib import Path

from generator.editing import edited
from generator.model import Measure, Page, Roadmap
from generator.problems import Mistake
from generator.reading.description import ACCEPTED, keys, measure_fields, page_fields
from generator.translating import record, subjects, targets


def subject_of(file: Path, roadmap: Roadmap, content: Path) -> Measure | Page:
    """The measure or the page that a file holds. Raises Mistake where it holds none."""
    for subject in subjects(roadmap):
        if file.exists() and file.samefile(content / subject.path):
            return subject
    raise Mistake(
        '"{file}" is neither a measure nor a page. Name a file such as {example}.',
        file=file.as_posix(),
        example=subjects(roadmap)[0].places.start.file,
    )


def approved(subject: Measure | Page, roadmap: Roadmap, content: Path) -> bytes:
    """The file of a subject with the record that its translations are approved. Raises ProblemsFound."""
    file, site = content / subject.path, roadmap.site
    fields = measure_fields(roadmap.classifications) if isinstance(subject, Measure) else page_fields()
    order = [key.name for key in keys(fields, site.languages)]
    records = {f"{ACCEPTED.name}_{one.code}": record(subject, one, site) for one in targets(site)}
    return edited(file.read_bytes(), subject.places.start.file, records, order)
