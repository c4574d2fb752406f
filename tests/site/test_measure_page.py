"""The page of a measure: where a question about it goes, what stands once, and what its card for other sites says."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

SITE = "content/site.yaml"
TRAM = "en/measures/tram/index.html"
SUBJECT = "Measure 2: A tram to the harbour"
ADDRESS = "https://plan.stad.example/klimat/en/measures/tram/"


def question(page):
    """Where the link to ask about a measure leads."""
    return urlsplit(unescape(re.findall('<a href="([^"]*)">Ask or give feedback</a>', page)[0]))


def test_a_question_goes_to_the_form_as_it_is_where_the_site_says_no_more(pages):
    assert question(pages()[TRAM]).geturl() == "https://stad.example/en/feedback/"


@pytest.mark.parametrize(("form", "query"), [("", {}), ("?about=plan#top", {"about": ["plan"]})])
def test_a_form_gets_the_number_the_title_and_the_address_in_its_field(edit, pages, form, query):
    edit(SITE, "https://stad.example/en/feedback/", f"https://stad.example/en/feedback/{form}")
    edit(SITE, "updated: ", "feedback_query: subject\nupdated: ")
    asked = question(pages()[TRAM])

    assert (asked.path, parse_qs(asked.query)) == ("/en/feedback/", {**query, "subject": [f"{SUBJECT} {ADDRESS}"]})
    assert asked.fragment == ("top" if form else "")


def test_a_mail_has_the_title_as_its_subject_and_the_address_as_its_text(edit, pages):
    edit(SITE, "updated: ", "feedback_email: info@stad.example\nupdated: ")
    asked = question(pages()[TRAM])

    assert (asked.scheme, asked.path) == ("mailto", "info@stad.example")
    assert unquote(asked.query) == f"subject={SUBJECT}&body={ADDRESS}"


def test_a_question_has_no_address_while_that_of_the_site_is_not_known(edit, pages):
    edit(SITE, "base_url: https://plan.stad.example/klimat\n", "feedback_query: subject\n")

    assert parse_qs(question(pages()[TRAM]).query) == {"subject": [SUBJECT]}


def test_what_the_roadmap_does_not_say_is_said_once_and_only_where_it_is_not_followed_up(pages):
    assert pages()[TRAM].count("Ask the city.") == 1


def test_a_roadmap_that_is_followed_up_does_not_say_what_it_does_not_say(followed, pages):
    assert "Ask the city." not in pages()[TRAM]


def test_what_is_not_told_depends_on_the_values_of_a_measure(edit, pages):
    edit(
        SITE, "not_told_sentences_sv: Fråga staden.", "not_told_sentences_sv: Planen anger inte {goal}. | Fråga staden."
    )
    edit(
        SITE,
        "not_told_sentences_en: Ask the city.",
        "not_told_sentences_en: The plan does not say {goal}. | Ask the city.",
    )
    edit(
        "content/classifications.yaml",
        "      slug_en: sustainable-travel\n",
        "      slug_en: sustainable-travel\n      not_told_sv: hur långt\n      not_told_en: how far\n",
    )
    told = [
        [text for text in ("The plan does not say how far.", "Ask the city.") if text in page]
        for page in map(pages().get, (TRAM, "en/measures/district-heating/index.html", "en/brief/index.html"))
    ]

    assert told == [["The plan does not say how far."], ["Ask the city."], ["Ask the city."]]


def test_the_city_s_own_summary_begins_the_page_and_the_card_for_other_sites(edit, pages):
    edit(
        "content/measures/02-tram.md",
        "problem_sv:",
        "summary_sv: Spår läggs till hamnen.\nsummary_en: Rails are laid to the harbour.\nproblem_sv:",
    )
    edit(
        SITE, "updated: ", "measure_sentences_sv: Den syns {goal}.\nmeasure_sentences_en: It is seen {goal}.\nupdated: "
    )
    edit(
        "content/classifications.yaml",
        "      slug_en: sustainable-travel\n",
        "      slug_en: sustainable-travel\n      in_sentence_sv: ute\n      in_sentence_en: outdoors\n",
    )
    page, card = pages()[TRAM], pages()["en/embeds/tram/index.html"]

    assert [re.findall("Rails are laid.*(?=</p>)", text) for text in (page, card)] == [
        ["Rails are laid to the harbour. It is seen outdoors."],
        ["Rails are laid to the harbour. It is seen outdoors."],
    ]


def test_what_a_value_means_is_told_on_its_own_page_and_else_on_that_of_the_measure(edit, pages):
    edit(
        "content/classifications.yaml",
        "      size: 1\n      label_sv: liten\n",
        "      size: 1\n      description_sv: Den väger lite.\n      description_en: It weighs little.\n"
        "      label_sv: liten\n",
    )
    page = pages()[TRAM]

    assert [text in page for text in ("It weighs little.", "Travel is sustainable.")] == [True, False]


def test_the_foot_of_a_page_leads_to_the_source_where_that_can_be_read(edit, pages):
    edit(
        SITE,
        "updated: ",
        "source_url_sv: https://stad.example/plan\nsource_url_en: https://stad.example/en/plan\nupdated: ",
    )

    assert '<a href="https://stad.example/en/plan">Read the source</a>' in pages()[TRAM]


def test_the_measures_before_and_after_are_named_with_their_numbers(pages):
    page = pages()[TRAM]

    assert re.findall(r'rel="(\w+)">.*?</span> (.*?)</a>', page) == [("prev", "1 District heating without coal")]


def test_the_card_for_other_sites_tells_how_a_measure_stands(followed, edit, pages):
    edit("content/measures/02-tram.md", "due_now: 2027-12-31", "due_now: 2026-01-15")
    page = pages()["en/embeds/tram/index.html"]

    assert "16 days late" in page
    assert "It was due by 15 January 2026" in page
