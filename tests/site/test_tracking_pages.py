"""The pages and the commands of a roadmap that is followed up, and the demonstration of it."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from project import ROOT

from generator.build import Project, load_published, outputs, render
from generator.site.search_folding import SOFT_HYPHEN

EXAMPLE = Project(ROOT / "examples/satulahti/content")
GOLDEN = ROOT / "tests/site/golden"
STATE_FOLDERS = {"", "not-begun/", "going-on/", "done/", "postponed/", "dropped/", "merged/", "no-information/"}
LAST_UPDATE = """\
  - date: 2025-09-30
    text_sv: Det sista huset har värme.
    text_en: The last house has heat.
    status: done
"""


@pytest.fixture(scope="module")
def example() -> dict[str, str]:
    """The pages of the demonstration by path."""
    files = render(outputs(load_published(EXAMPLE), EXAMPLE))
    return {path: content.decode() for path, content in files if path.endswith(".html")}


@pytest.fixture
def followed_pages(followed, pages):
    return pages()


def text_of(html, start="<main", end="</main>"):
    """What a reader reads between two marks, a line for each line of the page that has words."""
    part = html[html.index(start) : html.index(end, html.index(start))]
    words = re.sub(r"<svg.*?</svg>", "", part, flags=re.DOTALL).replace(SOFT_HYPHEN, "")
    lines = (" ".join(unescape(re.sub("<[^>]*>", " ", line)).split()) for line in words.split("\n"))
    return [re.sub(r" ([.,?])", r"\1", line) for line in lines if line]


def section_of(html, heading):
    """What a reader reads below a heading of the second level."""
    section = next(part for part in html.split("<section")[1:] if re.search(rf"<h2>(<a[^>]*>)?{heading}<", part))
    return text_of(section, ">", "</section>")[2:]


def test_a_roadmap_that_nobody_follows_up_has_none_of_this(pages):
    found = pages()

    assert not {path for path in found if re.search("standing|what-changed|years|indicators", path)}
    assert "status" not in found["en/measures/tram/index.html"]


def test_the_standing_counts_every_state(followed_pages):
    page = followed_pages["en/standing/index.html"]

    assert section_of(page, "States of the measures")[:8] == [
        "not begun",
        "0 measures, 0%",
        "going on",
        "0 measures, 0%",
        "done",
        "1 measure, 25%",
        "postponed",
        "1 measure, 25%",
    ]
    assert section_of(page, "The plans") == [
        "Number of measures: The plans",
        "State",
        "2024",
        "2025",
        "In all",
        "not begun",
        "0",
        "0",
        "0",
        "going on",
        "0",
        "0",
        "0",
        "done",
        "1",
        "0",
        "1",
        "postponed",
        "1",
        "0",
        "1",
        "dropped",
        "0",
        "0",
        "0",
        "merged",
        "0",
        "1",
        "1",
        "no information",
        "0",
        "1",
        "1",
        "In all",
        "2",
        "2",
        "4",
    ]


def test_the_standing_says_what_the_law_demands_what_is_late_and_what_the_city_says(followed_pages, edit, pages):
    page = followed_pages["en/standing/index.html"]

    assert section_of(page, "By law and by choice")[-4:] == ["In all", "2", "2", "4"]
    assert section_of(page, "Late measures") == ["None is late."]
    assert section_of(page, "Figures of the city") == [
        "The plan of 2024 has 2 measures.",
        "1 measure is done.",
    ]
    assert "As of 31 January 2026. Next review 15 November 2026." in text_of(page)

    edit("content/measures/02-tram.md", "due_now: 2027-12-31", "due_now: 2026-01-15")
    assert section_of(pages()["en/standing/index.html"], "Late measures") == [
        "A tram to the harbour",
        "Due 15 January 2026",
        "The bridge must be mended first.",
    ]


def test_every_state_has_a_page_named_after_it_with_its_measures(followed_pages):
    states = {path for path in followed_pages if path.startswith("en/status/")}
    page = followed_pages["en/status/postponed/index.html"]

    assert states == {f"en/status/{name}index.html" for name in STATE_FOLDERS}
    assert re.findall(r"<h1>(.*?)</h1>", page) == ["postponed"]
    assert section_of(page, "Measures")[1] == "A tram to the harbour"


def test_the_page_of_a_state_keeps_its_address_when_the_state_is_renamed(followed, edit, pages):
    edit(
        "content/follow-up.yaml",
        "label_en: postponed",
        "label_en: put off\n    slug_sv: uppskjuten\n    slug_en: postponed",
    )

    assert "<h1>put off</h1>" in pages()["en/status/postponed/index.html"]


def test_a_measure_tells_its_course_and_its_history(units, pages):
    page = pages()["en/measures/district-heating/index.html"]

    assert section_of(page, "How is it going\\?") == [
        "done",
        "since 1 October 2025",
        "The work is done.",
        "Result The houses are heated without coal.",
        "The service To the service: District heating without coal",
        "Without the net Call the energy unit.",
        "Completed on 30 September 2025",
        "Due 31 December 2025 First promised 30 June 2025",
        "Responsible The energy unit",
        "Ask or give feedback",
    ]
    assert section_of(page, "History") == [
        "15 January 2024",
        "Adopted: The plan of 2024",
        "Promised by 30 June 2025.",
        "12 February 2024",
        "The city board, section 31",
        "1 March 2024",
        "going on",
        "The building began.",
        "10 March 2025",
        "The pipes came too late.",
        "New date: 31 December 2025.",
        "30 September 2025",
        "done",
    ]


def test_who_is_responsible_has_a_page_and_is_a_link_once_where_the_measure_stands(units, edit, pages):
    edit("content/measures/01-heating.md", "responsible: energy", "responsible: energy, line")
    files = pages()
    page = files["en/measures/district-heating/index.html"]

    assert re.findall('<a href="(.*?)">(The energy unit|the line)</a>', page) == [
        ("../../units/energy/", "The energy unit"),
        ("../../units/line/", "the line"),
    ]
    assert "District heating without coal" in files["en/units/line/index.html"]
    cards = re.findall('data-values="(.*?)"', files["en/measures/index.html"])
    assert [re.findall(r"responsible:(\S+)", card) for card in cards] == [["energy", "line"], [], [], []]


def test_a_state_that_an_update_reports_is_told_once(followed, edit, pages):
    edit("content/measures/01-heating.md", "    due: 2025-12-31\n", "    due: 2025-12-31\n" + LAST_UPDATE)

    assert section_of(pages()["en/measures/district-heating/index.html"], "History")[-3:] == [
        "30 September 2025",
        "done",
        "The last house has heat.",
    ]


def test_the_history_shows_what_is_known_of_a_date(followed, edit, pages):
    heating = "content/measures/01-heating.md"
    edit(heating, "date: 2024-03-01", "date: 2024")
    edit(heating, "date: 2025-03-10", "date: 2025-Q1")
    edit(heating, "due: 2025-06-30\ndue_now: 2025-12-31", "due: 2025-06\ndue_now: 2025-12-31")
    edit(heating, "completed_on: 2025-09-30", "completed_on: 2025")
    page = pages()["en/measures/district-heating/index.html"]

    assert [line for line in section_of(page, "History") if "202" in line] == [
        "15 January 2024",
        "Adopted: The plan of 2024",
        "Promised by June 2025.",
        "2024",
        "12 February 2024",
        "1st quarter 2025",
        "New date: 31 December 2025.",
        "2025",
    ]
    assert re.findall('<time datetime="(.*?)"', page) == ["2024-01-15", "2024", "2024-02-12", "2025"]


def test_ties_are_told_on_both_sides_though_they_are_written_once(followed_pages):
    def ties(slug):
        return section_of(followed_pages[f"en/measures/{slug}/index.html"], "Ties")

    assert ties("district-heating") == ["Merged from", "No more coal", "Related", "No more coal"]
    assert ties("no-coal") == [
        "Merged into",
        "District heating without coal",
        "Related",
        "District heating without coal",
    ]
    assert ties("tram") == [
        *("Continued by", "Bicycles to borrow"),
        *("Carried on in", "The plan of 2025"),
        *("Indicators", "Trips by tram"),
    ]
    assert ties("bicycles") == ["Continues", "A tram to the harbour"]


def test_an_edition_has_its_new_measures_and_those_it_goes_on_with(followed_pages):
    page = followed_pages["en/years/2025/index.html"]

    assert [line for line in section_of(page, "New measures") if line.startswith(("Bicycles", "No more"))] == [
        "Bicycles to borrow",
        "No more coal",
    ]
    assert "A tram to the harbour" in section_of(page, "Measures carried on")


def test_an_indicator_says_in_words_what_its_line_shows(followed_pages):
    page = followed_pages["en/indicators/trips/index.html"]

    assert text_of(page)[:8] == [
        "Unofficial translation",
        "Home",
        "The standing",
        "Indicators",
        "Trips by tram",
        "How many go by tram.",
        "Behind, but moving.",
        "Target: 1,200 trips a day by 31 December 2027",
    ]
    table = text_of(page, "<table", "</table>")
    assert table[3:] == [
        *("31 December 2025", "812.5"),
        *("31 December 2024", "no information"),
        *("31 December 2023", "0"),
    ]
    assert page.count("<polyline") == 2


def test_a_single_value_is_no_line(followed, edit, pages):
    edit("content/indicators/01-trips.md", "  - date: 2025-12-31\n    value: 812,5\n", "")

    page = pages()["en/indicators/trips/index.html"]
    assert "Behind. One value shows no direction." in text_of(page)
    assert "<polyline" not in page


def test_states_are_words_with_a_drawing_in_lists_and_tables(followed_pages):
    listed = followed_pages["en/measures/index.html"]

    assert listed.count('class="status-mark"') == 4 * 2
    assert 'name="status" value="done"' in listed
    assert [line for line in text_of(listed) if line == "no information"] == ["no information"] * 2


@pytest.mark.parametrize("code", ["fi", "sv"])
def test_the_changes_of_the_demonstration_are_as_they_were_read(example, code):
    """The page against the one in golden/. To renew it, delete the file, run, and read the new one word by word."""
    path = {"fi": "mita-muuttui/index.html", "sv": "sv/vad-andrades/index.html"}[code]
    golden = GOLDEN / f"changes-{code}.txt"
    told = "\n".join(text_of(example[path])) + "\n"
    if not golden.exists():
        golden.write_text(told, encoding="utf-8")
        pytest.fail(f"{golden} is new: read it.")

    assert told == golden.read_text(encoding="utf-8")


def test_the_demonstration_has_every_kind_of_page_in_both_languages_and_says_that_it_is_invented(example):
    pages = [page for path, page in example.items() if path.endswith(".html")]

    assert len(pages) == 212
    assert all("keksitty esimerkki" in page or "påhittat exempel" in page for page in pages)


def test_the_agenda_of_the_board_is_markdown(followed, run):
    result = run("changes", "--since", "2024", "--in", "en")

    root = "https://plan.stad.example/klimat/en/measures"
    assert (
        result.stdout
        == f"""# Climate plan of Sampleville: What changed

