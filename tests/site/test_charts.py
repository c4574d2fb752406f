"""The places of lines, dots and labels in the chart of an indicator."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from generator.content.loader import read_roadmap
from generator.site.charts import chart_of

TRIPS = Path("content/indicators/01-trips.md")


@pytest.fixture
def chart(followed):
    """Draws an indicator with a target and a value for each year from 2000 on, of which an empty one is not known."""

    def draw(target, *values):
        head, rest = TRIPS.read_text(encoding="utf-8").split("target: 1200\n")
        lines = "".join(
            f"  - date: {2000 + year}\n" + (f"    value: {value}\n" if value else "")
            for year, value in enumerate(values)
        )
        fields, body = rest.split("values:\n")
        text = f"{head}target: {target}\n{fields}values:\n{lines}---\n{body.split('---', 1)[1]}"
        TRIPS.write_text(text, encoding="utf-8")
        return chart_of(read_roadmap(Path("content")).indicators[0])

    return draw


def heights(drawing):
    return [dot.y for dot in drawing["dots"]]


def test_values_stand_on_an_axis_from_zero(chart):
    drawing = chart("100", "50", "100")

    assert (heights(drawing), drawing["target"], drawing["base"], drawing["cut_at"]) == ([58, 18], 18, 98, None)
    assert drawing["lines"] == [(2, 58, 98, 18)]


def test_values_far_from_zero_cut_the_axis_and_it_is_told_where(chart):
    drawing = chart("98", "96", "97")

    assert (heights(drawing), drawing["target"], drawing["cut_at"]) == ([98, 58], 18, Decimal(96))


def test_values_below_zero_hang_from_the_axis(chart):
    drawing = chart("-10", "-5", "5")

    assert (heights(drawing), drawing["base"], drawing["cut_at"]) == ([71, 18], 45, None)


@pytest.mark.parametrize(("value", "height"), [("0", 98), ("7", 18)])
def test_values_that_are_all_the_same_have_a_place(chart, value, height):
    assert heights(chart(value, value, value)) == [height, height]


def test_a_line_breaks_where_a_value_is_missing(chart):
    drawing = chart("4", "1", "2", "", "3")

    assert (len(drawing["lines"]), len(drawing["dots"]), drawing["has_gaps"]) == (1, 3, True)


@pytest.mark.parametrize("values", [("",), ("1",), ("1", "")])
def test_fewer_than_two_values_are_no_line(chart, values):
    assert chart("4", *values) is None


def test_many_values_have_labels_as_far_as_there_is_room(chart):
    drawing = chart("30", *map(str, range(1, 21)))

    labelled = [dot for dot in drawing["dots"] if dot.anchor]
    assert (labelled[0].label, labelled[-1].label) == (Decimal(1), Decimal(20))
    assert all(after.x - before.x >= 18 for before, after in pairwise(labelled))


def test_the_label_of_the_target_keeps_away_from_that_of_the_first_value(chart):
    assert chart("100", "99", "10")["target_anchor"] == "end"


def test_the_label_of_the_target_stands_where_the_line_begins(chart):
    assert chart("100", "10", "99")["target_anchor"] == "start"
