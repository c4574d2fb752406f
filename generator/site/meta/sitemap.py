"""The sitemap: every page in every language, where it is in the others, and when it was last changed."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from generator.site.jsonld import modified
from generator.site.links import hreflang
from generator.urls import BuiltinPage, Route, UrlMap

# https://www.sitemaps.org/protocol.html, with the alternates of developers.google.com/search/docs.
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
# What nobody should come to from a search engine. Nor does it need the later parts of a list, which come and go.
LEFT_OUT = (BuiltinPage.NOT_FOUND, BuiltinPage.SEARCH)


def sitemap(urls: UrlMap) -> bytes:
    """The sitemap of a site whose address is known."""
    top = ET.Element(f"{{{NAMESPACE}}}urlset")
    for address in urls:
        if address.subject not in LEFT_OUT and address.page == 1:
            add_url(top, address, urls)
    ET.register_namespace("", NAMESPACE)
    ET.register_namespace("xhtml", XHTML)
    ET.indent(top)
    return bytes(ET.tostring(top, encoding="utf-8", xml_declaration=True)) + b"\n"


def add_url(top: ET.Element, address: Route, urls: UrlMap) -> None:
    roadmap = urls.roadmap
    url = ET.SubElement(top, f"{{{NAMESPACE}}}url")
    ET.SubElement(url, f"{{{NAMESPACE}}}loc").text = roadmap.site.base_url + address.path
    ET.SubElement(url, f"{{{NAMESPACE}}}lastmod").text = modified(address.subject, roadmap).isoformat()
    for one in hreflang(address, urls):
        ET.SubElement(url, f"{{{XHTML}}}link", rel="alternate", hreflang=one.code, href=one.href)
