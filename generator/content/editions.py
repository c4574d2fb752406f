"""Reads one edition, the roadmap of a year: a content file in, an Edition out."""

from __future__ import annotations

from generator.content.front_matter import open_document
from generator.content.schema import EDITION, arguments, edition_fields
from generator.content.site_config import Settings
from generator.content.source import Source
from generator.model import Edition, Localized


def read_edition(source: Source, path: str, settings: Settings) -> Edition:
    """Return the edition of a file. `path` is that of the file from the content folder.

    Raises:
        ContentError: With all that is wrong with the file.
    """
    fields, languages = edition_fields(), settings.site.languages
    with open_document(source, path, languages) as (front_matter, body):
        values = front_matter.read(fields, languages)
    year = str(values["year"])
    label = Localized({one.code: year for one in languages})
    return Edition(
        id=year,
        classification_id=EDITION,
        code="",
        label=label,
        slug=label,
        accent="",
        size=0,
        path=path,
        body=body,
        locations=front_matter.locations(),
        **arguments(fields, values),
    )
