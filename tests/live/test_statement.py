"""What content/pages/accessibility.md says is tested, tested on the pages of content/ in every language.

A sentence of the statement goes when its test goes. These tests know no word of the content.
"""

from __future__ import annotations

import re

import pytest
from journeys.browser import resize, visit
from journeys.keyboard import ACTIVE, tab_to
from journeys.nu import nu_findings
from journeys.wcag import DOUBLED_TEXT, TEXT_SPACING, axe_findings, scrolled_width, small_controls, unseen_focus
from playwright.sync_api import expect

from generator.urls import BuiltinPage, UrlMap

# Those of the site: each has its own turn.
LANGUAGES = (0, 1)
SCREENS = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]


@pytest.fixture(scope="module")
def urls(roadmap):
    return UrlMap(roadmap)


@pytest.fixture(params=LANGUAGES)
def language(request, roadmap):
    return roadmap.site.languages[request.param]


def test_the_site_has_the_languages_that_are_tested(roadmap):
    assert len(roadmap.site.languages) == len(LANGUAGES)


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_no_page_has_a_finding_of_axe_nor_scrolls_sideways(page, pages, cards, width, scheme):
    wrong = []
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for address in pages + cards:
        visit(page, address)
        wrong += [(address, *one) for one in axe_findings(page)]
        wrong += [(address, one) for one in [scrolled_width(page)] if one > width]

    assert wrong == []


def test_no_page_has_a_finding_of_the_html_checker(folder, site):
    assert nu_findings("--skip-non-html", folder) == []


def test_controls_are_at_least_44_pixels_large(page, pages):
    small = []
    for address in pages:
        visit(page, address)
        for width in (320, 1280):
            resize(page, width)
            small += [(address, width, one) for one in small_controls(page)]

    assert small == []


@pytest.mark.parametrize("text", ["html {}", TEXT_SPACING, DOUBLED_TEXT], ids=["as it is", "spaced", "doubled"])
def test_a_page_fits_at_400_percent(open_page, pages, cards, text):
    page, wide = open_page(320, bypass_csp=True), []
    page.set_viewport_size({"width": 320, "height": 256})
    for address in pages + cards:
        visit(page, address)
        page.add_style_tag(content=text)
        wide += [(address, one) for one in [scrolled_width(page)] if one > 320]

    assert wide == []


def test_in_forced_colours_no_page_has_a_finding_of_axe(page, pages, cards):
    page.emulate_media(forced_colors="active")
    wrong = []
    for address in pages + cards:
        visit(page, address)
        # The colours are the reader's own then.
        wrong += [(address, *one) for one in axe_findings(page) if one[0] != "color-contrast-enhanced"]

    assert wrong == []


def test_without_script_every_measure_can_be_read(open_page, site, roadmap, urls, language):
    page = open_page(java_script_enabled=False)
    page.goto(site + urls.url_for(BuiltinPage.MEASURES, language))
    addresses = page.locator("#rows h3 a").evaluate_all("links => links.map((one) => one.href)")
    titles = []
    for address in addresses:
        page.goto(address)
        titles.append(page.get_by_role("heading", level=1).inner_text().replace("\N{SOFT HYPHEN}", ""))

    assert titles == [measure.title[language].replace("\N{SOFT HYPHEN}", "") for measure in roadmap.measures]


@pytest.mark.parametrize("subject", [BuiltinPage.HOME, BuiltinPage.MEASURES, BuiltinPage.SEARCH, "measure"])
def test_whatever_has_the_focus_is_seen(page, site, roadmap, urls, language, subject):
    visit(page, site + urls.url_for(roadmap.measures[0] if subject == "measure" else subject, language))

    assert unseen_focus(page) == []


def test_by_keyboard_the_language_of_a_measure_changes(page, site, roadmap, urls, language):
    measure = roadmap.measures[0]
    other = next(one for one in roadmap.site.languages if one != language)
    page.goto(site + urls.url_for(measure, language))
    tab_to(page, ".language-links a")
    page.keyboard.press("Enter")

    page.wait_for_url(site + urls.url_for(measure, other))


def test_by_keyboard_the_list_is_filtered_and_the_filters_cleared(page, site, roadmap, urls, language):
    # A filter of some measures, and not of all.
    value, count = next(
        (value, len(found))
        for classification in roadmap.classifications
        for value in classification.values
        if 0 < len(found := [one for one in roadmap.measures if value in one.values]) < len(roadmap.measures)
    )
    page.goto(site + urls.url_for(BuiltinPage.MEASURES, language))
    tab_to(page, f"[name='{value.classification_id}']")
    for _ in range(50):
        if page.evaluate(f"{ACTIVE}.value") == value.id:
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    shown = page.locator("#rows > li:visible")
    expect(shown).to_have_count(count)
    expect(page.locator("#hit_count")).to_have_text(re.compile(rf"\b{count}\b.*\b{len(roadmap.measures)}\b"))

    tab_to(page, ".list-chips [data-clear]")
    page.keyboard.press("Enter")
    expect(shown).to_have_count(len(roadmap.measures))

    page.go_back()
    expect(shown).to_have_count(count)


def test_by_keyboard_the_search_leads_to_a_measure(page, site, roadmap, urls, language):
    measure = roadmap.measures[-1]
    page.goto(site + urls.url_for(BuiltinPage.SEARCH, language))
    tab_to(page, "#search_words")
    page.keyboard.type(measure.title[language].replace("\N{SOFT HYPHEN}", ""))
    page.keyboard.press("Enter")
    goal = urls.url_for(measure, language)
    hit = f".search-results a[href$='/{goal.rsplit('/', 2)[-2]}/']"
    expect(page.locator(hit).first).to_be_visible()
    expect(page.locator("#search_results")).not_to_have_attribute("aria-busy", "true")
    tab_to(page, hit)
    page.keyboard.press("Enter")

    page.wait_for_url(site + goal)


def test_by_keyboard_a_word_is_explained_and_the_explanation_left(page, site, roadmap, urls, language):
    for measure in roadmap.measures:
        page.goto(site + urls.url_for(measure, language))
        if page.locator(".term").count():
            break
    tab_to(page, ".term")
    page.keyboard.press("Enter")
    note = page.locator(".term-note:visible")
    expect(note).to_have_count(1)

    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(page.locator(".term:focus")).to_have_count(1)
