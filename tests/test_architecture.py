"""Modules import only from those above them, in the order that generator/__init__.py shows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import generator

FOLDER = Path(generator.__file__).parent
ORDER = re.findall(r"^    (\w+) {2,}", generator.__doc__ or "", re.MULTILINE)


def room(module: str) -> int:
    return ORDER.index(module.split(".")[1])


def imports(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {
        f"generator.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "generator"
        for alias in node.names
    }
    return {name for name in names if name.startswith("generator.")}


def test_no_import_points_up():
    files = [
        file
        for file in FOLDER.rglob("*.py")
        if (file.name != "__main__.py" and file.parent != FOLDER) or file.stem in ORDER
    ]
    upward = [
        (file.relative_to(FOLDER).as_posix(), name)
        for file in files
        for name in imports(file)
        if room(name) > ORDER.index(file.relative_to(FOLDER).parts[0].removesuffix(".py"))
    ]

    assert len(files) > 20
    assert upward == []


def test_the_code_spells_no_language_and_no_word_of_a_city():
    spelt = [
        (file.name, string)
        for file in FOLDER.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(string := node.value, str)
        and string in ("fi", "sv", "fi_FI", "sv_FI", "Suomeksi", "På svenska", "Porvoo", "Borgå")
    ]

    assert spelt == []


def test_templates_and_code_use_every_text_and_only_known_ones():
    from generator.following.events import Kind
    from generator.following.trends import Trend
    from generator.reading.texts import TEXTS

    templates = "".join(file.read_text(encoding="utf-8") for file in (FOLDER.parent / "templates").rglob("*.html"))
    code = "".join(file.read_text(encoding="utf-8") for file in FOLDER.rglob("*.py"))
    used = set(re.findall(r"\btext\.(\w+)", templates))
    used |= set(re.findall(r"""(?:texts\[|_fill\()["'](\w+)["']""", code))
    used |= {f"change_{one.value}" for one in Kind} | {f"trend_{one.value}" for one in Trend}

    assert used == set(TEXTS)
    # Jinja would find the method of the dictionary instead.
    assert not any(hasattr({}, name) for name in TEXTS)
