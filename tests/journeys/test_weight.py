"""What a reader's device has to load: the budgets of the site, measured on an invented city and a large one, built."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from generator.model import Measure
from generator.urls import UrlMap
from journeys.browser import visit

KILOBYTE = 1000

# Adds up every shift of the layout that the reader did not cause (the sum of web.dev's CLS).
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 400);
})"""


def weight(*files: Path) -> int:
    """The bytes of the files, each compressed by gzip as a host does."""
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


@pytest.fixture
def assets(built):
    return built / "assets"


def test_a_measure_with_its_style_weighs_at_most_14_kilobytes(built, assets, roadmap):
    pages = [built / one.path / "index.html" for one in UrlMap(roadmap) if isinstance(one.subject, Measure)]

    assert len(pages) == len(roadmap.measures) * len(roadmap.site.languages)
    assert max(weight(page, *assets.glob("site.*.css")) for page in pages) <= 14 * KILOBYTE


def test_a_measure_takes_at_most_4_requests(page, site, kinds):
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(site + kinds["measure"][0])

    # The page, its style, the script of every page, and the font. The icon is the browser's.
    assert len([url for url in requests if not url.endswith(".svg")]) <= 4


def test_the_list_weighs_at_most_30_kilobytes(built, assets, kinds):
    scripts = [*assets.glob("filter.*.js"), *assets.glob("page.*.js"), *assets.glob("site.*.js")]
    for address in kinds["measures"]:
        styles = [*assets.glob("site.*.css"), *assets.glob("filters.*.css")]
        assert weight(built / address / "index.html", *styles, *scripts) <= 30 * KILOBYTE


@pytest.mark.parametrize("own", ["filter", "search"])
def test_the_scripts_of_a_page_weigh_at_most_8_kilobytes(assets, own):
    scripts = [script for name in ("site", "page", "matching", own) for script in assets.glob(f"{name}.*.js")]

    assert len(scripts) == 4
    assert weight(*scripts) <= 8 * KILOBYTE


def test_an_index_of_the_search_weighs_at_most_20_kilobytes(built, roadmap):
    indices = [*built.glob("haku/search-*.json"), *built.glob("sv/sok/search-*.json")]

    assert len(indices) == len(roadmap.site.languages)
    assert max(map(weight, indices)) <= 20 * KILOBYTE


def test_whoever_searches_waits_for_at_most_50_kilobytes_however_many_measures_there_are(page, large_site):
    responses = []
    page.route(re.compile(r"/search-fi-(?!1\.json)"), lambda _later_part: None)
    page.on("response", lambda response: responses.append(response))  # noqa: PLW0108 - Playwright takes no builtin
    with page.expect_response("**/search-fi-1.json"):
        page.goto(large_site + "haku/?q=henkilöstö")
    page.locator("#hits a").first.wait_for()

    assert len([one for one in responses if "/search-" in one.url and one.url.endswith(".json")]) == 1
    assert sum(len(gzip.compress(one.body(), 9)) for one in responses) <= 50 * KILOBYTE


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", ["measures", "table", "search"])
def test_no_script_moves_what_is_in_sight(open_page, site, kinds, width, kind):
    page = open_page(width)
    visit(page, site + kinds[kind][0])

    assert page.evaluate(SHIFTS) == 0
