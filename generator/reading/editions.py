"""Reads one edition, the roadmap of a year: a content file in, an Edition out."""

from __future__ import annotations

from generator.model import Edition, Translated
from generator.reading.description import ACCEPTED, ADOPTED, CARRIES, DESCRIPTION, DRAFT, TITLE, YEAR
from generator.reading.document import contents
from generator.reading.folders import MEASURES, paths
from generator.reading.settings import Settings
from generator.reading.source import Source


def read_edition(source: Source, path: str, settings: Settings) -> Edition:
    """The edition of a file. `path` is that of the file from the content folder. Raises ProblemsFound."""
    languages = settings.site.languages
    with contents(source, path, languages) as (fields, prose):
        year = fields.value(YEAR)
        draft = fields.value(DRAFT)
        adopted = fields.value(ADOPTED)
        title = fields.values(TITLE, languages)
        description = fields.values(DESCRIPTION, languages)
        carries = fields.value(CARRIES)
        accepted = fields.values(ACCEPTED, languages)
    name = Translated({one.code: str(year) for one in languages})
    return Edition(
        id=str(year),
        code="",
        label=name,
        name=title,
        description=description,
        slug=name,
        accent="",
        size=0,
        places=fields.places(),
        path=path,
        year=year,
        adopted=adopted,
        draft=draft,
        carries=paths(MEASURES, carries),
        body=prose,
        accepted=accepted,
    )
