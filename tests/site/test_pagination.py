"""A long roadmap: its lists take several pages, and no page grows with it."""

from __future__ import annotations

import gzip
import json
import posixpath
import re
from collections.abc import Mapping
from itertools import product

import pytest
from performance.roadmaps import write_roadmap

from generator import build
from generator.build import BuildOptions
from generator.model import Language, Roadmap
from generator.project import Project
from generator.site.renderer import SiteRenderer
from generator.site.search_folding import SOFT_HYPHEN
from generator.urls import ALL, MEASURES_PER_PAGE, BuiltinPage, UrlMap, output_path, relative_url

BASE = "https://roadmap.example/"
NUMBER = 200
PARTS = 3
PARTS_OF_SEARCH = 5


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    content = tmp_path_factory.mktemp("long") / "content"
    write_roadmap(NUMBER, content)
    return Project(content)


@pytest.fixture(scope="module")
def roadmap(project: Project) -> Roadmap:
    return build.load_published(project, BASE)


@pytest.fixture(scope="module")
def site(project: Project) -> Mapping[str, bytes]:
    """The checked files of the site."""
    return build.build(project, BuildOptions(BASE), lambda site: dict(build.checked_files(site)))


@pytest.fixture(scope="module")
def finnish(roadmap: Roadmap) -> Language:
    return roadmap.site.default_language


def page(site: Mapping[str, bytes], address: str) -> str:
    return site[output_path(address)].decode().replace(SOFT_HYPHEN, "")


def listed(html: str) -> list[str]:
    """The slugs of the measures that have a row on a page."""
    return re.findall(r'<h[23]><a href="[./]*(?:toimenpiteet/)?(m-\d+)/">', html)


def test_every_measure_is_in_one_part_of_the_search_and_the_last_has_all_that_is_no_measure(site, roadmap):
    parts = [json.loads(site[f"haku/search-fi-{part}.json"]) for part in range(1, PARTS_OF_SEARCH + 1)]
    names = [[entry["names"] for entry in entries if "names" in entry] for entries in parts]

    assert f"haku/search-fi-{PARTS_OF_SEARCH + 1}.json" not in site
    assert [name for part in names for name in part] == [str(measure.number) for measure in roadmap.measures]
    assert [len(entries) for entries in parts[:-1]] == [40] * (PARTS_OF_SEARCH - 1) == list(map(len, names[:-1]))
    assert parts[-1][-1]["kind"] == "Sanaston sana"


def test_a_part_of_the_search_weighs_at_most_36_kilobytes(site):
    assert max(len(gzip.compress(content)) for path, content in site.items() if "/search-" in path) <= 36_000


def test_every_measure_is_on_one_part_of_the_list(site, roadmap, finnish):
    parts = [
        listed(page(site, address)) for address in ("toimenpiteet/", "toimenpiteet/sivu/2/", "toimenpiteet/sivu/3/")
    ]

    assert [len(one) for one in parts] == [MEASURES_PER_PAGE, MEASURES_PER_PAGE, NUMBER - 2 * MEASURES_PER_PAGE]
    assert [slug for one in parts for slug in one] == [measure.slug[finnish] for measure in roadmap.measures]


def test_every_measure_of_a_value_is_on_one_of_its_parts(site, roadmap, finnish):
    urls = UrlMap(roadmap)
    value = max(roadmap.paged_taxonomies[-1].values, key=lambda one: len(roadmap.measures_in(one)))
    parts = range(1, urls.page_count(value) + 1)
    slugs = [slug for part in parts for slug in listed(page(site, urls.url_for(value, finnish, part)))]

    assert len(parts) > 1
    assert slugs == [measure.slug[finnish] for measure in roadmap.measures_in(value)]


def test_a_part_says_which_it_is_and_leads_to_the_others_and_to_itself_in_the_other_language(site):
    html = page(site, "toimenpiteet/sivu/2/")

    assert "<title>Toimenpiteet – sivu 2/3 – " in html
    assert f'<link rel="canonical" href="{BASE}toimenpiteet/sivu/2/">' in html
    assert f'hreflang="sv" href="{BASE}sv/atgarder/sida/2/"' in html
    links = re.search(r'<nav class="part-list".*?</nav>', html, re.DOTALL)[0]
    assert re.findall(r'href="([^"]*)"( aria-current="page")?', links) == [
        ("../../", ""),
        ("./", ' aria-current="page"'),
        ("../3/", ""),
    ]


def test_a_short_list_has_no_parts(site):
    assert "part-list" not in page(site, "tietoa/")
    assert "sivu/" not in page(site, "tavoitteet/")


def test_the_sitemap_names_the_first_parts_alone(site):
    """The later ones come and go with the number of measures, and a published address must not."""
    sitemap = site["sitemap.xml"].decode()

    assert f"<loc>{BASE}toimenpiteet/</loc>" in sitemap
    assert "/sivu/" not in sitemap
    assert sitemap.count(f"<loc>{BASE}toimenpiteet/m-") == NUMBER


