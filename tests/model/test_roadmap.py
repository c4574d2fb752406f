"""What pages ask of a roadmap: counts, neighbours and what is late, of the example that is followed up."""

from __future__ import annotations

import pytest
from project import SATULAHTI

from generator.build import Project, load_published
from generator.model import Measure, Roadmap


@pytest.fixture(scope="module")
def roadmap() -> Roadmap:
    return load_published(Project(SATULAHTI))


def numbers(measures: tuple[Measure, ...]) -> list[str]:
    return [measure.display_number for measure in measures]


def test_measures_are_counted_by_all_of_some_values(roadmap):
    statuses = roadmap.follow_up.statuses.values
    goals = roadmap.main_taxonomy.values

    for status in statuses:
        for goal in goals:
            both = [one for one in roadmap.measures if status in one.values and goal in one.values]
            assert numbers(roadmap.measures_in(status, goal)) == numbers(both)
            assert roadmap.count_in(status, goal) == len(both)
            assert roadmap.late_count_in(status, goal) == sum(bool(roadmap.days_late(one)) for one in both)


def test_without_a_value_all_measures_are_counted(roadmap):
    assert roadmap.count_in() == roadmap.measure_count == len(roadmap.measures)
    assert roadmap.late_count_in() == len(roadmap.late_measures)
    assert numbers(roadmap.measures_in(most=2)) == numbers(roadmap.measures[:2])


def test_the_first_and_the_last_measure_have_one_neighbour(roadmap):
    first, second, *_others, last = roadmap.measures

    assert roadmap.neighbours_of(first) == (None, second)
    assert roadmap.neighbours_of(second)[0] == first
    assert roadmap.neighbours_of(last)[1] is None


def test_the_nearest_measures_of_a_value_stand_around_one(roadmap):
    goal = max(roadmap.main_taxonomy.values, key=roadmap.count_in)
    those = roadmap.measures_in(goal)

    assert len(those) > 5
    assert numbers(roadmap.nearest_in(goal, those[0], 4)) == numbers(those[1:5])
    assert numbers(roadmap.nearest_in(goal, those[2], 4)) == numbers((*those[:2], *those[3:5]))
    assert numbers(roadmap.nearest_in(goal, those[-1], 4)) == numbers(those[-5:-1])


def test_the_longest_late_comes_first(roadmap):
    days = list(map(roadmap.days_late, roadmap.late_measures))

    assert days == sorted(days, reverse=True)
    assert all(days)
