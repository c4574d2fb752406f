"""What a page tells machines of itself: a graph of schema.org in JSON-LD, for a site whose address is known."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from generator.export.files import DataFile
from generator.model import Language, Measure, Roadmap, StatusCategory, Tracking, Transition
from generator.site.links import breadcrumbs
from generator.tracking.reminders import last_activity
from generator.urls import BuiltinPage, Route, Subject, UrlMap

SCHEMA = "https://schema.org"
# The pages that present the roadmap as a set of data.
OF_DATA = ("home", "data")
# Nothing in a script's text may end it or begin a comment, whatever an editor writes.
ESCAPES = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})

Node = dict[str, object]


def modified(subject: Subject, roadmap: Roadmap) -> datetime.date:
    """The day that a page was last changed: that of the site, or the last of which a measure's course tells."""
    if isinstance(subject, Measure) and subject.tracking is not None:
        return min(last_activity(subject.tracking), roadmap.site.updated)
    return roadmap.site.updated


class JsonLd:
    """What one page tells. `downloads` are the files that the roadmap comes in as data."""

    def __init__(self, address: Route, urls: UrlMap, downloads: Sequence[DataFile]) -> None:
        self._address = address
        self._urls = urls
        self._downloads = downloads
        self._roadmap: Roadmap = urls.roadmap
        self._language: Language = address.language

    def script(self, name: str, description: str) -> Markup:
        """Return the text of the page's script of JSON-LD, with the name and the description of the page."""
        graph = list(self._nodes({"name": " ".join(name.split()), "description": " ".join(description.split())}))
        written = {"@context": SCHEMA, "@graph": graph}
        return Markup(json.dumps(written, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES))

    def _nodes(self, words: Mapping[str, str]) -> Iterator[Node]:
        subject = self._address.subject
        yield self._publisher()
        yield self._website()
        yield self._page(words)
        if isinstance(subject, BuiltinPage) and subject.value in OF_DATA:
            yield self._dataset()
        if isinstance(subject, Measure) and subject.tracking is not None:
            yield from self._plan(subject.tracking, words)

    def _publisher(self) -> Node:
        site = self._roadmap.site
        return {
            "@type": "GovernmentOrganization",
            "@id": self._id(BuiltinPage.HOME, "publisher"),
            "name": site.publisher[self._language],
            "url": site.publisher_url[self._language],
        }

    def _website(self) -> Node:
        site = self._roadmap.site
        return {
            "@type": "WebSite",
            "@id": self._id(BuiltinPage.HOME, "site"),
            "name": site.name[self._language],
            "url": self._url(BuiltinPage.HOME),
            "inLanguage": self._language.code,
            "publisher": self._reference("publisher"),
        }

    def _page(self, words: Mapping[str, str]) -> Node:
        url = self._url(self._address.subject)
        crumbs = self._crumbs()
        return {
            "@type": "WebPage",
            "@id": url,
            "url": url,
            **words,
            "inLanguage": self._language.code,
            "isPartOf": self._reference("site"),
            "dateModified": modified(self._address.subject, self._roadmap).isoformat(),
            "publisher": self._reference("publisher"),
            **({"breadcrumb": {"@type": "BreadcrumbList", "itemListElement": crumbs}} if crumbs else {}),
        }

    def _crumbs(self) -> list[Node]:
        return [
            {
                "@type": "ListItem",
                "position": position,
                "name": one.label[self._language],
                "item": self._url(one.subject),
            }
            for position, one in enumerate(breadcrumbs(self._address.subject, self._roadmap), start=1)
        ]

    def _dataset(self) -> Node:
        site = self._roadmap.site
        licence = site.licence_url or site.licence
        return {
            "@type": "Dataset",
            "@id": self._id(BuiltinPage.HOME, "dataset"),
            "name": site.name[self._language],
            "description": site.description[self._language],
            "url": self._url(self._address.subject),
            "inLanguage": self._language.code,
            "dateModified": site.updated.isoformat(),
            "creator": self._reference("publisher"),
            **({"license": licence} if licence else {}),
            "distribution": [self._download(one) for one in self._downloads],
        }

    def _download(self, file: DataFile) -> Node:
        return {
            "@type": "DataDownload",
            "name": file.about[self._language],
            "encodingFormat": file.format.media_type,
            "contentUrl": self._roadmap.site.base_url + file.path,
        }

    def _plan(self, tracking: Tracking, words: Mapping[str, str]) -> Iterator[Node]:
        """The measure as something that is to be done; nothing where its state is not known."""
        status = status_of(tracking)
        if status:
            yield {
                "@type": "PlanAction",
                **words,
                "mainEntityOfPage": {"@id": self._url(self._address.subject)},
                "agent": self._agent(tracking),
                "actionStatus": f"{SCHEMA}/{status}",
            }

    def _agent(self, tracking: Tracking) -> Node:
        if tracking.responsible is None:
            return self._reference("publisher")
        return {"@type": "Organization", "name": tracking.responsible[self._language]}

    def _url(self, subject: Subject) -> str:
        return self._roadmap.site.base_url + self._urls.url_for(subject, self._language)

    def _id(self, subject: Subject, part: str) -> str:
        return f"{self._url(subject)}#{part}"

    def _reference(self, part: str) -> Node:
        return {"@id": self._id(BuiltinPage.HOME, part)}


def status_of(tracking: Tracking) -> str:
    """The state of a measure as schema.org calls it, empty where it is not known."""
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
