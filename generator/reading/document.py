"""Divides a Markdown file: front matter between two lines of three hyphens, then a section for each language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import yaml

from generator.model import Language, Prose, Translated
from generator.problems import Collector, Message, Place, say
from generator.reading.fields import Fields
from generator.reading.markdown import Markdown, Part
from generator.reading.source import Source, read_mapping

FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
CODE_FENCE = re.compile(r"^ {0,3}(?:`{3}|~{3})", re.MULTILINE)
HEADING = re.compile(r"^#[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)


@contextmanager
def contents(source: Source, path: str, languages: Sequence[Language]) -> Iterator[tuple[Fields, Translated[Prose]]]:
    """The fields and the body of a file, as a context. `path` is that of the file from the content folder.

    Leaving the context raises ProblemsFound with what is wrong with either.
    """
    parts, problems = document(source), Collector()
    prose: Translated[Prose] = Translated({})
    with problems:
        prose = body(parts, languages, path)
    with problems, Fields(parts.fields, source) as fields:
        yield fields, prose
    problems.stop()


@dataclass(frozen=True, slots=True)
class Document:
    """A file in two: the front matter as YAML, and where in the text the body begins."""

    source: Source
    fields: yaml.MappingNode
    body: int


def document(source: Source) -> Document:
    """The file in two. Raises ProblemsFound where the front matter has no beginning, no end or no sense."""
    opening = FENCE.match(source.text)
    if opening is None:
        raise source.problem(0, say("The first line must be “---”, and the fields follow it. Write it there."))
    closing = FENCE.search(source.text, opening.end())
    if closing is None:
        raise source.problem(0, say("The fields that begin here have no end. Write a line “---” after the last field."))
    return Document(source, read_mapping(source, opening.end(), closing.start()), closing.end())


def body(document: Document, languages: Sequence[Language], path: str) -> Translated[Prose]:
    """The body in every language, empty where nothing is written.

    `path` is that of the file from the content folder, from which its links lead.
    Raises ProblemsFound where a section is missing, doubled or unknown, or its Markdown does not do.
    """
    problems = Collector()
    sections: dict[str, Part] = {}
    fence = CODE_FENCE.search(document.source.text, document.body)
    if fence is not None:
        raise document.source.problem(
            fence.start(), say("Code cannot be marked so here. Write four spaces before each of its lines.")
        )
    with problems:
        sections = sections_of(document, languages)
    markdown = Markdown(document.source, path)
    prose: dict[str, Prose] = {}
    for code, part in sections.items():
        with problems:
            prose[code] = markdown.prose(part)
    problems.stop()
    return Translated({one.code: prose.get(one.code, Prose()) for one in languages})


def sections_of(document: Document, languages: Sequence[Language]) -> dict[str, Part]:
    """The part of the text that belongs to each language; nothing at all where the body is empty."""
    source, problems = document.source, Collector()
    codes = {one.in_itself: one.code for one in languages}
    headings = list(HEADING.finditer(source.text, document.body))
    ends = [*(heading.start() for heading in headings), len(source.text)][1:]
    before = Part(document.body, headings[0].start() if headings else len(source.text))
    if source.text[before.start : before.end].strip():
        first = before.start + len(source.text[before.start :]) - len(source.text[before.start :].lstrip())
        message = say("This text is in no language. Write a heading above it: {headings}.", headings=named(codes))
        problems.add(source.place_at(first), message)
    sections: dict[str, Part] = {}
    for heading, end in zip(headings, ends, strict=True):
        code = codes.get(heading[1])
        place = source.place_at(heading.start())
        if code is None:
            message = say(
                '"{heading}" is not a language. Write {headings}, or ## for a heading in the text.',
                heading=heading[1],
                headings=named(codes),
            )
            problems.add(place, message)
        elif code in sections:
            problems.add(place, say('The section "{heading}" is here twice. Make one of the two.', heading=heading[1]))
        else:
            sections[code] = Part(heading.end(), end)
    for name, code in codes.items():
        if sections and code not in sections:
            problems.add(*missing(document, name, headings[-1].start()))
    problems.stop()
    return sections


def missing(document: Document, heading: str, last: int) -> tuple[Place, Message]:
    """That the section of a language is not there: where its heading was written otherwise, or at the last one."""
    source = document.source
    otherwise = re.compile(rf"^#+[ \t]*{re.escape(heading)}[ \t#]*$", re.MULTILINE).search(source.text, document.body)
    if otherwise is not None:
        message = say(
            '"{written}" does not begin a section. Write it as “# {heading}”.', written=otherwise[0], heading=heading
        )
        return source.place_at(otherwise.start()), message
    message = say("The section “# {heading}” is missing. Write it, or delete the others.", heading=heading)
    return source.place_at(last), message


def named(codes: dict[str, str]) -> str:
    return ", ".join(f"“# {heading}”" for heading in codes)
