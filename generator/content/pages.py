"""Reads one page of prose: a content file in, a Page out."""

from __future__ import annotations

from generator.content.front_matter import open_document
from generator.content.schema import arguments, page_fields
from generator.content.site_config import Settings
from generator.content.source import Source
from generator.model import Page


def read_page(source: Source, path: str, settings: Settings) -> Page:
    """Return the page of a file. `path` is that of the file from the content folder.

    Raises:
        ContentError: With all that is wrong with the file.
    """
    fields, languages = page_fields(), settings.site.languages
    with open_document(source, path, languages) as (front_matter, body):
        values = front_matter.read(fields, languages)
    return Page(path=path, body=body, locations=front_matter.locations(), **arguments(fields, values))
