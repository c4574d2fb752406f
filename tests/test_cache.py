"""What the preview remembers from one look at the content to the next."""

from __future__ import annotations

import pytest
from project import line_of

from generator.build import advice, load_preview, outputs
from generator.cache import Cache
from generator.diagnostics import ContentError

HEATING = "content/measures/01-heating.md"


@pytest.fixture
def memory() -> Cache:
    return Cache()


def test_what_was_made_of_a_key_is_not_made_again(memory):
    made = []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [
        memory.get_or_create("key", make),
        memory.get_or_create("key", make),
        memory.get_or_create("other", make),
    ] == [1, 1, 2]


def test_what_a_round_did_not_ask_for_is_forgotten(memory):
    first = memory.get_or_create("key", object)
    memory.evict_unused()
    assert memory.get_or_create("key", object) is first

    memory.evict_unused()
    memory.evict_unused()
    assert memory.get_or_create("key", object) is not first


def test_a_file_that_stayed_the_same_is_the_same_measure_and_a_changed_one_is_new(city, edit, memory):
    heating, tram = load_preview(city, cache=memory).measures
    assert load_preview(city, cache=memory).measures == (heating, tram)

    edit(HEATING, "title_en: District heating without coal", "title_en: Heat without coal")
    roadmap = load_preview(city, cache=memory)
    assert roadmap.measures[1] is tram
    assert roadmap.measures[0].title[roadmap.site.languages[1]] == "Heat without coal"


@pytest.mark.parametrize("file", ["site.yaml", "classifications.yaml", "theme/templates/words/en.yaml"])
def test_with_other_settings_every_file_is_read_anew(city, memory, file):
    before = load_preview(city, cache=memory).measures
    with (city.content / file).open("a", encoding="utf-8") as settings:
        settings.write("# The same, but another file.\n")

    after = load_preview(city, cache=memory).measures
    assert after == before
    assert all(measure is not earlier for measure, earlier in zip(after, before, strict=True))


def test_another_name_is_another_measure(city, memory):
    before = load_preview(city, cache=memory).measures
    (city.content / "measures/02-tram.md").rename(city.content / "measures/03-tram.md")
    (city.content / "measures/01-heating.md").write_text(
        (city.content / "measures/01-heating.md").read_text(encoding="utf-8").replace("02-tram", "03-tram"), "utf-8"
    )

    assert [one.path for one in load_preview(city, cache=memory).measures][1] == "measures/03-tram.md"
    assert not set(load_preview(city, cache=memory).measures) & set(before)


def test_a_problem_is_told_every_time_and_gone_when_it_is_mended(city, edit, memory):
    edit(HEATING, "weight: L", "weight: XL")
    for _ in range(2):
        with pytest.raises(ContentError):
            load_preview(city, cache=memory)

    edit(HEATING, "weight: XL", "weight: L")
    assert len(load_preview(city, cache=memory).measures) == 2


def test_advice_is_the_same_with_a_memory_and_without(city, edit, memory):
    edit(HEATING, "problem_en: How do we heat without coal?", "problem_en: TODO")
    told = advice(load_preview(city, cache=memory), city.theme, memory)

    assert (
        told == advice(load_preview(city, cache=memory), city.theme, memory) == advice(load_preview(city), city.theme)
    )
    assert [one.location.line for one in told] == [line_of(HEATING, "problem_en: TODO")]


def test_a_template_that_changed_is_compiled_anew(city, edit, override, memory):
    own = override("templates/pages/not_found.html")
    roadmap = load_preview(city, cache=memory)
    before = outputs(roadmap, city, cache=memory)["404.html"]()
    edit(own, '{{ super() }}\n<p class="lead">', '{{ super() }}\n<p class="new lead">')

    assert outputs(roadmap, city, cache=memory)["404.html"]() == before.replace(b'class="lead"', b'class="new lead"', 1)
