"""Where the project is, for tests that run its commands or build its cities."""

from __future__ import annotations

import os
import random
import re
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import Result

from generator.diagnostics import Diagnostic

ROOT = Path(__file__).parent.parent
CITIES = ROOT / "tests" / "cities"
# The content of the whole city of the demonstration.
SATULAHTI = ROOT / "examples" / "satulahti" / "content"
# The time of what a release is made of: that of its commit.
EPOCH = "1764000000"
COMMAND = [sys.executable, "-m", "generator"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
NO_TERMINAL = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no terminals that a program could open")

# The classification of who is responsible, for the miniature city.
UNITS = """\
responsible:
  label_sv: Ansvarig
  label_en: Responsible
  plural_sv: Ansvariga
  plural_en: Who is responsible
  folder_sv: ansvariga
  folder_en: units
  several: yes
  values:
    energy:
      label_sv: Energienheten
      label_en: The energy unit
      slug_sv: energi
      slug_en: energy
    line:
      label_sv: banan
      label_en: the line
      slug_sv: banan
      slug_en: line
"""


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path from there."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def free_port() -> int:
    """Return the port of a server to come, below those that a system hands out to connections in the meantime."""
    while True:
        port = random.randrange(10_000, 32_000)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


def line_of(file: str | Path, text: str) -> int:
    """Return the number of the line on which a text stands that is once in a file."""
    content = Path(file).read_text(encoding="utf-8")
    assert content.count(text) == 1, f"{text!r} stands {content.count(text)} times in {file}"
    return content[: content.index(text)].count("\n") + 1


def problems_of(result: Result) -> list[str]:
    """Return what a command said of places in the content, without them."""
    return re.findall(r"^content\S+: (.*)$", result.stderr, re.MULTILINE)


def quoted(diagnostic: Diagnostic) -> str:
    """Return a diagnostic that names its line by what stands there, and its column by a bar before it."""
    location = diagnostic.location
    if not location.line:
        return str(diagnostic)
    line = Path(location.file).read_text(encoding="utf-8").split("\n")[location.line - 1]
    before, after = line[: max(location.column - 1, 0)], line[max(location.column - 1, 0) :]
    marked = f"{before.lstrip()}|{after}" if location.column else line.strip()
    return f"{location.file} [{marked}]: {diagnostic.message}"


def package(kind: str, folder: Path) -> Path:
    """Builds a wheel or an sdist into a folder, and returns it."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH}, check=True, capture_output=True)
    (built,) = folder.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return built


def run_in_terminal(folder: Path, *arguments: str, typed: str = "") -> str:
    """What a terminal shows of a command of a person, and of what is typed there."""
    import pty

    ours, theirs = pty.openpty()
    environment = {**ENVIRONMENT, "PYTHONUTF8": "1", "CI": ""}
    command = [*COMMAND, *arguments]
    with subprocess.Popen(command, cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs):
        os.close(theirs)
        os.write(ours, typed.encode())
        output = b""
        # The end of a terminal is an error, on Linux.
        with suppress(OSError):
            while chunk := os.read(ours, 4096):
                output += chunk
    os.close(ours)
    return output.decode()
