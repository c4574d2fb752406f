"""The ways of readers through the miniature city: by keyboard alone, by a phone, without script, on paper."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from journeys.browser import visit
from journeys.cities import write_larger_city
from journeys.host import build, served
from journeys.keyboard import ACTIVE, tab_to

# Keeps what the status says from now on.
LISTEN = """() => {
  const status = document.querySelector("[role=status]");
  window.said = [];
  new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true });
}"""

# The numbers of the measures in sight, in the list or the table.
SHOWN_NUMBERS = "#rows > li:visible .row-facts > span:first-child, #table tbody tr:visible > td:first-child"

# One page of each kind, in English and in Swedish, and what a query of it keeps.
PAGES = {
    "home": ("en/", ""),
    "measures": ("en/measures/", "atgarder/"),
    "table": ("en/measures/?goal=X&view=table", "atgarder/?goal=X&view=table"),
    "measure": ("en/measures/tram/", "atgarder/sparvagn/"),
    "classification": ("en/goals/", "mal/"),
    "value": ("en/prices/low/", "priser/lagt/"),
    "figures": ("en/figures/", "i-siffror/"),
    "glossary": ("en/glossary/", "ordlista/"),
    "search": ("en/search/#q=tram", "sok/#q=tram"),
    "brief": ("en/brief/", "sammandrag/"),
    "print edition": ("en/whole-plan/", "hela-planen/"),
    "page": ("en/about/", "om-planen/"),
    "not found": ("en/404.html", "404.html"),
}


def hit_count(page):
    """What the list says of how many measures it shows."""
    return page.locator("#hit_count")


def expect_measures(page, *numbers):
    """Expect these measures in sight, in this order."""
    expect(page.locator(SHOWN_NUMBERS)).to_have_text([str(number) for number in numbers])


# Getting about


@pytest.mark.parametrize(("english", "swedish"), PAGES.values(), ids=PAGES.keys())
def test_the_language_link_leads_to_the_same_page_and_back(page, small_site, english, swedish):
    page.goto(small_site + english)
    page.get_by_role("link", name="På svenska", exact=True).click()
    page.wait_for_url(small_site + swedish)
    expect(page.locator("html")).to_have_attribute("lang", "sv")

    page.get_by_role("link", name="In English", exact=True).click()
    page.wait_for_url(small_site + english)


def test_the_skip_link_comes_first_and_leads_to_the_content(page, small_site):
    page.goto(small_site + "en/measures/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    expect(page.locator(".skip-link")).to_be_visible()

    page.keyboard.press("Enter")
    expect(page.locator("#main_content")).to_be_focused()


def test_by_keyboard_the_language_of_a_measure_changes_and_the_measure_stays(page, small_site):
    page.goto(small_site + "en/measures/tram/")
    tab_to(page, ".language-links a")
    page.keyboard.press("Enter")
    page.wait_for_url(small_site + "atgarder/sparvagn/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Spårvagn till hamnen")


def test_on_a_phone_the_menu_opens_and_closes(open_page, small_site):
    page = open_page(320, has_touch=True)
    page.goto(small_site + "en/")
    glossary = page.locator(".main-menu").get_by_role("link", name="Glossary", exact=True)
    menu = page.locator(".menu-toggle summary")
    menu.tap()
    expect(glossary).to_be_visible()
    menu.tap()
    expect(glossary).to_be_hidden()

    menu.tap()
    glossary.tap()

    page.wait_for_url(small_site + "en/glossary/")


def test_the_way_from_home_to_a_measure_and_on(page, small_site):
    page.goto(small_site + "en/")
    page.get_by_role("main").get_by_role("link", name="Clean energy", exact=True).click()
    page.get_by_role("link", name="District heating without coal").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("District heating without coal")

    page.locator("a[rel=next]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A tram to the harbour")


def test_a_figure_of_the_grid_leads_to_its_measures(page, small_site):
    page.goto(small_site + "en/")
    page.get_by_role("link", name="2 measures · large · Low price").click()
    page.wait_for_url("**/en/measures/?weight=L&price=low")

    expect_measures(page, 3, 4)


def test_without_script_a_figure_of_the_grid_leads_to_its_measures(open_page, small_site):
    page = open_page(java_script_enabled=False)
    page.goto(small_site + "en/")
    page.get_by_role("link", name="2 measures · large · Low price").click()
    page.wait_for_url("**/en/figures/#*")

    expect(page.locator(":target a")).to_have_text(["Timetables at the bus stops", "“Sunny roofs” for schools"])


# Filtering and sorting


def test_by_keyboard_measures_are_filtered_and_the_filters_cleared(page, small_site):
    page.goto(small_site + "en/measures/")
    tab_to(page, "[name=district][value=north]")
    page.keyboard.press("Space")
    tab_to(page, "[name=weight][value=L]")
    page.keyboard.press("Space")
    expect_measures(page, 1, 3, 6)
    expect(hit_count(page)).to_have_text("3 of 6 measures shown")
    expect(page).to_have_url(small_site + "en/measures/?district=north&weight=L")
    expect(page.locator("#chips .chip-label")).to_have_text(["District: North", "Weight: large"])

    tab_to(page, ".list-chips [data-clear]")
    page.keyboard.press("Enter")
    expect_measures(page, 1, 2, 3, 4, 5, 6)
    expect(page).to_have_url(small_site + "en/measures/")
    expect(page.locator("#filter_words")).to_be_focused()

    page.go_back()
    expect(page).to_have_url(small_site + "en/measures/?district=north&weight=L")
    expect_measures(page, 1, 3, 6)


def test_by_keyboard_a_chip_removes_its_own_filter(page, small_site):
    page.goto(small_site + "en/measures/?district=north&weight=L")
    tab_to(page, "#chips button")
    page.keyboard.press("Enter")

    expect_measures(page, 1, 3, 4, 6)
    expect(page.locator(":focus")).to_have_text("Remove: Weight: large ×")


def test_on_a_phone_the_filters_open_as_a_sheet_that_says_what_it_shows_and_leads_there(open_page, small_site):
    page = open_page(360, has_touch=True)
    page.goto(small_site + "en/measures/")
    page.get_by_role("button", name="Filter", exact=True).tap()
    sheet = page.get_by_role("dialog", name="Filter")
    sheet.get_by_label("Sustainable travel").tap()
    sheet.get_by_role("button", name="Show 2 measures").tap()

    expect(sheet).to_be_hidden()
    expect_measures(page, 2, 3)
    expect(page.locator("#results")).to_be_focused()


def test_by_keyboard_the_sheet_keeps_the_focus_and_closes_on_escape(open_page, small_site):
    page = open_page(360)
    page.goto(small_site + "en/measures/?goal=Y")
    tab_to(page, "#open_filters")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Filter")).to_be_visible()
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(f"{ACTIVE} === document.body || filter_sheet.contains({ACTIVE})")

    page.keyboard.press("Escape")
    expect(page.locator("#open_filters")).to_be_focused()
    expect_measures(page, 2, 3)


def test_a_turned_phone_that_has_room_for_the_filters_has_them_beside_the_list(open_page, small_site):
    page = open_page(360)
    page.goto(small_site + "en/measures/")
    page.locator("#open_filters").click()
    expect(page.locator("dialog > #filters")).to_be_visible()
    page.set_viewport_size({"width": 1024, "height": 600})

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator(".filter-side > #filters")).to_be_visible()
    page.get_by_label("Sustainable travel").check()
    expect_measures(page, 2, 3)


def test_a_filtered_list_is_saved_as_excel_reads_it(page, small_site):
    page.goto(small_site + "en/measures/?goal=Y&sort=title")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download the list as a CSV file").click()

    assert saved.value.suggested_filename == "measures.csv"
    assert saved.value.path().read_bytes().decode("utf-8-sig").split("\r\n") == [
        '"No.";"Measure";"Goal";"District";"Weight";"Price";"Address"',
        f'"2";"A tram to the harbour";"Y Sustainable travel";"South";"S small";"high";"{small_site}en/measures/tram/"',
        f'"3";"Timetables at the bus stops";"Y Sustainable travel";"North";"L large";"low";"{small_site}en/measures/timetables/"',
        "",
    ]


def test_a_filtered_view_can_be_sent_to_someone(page, small_site):
    page.goto(small_site + "en/measures/?goal=X&q=become&sort=-weight&view=table")

    expect(hit_count(page)).to_have_text("3 of 6 measures shown")
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.locator("#rows")).to_be_hidden()
    expect_measures(page, 4, 6, 5)
    expect(page.locator("#filter_words")).to_have_value("become")
    expect(page.get_by_role("columnheader", name="Weight")).to_have_attribute("aria-sort", "descending")


@pytest.mark.parametrize("words", ["2", "measure 2", "Åtgärd 2"])
def test_a_number_filters_the_list_to_its_measure(page, small_site, words):
    page.goto(f"{small_site}en/measures/#q={quote(words)}")

    expect_measures(page, 2)


def test_the_counts_beside_the_values_follow_the_other_filters(page, small_site):
    page.goto(small_site + "en/measures/?goal=X")

    expect(page.locator("#filters .choice")).to_have_text(
        [
            *("X Clean energy 4", "Y Sustainable travel 2", "North 3", "South 1"),
            *("small 1", "large 3", "low 2", "high 2"),
        ]
    )


def test_the_table_sorts_by_its_headings(page, small_site):
    page.goto(small_site + "en/measures/?view=table")
    heading = page.get_by_role("columnheader", name="Measure", exact=True)
    titles = [
        "A tram to the harbour",
        "District heating without coal",
        "Fields become forest",
        "Older houses become warmer",
        "“Sunny roofs” for schools",
        "Timetables at the bus stops",
    ]
    heading.get_by_role("button").click()
    expect(page).to_have_url(small_site + "en/measures/?sort=title&view=table")
    expect(page.locator("#table tbody th")).to_have_text(titles)
    expect(heading).to_have_attribute("aria-sort", "ascending")

    heading.get_by_role("button").click()
    expect(page.locator("#table tbody th")).to_have_text(titles[::-1])
    expect(heading).to_have_attribute("aria-sort", "descending")

    page.get_by_role("button", name="Weight", exact=True).click()
    expect_measures(page, 2, 5, 1, 3, 4, 6)
    expect(page.locator("[aria-sort]")).to_have_text("Weight")


def test_a_measure_is_found_by_each_of_its_values_and_is_last_where_its_step_is_not_stated(page, tmp_path):
    write_larger_city(tmp_path / "content")
    taxonomies, roofs = tmp_path / "content/classifications.yaml", tmp_path / "content/measures/04-roofs.md"
    text = taxonomies.read_text(encoding="utf-8").replace(
        "      size: 1\n      label_sv: liten", "      label_sv: liten"
    )
    taxonomies.write_text(
        text.replace("plural_en: Districts", "plural_en: Districts\n  several: yes"), encoding="utf-8"
    )
    roofs.write_text(roofs.read_text(encoding="utf-8").replace("district: south", "district: south, north"), "utf-8")
    build(tmp_path / "content", tmp_path / "site")

    orders = {
        "district=north": [1, 3, 4, 5, 6],
        "district=south": [2, 4],
        "sort=weight": [1, 3, 4, 6, 2, 5],
        "sort=-weight": [1, 3, 4, 6, 2, 5],
    }
    with served(tmp_path / "site") as site:
        for query, numbers in orders.items():
            page.goto(f"{site}en/measures/?{query}")
            expect_measures(page, *numbers)
        # The host goes before the page does, which may still load something.
        page.goto("about:blank")


def test_titles_are_in_the_order_of_the_language(page, small_site):
    page.goto(small_site + "atgarder/?sort=title&view=table")

    expect(page.locator("#table tbody th")).to_have_text(
        [
            "Fjärrvärme utan kol",
            "”Soliga tak” på skolorna",
            "Spårvagn till hamnen",
            "Tidtabeller på hållplatserna",
            "Åkrar blir skog",
            "Äldre hus blir varmare",
        ]
    )


def test_no_hit_says_what_to_do(page, small_site):
    page.goto(small_site + "en/measures/?goal=Y&weight=S&price=low")

    expect(hit_count(page)).to_have_text("No measures found.")


def test_filtering_asks_nobody(page, small_site):
    page.goto(small_site + "en/measures/")
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.locator("#filter_words").fill("bus")

    expect(page).to_have_url(small_site + "en/measures/#q=bus")
    expect(hit_count(page)).to_have_text("1 of 6 measures shown")
    expect_measures(page, 3)
    # Chromium looks at the icon anew whenever the address changes; the script that finds words comes with the first.
    # The font may be late.
    assert [url for url in requests if not url.endswith((".svg", ".js", ".woff2"))] == []


@pytest.mark.parametrize(("address", "field"), [("en/measures/", "filter_words"), ("en/search/", "search_words")])
def test_the_skip_link_leaves_the_words_that_were_just_typed(page, small_site, address, field):
    page.goto(small_site + address)
    page.locator(f"#{field}").evaluate(
        """(one) => {
          one.value = "tram";
          one.dispatchEvent(new Event("input", { bubbles: true }));
          document.querySelector(".skip-link").click();
        }"""
    )
    page.wait_for_url("**/#q=tram*")

    expect(page.locator(f"#{field}")).to_have_value("tram")


# Searching


@pytest.mark.parametrize(
    ("start", "words", "goal"),
    [
        ("en/measures/tram/", "radiators", "en/measures/district-heating/"),
        ("en/about/", "bus timetable", "en/measures/timetables/"),
        ("atgarder/sparvagn/", "bussarnas tidtabell", "atgarder/tidtabeller/"),
        ("404.html", "vintern", "atgarder/fjarrvarme/"),
    ],
)
def test_by_keyboard_from_any_page_the_search_leads_to_a_measure(page, small_site, start, words, goal):
    page.goto(small_site + start)
    tab_to(page, ".main-menu a[href$='search/'], .main-menu a[href$='sok/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(search|sok)/$"))
    tab_to(page, "#search_words")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    hit = f".search-results a[href$='/{goal.removeprefix('en/')}']"
    expect(page.locator(hit)).to_be_visible()
    tab_to(page, hit)
    page.keyboard.press("Enter")

    page.wait_for_url(small_site + goal)


def test_the_search_keeps_its_words_in_the_address_and_in_the_other_language(page, small_site):
    page.goto(small_site + "en/search/")
    page.locator("#search_words").fill("radiator")
    page.wait_for_url(small_site + "en/search/#q=radiator")
    page.get_by_role("link", name="På svenska").click()
    page.wait_for_url(small_site + "sok/#q=radiator")

    expect(page.locator(".search-results").get_by_role("link", name="Fjärrvärme utan kol")).to_be_visible()


@pytest.mark.parametrize("start", ["en/search/", "en/measures/"])
def test_no_server_sees_the_words_that_a_reader_types(page, small_site, start):
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(small_site + start)
    page.locator("input[type=search]:visible").last.fill("tram line")
    page.keyboard.press("Enter")
    expect(page).to_have_url(small_site + start + "#q=tram+line")
    expect(page.get_by_role("link", name="A tram to the harbour").first).to_be_visible()

    assert [url for url in requests if "tram" in url.removesuffix("#q=tram+line")] == []


def test_an_old_address_still_leads_to_its_words_which_move_into_the_fragment(page, small_site):
    page.goto(small_site + "en/search/?q=radiators")
    expect(page.locator(".search-results").get_by_role("link", name="District heating without coal")).to_be_visible()
    expect(page).to_have_url(small_site + "en/search/#q=radiators")

    page.goto(small_site + "en/measures/?goal=X&q=become")
    expect(hit_count(page)).to_have_text("3 of 6 measures shown")
    expect_measures(page, 4, 5, 6)
    expect(page).to_have_url(small_site + "en/measures/?goal=X#q=become")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("xyzzy", "Nothing found for “xyzzy”."),
        ("radiatros", "“radiatros” was not found. Nearest: 1 result"),
        ("radiators xyzzy", "“xyzzy” was not found. 1 result"),
        ("coal", "The glossary explains “coal”. 1 result"),
        ("%", "Type a word or the number of a measure."),
        ("", "Type a word or the number of a measure."),
    ],
)
def test_the_status_of_the_search_has_the_whole_answer(page, small_site, words, said):
    page.goto(f"{small_site}en/search/#q={quote(words)}")

    expect(page.get_by_role("status")).to_have_text(said)
    expect(page).to_have_title(
        f"{words} – Search – Climate plan of Sampleville" if words else "Search – Climate plan of Sampleville"
    )


def test_a_hit_shows_the_words_that_were_found_or_the_text_that_has_them(page, small_site):
    page.goto(small_site + "en/search/#q=tram")
    expect(page.locator("#hits mark").first).to_have_text("tram")

    page.goto(small_site + "en/search/#q=radiators")
    hit = page.locator("#hits li").first
    expect(hit.locator(".hit-reason")).to_have_text("Search words: radiator, winter")
    expect(hit.locator("mark")).to_have_text(["radiator"])

    page.goto(small_site + "en/search/#q=sparvagn")
    expect(page.locator("#hits .hit-quote").first).to_have_attribute("lang", "sv")


def test_back_from_a_measure_the_hits_and_their_place_are_as_they_were(page, large_site):
    page.goto(large_site + "haku/")
    page.locator("#search_words").fill("henkilöstö")
    page.keyboard.press("Enter")
    # Better hits may come with the later parts of the index, and move those that are shown.
    expect(page.get_by_role("status")).to_have_text("301 hakutulosta")
    page.get_by_role("button", name="Näytä lisää").click()
    page.locator("#hits a").nth(150).click()
    page.wait_for_url("**/toimenpiteet/m-*/")
    page.go_back()

    expect(page.get_by_role("status")).to_have_text("301 hakutulosta")
    expect(page.locator("#search_words")).to_have_value("henkilöstö")
    expect(page.locator("#hits a")).to_have_count(200)
    page.wait_for_function("() => scrollY === history.state.y")
    expect(page.locator("#hits a").nth(150)).to_be_in_viewport()


def test_a_filter_covers_all_parts_of_a_long_list(page, large_site):
    page.goto(large_site + "toimenpiteet/sivu/2/")
    rows, pagination = page.locator("#rows > li:visible"), page.get_by_role("navigation", name="Luettelon sivut")
    expect(hit_count(page)).to_have_text("300 toimenpidettä")
    expect(rows).to_have_count(80)

    page.locator("#filter_words").fill("uimahallissa 299")
    expect(hit_count(page)).to_have_text("Näkyvissä 2, yhteensä 300 toimenpidettä")
    expect(pagination).to_be_hidden()
    page.get_by_role("link", name="Palvelukartta uimahallissa, 299").click()
    page.wait_for_url(f"{large_site}toimenpiteet/m-00299/")

    page.go_back()
    expect(hit_count(page)).to_have_text("Näkyvissä 2, yhteensä 300 toimenpidettä")
    page.get_by_role("button", name="Tyhjennä rajaukset").first.click()
    expect(hit_count(page)).to_have_text("300 toimenpidettä")
    expect(rows).to_have_count(80)
    expect(rows.first.get_by_role("link")).to_have_text("Varausjärjestelmä koulussa, 81")
    expect(pagination).to_be_visible()


def test_an_address_with_a_choice_shows_all_parts_sorted_in_the_table_too(page, large_site):
    page.goto(large_site + "sv/atgarder/?goal=B&sort=-impact&view=table")
    expect(hit_count(page)).to_have_text("Visas 75, totalt 300 åtgärder")
    column = page.locator("#table thead th").all_inner_texts().index("Genomslag") + 1
    sizes = page.locator(f"#table tbody tr:visible > :nth-child({column})").all_inner_texts()

    assert len(sizes) == 75
    assert sizes == sorted(sizes)
    assert set(sizes) == {"L Stort", "M Måttligt", "S Litet"}


def test_when_a_part_of_the_list_does_not_come_the_reader_is_told_and_may_ask_again(page, large_site, complaints):
    page.route("**/sivu/3/", lambda route: route.abort())
    with page.expect_console_message():
        page.goto(large_site + "toimenpiteet/?q=satamassa")
    expect(hit_count(page)).to_contain_text("Haku ei toimi juuri nyt.")
    assert [one.split(":")[0] for one in complaints] == ["Failed to load resource"]

    complaints.clear()
    page.unroute("**/sivu/3/")
    page.locator("#filter_words").fill("satamassa")
    expect(hit_count(page)).to_contain_text("toimenpidettä")
    expect(page.get_by_role("link", name="Avoin tieto satamassa, 289")).to_be_visible()


def test_without_script_a_long_list_is_read_part_by_part(open_page, large_site):
    page = open_page(java_script_enabled=False)
    page.goto(large_site + "toimenpiteet/")
    numbers = []
    for part in ("2", "3", "4", None):
        numbers += page.locator("#rows > li").evaluate_all("cards => cards.map((card) => card.dataset.number)")
        if part:
            page.get_by_role("navigation", name="Luettelon sivut").get_by_role("link", name=part, exact=True).click()
            page.wait_for_url(f"**/sivu/{part}/")

    assert numbers == [str(location) for location in range(1, 301)]


def test_the_first_part_of_an_index_answers_and_the_last_adds_to_it(page, large_site, second_part):
    page.goto(large_site + "haku/?q=henkilöstö")
    first, results = page.locator("#hits a").first, page.locator("#search_results")
    first.focus()
    page.evaluate(LISTEN)
    best = first.inner_text()
    expect(results).to_have_attribute("aria-busy", "true")
    expect(page.locator("#hits a")).to_have_count(40)

    second_part().continue_()
    expect(results).not_to_have_attribute("aria-busy", "true")
    assert page.evaluate("said") == ["301 hakutulosta"]
    expect(first).to_have_text(best)
    expect(first).to_be_focused()


def test_the_focus_goes_to_the_best_hit_when_its_own_is_one_no_more(page, large_site, second_part):
    page.goto(large_site + "haku/?q=uimahallissa 299")
    page.locator("#hits a").first.focus()
    second_part().continue_()
    expect(page.get_by_role("status")).to_contain_text("hakutulos")

    expect(page.locator("#hits a").first).to_have_text("Palvelukartta uimahallissa, 299")
    expect(page.locator("#hits a").first).to_be_focused()


def test_what_was_found_stays_when_a_part_fails_and_the_next_words_fetch_it(page, large_site, second_part, complaints):
    page.goto(large_site + "haku/?q=henkilöstö")
    hits = page.locator("#hits a")
    expect(hits).to_have_count(40)
    with page.expect_console_message():
        second_part().abort()
    expect(page.get_by_role("status")).to_contain_text("Haku ei toimi juuri nyt.")
    expect(hits).to_have_count(40)
    assert [one.split(":")[0] for one in complaints] == ["Failed to load resource"]

    complaints.clear()
    page.locator("#search_words").fill("henkilöstön")
    expect(page.get_by_role("status")).to_have_text("301 hakutulosta")


def test_words_that_change_while_parts_come_are_answered_from_all_of_them(page, large_site, second_part):
    page.goto(large_site + "haku/?q=henkilöstö")
    expect(page.locator("#hits a").first).to_be_visible()
    page.locator("#search_words").fill("saavutettavuusseloste")
    page.wait_for_url("**/#q=saavutettavuusseloste")
    page.evaluate(LISTEN)
    second_part().continue_()
    expect(page.locator("#search_results")).not_to_have_attribute("aria-busy", "true")

    assert page.evaluate("said") == ["1 hakutulos"]
    expect(page.locator("#hits a")).to_have_text(["Saavutettavuusseloste"])


def test_by_keyboard_more_hits_are_shown_and_the_focus_goes_to_the_first_of_them(page, large_site):
    page.goto(large_site + "haku/?q=henkilöstö")
    expect(page.get_by_role("status")).to_have_text("301 hakutulosta")
    hits, more = page.locator("#hits a"), page.get_by_role("button", name="Näytä lisää")
    for count in (100, 200, 300):
        expect(hits).to_have_count(count)
        more.press("Enter")
        expect(hits.nth(count)).to_be_focused()

    expect(hits).to_have_count(301)
    expect(more).to_be_hidden()


# Words explained


def test_by_keyboard_a_term_is_opened_and_left_by_escape(page, small_site):
    page.goto(small_site + "en/measures/district-heating/")
    tab_to(page, ".term")
    page.keyboard.press("Enter")
    note = page.locator(".term-note:visible")
    expect(note.locator("p").first).to_have_text("coal: A fuel that is dug out of the earth.")

    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(page.locator(".term").first).to_be_focused()


def test_a_term_leads_on_to_the_glossary(page, small_site):
    page.goto(small_site + "en/measures/district-heating/")
    page.locator(".term").first.click()
    page.get_by_role("link", name="coal in the glossary").click()
    page.wait_for_url(small_site + "en/glossary/#coal")

    expect(page.locator(":target h2")).to_have_text("coal")


# Without script, without traces, on paper


def test_without_script_every_measure_and_every_value_has_its_way(open_page, small_site):
    page = open_page(java_script_enabled=False)
    page.goto(small_site + "en/measures/")
    expect(page.locator("#rows > li")).to_have_count(6)
    expect(page.locator("#filters")).to_be_hidden()
    page.get_by_role("main").get_by_role("link", name="Goals").click()
    page.get_by_role("link", name="Sustainable travel").first.click()
    expect(page.locator(".measure-row")).to_have_count(2)

    page.goto(small_site + "en/measures/")
    page.locator("[name=view][value=table]").check()
    expect(page.get_by_role("table")).to_be_visible()

    page.goto(small_site + "en/figures/")
    headings = []
    for address in page.locator(".share-list dt a").evaluate_all("links => [...new Set(links.map((one) => one.href))]"):
        page.goto(address)
        headings.append(page.get_by_role("heading", level=1).inner_text())
    assert [one for one in headings if one != "In figures"] == [
        "X Clean energy",
        "Y Sustainable travel",
        "Low price",
        "High price",
    ]


def test_without_script_the_search_says_what_to_do(open_page, small_site):
    page = open_page(java_script_enabled=False)
    page.goto(small_site + "en/search/?q=tram")

    expect(page.get_by_role("main")).to_contain_text("The search needs JavaScript.", use_inner_text=True)
    expect(page.get_by_role("main").get_by_role("link", name="Measures", exact=True)).to_be_visible()
    expect(page.locator("#search_form")).to_be_hidden()


def test_no_page_stores_anything_or_asks_another_host(page, small_site):
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    for english, _ in PAGES.values():
        visit(page, small_site + english)
    kept = page.evaluate("localStorage.length + sessionStorage.length")

    assert [url for url in requests if not url.startswith(small_site)] == []
    assert (kept, page.context.cookies()) == (0, [])


def test_on_paper_there_is_no_navigation(page, small_site):
    page.goto(small_site + "en/measures/tram/")
    page.emulate_media(media="print")
    navigation = page.locator("nav, [role=search], .language-links, .skip-link, .menu-toggle")

    expect(navigation.filter(visible=True)).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_on_paper_no_sum_is_repeated_and_no_table_is_cut(page, small_site):
    page.goto(small_site + "en/brief/")
    page.emulate_media(media="print")

    for frame in page.locator(".table-frame").all():
        expect(frame).to_have_css("overflow-x", "visible")
    assert (
        page.locator("table").evaluate_all("tables => tables.map(one => [one.tFoot, one.scrollWidth > innerWidth])")
        == [[None, False]] * page.locator("table").count()
    )
