"""A miniature city for every test to break, and the real commands to run on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from project import ROOT, UNITS, package

from generator.build import load_published, outputs, render
from generator.cache import Cache
from generator.cli.app import main
from generator.diagnostics import ContentError
from generator.project import Project

# The messages that the tests expect are English, whoever runs them; commands of their own inherit this.
os.environ["LANGUAGE"] = "en"
# What runs keep for the next ones, of hundreds of cities, is not for the user's own cache folder.
os.environ["XDG_CACHE_HOME"] = str(Path(tempfile.gettempdir(), "tiekartta-tests"))


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project of its own with the miniature city, the working folder of the test."""
    shutil.copytree(ROOT / "tests" / "cities" / "plain" / "content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return Project(Path("content"))


@pytest.fixture
def followed(city: Project) -> Project:
    """The same city, which follows its roadmap up."""
    shutil.copytree(ROOT / "tests" / "cities" / "tracked" / "content", city.content, dirs_exist_ok=True)
    return city


@pytest.fixture
def units(followed: Project) -> Project:
    """The city that follows its roadmap up, with units that are responsible for its measures."""
    with (followed.content / "classifications.yaml").open("a", encoding="utf-8") as classifications:
        classifications.write(UNITS)
    heating = followed.content / "measures" / "01-heating.md"
    text = heating.read_text(encoding="utf-8").replace("status: done\n", "responsible: energy\nstatus: done\n", 1)
    heating.write_text(text, encoding="utf-8")
    return followed


@pytest.fixture
def edit(city: Project) -> Callable[[str, str, str], None]:
    """Replaces what stands once in a file."""

    def replace(path: str, old: str, new: str) -> None:
        text = Path(path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        Path(path).write_text(text.replace(old, new), encoding="utf-8")

    return replace


@pytest.fixture
def override(city: Project) -> Callable[[str], str]:
    """Copies a file of the built-in theme into the city's own, and returns where."""

    def copy(path: str) -> str:
        own = city.theme.own / path
        own.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, own)
        return str(own)

    return copy


@pytest.fixture(scope="session")
def compiled() -> Cache:
    """The templates that earlier tests compiled. One that a test changes is compiled anew."""
    return Cache()


@pytest.fixture
def rendered(city: Project, compiled: Cache) -> Callable[[], dict[str, bytes]]:
    """The files of the site by path, without the pictures: they take ten times as long as all others."""

    def render_files() -> dict[str, bytes]:
        files = outputs(load_published(city), city, cache=compiled)
        return dict(render({path: output for path, output in files.items() if not path.endswith(".png")}))

    return render_files


@pytest.fixture
def pages(rendered: Callable[[], dict[str, bytes]]) -> Callable[[], dict[str, str]]:
    """The rendered pages of the city by path."""
    return lambda: {path: content.decode() for path, content in rendered().items() if path.endswith(".html")}


@pytest.fixture
def problems(rendered: Callable[[], dict[str, bytes]]) -> Callable[[], list[str]]:
    """Every problem that a build finds, as one line each."""

    def find() -> list[str]:
        try:
            rendered()
        except ContentError as found:
            return [str(problem) for problem in found.diagnostics]
        return []

    return find


@pytest.fixture
def run(city: Project) -> Callable[..., Result]:
    """Runs a command as an editor does."""
    return lambda *arguments: CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return package("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def tiekartta(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an environment in which the wheel is installed, and the packages that it needs."""
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    (packages,) = (*environment.glob("lib/python*/site-packages"), *environment.glob("Lib/site-packages"))
    install = ["install", "--quiet", "--no-index", "--no-deps", "--no-warn-script-location"]
    subprocess.run([sys.executable, "-m", "pip", "--python", environment, *install, wheel], check=True)
    # The packages of the tests stand for those that pip would fetch. An editable install of the program is a
    # .pth file of theirs, which is not read from there.
    (packages / "needed.pth").write_text(str(Path(pytest.__file__).parent.parent), encoding="utf-8")
    return environment / ("Scripts" if sys.platform == "win32" else "bin") / "tiekartta"
