"""The site of content/, built once, and one browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from journeys.browser import browser, complaints, context, open_page, page
from journeys.host import build, served
from journeys.pages import kinds_of
from project import ROOT

from generator.model import Roadmap
from generator.urls import BuiltinPage, UrlMap

__all__ = ["browser", "complaints", "context", "open_page", "page"]


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the site is built into."""
    return tmp_path_factory.mktemp("live") / "site"


@pytest.fixture(scope="package")
def roadmap(folder: Path) -> Roadmap:
    """The roadmap of content/, built."""
    return build(ROOT / "content", folder)


@pytest.fixture(scope="package")
def site(folder: Path, roadmap: Roadmap) -> Iterator[str]:
    """The address of the site."""
    with served(folder) as address:
        yield address


@pytest.fixture(scope="package")
def pages(roadmap: Roadmap, site: str) -> list[str]:
    """The addresses of one page of each kind, in every language."""
    return [site + address for by_language in kinds_of(roadmap).values() for address in by_language]


@pytest.fixture(scope="package")
def cards(roadmap: Roadmap, site: str) -> list[str]:
    """The addresses of the cards for other sites: of the whole roadmap and of a measure, in every language."""
    urls, subjects = UrlMap(roadmap), (BuiltinPage.HOME, roadmap.measures[0])
    return [site + urls.embed(subject, language) for subject in subjects for language in roadmap.site.languages]
