"""Says in a content file that its translations are approved as they are now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.editing import edited
from generator.model import Edition, Indicator, Measure, Roadmap, Written
from generator.problems import Mistake
from generator.reading.description import ACCEPTED, edition_fields, indicator_fields, measure_fields, page_fields
from generator.reading.forms import Field, keys
from generator.translating import record, targets


def subjects_of(path: Path, roadmap: Roadmap, content: Path) -> tuple[Written, ...]:
    """What is written in a file, or in all those of a folder. Raises Mistake where there is nothing."""
    found = tuple(one for one in roadmap.written if path.exists() and is_within(content / one.path, path))
    if not found:
        raise Mistake(
            '"{file}" is neither a measure nor a page. Name a file such as {example}.',
            file=path.as_posix(),
            example=roadmap.written[0].places.start.file,
        )
    return found


def is_within(file: Path, path: Path) -> bool:
    """Whether the path is that of the file or of a folder above it."""
    return any(path.samefile(one) for one in (file, *file.parents))


def approved(subject: Written, roadmap: Roadmap, content: Path) -> bytes:
    """The file of a subject with the record that its translations are approved. Raises ProblemsFound."""
    file, site = content / subject.path, roadmap.site
    order = [key.name for key in keys(fields_of(subject, roadmap), site.languages)]
    records = {f"{ACCEPTED.name}_{one.code}": record(subject, one, site) for one in targets(site)}
    return edited(file.read_bytes(), subject.places.start.file, records, order)


def fields_of(subject: Written, roadmap: Roadmap) -> tuple[Field[Any], ...]:
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
