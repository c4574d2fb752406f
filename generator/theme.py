"""Finds the files of the theme: templates, static files and interface words, a city's own before the built-in ones.

The built-in theme is `templates/` and `static/` at the top of the repository; the wheel has both in `generator/theme/`.
A city overrides any of their files at the same path below `content/theme/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PrefixLoader

_PACKAGED = Path(__file__).with_name("theme")
BUILT_IN = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parent.parent
_TEMPLATES = BUILT_IN / "templates"
# The folder of a city's own files, in its content.
THEME = "theme"
# All of the built-in theme.
FOLDERS = (_TEMPLATES, BUILT_IN / "static")


@dataclass(frozen=True, slots=True)
class Theme:
    """The theme of a city. `own` is the folder of its overrides, which need not be there."""

    own: Path

    def file(self, path: str) -> Path:
        """Return the file at a path such as "static/icon.svg", the city's own before the built-in one."""
        own = self.own / path
        return own if own.is_file() else BUILT_IN / path

    def source_name(self, path: str) -> str:
        """Return the path of a file for messages: where the city has it, or else its path in the built-in theme."""
        own = self.own / path
        return own.as_posix() if own.is_file() else path

    def loader(self) -> BaseLoader:
        """Return the loader of templates; an override extends its original as "builtin/pages/home.html"."""
        built_in = FileSystemLoader(_TEMPLATES)
        return ChoiceLoader([FileSystemLoader(self.own / "templates"), built_in, PrefixLoader({"builtin": built_in})])


@cache
def interface_words() -> Mapping[str, tuple[str, ...]]:
    """Return the names of the interface words, each with the gaps that the templates fill in it."""
    words = yaml.safe_load((_TEMPLATES / "words.yaml").read_bytes())
    return {name: tuple(gaps) for name, gaps in words.items()}
