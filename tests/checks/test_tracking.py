"""Every mistake in what follows the roadmap up is met by a problem with its place and its cure."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.checks.roadmap import check_roadmap
from generator.content.loader import read_roadmap
from generator.diagnostics import ContentError

HEATING = "content/measures/01-heating.md"
TRAM = "content/measures/02-tram.md"
BIKES = "content/measures/03-bikes.md"
COAL = "content/measures/04-coal.md"
TRIPS = "content/indicators/01-trips.md"
PLAN = "content/editions/2025.md"
FOLLOW_UP = "content/follow-up.yaml"

RESULT = "result_sv: Husen värms utan kol.\nresult_en: The houses are heated without coal.\n"
SERVICE = "service_url_sv: https://varme.example/\nservice_url_en: https://varme.example/en/\n"
WITHOUT_NET = "without_net_sv: Ring energienheten.\nwithout_net_en: Call the energy unit.\n"
BRIDGE = "status_note_sv: Bron måste först repareras.\nstatus_note_en: The bridge must be mended first.\n"
SOLVED = "status_note_sv: Värmen utan kol löser också detta.\nstatus_note_en: Heat without coal solves this too.\n"
DECISION = """\
  - date: 2024-02-12
    body_sv: Stadsstyrelsen
    body_en: The city board
    paragraph: 31
    url_sv: https://stad.example/beslut/31
    url_en: https://stad.example/en/decisions/31
"""
VALUES = """\
values:
  - date: 2023-12-31
    value: 0
  - date: 2024-12-31
  - date: 2025-12-31
    value: 812,5
