"""Renders the pages of the preview that are not of the site."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.diagnostics import Location, excerpt
from generator.i18n import Message, Translator, _

# A file of its own, since a page of the site allows no style within itself.
STYLE_PATH = "/preview.css"
STYLE = (Path(__file__).parent / "overlay.css").read_bytes()


def line_of(location: Location) -> Message:
    """Return the line of a location in words; the mark below its text shows the column."""
    return _("line {line}", line=location.line)


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.globals.update(excerpt=excerpt, line_of=line_of, style_path=STYLE_PATH)


def render(template: str, translator: Translator, **context: object) -> str:
    """Return a template as HTML in the editor's language, with the messages and values of a context."""
    page = _ENVIRONMENT.get_template(template)
    return page.render(language=translator.language, translate=translator.translate, **context)
