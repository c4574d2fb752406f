"""Reads one page of prose: a content file in, a Page out."""

from __future__ import annotations

from generator.content.front_matter import open_document
from generator.content.schema import ACCEPTED, ALIASES, APPENDIX, DESCRIPTION, MENU, PAGE_SLUG, TITLE
from generator.content.site_config import Settings
from generator.content.source import Source
from generator.model import Page


def read_page(source: Source, path: str, settings: Settings) -> Page:
    """The page of a file. `path` is that of the file from the content folder. Raises ProblemsFound."""
    languages = settings.site.languages
    with open_document(source, path, languages) as (fields, prose):
        title = fields.values(TITLE, languages)
        slug = fields.values(PAGE_SLUG, languages)
        description = fields.values(DESCRIPTION, languages)
        menu = fields.value(MENU)
        appendix = fields.value(APPENDIX)
        aliases = fields.values(ALIASES, languages)
        accepted = fields.values(ACCEPTED, languages)
    return Page(path, title, slug, description, menu, appendix, prose, aliases, accepted, fields.locations())
