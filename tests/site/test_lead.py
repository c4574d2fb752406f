"""What a measure is about is its problem, or else the beginning of its text."""

from __future__ import annotations

import json
import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.build import load_published

HEATING = "content/measures/01-heating.md"
PAGE = "en/measures/district-heating/index.html"
LEAD = "The heat comes to the houses in pipes. See also the tram."


@pytest.fixture
def without_problem(city, edit):
    """The city whose heating has no problem."""
    edit(HEATING, "problem_sv: Hur värmer vi utan kol?\nproblem_en: How do we heat without coal?\n", "")
    return city


def test_the_first_paragraph_is_the_lead(without_problem):
    measure = load_published(without_problem).measures[0]

    assert (measure.problem, measure.lead.by_code["en"]) == (None, LEAD)


def test_a_long_paragraph_is_cut_between_words(without_problem, edit):
    edit(HEATING, "The heat comes to the houses in pipes.", f"*A &amp; B* {'heat ' * 100}")
    lead = load_published(without_problem).measures[0].lead.by_code["en"]

    assert (lead[:10], lead[-6:], len(lead)) == ("A & B heat", "heat …", 297)


def test_pages_show_the_lead_and_no_section_of_the_problem(without_problem, pages):
    site = pages()

    assert f'<meta name="description" content="{LEAD}">' in site[PAGE]
    assert "measure-problem" not in site[PAGE]
    assert "measure-problem" in site["en/measures/tram/index.html"]


def test_structured_data_and_search_have_the_lead(without_problem, rendered):
    files = rendered()
    graph = json.loads(LexborHTMLParser(files[PAGE].decode()).css_first("script[type='application/ld+json']").text())
    index = "".join(content.decode() for path, content in files.items() if "search-en" in path)

    assert [node["description"] for node in graph["@graph"] if node["@type"] == "WebPage"] == [LEAD]
    assert f'"summary":"{LEAD}"' in index


def test_a_measure_with_neither_problem_nor_text_has_its_title_alone(without_problem, edit, pages):
    text = "\n# På svenska\n\nVärmen kommer till husen i rör. Se också [spårvagnen](02-tram.md).\n\n# In English\n\n"
    edit(HEATING, f"{text}The heat comes to the houses in pipes. See also [the tram](02-tram.md).\n", "")
    site = pages()

    assert '<meta name="description" content="District heating without coal">' in site[PAGE]
    assert len(re.findall(r"<p></p>", site["en/measures/index.html"])) == 0


def test_a_new_measure_has_no_problem_where_no_measure_has_one(without_problem, edit, run):
    tram = "content/measures/02-tram.md"
    edit(tram, "problem_sv: Hur kommer man till hamnen?\nproblem_en: How does one get to the harbour?\n", "")
    run("new", "Skog", "Forest")

    assert "problem_" not in (without_problem.content / "measures/03-skog.md").read_text(encoding="utf-8")