def test_a_measure_names_its_nearest_neighbours_and_the_way_to_the_rest(site, roadmap, finnish):
    html = page(site, "toimenpiteet/m-00100/")
    neighbours = re.search(r'<section class="neighbours">.*?</section>', html, re.DOTALL)[0]
    goal = next(value for value in roadmap.menu_taxonomies[0].values if value in roadmap.measures[99].values)
    others = [one.number for one in roadmap.measures_in(goal) if one.number != 100]
    nearest = sorted(sorted(others, key=lambda number: abs(number - 100))[:4])

    assert [int(one) for one in re.findall(r'href="\.\./m-(\d+)/"', neighbours)] == nearest
    assert f">{goal.label[finnish]}: muut toimenpiteet</a></h2>" in neighbours.replace("\u00ad", "")


@pytest.mark.parametrize("number", [1, NUMBER])
def test_the_first_and_the_last_measure_have_as_many_neighbours(site, number):
    html = page(site, f"toimenpiteet/m-{number:05}/")
    neighbours = re.search(r'<section class="neighbours">.*?</section>', html, re.DOTALL)[0]

    assert len(re.findall(r'href="\.\./m-\d+/"', neighbours)) == 4


def test_the_whole_roadmap_has_its_measures_in_parts_and_its_terms_after_the_last(site):
    parts = [page(site, f"koko-tiekartta/{part}") for part in ("", "sivu/2/", "sivu/3/")]

    assert [one.count('<article class="booklet-measure"') for one in parts] == [80, 80, 40]
    assert ['id="glossary"' in one for one in parts] == [False, False, True]
    lead = '<p class="lead">Toimenpiteet numerojärjestyksessä, sivu {}/3.</p>'
    assert [lead.format(number) in one for number, one in enumerate(parts, start=1)] == [True] * 3
    # The body of measure 80 links to measure 81, which is on the next part.
    assert '<a href="sivu/2/#measure_81">' in parts[0]


def test_the_report_has_the_whole_roadmap_undivided(roadmap, project, finnish):
    renderer = SiteRenderer(roadmap, project.theme)
    html = renderer.page(renderer.urls.route(BuiltinPage.PRINT_EDITION, finnish, ALL)).decode()

    assert html.count('<article class="booklet-measure"') == NUMBER
    assert '<a href="#measure_81">' in html
    assert 'id="grid"' in html
    assert "part-list" not in html
    assert "kaikki toimenpiteet numerojärjestyksessä" in html


def test_many_measures_have_no_house_each(site, roadmap):
    """So small a picture shows nothing, and would grow with the roadmap."""
    assert 'class="town' not in page(site, "")
    assert 'class="grid-houses"' not in page(site, "lukuina/")


def test_a_cell_of_the_grid_and_a_term_name_some_measures_and_the_way_to_all(site, roadmap):
    figures = page(site, "lukuina/")
    cells = re.findall(r'<section id="\w+_\w+" tabindex="-1">.*?</section>', figures, re.DOTALL)

    assert max(len(re.findall(r'href="\.\./toimenpiteet/m-', one)) for one in cells) == 12
    assert 'href="../toimenpiteet/?impact=L&amp;cost=L"' in figures
    assert 'href="../toimenpiteet/#q=' in page(site, "sanasto/")


def test_no_page_weighs_60_kilobytes(site):
    weights = {path: len(gzip.compress(content, 9)) for path, content in site.items() if path.endswith(".html")}

    assert len(weights) > 2 * NUMBER
    assert max(weights.values()) < 60_000


def test_a_row_keeps_its_place_among_all(site):
    numbers = re.findall(r'<li class="measure-row" data-number="(\d+)"', page(site, "toimenpiteet/sivu/2/"))

    assert numbers == [str(location) for location in range(81, 161)]


def test_a_way_is_the_shortest_between_two_addresses():
    urls = [
        "",
        "sv/",
        "a/",
        "a/b/",
        "a/b/c/",
        "sv/a/",
        "a/bb/",
        "404.html",
        "sv/404.html",
        "assets/x.css",
        "a/b/x.pdf",
    ]

    def by_the_library(start: str, goal: str) -> str:
        link = posixpath.relpath(goal or ".", posixpath.dirname(start) or ".")
        return f"{link}/" if goal == "" or goal.endswith("/") else link

    pairs = list(product(urls, urls))
    assert [relative_url(*pair) for pair in pairs] == [by_the_library(*pair) for pair in pairs]


def test_only_what_lists_measures_has_parts(roadmap):
    divided = [one.subject for one in UrlMap(roadmap) if one.page > 1]
    values = {value for one in roadmap.paged_taxonomies for value in one.values}

    assert set(divided) - values == {BuiltinPage.MEASURES, BuiltinPage.PRINT_EDITION}
    assert values.intersection(divided)
