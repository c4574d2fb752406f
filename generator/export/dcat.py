"""Describes the open data for catalogues of it, as DCAT-AP 3 in JSON-LD. The address of the site must be known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.export.data_file import DataFile
from generator.model import Language, LocalizedText, Roadmap
from generator.urls import BuiltinPage, UrlMap

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
# Government and public sector.
_THEME = f"{_AUTHORITY}data-theme/GOVE"


def dataset(roadmap: Roadmap, urls: UrlMap, path: str, files: Sequence[DataFile]) -> dict[str, Any]:
    """Return the data set that the file at a path describes, and the files that it comes in."""
    site, texts = roadmap.site, roadmap.texts
    languages = site.languages
    keywords = [texts["measures"], *(taxonomy.plural for taxonomy in roadmap.menu_taxonomies)]
    landing = [site.base_url + urls.url_for(BuiltinPage.DATA, language) for language in languages]
    # Languages may share one address.
    feedback_urls = dict.fromkeys(site.feedback_url[language] for language in languages)
    return {
        "@context": _CONTEXT,
        "@id": f"{site.base_url}{path}#dataset",
        "@type": "dcat:Dataset",
        "dcterms:title": _tagged([site.name], languages),
        "dcterms:description": _tagged([site.description], languages),
        "dcat:keyword": _tagged(keywords, languages),
        "dcat:theme": [{"@id": _THEME}],
        "dcterms:publisher": {
            "@id": site.publisher_url[site.default_language],
            "@type": "foaf:Agent",
            "foaf:name": _tagged([site.publisher], languages),
        },
        "dcat:contactPoint": {
            "@type": "vcard:Organization",
            "vcard:fn": _tagged([site.publisher], languages),
            "vcard:hasURL": [{"@id": address} for address in feedback_urls],
        },
        "dcterms:modified": _modified(roadmap),
        "dcat:landingPage": [{"@id": page, "@type": "foaf:Document"} for page in landing],
        "dcat:distribution": [_distribution(file, roadmap, landing[0]) for file in files],
    }


def _distribution(file: DataFile, roadmap: Roadmap, landing: str) -> dict[str, Any]:
    site = roadmap.site
    address = site.base_url + file.path
    licence = {"dcterms:license": {"@id": site.licence_url, "@type": "dcterms:LicenseDocument"}}
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dcterms:title": _tagged([file.about], site.languages),
        "dcat:accessURL": {"@id": landing},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"{_MEDIA_TYPES}{file.format.media_type}", "@type": "dcterms:MediaType"},
        "dcterms:format": {
            "@id": f"{_AUTHORITY}file-type/{file.format.authority}",
            "@type": "dcterms:MediaTypeOrExtent",
        },
        "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
        "dcterms:modified": _modified(roadmap),
        **(licence if site.licence_url else {}),
    }


def _tagged(texts: Sequence[LocalizedText], languages: Sequence[Language]) -> list[dict[str, str]]:
    """Return the texts, each in every language, as strings with a language tag."""
    return [{"@value": text[language], "@language": language.code} for text in texts for language in languages]


def _modified(roadmap: Roadmap) -> dict[str, str]:
    return {"@value": roadmap.site.updated.isoformat(), "@type": "xsd:date"}
