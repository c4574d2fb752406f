"""A page is a function of its template and its context, and a context is a plain value."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest
from markupsafe import Markup
from project import ROOT

from generator.build import load_preview
from generator.model import Language
from generator.model.partial_date import PartialDate
from generator.project import Project
from generator.site.environment import PageContext
from generator.site.page_contexts import embed_context, page_context, redirect_context
from generator.site.renderer import SiteRenderer
from generator.urls import redirect_pages

PLAIN = {str, int, bool, type(None), Markup, datetime.date, PartialDate, Decimal, Language}
CITIES = ("tests/cities/plain", "examples/satulahti")


@pytest.fixture(scope="module", params=CITIES)
def renderer(request) -> SiteRenderer:
    project = Project(ROOT / request.param / "content")
    return SiteRenderer(load_preview(project, "https://plan.stad.example/"), project.theme)


def contexts(renderer: SiteRenderer) -> list[tuple[str, PageContext]]:
    """The context of every page, embed and redirect, each with the code of its language."""
    urls, sites = renderer.urls, renderer.sites
    redirects = [(urls.language_of(page.redirect.new).code, page) for page in redirect_pages(urls.redirects())]
    return [
        *((route.language.code, page_context(route, sites[route.language.code])) for route in urls),
        *((route.language.code, embed_context(route, sites[route.language.code])) for route in urls.embeds()),
        *((code, redirect_context(page, sites[code])) for code, page in redirects),
    ]


def types_in(value: object) -> Iterator[type]:
    """The types of all that a context holds."""
    if isinstance(value, Mapping):
        for part in value.values():
            yield from types_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from types_in(part)
    else:
        yield type(value)


def test_a_roadmap_gives_equal_contexts_each_time(renderer):
    assert contexts(renderer) == contexts(renderer)


def test_equal_contexts_give_the_same_page(renderer):
    once, again = (
        [renderer.sites[code].templates.render(context) for code, context in contexts(renderer)] for _time in range(2)
    )

    assert once == again


def test_a_context_holds_texts_numbers_and_dates_and_nothing_that_leads_to_the_roadmap(renderer):
    held = {type_ for _code, context in contexts(renderer) for type_ in types_in([context.frame, context.page])}

    assert held <= PLAIN
