"""The ways of readers through the miniature city: by keyboard alone, by a phone, without script, on paper."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Error

from journeys.cities import write_larger_city
from journeys.host import build, served
from journeys.keyboard import ACTIVE, tab_to

# Keeps what the status says from now on.
LISTEN = """() => {
  const status = document.querySelector("[role=status]");
  window.said = [];
  new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true });
}"""

# The numbers of the measures in sight, in their order.
SHOWN = (
    "[...document.querySelectorAll('#rows > li, #table tbody tr')]"
    ".filter((one) => one.checkVisibility()).map((one) => Number(one.dataset.number))"
)

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


def shown(page):
    """The numbers of the measures in sight, in their order."""
    return page.evaluate(SHOWN)


def wait_until_shown(page, numbers):
    """Waits for these measures, in this order: what looks words up is fetched only when there are words."""
    try:
        page.wait_for_function(f"(numbers) => String({SHOWN}) === String(numbers)", arg=numbers, timeout=5_000)
    except Error:
        assert shown(page) == numbers


# Getting about


@pytest.mark.parametrize(("english", "swedish"), PAGES.values(), ids=PAGES.keys())
def test_the_language_link_leads_to_the_same_page_and_back(page, small_site, english, swedish):
    page.goto(small_site + english)
    page.get_by_role("link", name="På svenska", exact=True).click()
    page.wait_for_url(small_site + swedish)
    assert page.locator("html").get_attribute("lang") == "sv"

    page.get_by_role("link", name="In English", exact=True).click()
    page.wait_for_url(small_site + english)


def test_the_skip_link_comes_first_and_leads_to_the_content(page, small_site):
    page.goto(small_site + "en/measures/")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{ACTIVE}.textContent") == "Skip to the content"
    assert page.locator(".skip-link").is_visible()

    page.keyboard.press("Enter")
    assert page.evaluate(f"{ACTIVE}.id") == "main_content"


def test_by_keyboard_the_language_of_a_measure_changes_and_the_measure_stays(page, small_site):
    page.goto(small_site + "en/measures/tram/")
    tab_to(page, ".language-links a")
    page.keyboard.press("Enter")
    page.wait_for_url(small_site + "atgarder/sparvagn/")

    assert page.get_by_role("heading", level=1).inner_text() == "Spårvagn till hamnen"


def test_on_a_phone_the_menu_opens_and_closes(open_page, small_site):
    page = open_page(320, has_touch=True)
    page.goto(small_site + "en/")
    glossary = page.locator(".main-menu").get_by_role("link", name="Glossary", exact=True)
    menu = page.locator(".menu-toggle summary")
    menu.tap()
    assert glossary.is_visible()
    menu.tap()
    assert not glossary.is_visible()

    menu.tap()
    glossary.tap()

    page.wait_for_url(small_site + "en/glossary/")


def test_the_way_from_home_to_a_measure_and_on(page, small_site):
    page.goto(small_site + "en/")
    page.get_by_role("main").get_by_role("link", name="Clean energy", exact=True).click()
    page.get_by_role("link", name="District heating without coal").click()
    assert page.get_by_role("heading", level=1).inner_text() == "District heating without coal"

    page.locator("a[rel=next]").click()
    page.get_by_role("heading", level=1, name="A tram to the harbour").wait_for()


def test_a_figure_of_the_grid_leads_to_its_measures(page, small_site):
    page.goto(small_site + "en/")
    page.get_by_role("link", name="2 measures · large · Low price").click()
    page.wait_for_url("**/en/measures/?weight=L&price=low")

    wait_until_shown(page, [3, 4])


def test_without_script_a_figure_of_the_grid_leads_to_its_measures(open_page, small_site):
    page = open_page(java_script_enabled=False)
    page.goto(small_site + "en/")
    page.get_by_role("link", name="2 measures · large · Low price").click()
    page.wait_for_url("**/en/figures/#*")

    assert page.locator(":target a").all_inner_texts() == ["Timetables at the bus stops", "“Sunny roofs” for schools"]


# Filtering and sorting


def test_by_keyboard_measures_are_filtered_and_the_filters_cleared(page, small_site):
    page.goto(small_site + "en/measures/")
    tab_to(page, "[name=district][value=north]")
    page.keyboard.press("Space")
    tab_to(page, "[name=weight][value=L]")
    page.keyboard.press("Space")
    wait_until_shown(page, [1, 3, 6])
    assert hit_count(page).inner_text() == "3 of 6 measures shown"
    assert page.url == small_site + "en/measures/?district=north&weight=L"
    assert page.locator("#chips .chip-label").all_inner_texts() == ["District: North", "Weight: large"]

    tab_to(page, ".list-chips [data-clear]")
    page.keyboard.press("Enter")
    wait_until_shown(page, [1, 2, 3, 4, 5, 6])
    assert page.url == small_site + "en/measures/"
    assert page.evaluate(f"{ACTIVE}.id") == "filter_words"

    page.go_back()
    page.wait_for_url("**/?district=north&weight=L")
    wait_until_shown(page, [1, 3, 6])


def test_by_keyboard_a_chip_removes_its_own_filter(page, small_site):
    page.goto(small_site + "en/measures/?district=north&weight=L")
    tab_to(page, "#chips button")
    page.keyboard.press("Enter")

    wait_until_shown(page, [1, 3, 4, 6])
    assert page.evaluate(f"{ACTIVE}.textContent") == "Remove: Weight: large ×"


def test_on_a_phone_the_filters_open_as_a_sheet_that_says_what_it_shows_and_leads_there(open_page, small_site):
    page = open_page(360, has_touch=True)
    page.goto(small_site + "en/measures/")
    page.get_by_role("button", name="Filter", exact=True).tap()
    sheet = page.get_by_role("dialog", name="Filter")
    sheet.get_by_label("Sustainable travel").tap()
    sheet.get_by_role("button", name="Show 2 measures").tap()

    assert not sheet.is_visible()
    wait_until_shown(page, [2, 3])
    assert page.evaluate(f"{ACTIVE}.id") == "results"


def test_by_keyboard_the_sheet_keeps_the_focus_and_closes_on_escape(open_page, small_site):
    page = open_page(360)
    page.goto(small_site + "en/measures/?goal=Y")
    tab_to(page, "#open_filters")
    page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(f"{ACTIVE} === document.body || filter_sheet.contains({ACTIVE})")

    page.keyboard.press("Escape")
    assert page.evaluate(f"{ACTIVE}.id") == "open_filters"
    wait_until_shown(page, [2, 3])


def test_a_turned_phone_that_has_room_for_the_filters_has_them_beside_the_list(open_page, small_site):
    page = open_page(360)
    page.goto(small_site + "en/measures/")
    page.locator("#open_filters").click()
    page.set_viewport_size({"width": 1024, "height": 600})

    page.get_by_label("Sustainable travel").check()
    assert not page.get_by_role("dialog").is_visible()
    wait_until_shown(page, [2, 3])


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
    hit_count(page).get_by_text("3 of 6 measures shown").wait_for()

    assert page.get_by_role("table").is_visible()
    assert not page.locator("#rows").is_visible()
    wait_until_shown(page, [4, 6, 5])
    assert page.locator("#filter_words").input_value() == "become"
    assert page.get_by_role("columnheader", name="Weight").get_attribute("aria-sort") == "descending"


@pytest.mark.parametrize("words", ["2", "measure 2", "Åtgärd 2"])
def test_a_number_filters_the_list_to_its_measure(page, small_site, words):
    page.goto(f"{small_site}en/measures/#q={quote(words)}")

    wait_until_shown(page, [2])


def test_the_counts_beside_the_values_follow_the_other_filters(page, small_site):
    page.goto(small_site + "en/measures/?goal=X")
    choices = "boxes => boxes.map((one) => `${one.value} ${one.labels[0].querySelector('.choice-count').textContent}`)"
    counts = page.locator("#filters [type=checkbox]").evaluate_all(choices)

    assert counts == ["X 4", "Y 2", "north 3", "south 1", "S 1", "L 3", "low 2", "high 2"]


def test_the_table_sorts_by_its_headings(page, small_site):
    page.goto(small_site + "en/measures/?view=table")
    heading = page.get_by_role("columnheader", name="Measure", exact=True)
    heading.get_by_role("button").click()
    titles = page.locator("#table tbody th").all_inner_texts()
    assert page.url == small_site + "en/measures/?sort=title&view=table"
    assert titles == [
        "A tram to the harbour",
        "District heating without coal",
        "Fields become forest",
        "Older houses become warmer",
        "“Sunny roofs” for schools",
        "Timetables at the bus stops",
    ]
    assert heading.get_attribute("aria-sort") == "ascending"

    heading.get_by_role("button").click()
    assert page.locator("#table tbody th").all_inner_texts() == titles[::-1]
    assert heading.get_attribute("aria-sort") == "descending"

    page.get_by_role("button", name="Weight", exact=True).click()
    wait_until_shown(page, [2, 5, 1, 3, 4, 6])
    assert heading.get_attribute("aria-sort") is None


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

    with served(tmp_path / "site") as site:
        orders = []
        for query in ("district=north", "district=south", "sort=weight", "sort=-weight"):
            page.goto(f"{site}en/measures/?{query}")
            orders.append(shown(page))
        # The host goes before the page does, which may still load something.
        page.goto("about:blank")

    assert orders == [[1, 3, 4, 5, 6], [2, 4], [1, 3, 4, 6, 2, 5], [1, 3, 4, 6, 2, 5]]


def test_titles_are_in_the_order_of_the_language(page, small_site):
    page.goto(small_site + "atgarder/?sort=title&view=table")

    assert [title[:6] for title in page.locator("#table tbody th").all_inner_texts()] == [
        "Fjärrv",
        "”Solig",
        "Spårva",
        "Tidtab",
        "Åkrar ",
        "Äldre ",
    ]


def test_no_hit_says_what_to_do(page, small_site):
    page.goto(small_site + "en/measures/?goal=Y&weight=S&price=low")

    assert hit_count(page).inner_text() == "No measures found."


def test_filtering_asks_nobody(page, small_site):
    page.goto(small_site + "en/measures/")
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.locator("#filter_words").fill("bus")
    page.wait_for_url("**/#q=bus")

    hit_count(page).get_by_text("1 of 6 measures shown").wait_for()
    wait_until_shown(page, [3])
    # Chromium looks at the icon anew whenever the address changes; the script that finds words comes with the first.
    assert [url for url in requests if not url.endswith((".svg", ".js"))] == []


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

    assert page.locator(f"#{field}").input_value() == "tram"


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
    page.locator("#search_words").wait_for()
    tab_to(page, "#search_words")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    hit = f".search-results a[href$='/{goal.removeprefix('en/')}']"
    page.locator(hit).wait_for()
    tab_to(page, hit)
    page.keyboard.press("Enter")

    page.wait_for_url(small_site + goal)


def test_the_search_keeps_its_words_in_the_address_and_in_the_other_language(page, small_site):
    page.goto(small_site + "en/search/")
    page.locator("#search_words").fill("radiator")
    page.wait_for_url(small_site + "en/search/#q=radiator")
    page.get_by_role("link", name="På svenska").click()
    page.wait_for_url(small_site + "sok/#q=radiator")

    page.locator(".search-results").get_by_role("link", name="Fjärrvärme utan kol").wait_for()


@pytest.mark.parametrize("start", ["en/search/", "en/measures/"])
def test_no_server_sees_the_words_that_a_reader_types(page, small_site, start):
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(small_site + start)
    page.locator("input[type=search]:visible").last.fill("tram line")
    page.keyboard.press("Enter")
    page.wait_for_url("**/#q=tram+line")
    page.get_by_role("link", name="A tram to the harbour").first.wait_for()

    assert [url for url in requests if "tram" in url.removesuffix("#q=tram+line")] == []


def test_an_old_address_still_leads_to_its_words_which_move_into_the_fragment(page, small_site):
    page.goto(small_site + "en/search/?q=radiators")
    page.locator(".search-results").get_by_role("link", name="District heating without coal").wait_for()
    assert page.url == small_site + "en/search/#q=radiators"

    page.goto(small_site + "en/measures/?goal=X&q=become")
    hit_count(page).get_by_text("3 of 6 measures shown").wait_for()
    wait_until_shown(page, [4, 5, 6])
    assert page.url == small_site + "en/measures/?goal=X#q=become"


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

    page.get_by_role("status").get_by_text(said, exact=True).wait_for()
    assert page.title() == (
        f"{words} – Search – Climate plan of Sampleville" if words else "Search – Climate plan of Sampleville"
    )


def test_a_hit_shows_the_words_that_were_found_or_the_text_that_has_them(page, small_site):
    page.goto(small_site + "en/search/#q=tram")
    assert page.locator("#hits mark").first.inner_text() == "tram"

    page.goto(small_site + "en/search/#q=radiators")
    hit = page.locator("#hits li").first
    assert hit.locator(".hit-reason").inner_text() == "Search words: radiator, winter"
    assert hit.locator("mark").all_inner_texts() == ["radiator"]

    page.goto(small_site + "en/search/#q=sparvagn")
    assert page.locator("#hits .hit-quote").first.get_attribute("lang") == "sv"


def test_back_from_a_measure_the_hits_and_their_place_are_as_they_were(page, large_site):
    page.goto(large_site + "haku/")
    page.locator("#search_words").fill("henkilöstö")
    page.keyboard.press("Enter")
    # Better hits may come with the later parts of the index, and move those that are shown.
    page.get_by_role("status").get_by_text("301 hakutulosta").wait_for()
    page.get_by_role("button", name="Näytä lisää").click()
    page.locator("#hits a").nth(150).click()
    page.wait_for_url("**/toimenpiteet/m-*/")
    page.go_back()
    page.get_by_role("status").get_by_text("301 hakutulosta").wait_for()

    assert page.locator("#search_words").input_value() == "henkilöstö"
    assert page.locator("#hits a").count() == 200
    # The font that comes later may move the lines, and the browser the page with them.
    place = "document.querySelectorAll('#hits a')[150].getBoundingClientRect().y"
    page.wait_for_function(f"() => 0 < {place} && {place} < 900", timeout=5_000)


def test_a_filter_covers_all_parts_of_a_long_list(page, large_site):
    page.goto(large_site + "toimenpiteet/sivu/2/")
    rows = page.locator("#rows > li:visible")
    count = hit_count(page).inner_text().replace("\u00ad", "")
    assert (count, rows.count()) == ("300 toimenpidettä", 80)

    page.locator("#filter_words").fill("uimahallissa 299")
    hit_count(page).get_by_text("Näkyvissä 2, yhteensä 300 toimenpidettä").wait_for()
    assert page.get_by_role("navigation", name="Luettelon sivut").count() == 0
    page.get_by_role("link", name="Palvelukartta uimahallissa, 299").click()
    assert page.url == f"{large_site}toimenpiteet/m-00299/"

    page.go_back()
    hit_count(page).get_by_text("Näkyvissä 2, yhteensä 300 toimenpidettä").wait_for()
    page.get_by_role("button", name="Tyhjennä rajaukset").first.click()
    assert (hit_count(page).inner_text(), rows.count()) == ("300 toimenpidettä", 80)
    assert rows.first.get_by_role("link").inner_text().replace("\u00ad", "") == "Varausjärjestelmä koulussa, 81"
    assert page.get_by_role("navigation", name="Luettelon sivut").is_visible()


def test_an_address_with_a_choice_shows_all_parts_sorted_in_the_table_too(page, large_site):
    page.goto(large_site + "sv/atgarder/?goal=B&sort=-impact&view=table")
    hit_count(page).get_by_text("Visas 75, totalt 300 åtgärder").wait_for()
    column = page.locator("#table thead th").all_inner_texts().index("Genomslag") + 1
    sizes = page.locator(f"#table tbody tr:visible > :nth-child({column})").all_inner_texts()

    assert len(sizes) == 75
    assert sizes == sorted(sizes)
    assert set(sizes) == {"L Stort", "M Måttligt", "S Litet"}


def test_when_a_part_of_the_list_does_not_come_the_reader_is_told_and_may_ask_again(page, large_site, complaints):
    page.route("**/sivu/3/", lambda route: route.abort())
    page.goto(large_site + "toimenpiteet/?q=satamassa")
    hit_count(page).get_by_text("Haku ei toimi juuri nyt.").wait_for()
    assert [one.split(":")[0] for one in complaints] == ["Failed to load resource"]

    complaints.clear()
    page.unroute("**/sivu/3/")
    page.locator("#filter_words").fill("satamassa")
    hit_count(page).get_by_text("toimenpidettä").wait_for()
    assert page.get_by_role("link", name="Avoin tieto satamassa, 289").is_visible()


def test_without_script_a_long_list_is_read_part_by_part(open_page, large_site):
    page = open_page(java_script_enabled=False)
    page.goto(large_site + "toimenpiteet/")
    numbers = []
    for part in ("2", "3", "4", None):
        numbers += page.locator("#rows > li").evaluate_all("cards => cards.map((card) => card.dataset.number)")
        if part:
            page.get_by_role("navigation", name="Luettelon sivut").get_by_role("link", name=part, exact=True).click()

    assert numbers == [str(location) for location in range(1, 301)]


def test_the_first_part_of_an_index_answers_and_the_last_adds_to_it(page, large_site, second_part):
    page.goto(large_site + "haku/?q=henkilöstö")
    page.locator("#hits a").first.focus()
    page.evaluate(LISTEN)
    best = page.evaluate(f"{ACTIVE}.textContent")
    assert page.locator("#search_results").get_attribute("aria-busy") == "true"
    assert page.locator("#hits a").count() == 40

    second_part().continue_()
    page.get_by_role("status").get_by_text("hakutulosta").wait_for()
    assert page.evaluate("said") == ["301 hakutulosta"]
    assert page.locator("#search_results").get_attribute("aria-busy") is None
    assert page.locator("#hits a").first.inner_text() == best
    assert page.evaluate(f"{ACTIVE}.textContent") == best


def test_the_focus_goes_to_the_best_hit_when_its_own_is_one_no_more(page, large_site, second_part):
    page.goto(large_site + "haku/?q=uimahallissa 299")
    page.locator("#hits a").first.focus()
    second_part().continue_()
    page.get_by_role("status").get_by_text("hakutulos").wait_for()

    first = page.locator("#hits a").first
    assert first.inner_text().replace("\u00ad", "") == "Palvelukartta uimahallissa, 299"
    assert first.evaluate(f"one => one === {ACTIVE}")


def test_what_was_found_stays_when_a_part_fails_and_the_next_words_fetch_it(page, large_site, second_part, complaints):
    page.goto(large_site + "haku/?q=henkilöstö")
    page.locator("#hits a").first.wait_for()
    before = page.locator("#hits a").count()
    second_part().abort()
    page.get_by_role("status").get_by_text("Haku ei toimi juuri nyt.").wait_for()
    assert page.locator("#hits a").count() == before
    assert [one.split(":")[0] for one in complaints] == ["Failed to load resource"]

    complaints.clear()
    page.locator("#search_words").fill("henkilöstön")
    page.get_by_role("status").get_by_text("301 hakutulosta").wait_for()


def test_words_that_change_while_parts_come_are_answered_from_all_of_them(page, large_site, second_part):
    page.goto(large_site + "haku/?q=henkilöstö")
    page.locator("#hits a").first.wait_for()
    page.locator("#search_words").fill("saavutettavuusseloste")
    page.wait_for_url("**/#q=saavutettavuusseloste")
    page.evaluate(LISTEN)
    second_part().continue_()
    page.get_by_role("status").get_by_text("hakutulos").wait_for()

    assert page.evaluate("said") == ["1 hakutulos"]
    titles = [title.replace("\u00ad", "") for title in page.locator("#hits a").all_inner_texts()]
    assert titles == ["Saavutettavuusseloste"]


def test_by_keyboard_more_hits_are_shown_and_the_focus_goes_to_the_first_of_them(page, large_site):
    page.goto(large_site + "haku/?q=henkilöstö")
    page.get_by_role("status").get_by_text("301 hakutulosta").wait_for()
    counts, hits = [], page.locator("#hits a")
    while (more := page.get_by_role("button", name="Näytä lisää")).count():
        counts.append(hits.count())
        more.press("Enter")
        assert page.evaluate(f"{ACTIVE}.href") == hits.nth(counts[-1]).evaluate("one => one.href")

    assert [*counts, hits.count()] == [100, 200, 300, 301]


# Words explained


def test_by_keyboard_a_term_is_opened_and_left_by_escape(page, small_site):
    page.goto(small_site + "en/measures/district-heating/")
    tab_to(page, ".term")
    page.keyboard.press("Enter")
    note = page.locator(".term-note:visible")
    assert note.locator("p").first.inner_text() == "coal: A fuel that is dug out of the earth."

    page.keyboard.press("Escape")
    assert note.count() == 0
    assert page.evaluate(f"{ACTIVE}.className") == "term"


def test_a_term_leads_on_to_the_glossary(page, small_site):
    page.goto(small_site + "en/measures/district-heating/")
    page.locator(".term").first.click()
    page.get_by_role("link", name="coal in the glossary").click()
    page.wait_for_url(small_site + "en/glossary/#coal")

    assert page.locator(":target h2").inner_text() == "coal"


# Without script, without traces, on paper


def test_without_script_every_measure_and_every_value_has_its_way(open_page, small_site):
    page = open_page(java_script_enabled=False)
    page.goto(small_site + "en/measures/")
    assert page.locator("#rows > li").count() == 6
    assert not page.locator("#filters").is_visible()
    page.get_by_role("main").get_by_role("link", name="Goals").click()
    page.get_by_role("link", name="Sustainable travel").first.click()
    assert page.locator(".measure-row").count() == 2

    page.goto(small_site + "en/measures/")
    page.locator("[name=view][value=table]").check()
    assert page.get_by_role("table").is_visible()

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

    assert "The search needs JavaScript." in page.get_by_role("main").inner_text()
    assert page.get_by_role("main").get_by_role("link", name="Measures", exact=True).is_visible()
    assert not page.locator("#search_form").is_visible()


def test_no_page_stores_anything_or_asks_another_host(page, small_site):
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    for english, _ in PAGES.values():
        page.goto(small_site + english)
    kept = page.evaluate("localStorage.length + sessionStorage.length")

    assert [url for url in requests if not url.startswith(small_site)] == []
    assert (kept, page.context.cookies()) == (0, [])


def test_on_paper_there_is_no_navigation(page, small_site):
    page.goto(small_site + "en/measures/tram/")
    page.emulate_media(media="print")
    navigation = page.locator("nav, [role=search], .language-links, .skip-link, .menu-toggle")

    assert {one.is_visible() for one in navigation.all()} == {False}
    assert page.get_by_role("heading", level=1).is_visible()


def test_on_paper_no_sum_is_repeated_and_no_table_is_cut(page, small_site):
    page.goto(small_site + "en/brief/")
    page.emulate_media(media="print")

    assert (
        page.locator("table").evaluate_all("tables => tables.map(one => [one.tFoot, one.scrollWidth > innerWidth])")
        == [[None, False]] * page.locator("table").count()
    )
    assert (
        page.locator(".table-frame").evaluate_all("frames => frames.map(one => getComputedStyle(one).overflowX)")
        == ["visible"] * page.locator(".table-frame").count()
    )
