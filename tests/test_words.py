"""The built-in interface words are complete and right in form, so that a city in these languages writes none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter

import pytest
import yaml
from babel import Locale

from generator.content import parsers
from tests.project import ROOT

DECLARED: Mapping[str, list[str]] = yaml.safe_load((ROOT / "templates/words.yaml").read_bytes())
SETS: Mapping[str, Mapping[str, str]] = {
    file.stem: yaml.safe_load(file.read_bytes()) for file in sorted((ROOT / "templates/words").glob("*.yaml"))
}
# What a city says about itself, or does not say.
MAY_BE_EMPTY = {"home_lead"}
# Every opening and closing quotation mark, and those of each language. The English apostrophe is one of them.
QUOTATION_MARKS = re.compile("[\"'`´‘’‚‛“”„‟«»‹›]")
QUOTATION_MARKS_OF = {"de": "„“", "en": "“”’", "fi": "”", "sv": "”"}
CITIES = re.compile("porvoo|borgå|satulah|sagovik|sampleville|exempelstad|münster", re.IGNORECASE)

of_each_language = pytest.mark.parametrize("code", SETS)


def gaps_in(text: str) -> set[str]:
    return {gap for _text, gap, *_format in Formatter().parse(text) if gap is not None}


def test_the_built_in_languages():
    assert list(SETS) == ["de", "en", "fi", "sv"]


@of_each_language
def test_a_set_has_every_word_in_the_order_of_the_declaration(code):
    assert list(SETS[code]) == list(DECLARED)


@of_each_language
def test_only_what_a_city_says_about_itself_may_be_empty(code):
    assert {name for name, text in SETS[code].items() if not text} <= MAY_BE_EMPTY


@of_each_language
def test_a_text_that_counts_has_a_form_for_each_plural_of_its_language(code):
    needed = len(Locale.parse(code).plural_form.rules) + 1

    wrong = {
        name: text
        for name, text in SETS[code].items()
        if text and len(text.split("|")) != (needed if "count" in DECLARED[name] else 1)
    }

    assert not wrong


@of_each_language
def test_each_form_has_the_gaps_that_are_declared(code):
    # A form may leave the number out, or write it as a word.
    wrong = {
        name: form
        for name, text in SETS[code].items()
        for form in text.split("|")
        if text and not set(DECLARED[name]) - {"count"} <= gaps_in(form) <= set(DECLARED[name])
    }

    assert not wrong


@of_each_language
def test_no_set_names_a_city(code):
    assert [text for text in SETS[code].values() if CITIES.search(text)] == []


@of_each_language
def test_quotation_marks_are_those_of_the_language(code):
    own = set(QUOTATION_MARKS_OF[code])

    assert [text for text in SETS[code].values() if set(QUOTATION_MARKS.findall(text)) - own] == []


@of_each_language
def test_a_text_is_one_line_without_needless_spaces(code):
    forms = [form for text in SETS[code].values() for form in text.split(" | ")]

    assert [form for form in forms if re.search(r"^\s|\s$|\s\s|\n", form)] == []


@of_each_language
def test_slugs_are_different_and_fit_in_a_url(code):
    slugs = [text for name, text in SETS[code].items() if name.endswith("_slug")]

    assert [parsers.slug(slug) for slug in slugs] == slugs
    assert len(set(slugs)) == len(slugs)
    assert not {"assets", *SETS} & set(slugs)
