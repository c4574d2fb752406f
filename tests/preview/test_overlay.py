"""What the preview tells on a page: first what concerns the file that the page is made of."""

from __future__ import annotations

from generator.diagnostics import Diagnostic, Location, Severity
from generator.i18n import Translator, _
from generator.preview.overlay import with_panel

PAGE = "<html><head><title>Tram</title></head><body class=x><p>Tram</p></body></html>"
HERE = Diagnostic(Location("a.md", 1), _("missing"))
ELSEWHERE = Diagnostic(Location("b.md", 2), _("outdated"))


def test_a_page_without_findings_stays_as_it_is():
    assert with_panel(PAGE, (), "a.md", Translator()) == PAGE


def test_what_concerns_the_page_comes_first_and_the_rest_is_folded():
    html = with_panel(PAGE, (ELSEWHERE, HERE), "a.md", Translator())

    assert html.startswith("<html><head><title>2 problems to fix – Tram</title></head><body class=x><aside ")
    assert (
        html.index("a.md, line 1")
        < html.index("<details><summary>In other files: 1</summary>")
        < html.index("b.md, line 2")
    )


def test_problems_of_other_files_alone_are_open():
    assert "<details open><summary>In other files: 1" in with_panel(PAGE, (ELSEWHERE,), "a.md", Translator())


def test_advice_leaves_the_title_alone():
    advice = Diagnostic(HERE.location, HERE.message, Severity.ADVICE)
    html = with_panel(PAGE, (advice,), "a.md", Translator())

    assert html.startswith("<html><head><title>Tram</title></head>")
    assert 'data-kind="advice"' in html
    assert "<h2>1 piece of advice</h2>" in html
