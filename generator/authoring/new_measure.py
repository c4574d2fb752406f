"""Writes the file of a new measure: complete, valid, and a draft, so that nothing half done is published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.authoring.front_matter_edit import scalar
from generator.content import parsers
from generator.content.paths import MEASURES
from generator.content.schema import EDITION
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
    file = content / MEASURES / f"{file_stem(number, slugs[0], edition.id if edition else '')}.md"
    with file.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write("".join(f"{line}\n" for line in lines(roadmap, number, clean, slugs)))
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


def lines(roadmap: Roadmap, number: int, titles: Sequence[str], slugs: Sequence[str]) -> Iterator[str]:
    languages, edition = roadmap.site.languages, newest(roadmap)
    yield "---"
    yield f"number: {number}"
    if edition:
        yield f"{EDITION}: {edition.id}"
    yield "draft: yes"
    for classification in roadmap.classifications:
        if classification.id != EDITION and classification.default is None:
            yield f"{classification.id}: {classification.values[0].id}"
    yield from (f"title_{one.code}: {scalar(title)}" for one, title in zip(languages, titles, strict=True))
    yield from (f"slug_{one.code}: {slug}" for one, slug in zip(languages, slugs, strict=True))
    yield from (f"problem_{one.code}: {scalar(roadmap.texts['problem'][one])}" for one in languages)
    yield "---"
    for language in languages:
        yield from ("", f"# {language.endonym}")


def free_slug(roadmap: Roadmap, language: Language, title: str) -> str:
    """A slug of the title that no measure has yet."""
    taken = {measure.slug[language] for measure in roadmap.measures}
    slug = parsers.slug_of(title)
    candidates = (slug, *(f"{slug[: parsers.LONGEST_SLUG - 4]}-{n}" for n in range(2, len(taken) + 3)))
    return next(candidate for candidate in candidates if candidate not in taken)
