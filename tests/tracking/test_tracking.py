"""What came of the measures is read from their files, tied together, counted, told day by day and asked after."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from project import line_of, quoted

from generator.checks.roadmap import check_roadmap
from generator.content import parsers
from generator.content.loader import read_roadmap
from generator.diagnostics import InvalidValue
from generator.model import Edition, Indicator, Language, Measure, Roadmap, Tracking, language_of
from generator.tracking.events import Event, between, events_of, periods
from generator.tracking.relations import Relations
from generator.tracking.reminders import reminder_diagnostics
from generator.tracking.statistics import Group, count_meeting, count_statuses, groups, groups_by_law
from generator.tracking.trends import Trend, trend_of

HEATING = "content/measures/01-heating.md"
TRAM = "content/measures/02-tram.md"
BIKES = "content/measures/03-bikes.md"
COAL = "content/measures/04-coal.md"
TRIPS = "content/indicators/01-trips.md"
PLAN = "content/editions/2025.md"
FOLLOW_UP = "content/follow-up.yaml"


def roadmap() -> Roadmap:
    """The checked roadmap of the content folder, without its drafts."""
    return check_roadmap(read_roadmap(Path("content")).published())


def course_of(read: Roadmap, designation: str) -> Tracking:
    [tracking] = [one.tracking for one in read.measures if one.display_number == designation]
    assert tracking is not None
    return tracking


def english(read: Roadmap) -> Language:
    return language_of(read.site.languages, "en")


@pytest.mark.parametrize(
    ("text", "value"), [("41,5", "41.5"), ("41.5", "41.5"), ("-3", "-3"), ("−3,25", "-3.25"), ("0", "0"), ("007", "7")]
)
def test_a_number_with_decimals(text, value):
    assert parsers.decimal(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1 000", "1e3", "41,", ",5", "٣", "1,000,000", "80 %", "inf", "1_0", "+1", "- 1"])
def test_what_is_no_number_with_decimals(text):
    with pytest.raises(InvalidValue) as mistake:
        parsers.decimal(text)

    assert str(mistake.value) == f'"{text}" is not a number. Write digits, with a point before decimals: 41.5.'


def test_names_of_files_are_divided_by_commas():
    assert parsers.each(parsers.file_name)("02-tram.md,  Öljy_ja-02.md") == ("02-tram.md", "Öljy_ja-02.md")


@pytest.mark.parametrize(
    ("text", "cure"),
    [("02-tram", "02-tram"), ("../measures/02-tram.md", "02-tram"), ("A tram", "a-tram"), ("02--.md", "02")],
)
def test_what_is_no_name_of_a_file(text, cure):
    with pytest.raises(InvalidValue) as mistake:
        parsers.file_name(text)

    problem = f'"{text}" is not a file name. Write it with its extension, without a folder: "{cure}.md".'
    assert str(mistake.value) == problem


def test_a_measure_has_its_course(units):
    read = roadmap()
    tracking = course_of(read, "1/2024")
    days = (tracking.status_date, tracking.due, tracking.due_now, tracking.promised, tracking.completed)
    labels = (unit.label for unit in read.measures[0].responsible)
    texts = (*labels, tracking.result, tracking.service_url, tracking.without_net)

    assert list(map(str, days)) == ["2025-10-01", "2025-06-30", "2025-12-31", "2025-12-31", "2025-09-30"]
    assert " / ".join(one[english(read)] for one in texts if one is not None) == (
        "The energy unit / The houses are heated without coal. / https://varme.example/en/ / Call the energy unit."
    )


def test_decisions_and_updates_have_their_order_and_their_places(followed):
    tracking = course_of(roadmap(), "1/2024")

    assert [(str(decision.day), decision.paragraph, decision.location.line) for decision in tracking.decisions] == [
        ("2024-02-12", 31, line_of(HEATING, "date: 2024-02-12"))
    ]
    assert [
        (str(update.day), update.status and update.status.id, str(update.due), update.location.line)
        for update in tracking.updates
    ] == [
        ("2024-03-01", "going", "None", line_of(HEATING, "date: 2024-03-01")),
        ("2025-03-10", None, "2025-12-31", line_of(HEATING, "date: 2025-03-10")),
    ]


def test_a_measure_that_names_no_state_is_in_the_one_that_counts_as_unknown(followed):
    tracking = course_of(roadmap(), "1/2025")

    assert (tracking.status.id, tracking.status_date, tracking.note, tracking.updates) == ("unknown", None, None, ())


def test_a_roadmap_that_is_not_followed_up_has_no_courses(city):
    read = roadmap()

    assert [(one.display_number, one.tracking) for one in read.measures] == [("1", None), ("2", None)]
    assert (read.follow_up, read.editions, read.indicators) == (None, (), ())


def test_measures_and_editions_are_in_the_order_of_their_years(followed):
    read = roadmap()

    assert [one.display_number for one in read.measures] == ["1/2024", "2/2024", "1/2025", "2/2025"]
    assert [(one.year, one.carries) for one in read.editions] == [(2024, ()), (2025, ("measures/02-tram.md",))]


def test_an_indicator_leaves_a_day_open_of_which_nothing_is_known(followed):
    values = [f"{one.day} {one.value}" for indicator in roadmap().indicators for one in indicator.data_points]

    assert values == ["2023-12-31 0", "2024-12-31 None", "2025-12-31 812.5"]


def test_an_edition_that_is_a_draft_takes_its_measures_with_it(followed, edit):
    edit(PLAN, "year: 2025\n", "year: 2025\ndraft: yes\n")
    read = roadmap()

    assert ([one.display_number for one in read.measures], len(read.editions)) == (["1/2024", "2/2024"], 1)
    assert read.unpublished_paths == {"editions/2025.md", "measures/03-bikes.md", "measures/04-coal.md"}


def test_measures_are_tied_both_ways(followed):
    read = roadmap()
    relations, [trips] = Relations(read), read.indicators
    (heating, tram, bikes, coal), (first, second) = read.measures, read.editions

    assert [relations_of(measure, relations) for measure in read.measures] == [
        {"merged_from": [coal], "related": [coal]},
        {"continued_by": [bikes], "carried_in": [second], "indicators": [trips]},
        {"continues": [tram]},
        {"merged_into": [heating], "related": [heating]},
    ]
    assert [relations.carried_by(first), relations.carried_by(second)] == [[], [tram]]
    assert relations.measures_of(trips) == [tram]


def relations_of(measure: Measure, relations: Relations) -> dict[str, list[Measure | Edition | Indicator]]:
    """The relations that a measure has."""
    return {name: list(documents) for name, documents in relations.of_measure(measure).items() if documents}


def test_measures_that_name_each_other_are_related_once(followed, edit):
    edit(HEATING, "decisions:\n", "related: 04-coal.md\ndecisions:\n")
    read = roadmap()
    heating, _, _, coal = read.measures

    assert [list(Relations(read).of_measure(measure)["related"]) for measure in read.measures] == [
        [coal],
        [],
        [],
        [heating],
    ]


def in_statuses(read: Roadmap, parts: Iterable[Group]) -> dict[str, list[str]]:
    """The statuses that measures of each part are in, with their numbers; a plus for each that is late."""
    return {
        part.label[english(read)]: [
            f"{count.status.id} {count.number}" + "+" * count.late
            for count in count_statuses(part.measures, read)
            if count.number
        ]
        for part in parts
    }


def test_states_are_counted_by_year_and_no_information_is_one_of_them(followed):
    read = roadmap()
    editions = read.classification_of(read.editions[0])

    assert in_statuses(read, groups(read, editions)) == {
        "2024": ["done 1", "later 1"],
        "2025": ["joined 1", "unknown 1"],
    }


def test_what_is_late_counts_in_its_state_too_and_what_nobody_knows_is_not_late(followed, edit):
    edit(TRAM, "due_now: 2027-12-31", "due_now: 2026-01-15")
    edit(BIKES, "due: 2026-06-30", "due: 2025-06-30")
    read = roadmap()

    assert in_statuses(read, groups(read, read.classification_of(read.editions[0]))) == {
        "2024": ["done 1", "later 1+"],
        "2025": ["joined 1", "unknown 1"],
    }


def test_measures_without_a_unit_are_a_part_of_their_own(units):
    read = roadmap()
    [responsible] = (one for one in read.classifications if one.id == "responsible")

    assert in_statuses(read, groups(read, responsible)) == {
        "The energy unit": ["done 1"],
        "the line": [],
        "No responsible unit": ["later 1", "joined 1", "unknown 1"],
    }


def test_states_are_counted_by_law_and_by_choice(followed):
    read = roadmap()
    by_law, by_choice = groups_by_law(read)

    assert in_statuses(read, (by_law, by_choice)) == {
        "By law": ["done 1", "joined 1"],
        "By choice": ["later 1", "unknown 1"],
    }
    assert [[value.id for value in part.values] for part in (by_law, by_choice)] == [["X"], ["Y"]]


def test_the_others_have_no_values_of_their_own_where_a_measure_may_have_several(followed, edit):
    edit("content/classifications.yaml", "  plural_en: Goals\n", "  plural_en: Goals\n  several: yes\n")

    assert [len(part.values) for part in groups_by_law(roadmap())] == [1, 0]


def test_nothing_is_counted_by_law_where_nothing_says_what_the_law_demands(followed, edit):
    edit(FOLLOW_UP, "by_law:\n  goal: X\n", "")

    assert groups_by_law(roadmap()) == []


@pytest.mark.parametrize("status", ["waiting", "going", "unknown"])
def test_every_measure_is_in_one_state_of_each_part(followed, edit, status):
    edit(BIKES, "due:", f"status: {status}\nstatus_date: 2025-05-05\ndue:")
    read = roadmap()

    for taxonomy in read.classifications:
        counts = [sum(one.number for one in count_statuses(part.measures, read)) for part in groups(read, taxonomy)]
        assert sum(counts) == 4


def test_a_figure_counts_what_meets_all_of_its_conditions(followed, edit):
    edit(
        FOLLOW_UP,
        "headlines:\n",
        "headlines:\n  all:\n    count: 4\n    text_sv: Alla {number}.\n    text_en: All {number}.\n",
    )
    read = roadmap()

    assert read.follow_up is not None
    assert [count_meeting(read, one.filters) for one in read.follow_up.key_figures] == [4, 2, 1]


@pytest.mark.parametrize(
    ("direction", "target", "values", "trend"),
    [
        ("up", "1200", ["0", "", "812,5"], Trend.MOVING),
        ("up", "1200", ["812,5", "812,50", ""], Trend.STUCK),
        ("up", "812,5", ["0", "812,5", ""], Trend.REACHED),
        ("up", "1200", ["", "0"], Trend.SINGLE),
        ("up", "1200", ["1200"], Trend.REACHED),
        ("up", "1200", ["", ""], Trend.UNKNOWN),
        ("down", "-1", ["3", "2"], Trend.MOVING),
        ("down", "-1", ["2", "3"], Trend.STUCK),
        ("down", "-1", ["2", "-1"], Trend.REACHED),
    ],
)
def test_an_indicator_says_whether_its_target_comes_nearer(followed, edit, direction, target, values, trend):
    edit(TRIPS, "direction: up\ntarget: 1200\n", f"direction: {direction}\ntarget: {target}\n")
    entries = [f"  - date: {2020 + n}-12-31\n    value: {value}\n" for n, value in enumerate(values)]
    text = re.sub(r"(?<=values:\n)( .*\n)+", "".join(entries), Path(TRIPS).read_text(encoding="utf-8"))
    Path(TRIPS).write_text(text.replace("    value: \n", ""), encoding="utf-8")

    assert [trend_of(one) for one in roadmap().indicators] == [trend]


def told(events: Iterable[Event], about: str = "") -> list[str]:
    """The events of a measure, or of all, as lines, with the dates that were moved."""
    return [
        f"{one.day} {one.kind.value} {one.measure.display_number}" + f" {one.old_due} {one.new_due}" * bool(one.old_due)
        for one in events
        if about in one.measure.display_number
    ]


ALL = [
    "2024-01-15 new 1/2024",
    "2024-01-15 new 2/2024",
    "2024-03-01 started 1/2024",
    "2025-01-20 new 1/2025",
    "2025-01-20 new 2/2025",
    "2025-02-03 reworded 2/2024",
    "2025-03-10 postponed 1/2024 2025-06-30 2025-12-31",
    "2025-05-05 postponed 2/2024 2025-12-31 2027-12-31",
    "2025-09-30 finished 1/2024",
    "2025-11-03 merged 2/2025",
]


def test_what_happened_is_told_from_the_oldest_to_the_newest(followed):
    assert told(events_of(roadmap())) == ALL


def test_an_event_tells_why_and_what_a_measure_was_called(followed):
    read = roadmap()
    events = events_of(read)

    assert " ".join(one.why[english(read)] for one in events if one.why is not None) == (
        "The building began. The measure got a clearer name. The pipes came too late. The bridge must be mended first. "
        "The houses are heated without coal. Heat without coal solves this too."
    )
    assert [one.former_title[english(read)] for one in events if one.former_title is not None] == ["Tram"]


@pytest.mark.parametrize(
    ("status", "event"),
    [("waiting", []), ("going", ["2025-11-03 started 2/2025"]), ("dropped", ["2025-11-03 dropped 2/2025"])],
)
def test_a_state_is_told_where_coming_into_it_is_news(followed, edit, status, event):
    edit(COAL, "merged_into: 01-heating.md\n", "")
    edit(COAL, "status: joined", f"status: {status}")

    assert told(events_of(roadmap()), "2/2025") == ["2025-01-20 new 2/2025", *event]


@pytest.mark.parametrize(
    ("updates", "events"),
    [
        ("3 due 2025-12-31, 4 due 2026-03-31", "3 postponed 2025-06-30 2025-12-31, 4 postponed 2025-12-31 2026-03-31"),
        ("3 due 2025-12-31, 4 due 2025-10-31", "3 postponed 2025-06-30 2025-12-31, 4 advanced 2025-12-31 2025-10-31"),
        ("3 due 2025-12-31, 3 due 2026-03-31", "3 postponed 2025-06-30 2026-03-31"),
        ("3 due 2025-05-31", "3 advanced 2025-06-30 2025-05-31"),
        ("3 status later, 3 due 2025-12-31", "3 postponed 2025-06-30 2025-12-31"),
        ("3 status going, 4 status going", ""),
        ("3 status later, 4 status later, 5 status going", "3 postponed, 5 started"),
        ("3 status waiting, 4 status going", "4 started"),
    ],
)
def test_an_update_is_told_where_it_is_news(followed, edit, updates, events):
    entries = [
        f"  - date: 2025-0{month}-10\n    text_sv: Ny.\n    text_en: New.\n    {field}: {value}\n"
        for month, field, value in map(str.split, updates.split(", "))
    ]
    due_now = f"due_now: {updates[-10:]}\n" if "due" in updates else ""
    text = re.sub(r"  - date: 2025-03-10\n(    .*\n)+", "".join(entries), Path(HEATING).read_text(encoding="utf-8"))
    Path(HEATING).write_text(text.replace("due_now: 2025-12-31\n", due_now), encoding="utf-8")

    assert told(events_of(roadmap()), "1/2024")[2:-1] == [
        re.sub(r"^(\d) (\w+)", r"2025-0\1-10 \2 1/2024", one) for one in events.split(", ") if one
    ]


def test_what_is_known_less_exactly_keeps_its_place(followed, edit):
    edit(HEATING, "completed_on: 2025-09-30", "completed_on: 2025")
    edit(HEATING, "date: 2024-03-01", "date: 2024")
    edit(COAL, "status_date: 2025-11-03", "status_date: 2025")
    events = events_of(roadmap())

    assert told(events, "1/2024") == [
        "2024-01-15 new 1/2024",
        "2024 started 1/2024",
        "2025 finished 1/2024",
        "2025-03-10 postponed 1/2024 2025-06-30 2025-12-31",
    ]
    assert told(events, "2/2025") == ["2025-01-20 new 2/2025", "2025 merged 2/2025"]
    assert [told(one.events) for one in periods(roadmap(), events)] == [
        ["2025 merged 2/2025", ALL[5], "2025 finished 1/2024", *ALL[6:8]],
        ["2024 started 1/2024", *ALL[3:5]],
    ]


@pytest.mark.parametrize(
    ("first", "moved", "event"),
    [
        ("2025", "2025-Q4", []),
        ("2025", "2025-06", ["2025-03-10 advanced 1/2024 2025 2025-06"]),
        ("2025-06", "2025", ["2025-03-10 postponed 1/2024 2025-06 2025"]),
    ],
)
def test_a_date_is_moved_where_its_end_is(followed, edit, first, moved, event):
    edit(HEATING, "due: 2025-06-30\ndue_now: 2025-12-31", f"due: {first}\ndue_now: {moved}")
    edit(HEATING, "    due: 2025-12-31", f"    due: {moved}")

    assert told(events_of(roadmap()), "1/2024")[2:-1] == event


def test_between_two_days_both_count(followed):
    found = between(events_of(roadmap()), datetime.date(2025, 1, 21), datetime.date(2025, 3, 10))

    assert told(found) == ALL[5:7]


def test_the_time_is_cut_where_an_edition_was_adopted(followed):
    read = roadmap()
    cut = periods(read, events_of(read))

    assert [(one.new and one.new.year, str(one.end)) for one in cut] == [(None, "2026-01-31"), (2025, "2025-01-20")]
    assert [told(one.events) for one in cut] == [ALL[5:], ALL[2:5]]


OVER = (
    "follow-up.yaml [next_review: |2026-11-15]: The review date 2026-11-15 has passed. Write the date of the next one."
)
SILENT = "measures/02-tram.md [status: |later]: No news (the line): the latest news is from 2025-05-05. Ask for more."
SOON = (
    "measures/02-tram.md [due_now: |2027-12-31]: Due soon (the line): the deadline is 2027-12-31. Ask whether it "
    "will be met."
)
LATE = (
    "measures/02-tram.md [due_now: |2027-12-31]: Late (the line): the deadline was 2027-12-31. Ask how it is "
    "progressing."
)
SOON_OPEN = (
    "measures/03-bikes.md [due: |2026-06-30]: Due soon (no responsible unit named): the deadline is 2026-06-30. "
    "Ask whether it will be met."
)
OPEN = (
    "measures/03-bikes.md [|number: 1]: No information (no responsible unit named): the status is not known. Ask "
    "for it."
)
MISSED = (
    "indicators/01-trips.md [target_date: |2027-12-31]: The target was to be reached by 2027-12-31, but has not "
    "been. Say why in the text."
)
NO_VALUE = "indicators/01-trips.md [|- date: 2023-12-31]: There is no new value (latest: 2025-12-31). Ask for one."


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        ("2025-11-03", [OPEN]),
        ("2025-11-04", [SILENT, OPEN]),
        ("2026-04-30", [SILENT, OPEN]),
        ("2026-05-01", [SILENT, SOON_OPEN, OPEN]),
        ("2026-06-30", [SILENT, SOON_OPEN, OPEN]),
        ("2026-11-15", [SILENT, OPEN]),
        ("2026-11-16", [OVER, SILENT, OPEN]),
        ("2027-01-01", [OVER, SILENT, OPEN, NO_VALUE]),
        ("2027-12-31", [OVER, SOON, SILENT, OPEN, NO_VALUE]),
        ("2028-01-01", [OVER, LATE, SILENT, OPEN, MISSED, NO_VALUE]),
    ],
)
def test_on_a_day_it_is_asked_for_what_is_due_late_silent_or_unknown(units, edit, day, asked):
    edit(TRAM, "due: 2025-12-31\n", "responsible: line\ndue: 2025-12-31\n")

    assert reminded(day) == [f"content/{one}" for one in asked]


def test_those_who_are_responsible_are_named_in_the_language_of_the_reader(units, edit):
    edit(BIKES, "due: 2026-06-30", "responsible: line, energy\ndue: 2026-06-30")
    read = roadmap()
    asked = reminder_diagnostics(read, read.site.updated, read.site.default_language)[0]

    assert (
        quoted(asked)
        == f"{BIKES} [|number: 1]: No information (banan, Energienheten): the status is not known. Ask for it."
    )


def test_an_indicator_that_has_reached_its_target_is_asked_for_a_new_value_only(followed, edit):
    edit(TRIPS, "target: 1200", "target: 800")

    assert reminded("2028-01-01")[-2:] == [f"content/{OPEN}", f"content/{NO_VALUE}"]


def test_a_roadmap_that_is_not_followed_up_reminds_of_nothing(city):
    assert reminded("2099-01-01") == []


def reminded(day: str) -> list[str]:
    read = roadmap()
    return list(map(quoted, reminder_diagnostics(read, datetime.date.fromisoformat(day), english(read))))
