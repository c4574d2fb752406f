"""The page of a measure in a browser: how long it is, and what its buttons do."""

from __future__ import annotations

import re

from performance.roadmaps import write_roadmap
from playwright.sync_api import expect

from generator.model import Measure
from generator.urls import UrlMap
from journeys.host import build, served

HEIGHT = "document.documentElement.scrollHeight"


def test_a_measure_of_facts_alone_is_at_most_1500_pixels_long(page, tmp_path):
    write_roadmap(40, tmp_path / "content")
    for file in (tmp_path / "content/measures").iterdir():
        file.write_text(file.read_text(encoding="utf-8").split("\n# ")[0], encoding="utf-8")
    urls = UrlMap(build(tmp_path / "content", tmp_path / "site"))
    routes = [route for route in urls if isinstance(route.subject, Measure) and route.subject.number in (1, 20, 40)]

    assert len(routes) == 3 * 2
    with served(tmp_path / "site") as site:
        for route in routes:
            page.goto(site + route.path)
            expect(page.locator(".fact-list dd")).to_have_count(8)
            assert page.evaluate(HEIGHT) <= 1500
        # The host goes before the page does, which may still load something.
        page.goto("about:blank")


def test_the_button_prints_and_is_not_there_without_script(page, open_page, plain_site):
    page.goto(plain_site + "en/measures/tram/")
    page.evaluate("window.print = () => document.body.dataset.printed = 'yes'")
    page.get_by_role("button", name="Print").click()

    expect(page.locator("body")).to_have_attribute("data-printed", "yes")
    quiet = open_page(java_script_enabled=False)
    quiet.goto(plain_site + "en/measures/tram/")
    expect(quiet.get_by_role("button", name=re.compile("Print|Copy"))).to_have_count(0)
