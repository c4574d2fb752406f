"""The structured data of a page: a graph of schema.org in JSON-LD, for a site whose address is known."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping

from markupsafe import Markup

from generator.model import Measure, Roadmap, StatusCategory, Tracking, Transition
from generator.site.components import Components
from generator.site.links import breadcrumbs, label_of
from generator.tracking.reminders import last_activity
from generator.urls import BuiltinPage, Subject

_SCHEMA = "https://schema.org"
# Nothing in a script's text may end it or begin a comment, whatever an editor writes.
_UNSAFE = re.compile("[<>&\u2028\u2029]")

# What schema.org calls a status of each kind; one that is not known is left out.
_ACTION_STATUSES = {
    StatusCategory.OPEN: "PotentialActionStatus",
    StatusCategory.DONE: "CompletedActionStatus",
    StatusCategory.CLOSED: "FailedActionStatus",
}

Node = dict[str, object]


def modified(subject: Subject, roadmap: Roadmap) -> datetime.date:
    """Return the day that a page was last changed: that of the site, or the last activity of a measure."""
    if isinstance(subject, Measure) and subject.tracking is not None:
        return min(last_activity(subject.tracking).end, roadmap.site.updated)
    return roadmap.site.updated


class JsonLd:
    """The structured data of one page, which offers the roadmap as open data where the page is about that."""

    def __init__(self, make: Components) -> None:
        self._subject, self._language = make.route.subject, make.language
        self._urls, self._data = make.urls, make.site.data
        self._roadmap, self._site = make.roadmap, make.roadmap.site
        self._home, self._url = self._url_of(BuiltinPage.HOME), self._url_of(self._subject)
        self._publisher = {"@id": f"{self._home}#publisher"}

    def script(self, name: str, description: str) -> Markup:
        """Return the text of the page's script of JSON-LD, with the name and the description of the page."""
        graph = list(self._nodes({"name": " ".join(name.split()), "description": " ".join(description.split())}))
        document = {"@context": _SCHEMA, "@graph": graph}
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        # str.translate takes sixteen times as long.
        return Markup(_UNSAFE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text))

    def _nodes(self, texts: Mapping[str, str]) -> Iterator[Node]:
        site, language, website = self._site, self._language, {"@id": f"{self._home}#site"}
        yield {
            "@type": "GovernmentOrganization",
            **self._publisher,
            "name": site.publisher[language],
            "url": site.publisher_url[language],
        }
        yield {
            "@type": "WebSite",
            **website,
            "name": site.name[language],
            "url": self._home,
            "inLanguage": language.code,
            "publisher": self._publisher,
        }
        yield {
            "@type": "WebPage",
            "@id": self._url,
            "url": self._url,
            **texts,
            "inLanguage": language.code,
            "isPartOf": website,
            "dateModified": modified(self._subject, self._roadmap).isoformat(),
            "publisher": self._publisher,
            **self._breadcrumbs(),
        }
        if self._subject in (BuiltinPage.HOME, BuiltinPage.DATA):
            yield self._dataset()
        if isinstance(self._subject, Measure) and self._subject.tracking is not None:
            yield from self._plan(self._subject, self._subject.tracking, texts)

    def _breadcrumbs(self) -> Node:
        """Return the breadcrumbs of the page as a member of its node; none on the home page."""
        items = [
            {
                "@type": "ListItem",
                "position": position,
                "name": label_of(page, self._roadmap)[self._language],
                "item": self._url_of(page),
            }
            for position, page in enumerate(breadcrumbs(self._subject, self._roadmap), start=1)
        ]
        return {"breadcrumb": {"@type": "BreadcrumbList", "itemListElement": items}} if items else {}

    def _dataset(self) -> Node:
        site, language = self._site, self._language
        licence = site.licence_url or site.licence
        return {
            "@type": "Dataset",
            "@id": f"{self._home}#dataset",
            "name": site.name[language],
            "description": site.description[language],
            "url": self._url,
            "inLanguage": language.code,
            "dateModified": site.updated.isoformat(),
            "creator": self._publisher,
            **({"license": licence} if licence else {}),
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": file.about[language],
                    "encodingFormat": file.format.media_type,
                    "contentUrl": site.base_url + file.path,
                }
                for file in self._data.downloads
            ],
        }

    def _plan(self, measure: Measure, tracking: Tracking, texts: Mapping[str, str]) -> Iterator[Node]:
        """Yield the measure as something that is to be done; nothing where its status is not known."""
        units = [{"@type": "Organization", "name": unit.label[self._language]} for unit in measure.responsible]
        category, transition = tracking.status.category, tracking.status.transition
        status = _ACTION_STATUSES.get(category)
        if category is StatusCategory.OPEN and transition is Transition.STARTED:
            status = "ActiveActionStatus"
        if status:
            yield {
                "@type": "PlanAction",
                **texts,
                "mainEntityOfPage": {"@id": self._url},
                "agent": units or self._publisher,
                "actionStatus": f"{_SCHEMA}/{status}",
            }

    def _url_of(self, subject: Subject) -> str:
        return self._site.base_url + self._urls.url_for(subject, self._language)
