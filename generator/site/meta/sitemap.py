"""The sitemap: every page in every language, where it is in the others, and when it was last changed."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from generator.model import Withdrawal
from generator.site.jsonld import modified
from generator.site.links import hreflang
from generator.urls import BuiltinPage, UrlMap

# https://www.sitemaps.org/protocol.html, with the alternates of developers.google.com/search/docs.
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
# Nobody should come to these from a search engine. Nor does it need the later pages of a list, which come and go.
EXCLUDED_PAGES = (BuiltinPage.NOT_FOUND, BuiltinPage.SEARCH)


def sitemap(urls: UrlMap) -> bytes:
    """Return the sitemap of a site whose base URL is known."""
    roadmap = urls.roadmap
    root = ET.Element(f"{{{NAMESPACE}}}urlset")
    for route in urls:
        if route.subject in EXCLUDED_PAGES or isinstance(route.subject, Withdrawal) or route.page != 1:
            continue
        url = ET.SubElement(root, f"{{{NAMESPACE}}}url")
        ET.SubElement(url, f"{{{NAMESPACE}}}loc").text = roadmap.site.base_url + route.path
        ET.SubElement(url, f"{{{NAMESPACE}}}lastmod").text = modified(route.subject, roadmap).isoformat()
        for code, href in hreflang(route, urls):
            ET.SubElement(url, f"{{{XHTML}}}link", rel="alternate", hreflang=code, href=href)
    ET.register_namespace("", NAMESPACE)
    ET.register_namespace("xhtml", XHTML)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
