"""The structured data of a page: a graph of schema.org in JSON-LD, for a site whose address is known."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from generator.export.data_file import DataFile
from generator.model import Measure, Roadmap, StatusCategory, Tracking, Transition
from generator.site.links import breadcrumbs
from generator.tracking.reminders import last_activity
from generator.urls import BuiltinPage, Route, Subject, UrlMap

_SCHEMA = "https://schema.org"
# Nothing in a script's text may end it or begin a comment, whatever an editor writes.
_ESCAPES = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})

Node = dict[str, object]


def modified(subject: Subject, roadmap: Roadmap) -> datetime.date:
    """Return the day that a page was last changed: that of the site, or the last activity of a measure."""
    if isinstance(subject, Measure) and subject.tracking is not None:
        return min(last_activity(subject.tracking), roadmap.site.updated)
    return roadmap.site.updated


class JsonLd:
    """The structured data of one page. `downloads` are the files that the roadmap comes in as data."""

    def __init__(self, route: Route, urls: UrlMap, downloads: Sequence[DataFile]) -> None:
        self._subject, self._language = route.subject, route.language
        self._urls, self._roadmap, self._site = urls, urls.roadmap, urls.roadmap.site
        self._downloads = downloads

    def script(self, name: str, description: str) -> Markup:
        """Return the text of the page's script of JSON-LD, with the name and the description of the page."""
        graph = list(self._nodes({"name": " ".join(name.split()), "description": " ".join(description.split())}))
        document = {"@context": _SCHEMA, "@graph": graph}
        return Markup(json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES))

    def _nodes(self, texts: Mapping[str, str]) -> Iterator[Node]:
        subject, site, language = self._subject, self._site, self._language
        yield {
            "@type": "GovernmentOrganization",
            **self._reference("publisher"),
            "name": site.publisher[language],
            "url": site.publisher_url[language],
        }
        yield {
            "@type": "WebSite",
            **self._reference("site"),
            "name": site.name[language],
            "url": self._url(BuiltinPage.HOME),
            "inLanguage": language.code,
            "publisher": self._reference("publisher"),
        }
        yield self._page(texts)
        if subject in (BuiltinPage.HOME, BuiltinPage.DATA):
            yield self._dataset()
        if isinstance(subject, Measure) and subject.tracking is not None:
            yield from self._plan(subject.tracking, texts)

    def _page(self, texts: Mapping[str, str]) -> Node:
        url = self._url(self._subject)
        items = [
            {
                "@type": "ListItem",
                "position": position,
                "name": crumb.label[self._language],
                "item": self._url(crumb.subject),
            }
            for position, crumb in enumerate(breadcrumbs(self._subject, self._roadmap), start=1)
        ]
        return {
            "@type": "WebPage",
            "@id": url,
            "url": url,
            **texts,
            "inLanguage": self._language.code,
            "isPartOf": self._reference("site"),
            "dateModified": modified(self._subject, self._roadmap).isoformat(),
            "publisher": self._reference("publisher"),
            **({"breadcrumb": {"@type": "BreadcrumbList", "itemListElement": items}} if items else {}),
        }

    def _dataset(self) -> Node:
        site, language = self._site, self._language
        licence = site.licence_url or site.licence
        return {
            "@type": "Dataset",
            **self._reference("dataset"),
            "name": site.name[language],
            "description": site.description[language],
            "url": self._url(self._subject),
            "inLanguage": language.code,
            "dateModified": site.updated.isoformat(),
            "creator": self._reference("publisher"),
            **({"license": licence} if licence else {}),
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": file.about[language],
                    "encodingFormat": file.format.media_type,
                    "contentUrl": site.base_url + file.path,
                }
                for file in self._downloads
            ],
        }

    def _plan(self, tracking: Tracking, texts: Mapping[str, str]) -> Iterator[Node]:
        """Yield the measure as something that is to be done; nothing where its status is not known."""
        agent = self._reference("publisher")
        if tracking.responsible is not None:
            agent = {"@type": "Organization", "name": tracking.responsible[self._language]}
        if status := _action_status(tracking):
            yield {
                "@type": "PlanAction",
                **texts,
                "mainEntityOfPage": {"@id": self._url(self._subject)},
                "agent": agent,
                "actionStatus": f"{_SCHEMA}/{status}",
            }

    def _url(self, subject: Subject) -> str:
        return self._site.base_url + self._urls.url_for(subject, self._language)

    def _reference(self, part: str) -> Node:
        """Return a reference to a node that all pages of a language share."""
        return {"@id": f"{self._url(BuiltinPage.HOME)}#{part}"}


def _action_status(tracking: Tracking) -> str:
    """Return the status of a measure as schema.org calls it, empty where it is not known."""
    match tracking.status.category:
        case StatusCategory.UNKNOWN:
            return ""
        case StatusCategory.DONE:
            return "CompletedActionStatus"
        case StatusCategory.CLOSED:
            return "FailedActionStatus"
        case StatusCategory.OPEN if tracking.status.transition is Transition.STARTED:
            return "ActiveActionStatus"
        case _:
            return "PotentialActionStatus"
