"""The changes of a roadmap, or of the measures of a value, as an Atom feed (RFC 4287) in one language.

A browser shows a feed by the style sheet that it names; the links in its texts are XHTML, which a browser follows.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from generator.model import Value
from generator.site.components import LanguageSite
from generator.site.lasting_ids import ordinals, tag_uri
from generator.tracking.events import Event
from generator.urls import BuiltinPage, relative_url

_ATOM = "http://www.w3.org/2005/Atom"
_XHTML = "http://www.w3.org/1999/xhtml"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Feed readers ask often, and show what is new.
_MOST_ENTRIES = 100


def feed_title(site: LanguageSite, value: Value | None = None) -> str:
    """Return what the feed of all changes, or of those of a value, is called."""
    language = site.changes.language
    name = site.urls.roadmap.site.name[language]
    return ": ".join((name, site.words("changes"), *([value.name[language]] if value else [])))


def atom_feed(site: LanguageSite, value: Value | None = None) -> bytes:
    """Return the feed of all changes, or of those of a value, the newest first. The site's address is known."""
    urls, language = site.urls, site.changes.language
    settings = urls.roadmap.site
    path = urls.feed_file(language, value)
    page = settings.base_url + urls.url_for(value or BuiltinPage.CHANGES, language)
    feed = ET.Element(f"{{{_ATOM}}}feed", {_XML_LANGUAGE: language.code})
    _add(feed, "id", tag_uri(settings, language.code, *(value.key if value else ["changes"])))
    _add(feed, "title", feed_title(site, value))
    follow = settings.base_url + urls.url_for(BuiltinPage.FOLLOW, language)
    _add_text(feed, "subtitle", [site.words("feed_here")], "", site.words("follow"), follow)
    _add(feed, "updated", _timestamp(settings.updated))
    _add(feed, "link", rel="self", type="application/atom+xml", href=settings.base_url + path)
    _add(feed, "link", rel="alternate", type="text/html", hreflang=language.code, href=page)
    _add(_add(feed, "author"), "name", settings.publisher[language])
    for event, entry_id in _latest(site, value):
        _add_entry(feed, event, entry_id, site)
    ET.register_namespace("", _ATOM)
    ET.register_namespace("xhtml", _XHTML)
    ET.indent(feed)
    styles = (relative_url(path, site.assets[name].path) for name in ("site.css", "feed.css"))
    lines = (f'<?xml-stylesheet type="text/css" href="{style}"?>\n' for style in styles)
    head = '<?xml version="1.0" encoding="utf-8"?>\n' + "".join(lines)
    return (head + ET.tostring(feed, encoding="unicode") + "\n").encode()


def _latest(site: LanguageSite, value: Value | None) -> Iterator[tuple[Event, str]]:
    """Yield the latest events of a value's measures with their ids, the newest first."""
    roadmap, language = site.urls.roadmap, site.changes.language
    measures = {measure.path for measure in (roadmap.measures_in(value) if value else roadmap.measures)}
    events = [event for event in site.events if event.measure.path in measures]
    keys = [(event.measure.full_number, event.kind.value, event.day) for event in events]
    for event, key, ordinal in list(zip(events, keys, ordinals(keys), strict=True))[: -_MOST_ENTRIES - 1 : -1]:
        yield event, tag_uri(roadmap.site, language.code, *key, *([ordinal] if ordinal > 1 else []))


def _add_entry(feed: ET.Element, event: Event, entry_id: str, site: LanguageSite) -> None:
    changes, measure = site.changes, event.measure
    language, label = changes.language, changes.event_label(event.kind)
    url = site.urls.roadmap.site.base_url + site.urls.url_for(measure, language)
    entry = _add(feed, "entry")
    _add(entry, "id", entry_id)
    _add(entry, "title", f"{label}: {measure.title[language]}")
    _add(entry, "updated", _timestamp(event.placed_on))
    _add(entry, "link", rel="alternate", type="text/html", hreflang=language.code, href=url)
    _add(entry, "category", term=event.kind.value, label=label)
    details = " ".join(changes.details(event)) or measure.lead[language]
    number = site.words("measure_number", number=measure.display_number)
    _add_text(entry, "summary", [details] if details else [], f"{changes.date(event.day)} · ", number, url)


def _add_text(parent: ET.Element, name: str, paragraphs: list[str], before: str, label: str, href: str) -> None:
    """Add a text as XHTML: paragraphs, and one that ends with a link."""
    # Without a prefix: not every program that reads a feed knows that one stands for XHTML.
    body = ET.SubElement(_add(parent, name, type="xhtml"), "div", xmlns=_XHTML)
    for paragraph in paragraphs:
        ET.SubElement(body, "p").text = paragraph
    last = ET.SubElement(body, "p")
    last.text = before or None
    ET.SubElement(last, "a", href=href).text = label


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text or None
    return element


def _timestamp(day: datetime.date) -> str:
    """Return a day as RFC 3339 has it."""
    return f"{day.isoformat()}T00:00:00Z"
