"""The files of plain text that programs and people ask every site for: robots, security and humans."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.model import Language, Roadmap, Site
from generator.site import formatting
from generator.urls import SITEMAP

SECURITY = ".well-known/security.txt"


def robots(site: Site) -> bytes:
    """RFC 9309: every program may read everything."""
    found = (f"\nSitemap: {site.base_url}{SITEMAP}\n",) if site.base_url else ()
    return "".join(("User-agent: *\nAllow: /\n", *found)).encode()


def security(site: Site) -> bytes:
    """RFC 9116: where a hole in the security is told of. It holds for a year from the day of the site."""
    fields = {
        "Contact": site.security_contact,
        "Expires": f"{a_year_after(site.updated).isoformat()}T00:00:00Z",
        "Preferred-Languages": ", ".join(one.code for one in site.languages),
        **({"Canonical": site.base_url + SECURITY} if site.base_url else {}),
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items()).encode()


def a_year_after(day: datetime.date) -> datetime.date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)


def humans(roadmap: Roadmap) -> bytes:
    """humanstxt.org: who publishes the site, and where to write to them, in every language."""
    parts = ("\n".join(paragraph(roadmap, one)) + "\n" for one in roadmap.site.languages)
    return "\n".join(parts).encode()


def paragraph(roadmap: Roadmap, language: Language) -> Iterator[str]:
    site, texts = roadmap.site, roadmap.texts
    yield f"/* {site.name[language]} */"
    yield f"{texts['publisher'][language]} {site.publisher[language]}, {site.publisher_url[language]}"
    yield f"{texts['feedback'][language]}: {site.feedback_url[language]}"
    yield formatting.filled(texts["updated"][language], date=formatting.date(site.updated, language))
