"""Where a diagnostic is, what stands there, and what was probably meant."""

from __future__ import annotations

import sys

import pytest

from generator.diagnostics import ContentError, Diagnostic, Location, did_you_mean, excerpt, install_command
from generator.i18n import _


def test_the_mark_stands_under_the_place_whatever_the_letters_fill(tmp_path):
    file = tmp_path / "a.md"
    file.write_bytes("---\r\na\u0308日a\r\n".encode())

    assert excerpt(Location(str(file), 2, 3)) == "    ä日a\n       ^"


def test_what_is_no_line_of_a_file_has_no_excerpt(tmp_path):
    file = tmp_path / "a.md"
    file.write_text("\n" + "a" * 10_000, encoding="utf-8")
    places = [Location("b.md", 1, 1), Location(str(file), 1, 1), Location(str(file), 2, 1), Location(str(file), 3, 1)]

    assert [excerpt(place) for place in (*places, Location(str(file), 1))] == [""] * 5


def test_a_line_in_another_encoding_is_shown_as_far_as_it_can_be_read(tmp_path):
    file = tmp_path / "a.md"
    file.write_bytes("title: Käyttö".encode("cp1252"))

    assert excerpt(Location(str(file), 1, 9)) == "    title: Käyttö\n            ^"


def test_a_name_is_guessed_only_when_it_is_near():
    assert did_you_mean("foundaton", ["foundation", "shared"]) == "foundation"
    assert did_you_mean("xyz", ["foundation", "shared"]) is None


def test_diagnostics_come_once_in_the_order_of_their_locations():
    late, early = (Diagnostic(Location("a.md", line), _("Write it again.")) for line in (9, 2))

    assert ContentError([late, early, late]).diagnostics == (early, late)


@pytest.mark.parametrize(
    ("environment", "python"),
    [("project/.venv", ".venv/bin/python"), ("tools/tiekartta", "FOLDER/tools/tiekartta/bin/python")],
)
def test_an_extra_is_installed_for_the_python_that_runs(tmp_path, monkeypatch, environment, python):
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    monkeypatch.setattr("sys.executable", str(tmp_path / environment / "bin/python"))
    monkeypatch.setattr("sys.prefix", str(tmp_path / environment))

    command = install_command("pdf")
    assert command.startswith(f'{python.replace("FOLDER", str(tmp_path))} -m pip install "weasyprint')
    assert "tiekartta[" not in command


def test_outside_of_an_environment_the_python_of_the_system_is_named(monkeypatch):
    monkeypatch.setattr("sys.prefix", sys.base_prefix)

    assert install_command("sheets").startswith("python3 -m pip install ")
