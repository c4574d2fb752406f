"""Begins the roadmap of a new year: an edition that is a draft, and goes on with the measures that are still open."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from generator.authoring.front_matter_edit import scalar
from generator.content.paths import EDITIONS
from generator.diagnostics import UserError
from generator.model import Measure, Roadmap, StatusCategory

# What a new year goes on with: what is open, and what may be.
NOT_ENDED = (StatusCategory.OPEN, StatusCategory.UNKNOWN)


def write_edition(roadmap: Roadmap, content: Path, year: int) -> Path:
    """Writes the edition of a year and gives its file. Open measures are named in it, and nothing of them is copied.

    Raises UserError where nobody follows the roadmap up, or where the year is not a later one.
    """
    if roadmap.follow_up is None:
        raise not_followed()
    newest = roadmap.editions[-1]
    if year <= newest.year:
        raise UserError(
            "There is a roadmap of {newest} already. Begin that of a later year, such as {next}.",
            newest=newest.year,
            next=newest.year + 1,
        )
    file = content / EDITIONS / f"{year}.md"
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write("".join(f"{line}\n" for line in lines(roadmap, year)))
    except FileExistsError:
        name = file.as_posix()
        raise UserError('"{file}" is there already, of another year. Give it its own name.', file=name) from None
    return file


def not_followed() -> UserError:
    """What is said where a command needs a roadmap that is followed up."""
    return UserError("This roadmap is not followed up. Write follow-up.yaml first, as the guide tells.")


def lines(roadmap: Roadmap, year: int) -> Iterator[str]:
    newest = roadmap.editions[-1]
    yield "---"
    yield f"year: {year}"
    yield "draft: yes"
    yield f"adopted: {expected(roadmap, year).isoformat()}"
    for name in ("title", "description"):
        for one in roadmap.site.languages:
            # The description of another year would not be true of this one: the title stands in for it.
            yield f"{name}_{one.code}: {scalar(newest.title[one].replace(str(newest.year), str(year)))}"
    carried = [PurePosixPath(one.path).name for one in open_measures(roadmap)]
    if carried:
        yield f"carries: {', '.join(carried)}"
    yield "---"


def expected(roadmap: Roadmap, year: int) -> datetime.date:
    """The day on which the board is likely to adopt it: that of the next review, or else the first of the year."""
    review = roadmap.follow_up.next_review if roadmap.follow_up else None
    return review if review and review > roadmap.editions[-1].adopted else datetime.date(year, 1, 1)


def open_measures(roadmap: Roadmap) -> tuple[Measure, ...]:
    """The measures that are still to be done, as far as is known."""
    return tuple(one for one in roadmap.measures if one.tracking and one.tracking.status.category in NOT_ENDED)
