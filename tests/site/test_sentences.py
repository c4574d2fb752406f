"""Sentences are made of the data, for any numbers and in any language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from project import SATULAHTI

from generator.build import load_published
from generator.content.sentence_config import SHAPES
from generator.model import EarlierStanding, Localized, Measure, Roadmap, language_of
from generator.project import Project
from generator.site import sentences
from generator.site.components import Components
from generator.site.links import Link
from generator.site.renderer import SiteRenderer
from generator.urls import BuiltinPage, Route


@cache
def example() -> Roadmap:
    """The city that follows its roadmap up."""
    return load_published(Project(SATULAHTI))


@cache
def renderer() -> SiteRenderer:
    return SiteRenderer(example(), Project(SATULAHTI).theme)


def components(roadmap: Roadmap, code: str) -> Components:
    """The links and words of the home page in a language; some measures of the example have the links of all."""
    is_example = roadmap.site == example().site
    site = renderer() if is_example else SiteRenderer(roadmap, Project(SATULAHTI).theme)
    language = language_of(roadmap.site.languages, code)
    make = Components(
        Route(BuiltinPage.HOME, language, site.urls.url_for(BuiltinPage.HOME, language)), site.sites[code]
    )
    make.roadmap = roadmap
    return make


def with_measures(keep: Callable[[Measure], bool], most: int = 99) -> Roadmap:
    """The example with some of its measures."""
    return replace(example(), measures=tuple(filter(keep, example().measures))[:most])


def state_of(measure: Measure) -> str:
    assert measure.tracking is not None
    return measure.tracking.status.id


def is_late(measure: Measure) -> bool:
    assert measure.tracking is not None
    return measure.tracking.is_late(example().site.updated)


def plain(text: str) -> str:
    """A text with its no-break spaces as spaces."""
    return text.replace("\xa0", " ")


def of_states(*counts: tuple[str, int]) -> Roadmap:
    """The example with a number of measures in each of some states, none of them late."""
    measures = [
        measure
        for state, count in counts
        for measure in [one for one in example().measures if state_of(one) == state and not is_late(one)][:count]
    ]
    return replace(example(), measures=tuple(measures))


@pytest.mark.parametrize(
    ("counts", "fi", "sv"),
    [
        ([], "Tiekartassa ei ole toimenpiteitä.", "Färdplanen har inga åtgärder."),
        (
            [("completed", 2), ("in-progress", 3)],
            "Tiekartassa on 5 toimenpidettä: 2 on valmiita ja 3 käynnissä.",
            "Färdplanen omfattar 5 åtgärder: 2 är slutförda och 3 pågår.",
        ),
        (
            [("completed", 1), ("in-progress", 1)],
            "Tiekartassa on 2 toimenpidettä: 1 on valmis ja 1 käynnissä.",
            "Färdplanen omfattar 2 åtgärder: 1 är slutförd och 1 pågår.",
        ),
        (
            [("in-progress", 1), ("ongoing", 1)],
            "Tiekartassa on 2 toimenpidettä: yksikään ei ole valmis, mutta 1 on käynnissä.",
            "Färdplanen omfattar 2 åtgärder: ingen är slutförd, men 1 pågår.",
        ),
        (
            [("completed", 2), ("ongoing", 1)],
            "Tiekartassa on 3 toimenpidettä: 2 on valmiita, käynnissä ei ole yhtään.",
            "Färdplanen omfattar 3 åtgärder: 2 är slutförda, men ingen pågår.",
        ),
        (
            [("ongoing", 2)],
            "Tiekartassa on 2 toimenpidettä: yksikään ei ole valmis eikä käynnissä.",
            "Färdplanen omfattar 2 åtgärder: ingen är slutförd och ingen pågår.",
        ),
        (
            [("completed", 2)],
            "Tiekartassa on 2 toimenpidettä: kaikki ovat valmiita.",
            "Färdplanen omfattar 2 åtgärder: alla är slutförda.",
        ),
        (
            [("completed", 1)],
            "Tiekartassa on 1 toimenpide. Toimenpide valmistui 2.6.2025. Määräaika oli 30.6.2025, "
            "alun perin 31.12.2024. Vastuuyksikkö: Varhaiskasvatus.",
            "Färdplanen omfattar 1 åtgärd. Åtgärden slutfördes 2.6.2025. Tidsfristen var 30.6.2025, "
            "ursprungligen 31.12.2024. Ansvarig enhet: Småbarnspedagogiken.",
        ),
    ],
)
def test_the_home_page_says_how_many_measures_stand_how(counts, fi, sv):
    roadmap = of_states(*counts)

    said = [plain(sentences.text_of(sentences.home_sentence(components(roadmap, code)))) for code in ("fi", "sv")]

    assert said == [fi, sv]


def test_each_number_leads_to_what_it_counts_and_stays_beside_its_word():
    sentence = sentences.standing_sentence(components(example(), "sv"))

    assert [part for part in sentence if part.href] == [
        Link("22\xa0åtgärder", "atgarder/"),
        *[part for part in sentence if part.label in ("6\xa0är slutförda", "6\xa0pågår") and part.href],
        Link("2\xa0försenade", "lage/#late"),
    ]


@pytest.mark.parametrize(
    ("most", "fi", "sv"),
    [
        (1, "Myöhässä on 1.", "Av alla åtgärder är 1 försenad."),
        (2, "Myöhässä on 2.", "Av alla åtgärder är 2 försenade."),
    ],
)
def test_what_is_late_has_a_sentence_of_its_own(most, fi, sv):
    late = with_measures(is_late, most).measures
    roadmap = replace(of_states(("completed", 2)), measures=(*of_states(("completed", 2)).measures, *late))

    said = [plain(sentences.text_of(sentences.standing_sentence(components(roadmap, code)))) for code in ("fi", "sv")]

    assert [text.partition(". ")[2] for text in said] == [fi, sv]


def test_every_state_has_its_words_in_both_languages():
    said = [
        [plain(make.words(f"counted_{shape}", count=count)) for shape in SHAPES for count in (1, 2)]
        for make in (components(example(), "fi"), components(example(), "sv"))
    ]

    assert [text for texts in said for text in texts if "{" in text or not text[0].isdigit()] == []


def test_a_city_tells_of_its_states_in_its_own_words(city, followed, edit):
    edit(
        "content/follow-up.yaml",
        "    label_en: postponed\n",
        "    label_en: postponed\n"
        "    counted_sv: 1 rullar | {count} rullar\n    counted_en: 1 rolls | {count} roll\n"
        "    in_sentence_sv: Åtgärden rullar.\n    in_sentence_en: The measure rolls.\n",
    )
    roadmap = load_published(city)
    make = components(roadmap, "en")
    rolling = [measure for measure in roadmap.measures if state_of(measure) == "later"]

    assert sentences.state_count(rolling[0].tracking.status, 2, make) == "2\xa0roll"
    assert sentences.text_of(sentences.measure_standing(rolling[0], make)).startswith("The measure rolls.")


def test_measures_without_a_state_are_counted():
    unknown = [
        plain(sentences.unknown_states(components(of_states(("no-information", count), ("completed", 1)), "fi")))
        for count in (0, 1, 2)
    ]

    assert unknown == ["", "Tilaa ei ole ilmoitettu 1 toimenpiteestä.", "Tilaa ei ole ilmoitettu 2 toimenpiteestä."]


@pytest.mark.parametrize(
    ("designation", "fi"),
    [
        ("2/2024", "Toimenpide valmistui 15.10.2024. Määräaika oli 31.10.2024. Vastuuyksikkö: Kirjasto."),
        ("4/2024", "Toimenpide on jatkuvaa työtä. Vastuuyksikkö: Tietohallinto."),
        (
            "6/2024",
            "Toimenpide on käynnissä. Määräaika on 31.3.2027, alun perin 31.12.2024. Vastuuyksikkö: Asiakirjahallinto.",
        ),
        ("7/2024", "Toimenpiteen tilasta ei ole tietoa."),
        ("8/2024", "Toimenpiteen tilasta ei ole tietoa. Määräaika oli 31.5.2025. Vastuuyksikkö: Viestintä."),
        ("2/2025", "Toimenpide on käynnissä. Määräaika oli 30.6.2026. Vastuuyksikkö: Kaupunkikehitys."),
    ],
)
def test_a_measure_tells_how_it_stands(designation, fi):
    [measure] = [measure for measure in example().measures if measure.display_number == designation]

    assert sentences.text_of(sentences.measure_standing(measure, components(example(), "fi"))) == fi


def test_a_measure_tells_what_it_is_by_its_classes():
    measure = example().measures[0]

    said = [sentences.text_of(sentences.measure_classes(measure, components(example(), code))) for code in ("fi", "sv")]

    assert said == [
        "Toimenpide perustuu kaupungin strategiaan. Se hyödyttää kuntalaisia. "
        "Vaikuttavuus arvioidaan suureksi ja kustannukset keskisuuriksi.",
        "Åtgärden grundar sig på stadens strategi. Den är till nytta för kommuninvånarna. "
        "Genomslaget bedöms bli stort och kostnaderna medelhöga.",
    ]


@pytest.mark.parametrize(
    ("missing", "fi"),
    [
        (
            {"source"},
            "Toimenpide hyödyttää kuntalaisia. Vaikuttavuus arvioidaan suureksi ja kustannukset keskisuuriksi.",
        ),
        ({"beneficiary", "cost"}, "Toimenpide perustuu kaupungin strategiaan. Vaikuttavuus arvioidaan suureksi."),
        ({"source", "beneficiary", "impact"}, "Kustannukset arvioidaan keskisuuriksi."),
        ({"source", "beneficiary", "impact", "cost"}, ""),
    ],
)
def test_what_is_not_stated_of_a_measure_is_left_out(missing, fi):
    measure = example().measures[0]
    values = tuple(value for value in measure.values if value.classification_id not in missing)

    said = sentences.measure_classes(replace(measure, values=values), components(example(), "fi"))

    assert sentences.text_of(said) == fi


def test_several_values_of_a_measure_are_joined():
    [by_law] = [measure for measure in example().measures if measure.display_number == "4/2024"]
    law = next(value for value in by_law.values if value.classification_id == "source")
    measure = example().measures[0]

    said = [
        sentences.text_of(
            sentences.measure_classes(replace(measure, values=(*measure.values, law)), components(example(), code))
        ).partition(".")[0]
        for code in ("fi", "sv")
    ]

    assert said == [
        "Toimenpide perustuu kaupungin strategiaan ja lakiin",
        "Åtgärden grundar sig på stadens strategi och lag",
    ]


@pytest.mark.parametrize(
    ("count", "fi", "sv"),
    [
        (
            0,
            "Yhdelläkään toimenpiteellä ei ole sekä suurta vaikuttavuutta että pieniä kustannuksia.",
            "Ingen åtgärd har både stort genomslag och låga kostnader.",
        ),
        (
            1,
            "1 toimenpiteellä on suuri vaikuttavuus ja pienet kustannukset.",
            "1 åtgärd har stort genomslag och låga kostnader.",
        ),
        (
            2,
            "2 toimenpiteellä on suuri vaikuttavuus ja pienet kustannukset.",
            "2 åtgärder har stort genomslag och låga kostnader.",
        ),
    ],
)
def test_the_grid_tells_what_has_much_impact_for_little(count, fi, sv):
    impact, cost = example().scales
    largest, smallest = max(impact.values, key=lambda value: value.size), min(cost.values, key=lambda value: value.size)
    cheap = [replace(measure, values=(largest, smallest)) for measure in example().measures[:count]]
    roadmap = replace(example(), measures=(*cheap, *example().measures[count:]))

    said = [plain(sentences.grid_sentence(components(roadmap, code))) for code in ("fi", "sv")]

    assert said == [fi, sv]


def test_a_city_without_words_for_its_scales_has_no_sentence_on_them(city):
    assert sentences.grid_sentence(components(load_published(city), "sv")) == ""


@pytest.fixture
def counting(city, edit):
    """A city whose home page counts the measures of the south."""
    edit(
        "content/classifications.yaml",
        "      label_en: South\n",
        "      label_en: South\n"
        "      counted_sv: är 1 i söder | är {count} i söder\n      counted_en: 1 is in the south | {count} are in the south\n"
        "      none_sv: är ingen i söder\n      none_en: none is in the south\n",
    )
    edit(
        "content/site.yaml",
        "home_row_sv",
        "home_sentence_sv: Här är {measures}. Av dem {district.south}.\n"
        "home_sentence_en: Here are {measures}. Of these {district.south}.\nhome_row_sv",
    )
    return city


@pytest.mark.parametrize(
    ("count", "en"),
    [(0, "none is in the south"), (1, "1 is in the south"), (2, "2 are in the south")],
)
def test_a_city_begins_its_home_page_with_its_own_numbers(counting, count, en):
    roadmap = load_published(counting)
    south = next(value for one in roadmap.classifications for value in one.values if value.id == "south")
    measures = [
        replace(measure, values=(south,) if place < count else ()) for place, measure in enumerate(roadmap.measures)
    ]

    said = sentences.home_sentence(components(replace(roadmap, measures=tuple(measures)), "en"))

    assert plain(sentences.text_of(said)) == f"Here are {len(measures)} measures. Of these {en}."


EARLIER = """earlier_standing:
  date: 2025-12-15
  text_sv: "Läget {date}: planen omfattade {measures}:"
  text_en: "On {date} the plan had {measures}:"
  total: 52
  counts:
    tick: 18
    half: 26
  source_sv: Föredragningslista
  source_en: Agenda
"""


def test_what_was_published_of_earlier_roadmaps_is_told_with_what_was_not(city, edit):
    edit("content/site.yaml", "languages:\n", EARLIER + "languages:\n")
    make = components(load_published(city), "en")
    earlier = make.roadmap.site.earlier_standing

    assert plain(sentences.earlier_sentence(earlier, make)) == "On 15 December 2025 the plan had 52 measures:"
    assert sentences.earlier_counts(earlier, make) == [
        ("tick", 18, "18\xa0completed"),
        ("half", 26, "26\xa0under way"),
        ("dots", 8, "8\xa0without information"),
    ]
    assert plain(sentences.earlier_note(earlier, make)) == "8 is calculated: 52 − 18 − 26."


def test_nothing_is_worked_out_where_all_was_told(city):
    make = components(load_published(city), "en")
    text = Localized({"sv": "", "en": ""})
    earlier = EarlierStanding(make.roadmap.site.updated, text, 1, (("tick", 1),), None, text, None)

    assert sentences.earlier_counts(earlier, make) == [("tick", 1, "1\xa0completed")]
    assert sentences.earlier_note(earlier, make) == ""
