"""Writes the file of a new measure: what is known of it, and a question mark for the rest, which only a draft has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.authoring.front_matter_edit import field_line
from generator.content import parsers
from generator.content.field_types import OPEN, keys
from generator.content.hidden_characters import refuse_hidden
from generator.content.paths import MEASURES
from generator.content.schema import EDITION, measure_fields
from generator.diagnostics import UserError
from generator.model import Language, Roadmap


def write_draft(roadmap: Roadmap, content: Path, titles: Sequence[str]) -> Path:
    """Write a measure with a title for each language and return its file.

    Every required field that is not known yet has a question mark to replace. In a roadmap that is followed up the
    measure belongs to the newest edition.

    Raises:
        InvalidValue: A title cannot be used.
        UserError: There is not one for each language, or it has hidden characters.
    """
    languages = roadmap.site.languages
    titles = _clean_titles(titles, languages)
    edition = roadmap.editions[-1] if roadmap.editions else None
    siblings = roadmap.measures_in(edition) if edition else roadmap.measures
    gone = [one.number for one in roadmap.withdrawals if one.edition == (edition.year if edition else None)]
    number = max((*(measure.number for measure in siblings), *gone), default=0) + 1
    slugs = [free_slug(roadmap, language, title) for language, title in zip(languages, titles, strict=True)]
    has_problems = not roadmap.measures or any(measure.problem is not None for measure in roadmap.measures)
    fields = keys(measure_fields(roadmap.classifications), languages)
    texts = {key.name: OPEN for key in fields if key.field.required}
    for language, title, slug in zip(languages, titles, slugs, strict=True):
        texts[f"title_{language.code}"] = title
        texts[f"slug_{language.code}"] = slug
        if has_problems:
            texts[f"problem_{language.code}"] = OPEN
    texts |= {"number": str(number), "draft": "yes"} | ({EDITION: edition.id} if edition else {})
    file = content / MEASURES / f"{file_stem(number, slugs[0], edition.id if edition else '')}.md"
    with file.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write("".join(f"{line}\n" for line in measure_lines(roadmap, texts)))
    return file


def file_stem(number: int, slug: str, year: str) -> str:
    """Return the name of a new measure's file without its ending; `year` is empty where there are no editions."""
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


def free_slug(roadmap: Roadmap, language: Language, title: str) -> str:
    """Return a slug of the title that no measure has or had."""
    taken = {slug for one in roadmap.addressed for slug in (one.slug[language], *one.aliases[language])}
    return parsers.free_name(parsers.slug_of(title, language.code), taken)


def _clean_titles(titles: Sequence[str], languages: Sequence[Language]) -> list[str]:
    if len(titles) != len(languages) or not all(map(str.strip, titles)):
        codes = ", ".join(language.code for language in languages)
        raise UserError("Give one title for each language, in this order: {languages}.", languages=codes)
    return [parsers.title(refuse_hidden(title)) for title in titles]
