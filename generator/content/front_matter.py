"""Reads a Markdown file: front matter between two lines of three hyphens, then a section for each language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml

from generator.content.field_types import Field
from generator.content.mapping_reader import MappingReader
from generator.content.markdown import render_markdown
from generator.content.schema import arguments
from generator.content.source import Source, read_mapping
from generator.diagnostics import DiagnosticCollector, Location
from generator.i18n import Message, _
from generator.model import Language, Localized, RenderedMarkdown

FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_CODE_FENCE = re.compile(r"^ {0,3}(?:`{3}|~{3})", re.MULTILINE)
_HEADING = re.compile(r"^#[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)


def read_document(
    source: Source, path: str, fields: Sequence[Field], languages: Sequence[Language]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the values of a file's fields by their names, and the attributes of its value in the model.

    The attributes have its path, its locations and its body in every language, empty where nothing is written.

    Args:
        source: The text of the file.
        path: That of the file from the content folder, from which its links lead.
        fields: Those of its front matter.
        languages: Those of the site.

    Raises:
        ContentError: With what is wrong with the front matter and the body.
    """
    (node, body_start), diagnostics = split_front_matter(source), DiagnosticCollector()
    bodies = {language.code: RenderedMarkdown() for language in languages}
    with diagnostics:
        for code, (start, end) in _sections(source, body_start, languages).items():
            with diagnostics:
                bodies[code] = render_markdown(source, path, start, end)
    with diagnostics, MappingReader(node, source) as front_matter:
        values = front_matter.read(fields, languages)
    diagnostics.raise_any()
    attributes = arguments(fields, values)
    return values, {"path": path, "body": Localized(bodies), "locations": front_matter.locations(), **attributes}


def split_front_matter(source: Source) -> tuple[yaml.MappingNode, int]:
    """Return the front matter of a file as YAML, and the index in the text at which the body begins.

    Raises:
        ContentError: The front matter has no beginning or no end, or is no mapping.
    """
    opening = FENCE.match(source.text)
    if opening is None:
        raise source.problem(0, _("The first line must be “---”, and the fields follow it. Write it there."))
    closing = FENCE.search(source.text, opening.end())
    if closing is None:
        raise source.problem(0, _("The fields that begin here have no end. Write a line “---” after the last field."))
    return read_mapping(source, opening.end(), closing.start()), closing.end()


def _sections(source: Source, start: int, languages: Sequence[Language]) -> dict[str, tuple[int, int]]:
    """Return where the section of each language begins and ends in the text; nothing where the body is empty.

    Raises:
        ContentError: A section is missing, doubled or unknown.
    """
    diagnostics = DiagnosticCollector()
    if fence := _CODE_FENCE.search(source.text, start):
        message = _("Code cannot be marked so here. Write four spaces before each of its lines.")
        raise source.problem(fence.start(), message)
    codes = {language.endonym: language.code for language in languages}
    choices = ", ".join(f"“# {heading}”" for heading in codes)
    headings = list(_HEADING.finditer(source.text, start))
    bounds = [*(heading.start() for heading in headings), len(source.text)]
    if stray := re.compile(r"\S").search(source.text, start, bounds[0]):
        message = _("This text is in no language. Write a heading above it: {headings}.", headings=choices)
        diagnostics.add(source.location_at(stray.start()), message)
    sections: dict[str, tuple[int, int]] = {}
    for heading, end in zip(headings, bounds[1:], strict=True):
        code = codes.get(heading[1])
        location = source.location_at(heading.start())
        if code is None:
            message = _(
                '"{heading}" is not a language. Write {headings}, or ## for a heading in the text.',
                heading=heading[1],
                headings=choices,
            )
            diagnostics.add(location, message)
        elif code in sections:
            message = _('The section "{heading}" is here twice. Make one of the two.', heading=heading[1])
            diagnostics.add(location, message)
        else:
            sections[code] = heading.end(), end
    for language in languages if sections else ():
        if language.code in sections:
            continue
        if language.draft and languages[0].code in sections:
            sections[language.code] = sections[languages[0].code]
        else:
            diagnostics.add(*_missing_section(source, start, language.endonym, headings[-1].start()))
    diagnostics.raise_any()
    return sections


def _missing_section(source: Source, start: int, heading: str, last: int) -> tuple[Location, Message]:
    """Return where the heading of a missing section is written otherwise, or the last heading, and what to do."""
    pattern = re.compile(rf"^#+[ \t]*{re.escape(heading)}[ \t#]*$", re.MULTILINE)
    if otherwise := pattern.search(source.text, start):
        message = _(
            '"{written}" does not begin a section. Write it as “# {heading}”.', written=otherwise[0], heading=heading
        )
        return source.location_at(otherwise.start()), message
    message = _("The section “# {heading}” is missing. Write it, or delete the others.", heading=heading)
    return source.location_at(last), message
