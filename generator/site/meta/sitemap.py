"""The sitemap: every page in every language, where it is in the others, and when it was last changed."""

from __future__ import annotations

from html import escape

from generator.model import Withdrawal
from generator.site.jsonld import modified
from generator.site.links import hreflang
from generator.urls import BuiltinPage, Route, UrlMap

# https://www.sitemaps.org/protocol.html, with the alternates of developers.google.com/search/docs.
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
# Nobody should come to these from a search engine. Nor does it need the later pages of a list, which come and go.
EXCLUDED_PAGES = (BuiltinPage.NOT_FOUND, BuiltinPage.SEARCH)


def sitemap(urls: UrlMap) -> bytes:
    """Return the sitemap of a site whose base URL is known."""
    entries = "".join(_entry(route, urls) for route in urls if _is_listed(route))
    # As text: a tree of 20,000 elements takes four times as long.
    head = f"<?xml version='1.0' encoding='utf-8'?>\n<urlset xmlns=\"{NAMESPACE}\" xmlns:xhtml=\"{XHTML}\">\n"
    return f"{head}{entries}</urlset>\n".encode()


def _is_listed(route: Route) -> bool:
    return route.subject not in EXCLUDED_PAGES and not isinstance(route.subject, Withdrawal) and route.page == 1


def _entry(route: Route, urls: UrlMap) -> str:
    """Return a page, the day of its last change, and where it is in each language."""
    links = "".join(
        f'    <xhtml:link rel="alternate" hreflang="{escape(code)}" href="{escape(href)}" />\n'
        for code, href in hreflang(route, urls)
    )
    location = escape(urls.roadmap.site.base_url + route.path, quote=False)
    day = modified(route.subject, urls.roadmap).isoformat()
    return f"  <url>\n    <loc>{location}</loc>\n    <lastmod>{day}</lastmod>\n{links}  </url>\n"
