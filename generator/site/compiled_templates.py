"""The templates of the theme as Python modules: made when the program is packaged, so that a build compiles none.

A module is named by the digest of what it is made of. A template that was edited since has none, and is compiled when
it is loaded, as a city's own are.
"""

from __future__ import annotations

from contextlib import suppress
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import NoReturn

import jinja2

from generator.site.packaged import packaged_file, write_packaged
from generator.site.template_engine import SYNTAX, TemplateEngine
from generator.theme import FOLDERS

_TEMPLATES = FOLDERS[0]
# The filters that each language has of its own. Jinja compiles only calls of filters that there are.
_FILTERS = ("date", "mark_foreign", "mark_terms", "number", "percent", "unexplained")


def compiled_template(name: str, source: str, filename: str | None) -> CodeType | None:
    """Return the code of a template, None where no module was made of it.

    Args:
        name: The path of the template from the folder of templates.
        source: What is in it.
        filename: Where it is, for tracebacks.
    """
    module = _module_of(name, source)
    # Python keeps its bytecode, as of any module.
    with suppress(OSError):
        code = SourceFileLoader(module.stem, str(module)).get_code(module.stem)
        return code and code.replace(co_filename=filename or "<template>")
    return None


def write_modules() -> set[Path]:
    """Write the module of each template of the theme, and return where they are."""
    engine = TemplateEngine(**SYNTAX)
    engine.filters |= dict.fromkeys(_FILTERS, _filter)
    sources = {
        file.relative_to(_TEMPLATES).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(_TEMPLATES.rglob("*"))
        if file.suffix in {".html", ".svg"}
    }
    return {
        write_packaged(_module_of(name, source), engine.compile(source, name, raw=True).encode())
        for name, source in sources.items()
    }


def _module_of(name: str, source: str) -> Path:
    return packaged_file(".py", jinja2.__version__, repr(SYNTAX), name, source)


def _filter(_value: object) -> NoReturn:
    """Stand for a filter whose values are not known yet; Jinja applies some to constants when it compiles."""
    raise NotImplementedError