"""
BY_DATES = '"values" takes entries below each other. Begin each with “- date: 2026-03-01”, indented.'
SINCE_WHEN = "Since when is the measure in this state? Add a line “status_date: …”."
TWO_STATES = 'This state is told of a day on which the measure is in another, since 2025-05-05. Write the newest one as "status" and "status_date", and those before it here.'
INTO_WHICH = "Into which measure was it merged? Add a line “merged_into: …”."
NOT_MERGED = 'A measure that was merged is in another state than this one. Write its "status", or delete this line.'
DONE_LATER = 'The measure is in its state before it was done. Write as "status_date" this day or a later one.'
NOT_DONE = (
    'The measure has a day on which it was done, but its state is another. Write its "status", or delete this line.'
)
NEEDS_WITHOUT_NET = 'It goes together with "without_net". Add “without_net_…” in each language.'
NEEDS_SERVICE = 'It goes together with "service_url". Add “service_url_…” in each language.'
SAME_DATE = "This is the date that was first promised. Delete the line."
UNTOLD_DATE = 'When was the date moved, and why? Tell it in "updates", with the new date.'
LAST_DATE_2026 = 'The last date promised here is another than the present one, 2026-01-31. Write the same as "due_now".'
LAST_DATE_2025 = 'The last date promised here is another than the present one, 2025-06-30. Write the same as "due_now".'
DATE_PASSED = 'The date has passed. Add “status_note_…” that tells why in each language, or the new date as "due_now".'
NO_NUMBER = '"1 000" is not a number. Write digits, with a comma before decimals: 41,5.'
NO_STATUS = '"begun" is not a status. Use one of waiting, going, done, later, dropped, joined, unknown.'
YEAR_TAKEN = "The year 2024 is already that of content/editions/2024.md. Give one of them another."
ADOPTED_BEFORE = "This day does not come after 2024-01-15, when the roadmap of 2024 was adopted. Mend one of the two."
NOT_YET = "This day is after 2026-01-31, of which the site tells. Write “draft: yes” until it has been adopted, or a later day as “updated” in site.yaml."
NO_FOLDER = '"measures/02-tram.md" is not the name of a file. Write it with its ending, without a folder: "02-tram.md".'
NO_SHAPE = '"square" is not a shape. Use one of ring, half, loop, tick, pause, cross, merge, dots.'
NO_TURN = '"begun" is not a turn. Use one of started, finished, postponed, dropped, merged.'
NO_SUCH_STATUS = '"ended" is not a status. Use one of waiting, going, done, later, dropped, joined, unknown.'
NO_GAP = "A gap in curly brackets is not known here. Use only these: {number}"
NOT_EARLIER = '"04-coal.md" is not of an earlier year. Name the measure that was there before, or delete it.'
NUMBER_TAKEN = "Number 1/2025 is already that of content/measures/03-bikes.md. Give one of them another."
FUTURE = (
    "This day is after 2026-01-31, of which the site tells. Mend it, or write a later day as “updated” in site.yaml."
)
ITSELF = "This is the measure itself. Name another, or delete it."
ONE_UNKNOWN = "One state, and no more, is that of which nothing is known. Give it “counts: unknown”."
WHY = "Why? A measure in this state needs “status_note_…” in each language."


def problems_in_reading() -> list[str]:
    """Every problem that reading and checking find, as one line each."""
    try:
        check_roadmap(read_roadmap(Path("content")).published())
    except ContentError as found:
        return [str(problem) for problem in found.diagnostics]
    return []


def test_the_city_that_follows_its_roadmap_up_has_no_problem(followed):
    assert problems_in_reading() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (TRAM, "status_date: 2025-05-05\n", "", f":8:9: {SINCE_WHEN}"),
        (TRAM, "- date: 2025-02-03", "- date: 2025-06-03\n    status: going", f":22:11: {TWO_STATES}"),
        (COAL, "merged_into: 01-heating.md\n", "", f":8:9: {INTO_WHICH}"),
        (COAL, "status: joined", "status: dropped", f":18:14: {NOT_MERGED}"),
        (HEATING, "completed_on: 2025-09-30\n", "", ":8:9: When was the measure done? Add a line “completed_on: …”."),
        (HEATING, RESULT, "", ":8:9: What came of the measure? Add “result_…” in each language."),
        (HEATING, "result_sv: Husen värms utan kol.\n", "", ':23: "result_sv" is missing. Add a line “result_sv: …”.'),
        (HEATING, "completed_on: 2025-09-30", "completed_on: 2025-10-02", f":23:15: {DONE_LATER}"),
        (TRAM, "indicators:", "completed_on: 2025-05-05\nindicators:", f":20:15: {NOT_DONE}"),
        (HEATING, WITHOUT_NET, "", f":26:17: {NEEDS_WITHOUT_NET}"),
        (HEATING, SERVICE, "", f":26:17: {NEEDS_SERVICE}"),
    ],
)
def test_a_state_without_what_belongs_to_it(followed, edit, file, old, new, problem):
    edit(file, old, new)

    assert problems_in_reading() == [file + problem]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (TRAM, "due: 2025-12-31\n", "", ":18:10: To which date was it first promised? Add a line “due: …”."),
        (HEATING, "due: 2025-06-30\n", "", ":21:10: To which date was it first promised? Add a line “due: …”."),
        (TRAM, "due_now: 2027-12-31", "due_now: 2025-12-31", f":19:10: {SAME_DATE}"),
        (TRAM, "status: later", "status: going", f":19:10: {UNTOLD_DATE}"),
        (HEATING, "due_now: 2025-12-31", "due_now: 2026-01-31", f":42:11: {LAST_DATE_2026}"),
        (HEATING, "due_now: 2025-12-31\n", "", f":41:11: {LAST_DATE_2025}"),
        (BIKES, "due: 2026-06-30", "status: going\nstatus_date: 2025-05-05\ndue: 2026-01-30", f":16:6: {DATE_PASSED}"),
    ],
)
def test_a_promise_that_does_not_hold_together(followed, edit, file, old, new, problem):
    edit(file, old, new)

    assert problems_in_reading() == [file + problem]


def test_a_date_that_was_moved_without_a_first_one(followed, edit):
    edit(HEATING, "due: 2025-06-30\ndue_now: 2025-12-31\n", "")

    assert problems_in_reading()[-1:] == [f"{HEATING}:40:11: To which date was it first promised? Add a line “due: …”."]


def test_a_measure_is_not_late_on_the_day_that_it_was_promised_by(followed, edit):
    edit(BIKES, "due: 2026-06-30", "status: going\nstatus_date: 2025-05-05\ndue: 2026-01-31")

    assert problems_in_reading() == []


@pytest.mark.parametrize(("file", "note"), [(TRAM, BRIDGE), (COAL, SOLVED)])
def test_a_measure_that_was_postponed_or_merged_without_a_reason(followed, edit, file, note):
    edit(file, note, "")

    assert problems_in_reading() == [f"{file}:8:9: {WHY}"]


def test_a_measure_that_was_dropped_without_a_reason(followed, edit):
    edit(COAL, "status: joined", "status: dropped")
    edit(COAL, f"{SOLVED}merged_into: 01-heating.md\n", "")

    assert problems_in_reading() == [f"{COAL}:8:9: {WHY}"]


@pytest.mark.parametrize(
    ("file", "old", "new", "location"),
    [
        (COAL, "status_date: 2025-11-03", "status_date: 2026-02-01", ":15:14"),
        (HEATING, "date: 2024-02-12", "date: 2026-02-12", ":31:11"),
        (TRAM, "  - date: 2025-02-03", "  - date: 2026-02-03", ":22:11"),
    ],
)
def test_what_has_not_yet_happened(followed, edit, file, old, new, location):
    edit(file, old, new)

    assert problems_in_reading() == [f"{file}{location}: {FUTURE}"]


def test_a_measure_that_will_be_done(followed, edit):
    edit(HEATING, "status_date: 2025-10-01", "status_date: 2026-02-01")
    edit(HEATING, "completed_on: 2025-09-30", "completed_on: 2026-02-01")

    assert problems_in_reading() == [f"{HEATING}:18:14: {FUTURE}", f"{HEATING}:23:15: {FUTURE}"]


@pytest.mark.parametrize(
    ("file", "old", "new", "location"),
    [
        (HEATING, "date: 2025-03-10", "date: 2024-02-10", ":42:11"),
        (HEATING, DECISION, DECISION + DECISION.replace("2024-02-12", "2024-02-11"), ":37:11"),
        (TRIPS, "date: 2024-12-31", "date: 2022-12-31", ":18:11"),
    ],
)
def test_entries_that_are_not_in_the_order_of_their_days(followed, edit, file, old, new, location):
    edit(file, old, new)

    assert problems_in_reading() == [f"{file}{location}: This day comes before the one above it. Put the oldest first."]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (TRIPS, VALUES, "", ':14: "values" is missing. Add a line “values: …”.'),
        (TRIPS, VALUES, "values:\n", f":15:8: {BY_DATES}"),
        (TRIPS, VALUES, "values: 812,5\n", f":15:9: {BY_DATES}"),
        (TRIPS, VALUES, "values: []\n", f":15:9: {BY_DATES}"),
        (TRIPS, VALUES, "values:\n  date: 2023-12-31\n", f":16:3: {BY_DATES}"),
        (TRIPS, "  - date: 2024-12-31\n", "  - value: 3\n", ':18: "date" is missing. Add a line “date: …”.'),
        (TRIPS, "value: 812,5", "valeu: 812,5", ':20:5: "valeu" is not a field here. Did you mean "value"?'),
        (
            TRIPS,
            "value: 812,5",
            "value: 812,5\n    value: 3",
            ':21:5: "value" is here twice, first on line 20. Delete one.',
        ),
        (TRIPS, "value: 812,5", "value: 1 000", f":20:12: {NO_NUMBER}"),
        (HEATING, DECISION, "  The city board\n", f":31:3: {BY_DATES.replace('values', 'decisions')}"),
        (HEATING, "h: 31", "h: §", ':34:16: "§" does not do as a number. Write one from 1 to 99999, such as 14.'),
        (
            HEATING,
            "    url_en: https://stad.example/en/decisions/31\n",
            "",
            ':35: "url_en" is missing. Add a line “url_en: …”.',
        ),
        (HEATING, "    text_sv: Bygget började.\n", "", ':38: "text_sv" is missing. Add a line “text_sv: …”.'),
        (HEATING, "status: going", "status: begun", f":41:13: {NO_STATUS}"),
        (
            TRAM,
            "    former_title_en: Tram\n",
            "",
            ':25: "former_title_en" is missing. Add a line “former_title_en: …”.',
        ),
        (TRIPS, "direction: up", "direction: upwards", ':10:12: "upwards" is not a direction. Use one of up, down.'),
        (
            TRIPS,
            "target: 1200",
            "target: x",
            ':11:9: "x" is not a number. Write digits, with a comma before decimals: 41,5.',
        ),
    ],
)
def test_a_broken_entry_or_indicator(followed, edit, file, old, new, problem):
    edit(file, old, new)

    assert problems_in_reading() == [file + problem]


def test_the_mistakes_of_all_entries_come_at_once(followed, edit):
    edit(TRIPS, "date: 2023-12-31", "date: 2023")
    edit(TRIPS, "value: 812,5", "value: plenty")

    assert problems_in_reading() == [
        TRIPS + ':16:11: "2023" is not a date. Write it as 2026-11-24.',
        TRIPS + ':20:12: "plenty" is not a number. Write digits, with a comma before decimals: 41,5.',
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("year: 2025", "year: I", ':2:7: "I" does not do as a number. Write one from 1 to 99999, such as 14.'),
        ("year: 2025", "year: 2024", f":2:7: {YEAR_TAKEN}"),
        ("adopted: 2025-01-20", "adopted: 2024-01-14", f":3:10: {ADOPTED_BEFORE}"),
        ("adopted: 2025-01-20", "adopted: 2026-02-01", f":3:10: {NOT_YET}"),
        ("adopted: 2025-01-20\n", "", ':2: "adopted" is missing. Add a line “adopted: …”.'),
        ("02-tram.md", "measures/02-tram.md", f":8:10: {NO_FOLDER}"),
        ("02-tram.md", "02-trams.md", ':8:10: There is no file "02-trams.md". Did you mean "02-tram.md"?'),
        ("02-tram.md", "03-bikes.md", ':8:10: "03-bikes.md" is not of an earlier year. Leave it out here.'),
    ],
)
def test_a_broken_edition(followed, edit, old, new, problem):
    edit(PLAN, old, new)

    assert problems_in_reading() == [PLAN + problem]


def test_a_roadmap_that_is_followed_up_without_an_edition(followed):
    for file in Path("content/editions").iterdir():
        file.unlink()

    assert problems_in_reading() == [
        "content/editions: No year has a roadmap here yet. Write the first one by hand, such as content/editions/2026.md."
    ]


def test_an_edition_without_measures_of_its_own_or_of_others(followed):
    text = Path(PLAN).read_text(encoding="utf-8").replace("carries: 02-tram.md\n", "")
    Path("content/editions/2026.md").write_text(text.replace("2025", "2026"), encoding="utf-8")

    assert problems_in_reading() == [
        "content/editions/2026.md:2:1: This year has no measures. Name those that it goes on with, or delete the file."
    ]


def test_editions_and_indicators_in_a_city_that_does_not_follow_its_roadmap_up(followed):
    Path(FOLLOW_UP).unlink()
    shutil.rmtree("content/measures")

    assert problems_in_reading() == [
        f"content/{name}: This is read only beside follow-up.yaml. Write that file, or move this elsewhere."
        for name in ("editions", "indicators")
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("counts: unknown", "counts: open", f":3:3: {ONE_UNKNOWN}"),
        ("    shape: ring\n    counts: open", "    shape: ring\n    counts: unknown", f":3:3: {ONE_UNKNOWN}"),
        ("shape: ring", "shape: square", f":8:12: {NO_SHAPE}"),
        ("accent: green", "accent: gren", ':24:13: "gren" is not an accent. Did you mean "green"?'),
        ("counts: done", "counts: all", ':25:13: "all" is not a counts. Use one of open, done, closed, unknown.'),
        ("turn: started", "turn: begun", f":17:11: {NO_TURN}"),
        (
            "    description_en: The work goes on.\n",
            "",
            ':13: "description_en" is missing. Add a line “description_en: …”.',
        ),
        ("going:", "goes on:", ':10:3: "goes on" does not do as a name. Use letters a–z, digits and hyphens.'),
        ("2026-11-15", "in autumn", ':1:14: "in autumn" is not a date. Write it as 2026-11-24.'),
        (
            "by_law:",
            "due_within: 0\nby_law:",
            ':58:13: "0" does not do as a number. Write one from 1 to 99999, such as 14.',
        ),
        (
            "by_law:\n",
            "stale_after: long\nby_law:\n",
            ':58:14: "long" does not do as a number. Write one from 1 to 99999, such as 14.',
        ),
        ("goal: X", "goal: Z", ':59:9: "Z" is not a goal. Use one of X, Y.'),
        ("  goal: X", "  goals: X", ':59:3: "goals" is not a field here. Did you mean "goal"?'),
        ("by_law:\n  goal: X", "by_law: X", ':58:9: "by_law" needs lines of its own. Write them below it, indented.'),
        ("status: done", "status: done, ended", f":68:13: {NO_SUCH_STATUS}"),
        ("count: 2", "count: two", ':62:12: "two" does not do as a number. Write one from 1 to 99999, such as 14.'),
        ("has {number} measures", "has {count} measures", f":65:14: {NO_GAP}"),
    ],
)
def test_a_broken_follow_up(followed, edit, old, new, problem):
    edit(FOLLOW_UP, old, new)

    assert problems_in_reading() == [FOLLOW_UP + problem]


def test_figures_that_the_measures_do_not_bear_out(followed, edit):
    edit(FOLLOW_UP, "count: 2", "count: 3")
    edit(FOLLOW_UP, "count: 1", "count: 0")

    assert problems_in_reading() == [
        FOLLOW_UP + ":62:12: This figure says 3, but the measures are 2. Mend the figure, or the measures.",
        FOLLOW_UP + ":67:12: This figure says 0, but the measures are 1. Mend the figure, or the measures.",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (TRAM, "01-trips.md", "trip.md", ':20:13: There is no file "trip.md". Did you mean "01-trips.md"?'),
        (TRAM, "01-trips.md", "x.md", ':20:13: There is no file "x.md". Write the name of one, or delete it.'),
        (BIKES, "02-tram.md", "02-tran.md", ':15:12: There is no file "02-tran.md". Did you mean "02-tram.md"?'),
        (
            COAL,
            "related: 01-heating.md",
            "related: x.md",
            ':19:10: There is no file "x.md". Write the name of one, or delete it.',
        ),
        (
            COAL,
            "into: 01-heating.md",
            "into: 01-heat.md",
            ':18:14: There is no file "01-heat.md". Did you mean "01-heating.md"?',
        ),
        (COAL, "related: 01-heating.md", "related: 04-coal.md", f":19:10: {ITSELF}"),
        (COAL, "merged_into: 01-heating.md", "merged_into: 04-coal.md", f":18:14: {ITSELF}"),
        (BIKES, "02-tram.md", "03-bikes.md", f":15:12: {ITSELF}"),
        (BIKES, "02-tram.md", "04-coal.md", f":15:12: {NOT_EARLIER}"),
        (COAL, "number: 2", "number: 1", f":2:9: {NUMBER_TAKEN}"),
    ],
)
def test_a_tie_that_does_not_hold(followed, edit, file, old, new, problem):
    edit(file, old, new)

    assert problems_in_reading() == [file + problem]


def test_a_tie_to_a_draft(followed, edit):
    edit(BIKES, "number: 1\n", "number: 1\ndraft: yes\n")
    edit(COAL, "merged_into: 01-heating.md", "merged_into: 03-bikes.md")

    assert problems_in_reading() == [
        f'{COAL}:18:14: "03-bikes.md" is a draft, or its year is one, and has no page yet. Publish it too, or delete its name here.'
    ]


def test_measures_that_are_merged_into_each_other(followed, edit):
    edit(BIKES, "due: 2026-06-30", f"status: joined\nstatus_date: 2025-05-05\n{SOLVED}merged_into: 04-coal.md")
    edit(COAL, "merged_into: 01-heating.md", "merged_into: 03-bikes.md")

    assert problems_in_reading() == [
        f"{BIKES}:18:14: These measures are merged into each other in a circle. Say of one that it goes on.",
        f"{COAL}:18:14: These measures are merged into each other in a circle. Say of one that it goes on.",
    ]


@pytest.mark.parametrize(
    ("path", "old", "new", "problem"),
    [
        (
            HEATING,
            "date: 2025-03-10",
            "date: 2025-10-10",
            ":42:11: The date was moved after the measure was done, on 2025-09-30. Mend one.",
        ),
        (
            TRAM,
            "indicators: 01-trips.md",
            'indicators: ","',
            ":20:13: There is nothing but commas here. Write a name, or delete the line.",
        ),
        (TRIPS, "date: 2025-12-31", "date: 2024-12-31", ":19:11: This day is here twice. Delete one of the two."),
        (
            TRIPS,
            "date: 2025-12-31",
            "date: 2027-12-31",
            ":19:11: This day is after 2026-01-31, of which the site tells. Mend it, or write a later day as “updated” in site.yaml.",
        ),
        (
            TRIPS,
            "target: 1200",
            "target: 1.200",
            ':11:9: "1.200" can be read in two ways. Write thousands without a sign: 1200.',
        ),
        (
            FOLLOW_UP,
            "counts: done\n    turn: finished",
            "counts: done\n    turn: dropped",
            ":26:11: What counts as done has another turn: finished. Mend one of the two.",
        ),
        (
            FOLLOW_UP,
            "counts: done\n    turn: finished",
            "counts: done",
            ":18:3: What counts as done has another turn: finished. Mend one of the two.",
        ),
        (FOLLOW_UP, "statuses:\n", "states:\n", ':1: "statuses" is missing. Add a line “statuses: …”.'),
        (
            FOLLOW_UP,
            "has {number} measures",
            "has 2 measures",
            ":65:14: The figure is to stand in this sentence. Write {number} where it belongs.",
        ),
    ],
)
def test_what_cannot_be(followed, edit, path, old, new, problem):
    edit(path, old, new)

    assert problems_in_reading() == [f"{path}{problem}"]


def test_a_measure_that_was_done_before_its_roadmap_was_adopted(followed, edit):
    edit(HEATING, "completed_on: 2025-09-30", "completed_on: 2024-01-14")

    words = 'The measure was done before its roadmap was adopted, on 2024-01-15. Mend the day, or "edition".'
    assert f"{HEATING}:23:15: {words}" in problems_in_reading()
