"""`tiekartta init --from` begins a city with its own table, and its content builds at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from project import tree
from table_import import tables

from generator.cli.app import main

TABLES = [
    (tables.climate_plan, "plan.xlsx", "de"),
    (tables.bilingual_plan, "plan.csv", "fi,sv"),
    (tables.sheets_of_sectors, "plan.xlsx", "en"),
    (tables.merged_measures, "plan.xlsx", "sv,en"),
    (tables.reports_below, "plan.csv", "de"),
    (tables.repeated_headings, "plan.xlsx", "en"),
]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command in an empty folder, without a terminal."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, ["--language", "en", *arguments], catch_exceptions=False)


@pytest.mark.parametrize(("write", "name", "languages"), TABLES)
def test_every_table_becomes_content_that_builds(
    run: Callable[..., Result], write: Callable[[Path], Path], name: str, languages: str
) -> None:
    write(Path(name))
    begun = run("init", "city", "--name", "Plan", "--languages", languages, "--from", name, "--yes")
    checked = run("--content", "city/content", "check")

    assert (begun.exit_code, checked.exit_code) == (0, 0), begun.stderr + checked.stderr
    assert begun.stderr.splitlines()[-2].startswith("Created city.")


def test_without_agreement_only_the_mapping_is_written(run: Callable[..., Result]) -> None:
    tables.climate_plan(Path("plan.xlsx"))
    result = run("init", "city", "--name", "Plan", "--languages", "de", "--from", "plan.xlsx")

    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == (
        "Only city/mapping.yaml was written. Correct it where needed, and run the command again; --yes writes the rest."
    )
    assert set(tree(Path("city"))) == {"mapping.yaml"}


def test_a_mapping_that_was_mended_is_used_by_the_next_run(run: Callable[..., Result]) -> None:
    tables.climate_plan(Path("plan.xlsx"))
    run("init", "city", "--name", "Plan", "--languages", "de", "--from", "plan.xlsx")
    mapping = Path("city/mapping.yaml")
    mapping.write_text(mapping.read_text(encoding="utf-8").replace("Stand: state", "Stand: text_de"), encoding="utf-8")
    first = run("init", "city", "--name", "Plan", "--languages", "de", "--from", "plan.xlsx", "--yes")
    before = tree(Path("city"))
    second = run("init", "city", "--from", "plan.xlsx", "--yes")

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert tree(Path("city")) == before
    assert second.stderr.splitlines()[-1] == "city now contains the measures from plan.xlsx."


def test_a_measure_that_was_edited_since_stops_the_next_run(run: Callable[..., Result]) -> None:
    tables.climate_plan(Path("plan.xlsx"))
    run("init", "city", "--name", "Plan", "--languages", "de", "--from", "plan.xlsx", "--yes")
    file = Path("city/content/measures/02-waermenetz.md")
    file.write_text(f"{file.read_text(encoding='utf-8')}\nMehr.\n", encoding="utf-8")
    mapping = Path("city/mapping.yaml")
    text = mapping.read_text(encoding="utf-8").replace("Fertigstellung: text_de", "Fertigstellung: left-out")
    mapping.write_text(text, encoding="utf-8")
    before = tree(Path("city"))
    result = run("init", "city", "--from", "plan.xlsx", "--yes")

    assert result.exit_code == 1
    assert (
        f"{file.as_posix()}: This has been edited since the table was imported. Move it elsewhere, or continue without "
        "importing again."
    ) in result.stderr
    assert tree(Path("city")) == before


def test_a_table_without_titles_writes_nothing(run: Callable[..., Result]) -> None:
    tables.write_xlsx(Path("plan.xlsx"), {"CO2": [["Year", "Tonnes"], [2020, 5], [2021, 4]]})
    result = run("init", "city", "--name", "Plan", "--languages", "en", "--from", "plan.xlsx", "--yes")

    assert result.exit_code == 1
    assert "plan.xlsx, CO2!A1: No column has the titles of the measures." in result.stderr
    assert not Path("city").exists()
