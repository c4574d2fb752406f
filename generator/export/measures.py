"""Gives what is published of a measure: its declared fields, its address and its text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from operator import attrgetter
from pathlib import PurePosixPath
from typing import Any

from generator.content.field_types import WEB_ADDRESS, Field
from generator.content.schema import BODY, DESIGNATION, URL, measure_fields, value_of
from generator.export.columns import ExportField
from generator.model import Indicator, Language, Localized, LocalizedText, Measure, RenderedMarkdown, Roadmap
from generator.urls import UrlMap

# A link of Markdown to another content file.
_LINK_TO_FILE = re.compile(r"(\]\(\s*<?|^\[[^\]]+\]:\s*<?)([^\s<>()#]+\.md)(?=[\s>)#]|$)", re.MULTILINE)


def export_fields(roadmap: Roadmap, urls: UrlMap) -> tuple[ExportField, ...]:
    """Return what is published of a measure; the wording of the source stands beside the text that was corrected."""
    return (
        ExportField(DESIGNATION, attrgetter("display_number")),
        *_declared(roadmap, urls),
        url_field(urls, lambda measure: measure),
        ExportField(BODY, partial(_body_of, urls)),
    )


def url_field(urls: UrlMap, subject_of: Callable[[Any], Measure | Indicator]) -> ExportField:
    """Return the URL of the page of a row's subject in each language, absolute where the site has a base URL."""
    site = urls.roadmap.site

    def url(row: object) -> LocalizedText:
        subject = subject_of(row)
        return Localized({one.code: site.base_url + urls.url_for(subject, one) for one in site.languages})

    return ExportField(replace(URL, type=WEB_ADDRESS) if site.base_url else URL, url)


def indicator_name(indicator: Indicator) -> str:
    """Return the name of an indicator's file, the same in every language."""
    return PurePosixPath(indicator.path).stem


def _declared(roadmap: Roadmap, urls: UrlMap) -> Iterator[ExportField]:
    fields = measure_fields(roadmap.classifications)
    originals = {field.original_of: field for field in fields if field.original_of}
    positions = {one.id: position for position, one in enumerate(roadmap.classifications)}
    for field in fields:
        if field.original_of or not field.exported:
            continue
        if field.classification:
            yield ExportField(field, partial(lambda position, measure: measure.values[position], positions[field.name]))
        else:
            parts = tuple(ExportField(part, attrgetter(part.model_name)) for part in field.parts)
            read = partial(_designations, urls, field) if field.type.folder else partial(_value, field)
            yield ExportField(field, read, parts)
        if original := originals.get(field.name):
            yield ExportField(original, partial(_original, field.name, roadmap.site.languages))


def _value(field: Field, measure: Measure) -> object:
    return value_of(measure, field)


def _designations(urls: UrlMap, field: Field, measure: Measure) -> object:
    """Return what readers know the published ones of some content files by."""
    files = value_of(measure, field)
    if not field.type.is_list:
        return _designation(urls, files)
    return tuple(name for file in files or () if (name := _designation(urls, file)))


def _designation(urls: UrlMap, file: str | None) -> str | None:
    subject = urls.documents.get(file) if file else None
    if isinstance(subject, Measure):
        return subject.display_number
    return indicator_name(subject) if isinstance(subject, Indicator) else None


def _original(name: str, languages: tuple[Language, ...], measure: Measure) -> LocalizedText:
    """Return what the source says of a field, empty where nothing was corrected."""
    found = {one.language.code: one.original for one in measure.corrections if one.field == name}
    return Localized({one.code: found.get(one.code, "") for one in languages})


def _body_of(urls: UrlMap, measure: Measure) -> LocalizedText:
    """Return the Markdown of a measure, whose links to other content files lead to their pages."""
    site = urls.roadmap.site

    def published(body: RenderedMarkdown, language: Language) -> str:
        def linked(link: re.Match[str]) -> str:
            subject = urls.documents.get(posixpath.normpath(posixpath.join(posixpath.dirname(measure.path), link[2])))
            return link[0] if subject is None else f"{link[1]}{site.base_url}{urls.url_for(subject, language)}"

        return _LINK_TO_FILE.sub(linked, body.markdown).strip()

    return Localized({one.code: published(measure.body[one], one) for one in site.languages})
