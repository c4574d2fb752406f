"""Reads one measure: a content file in, a Measure out."""

from __future__ import annotations

from generator.model import Correction, Language, Measure
from generator.reading import parsers
from generator.reading.document import contents
from generator.reading.fields import Fields
from generator.reading.settings import Settings
from generator.reading.source import Source


def read_measure(source: Source, path: str, settings: Settings) -> Measure:
    """The measure of a file. `path` is that of the file from the content folder. Raises ProblemsFound."""
    languages = settings.site.languages
    with contents(source, path, languages) as (fields, prose):
        number = fields.required("number", parsers.number)
        draft = fields.optional("draft", parsers.yes_or_no, False)
        values = tuple(
            fields.required(one.id, parsers.choice({value.id: value for value in one.values}, one.id))
            for one in settings.classifications
        )
        title = fields.translated("title", languages)
        slug = fields.translated("slug", languages, parsers.slug)
        problem = fields.translated("problem", languages)
        keywords = fields.words("keywords", languages)
        originals = read_originals(fields, settings)
    shown = {"title": (settings.texts["measure"], title), "problem": (settings.texts["problem"], problem)}
    for classification, value in zip(settings.classifications, values, strict=True):
        shown[classification.id] = (classification.label, value.label)
    corrections = tuple(
        Correction(shown[name][0], language, original, shown[name][1][language])
        for (name, language), original in originals.items()
    )
    return Measure(path, number, title, slug, problem, values, keywords, prose, corrections, draft, fields.places())


def read_originals(fields: Fields, settings: Settings) -> dict[tuple[str, Language], str]:
    """What the source says otherwise, letter for letter: `original_title_fi` and its like."""
    names = ("title", "problem", *(one.id for one in settings.classifications))
    originals = {
        (name, language): fields.optional(f"original_{name}_{language.code}", str, "")
        for name in names
        for language in settings.site.languages
    }
    return {key: original for key, original in originals.items() if original}
