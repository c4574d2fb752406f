"""What is published of a measure: its fields as they are described, its address and its text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter
from pathlib import PurePosixPath
from typing import Any

from generator.content.field_types import LINE, VERBATIM, WEB_ADDRESS, Field
from generator.content.schema import (
    ACCEPTED,
    ALIASES,
    COMPLETED_ON,
    CONTINUES,
    DECISION_BODY,
    DECISION_PARAGRAPH,
    DECISION_URL,
    DRAFT,
    DUE,
    DUE_NOW,
    ENTRY_DATE,
    FORMER_TITLE,
    INDICATORS,
    KEYWORDS,
    MEASURE_NUMBER,
    MERGED_INTO,
    PAGE_SLUG,
    PROBLEM,
    RELATED,
    RESPONSIBLE,
    RESULT,
    SERVICE_URL,
    STATUS,
    STATUS_DATE,
    STATUS_NOTE,
    TITLE,
    UPDATE_DUE,
    UPDATE_TEXT,
    UPDATES,
    WITHOUT_NET,
    measure_fields,
    original,
)
from generator.export.columns import ExportField
from generator.i18n import _
from generator.model import (
    Decision,
    Indicator,
    Language,
    Localized,
    LocalizedText,
    Measure,
    RenderedMarkdown,
    Roadmap,
    Update,
)
from generator.urls import UrlMap

DESIGNATION = Field(
    "designation", LINE, _("What the measure is called among all: its number, with the year where there is one."), ""
)
URL = Field("url", LINE, _("The address of its page on this site."), "", translated=True)
BODY = Field("body", VERBATIM, _("The text of its page, as Markdown."), "", required=False, translated=True)

# What an editor writes for the program alone.
LEFT_OUT = frozenset({DRAFT.name, ALIASES.name, ACCEPTED.name})

OF_A_MEASURE: dict[str, Callable[[Measure], object]] = {
    MEASURE_NUMBER.name: attrgetter("number"),
    TITLE.name: attrgetter("title"),
    PAGE_SLUG.name: attrgetter("slug"),
    PROBLEM.name: attrgetter("problem"),
    KEYWORDS.name: attrgetter("keywords"),
}
OF_A_COURSE = {
    STATUS_DATE.name: "status_date",
    STATUS_NOTE.name: "note",
    RESPONSIBLE.name: "responsible",
    DUE.name: "due",
    DUE_NOW.name: "due_now",
    COMPLETED_ON.name: "completed",
    RESULT.name: "result",
    SERVICE_URL.name: "service_url",
    WITHOUT_NET.name: "without_net",
}
OF_A_DECISION: dict[str, Callable[[Decision], object]] = {
    ENTRY_DATE.name: attrgetter("day"),
    DECISION_BODY.name: attrgetter("body"),
    DECISION_PARAGRAPH.name: lambda one: one.paragraph or None,
    DECISION_URL.name: attrgetter("url"),
}
OF_AN_UPDATE: dict[str, Callable[[Update], object]] = {
    ENTRY_DATE.name: attrgetter("day"),
    UPDATE_TEXT.name: attrgetter("text"),
    STATUS: attrgetter("status"),
    UPDATE_DUE.name: attrgetter("due"),
    FORMER_TITLE.name: attrgetter("former_title"),
}
# Readers know a measure by its designation, not by its file.
HINTS = {
    CONTINUES.name: _("The measures of earlier years that it goes on with, by their designations."),
    MERGED_INTO.name: _("The measure that it was merged into, by its designation."),
    RELATED.name: _("Other measures of the same matter, by their designations."),
    INDICATORS.name: _("The indicators that show what comes of it."),
}
# A link of Markdown to another content file.
LINK_TO_FILE = re.compile(r"(\]\(\s*<?|^\[[^\]]+\]:\s*<?)([^\s<>()#]+\.md)(?=[\s>)#]|$)", re.MULTILINE)


def measure_attributes(roadmap: Roadmap, urls: UrlMap) -> tuple[ExportField[Any], ...]:
    """Everything that is published of a measure; the wording of the source beside the text that was corrected."""
    fields = {one.name: one for one in measure_fields(roadmap.classifications)}
    values = {**OF_A_MEASURE, **classified_values(roadmap), **course_values(urls)}
    own = [one for name, one in fields.items() if name in values or one.parts]
    found = [described(one, values, fields, roadmap) for one in own]
    return (
        ExportField(DESIGNATION, attrgetter("display_number"), _("designation")),
        *(attribute for beside in found for attribute in beside),
        url_attribute(urls, lambda measure: measure),
        ExportField(BODY, partial(body_of, urls), _("text of the page")),
    )


def described(
    field: Field[Any], values: dict[str, Callable[[Measure], object]], fields: dict[str, Field[Any]], roadmap: Roadmap
) -> Iterator[ExportField[Measure]]:
    """The attribute of a field, and that of its wording in the source where it has one."""
    if field.parts:
        yield entries(field)
        return
    yield ExportField(replace(field, hint=HINTS.get(field.name, field.hint)), values[field.name])
    wording = fields.get(original(field.name).name)
    if wording is not None:
        yield ExportField(wording, partial(original_of, field.name, roadmap.site.languages))


def url_attribute(urls: UrlMap, subject_of: Callable[[Any], Measure | Indicator]) -> ExportField[Any]:
    """The page of a subject in each language, absolute where the address of the site is known."""
    site = urls.roadmap.site
    field = replace(URL, form=WEB_ADDRESS) if site.base_url else URL

    def address(row: object) -> LocalizedText:
        subject = subject_of(row)
        return Localized({one.code: site.base_url + urls.url_for(subject, one) for one in site.languages})

    return ExportField(field, address)


def classified_values(roadmap: Roadmap) -> dict[str, Callable[[Measure], object]]:
    return {
        one.id: partial(lambda position, measure: measure.values[position], position)
        for position, one in enumerate(roadmap.classifications)
    }


def course_values(urls: UrlMap) -> dict[str, Callable[[Measure], object]]:
    """What gives the values of a course, None where nobody follows the measure up."""

    def in_course(name: str, measure: Measure) -> object:
        return getattr(measure.tracking, name) if measure.tracking else None

    def named(name: str, measure: Measure) -> object:
        files: Sequence[str] = getattr(measure.tracking, name) if measure.tracking else ()
        return tuple(filter(None, (name_of(urls, file) for file in files)))

    def merged_into(measure: Measure) -> object:
        return name_of(urls, measure.tracking.merged_into) if measure.tracking else None

    return {
        **{field: partial(in_course, name) for field, name in OF_A_COURSE.items()},
        **{one.name: partial(named, one.name) for one in (CONTINUES, RELATED, INDICATORS)},
        MERGED_INTO.name: merged_into,
    }


def name_of(urls: UrlMap, file: str) -> str | None:
    """What a measure or an indicator is called in the data, None where the file is not published."""
    goal = urls.documents.get(file)
    if isinstance(goal, Measure):
        return goal.display_number
    return indicator_name(goal) if isinstance(goal, Indicator) else None


def indicator_name(indicator: Indicator) -> str:
    """The name of its file, the same in every language."""
    return PurePosixPath(indicator.path).stem


def entries(field: Field[Any]) -> ExportField[Measure]:
    """The attribute of a field with several entries."""
    values: dict[str, Callable[[Any], object]] = OF_AN_UPDATE if field.name == UPDATES else OF_A_DECISION
    parts = tuple(ExportField(part, values[part.name]) for part in field.parts)

    def value(measure: Measure) -> object:
        return getattr(measure.tracking, field.name) if measure.tracking else None

    return ExportField(field, value, parts=parts)


def original_of(name: str, languages: Sequence[Language], measure: Measure) -> LocalizedText:
    """What the source says of a field in each language, empty where nothing was corrected."""

    def wording(language: Language) -> str:
        own = (one for one in measure.corrections if one.field == name and one.language == language)
        return next((one.original for one in own), "")

    return Localized({one.code: wording(one) for one in languages})


def body_of(urls: UrlMap, measure: Measure) -> LocalizedText:
    """The Markdown of a measure, whose links to other content files lead to their pages."""
    site = urls.roadmap.site

    def written(prose: RenderedMarkdown, language: Language) -> str:
        def linked(link: re.Match[str]) -> str:
            goal = urls.documents.get(posixpath.normpath(posixpath.join(posixpath.dirname(measure.path), link[2])))
            return link[0] if goal is None else f"{link[1]}{site.base_url}{urls.url_for(goal, language)}"

        return LINK_TO_FILE.sub(linked, prose.markdown).strip()

    return Localized({one.code: written(measure.body[one], one) for one in site.languages})
