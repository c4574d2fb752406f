"""Divides a Markdown file: front matter between two lines of three hyphens, then a section for each language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import yaml

from generator.content.mapping_reader import MappingReader
from generator.content.markdown import Markdown, TextSpan
from generator.content.source import Source, read_mapping
from generator.diagnostics import DiagnosticCollector, Location
from generator.i18n import Message, _
from generator.model import Language, Localized, RenderedMarkdown

FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
CODE_FENCE = re.compile(r"^ {0,3}(?:`{3}|~{3})", re.MULTILINE)
HEADING = re.compile(r"^#[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)


@contextmanager
def open_document(
    source: Source, path: str, languages: Sequence[Language]
) -> Iterator[tuple[MappingReader, Localized[RenderedMarkdown]]]:
    """The fields and the body of a file, as a context. `path` is that of the file from the content folder.

    Leaving the context raises ProblemsFound with what is wrong with either.
    """
    parts, diagnostics = split_front_matter(source), DiagnosticCollector()
    prose: Localized[RenderedMarkdown] = Localized({})
    with diagnostics:
        prose = body(parts, languages, path)
    with diagnostics, MappingReader(parts.fields, source) as fields:
        yield fields, prose
    diagnostics.raise_any()


@dataclass(frozen=True, slots=True)
class MarkdownFile:
    """A file in two: the front matter as YAML, and where in the text the body begins."""

    source: Source
    fields: yaml.MappingNode
    body: int


def split_front_matter(source: Source) -> MarkdownFile:
    """The file in two. Raises ProblemsFound where the front matter has no beginning, no end or no sense."""
    opening = FENCE.match(source.text)
    if opening is None:
        raise source.problem(0, _("The first line must be “---”, and the fields follow it. Write it there."))
    closing = FENCE.search(source.text, opening.end())
    if closing is None:
        raise source.problem(0, _("The fields that begin here have no end. Write a line “---” after the last field."))
    return MarkdownFile(source, read_mapping(source, opening.end(), closing.start()), closing.end())


def body(document: MarkdownFile, languages: Sequence[Language], path: str) -> Localized[RenderedMarkdown]:
    """The body in every language, empty where nothing is written.

    `path` is that of the file from the content folder, from which its links lead.
    Raises ProblemsFound where a section is missing, doubled or unknown, or its Markdown does not do.
    """
    diagnostics = DiagnosticCollector()
    sections: dict[str, TextSpan] = {}
    fence = CODE_FENCE.search(document.source.text, document.body)
    if fence is not None:
        raise document.source.problem(
            fence.start(), _("Code cannot be marked so here. Write four spaces before each of its lines.")
        )
    with diagnostics:
        sections = sections_of(document, languages)
    markdown = Markdown(document.source, path)
    prose: dict[str, RenderedMarkdown] = {}
    for code, part in sections.items():
        with diagnostics:
            prose[code] = markdown.prose(part)
    diagnostics.raise_any()
    return Localized({one.code: prose.get(one.code, RenderedMarkdown()) for one in languages})


def sections_of(document: MarkdownFile, languages: Sequence[Language]) -> dict[str, TextSpan]:
    """The part of the text that belongs to each language; nothing at all where the body is empty."""
    source, diagnostics = document.source, DiagnosticCollector()
    codes = {one.endonym: one.code for one in languages}
    headings = list(HEADING.finditer(source.text, document.body))
    ends = [*(heading.start() for heading in headings), len(source.text)][1:]
    before = TextSpan(document.body, headings[0].start() if headings else len(source.text))
    if source.text[before.start : before.end].strip():
        first = before.start + len(source.text[before.start :]) - len(source.text[before.start :].lstrip())
        message = _("This text is in no language. Write a heading above it: {headings}.", headings=named(codes))
        diagnostics.add(source.location_at(first), message)
    sections: dict[str, TextSpan] = {}
    for heading, end in zip(headings, ends, strict=True):
        code = codes.get(heading[1])
        location = source.location_at(heading.start())
        if code is None:
            message = _(
                '"{heading}" is not a language. Write {headings}, or ## for a heading in the text.',
                heading=heading[1],
                headings=named(codes),
            )
            diagnostics.add(location, message)
        elif code in sections:
            diagnostics.add(
                location, _('The section "{heading}" is here twice. Make one of the two.', heading=heading[1])
            )
        else:
            sections[code] = TextSpan(heading.end(), end)
    for name, code in codes.items():
        if sections and code not in sections:
            diagnostics.add(*missing(document, name, headings[-1].start()))
    diagnostics.raise_any()
    return sections


def missing(document: MarkdownFile, heading: str, last: int) -> tuple[Location, Message]:
    """That the section of a language is not there: where its heading was written otherwise, or at the last one."""
    source = document.source
    otherwise = re.compile(rf"^#+[ \t]*{re.escape(heading)}[ \t#]*$", re.MULTILINE).search(source.text, document.body)
    if otherwise is not None:
        message = _(
            '"{written}" does not begin a section. Write it as “# {heading}”.', written=otherwise[0], heading=heading
        )
        return source.location_at(otherwise.start()), message
    message = _("The section “# {heading}” is missing. Write it, or delete the others.", heading=heading)
    return source.location_at(last), message


def named(codes: dict[str, str]) -> str:
    return ", ".join(f"“# {heading}”" for heading in codes)
