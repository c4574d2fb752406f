"""The home page answers how the roadmap stands, what is in it, and where to go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from html import unescape

import pytest
from lxml import html
from project import SATULAHTI

from generator.build import load_published
from generator.model import Measure, Roadmap, language_of
from generator.project import Project
from generator.site.components import Components
from generator.site.home_context import home_page
from generator.site.renderer import SiteRenderer
from generator.site.search_folding import SOFT_HYPHEN
from generator.urls import BuiltinPage, Route

EXAMPLE = Project(SATULAHTI)


@cache
def published() -> Roadmap:
    return load_published(EXAMPLE)


@cache
def renderer() -> SiteRenderer:
    return SiteRenderer(published(), EXAMPLE.theme)


def home(code: str, roadmap: Roadmap | None = None) -> Mapping[str, object]:
    """The context of the home page of the example, with another roadmap in the place of its own where one is given."""
    site, language = renderer(), language_of(renderer().urls.roadmap.site.languages, code)
    make = Components(
        Route(BuiltinPage.HOME, language, site.urls.url_for(BuiltinPage.HOME, language)), site.sites[code]
    )
    make.roadmap = roadmap or make.roadmap
    return home_page(make)


def example(keep=lambda _measure: True) -> Roadmap:
    """The roadmap of the example, with some of its measures."""
    return replace(published(), measures=tuple(filter(keep, published().measures)))


def copies(roadmap: Roadmap, times: int) -> Roadmap:
    """The roadmap with each of its measures several times."""
    return replace(roadmap, measures=roadmap.measures * times)


def said(element) -> str:
    """What a reader reads in an element."""
    text = unescape(element.text_content()).replace(SOFT_HYPHEN, "").replace("\xa0", " ")
    return " ".join(text.split())


@pytest.fixture
def page(followed, pages):
    """The home page of the city that follows its roadmap up, in English."""
    return html.fromstring(pages()["en/index.html"])


def test_the_page_begins_with_the_answer(page):
    assert said(page.find(".//h1")) == "The plan has 4 measures: 1 is completed, but none is under way."


def test_the_town_has_a_house_for_each_measure_by_goal():
    town = home("fi")["town"]

    assert [(block["value"]["label"], len(block["houses"])) for block in town["blocks"]] == [
        ("Helpot sähköiset palvelut", 8),
        ("Avoimuus ja osallisuus", 7),
        ("Turvallinen ja sujuva työ", 7),
    ]


def test_a_house_leads_to_its_measure_and_says_how_that_stands():
    houses = [one for block in home("fi")["town"]["blocks"] for one in block["houses"]]
    [late] = [one for one in houses if one["number"] == "5/2025"]

    assert {**late, "house": late["house"].shape} == {
        "house": "half",
        "href": "toimenpiteet/tekoalyn-pelisaannot/",
        "number": "5/2025",
        "title": "Laaditaan pelisäännöt tekoälyn käytölle",
        "status": "Käynnissä",
        "days_late": 31,
    }


def test_of_many_measures_the_town_shows_the_last_edition():
    town = home("fi", copies(example(), 2))["town"]

    assert town["edition"].label == "Tiekartta 2026"
    assert [other.label for other in town["other_editions"]] == ["Tiekartta 2024", "Tiekartta 2025"]
    assert {one["number"].split("/")[1] for block in town["blocks"] for one in block["houses"]} == {"2026"}


def test_of_measures_that_fill_no_row_there_is_no_town():
    assert home("fi", copies(example(), 9))["town"] is None


def test_without_measures_there_is_no_town_and_no_door():
    empty = home("fi", example(lambda _measure: False))

    assert (empty["town"], empty["tally"], empty["doors"], empty["late"], empty["grid"]) == (None, [], [], [], None)


def test_every_state_that_occurs_is_counted_and_leads_to_its_measures():
    tally = [(one["value"]["label"], one["count"], one["value"]["href"] != "") for one in home("fi")["tally"]]

    assert tally == [
        ("Valmis", 6, True),
        ("Käynnissä", 6, True),
        ("Jatkuvaa työtä", 2, True),
        ("Ei aloitettu", 2, True),
        ("Siirretty myöhemmäksi", 1, True),
        ("Ei toteuteta", 1, True),
        ("Yhdistetty toiseen", 2, True),
        ("Ei tietoa", 2, True),
    ]


def test_three_doors_lead_to_services_to_news_and_to_whom_it_concerns():
    doors = home("sv")["doors"]

    assert [(door["title"].label, len(door["rows"])) for door in doors] == [
        ("Vad kan jag redan använda?", 3),
        ("Vad är nytt?", 3),
        ("Vad berör mig?", 3),
    ]
    assert [(row["link"].label, row["count"]) for row in doors[2]["rows"]] == [
        ("Kommuninvånare", 15),
        ("Personalen", 7),
        ("Ansvariga enheter", 10),
    ]


def test_where_nothing_is_tracked_the_doors_ask_the_questions_of_the_classifications():
    measures = tuple(replace(measure, tracking=None) for measure in example().measures)
    doors = home("fi", replace(example(), measures=measures, follow_up=None))["doors"]

    assert [(door["title"].label, [row["link"].label for row in door["rows"]]) for door in doors] == [
        ("Kuka hyötyy?", ["Kuntalaiset", "Henkilöstö"]),
        ("Mihin toimenpiteet perustuvat?", ["Strategia", "Laki"]),
        ("Kuinka suuri on vaikuttavuus?", ["Suuri vaikuttavuus", "Kohtalainen vaikuttavuus", "Pieni vaikuttavuus"]),
    ]


def test_the_longest_late_measures_come_first_with_their_reasons():
    late = home("fi")["late"]

    assert [(card["display_number"], card["days_late"], card["reason"]) for card in late] == [
        (
            "2/2025",
            93,
            "Palvelu on myöhässä. Karttojen ruotsinkieliset nimet puuttuvat osasta aineistoja, ja palvelu avataan "
            "vasta, kun ne on lisätty.",
        ),
        (
            "5/2025",
            31,
            "Ohje on valmis, mutta henkilöstön koulutus on kesken. Toimenpide valmistuu, kun koulutus on pidetty "
            "kaikilla toimialoilla.",
        ),
    ]


def test_what_was_last_and_what_comes_next_are_told_with_their_days():
    context = home("fi")

    assert (str(context["latest"]["day"]), context["latest"]["link"].label) == (
        "2026-09-21",
        "Puolet palveluista on kuvattu molemmilla kielillä.",
    )
    assert [(str(one["day"]), one["measure"] and one["measure"].label) for one in context["coming"][:2]] == [
        ("2026-11-16", None),
        ("2026-11-30", "Kuvataan kaikki palvelut Palvelutietovarantoon"),
    ]
    assert context["next"] == context["coming"][0]


def test_a_day_that_has_passed_does_not_come():
    roadmap = example()
    site = replace(roadmap.site, updated=roadmap.site.updated.replace(year=2030))

    assert home("fi", replace(roadmap, site=site))["coming"] == []


EARLIER = """\
earlier_standing:
  date: 2025-12-15
  text_sv: "Läget {date}: planen omfattade {measures}:"
  text_en: "On {date} the plan had {measures}:"
  total: 70
  counts:
    tick: 18
  note_sv: Mer anges inte.
  note_en: No more is told.
  source_sv: Föredragningslista
  source_en: Agenda
  source_url_sv: https://stad.example/lista
  source_url_en: https://stad.example/en/agenda
