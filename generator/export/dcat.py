"""Describes the open data for catalogues of it, as DCAT-AP 3 in JSON-LD. The address of the site must be known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from generator.model import Language, LocalizedText, Roadmap
from generator.urls import BuiltinPage, UrlMap

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
AUTHORITY = "http://publications.europa.eu/resource/authority/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
# Government and public sector.
THEME = f"{AUTHORITY}data-theme/GOVE"


class Format(NamedTuple):
    """A format of files: what readers call it, its media type, and its name in the list of the European Union."""

    name: str
    media_type: str
    authority: str


class Distribution(NamedTuple):
    """A file that the data comes in: its path, what it has, its format and its size in bytes."""

    path: str
    about: LocalizedText
    format: Format
    size: int


def dataset(roadmap: Roadmap, urls: UrlMap, path: str, files: Sequence[Distribution]) -> dict[str, Any]:
    """Return the data set that the file at a path describes."""
    site, texts = roadmap.site, roadmap.texts
    languages = site.languages
    keywords = [texts["measures"], *(one.plural for one in roadmap.menu_taxonomies)]
    landing = [site.base_url + urls.url_for(BuiltinPage.DATA, one) for one in languages]
    return {
        "@context": CONTEXT,
        "@id": f"{site.base_url}{path}#dataset",
        "@type": "dcat:Dataset",
        "dcterms:title": spoken([site.name], languages),
        "dcterms:description": spoken([site.description], languages),
        "dcat:keyword": spoken(keywords, languages),
        "dcat:theme": [{"@id": THEME}],
        "dcterms:publisher": {
            "@id": site.publisher_url[site.default_language],
            "@type": "foaf:Agent",
            "foaf:name": spoken([site.publisher], languages),
        },
        "dcat:contactPoint": {
            "@type": "vcard:Organization",
            "vcard:fn": spoken([site.publisher], languages),
            "vcard:hasURL": [{"@id": address} for address in distinct(site.feedback_url, languages)],
        },
        "dcterms:modified": day(roadmap),
        "dcat:landingPage": [{"@id": page, "@type": "foaf:Document"} for page in landing],
        "dcat:distribution": [distribution(one, roadmap, landing[0]) for one in files],
    }


def distribution(file: Distribution, roadmap: Roadmap, landing: str) -> dict[str, Any]:
    site = roadmap.site
    address = site.base_url + file.path
    licence = {"dcterms:license": {"@id": site.licence_url, "@type": "dcterms:LicenseDocument"}}
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dcterms:title": spoken([file.about], site.languages),
        "dcat:accessURL": {"@id": landing},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}{file.format.media_type}", "@type": "dcterms:MediaType"},
        "dcterms:format": {
            "@id": f"{AUTHORITY}file-type/{file.format.authority}",
            "@type": "dcterms:MediaTypeOrExtent",
        },
        "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
        "dcterms:modified": day(roadmap),
        **(licence if site.licence_url else {}),
    }


def spoken(texts: Sequence[LocalizedText], languages: Sequence[Language]) -> list[dict[str, str]]:
    """Return the texts, each in every language."""
    return [{"@value": text[one], "@language": one.code} for text in texts for one in languages]


def distinct(text: LocalizedText, languages: Sequence[Language]) -> list[str]:
    return list(dict.fromkeys(text[one] for one in languages))


def day(roadmap: Roadmap) -> dict[str, str]:
    return {"@value": roadmap.site.updated.isoformat(), "@type": "xsd:date"}
