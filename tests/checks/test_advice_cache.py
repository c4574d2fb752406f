"""Advice that was given before is given again without being sought, and no longer than it holds."""

from __future__ import annotations

import pytest

from generator import disk_cache
from generator.build import advice, load_preview
from generator.checks.prose.advice_cache import AdviceCache

TRAM = "content/measures/02-tram.md"


@pytest.fixture
def given(city):
    """The advice on the city by a new run of the program, the same with what was kept and without."""

    def seek(program="1"):
        roadmap, cache = load_preview(city), AdviceCache(city.content, program)
        found = advice(roadmap, city.theme, cache)
        cache.save()
        assert found == advice(roadmap, city.theme)
        return [str(one) for one in found]

    return seek


@pytest.fixture
def kept(city):
    """How many measures a run finds advice on that was kept."""
    return lambda program="1": len(AdviceCache(city.content, program)._on_disk)


def test_the_advice_on_measures_is_kept_for_the_next_run(given, kept, edit):
    edit(TRAM, "problem_en: How does one get to the harbour?", 'problem_en: "TODO: click [here](x) in the MUX *"')
    first = given()

    assert (len(first) > 2, kept()) == (True, 2)
    assert given() == first


def test_a_measure_that_changed_is_looked_at_anew(given, kept, edit):
    edit(TRAM, "problem_en: How does one get to the harbour?", "problem_en: TODO")
    assert len(given()) == 1

    edit(TRAM, "problem_en: TODO", "problem_en: How does one get to the harbour?")
    assert (given(), kept()) == ([], 2)


def test_another_program_and_what_is_damaged_begin_anew(given, kept, monkeypatch):
    given()
    assert (kept(), kept("2")) == (2, 0)

    monkeypatch.setattr(disk_cache, "read", lambda _key: b"\x80\x05damaged")
    assert (given(), kept()) == ([], 0)
