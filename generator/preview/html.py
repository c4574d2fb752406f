"""Renders the pages of the preview that are not of the site."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.diagnostics import excerpt
from generator.i18n import Translator

# A file of its own, since a page of the site allows no style within itself.
STYLE_PATH = "/preview.css"
STYLE = (Path(__file__).parent / "overlay.css").read_bytes()

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.globals.update(excerpt=excerpt, style_path=STYLE_PATH)


def render(template: str, translator: Translator, **context: object) -> str:
    """Return a template as HTML in the editor's language, with the messages and values of a context."""
    page = _ENVIRONMENT.get_template(template)
    return page.render(language=translator.language, translate=translator.translate, **context)
