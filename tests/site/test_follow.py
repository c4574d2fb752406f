"""The feeds and calendars of a roadmap that is followed up, and the page that tells of them."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from icalendar import Calendar
from lxml import etree
from project import ROOT, SATULAHTI

from generator.build import load_published, outputs, render
from generator.project import Project

ATOM = {"a": "http://www.w3.org/2005/Atom", "x": "http://www.w3.org/1999/xhtml"}
EXAMPLE = Project(SATULAHTI)
ADDRESS = "https://plan.stad.example/klimat/"
ALL, ENERGY, UNIT = "en/what-changed/atom.xml", "en/goals/clean-energy/atom.xml", "en/units/energy/atom.xml"
CALENDAR = "en/standing/calendar.ics"
REWORDED = """\
  - date: 2025-02-03
    text_sv: Namnet igen.
    text_en: The name again.
    former_title_sv: Bana
    former_title_en: Line
"""


@pytest.fixture(scope="module")
def example() -> dict[str, bytes]:
    """The pages, feeds and calendars of the demonstration by path."""
    files = render(outputs(load_published(EXAMPLE), EXAMPLE))
    return {path: content for path, content in files if path.endswith((".html", ".xml", ".ics"))}


@pytest.fixture
def followed_files(units, rendered):
    return rendered()


def ids_in(feed):
    return etree.fromstring(feed).xpath("//a:id/text()", namespaces=ATOM)


def titles_in(feed):
    return etree.fromstring(feed).xpath("//a:entry/a:title/text()", namespaces=ATOM)


def dates_in(calendar):
    """The day and the words of each date in a calendar."""
    return [(event["dtstart"].dt.isoformat(), str(event["summary"])) for event in Calendar.from_ical(calendar).events]


def event_of(calendar, summary):
    return next(event for event in Calendar.from_ical(calendar).events if event["summary"] == summary)


# Feeds


def test_each_feed_is_what_rfc_4287_asks_for(example):
    schema = etree.RelaxNG(etree.parse(ROOT / "tests/site/atom.rng"))
    feeds = {path: content for path, content in example.items() if path.endswith("atom.xml")}

    assert len(feeds) == 2 * (1 + 4 + 9)
    for path, content in feeds.items():
        feed = etree.fromstring(content)
        schema.assertValid(feed)
        ids = feed.xpath("//a:id/text()", namespaces=ATOM)
        assert len(set(ids)) == len(ids)
        for right, wrong in (("T00:00:00Z", ""), ("<id>tag:", "<id>"), (' rel="self"', "")):
            assert not schema.validate(etree.fromstring(content.replace(right.encode(), wrong.encode())))
        assert feed.xpath("/a:feed/a:link[@rel='self']/@href", namespaces=ATOM)[0].endswith(f".example/{path}")


def test_no_two_feeds_have_the_same_id(example):
    ids = [ids_in(content)[0] for path, content in example.items() if path.endswith("atom.xml")]

    assert len(set(ids)) == len(ids)


def test_a_feed_has_the_newest_first_and_leads_to_pages(example):
    feed = etree.fromstring(example["mita-muuttui/atom.xml"])

    days = feed.xpath("//a:entry/a:updated/text()", namespaces=ATOM)
    assert len(days) > 50
    assert days == sorted(days, reverse=True)
    links = feed.xpath("//a:entry/a:link/@href", namespaces=ATOM)
    assert {f"{link.partition('.example/')[2]}index.html" for link in links} <= set(example)


def test_the_feeds_of_goals_and_units_have_the_changes_of_their_measures(followed_files):
    assert titles_in(followed_files[UNIT]) == [
        "Finished: District heating without coal",
        "Postponed: District heating without coal",
        "Started: District heating without coal",
        "New: District heating without coal",
    ]
    assert titles_in(followed_files[ENERGY]) == [
        "Merged into another: No more coal",
        "Finished: District heating without coal",
        "Postponed: District heating without coal",
        "New: No more coal",
        "Started: District heating without coal",
        "New: District heating without coal",
    ]
    assert set(ids_in(followed_files[UNIT])[1:]) < set(ids_in(followed_files[ALL])[1:])


def test_a_unit_without_measures_has_an_empty_feed(followed_files):
    assert titles_in(followed_files["en/units/line/atom.xml"]) == []


def test_ids_hold_when_addresses_and_titles_change(units, edit, rendered):
    edit("content/site.yaml", "base_url:", "feed_host: plan.stad.example\nbase_url:")
    before = ids_in(rendered()[ALL])
    edit("content/site.yaml", "plan.stad.example/klimat", "klimat.example")
    edit("content/measures/02-tram.md", "slug_en: tram", "slug_en: tramway\naliases_en: tram")
    edit("content/measures/02-tram.md", "title_en: A tram to the harbour", "title_en: The tram")

    assert ids_in(rendered()[ALL]) == before
    assert "tag:plan.stad.example,2026:en/2/2024/reworded/2025-02-03" in before


def test_two_changes_of_a_kind_on_one_day_have_ids_of_their_own(units, edit, rendered):
    edit("content/measures/02-tram.md", "    former_title_en: Tram\n", f"    former_title_en: Tram\n{REWORDED}")

    reworded = [one for one in ids_in(rendered()[ALL]) if "reworded" in one]
    start = "tag:plan.stad.example,2026:en/2/2024/reworded/2025-02-03"
    assert reworded == [f"{start}/2", start]


def test_a_host_in_other_letters_is_written_in_ascii(units, edit, rendered):
    edit("content/site.yaml", "https://plan.stad.example/klimat", "https://färdplan.example/")

    assert ids_in(rendered()[ALL])[0] == "tag:xn--frdplan-5wa.example,2026:en/changes"


def test_a_browser_finds_the_style_sheets_of_a_feed(followed_files):
    feed = followed_files[UNIT].decode()

    sheets = re.findall(r'<\?xml-stylesheet type="text/css" href="(?:\.\./)+([^"]+)"\?>', feed)
    assert [sheet.split(".")[0] for sheet in sheets] == ["assets/site", "assets/feed"]
    assert set(sheets) <= set(followed_files)


def test_a_style_sheet_that_feeds_lack_is_told(units, run):
    assert run("build").exit_code == 0
    for sheet in Path("site/assets").glob("feed.*"):
        sheet.unlink()

    result = run("verify", "site")
    assert result.exit_code == 1
    assert 'The file "/en/units/energy/atom.xml"' in result.output


# Calendars


def test_a_calendar_has_due_dates_and_decisions(followed_files):
    assert dates_in(followed_files[CALENDAR]) == [
        ("2024-01-15", "The plan of 2024: Adopted on 15 January 2024"),
        ("2024-02-12", "Decision (The city board, section 31): 1/2024 District heating without coal"),
        ("2025-01-20", "The plan of 2025: Adopted on 20 January 2025"),
        ("2025-12-31", "Due: 1/2024 District heating without coal"),
        ("2026-06-30", "Due: 1/2025 Bicycles to borrow"),
        ("2026-11-15", "Next review 15 November 2026."),
        ("2027-12-31", "Due: 2/2024 A tram to the harbour"),
    ]


def test_a_date_tells_the_state_and_the_unit_and_leads_to_the_measure(followed_files):
    event = event_of(followed_files[CALENDAR], "Due: 1/2024 District heating without coal")

    assert {name: event[name] for name in ("uid", "url", "description")} == {
        "uid": "en-1-2024-due@plan.stad.example",
        "url": f"{ADDRESS}en/measures/district-heating/",
        "description": "Due: 31 December 2025\nState: done\nResponsible: The energy unit\n"
        f"{ADDRESS}en/measures/district-heating/",
    }
    assert event["dtstamp"].dt == datetime.datetime(2026, 1, 31, tzinfo=datetime.UTC)


def test_a_date_that_has_passed_is_late(units, edit, rendered):
    edit("content/measures/02-tram.md", "due_now: 2027-12-31", "due_now: 2026-01-30")

    event = event_of(rendered()[CALENDAR], "Due: 2/2024 A tram to the harbour")
    assert event["description"].split("\n")[1:3] == ["State: postponed", "Late"]


def test_a_calendar_of_a_unit_has_the_dates_of_its_measures(followed_files):
    assert dates_in(followed_files["en/units/energy/calendar.ics"]) == [
        ("2024-02-12", "Decision (The city board, section 31): 1/2024 District heating without coal"),
        ("2025-12-31", "Due: 1/2024 District heating without coal"),
    ]
    assert dates_in(followed_files["en/units/line/calendar.ics"]) == []


@pytest.mark.parametrize(
    ("written", "day", "told"),
    [
        ("2027", "2027-12-31", "Due: 2027"),
        ("2026-Q1", "2026-03-31", "Due: 1st quarter 2026"),
        ("2028-02", "2028-02-29", "Due: February 2028"),
    ],
)
def test_a_due_date_known_less_exactly_lies_on_its_last_day(units, edit, rendered, written, day, told):
    edit("content/measures/03-bikes.md", "due: 2026-06-30", f"due: {written}")

    event = event_of(rendered()[CALENDAR], "Due: 1/2025 Bicycles to borrow")
    assert (event["dtstart"].dt.isoformat(), event["description"].split("\n")[0]) == (day, told)


def test_a_decision_whose_day_is_not_known_has_no_place_in_a_calendar(units, edit, rendered):
    edit("content/measures/01-heating.md", "date: 2024-02-12", "date: 2024-02")

    assert not [summary for _day, summary in dates_in(rendered()[CALENDAR]) if summary.startswith("Decision")]


def test_the_due_date_of_a_measure_that_was_given_up_is_cancelled(units, edit, rendered):
    edit("content/measures/04-coal.md", "merged_into:", "due: 2026-12-31\nmerged_into:")

    calendar = rendered()[CALENDAR]
    states = {str(event["summary"]): event.get("status") for event in Calendar.from_ical(calendar).events}
    assert {summary for summary, state in states.items() if state == "CANCELLED"} == {"Due: 2/2025 No more coal"}


def test_every_calendar_can_be_read_and_is_the_same_each_time(example):
    calendars = {path: content for path, content in example.items() if path.endswith(".ics")}
    again = dict(render(outputs(load_published(EXAMPLE), EXAMPLE)))

    assert len(calendars) == 2 * (1 + 4 + 9)
    assert calendars == {path: again[path] for path in calendars}
    for content in calendars.values():
        calendar = Calendar.from_ical(content)
        uids = [event["uid"] for event in calendar.events]
        assert (calendar.errors, len(set(uids))) == ([], len(uids))
        assert max(map(len, content.split(b"\r\n"))) <= 75


# Pages


def test_the_feed_of_a_page_is_named_in_its_head(followed_files):
    found = {
        path.removesuffix("index.html"): match[1]
        for path, content in followed_files.items()
        if path.startswith("en/") and path.endswith(".html")
        for match in re.finditer(
            r'<link rel="alternate" type="application/atom\+xml"[^>]* href="([^"]*)"', content.decode()
        )
    }

    assert found == {
        "en/": "what-changed/atom.xml",
        "en/standing/": "../what-changed/atom.xml",
        "en/what-changed/": "atom.xml",
        "en/follow/": "../what-changed/atom.xml",
        **{f"en/goals/{goal}/": "atom.xml" for goal in ("clean-energy", "sustainable-travel")},
        **{f"en/units/{unit}/": "atom.xml" for unit in ("energy", "line")},
    }


def test_the_page_has_the_address_of_every_feed_and_calendar(followed_files):
    page = followed_files["en/follow/index.html"].decode()
    files = {path for path in followed_files if path.startswith("en/") and path.endswith((".ics", "atom.xml"))}

    assert set(re.findall(r'data-copy="([^"]+)"', page)) == {ADDRESS + path for path in files}
    assert set(re.findall(r'<a href="\.\./([^"]+)" type="(?:text/calendar|application/atom\+xml)"', page)) == {
        path.removeprefix("en/") for path in files
    }


@pytest.mark.parametrize("without", ["an address", "anything to follow"])
def test_there_are_no_feeds_and_no_calendars(without, request, edit, rendered):
    if without == "an address":
        request.getfixturevalue("units")
        edit("content/site.yaml", "base_url: https://plan.stad.example/klimat\n", "")

    files = rendered()
    assert not [path for path in files if re.search(r"atom\.xml|\.ics|follow/", path)]
    assert not [path for path, content in files.items() if path.endswith(".html") and b"atom" in content]


@pytest.mark.parametrize("host", ["https://plan.example/", "plan", "plän.example", "plan..example", "a b.example"])
def test_a_host_is_written_as_a_name_alone(problems, edit, host):
    edit("content/site.yaml", "base_url:", f'feed_host: "{host}"\nbase_url:')

    assert [problem.partition(": ")[2] for problem in problems()] == [
        f'"{host}" is not a host name. Write it without https:// and slashes, such as roadmap.city.example.'
    ]
