"""The templates, as one language sees them: a Translated becomes its text, and words are filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.model import Language, Prose, Reference, Text, Translated
from generator.rendering import formats


class Templates:
    """The page templates of a folder for one language."""

    def __init__(self, folder: Path, language: Language) -> None:
        self._language = language
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            finalize=self._in_language,
        )
        self._environment.globals.update(
            language=language, fill=self._fill, count=self._count, percent=partial(formats.percent, language=language)
        )

    def render(self, kind: str, context: Mapping[str, object]) -> bytes:
        """The page of a kind, such as “measure”, in UTF-8."""
        return self._environment.get_template(f"pages/{kind}.html").render(context).encode()

    def _in_language(self, value: object) -> object:
        return value[self._language] if isinstance(value, Translated) else value

    def _fill(self, text: Text, **values: object) -> str:
        words = text[self._language]
        for name, value in values.items():
            words = words.replace(f"{{{name}}}", str(self._in_language(value)))
        return words

    def _count(self, text: Text, count: int, **values: object) -> str:
        form = text.map(lambda forms: formats.counted(forms, count, self._language))
        return self._fill(form, count=count, **values)


def html_of(prose: Prose, link: Callable[[Reference], str]) -> str:
    """The HTML of prose, with the link to each reference. It was made safe when it was read."""
    return "".join(piece if isinstance(piece, str) else link(piece) for piece in prose.pieces)
