"""What the preview remembers from one look at the content to the next."""

from __future__ import annotations

import pytest

from generator.memory import Memory
from generator.pipeline import advice, previewed, shown
from generator.problems import ProblemsFound

HEATING = "content/measures/01-heating.md"


@pytest.fixture
def memory() -> Memory:
    return Memory()


def test_what_was_made_of_a_key_is_not_made_again(memory):
    made = []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [memory.of("key", make), memory.of("key", make), memory.of("other", make)] == [1, 1, 2]


def test_what_a_round_did_not_ask_for_is_forgotten(memory):
    first = memory.of("key", object)
    memory.settle()
    assert memory.of("key", object) is first

    memory.settle()
    memory.settle()
    assert memory.of("key", object) is not first


def test_a_file_that_stayed_the_same_is_the_same_measure_and_a_changed_one_is_new(city, edit, memory):
    heating, tram = previewed(city, memory=memory).measures
    assert previewed(city, memory=memory).measures == (heating, tram)

    edit(HEATING, "title_en: District heating without coal", "title_en: Heat without coal")
    roadmap = previewed(city, memory=memory)
    assert roadmap.measures[1] is tram
    assert roadmap.measures[0].title[roadmap.site.languages[1]] == "Heat without coal"


@pytest.mark.parametrize("file", ["site.yaml", "classifications.yaml", "texts.yaml"])
def test_with_other_settings_every_file_is_read_anew(city, memory, file):
    before = previewed(city, memory=memory).measures
    with (city.content / file).open("a", encoding="utf-8") as settings:
        settings.write("# The same, but another file.\n")

    assert not set(previewed(city, memory=memory).measures) & set(before)


def test_another_name_is_another_measure(city, memory):
    before = previewed(city, memory=memory).measures
    (city.content / "measures/02-tram.md").rename(city.content / "measures/03-tram.md")
    (city.content / "measures/01-heating.md").write_text(
        (city.content / "measures/01-heating.md").read_text(encoding="utf-8").replace("02-tram", "03-tram"), "utf-8"
    )

    assert [one.path for one in previewed(city, memory=memory).measures][1] == "measures/03-tram.md"
    assert not set(previewed(city, memory=memory).measures) & set(before)


def test_a_problem_is_told_every_time_and_gone_when_it_is_mended(city, edit, memory):
    edit(HEATING, "weight: L", "weight: XL")
    for _ in range(2):
        with pytest.raises(ProblemsFound):
            previewed(city, memory=memory)

    edit(HEATING, "weight: XL", "weight: L")
    assert len(previewed(city, memory=memory).measures) == 2


def test_advice_is_the_same_with_a_memory_and_without(city, edit, memory):
    edit(HEATING, "problem_en: How do we heat without coal?", "problem_en: TODO")
    told = advice(previewed(city, memory=memory), memory)

    assert told == advice(previewed(city, memory=memory), memory) == advice(previewed(city))
    assert [one.place.line for one in told] == [11]


def test_a_template_that_changed_is_compiled_anew(city, edit, memory):
    roadmap = previewed(city, memory=memory)
    before = shown(roadmap, city, memory)["404.html"]
    edit("templates/pages/not_found.html", '{{ super() }}\n<p class="lead">', '{{ super() }}\n<p class="new lead">')

    assert shown(roadmap, city, memory)["404.html"] == before.replace(b'class="lead"', b'class="new lead"', 1)
