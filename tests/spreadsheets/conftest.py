"""The exported table as an editor changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from spreadsheets.sheets import read, row_of, save


@pytest.fixture
def table(run) -> Callable[..., list[list[object]]]:
    """The exported table with other words in some cells, by measure and column, and with more rows."""

    def make(changes: Mapping[tuple[str, str], object] = {}, *more: Mapping[str, object]) -> list[list[object]]:
        run("export", "roadmap.xlsx")
        rows = read()
        for (measure, name), cell in changes.items():
            rows[row_of(measure)][rows[0].index(name)] = cell
        return rows + [[row.get(name, "") for name in rows[0]] for row in more]

    return make


@pytest.fixture
def imported(table, run) -> Callable[..., str]:
    """What the command says of a workbook with other words in some cells."""

    def make(changes: Mapping[tuple[str, str], object], *more: Mapping[str, object]) -> str:
        save(table(changes, *more))
        return run("import", "roadmap.xlsx", "--yes").output

    return make
