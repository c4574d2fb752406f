"""The ways of readers through the site: by keyboard alone, by a phone, without script, on paper."""

from __future__ import annotations

import pytest
from browser.pages import KINDS

ACTIVE = "document.activeElement"


def tab_to(page, selector):
    """Presses Tab until what the selector names has the focus."""
    for _ in range(300):
        page.keyboard.press("Tab")
        if page.evaluate(f"{ACTIVE}.matches({selector!r})"):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def shown(page):
    """The numbers of the measures in sight, in their order."""
    return page.evaluate(
        "[...document.querySelectorAll('#cards li, #table tbody tr')]"
        ".filter((one) => one.checkVisibility()).map((one) => Number(one.dataset.number))"
    )


@pytest.mark.parametrize(("finnish", "swedish"), KINDS.values(), ids=KINDS.keys())
def test_the_language_link_leads_to_the_same_page_and_back(page, site, finnish, swedish):
    page.goto(site + finnish)
    page.get_by_role("link", name="På svenska", exact=True).click()
    page.wait_for_url(site + swedish)
    assert page.locator("html").get_attribute("lang") == "sv"

    page.get_by_role("link", name="Suomeksi", exact=True).click()
    page.wait_for_url(site + finnish)


def test_the_skip_link_comes_first_and_leads_to_the_content(page, site):
    page.goto(site + "toimenpiteet/")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{ACTIVE}.textContent") == "Siirry sisältöön"
    assert page.locator(".skip-link").is_visible()

    page.keyboard.press("Enter")
    assert page.evaluate(f"{ACTIVE}.id") == "main_content"


def test_by_keyboard_the_language_of_a_measure_changes_and_the_measure_stays(page, site):
    page.goto(site + KINDS["measure"][0])
    tab_to(page, ".language-links a")
    page.keyboard.press("Enter")
    page.wait_for_url(site + KINDS["measure"][1])

    assert page.get_by_role("heading", level=1).inner_text() == "Införande av en IoT-plattform"


def test_by_keyboard_measures_are_filtered_and_the_filters_cleared(page, site):
    page.goto(site + "toimenpiteet/")
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    tab_to(page, "[name=source][value=law]")
    page.keyboard.press("Space")
    tab_to(page, "[name=impact][value=L]")
    page.keyboard.press("Space")
    assert page.get_by_role("status").inner_text() == f"{len(shown(page))} toimenpidettä"
    assert page.url == site + "toimenpiteet/?source=law&impact=L"
    assert page.locator("#chips .chip-label").all_inner_texts() == [
        "Mihin toimenpide perustuu: Laki",
        "Vaikuttavuus: Suuri",
    ]

    tab_to(page, "#clear_filters")
    page.keyboard.press("Enter")
    assert len(shown(page)) == 26
    assert page.url == site + "toimenpiteet/"
    assert page.evaluate(f"{ACTIVE}.id") == "filter_words"

    page.go_back()
    page.wait_for_url("**/?source=law&impact=L")
    assert 0 < len(shown(page)) < 9


def test_a_filtered_view_can_be_sent_to_someone(page, site):
    page.goto(site + "toimenpiteet/?goal=A&goal=B&q=kuntalaiset&sort=-impact&view=table")

    assert page.get_by_role("table").is_visible()
    assert not page.locator("#cards").is_visible()
    assert set(shown(page)) <= set(range(1, 10))
    assert page.locator("#filter_words").input_value() == "kuntalaiset"
    assert page.get_by_role("columnheader", name="Vaikuttavuus").get_attribute("aria-sort") == "descending"


def test_the_counts_beside_the_values_follow_the_other_filters(page, site):
    page.goto(site + "toimenpiteet/?goal=B")
    count = page.locator("[name=beneficiary][value=residents] ~ .choice-count")

    assert count.text_content() == "1"
    assert page.locator("[name=goal][value=A] ~ .choice-count").text_content() == "7"


def test_the_table_sorts_by_its_headings(page, site):
    page.goto(site + "toimenpiteet/?view=table")
    page.get_by_role("button", name="Toimenpide", exact=True).click()
    titles = page.locator("#table tbody th").all_inner_texts()
    assert page.url == site + "toimenpiteet/?sort=title&view=table"
    assert titles[:2] == ["”Asiakaspalveluappi ja -kortti”", "Digitoidaan arkistot"]

    page.get_by_role("button", name="Toimenpide", exact=True).click()
    assert page.locator("#table tbody th").all_inner_texts() != titles
    assert page.get_by_role("columnheader", name="Toimenpide", exact=True).get_attribute("aria-sort") == "descending"


def test_no_hit_says_what_to_do(page, site):
    page.goto(site + "toimenpiteet/?goal=B&source=end-of-support")

    assert page.get_by_role("status").inner_text() == "0 toimenpidettä"
    assert page.locator("#no_hits").is_visible()


def test_filtering_asks_nobody(page, site):
    page.goto(site + "toimenpiteet/")
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.locator("#filter_words").fill("bussi")
    page.wait_for_url("**/?q=bussi")

    assert shown(page) == [5]
    # Chromium looks at the icon anew whenever the address changes.
    assert [url for url in requests if not url.endswith(".svg")] == []


