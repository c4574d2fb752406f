"""Reads one page of prose: a content file in, a Page out."""

from __future__ import annotations

from generator.model import Page
from generator.reading import parsers
from generator.reading.document import contents
from generator.reading.settings import Settings
from generator.reading.source import Source

MENUS = ("main", "footer")
# What a page may show below its text, made of the data.
APPENDICES = ("corrections",)


def read_page(source: Source, path: str, settings: Settings) -> Page:
    """The page of a file. `path` is that of the file from the content folder. Raises ProblemsFound."""
    languages = settings.site.languages
    with contents(source, path, languages) as (fields, prose):
        title = fields.translated("title", languages)
        slug = fields.translated("slug", languages, parsers.slug)
        description = fields.translated("description", languages)
        menu = fields.required("menu", parsers.one_of(MENUS, "menu"))
        appendix = fields.optional("appendix", parsers.one_of(APPENDICES, "appendix"), "")
    return Page(path, title, slug, description, menu, appendix, prose, fields.places())
