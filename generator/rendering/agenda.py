"""What changed, as Markdown for the agenda of the board."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from generator.addresses import Addresses
from generator.following.events import Event
from generator.following.ties import Ties
from generator.model import Language, Measure, Roadmap
from generator.rendering import formats
from generator.rendering.telling import Group, Teller


def agenda(
    roadmap: Roadmap, events: Sequence[Event], start: datetime.date, end: datetime.date, language: Language
) -> str:
    """The events of a time in one language, by their kinds. Measures are links where the site has an address."""
    teller = Teller(roadmap, Ties(roadmap), language)
    addresses = Addresses(roadmap)
    texts = roadmap.texts
    period = formats.filled(texts["period"][language], start=teller.date(start), end=teller.date(end))
    groups = teller.groups(events)
    parts = [
        f"# {formats.markdown(roadmap.site.name[language])}: {texts['changes'][language]}",
        period,
        *("\n".join(section(group, roadmap, addresses, language)) for group in groups),
    ]
    if not groups:
        parts.append(texts["changes_none"][language])
    return "\n\n".join(parts) + "\n"


def section(group: Group, roadmap: Roadmap, addresses: Addresses, language: Language) -> Iterator[str]:
    yield f"## {group.label[language]} ({len(group.told)})"
    yield ""
    for told in group.told:
        day = formats.date(told.event.day, language)
        words = " ".join(formats.markdown(sentence) for sentence in told.details)
        yield f"- {named(told.event.measure, roadmap, addresses, language)}, {day}" + (f". {words}" if words else "")


def named(measure: Measure, roadmap: Roadmap, addresses: Addresses, language: Language) -> str:
    name = f"{measure.designation} {formats.markdown(measure.title[language])}"
    root = roadmap.site.base_url
    return f"[{name}]({root}{addresses.of(measure, language)})" if root else name
