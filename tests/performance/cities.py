"""Measures what one of many cities costs that build side by side: a table of small builds into new folders."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

from performance.builds import Workplace, pages_of_change
from performance.results import COLD, MEGABYTE, median, table, told
from performance.roadmaps import write_roadmap

SIZES = (26, 100)
ROUNDS = 3
# Finland has so many municipalities.
CITIES = 308
HEAD = ("measures", "seconds", "CPU seconds", "peak MB", "files", "MB", "artefact MB", f"{CITIES} cities, CPU minutes")


def city_lines(folder: Path) -> list[str]:
    """A table of a city's build by the number of its measures, made in a new folder."""
    pages = pages_of_change(folder / "content")
    return table(HEAD, [row(size, Workplace(folder / str(size), pages)) for size in SIZES])


def row(measures: int, place: Workplace) -> tuple[str, ...]:
    write_roadmap(measures, place.content)
    run = median([place.cold() for _ in range(ROUNDS)])
    written = place.written[COLD]
    return (
        f"{measures:,}",
        told(run.wall, ",.2f"),
        told(run.cpu, ",.2f"),
        told(run.memory and run.memory / MEGABYTE, ",.0f"),
        f"{written.files:,}",
        told(written.size / MEGABYTE, ",.1f"),
        told(packed(place.folder / "site") / MEGABYTE, ",.1f"),
        told(run.cpu and run.cpu * CITIES / 60, ",.0f"),
    )


def packed(folder: Path) -> int:
    """The bytes of a folder as an artefact of CI: an archive of all its files, compressed by gzip."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        archive.add(folder, arcname=".")
    return stream.tell()
