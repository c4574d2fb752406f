"""What the preview tells on a page: first what concerns the file that the page is made of."""

from __future__ import annotations

from generator.notices import with_panel
from generator.problems import Advice, Place, Problem, say
from generator.speaking import Speaker

PAGE = "<html><head><title>Tram</title></head><body class=x><p>Tram</p></body></html>"
HERE = Problem(Place("a.md", 1), say("missing"))
ELSEWHERE = Problem(Place("b.md", 2), say("outdated"))


def test_a_page_without_findings_stays_as_it_is():
    assert with_panel(PAGE, (), "a.md", Speaker()) == PAGE


def test_what_concerns_the_page_comes_first_and_the_rest_is_folded():
    html = with_panel(PAGE, (ELSEWHERE, HERE), "a.md", Speaker())

    assert html.startswith("<html><head><title>2 problems to fix – Tram</title></head><body class=x><aside ")
    assert html.index("a.md:1") < html.index("<details><summary>In other files: 1</summary>") < html.index("b.md:2")


def test_problems_of_other_files_alone_are_open():
    assert "<details open><summary>In other files: 1" in with_panel(PAGE, (ELSEWHERE,), "a.md", Speaker())


def test_advice_leaves_the_title_alone():
    advice = Advice(HERE.place, HERE.message)
    html = with_panel(PAGE, (advice,), "a.md", Speaker())

    assert html.startswith("<html><head><title>Tram</title></head>")
    assert 'data-kind="advice"' in html
    assert "<h2>1 piece of advice</h2>" in html
