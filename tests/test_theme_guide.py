"""docs/theme.md says of templates, contexts, filters and tokens what they are."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2.defaults import DEFAULT_FILTERS, DEFAULT_NAMESPACE
from theme_guide import FILTERS, FRAME, GLOBALS, PAGE, seen_contexts, theme_guide

from generator.build import load_preview
from generator.site.renderer import SiteRenderer


def test_the_page_on_the_theme_is_as_the_code_makes_it():
    text = PAGE.read_text(encoding="utf-8")

    assert text == theme_guide(text), "Run make guides, and read what has changed."


def test_every_global_filter_and_key_of_the_frame_is_explained(city):
    roadmap = load_preview(city)
    site = SiteRenderer(roadmap, city.theme).sites[roadmap.site.default_language.code]
    environment = site.templates._environment
    frames = {name for context in seen_contexts() for name in context.frame}

    assert environment.globals.keys() - DEFAULT_NAMESPACE.keys() == GLOBALS.keys()
    assert environment.filters.keys() - DEFAULT_FILTERS.keys() == FILTERS.keys()
    assert frames == FRAME.keys()


def test_the_example_of_an_override_is_a_page(city, pages):
    (example,) = re.findall(r"```jinja\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    own = Path("content/theme/templates/pages/not_found.html")
    own.parent.mkdir(parents=True)
    own.write_text(example, encoding="utf-8")
    page = pages()["404.html"]

    assert re.sub(r"\s+", " ", page.partition("<main")[2].partition("</main>")[0]).count("<h1>") == 1
