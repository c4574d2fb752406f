"""What changed, as Markdown for the agenda of the board."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from generator.model import Language, Measure, Roadmap
from generator.site import formatting
from generator.site.change_log import ChangeFormatter
from generator.tracking.events import Event
from generator.tracking.relations import Relations
from generator.urls import UrlMap


def changes_markdown(
    roadmap: Roadmap, events: Sequence[Event], start: datetime.date, end: datetime.date, language: Language
) -> str:
    """Return the events of a time in one language, by kind. Measures are links where the site has an address."""
    formatter = ChangeFormatter(roadmap, Relations(roadmap), language)
    urls, site, words = UrlMap(roadmap), roadmap.site, formatter.words

    def link(measure: Measure) -> str:
        name = f"{measure.display_number} {formatting.markdown(measure.title[language])}"
        return f"[{name}]({site.base_url}{urls.url_for(measure, language)})" if site.base_url else name

    blocks = [
        f"# {formatting.markdown(site.name[language])}: {words('changes')}",
        words("period", start=formatter.date(start), end=formatter.date(end)),
    ]
    for kind, of_kind in formatter.by_kind(events).items():
        lines = [f"## {formatter.label(kind)} ({len(of_kind)})", ""]
        for event in of_kind:
            sentences = " ".join(map(formatting.markdown, formatter.details(event)))
            ending = f". {sentences}" if sentences else ""
            lines.append(f"- {link(event.measure)}, {formatter.date(event.day)}{ending}")
        blocks.append("\n".join(lines))
    if not events:
        blocks.append(words("changes_none"))
    return "\n\n".join(blocks) + "\n"
