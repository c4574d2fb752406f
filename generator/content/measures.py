"""Reads one measure: a content file in, a Measure out."""

from __future__ import annotations

from generator.content.front_matter import open_document
from generator.content.schema import (
    ACCEPTED,
    ALIASES,
    DRAFT,
    KEYWORDS,
    MEASURE_NUMBER,
    PAGE_SLUG,
    PROBLEM,
    TITLE,
    classified,
    originals,
)
from generator.content.site_config import Settings
from generator.content.source import Source
from generator.content.tracking import contradictions, read_tracking
from generator.diagnostics import ContentError
from generator.model import Correction, Measure


def read_measure(source: Source, path: str, settings: Settings) -> Measure:
    """The measure of a file. `path` is that of the file from the content folder. Raises ProblemsFound."""
    languages = settings.site.languages
    with open_document(source, path, languages) as (fields, prose):
        number = fields.value(MEASURE_NUMBER)
        draft = fields.value(DRAFT)
        values = tuple(fields.value(classified(one)) for one in settings.classifications)
        title = fields.values(TITLE, languages)
        slug = fields.values(PAGE_SLUG, languages)
        problem = fields.values(PROBLEM, languages)
        keywords = fields.values(KEYWORDS, languages)
        written = {field.name: fields.values(field, languages) for field in originals(settings.classifications)}
        aliases = fields.values(ALIASES, languages)
        accepted = fields.values(ACCEPTED, languages)
        statuses = settings.follow_up.statuses if settings.follow_up else None
        tracking = read_tracking(fields, values, statuses, languages) if statuses else None
    locations = fields.locations()
    if tracking is not None and (found := tuple(contradictions(tracking, locations, settings.site.updated))):
        raise ContentError(found)
    shown = {"title": (settings.texts["measure"], title), "problem": (settings.texts["problem"], problem)}
    for classification, value in zip(settings.classifications, values, strict=True):
        shown[classification.id] = (classification.label, value.label)
    corrections = tuple(
        Correction(name, label, language, written[f"original_{name}"][language], text[language])
        for name, (label, text) in shown.items()
        for language in languages
        if f"original_{name}" in written and written[f"original_{name}"][language]
    )
    return Measure(
        path=path,
        number=number,
        title=title,
        slug=slug,
        problem=problem,
        values=values,
        keywords=keywords,
        body=prose,
        corrections=corrections,
        draft=draft,
        aliases=aliases,
        approval=accepted,
        locations=locations,
        tracking=tracking,
    )
