"""Finds the files of the theme: templates, static files and interface words, a city's own before the built-in ones.

The built-in theme is `templates/` and `static/` at the top of the repository; the wheel has both in `generator/theme/`.
A city overrides any of their files at the same path below `content/theme/`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from generator import __version__, disk_cache
from generator.diagnostics import UserError, did_you_mean

if TYPE_CHECKING:
    from jinja2 import BaseLoader

_PACKAGED = Path(__file__).with_name("theme")
BUILT_IN = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parent.parent
_TEMPLATES = BUILT_IN / "templates"
# The folder of a city's own files, in its content.
THEME = "theme"
# All of the built-in theme.
FOLDERS = (_TEMPLATES, BUILT_IN / "static")
# A style sheet that only a city has, stronger than all others.
CITY_STYLE = "static/css/city.css"
# The names of the interface words, which every set has.
_DECLARATIONS = "templates/words.yaml"
_WORDS = re.compile(r"templates/words/[A-Za-z0-9-]+\.yaml")
# How a comment begins and ends, by the kind of file.
_COMMENTS = {
    ".html": ("{#", "#}"),
    ".svg": ("<!--", "-->"),
    ".css": ("/*", "*/"),
    ".js": ("//", ""),
    ".yaml": ("#", ""),
}
# A word that a city need not have.
_EMPTY_WORD = re.compile(rb'^\w+: ""\r?\n', re.MULTILINE)
_ORIGIN = re.compile(rb"of Tiekartta (?P<version>[\w.]+), sha256 (?P<digest>[0-9a-f]{16})")


class Origin(NamedTuple):
    """The original of a city's own file: the version of the program, and the digest of the built-in file."""

    version: str
    digest: str


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

    def words_file(self, code: str) -> Path:
        """Return where a city's own interface words of a language are, whether it has some or not."""
        return self.own / "templates" / "words" / f"{code}.yaml"

    def loader(self) -> BaseLoader:
        """Return the loader of templates; an override extends its original as "builtin/pages/home.html"."""
        # Only who renders needs Jinja.
        from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader

        built_in = FileSystemLoader(_TEMPLATES)
        return ChoiceLoader([FileSystemLoader(self.own / "templates"), built_in, PrefixLoader({"builtin": built_in})])


@cache
def overridable() -> tuple[str, ...]:
    """Return the path of every file of the built-in theme that a city can override, sorted."""
    files = {
        file.relative_to(BUILT_IN).as_posix()
        for folder in FOLDERS
        for file in folder.rglob("*")
        if file.suffix in _COMMENTS
    }
    return tuple(sorted(files - {_DECLARATIONS}))


def is_overridable(path: str) -> bool:
    """Tell whether a city's own file at a path is used: it overrides, is the city's style sheet, or has words."""
    return path in overridable() or path == CITY_STYLE or _WORDS.fullmatch(path) is not None


def is_asked_for(path: str) -> bool:
    """Tell whether what a file of the theme holds reaches those files of a site only that ask for it by its name.

    These are templates, interface words, and what has a digest in its name on the site. All else may be anywhere.
    """
    return path.startswith(("templates/", "static/css/", "static/js/")) and path != _DECLARATIONS


def annotated_copy(path: str) -> bytes:
    """Return a built-in file with its origin noted at its top, as a city's own copy begins; no word in it is empty.

    Raises:
        UserError: The theme has no such file, or its kind has no comments.
    """
    if path not in overridable():
        suggestion = did_you_mean(path, overridable())
        if suggestion is None:
            raise UserError('The theme has no file "{path}". “tiekartta theme list” lists all of them.', path=path)
        raise UserError(
            'The theme has no file "{path}". Did you mean "{suggestion}"?', path=path, suggestion=suggestion
        )
    opening, closing = _COMMENTS[PurePosixPath(path).suffix]
    note = f"{opening} {path} of Tiekartta {__version__}, sha256 {digest_of(path)} {closing}"
    return f"{note.rstrip()}\n".encode() + _EMPTY_WORD.sub(b"", (BUILT_IN / path).read_bytes())


def origin_of(content: bytes) -> Origin | None:
    """Return the origin that is noted at the top of a city's own file, None where there is none."""
    found = _ORIGIN.search(content.partition(b"\n")[0])
    return Origin(found["version"].decode(), found["digest"].decode()) if found else None


def digest_of(path: str) -> str:
    """Return the digest of the built-in file at a path."""
    # Windows may have checked the file out with other ends of lines.
    content = (BUILT_IN / path).read_bytes().replace(b"\r\n", b"\n")
    return hashlib.sha256(content).hexdigest()[:16]


@cache
def interface_words() -> Mapping[str, tuple[str, ...]]:
    """Return the names of the interface words, each with the gaps that the templates fill in it."""
    words = _read_yaml(BUILT_IN / _DECLARATIONS)
    return {name: tuple(gaps) for name, gaps in words.items()}


@cache
def built_in_words(code: str) -> Mapping[str, str]:
    """Return the built-in words of a language by their names, none where there are none.

    A variety such as "de-ls" has those of its language.
    """
    for name in (code, code.partition("-")[0]):
        file = _TEMPLATES / "words" / f"{name}.yaml"
        if file.is_file():
            words: dict[str, str] = _read_yaml(file)
            return words
    return {}


def _read_yaml(file: Path) -> Any:
    """Return the content of a file, kept on disk as JSON, which is read ten times as fast."""
    content = file.read_bytes()
    return json.loads(disk_cache.get_or_create(disk_cache.key_of("yaml", content), lambda: _as_json(content)))


def _as_json(content: bytes) -> bytes:
    import yaml

    # libyaml, where PyYAML has it, is ten times as fast.
    return json.dumps(yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))).encode()  # noqa: S506
