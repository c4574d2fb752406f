"""The pages and the commands of a roadmap that is followed up, and the demonstration of it."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from project import ROOT, SATULAHTI

from generator.build import load_published, outputs, render
from generator.project import Project
from generator.site.search_folding import SOFT_HYPHEN

EXAMPLE = Project(SATULAHTI)
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


def test_the_brief_of_a_roadmap_that_is_followed_up_does_not_say_that_nothing_is_told(followed, pages):
    assert "not_told_sentences_en: Ask the city." in (followed.content / "site.yaml").read_text(encoding="utf-8")
    assert "Ask the city." not in pages()["en/brief/index.html"]


def text_of(html, start="<main", end="</main>"):
    """What a reader reads between two marks, a line for each line of the page that has words."""
    part = html[html.index(start) : html.index(end, html.index(start))]
    words = re.sub(r"<svg.*?</svg>", "", part, flags=re.DOTALL).replace(SOFT_HYPHEN, "")
    lines = (" ".join(unescape(re.sub("<[^>]*>", " ", line)).split()) for line in words.split("\n"))
    return [re.sub(r" ([.,?])", r"\1", line) for line in lines if line]


def section_of(html, heading):
    """What a reader reads below a heading of the second level."""
    section = next(part for part in html.split("<section")[1:] if re.search(rf"<h2[^>]*>(<a[^>]*>)?{heading}<", part))
    return text_of(section, ">", "</section>")[2:]


def facts_of(html):
    """The facts of a measure: its labels, each with its values."""
    facts = re.findall("<div><dt>(.*?)</dt>(.*?)</div>", html, re.DOTALL)
    return {
        label: [" ".join(re.sub("<.*?>", " ", value).split()) for value in re.findall("<dd.*?</dd>", values, re.DOTALL)]
        for label, values in facts
    }


def test_a_roadmap_that_nobody_follows_up_has_none_of_this(pages):
    found = pages()

    assert not {path for path in found if re.search("standing|what-changed|years|indicators", path)}
    assert "status-badge" not in found["en/measures/tram/index.html"]


def test_the_standing_begins_with_a_sentence_and_counts_every_state(followed_pages):
    page = followed_pages["en/standing/index.html"]

    assert text_of(page, "<h1", "</main>")[:3] == [
        "As of 31 January 2026",
        "The plan has 4 measures : 1 is completed, but none is under way. The status of 1 measure is not known. "
        "Next review 15 November 2026.",
        "States of the measures",
    ]
    legend = page.split('<ul class="status-legend">')[1].split("</ul>")[0]
    assert re.findall(r'<b>(\d)</b>\s*<p><a href="(.*?)">(.*?)<', legend) == [
        ("1", "../status/done/", "done"),
        ("0", "../status/going-on/", "going on"),
        ("0", "../status/not-begun/", "not begun"),
        ("1", "../status/postponed/", "postponed"),
        ("0", "../status/dropped/", "dropped"),
        ("1", "../status/merged/", "merged"),
        ("1", "../status/no-information/", "no information"),
    ]


def test_the_standing_of_one_measure_and_of_none_is_told(followed, pages):
    for name in ("02-tram", "03-bikes", "04-coal"):
        Path(f"content/measures/{name}.md").unlink()
    for path in ("content/indicators/01-trips.md", "content/editions/2025.md"):
        Path(path).unlink()
    follow_up = Path("content/follow-up.yaml")
    follow_up.write_text(follow_up.read_text(encoding="utf-8").split("headlines:")[0], encoding="utf-8")
    heating = Path("content/measures/01-heating.md")
    text = heating.read_text(encoding="utf-8")
    heating.write_text(re.sub(r"\[(.*?)\]\(02-tram.md\)", r"\1", text), encoding="utf-8")

    def lead():
        return text_of(pages()["en/standing/index.html"], "<h1", "</main>")[1].split(". ")[0]

    assert lead() == "The plan has 1 measure"
    heating.unlink()
    assert lead() == "The plan has no measures"


def test_a_key_figure_that_nobody_stated_is_counted(followed, pages):
    follow_up = Path("content/follow-up.yaml")
    follow_up.write_text(follow_up.read_text(encoding="utf-8").replace("    count: 2\n", ""), encoding="utf-8")

    assert "The plan of 2024 has 2 measures." in pages()["en/standing/index.html"]


def test_a_number_leads_to_the_list_of_what_it_counts_or_without_script_to_a_page_that_has_it(followed_pages):
    page = followed_pages["en/standing/index.html"]

    assert section_of(page, "Goals") == [
        "Number of measures: Goals",
        "X Clean energy",
        "2 : 1 completed · Clean energy, 1 merged into another · Clean energy",
        "Y Sustainable travel",
        "2 : 1 postponed · Sustainable travel, 1 without information · Sustainable travel",
    ]
    assert 'href="../goals/clean-energy/" data-list="../measures/?goal=X&amp;status=done">1\xa0completed<' in page
    assert 'href="../years/2025/" data-list="../measures/?edition=2025&amp;status=joined">' in page
    assert section_of(page, "By law and by choice")[1:] == [
        "By law",
        "2 : 1 completed · By law, 1 merged into another · By law",
        "By choice",
        "2 : 1 postponed · By choice, 1 without information · By choice",
    ]


def test_units_have_a_table_and_those_without_one_a_row_that_leads_nowhere(units, pages):
    page = pages()["en/standing/index.html"]

    assert section_of(page, "Who is responsible")[1:] == [
        "The energy unit",
        "1 : 1 completed · The energy unit",
        "the line",
        "No measures",
        "No responsible unit",
        "3 : 1 postponed, 1 merged into another, 1 without information",
        "A measure may belong to several of these groups, so the numbers may add up to more than the total.",
    ]


def test_what_is_late_is_told_with_unit_days_and_reason(units, edit, pages):
    edit("content/measures/02-tram.md", "due_now: 2027-12-31", "due_now: 2026-01-15\nresponsible: line")
    page = pages()["en/standing/index.html"]

    assert section_of(page, "Late: 1 measure") == [
        *("Measure", "Responsible", "Due", "Reason"),
        *("2/2024 A tram to the harbour postponed", "the line", "15 January 2026 16 days late"),
        "The bridge must be mended first.",
    ]
    assert "1 postponed · Sustainable travel ( 1 late · Sustainable travel )" in " ".join(section_of(page, "Goals"))
    assert "status=later&amp;late=yes" in page


def test_a_due_date_that_was_moved_is_told_with_the_first_and_why(followed_pages):
    assert section_of(followed_pages["en/standing/index.html"], "Deadline moved: 2 measures") == [
        *("Measure", "First promised", "New deadline", "Reason"),
        "1/2024 District heating without coal done",
        *("30 June 2025", "31 December 2025", "The pipes came too late."),
        "2/2024 A tram to the harbour postponed",
        *("31 December 2025", "31 December 2027", "The bridge must be mended first."),
    ]


def test_what_nobody_knows_is_no_delay_though_its_date_has_passed(followed, edit, pages):
    edit("content/measures/03-bikes.md", "due: 2026-06-30", "due: 2025-06-30")
    page = pages()["en/standing/index.html"]

    assert section_of(page, "No information: 1 measure") == [
        *("Measure", "Due", "1/2025 Bicycles to borrow no information", "30 June 2025 The deadline has passed."),
    ]
    assert "Late" not in " ".join(text_of(page))


def test_the_standing_has_the_figures_of_the_city(followed_pages):
    assert section_of(followed_pages["en/standing/index.html"], "Figures of the city") == [
        "The plan of 2024 has 2 measures.",
        "1 measure is done.",
    ]


def test_without_a_picture_each_state_has_a_bar_beside_its_number(followed_pages):
    page = followed_pages["en/standing/index.html"]

    legend = page.split('<ul class="status-legend">')[1].split("</ul>")[0]
    assert re.findall(r'<rect width="(\d+%)"', legend) == ["25%", "0%", "0%", "25%", "0%", "25%", "25%"]
    assert "window-bar" not in page


def test_with_a_picture_a_bar_has_a_window_for_each_measure_in_the_order_of_the_states(example):
    page = example["tilanne/index.html"]

    assert windows_of(page) == [
        *(("tick", 6), ("half", 4), ("late", 2), ("loop", 2), ("ring", 2)),
        *(("pause", 1), ("cross", 1), ("merge", 2), ("dots", 2)),
    ]
    assert "Yksi ikkuna" not in page


def test_of_more_than_sixty_measures_a_window_stands_for_ten(followed, pages):
    with Path("content/site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("brand:\n  picture: houses\n")
    bikes = Path("content/measures/03-bikes.md").read_text(encoding="utf-8")
    for number in range(10, 70):
        copy = re.sub("(?m)^number: 1$", f"number: {number}", bikes)
        copy = re.sub("(?m)^(slug_..: .*|title_..: .*)$", rf"\1-{number}", copy)
        Path(f"content/measures/{number}-bikes.md").write_text(copy, encoding="utf-8")
    page = pages()["en/standing/index.html"]

    assert windows_of(page) == [("tick", 1), ("pause", 1), ("merge", 1), ("dots", 7)]
    assert "One window stands for 10 measures." in text_of(page)


def windows_of(page):
    """The shapes of the windows in the first bar of a page, and how many there are of each."""
    bar = page.split('<div class="window-bar"')[1].split("</div>")[0]
    runs = re.findall(r'data-shape="(\w+)">(.*?)</span>', bar)
    return [(shape, windows.count("<svg")) for shape, windows in runs]


def test_no_sum_is_repeated_on_paper(followed_pages):
    assert not [path for path, page in followed_pages.items() if "<tfoot" in page]


def test_a_measure_begins_with_how_it_stands_and_what_came_of_it(units, pages):
    page = pages()["en/measures/district-heating/index.html"]

    assert text_of(page)[2:6] == [
        "done",
        "30 September 2025",
        "Measure 1/2024",
        "District heating without coal",
    ]
    assert re.findall('<p class="lead">(.*?)</p>', page, re.DOTALL)[0].strip() == (
        "The measure was completed (30 September 2025). It was due by 31 December 2025, originally by "
        '30 June 2025. Responsible: <a href="../../units/energy/">The energy unit</a>.'
    )
    assert section_of(page, "The service is in use") == [
        "The houses are heated without coal.",
        "To the service: District heating without coal",
        "Without the net: Call the energy unit.",
    ]
    assert facts_of(page) == {
        "Original and new deadline": ["30 June 2025", "31 December 2025"],
        "Completed on": ["30 September 2025"],
        "Responsible": ["The energy unit"],
        "Goal": ["X Clean energy"],
        "District": ["North"],
        "Weight": ["large"],
        "Price": ["high · Price"],
    }


def test_a_late_measure_says_for_how_long_and_why_and_when_it_is_reviewed(followed, edit, pages):
    edit("content/measures/02-tram.md", "due_now: 2027-12-31", "due_now: 2026-01-15")
    page = pages()["en/measures/tram/index.html"]

    assert "16 days late" in text_of(page)
    assert "Reason: The bridge must be mended first." in text_of(page)
    assert "Next review 15 November 2026." in text_of(page)


def test_the_history_tells_each_day(units, pages):
    page = pages()["en/measures/district-heating/index.html"]

    assert section_of(page, "History") == [
        "15 January 2024",
        "Adopted: The plan of 2024.",
        "Promised by 30 June 2025.",
        "12 February 2024",
        "The city board, section 31",
        "1 March 2024",
        "going on.",
        "The building began.",
        "10 March 2025",
        "The pipes came too late.",
        "New date: 31 December 2025.",
        "30 September 2025",
        "done.",
    ]


def test_who_is_responsible_has_a_page_and_is_a_link_in_the_sentence_and_the_facts(units, edit, pages):
    edit("content/measures/01-heating.md", "responsible: energy", "responsible: energy, line")
    files = pages()
    page = files["en/measures/district-heating/index.html"]

    sentence_and_facts = [("../../units/energy/", "The energy unit"), ("../../units/line/", "the line")] * 2
    assert re.findall('<a href="(.*?)">(The energy unit|the line)</a>', page) == sentence_and_facts
    assert "District heating without coal" in files["en/units/line/index.html"]
    cards = re.findall('data-values="(.*?)"', files["en/measures/index.html"])
    assert [re.findall(r"responsible:(\S+)", card) for card in cards] == [["energy", "line"], [], [], []]


def test_a_state_that_an_update_reports_is_told_once(followed, edit, pages):
    edit("content/measures/01-heating.md", "    due: 2025-12-31\n", "    due: 2025-12-31\n" + LAST_UPDATE)

    assert section_of(pages()["en/measures/district-heating/index.html"], "History")[-3:] == [
        "30 September 2025",
        "done.",
        "The last house has heat.",
    ]


def test_an_entry_needs_no_text_beside_a_state_a_date_a_title_or_units(units, edit, pages, run):
    heating = "content/measures/01-heating.md"
    edit(heating, "    text_sv: Bygget började.\n    text_en: The building began.\n", "")
    edit(heating, "    text_sv: Rören kom för sent.\n    text_en: The pipes came too late.\n", "")
    edit(heating, "    due: 2025-12-31\n---", "    due: 2025-12-31\n    former_responsible: line, energy\n---")
    page = pages()["en/measures/district-heating/index.html"]

    assert section_of(page, "History")[5:-2] == [
        "1 March 2024",
        "going on.",
        "10 March 2025",
        "Responsible until then: the line, The energy unit.",
        "New date: 31 December 2025.",
    ]
    changes = run("changes", "--since", "2024-02-01", "--until", "2025-03-31", "--in", "en").stdout
    assert [line.partition("heating/), ")[2] for line in changes.splitlines() if "heating" in line] == [
        "1 March 2024",
        "10 March 2025. It was due on 30 June 2025 and is now due on 31 December 2025.",
        "10 March 2025. Responsible until then: the line, The energy unit.",
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
        "Adopted: The plan of 2024.",
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

    assert ties("district-heating") == ["Merged from", "2/2025 No more coal", "Related", "2/2025 No more coal"]
    assert ties("no-coal") == [
        "Merged into",
        "1/2024 District heating without coal",
        "Related",
        "1/2024 District heating without coal",
    ]
    assert ties("tram") == [
        *("Continued by", "1/2025 Bicycles to borrow"),
        *("Carried on in", "The plan of 2025"),
        *("Indicators", "Trips by tram"),
    ]
    assert ties("bicycles") == ["Continues", "2/2024 A tram to the harbour"]


def test_an_edition_has_its_new_measures_and_those_it_goes_on_with(followed_pages):
    page = followed_pages["en/years/2025/index.html"]

    assert [
        line for line in section_of(page, "New measures: 2 measures") if line.startswith(("Bicycles", "No more"))
    ] == [
        "Bicycles to borrow",
        "No more coal",
    ]
    assert "A tram to the harbour" in section_of(page, "Measures carried on: 1 measure")


def test_an_indicator_says_in_words_what_its_line_shows(followed_pages):
    page = followed_pages["en/indicators/trips/index.html"]

    assert text_of(page, "<h1", "<table") == [
        "Trips by tram",
        "How many go by tram.",
        "Behind, but moving.",
        "First value 0 trips a day 31 December 2023",
        "Now 812.5 trips a day 31 December 2025",
        "Target 1,200 trips a day by 31 December 2027",
        "31 December 2023 31 December 2025",
        "The line runs from 0 trips a day (31 December 2023) to 812.5 trips a day (31 December 2025). The dashed line is "
        "the target of 1,200 trips a day (31 December 2027). The line breaks where a value is missing.",
    ]
    table = text_of(page, "<table", "</table>")
    assert table[3:] == [
        *("31 December 2025", "812.5"),
        *("31 December 2024", "no information"),
        *("31 December 2023", "0"),
    ]
    chart = page.split('<svg class="chart-drawing"')[1].split("</svg>")[0]
    assert re.findall("<text[^>]*>(.*?)</text>", chart) == ["Target 1,200", "0", "812.5"]
    assert (chart.count('class="chart-line"'), chart.count("<circle")) == (0, 2)


def test_a_card_has_the_values_the_target_and_the_verdict(followed_pages):
    page = followed_pages["en/indicators/index.html"]

    assert text_of(page, '<ul class="indicator-cards">', "</ul>") == [
        "Trips by tram",
        "How many go by tram.",
        "Behind, but moving.",
        "First value 0 trips a day 31 December 2023",
        "Now 812.5 trips a day 31 December 2025",
        "Target 1,200 trips a day by 31 December 2027",
    ]
    assert '<svg class="spark"' in page


def test_a_single_value_is_no_line(followed, edit, pages):
    edit("content/indicators/01-trips.md", "  - date: 2025-12-31\n    value: 812,5\n", "")

    files = pages()
    page = files["en/indicators/trips/index.html"]
    assert "Behind. One value shows no direction." in text_of(page)
    assert "chart-line" not in page + files["en/indicators/index.html"]


def test_states_are_words_with_a_drawing_in_lists(followed_pages):
    listed = followed_pages["en/measures/index.html"]

    drawn = r'<p class="row-status">.*?href="#sign-(\w+)"/></svg> (.*?)</span>'
    assert re.findall(drawn, listed) == [
        *(("tick", "done"), ("pause", "postponed"), ("dots", "no information"), ("merge", "merged")),
    ]
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

    assert len(pages) == 214
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
        (("--since", "2023"), "There is no roadmap for 2023. Write a date, or one of the years 2024, 2025."),
        (
            ("--since", "2025-03-01", "--until", "2025-02-01"),
            "2025-02-01 comes before 2025-03-01. Write the earlier date after --since.",
        ),
        (("--since", "soon"), '"soon" is not a date. Write it as 2026-11-24.'),
        (("--since", "2024", "--in", "fi"), '"fi" is not a language of the site. Use one of sv, en.'),
    ],
)
def test_changes_says_what_it_cannot_do(followed, run, options, words):
    result = run("changes", *options)

    assert (result.exit_code, result.stderr.strip()) == (2, words)


def test_a_roadmap_that_is_not_followed_up_has_no_changes(city, run):
    words = "This roadmap is not followed up. Begin with “tiekartta edition” and the year of the roadmap."

    assert run("changes", "--since", "2024").stderr.strip() == words


def test_a_new_edition_is_a_draft_that_names_what_is_open(followed, run, pages):
    before = pages()
    result = run("edition", "2026")

    assert result.exit_code == 0
    assert result.stderr.startswith("Created content/editions/2026.md as a draft. It continues 2 measures. ")
    assert (
        Path("content/editions/2026.md").read_text(encoding="utf-8")
        == """---
