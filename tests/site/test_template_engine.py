"""Jinja's environment as the theme uses it writes what Jinja's own writes."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from generator.queries import record_queries
from generator.site.links import Link
from generator.site.template_engine import TemplateEngine

MACROS = """\
{% macro link(label, href="./") %}<a href="{{ href }}">{{ label }}</a>{% endmacro %}
{% macro framed(title) %}<section title="{{ title }}">{{ caller() }}</section>{% endmacro %}
{% macro listed() %}{{ varargs | join(", ") }}{% endmacro %}
"""
PAGES = {
    "text": "{{ text }}",
    "html": "{{ html }}",
    "number": "{{ number }} {{ none }} {{ 1.5 }}",
    "key": "{{ page.title }} {{ page['title'] }}",
    "item": "{{ link.label }} {{ link.href }}",
    "method": "{{ page.get('title') }}",
    "defaults": "{% from 'macros' import link %}{{ link('A & B') }}{{ link('C', '/c?a&b') }}{{ link(href='d', label=1) }}",
    "caller": "{% from 'macros' import framed %}{% call framed('<') %}{{ text }}{% endcall %}",
    "varargs": "{% from 'macros' import listed %}{{ listed('<', 1) }}",
    "joined": "{{ 'a & ' ~ html }}",
}
VALUES = {
    "text": "Tom & <Jerry>",
    "html": Markup("<b>bold</b>"),
    "number": 12,
    "none": None,
    "page": {"title": "“Street”"},
    "link": Link("A & B", "./"),
}


def rendered(environment: Environment) -> dict[str, str]:
    return {name: environment.get_template(name).render(VALUES) for name in PAGES}


USES = {
    "base": "{% block main %}{% endblock %}",
    "marks": "{% macro mark(text) %}<b>{{ text }}</b>{% endmacro %}",
    "links": "{% from 'marks' import mark %}{% macro link(text) %}<a>{{ mark(text) }}</a>{% endmacro %}",
    "page": "{% extends 'base' %}{% from 'links' import link %}{% block main %}{{ link(1) }}{% endblock %}",
    "card": "{% include ['own', 'other'] ignore missing %}{% if is_long %}{% include 'marks' %}{% endif %}",
}


def test_a_page_asks_for_every_template_that_it_is_made_with():
    engine = TemplateEngine(loader=DictLoader(USES), autoescape=True)

    def asked(name: str, **values: object) -> set[str]:
        with record_queries() as recording:
            engine.get_template(name).render(values)
        return recording.names["Templates.source",]

    # The second finds the macros made.
    assert [asked("page"), asked("page")] == [{"page", "base", "links", "marks"}] * 2
    # The theme may have these later.
    assert asked("card") == {"card", "own", "other"}
    assert asked("card", is_long=True) == {"card", "own", "other", "marks"}


def test_it_writes_what_jinja_writes():
    options = {"loader": DictLoader({"macros": MACROS, **PAGES}), "autoescape": True, "undefined": StrictUndefined}

    assert rendered(TemplateEngine(**options)) == rendered(Environment(**options))


def test_a_key_of_a_context_goes_before_a_method_of_dicts():
    engine = TemplateEngine(loader=DictLoader({"page": "{{ page.items }}"}), autoescape=True)

    assert engine.get_template("page").render(page={"items": "two"}) == "two"


@pytest.mark.parametrize("template", ["{{ page.missing }}", "{{ missing }}", "{{ link.missing }}"])
def test_a_name_that_is_not_there_is_a_mistake(template):
    engine = TemplateEngine(loader=DictLoader({"page": template}), autoescape=True, undefined=StrictUndefined)

    with pytest.raises(UndefinedError):
        engine.get_template("page").render(VALUES)


def test_a_macro_with_too_many_arguments_is_named():
    pages = {"macros": MACROS, "page": "{% from 'macros' import link %}{{ link(1, 2, 3) }}"}
    engine = TemplateEngine(loader=DictLoader(pages), autoescape=True)

    with pytest.raises(TypeError, match="macro 'link' takes not more than 2 argument"):
        engine.get_template("page").render()
