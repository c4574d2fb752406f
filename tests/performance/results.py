"""What was measured, and the table that shows it: results in, lines of Markdown out."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from performance.measuring import Run

SCRIPT = "straight-line script"
ELEVENTY = "Eleventy"
COLD = "cold build"
WARM = "cold build, templates and pictures kept"
DELIVERED = "cold build, with gz and br"
NOTHING = "build again, nothing changed"
TITLE = "build again, one title changed"
WORD = "build again, one interface word changed"
TEMPLATE = "build again, one template changed"
STYLE = "build again, one style changed"
CHECK = "check, cold"
CHECK_TITLE = "check again, one title changed"
PREVIEW = "preview, from save to page"
IDLE = "preview, idle"

# What each kind is named on the command line, in the order of the table.
KINDS = {
    "script": SCRIPT,
    "eleventy": ELEVENTY,
    "cold": COLD,
    "warm": WARM,
    "delivered": DELIVERED,
    "nothing": NOTHING,
    "title": TITLE,
    "word": WORD,
    "template": TEMPLATE,
    "style": STYLE,
    "check": CHECK,
    "check-title": CHECK_TITLE,
    "preview": PREVIEW,
    "idle": IDLE,
}
BUILDS_AGAIN = (NOTHING, TITLE, WORD, TEMPLATE, STYLE)
# What each kind is compared with.
BASES = {
    **dict.fromkeys((ELEVENTY, COLD, WARM, DELIVERED), (SCRIPT, "script")),
    **dict.fromkeys((*BUILDS_AGAIN, CHECK, CHECK_TITLE), (COLD, "cold")),
}
# What is aimed at; of a build again from 1,000 measures on, where it pays.
GOALS = {
    (COLD, 26): "2.0 × script",
    (COLD, 1_000): "1.4 × script",
    (COLD, 10_000): "1.5 × script, 300 MB",
    (DELIVERED, 1_000): "2.5 × script",
    (PREVIEW, 1_000): "0.35 s",
    (IDLE, 1_000): "0.5 % of a core",
    (CHECK_TITLE, 1_000): "0.10 × cold",
    **{(NOTHING, size): "0.05 × cold" for size in (1_000, 10_000)},
    **{(TITLE, size): "0.08 × cold" for size in (1_000, 10_000)},
    **{(kind, size): "0.8 × cold" for size in (1_000, 10_000) for kind in (WORD, TEMPLATE, STYLE)},
}
HEAD = (
    "what",
    "measures",
    "seconds",
    "compared",
    "goal, at most",
    "CPU seconds",
    "compared",
    "peak MB",
    "files",
    "MB",
)
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
    """A table of all figures, by the number of measures."""
    order = list(KINDS.values())
    by_size = sorted(results, key=lambda one: (one.measures, order.index(one.kind)))
    return table(HEAD, [figures(one, by_size) for one in by_size])


def figures(result: Result, results: Sequence[Result]) -> tuple[str, ...]:
    """A row: the medians of the runs."""
    run = median(result.runs)
    files, size = result.written or (None, None)
    return (
        result.kind,
        f"{result.measures:,}",
        told(run.wall, ",.2f"),
        compared(result, results, "wall"),
        GOALS.get((result.kind, result.measures), ""),
        told(run.cpu, ",.2f"),
        compared(result, results, "cpu"),
        told(run.memory and run.memory / MEGABYTE, ",.0f"),
        told(files, ","),
        told(size and size / MEGABYTE, ",.1f"),
    )


def compared(result: Result, results: Iterable[Result], figure: str) -> str:
    """How a figure compares with that of the base in the same round, or how much of a core an idle preview takes."""
    if result.kind == IDLE and figure == "cpu":
        return f"{statistics.median(run.cpu / run.wall for run in result.runs) * 100:.1f} % of a core"
    base, name = BASES.get(result.kind, ("", ""))
    for other in results:
        if (other.measures, other.kind) == (result.measures, base):
            pairs = zip(result.runs, other.runs, strict=True)
            ratio = statistics.median(getattr(one, figure) / getattr(two, figure) for one, two in pairs)
            return f"{ratio:,.2f} × {name}"
    return "–"


def median(runs: Sequence[Run]) -> Run:
    """The median of each figure by itself."""
    return Run(*(statistics.median(figure) if None not in figure else None for figure in zip(*runs, strict=True)))


def told(figure: float | None, form: str) -> str:
    return "–" if figure is None else f"{figure:{form}}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table that is read as plain text too: its columns stand below one another."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return [f"| {' | '.join(aligned(row, widths))} |" for row in (head, rule, *rows)]


def aligned(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """The first cell at its left edge, the others at their right."""
    yield row[0].ljust(widths[0])
    yield from map(str.rjust, row[1:], widths[1:])