year: 2026
draft: yes
adopted: "?"
title_sv: Planen 2026
title_en: The plan of 2026
description_sv: "?"
description_en: "?"
carries: 02-tram.md, 03-bikes.md
---
"""
    )
    assert pages() == before


def test_an_edition_is_published_when_it_is_no_draft_any_more(followed, run, edit, pages):
    run("edition", "2026")
    edit("content/editions/2026.md", 'draft: yes\nadopted: "?"', "adopted: 2026-01-20")
    edit("content/editions/2026.md", 'description_sv: "?"', "description_sv: Vad staden lovar.")
    edit("content/editions/2026.md", 'description_en: "?"', "description_en: What the city promises.")

    page = pages()["en/years/2026/index.html"]
    assert "A tram to the harbour" in section_of(page, "Measures carried on: 2 measures")


def test_an_edition_comes_after_all_others(followed, run):
    result = run("edition", "2025")

    assert (result.exit_code, result.stderr.strip()) == (
        2,
        "There is already a roadmap for 2025. Start one for a later year, such as 2026.",
    )


def test_a_day_tells_what_is_to_be_asked(followed, run):
    result = run("check", "--today", "2026-07-01", "--format", "json")

    assert result.exit_code == 0
    told = re.findall(r'"message": "([^"]*)"', result.stdout)
    assert told == [
        "No news (no responsible unit named): the latest news is from 2025-05-05. Ask for more.",
        "No information (no responsible unit named): the status is not known. Ask for it.",
    ]
    assert run("check", "--today", "2026-07-01", "--strict").exit_code == 0
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
        '"content/editions/2026.md" already exists, for another year. Give it another name.',
    )
