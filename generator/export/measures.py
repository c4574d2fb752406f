"""Gives what is published of a measure: its declared fields, its address and its text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from generator.content.field_types import WEB_ADDRESS, Field
from generator.content.schema import BODY, DESIGNATION, URL, measure_fields, value_of
from generator.export.columns import ExportField, in_language
from generator.model import Indicator, Language, Measure, Roadmap, Withdrawal
from generator.urls import UrlMap

# A link of Markdown to another content file.
_FILE = r"([^\s<>()#]+\.md)(?=[\s>)#]|$)"
_LINK_TO_FILE = re.compile(rf"(\]\(\s*<?){_FILE}", re.MULTILINE)
_REFERENCE_TO_FILE = re.compile(rf"(^\[[^\]]+\]:\s*<?){_FILE}", re.MULTILINE)


def export_fields(roadmap: Roadmap, urls: UrlMap) -> tuple[ExportField, ...]:
    """Return what is published of a measure; the wording of the source stands beside the text that was corrected."""
    fields = [field for field in measure_fields(roadmap.classifications) if field.exported]
    names = [field.name for field in fields]
    fields.sort(key=lambda field: names.index(field.original_of or field.name))
    return (
        ExportField(DESIGNATION, lambda measure, _language: measure.display_number),
        *(ExportField(field, _value_of(urls, field)) for field in fields),
        url_field(urls, lambda measure: measure),
        ExportField(BODY, partial(_markdown, urls)),
    )


def url_field(urls: UrlMap, subject_of: Callable[[Any], Measure | Indicator | Withdrawal]) -> ExportField:
    """Return the URL of the page of a row's subject in each language, absolute where the site has a base URL."""
    base_url = urls.roadmap.site.base_url
    field = replace(URL, type=WEB_ADDRESS) if base_url else URL
    return ExportField(field, lambda row, language: base_url + urls.url_for(subject_of(row), language))


def indicator_name(indicator: Indicator) -> str:
    """Return the name of an indicator's file, the same in every language."""
    return PurePosixPath(indicator.path).stem


def _value_of(urls: UrlMap, field: Field) -> Callable[[Measure, Language | None], object]:
    """Return what gives that which is published of a measure in one of its declared fields."""
    if field.classification:
        return partial(_ids if field.type.is_list else _id, field.classification.id)
    if field.original_of:
        return partial(_original, field.original_of)
    if field.type.folder:
        return partial(_designations, urls, field)
    return lambda measure, language: in_language(value_of(measure, field), language)


def _ids(classification: str, measure: Measure, _language: Language | None) -> tuple[str, ...]:
    return tuple(value.id for value in measure.values if value.classification_id == classification)


def _id(classification: str, measure: Measure, _language: Language | None) -> str | None:
    for value in measure.values:
        if value.classification_id == classification:
            return value.id
    return None


def _original(field: str, measure: Measure, language: Language | None) -> str | None:
    """Return the wording of the source of a field that was corrected."""
    for correction in measure.corrections:
        if correction.field == field and correction.language == language:
            return correction.original
    return None


def _designations(urls: UrlMap, field: Field, measure: Measure, _language: Language | None) -> object:
    """Return the numbers of the published measures, or the names of the indicators, whose files a field has."""
    paths = value_of(measure, field)
    documents = [urls.document_at(path) for path in (paths if field.type.is_list else (paths,)) or ()]
    designations = tuple(
        document.display_number if isinstance(document, Measure) else indicator_name(document)
        for document in documents
        if isinstance(document, Measure | Indicator)
    )
    return designations if field.type.is_list else next(iter(designations), None)


def _markdown(urls: UrlMap, measure: Measure, language: Language) -> str:
    """Return the Markdown of a measure, whose links to other content files lead to their pages."""

    def linked(link: re.Match[str]) -> str:
        subject = urls.document_at(posixpath.normpath(posixpath.join(posixpath.dirname(measure.path), link[2])))
        return link[0] if subject is None else link[1] + urls.roadmap.site.base_url + urls.url_for(subject, language)

    markdown = _LINK_TO_FILE.sub(linked, measure.body[language].markdown)
    return (_REFERENCE_TO_FILE.sub(linked, markdown) if "]:" in markdown else markdown).strip()
