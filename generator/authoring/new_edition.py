"""Starts the roadmap of a later year, as a draft that carries on the open measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from generator.authoring.front_matter_edit import field_line
from generator.content.field_types import OPEN
from generator.content.paths import EDITIONS
from generator.diagnostics import UserError
from generator.model import Measure, Roadmap, StatusCategory


def write_edition(roadmap: Roadmap, content: Path, year: int, descriptions: Mapping[str, str]) -> Path:
    """Write the edition of a year and return its file. It names the open measures, and copies nothing of them.

    `descriptions` say what it is, by the codes of languages; a language without one is open.

    Raises:
        UserError: The year is not later than the newest, or the file exists.
    """
    newest = roadmap.editions[-1]
    if year <= newest.year:
        raise UserError(
            "There is already a roadmap for {newest}. Start one for a later year, such as {next}.",
            newest=newest.year,
            next=newest.year + 1,
        )
    file = content / EDITIONS / f"{year}.md"
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write("".join(f"{line}\n" for line in _edition_lines(roadmap, year, descriptions)))
    except FileExistsError:
        name = file.as_posix()
        raise UserError('"{file}" already exists, for another year. Give it another name.', file=name) from None
    return file


def not_followed() -> UserError:
    """Return the error of a command that needs a roadmap that is followed up."""
    return UserError("This roadmap is not followed up. Begin with “tiekartta edition” and the year of the roadmap.")


def open_measures(roadmap: Roadmap) -> tuple[Measure, ...]:
    """Return the measures that are still to be done, as far as is known."""
    not_ended = (StatusCategory.OPEN, StatusCategory.UNKNOWN)
    return tuple(
        measure for measure in roadmap.measures if measure.tracking and measure.tracking.status.category in not_ended
    )


def _edition_lines(roadmap: Roadmap, year: int, descriptions: Mapping[str, str]) -> Iterator[str]:
    newest = roadmap.editions[-1]
    yield from ("---", f"year: {year}", "draft: yes", field_line("adopted", OPEN))
    for language in roadmap.site.languages:
        yield field_line(f"title_{language.code}", newest.title[language].replace(str(newest.year), str(year)))
    for language in roadmap.site.languages:
        yield field_line(f"description_{language.code}", descriptions.get(language.code, OPEN))
    carried = [PurePosixPath(measure.path).name for measure in open_measures(roadmap)]
    if carried:
        yield f"carries: {', '.join(carried)}"
    yield "---"
