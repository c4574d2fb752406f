"""The glossary: what is wrong with it, and where its terms are marked on the pages."""

from __future__ import annotations

import re

import pytest

from generator.build import load_published
from generator.diagnostics import Location
from generator.model import FieldLocations, GlossaryTerm, Localized
from generator.site.glossary import GlossaryMatcher

GLOSSARY = "content/glossary.yaml"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("term_en: coal", "term_en: tramway", ':13:12: "tramway" is already in use. Choose another.'),
        (
            "  explanation_en: A fuel that is dug out of the earth.\n",
            "",
            ':9: "explanation_en" is missing. Add a line “explanation_en: …”.',
        ),
        ("term_en: coal", "term_en: TRAM", ':17:13: "tram" is already in use. Choose another.'),
        ("coal:", "Coal!:", ':6:1: "Coal!" cannot be used as a name. Use letters a–z, digits and hyphens.'),
        (
            "language: fr",
            "language: French",
            ':23:13: "French" is not a language code. Write one such as sv, de-ls or zh-Hant.',
        ),
        ("  forms_en: tram\n", "  form_en: tram\n", ':17:3: "form_en" is not a field here. Did you mean "forms_en"?'),
    ],
)
def test_a_broken_term(edit, problems, old, new, problem):
    edit(GLOSSARY, old, new)

    assert problems() == [GLOSSARY + problem]


def test_a_site_needs_no_glossary(city, pages):
    (city.content / "glossary.yaml").unlink()
    site = pages()

    assert "en/glossary/index.html" not in site
    assert "Glossary" not in site["en/index.html"]
    assert 'class="term' not in site["en/measures/tram/index.html"]


def test_a_term_is_a_link_where_it_is_first_used_and_its_note_stands_once(edit, pages):
    edit("content/measures/01-heating.md", "The heat comes", "Coal, and coal again. The heat comes")
    html = pages()["en/measures/district-heating/index.html"]

    assert html.count('<a class="term" href="#term_coal">coal</a>') == 1
    assert "<p>Coal, and coal again. The heat" in html
    assert html.count('<div class="term-note" id="term_coal">') == 1


def test_a_term_is_found_by_its_forms_at_the_beginning_of_a_word_only(edit, pages):
    edit(
        "content/measures/02-tram.md", "problem_en: How does one get", "problem_en: Do trams charcoal or tramlines get"
    )
    html = pages()["en/measures/tram/index.html"]

    assert 'href="#term_tram">trams</a> charcoal or tramlines get' in html
    assert 'href="#term_coal"' not in html


def test_links_headings_and_titles_hold_no_buttons(edit, pages):
    edit("content/measures/01-heating.md", "The heat comes", "## Why coal\n\nThe heat comes")
    html = pages()["en/measures/district-heating/index.html"]

    assert "<h1>District heating without coal</h1>" in html
    assert '<h3 id="why-coal">Why coal</h3>' in html
    assert '<a href="../tram/">the tram</a>' in html


def test_a_foreign_term_has_its_language_in_titles_too(edit, pages):
    edit("content/measures/02-tram.md", "title_en: A tram", "title_en: À la carte fares and a tram")
    site = pages()

    assert (
        '<h1><span lang="fr">À la carte</span> fares and a tram to the harbour</h1>'
        in site["en/measures/tram/index.html"]
    )
    assert '<span lang="fr">À la carte</span> fares' in site["en/measures/index.html"]
    assert "<title>À la carte fares" in site["en/measures/tram/index.html"]


def test_a_measure_explains_the_terms_that_no_button_of_its_page_does(pages):
    html = pages()["en/measures/district-heating/index.html"]

    assert re.findall('class="term"[^>]*term_(.*?)"', html) == ["coal"]
    assert re.findall("<dt>(district heating|coal|tramway)</dt>", html) == ["district heating", "tramway"]


@pytest.mark.parametrize(
    ("form", "page", "terms"),
    [
        ("low", "en/prices/low", ["tramway"]),
        ("low", "en/prices", ["tramway"]),
        # The description has a button for it.
        ("clean", "en/goals/clean-energy", []),
    ],
)
def test_the_pages_of_values_explain_the_terms_in_their_names_that_no_button_does(edit, pages, form, page, terms):
    edit(GLOSSARY, "  forms_en: tram\n", f"  forms_en: tram, {form}\n")

    assert re.findall("<dt>(tramway)</dt>", pages()[f"{page}/index.html"]) == terms


def test_the_glossary_is_in_the_order_of_its_alphabet_and_names_its_measures(edit, pages):
    edit(GLOSSARY, "term_sv: fjärrvärme", "term_sv: ånga")
    site = pages()

    order = [site["ordlista/index.html"].index(f"<h2>{term}</h2>") for term in ("kol", "spårvagn", "ånga")]
    assert order == sorted(order)
    assert '<a href="../measures/tram/">A tram to the harbour</a>' in site["en/glossary/index.html"]


def test_markup_around_a_term_stays_text(edit, pages):
    edit("content/measures/02-tram.md", "How does one get to the harbour?", "Is <b>coal</b> & tram safe?")
    html = pages()["en/measures/tram/index.html"]

    assert "Is &lt;b&gt;<a" in html
    assert "</a>&lt;/b&gt; &amp; <a" in html


@pytest.mark.parametrize(
    ("term", "text", "marked"),
    [
        ("Straße", "straße and STRASSE", ["straße"]),
        (
            "district heating",
            "a district\u00a0heating, a dist\u00adrict  heating",
            ["district\u00a0heating", "dist\u00adrict  heating"],
        ),
        ("district heating", "DİSTRICT heating", ["DİSTRICT heating"]),
        ("AI", "AI, ai-based, aisle, said, aI:n", ["AI", "ai-based", "aI"]),
        ("C++ (x)", "c++ (x)", ["c++ (x)"]),
    ],
)
def test_a_term_is_found_however_it_is_written(city, term, text, marked):
    language = load_published(city).site.languages[1]
    locations = FieldLocations(Location("glossary.yaml"), {})
    one = GlossaryTerm("one", Localized({"en": term}), Localized({"en": ""}), Localized({"en": ()}), "", locations)

    assert [word[0] for word, _ in GlossaryMatcher([one], language).find(text)] == marked


def test_the_longest_term_wins(edit, pages):
    edit(GLOSSARY, "term_en: coal", "term_en: district")
    html = pages()["en/measures/district-heating/index.html"]

    assert "<dt>district heating</dt>" in html
    assert "<dt>district</dt>" not in html


def test_only_running_text_of_a_body_explains_words(edit, pages):
    edit(
        "content/measures/01-heating.md",
        "The heat comes",
        "Tom & Jerry: `coal` and\n\n    coal\n\n### coal\n\n###### coal\n\n**Coal** is <https://coal.example/> burnt. The heat comes",
    )
    edit("content/measures/01-heating.md", "problem_en: How do we heat without coal?", "problem_en: How?")
    html = pages()["en/measures/district-heating/index.html"]

    assert "Tom &amp; Jerry: <code>coal</code>" in html
    assert "<pre><code>coal" in html
    assert '<h4 id="coal">coal</h4>' in html
    assert '<h6 id="coal_1">coal</h6>' in html
    assert '<strong><a class="term" href="#term_coal">Coal</a></strong>' in html
    assert '<a href="https://coal.example/">https://coal.example/</a>' in html
