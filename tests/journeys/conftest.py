"""One build of the invented and miniature cities, one server and one browser for all tests here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from performance.roadmaps import write_roadmap
from playwright.sync_api import Page, Route
from project import CITIES, ROOT

from generator.model import Roadmap
from journeys.browser import browser, complaints, context, open_page, page
from journeys.cities import CITY, write_larger_city
from journeys.host import build, served
from journeys.pages import VISITED, Visit, kinds_of

__all__ = ["browser", "complaints", "context", "open_page", "page"]


@pytest.fixture(scope="package")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder of its own for a site."""
    return tmp_path_factory.mktemp("host") / "site"


@pytest.fixture(scope="package")
def roadmap(host: Path) -> Roadmap:
    """The invented city Satulahti, which follows its roadmap up, built."""
    return build(ROOT / "examples/satulahti/content", host)


@pytest.fixture(scope="package")
def kinds(roadmap: Roadmap) -> dict[str, tuple[str, ...]]:
    """The addresses of one page of each kind in Satulahti, in every language."""
    return kinds_of(roadmap)


@pytest.fixture(scope="package")
def larger(host: Path, roadmap: Roadmap, tmp_path_factory: pytest.TempPathFactory) -> Roadmap:
    """The miniature city with some more measures, built where its base address says."""
    content = tmp_path_factory.mktemp("larger") / "content"
    write_larger_city(content)
    return build(content, host / "klimat")


@pytest.fixture(scope="package")
def trilingual(host: Path, roadmap: Roadmap) -> Roadmap:
    """The miniature city of three languages, built under trilingual/."""
    return build(CITIES / "trilingual" / "content", host / "trilingual")


@pytest.fixture(scope="package")
def urls(roadmap: Roadmap, larger: Roadmap, trilingual: Roadmap) -> dict[Visit, str]:
    """The addresses of the pages that look each in their own way."""
    cities = {"satulahti": ("", roadmap), "larger": ("klimat/", larger), "trilingual": ("trilingual/", trilingual)}
    addresses = {
        Visit(city, kind, language.code): f"{folder}{address}"
        for city, (folder, built) in cities.items()
        for kind, by_language in kinds_of(built).items()
        for language, address in zip(built.site.languages, by_language, strict=True)
    }
    return {visit: addresses[visit] for visit in VISITED}


@pytest.fixture(scope="package")
def built(host: Path, urls: dict[Visit, str]) -> Path:
    """The folder of all these sites, and of the miniature city as it is under plain/."""
    build(CITY, host / "plain")
    return host


@pytest.fixture(scope="package")
def site(built: Path) -> Iterator[str]:
    """The address of Satulahti."""
    with served(built) as address:
        yield address


@pytest.fixture(scope="package")
def small_site(site: str) -> str:
    """The address of the miniature city with some more measures."""
    return f"{site}klimat/"


@pytest.fixture(scope="package")
def plain_site(site: str) -> str:
    """The address of the miniature city as it is."""
    return f"{site}plain/"


@pytest.fixture(scope="package")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a roadmap with so many measures that the index of its search has eight parts."""
    folder = tmp_path_factory.mktemp("large")
    write_roadmap(300, folder / "content")
    build(folder / "content", folder / "site")
    with served(folder / "site") as address:
        yield address


@pytest.fixture
def second_part(page: Page) -> Callable[[], Route]:
    """Holds the second part of the search's index back, without which later ones wait; gives it, to go on or to fail."""
    asked: list[Route] = []

    def held() -> Route:
        while not asked:
            page.wait_for_timeout(10)
        return asked[0]

    # Once: a part that failed is fetched again.
    page.route("**/haku/search-fi-2.json", lambda route: asked.append(route), times=1)  # noqa: PLW0108 - Playwright takes no builtin
    return held
