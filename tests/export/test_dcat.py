"""The entry for catalogues of open data, read as a graph."""

from __future__ import annotations

import pytest
import rdflib


# Its reader of JSON-LD uses what the library itself gives up.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_the_catalogue_entry_is_a_data_set_with_distributions(example):
    graph = rdflib.Graph().parse(data=example["data/dcat.jsonld"], format="json-ld")
    dcat, terms = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.Namespace("http://purl.org/dc/terms/")
    (data_set,) = graph.subjects(rdflib.RDF.type, dcat.Dataset)

    for name in (terms.title, terms.description, dcat.keyword):
        assert {text.language for text in graph.objects(data_set, name)} == {"fi", "sv"}
    assert graph.value(data_set, terms.modified) == rdflib.Literal("2026-10-01", datatype=rdflib.XSD.date)
    publisher = graph.value(data_set, terms.publisher)
    assert (publisher, rdflib.RDF.type, rdflib.FOAF.Agent) in graph
    vcard = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
    contact = graph.value(data_set, dcat.contactPoint)
    assert rdflib.URIRef("https://www.satulahti.example/palaute/") in graph.objects(contact, vcard.hasURL)
    root = "https://tiekartta.satulahti.example/"
    distributions = list(graph.objects(data_set, dcat.distribution))
    assert {str(one) for one in distributions} == {
        f"{root}data/{name}"
        for name in ("measures.csv", "classifications.csv", "indicators.csv", "measures.json", "measures.xlsx")
    }
    for one in distributions:
        path = str(one).removeprefix(root)
        assert graph.value(one, dcat.downloadURL) == one
        assert graph.value(one, dcat.accessURL) == rdflib.URIRef(f"{root}avoin-data/")
        assert int(graph.value(one, dcat.byteSize)) == len(example[path])
        assert str(graph.value(one, dcat.mediaType)).startswith("https://www.iana.org/assignments/media-types/")
        assert graph.value(one, terms.license) is None
