"""The page of the open data."""

from __future__ import annotations

import re

from generator.build import load_published, outputs
from generator.content.field_types import keys
from generator.content.schema import measure_fields
from generator.export.files import OpenData
from generator.queries import record_queries
from generator.site.renderer import SiteRenderer
from generator.urls import UrlMap


def test_the_data_page_has_every_file_and_every_column(followed, pages):
    roadmap = load_published(followed)
    html = pages()["en/open-data/index.html"]

    for path in OpenData(roadmap, UrlMap(roadmap)).file_outputs():
        assert f'href="../../{path}"' in html
    for key in keys(measure_fields(roadmap.classifications), roadmap.site.languages):
        named = key.field.exported and not key.field.parts
        assert (f"<code>{key.name}</code>" in html.replace("<wbr>", "")) is named
    assert "Source: Sampleville, the climate plan" in html


def test_the_data_page_names_the_licence_or_says_that_there_is_none(edit, pages):
    without = pages()["en/open-data/index.html"]
    edit("content/site.yaml", "updated:", "licence: CC BY 4.0\nupdated:")
    with_one = pages()["en/open-data/index.html"]

    assert ("Licence: CC BY 4.0" in without, "No licence has been given yet." in without) == (False, True)
    assert ("Licence: CC BY 4.0" in with_one, "No licence has been given yet." in with_one) == (True, False)


def test_the_data_page_speaks_the_language_of_the_page(pages):
    site = pages()

    assert "<strong>rubrik</strong><br>Rubriken på sidan." in site["oppna-data/index.html"]
    assert "<strong>ordalydelse i källan: mål</strong>" in site["oppna-data/index.html"]
    assert "The heading of its page." in site["en/open-data/index.html"]


def test_the_file_for_people_comes_first(pages):
    html = pages()["en/open-data/index.html"]

    first = re.search('<main.*?<a class="button" href="(.*?)" download>(.*?)</a>', html, re.DOTALL)
    assert first is not None
    assert first[1].endswith(".xlsx")
    assert re.fullmatch(r"Download as an Excel file \(\d+ kB\)", first[2].replace("\xa0", " "))


def test_every_page_leads_to_the_data(pages):
    assert '<a href="../../open-data/">Open data</a>' in pages()["en/measures/tram/index.html"]


def test_files_that_tell_how_large_others_are_wait_for_them(followed):
    roadmap, telling = load_published(followed), set()
    for path, make in outputs(roadmap, followed).items():
        with record_queries() as recording:
            make()
        if "DataFiles.size_of" in {query[0] for query in recording.queries}:
            telling.add(path)

    waiting = SiteRenderer(roadmap, followed.theme).last()
    assert telling == {path for path in waiting if path.endswith(".html")}
