"""Lists what a version promises, line by line: the format of the content, the theme, addresses, data and commands.

python -m public_interface        from the folder tests, or: make guides

docs/interface.txt has the list of the last version. New lines are added to it; one that is no longer true stays, and a
test fails, until the first number of the version is another.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

import click
import theme_guide
from project import CITIES, ROOT

import generator
from generator.build import load_published, outputs
from generator.cli.app import main as tiekartta
from generator.content.field_types import Field
from generator.content.schema import edition_fields, indicator_fields, measure_fields, page_fields
from generator.i18n import EDITOR_LANGUAGES
from generator.project import Project
from generator.theme import built_in_words

LIST = ROOT / "docs" / "interface.txt"
# Their sites have every kind of page and file between them.
SEEN = (ROOT / "examples" / "satulahti" / "content", CITIES / "plain" / "content")
_CODE = re.compile(r"`([^`]+)`")


def main() -> None:
    """Bring the list up to date."""
    version, *recorded = LIST.read_text(encoding="utf-8").splitlines() if LIST.exists() else [""]
    kept = recorded if _major(version) == _major(generator.__version__) else []
    lines = [generator.__version__, *sorted({*kept, *interface()})]
    LIST.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def interface() -> Iterator[str]:
    """Yield a line for each name that cities, their programs and their readers rely on."""
    yield from chain(_fields(), _theme(), _commands("tiekartta", tiekartta))
    for code in EDITOR_LANGUAGES:
        words = built_in_words(code)
        yield from (f"address {code} {name} {words[name]}" for name in words if name.endswith("_slug"))
    for content in SEEN:
        project = Project(content)
        made = outputs(load_published(project), project)
        yield from (f"address {path}" for path in made if "/" not in path.removeprefix("data/"))
        yield from _data({path.removeprefix("data/"): made[path]() for path in made if path.startswith("data/")})


def _fields() -> Iterator[str]:
    """Yield the fields of content files, with whether they must be there and the kind of their values."""
    roadmap = load_published(Project(SEEN[0]))
    kinds = {
        "measure": measure_fields(roadmap.classifications),
        "page": page_fields(),
        "edition": edition_fields(),
        "indicator": indicator_fields(),
    }
    yield from (f"content {kind} {_field(field)}" for kind, fields in kinds.items() for field in fields)
    # What a classification is called is the city's own.
    yield from (f"content site.yaml {name}" for name in _keys(SEEN[1] / "site.yaml"))


def _field(field: Field) -> str:
    name = f"{field.name}_xx" if field.translated else field.name
    return f"{name} {'required' if field.required else 'optional'} {field.type.name}"


def _keys(file: Any) -> Iterator[str]:
    """Yield the names at the beginning of the lines of a file, whatever their language."""
    for name in re.findall(r"^(\w+):", file.read_text(encoding="utf-8"), re.MULTILINE):
        yield re.sub(r"_(sv|en)$", "_xx", name)


def _theme() -> Iterator[str]:
    """Yield the names of templates, blocks, macros, contexts, filters, tokens and words."""
    for line in (*theme_guide.templates(), *theme_guide.components(), *theme_guide.styles()):
        names = _CODE.findall(line.partition(" |")[0])
        # The last column of a template has its blocks.
        blocks = _CODE.findall(line.rpartition(" | ")[2]) if names and names[0].endswith(".html") else []
        yield from (f"theme {names[0]} {name}".rstrip() for name in ("", *blocks) if names)
    yield from (f"theme global {name}" for name in theme_guide.GLOBALS)
    yield from (f"theme filter {name}" for name in theme_guide.FILTERS)
    yield from (f"theme frame.{name}" for name in theme_guide.FRAME)
    for one in theme_guide.seen_contexts():
        yield from (f"theme pages/{one.template}.html page.{name}" for name in one.page)


def _commands(path: str, command: click.Command) -> Iterator[str]:
    """Yield a command with its arguments and options, and those below it."""
    yield f"command {path}"
    for parameter in command.params:
        yield f"command {path} {'/'.join((*parameter.opts, *parameter.secondary_opts))}"
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from _commands(f"{path} {name}", inner)


def _data(files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the columns of the tables and the keys of the JSON."""
    for name, content in files.items():
        if name.endswith(".csv"):
            header = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
            yield from (f"data {name} {column}" for column in header)
        elif name.endswith("measures.json"):
            yield from (f"data {name} {key}" for key in _paths(json.loads(content)))


def _paths(value: object, path: str = "") -> Iterator[str]:
    """Yield the paths of the keys in a JSON value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{path}{key}"
            yield from _paths(inner, f"{path}{key}.")
    elif isinstance(value, list):
        for inner in value:
            yield from _paths(inner, path)


def _major(version: str) -> str:
    return version.partition(".")[0]


if __name__ == "__main__":
    main()
