"""What a file asked of the roadmap tells whether it would be the same."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from generator.build import load_published
from generator.model import QueriedRoadmap, Roadmap
from generator.queries import Answers, Named, Names, Subject, ask_for, fingerprint, made_once, record_queries


@pytest.fixture
def roadmap(city) -> QueriedRoadmap:
    return QueriedRoadmap(load_published(city))


def answers(roadmap: Roadmap) -> Answers:
    values = (value for taxonomy in roadmap.classifications for value in taxonomy.values)
    return Answers({"Roadmap": roadmap, "QueriedRoadmap": roadmap}, (*values, *roadmap.measures))


def changed(roadmap: QueriedRoadmap) -> QueriedRoadmap:
    """The same roadmap, in which the file of its second measure is another."""
    other = QueriedRoadmap(roadmap)
    first, second, *others = roadmap.measures
    other.__dict__["measures"] = (first, replace(second, digest=b"new"), *others)
    return other


def test_a_query_is_recorded_by_its_name_and_arguments(roadmap):
    value = roadmap.classifications[0].values[0]
    with record_queries() as recording:
        roadmap.count_in(value)
        roadmap.measures_in(value, most=2)
        assert roadmap.measures

    assert recording.queries == {
        ("Roadmap.count_in", Subject(value.key)),
        ("Roadmap.measures_in", Subject(value.key), Named("most", 2)),
        ("QueriedRoadmap.measures",),
    }


def test_what_a_query_asks_itself_is_not_recorded(roadmap):
    with record_queries() as recording:
        roadmap.neighbours_of(roadmap.__dict__["measures"][0])

    assert {name for name, *_ in recording.queries} == {"Roadmap.neighbours_of"}


def test_nothing_is_recorded_outside_of_a_record(roadmap):
    with record_queries() as recording:
        pass
    assert roadmap.measure_count
    with record_queries() as others:
        assert roadmap.measure_count

    assert (recording.queries, others.queries) == (set(), {("Roadmap.measure_count",)})


def test_what_is_asked_for_by_name_is_one_query():
    with record_queries() as recording:
        for name in ("pages/home.html", "base.html", "pages/home.html"):
            ask_for(("Templates.source",), name)
        ask_for(("Roadmap.word", "en"), "search")

    assert set(recording.asked()) == {
        ("Templates.source", Names(("base.html", "pages/home.html"))),
        ("Roadmap.word", "en", Names(("search",))),
    }


def test_a_word_of_the_interface_is_asked_for_in_the_language_in_which_it_is_read(roadmap):
    _swedish, english = roadmap.site.languages
    with record_queries() as recording:
        assert roadmap.texts["search"][english] == "Search"

    assert recording.asked() == (("Roadmap.word", "en", Names(("search",))),)


def test_whatever_takes_what_is_made_once_asks_for_all_of_it(roadmap):
    made, asked = {}, []
    for _ in range(2):
        with record_queries() as recording:
            made_once(made, "links", lambda: (roadmap.measure_count, ask_for(("Assets.path",), "icon")))
        asked.append(recording.asked())

    assert asked == [(("Roadmap.measure_count",), ("Assets.path", Names(("icon",))))] * 2


def test_an_answer_for_several_names_differs_where_one_of_them_does():
    def fingerprint_of(*words: str, names: tuple[str, ...] = ("first", "second")) -> bytes:
        site = SimpleNamespace(word=dict(zip(names, words, strict=True)).__getitem__)
        return Answers({"Roadmap": site}, ()).fingerprint(("Roadmap.word", Names(("first", "second"))))

    before = fingerprint_of("a", "b")
    assert fingerprint_of("a", "b") == before
    others = [fingerprint_of("a", "c"), fingerprint_of("b", "a"), fingerprint_of("a", names=("first",))]
    assert before not in others


def test_an_answer_differs_where_a_measure_in_it_does(roadmap):
    before, after = answers(roadmap), answers(changed(roadmap))
    first, second = (measure.path for measure in roadmap.measures)
    asked = {
        ("Roadmap.measure_count",): True,
        ("QueriedRoadmap.measures",): False,
        ("Roadmap.measure_at", first): True,
        ("Roadmap.measure_at", second): False,
        ("Roadmap.neighbours_of", Subject(first)): False,
        ("Roadmap.neighbours_of", Subject(second)): True,
    }

    assert {query: before.fingerprint(query) == after.fingerprint(query) for query in asked} == asked


def test_a_question_about_what_is_no_more_has_no_answer(roadmap):
    assert answers(roadmap).fingerprint(("Roadmap.neighbours_of", Subject("measures/gone.md"))) == b""


def test_fingerprints_tell_parts_and_their_borders():
    values = [(), ("a",), ("a", "b"), (("a", "b"),), ("ab",), {"a": ("b",)}, "a", 1, True, None, ((),)]

    assert len({fingerprint(value) for value in values}) == len(values)
