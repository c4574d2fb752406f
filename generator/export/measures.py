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
        return Localized(
            {language.code: site.base_url + urls.url_for(subject, language) for language in site.languages}
        )

    return ExportField(replace(URL, type=WEB_ADDRESS) if site.base_url else URL, url)


def indicator_name(indicator: Indicator) -> str:
    """Return the name of an indicator's file, the same in every language."""
    return PurePosixPath(indicator.path).stem


def _declared(roadmap: Roadmap, urls: UrlMap) -> Iterator[ExportField]:
    fields = measure_fields(roadmap.classifications)
    originals = {field.original_of: field for field in fields if field.original_of}
    positions = {taxonomy.id: position for position, taxonomy in enumerate(roadmap.classifications)}
    for field in fields:
        if field.original_of or not field.exported:
            continue
        if field.classification:
            yield ExportField(field, partial(lambda position, measure: measure.values[position], positions[field.name]))
        else:
            parts = tuple(ExportField(part, attrgetter(part.model_name)) for part in field.parts)
            read = partial(_designations, urls, field) if field.type.folder else partial(value_of, field=field)
            yield ExportField(field, read, parts)
        if original := originals.get(field.name):
            yield ExportField(original, partial(_original, field.name, roadmap.site.languages))


def _designations(urls: UrlMap, field: Field, measure: Measure) -> object:
    """Return the numbers of the published measures, or the names of the indicators, whose files a field has."""
    paths = value_of(measure, field)
    documents = [urls.documents.get(path) for path in (paths if field.type.is_list else (paths,)) or ()]
    designations = tuple(
        document.display_number if isinstance(document, Measure) else indicator_name(document)
        for document in documents
        if isinstance(document, Measure | Indicator)
    )
    return designations if field.type.is_list else next(iter(designations), None)


def _original(name: str, languages: tuple[Language, ...], measure: Measure) -> LocalizedText:
    """Return what the source says of a field, empty where nothing was corrected."""
    originals = {entry.language.code: entry.original for entry in measure.corrections if entry.field == name}
    return Localized({language.code: originals.get(language.code, "") for language in languages})


def _body_of(urls: UrlMap, measure: Measure) -> LocalizedText:
    """Return the Markdown of a measure, whose links to other content files lead to their pages."""
    site = urls.roadmap.site

    def published(body: RenderedMarkdown, language: Language) -> str:
        def linked(link: re.Match[str]) -> str:
            subject = urls.documents.get(posixpath.normpath(posixpath.join(posixpath.dirname(measure.path), link[2])))
            return link[0] if subject is None else f"{link[1]}{site.base_url}{urls.url_for(subject, language)}"

        return _LINK_TO_FILE.sub(linked, body.markdown).strip()

    return Localized({language.code: published(measure.body[language], language) for language in site.languages})