15 January 2024 – 31 January 2026

## New (2)

- [1/2025 Bicycles to borrow]({root}/bicycles/), 20 January 2025. Promised by 30 June 2026.
- [2/2025 No more coal]({root}/no-coal/), 20 January 2025

## Started (1)

- [1/2024 District heating without coal]({root}/district-heating/), 1 March 2024. The building began.

## Finished (1)

- [1/2024 District heating without coal]({root}/district-heating/), 30 September 2025. The houses are heated without coal.

## Postponed (2)

- [1/2024 District heating without coal]({root}/district-heating/), 10 March 2025. \
It was due on 30 June 2025 and is now due on 31 December 2025. The pipes came too late.
- [2/2024 A tram to the harbour]({root}/tram/), 5 May 2025. \
It was due on 31 December 2025 and is now due on 31 December 2027. The bridge must be mended first.

## Merged (1)

- [2/2025 No more coal]({root}/no-coal/), 3 November 2025. \
It was merged into “District heating without coal”. Heat without coal solves this too.

## Reworded (1)

- [2/2024 A tram to the harbour]({root}/tram/), 3 February 2025. It was called “Tram”. The measure got a clearer name.
"""
    )


def test_a_day_that_is_named_belongs_to_the_changes(followed, run):
    def told(*options):
        return [line for line in run("changes", "--in", "en", *options).stdout.splitlines() if line[:2] in ("- ", "No")]

    assert len(told("--since", "2025-09-30", "--until", "2025-09-30")) == 1
    assert told("--since", "2025-10-01", "--until", "1.11.2025") == ["No changes."]
    assert len(told("--since", "2024", "--until", "2025")) == 3


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--since", "2023"), "There is no roadmap of 2023. Write a day, or one of the years 2024, 2025."),
        (
            ("--since", "2025-03-01", "--until", "2025-02-01"),
            "2025-02-01 comes before 2025-03-01. Write the earlier day after --since.",
        ),
        (("--since", "soon"), '"soon" is not a date. Write it as 2026-11-24.'),
        (("--since", "2024", "--in", "fi"), '"fi" is not a language of the site. Use one of sv, en.'),
    ],
)
def test_changes_says_what_it_cannot_do(followed, run, options, words):
    result = run("changes", *options)

    assert (result.exit_code, result.stderr.strip()) == (2, words)


def test_a_roadmap_that_is_not_followed_up_has_no_changes_and_no_editions(city, run):
    words = "This roadmap is not followed up. Write follow-up.yaml first, as the guide tells."

    assert run("changes", "--since", "2024").stderr.strip() == words
    assert run("edition", "2027").stderr.strip() == words


def test_a_new_edition_is_a_draft_that_names_what_is_open(followed, run, pages):
    before = pages()
    result = run("edition", "2026")

    assert result.exit_code == 0
    assert result.stderr.startswith("content/editions/2026.md is there, as a draft, and goes on with 2 measures. ")
    assert (
        Path("content/editions/2026.md").read_text(encoding="utf-8")
        == """---
