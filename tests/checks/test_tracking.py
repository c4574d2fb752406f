"""Every mistake in what follows the roadmap up is met by a problem with its place and its cure."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from project import line_of, quoted

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
BY_DATES = '"values" takes a list of entries, one below the other. Begin each with “- date: 2026-03-01”, indented.'
NO_DATE = "is not a date. Write as much as is known: 2026-11-24, 2026-11, 2026-Q4 or 2026."
SINCE_WHEN = "Since when has the measure had this status? Add a line “status_date: …”."
TWO_STATES = (
    'On this date, the measure already has another status, since 2025-05-05. Write the newest one as "status" and '
    '"status_date", and those before it here.'
)
INTO_WHICH = "Into which measure was it merged? Add a line “merged_into: …”."
NOT_MERGED = (
    'This line is only for a measure that was merged, and this measure has another status. Correct its "status", '
    "or delete this line."
)
DONE_LATER = (
    'The measure has had its status since before it was completed. Write this date or a later one as "status_date".'
)
NOT_DONE = 'The measure has a completion date, but its status is another. Correct its "status", or delete this line.'
NAMED = "service_name_sv: Sök fjärrvärme\nservice_name_en: Ask for heating\n"
NEEDS_WITHOUT_NET = 'It goes together with "without_net". Add “without_net_…” in each language.'
NEEDS_SERVICE = 'It goes together with "service_url". Add “service_url_…” in each language.'
SAME_DATE = "This is the original deadline. Delete the line."
UNTOLD_DATE = 'When was the deadline moved, and why? Add it to "updates", with the new deadline.'
LAST_DATE_2026 = 'The last deadline here is not the current one, 2026-01-31. Write the same as "due_now".'
LAST_DATE_2025 = 'The last deadline here is not the current one, 2025-06-30. Write the same as "due_now".'
DATE_PASSED = (
    'The deadline has passed. Add “status_note_…” with the reason in each language, or the new deadline as "due_now".'
)
NO_NUMBER = '"1 000" is not a number. Write digits, with a point before decimals: 41.5.'
NO_STATUS = '"begun" is not a status. Use one of waiting (not begun), going (going on), done, later (postponed), dropped, joined (merged), unknown (no information).'
YEAR_TAKEN = "The year 2024 is already used by content/editions/2024.md. Give one of them another."
ADOPTED_BEFORE = "This date is not after 2024-01-15, when the roadmap for 2024 was adopted. Correct one of the two."
NOT_YET = (
    "This date is after 2026-01-31, the date of the site. Write “draft: yes” until the roadmap has been adopted, "
    "or a later date as “updated” in site.yaml."
)
NO_FOLDER = '"measures/02-tram.md" is not a file name. Write it with its extension, without a folder: "02-tram.md".'
NO_SHAPE = '"square" is not a shape. Use one of ring, half, loop, tick, pause, cross, merge, dots.'
NO_TURN = '"begun" is not a turn. Use one of started, finished, postponed, dropped, merged.'
NO_SUCH_STATUS = '"ended" is not a status. Use one of waiting (not begun), going (going on), done, later (postponed), dropped, joined (merged), unknown (no information).'
NO_GAP = "This placeholder in curly brackets is not known here. Use only these: {number}"
NOT_EARLIER = (
    '"04-coal.md" is not from an earlier year. Name the measure that was there before, or delete the name here.'
)
NUMBER_TAKEN = "Number 1/2025 is already used by content/measures/03-bikes.md. Give one of them another."
FUTURE = (
    "This date is after 2026-01-31, the date of the site. Correct it, or write a later date as “updated” in site.yaml."
)
ITSELF = "This is the measure itself. Name another, or delete the name here."
ONE_UNKNOWN = "Exactly one status must mean that nothing is known. Give it “counts: unknown”."
WHY = "Why? A measure with this status needs “status_note_…” in each language."


def problems_in_reading() -> list[str]:
    """Every problem that reading and checking find, with what stands at its place, as one line each."""
    try:
        check_roadmap(read_roadmap(Path("content")).published())
    except ContentError as found:
        return list(map(quoted, found.diagnostics))
    return []


def test_the_city_that_follows_its_roadmap_up_has_no_problem(followed):
    assert problems_in_reading() == []


def test_a_day_alone_is_no_update(followed, edit):
    edit(HEATING, "    text_sv: Bygget började.\n    text_en: The building began.\n    status: going\n", "")
    message = "Nothing is said about this date. Add “text_…” in each language, or the status that began then."

    assert problems_in_reading() == [f"{HEATING} [- date: |2024-03-01]: {message}"]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (TRAM, "status_date: 2025-05-05\n", "", f" [status: |later]: {SINCE_WHEN}"),
        (TRAM, "- date: 2025-02-03", "- date: 2025-06-03\n    status: going", f" [- date: |2025-06-03]: {TWO_STATES}"),
        (COAL, "merged_into: 01-heating.md\n", "", f" [status: |joined]: {INTO_WHICH}"),
        (COAL, "status: joined", "status: dropped", f" [merged_into: |01-heating.md]: {NOT_MERGED}"),
        (
            HEATING,
            "completed_on: 2025-09-30\n",
            "",
            " [status: |done]: When was the measure completed? Add a line “completed_on: …”.",
        ),
        (HEATING, RESULT, "", " [status: |done]: What did the measure achieve? Add “result_…” in each language."),
        (
            HEATING,
            "result_sv: Husen värms utan kol.\n",
            "",
            ' [completed_on: 2025-09-30]: "result_sv" is missing. Add a line “result_sv: …”.',
        ),
        (
            HEATING,
            "completed_on: 2025-09-30",
            "completed_on: 2025-10-02",
            f" [completed_on: |2025-10-02]: {DONE_LATER}",
        ),
        (TRAM, "indicators:", "completed_on: 2025-05-05\nindicators:", f" [completed_on: |2025-05-05]: {NOT_DONE}"),
        (HEATING, WITHOUT_NET, "", f" [service_url_sv: |https://varme.example/]: {NEEDS_WITHOUT_NET}"),
        (HEATING, SERVICE, "", f" [without_net_sv: |Ring energienheten.]: {NEEDS_SERVICE}"),
        (HEATING, SERVICE + WITHOUT_NET, NAMED, f" [service_name_sv: |Sök fjärrvärme]: {NEEDS_SERVICE}"),
    ],
)
def test_a_state_without_what_belongs_to_it(followed, edit, file, old, new, problem):
    edit(file, old, new)

    assert problems_in_reading() == [file + problem]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            TRAM,
            "due: 2025-12-31\n",
            "",
            " [due_now: |2027-12-31]: What was the original deadline? Add a line “due: …”.",
        ),
        (
            HEATING,
            "due: 2025-06-30\n",
            "",
            " [due_now: |2025-12-31]: What was the original deadline? Add a line “due: …”.",
        ),
        (TRAM, "due_now: 2027-12-31", "due_now: 2025-12-31", f" [due_now: |2025-12-31]: {SAME_DATE}"),
        (TRAM, "status: later", "status: going", f" [due_now: |2027-12-31]: {UNTOLD_DATE}"),
        (HEATING, "due_now: 2025-12-31", "due_now: 2026-01-31", f" [- date: |2025-03-10]: {LAST_DATE_2026}"),
        (HEATING, "due_now: 2025-12-31\n", "", f" [- date: |2025-03-10]: {LAST_DATE_2025}"),
        (
            BIKES,
            "due: 2026-06-30",
            "status: going\nstatus_date: 2025-05-05\ndue: 2026-01-30",
            f" [due: |2026-01-30]: {DATE_PASSED}",
        ),
    ],
)
def test_a_promise_that_does_not_hold_together(followed, edit, file, old, new, problem):
    edit(file, old, new)

    assert problems_in_reading() == [file + problem]


def test_a_date_that_was_moved_without_a_first_one(followed, edit):
    edit(HEATING, "due: 2025-06-30\ndue_now: 2025-12-31\n", "")

    assert problems_in_reading()[-1:] == [
        f"{HEATING} [- date: |2025-03-10]: What was the original deadline? Add a line “due: …”."
    ]


def test_what_is_known_less_exactly_contradicts_only_what_it_cannot_be(followed, edit):
    edit(HEATING, "status_date: 2025-10-01", "status_date: 2025-Q3")
    edit(HEATING, "completed_on: 2025-09-30", "completed_on: 2025")
    edit(HEATING, "  - date: 2024-03-01", "  - date: 2024")
    edit(HEATING, "  - date: 2025-03-10", "  - date: 2024-02")
    edit(TRIPS, "  - date: 2025-12-31", "  - date: 2026")

    assert problems_in_reading() == []

    edit(HEATING, "  - date: 2024-02\n", "  - date: 2023-Q4\n")
    edit(HEATING, "completed_on: 2025", "completed_on: 2025-Q4")
    edit(TRIPS, "  - date: 2026", "  - date: 2026-Q2")

    assert problems_in_reading() == [
        f"{TRIPS} [- date: |2026-Q2]: {FUTURE}",
        f"{HEATING} [completed_on: |2025-Q4]: {DONE_LATER}",
        f"{HEATING} [- date: |2023-Q4]: This date is before the one above it. Put the oldest first.",
    ]


def test_the_values_of_an_indicator_go_forward_whatever_is_known_of_their_days(followed, edit):
    edit(TRIPS, "  - date: 2023-12-31", "  - date: 2024-03")
    edit(TRIPS, "  - date: 2024-12-31", "  - date: 2024")

    assert problems_in_reading() == [
        f"{TRIPS} [- date: |2024]: This date is before the one above it. Put the oldest first."
    ]


@pytest.mark.parametrize(
    ("due", "problems"), [("2026", 0), ("2026-Q1", 0), ("2026-01", 0), ("2025", 1), ("2025-Q4", 1)]
)
def test_a_measure_is_late_only_when_the_end_of_its_date_has_passed(followed, edit, due, problems):
    edit(BIKES, "due: 2026-06-30", f"status: going\nstatus_date: 2025\ndue: {due}")

    assert problems_in_reading() == [f"{BIKES} [due: |{due}]: {DATE_PASSED}"] * problems


def test_a_measure_is_not_late_on_the_day_that_it_was_promised_by(followed, edit):
    edit(BIKES, "due: 2026-06-30", "status: going\nstatus_date: 2025-05-05\ndue: 2026-01-31")

    assert problems_in_reading() == []


@pytest.mark.parametrize(("file", "status", "note"), [(TRAM, "later", BRIDGE), (COAL, "joined", SOLVED)])
def test_a_measure_that_was_postponed_or_merged_without_a_reason(followed, edit, file, status, note):
    edit(file, note, "")

    assert problems_in_reading() == [f"{file} [status: |{status}]: {WHY}"]


def test_a_measure_that_was_dropped_without_a_reason(followed, edit):
    edit(COAL, "status: joined", "status: dropped")
    edit(COAL, f"{SOLVED}merged_into: 01-heating.md\n", "")

    assert problems_in_reading() == [f"{COAL} [status: |dropped]: {WHY}"]


@pytest.mark.parametrize(
    ("file", "old", "new", "location"),
    [
        (COAL, "status_date: 2025-11-03", "status_date: 2026-02-01", " [status_date: |2026-02-01]"),
        (HEATING, "date: 2024-02-12", "date: 2026-02-12", " [- date: |2026-02-12]"),
        (TRAM, "  - date: 2025-02-03", "  - date: 2026-02-03", " [- date: |2026-02-03]"),
    ],
)
def test_what_has_not_yet_happened(followed, edit, file, old, new, location):
    edit(file, old, new)

    assert problems_in_reading() == [f"{file}{location}: {FUTURE}"]


def test_a_measure_that_will_be_done(followed, edit):
    edit(HEATING, "status_date: 2025-10-01", "status_date: 2026-02-01")
    edit(HEATING, "completed_on: 2025-09-30", "completed_on: 2026-02-01")

    assert problems_in_reading() == [
        f"{HEATING} [status_date: |2026-02-01]: {FUTURE}",
        f"{HEATING} [completed_on: |2026-02-01]: {FUTURE}",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "location"),
    [
        (HEATING, "date: 2025-03-10", "date: 2024-02-10", " [- date: |2024-02-10]"),
        (HEATING, DECISION, DECISION + DECISION.replace("2024-02-12", "2024-02-11"), " [- date: |2024-02-11]"),
        (TRIPS, "date: 2024-12-31", "date: 2022-12-31", " [- date: |2022-12-31]"),
    ],
)
def test_entries_that_are_not_in_the_order_of_their_days(followed, edit, file, old, new, location):
    edit(file, old, new)

    assert problems_in_reading() == [f"{file}{location}: This date is before the one above it. Put the oldest first."]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (TRIPS, VALUES, "", ' [data_source_en: The city’s count]: "values" is missing. Add a line “values: …”.'),
        (TRIPS, VALUES, "values:\n", f" [values:|]: {BY_DATES}"),
        (TRIPS, VALUES, "values: 812,5\n", f" [values: |812,5]: {BY_DATES}"),
        (TRIPS, VALUES, "values: []\n", f" [values: |[]]: {BY_DATES}"),
        (TRIPS, VALUES, "values:\n  date: 2023-12-31\n", f" [|date: 2023-12-31]: {BY_DATES}"),
        (TRIPS, "  - date: 2024-12-31\n", "  - value: 3\n", ' [- value: 3]: "date" is missing. Add a line “date: …”.'),
        (TRIPS, "value: 812,5", "valeu: 812,5", ' [|valeu: 812,5]: "valeu" is not a field here. Did you mean "value"?'),
        (TRIPS, "value: 812,5", "value: 1 000", f" [value: |1 000]: {NO_NUMBER}"),
        (HEATING, DECISION, "  The city board\n", f" [|The city board]: {BY_DATES.replace('values', 'decisions')}"),
        (
            HEATING,
            "h: 31",
            "h: §",
            ' [paragraph: |§]: "§" is not a number from 1 to 99999. Write one such as 14.',
        ),
        (
            HEATING,
            "    url_en: https://stad.example/en/decisions/31\n",
            "",
            ' [url_sv: https://stad.example/beslut/31]: "url_en" is missing. Add a line “url_en: …”.',
        ),
        (
            HEATING,
            "    text_sv: Bygget började.\n",
            "",
            ' [- date: 2024-03-01]: "text_sv" is missing. Add a line “text_sv: …”.',
        ),
        (HEATING, "status: going", "status: begun", f" [status: |begun]: {NO_STATUS}"),
        (
            TRAM,
            "    former_title_en: Tram\n",
            "",
            ' [former_title_sv: Spårvagn]: "former_title_en" is missing. Add a line “former_title_en: …”.',
        ),
        (
            TRIPS,
            "direction: up",
            "direction: upwards",
            ' [direction: |upwards]: "upwards" is not a direction. Use one of up, down.',
        ),
        (
            TRIPS,
            "target: 1200",
            "target: x",
            ' [target: |x]: "x" is not a number. Write digits, with a point before decimals: 41.5.',
        ),
    ],
)
def test_a_broken_entry_or_indicator(followed, edit, file, old, new, problem):
    edit(file, old, new)

    assert problems_in_reading() == [file + problem]


def test_a_field_that_is_twice_in_an_entry(followed, edit):
    first = line_of(TRIPS, "value: 812,5")
    edit(TRIPS, "value: 812,5", "value: 812,5\n    value: 3")

    assert problems_in_reading() == [f'{TRIPS} [|value: 3]: "value" appears twice, first on line {first}. Delete one.']


def test_the_mistakes_of_all_entries_come_at_once(followed, edit):
    edit(TRIPS, "date: 2023-12-31", "date: 2023-31")
    edit(TRIPS, "value: 812,5", "value: plenty")

    assert problems_in_reading() == [
        TRIPS + ' [- date: |2023-31]: "2023-31" is not a date: there is no such month. Write a month from 1 to 12.',
        TRIPS + ' [value: |plenty]: "plenty" is not a number. Write digits, with a point before decimals: 41.5.',
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("year: 2025", "year: I", ' [year: |I]: "I" is not a number from 1 to 99999. Write one such as 14.'),
        ("year: 2025", "year: 2024", f" [year: |2024]: {YEAR_TAKEN}"),
        ("adopted: 2025-01-20", "adopted: 2024-01-14", f" [adopted: |2024-01-14]: {ADOPTED_BEFORE}"),
        ("adopted: 2025-01-20", "adopted: 2026-02-01", f" [adopted: |2026-02-01]: {NOT_YET}"),
        ("adopted: 2025-01-20\n", "", ' [year: 2025]: "adopted" is missing. Add a line “adopted: …”.'),
        ("02-tram.md", "measures/02-tram.md", f" [carries: |measures/02-tram.md]: {NO_FOLDER}"),
        (
            "02-tram.md",
            "02-trams.md",
            ' [carries: |02-trams.md]: There is no file "02-trams.md". Did you mean "02-tram.md"?',
        ),
        (
            "02-tram.md",
            "03-bikes.md",
            ' [carries: |03-bikes.md]: "03-bikes.md" is not from an earlier year. Leave it out here.',
        ),
    ],
)
def test_a_broken_edition(followed, edit, old, new, problem):
    edit(PLAN, old, new)

    assert problems_in_reading() == [PLAN + problem]


def test_a_roadmap_that_is_followed_up_without_an_edition(followed):
    for file in Path("content/editions").iterdir():
        file.unlink()

    assert problems_in_reading() == [
        (
            "content/editions: There is no roadmap for any year yet. Write the first one by hand, such as "
            "content/editions/2026.md."
        )
    ]


def test_an_edition_without_measures_of_its_own_or_of_others(followed):
    text = Path(PLAN).read_text(encoding="utf-8").replace("carries: 02-tram.md\n", "")
    Path("content/editions/2026.md").write_text(text.replace("2025", "2026"), encoding="utf-8")

    assert problems_in_reading() == [
        (
            "content/editions/2026.md [|year: 2026]: This year has no measures. Name those that it continues, or "
            "delete the file."
        )
    ]


def test_editions_and_indicators_in_a_city_that_does_not_follow_its_roadmap_up(followed):
    Path(FOLLOW_UP).unlink()
    shutil.rmtree("content/measures")

    assert problems_in_reading() == [
        f"content/{name}: This is read only together with follow-up.yaml. Write that file, or move this elsewhere."
        for name in ("editions", "indicators")
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("counts: unknown", "counts: open", f" [|waiting:]: {ONE_UNKNOWN}"),
        ("    shape: ring\n    counts: open", "    shape: ring\n    counts: unknown", f" [|waiting:]: {ONE_UNKNOWN}"),
        ("shape: ring", "shape: square", f" [shape: |square]: {NO_SHAPE}"),
        (
            "counts: done",
            "counts: all",
            ' [counts: |all]: "all" is not a value of "counts". Use one of open, done, closed, unknown.',
        ),
        ("turn: started", "turn: begun", f" [turn: |begun]: {NO_TURN}"),
        (
            "    description_en: The work goes on.\n",
            "",
            ' [description_sv: Arbetet pågår.]: "description_en" is missing. Add a line “description_en: …”.',
        ),
        (
            "going:",
            "goes on:",
            ' [|goes on:]: "goes on" cannot be used as a name. Use letters a–z, digits and hyphens.',
        ),
        ("2026-11-15", "in autumn", ' [next_review: |in autumn]: "in autumn" is not a date. Write it as 2026-11-24.'),
        (
            "by_law:",
            "due_within: 0\nby_law:",
            ' [due_within: |0]: "0" is not a number from 1 to 99999. Write one such as 14.',
        ),
        (
            "by_law:\n",
            "stale_after: long\nby_law:\n",
            ' [stale_after: |long]: "long" is not a number from 1 to 99999. Write one such as 14.',
        ),
        ("goal: X", "goal: Z", ' [goal: |Z]: "Z" is not a goal. Use one of X (Clean energy), Y (Sustainable travel).'),
        ("  goal: X", "  goals: X", ' [|goals: X]: "goals" is not a field here. Did you mean "goal"?'),
        (
            "by_law:\n  goal: X",
            "by_law: X",
            ' [by_law: |X]: "by_law" must be on lines of its own. Write them below it, indented.',
        ),
        ("status: done", "status: done, ended", f" [status: |done, ended]: {NO_SUCH_STATUS}"),
        (
            "count: 2",
            "count: two",
            ' [count: |two]: "two" is not a number from 1 to 99999. Write one such as 14.',
        ),
        (
            "has {number} measures",
            "has {count} measures",
            f" [text_en: |The plan of 2024 has {{count}} measures.]: {NO_GAP}",
        ),
    ],
)
def test_a_broken_follow_up(followed, edit, old, new, problem):
    edit(FOLLOW_UP, old, new)

    assert problems_in_reading() == [FOLLOW_UP + problem]


def test_figures_that_the_measures_do_not_bear_out(followed, edit):
    edit(FOLLOW_UP, "count: 2", "count: 3")
    edit(FOLLOW_UP, "count: 1", "count: 0")

    assert problems_in_reading() == [
        FOLLOW_UP
        + (
            " [count: |3]: This figure is 3, but the number of measures is 2. Correct what is wrong, or delete "
            "the line “count”: then the figure is counted."
        ),
        FOLLOW_UP
        + (
            " [count: |0]: This figure is 0, but the number of measures is 1. Correct what is wrong, or delete "
            "the line “count”: then the figure is counted."
        ),
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            TRAM,
            "01-trips.md",
            "trip.md",
            ' [indicators: |trip.md]: There is no file "trip.md". Did you mean "01-trips.md"?',
        ),
        (
            TRAM,
            "01-trips.md",
            "x.md",
            ' [indicators: |x.md]: There is no file "x.md". Write the name of one, or delete it.',
        ),
        (
            BIKES,
            "02-tram.md",
            "02-tran.md",
            ' [continues: |02-tran.md]: There is no file "02-tran.md". Did you mean "02-tram.md"?',
        ),
        (
            COAL,
            "related: 01-heating.md",
            "related: x.md",
            ' [related: |x.md]: There is no file "x.md". Write the name of one, or delete it.',
        ),
        (
            COAL,
            "into: 01-heating.md",
            "into: 01-heat.md",
            ' [merged_into: |01-heat.md]: There is no file "01-heat.md". Did you mean "01-heating.md"?',
        ),
        (COAL, "related: 01-heating.md", "related: 04-coal.md", f" [related: |04-coal.md]: {ITSELF}"),
        (COAL, "merged_into: 01-heating.md", "merged_into: 04-coal.md", f" [merged_into: |04-coal.md]: {ITSELF}"),
        (BIKES, "02-tram.md", "03-bikes.md", f" [continues: |03-bikes.md]: {ITSELF}"),
        (BIKES, "02-tram.md", "04-coal.md", f" [continues: |04-coal.md]: {NOT_EARLIER}"),
        (COAL, "number: 2", "number: 1", f" [number: |1]: {NUMBER_TAKEN}"),
    ],
)
def test_a_tie_that_does_not_hold(followed, edit, file, old, new, problem):
    edit(file, old, new)

    assert problems_in_reading() == [file + problem]


def test_a_tie_to_a_draft(followed, edit):
    edit(BIKES, "number: 1\n", "number: 1\ndraft: yes\n")
    edit(COAL, "merged_into: 01-heating.md", "merged_into: 03-bikes.md")

    assert problems_in_reading() == [
        f'{COAL} [merged_into: |03-bikes.md]: "03-bikes.md" or its year is a draft, so it has no page yet. Publish it too, or delete its name here.'
    ]


def test_measures_that_are_merged_into_each_other(followed, edit):
    edit(BIKES, "due: 2026-06-30", f"status: joined\nstatus_date: 2025-05-05\n{SOLVED}merged_into: 04-coal.md")
    edit(COAL, "merged_into: 01-heating.md", "merged_into: 03-bikes.md")

    assert problems_in_reading() == [
        f"{BIKES} [merged_into: |04-coal.md]: These measures are merged into each other in a circle. Give one of them another status.",
        f"{COAL} [merged_into: |03-bikes.md]: These measures are merged into each other in a circle. Give one of them another status.",
    ]


@pytest.mark.parametrize(
    ("path", "old", "new", "problem"),
    [
        (
            HEATING,
            "date: 2025-03-10",
            "date: 2025-10-10",
            (
                " [- date: |2025-10-10]: The deadline was moved after the measure was completed on 2025-09-30. "
                "Correct one of the two."
            ),
        ),
        (
            TRAM,
            "indicators: 01-trips.md",
            'indicators: ","',
            ' [indicators: |","]: There are only commas here. Write a name, or delete the line.',
        ),
        (
            TRIPS,
            "date: 2025-12-31",
            "date: 2024-12-31",
            " [- date: |2024-12-31]: This date appears twice. Delete one of the two.",
        ),
        (
            TRIPS,
            "date: 2025-12-31",
            "date: 2027-12-31",
            (
                " [- date: |2027-12-31]: This date is after 2026-01-31, the date of the site. Correct it, or "
                "write a later date as “updated” in site.yaml."
            ),
        ),
        (
            TRIPS,
            "target: 1200",
            "target: 1.200",
            ' [target: |1.200]: "1.200" can be read in two ways. Write thousands without a separator: 1200.',
        ),
        (
            FOLLOW_UP,
            "counts: done\n    turn: finished",
            "counts: done\n    turn: dropped",
            " [turn: |dropped]: With “counts: done”, “turn” can be finished. Correct one of the two.",
        ),
        (
            FOLLOW_UP,
            "counts: done\n    turn: finished",
            "counts: done",
            " [|done:]: With “counts: done”, “turn” can be finished. Correct one of the two.",
        ),
        (
            FOLLOW_UP,
            "    label_sv: slutförd\n",
            "",
            ' [done:]: "label_sv" is missing. Add a line “label_sv: …”.',
        ),
        (
            FOLLOW_UP,
            "statuses:\n",
            "states:\n",
            ' [next_review: 2026-11-15]: "statuses" is missing. Add a line “statuses: …”.',
        ),
        (
            FOLLOW_UP,
            "has {number} measures",
            "has 2 measures",
            (
                " [text_en: |The plan of 2024 has 2 measures.]: This sentence must contain the figure. Write "
                "{number} where it belongs."
            ),
        ),
    ],
)
def test_what_cannot_be(followed, edit, path, old, new, problem):
    edit(path, old, new)

    assert problems_in_reading() == [f"{path}{problem}"]


def test_a_measure_that_was_done_before_its_roadmap_was_adopted(followed, edit):
    edit(HEATING, "completed_on: 2025-09-30", "completed_on: 2024-01-14")

    words = 'The measure was completed before its roadmap was adopted on 2024-01-15. Correct the date, or "edition".'
    assert f"{HEATING} [completed_on: |2024-01-14]: {words}" in problems_in_reading()
