"""The changes of a roadmap as an Atom feed (RFC 4287) in one language."""

from __future__ import annotations

import datetime
from xml.etree import ElementTree as ET

from generator.site.components import LanguageSite
from generator.urls import BuiltinPage

_ATOM = "http://www.w3.org/2005/Atom"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Feed readers ask often, and show what is new.
_MOST_ENTRIES = 100


def atom_feed(site: LanguageSite) -> bytes:
    """Return the feed of a site whose address is known, the newest events first."""
    urls, changes, language = site.urls, site.changes, site.changes.language
    roadmap, base_url = urls.roadmap, urls.roadmap.site.base_url
    page = base_url + urls.url_for(BuiltinPage.CHANGES, language)
    feed = ET.Element(f"{{{_ATOM}}}feed", {_XML_LANGUAGE: language.code})
    _add(feed, "id", page)
    _add(feed, "title", f"{roadmap.site.name[language]}: {changes.words('changes')}")
    _add(feed, "updated", _timestamp(roadmap.site.updated))
    _add(feed, "link", rel="self", type="application/atom+xml", href=base_url + urls.feed_file(language))
    _add(feed, "link", rel="alternate", type="text/html", hreflang=language.code, href=page)
    _add(_add(feed, "author"), "name", roadmap.site.publisher[language])
    for event in site.events[::-1][:_MOST_ENTRIES]:
        url, label = base_url + urls.url_for(event.measure, language), changes.label(event.kind)
        entry = _add(feed, "entry")
        _add(entry, "id", f"{url}#{event.kind.value}-{event.day}")
        _add(entry, "title", f"{label}: {event.measure.title[language]}")
        _add(entry, "updated", _timestamp(event.placed_on))
        _add(entry, "link", rel="alternate", type="text/html", hreflang=language.code, href=url)
        _add(entry, "category", term=event.kind.value, label=label)
        _add(entry, "summary", " ".join(changes.details(event)) or event.measure.lead[language])
    ET.register_namespace("", _ATOM)
    ET.indent(feed)
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text or None
    return element


def _timestamp(day: datetime.date) -> str:
    """Return a day as RFC 3339 has it."""
    return f"{day.isoformat()}T00:00:00Z"
