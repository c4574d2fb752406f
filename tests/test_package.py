"""The wheel and the source archive, built as a release builds them, and a city that has nothing but the wheel."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections import Counter

from project import ROOT, SATULAHTI, package, tree

import generator


def test_a_release_is_the_same_bytes_every_time(wheel, tmp_path):
    assert package("wheel", tmp_path / "again").read_bytes() == wheel.read_bytes()
    archives = [package("sdist", tmp_path / folder).read_bytes() for folder in ("one", "two")]
    assert hashlib.sha256(archives[0]).digest() == hashlib.sha256(archives[1]).digest()


def test_the_wheel_holds_the_theme_the_catalogues_and_the_licences(wheel):
    theme = {f"{folder}/{path}" for folder in ("templates", "static") for path in tree(ROOT / folder)}
    example = {f"example/{path}" for path in tree(SATULAHTI)}
    names = zipfile.ZipFile(wheel).namelist()
    scaffold = {name.partition("/scaffold/")[2] for name in names if "/scaffold/" in name}

    assert {name.removeprefix("generator/theme/") for name in names if name.startswith("generator/theme/")} == theme
    assert example | {"requirements.lock"} <= scaffold
    assert [name for name in names if name.endswith(".mo")] == [
        f"generator/locale/{code}/LC_MESSAGES/tiekartta.mo" for code in ("de", "fi", "sv")
    ]
    assert sorted(name.split("/licenses/")[1] for name in names if "/licenses/" in name) == [
        "LICENSE",
        "generator/site/meta/fonts/LICENSE",
        "static/fonts/LICENSE",
    ]


def test_the_wheel_holds_every_template_compiled_and_the_icon_drawn(wheel):
    templates = [path for path in tree(ROOT / "templates") if path.endswith((".html", ".svg"))]
    names = [name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("generator/site/packaged_files/")]

    assert Counter(name.rpartition(".")[2] for name in names) == {"py": len(templates), "png": 4}


def test_the_source_archive_holds_what_makes_the_wheel(tmp_path):
    with tarfile.open(package("sdist", tmp_path / "sdist")) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.glob("tiekartta-*")

    assert {path.name for path in source.iterdir()} == {
        ".gitignore",
        "CHANGELOG.md",
        "LICENSE",
        "PKG-INFO",
        "README.md",
        "examples",
        "generator",
        "pyproject.toml",
        "requirements.lock",
        "static",
        "templates",
        "tools",
    }


def test_a_city_needs_nothing_but_its_content_and_the_wheel(tiekartta, tmp_path):
    shutil.copytree(SATULAHTI, tmp_path / "content")
    version = subprocess.run([tiekartta, "--version"], check=True, capture_output=True, text=True).stdout
    subprocess.run([tiekartta, "build"], cwd=tmp_path, check=True, capture_output=True)
    sources = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "generator", "build", "--output", "again"]
    subprocess.run(command, cwd=tmp_path, env=sources, check=True, capture_output=True)

    assert version == f"tiekartta, version {generator.__version__}\n"
    assert tree(tmp_path / "site") == tree(tmp_path / "again")


def test_the_changelog_begins_with_the_version():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = [line for line in changelog.splitlines() if line.startswith("## ")]

    assert headings[0].split(" – ")[0] == f"## {generator.__version__}"
