"""The templates, as one language sees them: a Translated becomes its text, and words are filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from generator.model import InternalLink, Language, Localized, LocalizedText, RenderedMarkdown
from generator.site import formatting


class TemplateCache(BytecodeCache):
    """Keeps what a template was compiled to: once for all languages, and in the preview until it changes."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._code[bucket.key, bucket.checksum] = bucket.code


class FastEnvironment(Environment):
    """Jinja's environment with its globals in one dict: they are asked for some hundred times a page."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class Templates:
    """The page templates of a folder for one language."""

    def __init__(self, folder: Path, language: Language, compiled: TemplateCache) -> None:
        self.language = language
        self._environment = FastEnvironment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=compiled,
            finalize=self._in_language,
        )
        self._environment.globals.update(
            language=language,
            fill=self._fill,
            count=self._count,
            percent=partial(formatting.percent, language=language),
            date=partial(formatting.date, language=language),
            number=partial(formatting.number, language=language),
        )

    def render(self, kind: str, context: Mapping[str, object]) -> bytes:
        """The page of a kind, such as “measure”, in UTF-8."""
        return self._environment.get_template(f"pages/{kind}.html").render(context).encode()

    def _in_language(self, value: object) -> object:
        return value[self.language] if isinstance(value, Localized) else value

    def _fill(self, text: LocalizedText, **values: object) -> str:
        return formatting.filled(
            text[self.language], **{name: self._in_language(value) for name, value in values.items()}
        )

    def _count(self, text: LocalizedText, count: int, **values: object) -> str:
        form = text.map(lambda forms: formatting.counted(forms, count, self.language))
        return self._fill(form, count=count, **values)


def html_of(prose: RenderedMarkdown, link: Callable[[InternalLink], str]) -> str:
    """The HTML of prose, with the link to each reference. It was made safe when it was read."""
    return "".join(piece if isinstance(piece, str) else link(piece) for piece in prose.pieces)
