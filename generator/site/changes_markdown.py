"""What changed, as Markdown for the agenda of the board."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from generator.model import Language, Measure, Roadmap
from generator.site import formatting
from generator.site.change_log import ChangeFormatter, ChangeGroup
from generator.tracking.events import Event
from generator.tracking.relations import Relations
from generator.urls import UrlMap


def changes_markdown(
    roadmap: Roadmap, events: Sequence[Event], start: datetime.date, end: datetime.date, language: Language
) -> str:
    """The events of a time in one language, by their kinds. Measures are links where the site has an address."""
    teller = ChangeFormatter(roadmap, Relations(roadmap), language)
    urls = UrlMap(roadmap)
    texts = roadmap.texts
    period = formatting.filled(texts["period"][language], start=teller.date(start), end=teller.date(end))
    groups = teller.groups(events)
    parts = [
        f"# {formatting.markdown(roadmap.site.name[language])}: {texts['changes'][language]}",
        period,
        *("\n".join(section(group, roadmap, urls, language)) for group in groups),
    ]
    if not groups:
        parts.append(texts["changes_none"][language])
    return "\n\n".join(parts) + "\n"


def section(group: ChangeGroup, roadmap: Roadmap, urls: UrlMap, language: Language) -> Iterator[str]:
    yield f"## {group.label[language]} ({len(group.entries)})"
    yield ""
    for told in group.entries:
        day = formatting.date(told.event.day, language)
        words = " ".join(formatting.markdown(sentence) for sentence in told.details)
        yield f"- {named(told.event.measure, roadmap, urls, language)}, {day}" + (f". {words}" if words else "")


def named(measure: Measure, roadmap: Roadmap, urls: UrlMap, language: Language) -> str:
    name = f"{measure.display_number} {formatting.markdown(measure.title[language])}"
    root = roadmap.site.base_url
    return f"[{name}]({root}{urls.url_for(measure, language)})" if root else name
