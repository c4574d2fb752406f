"""Reads one edition, the roadmap of a year: a content file in, an Edition out."""

from __future__ import annotations

from generator.content.front_matter import open_document
from generator.content.paths import MEASURES, in_folder
from generator.content.schema import ACCEPTED, ADOPTED, CARRIES, DESCRIPTION, DRAFT, EDITION, TITLE, YEAR
from generator.content.site_config import Settings
from generator.content.source import Source
from generator.model import Edition, Localized


def read_edition(source: Source, path: str, settings: Settings) -> Edition:
    """The edition of a file. `path` is that of the file from the content folder. Raises ProblemsFound."""
    languages = settings.site.languages
    with open_document(source, path, languages) as (fields, prose):
        year = fields.value(YEAR)
        draft = fields.value(DRAFT)
        adopted = fields.value(ADOPTED)
        title = fields.values(TITLE, languages)
        description = fields.values(DESCRIPTION, languages)
        carries = fields.value(CARRIES)
        accepted = fields.values(ACCEPTED, languages)
    name = Localized({one.code: str(year) for one in languages})
    return Edition(
        id=str(year),
        classification_id=EDITION,
        code="",
        label=name,
        name=title,
        description=description,
        slug=name,
        accent="",
        size=0,
        locations=fields.locations(),
        path=path,
        year=year,
        adopted=adopted,
        draft=draft,
        carries=in_folder(MEASURES, carries),
        body=prose,
        approval=accepted,
    )
