"""Reads one measure: a content file in, a Measure out."""

from __future__ import annotations

from generator.model import Correction, Measure
from generator.problems import ProblemsFound
from generator.reading.courses import contradictions, read_course
from generator.reading.description import (
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
from generator.reading.document import contents
from generator.reading.settings import Settings
from generator.reading.source import Source


def read_measure(source: Source, path: str, settings: Settings) -> Measure:
    """The measure of a file. `path` is that of the file from the content folder. Raises ProblemsFound."""
    languages = settings.site.languages
    with contents(source, path, languages) as (fields, prose):
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
        course = read_course(fields, values, statuses, languages) if statuses else None
    places = fields.places()
    if course is not None and (found := tuple(contradictions(course, places, settings.site.updated))):
        raise ProblemsFound(found)
    shown = {"title": (settings.texts["measure"], title), "problem": (settings.texts["problem"], problem)}
    for classification, value in zip(settings.classifications, values, strict=True):
        shown[classification.id] = (classification.label, value.label)
    corrections = tuple(
        Correction(label, language, written[f"original_{name}"][language], text[language])
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
        accepted=accepted,
        places=places,
        course=course,
    )
