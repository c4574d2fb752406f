"""The files of plain text that programs and people ask every site for: robots, security and humans."""

from __future__ import annotations

from generator.model import Roadmap, Site
from generator.site import formatting
from generator.urls import SITEMAP

SECURITY = ".well-known/security.txt"


def robots(site: Site) -> bytes:
    """Return `robots.txt` (RFC 9309): every program may read everything."""
    sitemap = f"\nSitemap: {site.base_url}{SITEMAP}\n" if site.base_url else ""
    return f"User-agent: *\nAllow: /\n{sitemap}".encode()


def security(site: Site) -> bytes:
    """Return `security.txt` (RFC 9116): where to report a vulnerability. Valid for a year from the day of the site."""
    day = site.updated
    # A leap day has no anniversary.
    expires = day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
    fields = {
        "Contact": site.security_contact,
        "Expires": f"{expires.isoformat()}T00:00:00Z",
        "Preferred-Languages": ", ".join(language.code for language in site.languages),
        **({"Canonical": site.base_url + SECURITY} if site.base_url else {}),
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items()).encode()


def humans(roadmap: Roadmap) -> bytes:
    """Return `humans.txt` (humanstxt.org): who publishes the site, and where to write to them, in every language."""
    site, texts = roadmap.site, roadmap.texts
    paragraphs = []
    for language in site.languages:
        updated = formatting.filled(texts["updated"][language], date=formatting.date(site.updated, language))
        paragraphs.append(
            f"/* {site.name[language]} */\n"
            f"{texts['publisher'][language]} {site.publisher[language]}, {site.publisher_url[language]}\n"
            f"{texts['feedback'][language]}: {site.feedback_url[language]}\n"
            f"{updated}\n"
        )
    return "\n".join(paragraphs).encode()
