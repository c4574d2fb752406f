"""Reads a Markdown file: front matter between two lines of three hyphens, then a section for each language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from generator.content.field_types import Field, key_names
from generator.content.mapping_reader import DRAFT, MappingReader
from generator.content.markdown import render_markdown
from generator.content.schema import arguments
from generator.content.source import Source, read_mapping
from generator.diagnostics import Diagnostic, DiagnosticCollector, Location
from generator.i18n import Message, _
from generator.model import Language, Localized, RenderedMarkdown

FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
# What is written for a fence: more or fewer signs, or those of a word processor.
_NEARLY_FENCE = re.compile(r"^(?:[-–—]{1,9}|\*{3,}|\.{3}|_{3,}|={3,}|\+{3,}|~{3,})[ \t]*$", re.MULTILINE)
_LINE = re.compile(r"^.*$", re.MULTILINE)
# A field, an entry, a note, or a line that goes on.
_FIELD_LINE = re.compile(r"[\w-]+[ ]*:|[ ]*-[ ]|[ ]+|#")
_CODE_FENCE = re.compile(r"^ {0,3}(?:`{3}|~{3})", re.MULTILINE)
_HEADING = re.compile(r"^#[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class DocumentSchema:
    """The fields of the front matter of a kind of file.

    `languages` are those of the site. `absent` has what is said of fields that this site does not use, by their names.
    """

    fields: tuple[Field, ...]
    languages: tuple[Language, ...]
    absent: Mapping[str, Message] = field(default_factory=dict)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of the fields as they stand in a file, those of entries included."""
        parts = [part for field in self.fields for part in field.parts]
        return frozenset(key_names((*self.fields, *parts), self.languages))


def read_document(source: Source, path: str, schema: DocumentSchema) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the values of a file's fields by their names, and the attributes of its value in the model.

    The attributes have its path, its locations and its body in every language, empty where nothing is written.

    Args:
        source: The text of the file.
        path: That of the file from the content folder, from which its links lead.
        schema: What its front matter may have.

    Raises:
        ContentError: With what is wrong with the front matter and the body.
    """
    fields, languages = schema.fields, schema.languages

    def unknown(name: str) -> Message:
        message = _('"{name}" is not a field here. Move its content into the text, or delete the line.', name=name)
        return schema.absent.get(name, message)

    diagnostics = DiagnosticCollector()
    node, body_start = split_front_matter(source, schema.names)
    bodies = {language.code: RenderedMarkdown() for language in languages}
    values: dict[str, Any] = {}
    with diagnostics, MappingReader(node, source, unknown=unknown) as front_matter:
        values = front_matter.read(fields, languages)
    with diagnostics:
        sections = _sections(source, body_start, languages)
        if not values.get(DRAFT):
            diagnostics.diagnostics.extend(_empty_sections(source, sections, languages))
        for code, (start, end) in sections.items():
            with diagnostics:
                bodies[code] = render_markdown(source, path, start, end)
    diagnostics.raise_any()
    attributes = arguments(fields, values)
    body = Localized(bodies)
    outline = body.map(lambda markdown: markdown.outline)
    return values, {
        "path": path,
        "body": body,
        "outline": outline,
        "locations": front_matter.locations(),
        **attributes,
    }


def split_front_matter(source: Source, names: Collection[str] = ()) -> tuple[yaml.MappingNode, int]:
    """Return the front matter of a file as YAML, and the index in the text at which the body begins.

    Args:
        source: The text of the file.
        names: Those of the fields that may stand there, which help to say what is wrong with it.

    Raises:
        ContentError: The front matter has no beginning or no end, or is no mapping.
    """
    opening = FENCE.match(source.text)
    if opening is None:
        raise source.problem(0, _("The first line must be “---”, and the fields follow it. Write it there."))
    closing = FENCE.search(source.text, opening.end())
    if closing is None:
        raise source.problem(*_missing_end(source.text, opening.end()))
    _check_further_fields(source, closing, names)
    return read_mapping(source, opening.end(), closing.start(), names), closing.end()


def _missing_end(text: str, start: int) -> tuple[int, Message]:
    """Return where the fields that begin at an index should end, and what to write there."""
    if nearly := _NEARLY_FENCE.search(text, start):
        return nearly.start(), _("The fields end with a line of three hyphens. Write “---” here.")
    last = start
    for line in _LINE.finditer(text, start + 1):
        if line[0].startswith("# ") or (line[0].strip() and not _FIELD_LINE.match(line[0])):
            break
        last = line.start() if line[0].strip() else last
    return last, _("The fields have no end. Write a line “---” below the last one.")


def _check_further_fields(source: Source, closing: re.Match[str], names: Collection[str]) -> None:
    """Raise ContentError where fields go on below the line that ends them, or those of another file begin."""
    for fence in FENCE.finditer(source.text, closing.start()):
        following = _LINE.search(source.text, fence.end() + 1)
        name = re.match(r" *(?:- +)?([\w-]+) *:", following[0]) if following else None
        if name is None or name[1] not in names:
            continue
        if fence.start() == closing.start():
            raise source.problem(
                fence.start(), _("This “---” ends the fields, but they continue below it. Delete the line.")
            )
        message = _("The fields of another file begin here. Move what follows into a file of its own.")
        raise source.problem(fence.start(), message)


def _sections(source: Source, start: int, languages: Sequence[Language]) -> dict[str, tuple[int, int]]:
    """Return where the section of each language begins and ends in the text; nothing where the body is empty.

    Raises:
        ContentError: A section is missing, doubled or unknown.
    """
    diagnostics = DiagnosticCollector()
    if fence := _CODE_FENCE.search(source.text, start):
        message = _("Code cannot be marked like this here. Start each of its lines with four spaces.")
        raise source.problem(fence.start(), message)
    headings = list(_HEADING.finditer(source.text, start))
    sections = _divided(source, start, headings, languages, diagnostics)
    for language in languages if sections else ():
        if language.code in sections:
            continue
        if language.draft and languages[0].code in sections:
            sections[language.code] = sections[languages[0].code]
        else:
            diagnostics.add(*_missing_section(source, start, language.endonym, headings[-1].start()))
    diagnostics.raise_any()
    return sections


def _empty_sections(
    source: Source, sections: Mapping[str, tuple[int, int]], languages: Sequence[Language]
) -> Iterator[Diagnostic]:
    """Yield the sections of languages that have no text, where another has one."""
    written = {code for code, (start, end) in sections.items() if source.text[start:end].strip()}
    for language in languages if written else ():
        if language.code in sections and language.code not in written and not language.draft:
            heading = source.text.rfind("\n", 0, sections[language.code][0]) + 1
            message = _("The section “# {heading}” is empty. Write its text below it.", heading=language.endonym)
            yield Diagnostic(source.location_at(heading), message)


def _divided(
    source: Source,
    start: int,
    headings: Sequence[re.Match[str]],
    languages: Sequence[Language],
    diagnostics: DiagnosticCollector,
) -> dict[str, tuple[int, int]]:
    """Return where the text below the heading of each language begins and ends, and collect what is in no language."""
    codes = {language.endonym: language.code for language in languages}
    choices = ", ".join(f"“# {heading}”" for heading in codes)
    bounds = [*(heading.start() for heading in headings), len(source.text)]
    if stray := re.compile(r"\S").search(source.text, start, bounds[0]):
        message = _("This text has no language heading. Write a heading above it: {headings}.", headings=choices)
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
            message = _('The section "{heading}" appears twice. Combine the two.', heading=heading[1])
            diagnostics.add(location, message)
        else:
            sections[code] = heading.end(), end
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
