"""What was measured, and the tables that show it: results in, lines of Markdown out."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from performance.measuring import Run

KINDS = SCRIPT, COLD, UNCHANGED, CHANGED, PREVIEW = (
    "straight-line script",
    "first build",
    "build again, nothing changed",
    "build again, one title changed",
    "preview, from save to page",
)
HEAD = (
    "what",
    "measures",
    "seconds",
    "× script",
    "CPU seconds",
    "× script",
    "peak MB",
    "files",
    "ms a file",
    "MB written",
)
GROWTH_HEAD = ("what", "measures", "seconds", "CPU seconds", "peak MB")
MEGABYTE = 1_000_000


class Written(NamedTuple):
    """What a build left on the disk: so many files of so many bytes in all."""

    files: int
    size: int


class Result(NamedTuple):
    """What the runs of a kind took, for a roadmap of so many measures."""

    measures: int
    kind: str
    runs: Sequence[Run]
    written: Written | None = None


def lines_of(results: Iterable[Result]) -> list[str]:
    """A table of all figures, and one of how each grows."""
    by_size = sorted(results, key=lambda one: (one.measures, KINDS.index(one.kind)))
    lines = table(HEAD, [figures(one, by_size) for one in by_size])
    grown = list(growths(by_size))
    return [*lines, "", "How each grows:", "", *table(GROWTH_HEAD, grown)] if grown else lines


def figures(result: Result, results: Iterable[Result]) -> tuple[str, ...]:
    """A row: the medians of the runs. The first build stands beside the script of the same pair."""
    run, ratio = median(result.runs), Run()
    if result.kind == COLD:
        script = next(one for one in results if (one.measures, one.kind) == (result.measures, SCRIPT))
        ratio = median([times(*pair) for pair in zip(result.runs, script.runs, strict=True)])
    files, size = result.written or (None, None)
    return (
        result.kind,
        f"{result.measures:,}",
        told(run.wall, ",.2f"),
        told(ratio.wall, ",.1f"),
        told(run.cpu, ",.2f"),
        told(ratio.cpu, ",.1f"),
        told(run.memory and run.memory / MEGABYTE, ",.0f"),
        told(files, ","),
        told(files and run.wall and run.wall * 1000 / files, ",.2f"),
        told(size and size / MEGABYTE, ",.1f"),
    )


def growths(results: Iterable[Result]) -> Iterator[tuple[str, ...]]:
    """A row for each kind and each step from one size to the next: how many times as much it takes."""
    medians = {(one.kind, one.measures): median(one.runs) for one in results}
    for kind in KINDS:
        for few, many in pairwise(size for name, size in medians if name == kind):
            grown = times(medians[kind, many], medians[kind, few])
            step = f"{few:,} → {many:,} (× {many / few:,.1f})"
            yield kind, step, *(told(factor, ",.1f", "× ") for factor in grown)


def median(runs: Sequence[Run]) -> Run:
    """The median of each figure by itself."""
    return Run(*(statistics.median(figure) if None not in figure else None for figure in zip(*runs, strict=True)))


def times(run: Run, other: Run) -> Run:
    """How many times as much as the other a run took."""
    return Run(*(one / two if one and two else None for one, two in zip(run, other, strict=True)))


def told(figure: float | None, form: str, sign: str = "") -> str:
    return "–" if figure is None else f"{sign}{figure:{form}}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table that is read as plain text too: its columns stand below one another."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return [f"| {' | '.join(aligned(row, widths))} |" for row in (head, rule, *rows)]


def aligned(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """The first cell at its left edge, the others at their right."""
    yield row[0].ljust(widths[0])
    yield from map(str.rjust, row[1:], widths[1:])