year: 2026
draft: yes
adopted: 2026-11-15
title_sv: Planen 2026
title_en: The plan of 2026
description_sv: Planen 2026
description_en: The plan of 2026
carries: 02-tram.md, 03-bikes.md
---
"""
    )
    assert pages() == before


def test_an_edition_is_published_when_it_is_no_draft_any_more(followed, run, edit, pages):
    run("edition", "2026")
    edit("content/editions/2026.md", "draft: yes\nadopted: 2026-11-15", "adopted: 2026-01-20")

    page = pages()["en/years/2026/index.html"]
    assert "A tram to the harbour" in section_of(page, "Measures carried on")


def test_an_edition_comes_after_all_others(followed, run):
    result = run("edition", "2025")

    assert (result.exit_code, result.stderr.strip()) == (
        2,
        "There is a roadmap of 2025 already. Begin that of a later year, such as 2026.",
    )


def test_a_day_tells_what_is_to_be_asked(followed, run):
    result = run("check", "--today", "2026-07-01", "--format", "json")

    assert result.exit_code == 0
    told = re.findall(r'"message": "([^"]*)"', result.stdout)
    assert told == [
        "Silent (nobody is named as responsible): last told of on 2025-05-05. Ask for news.",
        "No information (nobody is named as responsible): the state is not known. Ask for it.",
    ]
    assert run("check", "--today", "2026-07-01", "--strict").exit_code == 1
    assert run("check", "--today", "tomorrow").stderr.startswith('"tomorrow" is not a date.')


def test_comparing_shows_the_lines_of_what_has_entries(followed, run, tmp_path, edit):
    shutil.copytree("content", tmp_path / "old")
    edit("content/measures/02-tram.md", "The measure got a clearer name.", "It got a name of its own.")

    result = run("compare", str(tmp_path / "old"))
    assert "-    text_en: The measure got a clearer name.\n+    text_en: It got a name of its own." in result.stdout


def test_the_day_that_is_named_is_the_day_that_is_shown(followed, run):
    assert "\n1 February 2025 – 31 January 2026\n" in run("changes", "--since", "2025-02-01", "--in", "en").stdout
    assert run("changes", "--since", "0001-01-01").exit_code == 0


def test_a_file_of_the_name_is_not_overwritten(followed, run):
    Path("content/editions/2025.md").rename("content/editions/2026.md")

    result = run("edition", "2026")
    assert (result.exit_code, result.stderr.strip()) == (
        2,
        '"content/editions/2026.md" is there already, of another year. Give it its own name.',
    )