@pytest.mark.parametrize(
    ("start", "words", "goal"),
    [
        ("toimenpiteet/iot-alustan-kayttoonotto/", "sahkoiset kuitit", "toimenpiteet/ekuitit/"),
        ("tietoa/", "palvelu", "toimenpiteet/liityntapalvelin-ja-palveluvayla/"),
        ("sv/atgarder/iot-plattform/", "bussarnas tidtabeller", "sv/atgarder/betalnings-och-biljettsystem/"),
    ],
)
def test_by_keyboard_from_any_page_the_search_leads_to_a_measure(page, site, start, words, goal):
    page.goto(site + start)
    tab_to(page, "input[type=search]")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    hit = f".search-results a[href$='/{goal.removeprefix('sv/')}']"
    page.locator(hit).wait_for()
    tab_to(page, hit)
    page.keyboard.press("Enter")

    page.wait_for_url(site + goal)


def test_the_search_keeps_its_words_in_the_address_and_in_the_other_language(page, site):
    page.goto(site + "haku/")
    page.locator("#search_words").fill("eKuitti")
    page.wait_for_url(site + "haku/?q=eKuitti")
    page.get_by_role("link", name="På svenska").click()
    page.wait_for_url(site + "sv/sok/?q=eKuitti")

    page.locator(".search-results a").first.wait_for()


def test_words_that_lead_nowhere_are_answered_with_what_to_do(page, site):
    page.goto(site + "haku/?q=xyzzy")

    page.get_by_role("status").get_by_text("”xyzzy”").wait_for()


def test_by_keyboard_a_term_is_opened_and_left_by_escape(page, site):
    page.goto(site + "toimenpiteet/ekuitit/")
    tab_to(page, ".term")
    page.keyboard.press("Enter")
    note = page.locator(".term-note:popover-open")
    assert note.inner_text().startswith("eKuitti")

    page.keyboard.press("Escape")
    assert note.count() == 0
    assert page.evaluate(f"{ACTIVE}.className") == "term"


def test_a_term_leads_on_to_the_glossary(page, site):
    page.goto(site + "toimenpiteet/ekuitit/")
    page.locator(".term").first.click()
    page.locator(".term-note a").click()

    assert page.locator(":target h2").inner_text() == "eKuitti"


def test_on_a_phone_the_menu_opens_and_closes(open_page, site):
    page = open_page(320, has_touch=True)
    page.goto(site)
    glossary = page.locator(".main-menu").get_by_role("link", name="Sanasto", exact=True)
    page.locator(".menu-button").tap()
    assert glossary.is_visible()
    page.keyboard.press("Escape")
    assert not glossary.is_visible()

    page.locator(".menu-button").tap()
    glossary.tap()

    page.wait_for_url(site + "sanasto/")


def test_the_way_from_home_to_a_measure_and_on(page, site):
    page.goto(site)
    page.get_by_role("main").get_by_role("link", name="Päivittäiset ilmastoteot").click()
    page.get_by_role("link", name="Hyödynnetään tekoälyä tunnistamaan esim. vieraslajeja").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Hyödynnetään tekoälyä tunnistamaan esim. vieraslajeja"

    page.locator("a[rel=next]").click()
    page.get_by_role("heading", level=1, name="Sisäisen vuokran").wait_for()


def test_a_figure_of_the_grid_leads_to_its_measures(page, site):
    page.goto(site)
    page.get_by_role("link", name="1 · Suuri vaikuttavuus · Suuri kustannusluokka").click()

    assert page.locator(":target a").all_inner_texts() == ["Maksu- ja lippujärjestelmän hankinta"]


def test_without_script_every_measure_and_every_value_has_its_way(open_page, site):
    page = open_page(java_script_enabled=False)
    page.goto(site + "toimenpiteet/")
    assert page.locator("#cards > li").count() == 26
    assert not page.locator(".filter-panel").is_visible()
    page.locator("[name=view][value=table]").check()
    assert page.get_by_role("table").is_visible()

    page.goto(site + "lukuina/")
    values = page.locator(".share-list dt a")
    assert values.count() == 26
    for address in values.evaluate_all("links => links.map((one) => one.href)"):
        page.goto(address)
        assert page.get_by_role("heading", level=1).is_visible()


def test_without_script_the_search_says_what_to_do(open_page, site):
    page = open_page(java_script_enabled=False)
    page.goto(site + "haku/?q=bussi")

    assert "JavaScript" in page.get_by_role("main").inner_text()
    assert page.get_by_role("main").get_by_role("link", name="Toimenpiteet", exact=True).is_visible()
    assert not page.locator("#search_form").is_visible()


def test_no_page_stores_anything_or_asks_another_host(page, site):
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    for finnish, _ in KINDS.values():
        page.goto(site + finnish)
    kept = page.evaluate("localStorage.length + sessionStorage.length")

    assert all(url.startswith(site) for url in requests)
    assert (kept, page.context.cookies()) == (0, [])


def test_on_paper_there_is_no_navigation(page, site):
    page.goto(site + KINDS["measure"][0])
    page.emulate_media(media="print")

    assert not page.get_by_role("navigation", include_hidden=True).first.is_visible()
    assert page.get_by_role("heading", level=1).is_visible()
