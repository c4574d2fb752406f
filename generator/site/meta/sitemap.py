"""The sitemap: every page in every language, where it is in the others, and when it was last changed."""

from __future__ import annotations

import io
from functools import partial
from html import escape

from generator.model import Withdrawal
from generator.queries import fragment
from generator.site.jsonld import modified
from generator.site.links import hreflang
from generator.urls import BuiltinPage, Subject, UrlMap

# https://www.sitemaps.org/protocol.html, with the alternates of developers.google.com/search/docs.
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
# Nobody should come to these from a search engine. Nor does it need the later pages of a list, which come and go.
EXCLUDED_PAGES = (BuiltinPage.NOT_FOUND, BuiltinPage.SEARCH)


def sitemap(urls: UrlMap) -> bytes:
    """Return the sitemap of a site whose base URL is known."""
    # As text: a tree of 20,000 elements takes four times as long.
    head = f"<?xml version='1.0' encoding='utf-8'?>\n<urlset xmlns=\"{NAMESPACE}\" xmlns:xhtml=\"{XHTML}\">\n"
    stream = io.BytesIO()
    stream.write(head.encode())
    for subject in filter(_is_listed, urls.subjects()):
        stream.write(fragment(subject, partial(_entries, subject, urls), stream.tell()))
    stream.write(b"</urlset>\n")
    return stream.getvalue()


def _is_listed(subject: Subject) -> bool:
    return subject not in EXCLUDED_PAGES and not isinstance(subject, Withdrawal)


def _entries(subject: Subject, urls: UrlMap) -> bytes:
    """Return the first page of a subject in each language, the day of its change, and where it is in the others."""
    site = urls.roadmap.site
    links = "".join(
        f'    <xhtml:link rel="alternate" hreflang="{escape(code)}" href="{escape(href)}" />\n'
        for code, href in hreflang(urls.route(subject, site.default_language), urls)
    )
    day = modified(subject, urls.roadmap).isoformat()
    locations = (escape(site.base_url + urls.url_for(subject, language), quote=False) for language in site.languages)
    return "".join(
        f"  <url>\n    <loc>{location}</loc>\n    <lastmod>{day}</lastmod>\n{links}  </url>\n" for location in locations
    ).encode()
