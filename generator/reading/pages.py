"""Reads one page of prose: a content file in, a Page out."""

from __future__ import annotations

from generator.model import Page
from generator.reading.description import ACCEPTED, ALIASES, APPENDIX, DESCRIPTION, MENU, PAGE_SLUG, TITLE
from generator.reading.document import contents
from generator.reading.settings import Settings
from generator.reading.source import Source


def read_page(source: Source, path: str, settings: Settings) -> Page:
    """The page of a file. `path` is that of the file from the content folder. Raises ProblemsFound."""
    languages = settings.site.languages
    with contents(source, path, languages) as (fields, prose):
        title = fields.values(TITLE, languages)
        slug = fields.values(PAGE_SLUG, languages)
        description = fields.values(DESCRIPTION, languages)
        menu = fields.value(MENU)
        appendix = fields.value(APPENDIX)
        aliases = fields.values(ALIASES, languages)
        accepted = fields.values(ACCEPTED, languages)
    return Page(path, title, slug, description, menu, appendix, prose, aliases, accepted, fields.places())
