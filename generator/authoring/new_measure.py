"""Writes the file of a new measure: complete, valid, and a draft, so that nothing half done is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.authoring.front_matter_edit import field_line
from generator.content import parsers
from generator.content.field_types import keys
from generator.content.paths import MEASURES
from generator.content.schema import EDITION, measure_fields
from generator.content.source import HIDDEN
from generator.diagnostics import UserError
from generator.model import Edition, Language, Roadmap

LONGEST_TITLE = 300


def write_draft(roadmap: Roadmap, content: Path, titles: Sequence[str]) -> Path:
    """Writes a measure with a title for each language and gives its file.

    Every field that must be there has a value to replace: the first of its classification, or the question that it
    answers. In a roadmap that is followed up it belongs to the newest edition.
    Raises UserError where a title does not do, or where too few or too many are given.
    """
    languages, edition = roadmap.site.languages, newest(roadmap)
    clean = checked(titles, languages)
    number = next_number(roadmap, edition)
    slugs = [free_slug(roadmap, one, title) for one, title in zip(languages, clean, strict=True)]
    texts = _draft_texts(roadmap, number, clean, slugs)
    file = content / MEASURES / f"{file_stem(number, slugs[0], edition.id if edition else '')}.md"
    with file.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write("".join(f"{line}\n" for line in measure_lines(roadmap, texts)))
    return file


def checked(titles: Sequence[str], languages: Sequence[Language]) -> list[str]:
    """The titles as one line each. Raises UserError where they do not do."""
    clean = [parsers.line(title) for title in titles]
    if len(clean) != len(languages) or not all(clean):
        names = ", ".join(one.code for one in languages)
        raise UserError("Give one title for each language, in this order: {languages}.", languages=names)
    for title in clean:
        if HIDDEN.search(title):
            raise UserError("There is a hidden character in the title. Write it again, without pasting.")
        if len(title) > LONGEST_TITLE:
            raise UserError("The title is longer than {largest} characters. Shorten it.", largest=LONGEST_TITLE)
    return clean


def newest(roadmap: Roadmap) -> Edition | None:
    """The edition of the latest year, though it be a draft; None where the roadmap is not followed up."""
    return roadmap.editions[-1] if roadmap.editions else None


def next_number(roadmap: Roadmap, edition: Edition | None) -> int:
    """The number after the highest of an edition, or after that of all where there is none."""
    among = roadmap.measures_in(edition) if edition else roadmap.measures
    return max((measure.number for measure in among), default=0) + 1


def file_stem(number: int, slug: str, year: str) -> str:
    """What the file of a new measure is called, without its ending; `year` is empty where there are no editions."""
    return f"{year}-{number:02}-{slug}" if year else f"{number:02}-{slug}"


def measure_lines(roadmap: Roadmap, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of a measure's file: the fields that have a text, and a heading for each language."""
    yield "---"
    for key in keys(measure_fields(roadmap.classifications), roadmap.site.languages):
        if texts.get(key.name):
            yield field_line(key.name, texts[key.name])
    yield "---"
    for language in roadmap.site.languages:
        yield from ("", f"# {language.endonym}")


def _draft_texts(roadmap: Roadmap, number: int, titles: Sequence[str], slugs: Sequence[str]) -> dict[str, str]:
    """Return the texts of a draft's fields, with an example in each other field that must be there."""
    fields = keys(measure_fields(roadmap.classifications), roadmap.site.languages)
    # The example of a classification is its first value.
    texts = {key.name: str(key.field.example) for key in fields if key.field.required}
    for language, title, slug in zip(roadmap.site.languages, titles, slugs, strict=True):
        of_language = {"title": title, "slug": slug, "problem": roadmap.texts["problem"][language]}
        texts |= {f"{name}_{language.code}": text for name, text in of_language.items()}
    edition = newest(roadmap)
    return texts | {"number": str(number), "draft": "yes"} | ({EDITION: edition.id} if edition else {})


def free_slug(roadmap: Roadmap, language: Language, title: str) -> str:
    """A slug of the title that no measure has yet."""
    taken = {measure.slug[language] for measure in roadmap.measures}
    slug = parsers.slug_of(title)
    candidates = (slug, *(f"{slug[: parsers.LONGEST_SLUG - 4]}-{n}" for n in range(2, len(taken) + 3)))
    return next(candidate for candidate in candidates if candidate not in taken)