"""


def test_what_was_published_of_earlier_roadmaps_is_told_with_its_source(city, edit, pages):
    edit("content/site.yaml", "languages:\n", EARLIER + "languages:\n")
    news = html.fromstring(pages()["en/index.html"]).find_class("hero-news")[0]

    assert said(news) == (
        "On 15 December 2025 the plan had 70 measures: 18 completed 52 without information "
        "Source: Agenda. 52 is calculated: 70 − 18. No more is told."
    )
    assert [link.get("href") for link in news.iter("a")] == ["https://stad.example/en/agenda"]


def test_a_city_without_pictures_has_the_same_answers(page):
    """The miniature city has none."""
    assert page.find_class("house") == []
    assert [said(one) for one in page.find_class("tally")[0].iter("a")] == [
        "1 done",
        "1 postponed",
        "1 merged",
        "1 no information",
    ]


def test_the_numbers_of_a_goal_lead_to_its_measures(page):
    numbers = [[said(link) for link in goal.iter("a")] for goal in page.find_class("goal-list")[0]]

    assert numbers == [
        [
            "Clean energy",
            "2 measures · Clean energy",
            "1 completed · Clean energy",
            "1 merged into another · Clean energy",
        ],
        [
            "Sustainable travel",
            "2 measures · Sustainable travel",
            "1 postponed · Sustainable travel",
            "1 without information · Sustainable travel",
        ],
    ]


def test_a_goal_says_which_numbers_it_has_where_these_have_no_years():
    measures = tuple(
        replace(measure, tracking=None, number=place) for place, measure in enumerate(sorted_by_goal(), start=1)
    )
    goals = home("fi", replace(example(), measures=measures, follow_up=None))["goals"]["cards"]

    assert [goal["numbers"] for goal in goals] == ["(numerot 1–8)", "(numerot 9–15)", "(numerot 16–22)"]


def sorted_by_goal() -> list[Measure]:
    """The measures of the example, those of a goal after each other."""
    return sorted(example().measures, key=lambda measure: measure.values[0].id)
