"""What a command has loaded when it begins: every module more is time at each run."""

from __future__ import annotations

import subprocess
import sys

import pytest
from project import ROOT


@pytest.mark.parametrize(
    ("loaded", "others"),
    [
        ("generator.cli.app, generator.cli.build", {"babel", "generator.model", "jinja2", "markdown", "yaml"}),
        (
            "generator.build, generator.incremental",
            {
                "docx",
                "email",
                "http.client",
                "icalendar",
                "lightningcss",
                "livereload",
                "segno",
                "tarfile",
                "weasyprint",
            },
        ),
    ],
)
def test_a_build_loads_only_what_it_uses(loaded, others):
    program = f"import sys, {loaded}; print(*sorted({others!r} & sys.modules.keys()))"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)

    assert found.stdout.split() == []


def test_the_list_of_commands_loads_none_of_them():
    program = "import sys; from generator.cli.app import main; main(['--help']); print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)

    loaded = found.stdout.splitlines()[-1].split()
    assert "generator.cli.app" in loaded
    assert "generator.cli.build" not in loaded
