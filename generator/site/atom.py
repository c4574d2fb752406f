"""The changes of a roadmap as an Atom feed (RFC 4287) in one language."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from generator.model import Language, Roadmap
from generator.site.change_log import ChangeFormatter
from generator.tracking.events import Event
from generator.urls import BuiltinPage, UrlMap

ATOM = "http://www.w3.org/2005/Atom"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# A reader of feeds asks often, and shows what is new.
MOST_ENTRIES = 100


def atom_feed(
    roadmap: Roadmap, urls: UrlMap, events: Sequence[Event], teller: ChangeFormatter, language: Language
) -> bytes:
    """The feed of a site whose address is known, the newest events first."""
    root = roadmap.site.base_url
    page = root + urls.url_for(BuiltinPage.CHANGES, language)
    top = ET.Element(f"{{{ATOM}}}feed", {XML_LANGUAGE: language.code})
    add(top, "id", page)
    add(top, "title", f"{roadmap.site.name[language]}: {roadmap.texts['changes'][language]}")
    add(top, "updated", moment(roadmap.site.updated))
    add(top, "link", rel="self", type="application/atom+xml", href=root + urls.feed_file(language))
    add(top, "link", rel="alternate", type="text/html", hreflang=language.code, href=page)
    add(add(top, "author"), "name", roadmap.site.publisher[language])
    for event in list(reversed(events))[:MOST_ENTRIES]:
        add_entry(top, event, root + urls.url_for(event.measure, language), teller, language)
    ET.register_namespace("", ATOM)
    ET.indent(top)
    return bytes(ET.tostring(top, encoding="utf-8", xml_declaration=True)) + b"\n"


def add_entry(top: ET.Element, event: Event, address: str, teller: ChangeFormatter, language: Language) -> None:
    entry = add(top, "entry")
    label = teller.label(event.kind)[language]
    add(entry, "id", f"{address}#{event.kind.value}-{event.day.isoformat()}")
    add(entry, "title", f"{label}: {event.measure.title[language]}")
    add(entry, "updated", moment(event.day))
    add(entry, "link", rel="alternate", type="text/html", hreflang=language.code, href=address)
    add(entry, "category", term=event.kind.value, label=label)
    add(entry, "summary", " ".join(teller.details(event)) or event.measure.problem[language])


def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text or None
    return element


def moment(day: datetime.date) -> str:
    """A day as RFC 3339 has it."""
    return f"{day.isoformat()}T00:00:00Z"
