"""What the built site uses of CSS, JavaScript and HTML, held against what the oldest supported browsers have."""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest
from project import ROOT, SATULAHTI
from selectolax.lexbor import LexborHTMLParser
from site_writing import write_site

from generator.build import load_published, outputs, render
from generator.project import Project
from generator.site.stylesheet import OLDEST_BROWSERS, gated

READER = ROOT / "tests/browsers/features.mjs"
# By the names that MDN's data have for them.
BROWSERS = {{"ios_saf": "safari_ios"}.get(name, name): version for name, version in OLDEST_BROWSERS.items()}

# What one of them lacks, and why nobody is the worse for it.
ENHANCEMENTS = {
    "css.at-rules.font-face.ascent-override": "until the font is there, lines are a little lower or higher",
    "css.at-rules.font-face.descent-override": "the same",
    "css.at-rules.font-face.line-gap-override": "the same",
    "css.at-rules.font-face.size-adjust": "the same, letters a little wider or narrower",
    "css.at-rules.media.scripting": "who has switched scripts off sees controls that do nothing",
    "css.at-rules.page": "margins of paper and numbers of pages are those of the browser",
    "css.properties.break-after.avoid": "a heading may be the last line of a sheet of paper",
    "css.properties.content.alt_text": "stands after the same content without it; signs are read aloud",
    "css.properties.cursor.pointer": "a phone has no pointer",
    "css.properties.forced-color-adjust": "Safari has no forced colours",
    "css.properties.scrollbar-width": "a scroll bar is as wide as the browser draws it",
    "css.properties.size": "paper is turned by hand for a wide table",
    "css.properties.text-size-adjust": "a phone that is turned may enlarge text",
    "css.properties.text-wrap": "lines of a heading are of unequal length",
    "css.selectors.has": "each rule that asks for it is a finish",
    "html.elements.link.fetchpriority": "a browser fetches in an order of its own",
    "html.elements.script.blocking": "named by the data for every script",
    "api.RTCIceCandidate.address": "a key of our own data, not of a connection",
    "api.CompositionEvent.locale": "a key of our own data, not of an event",
    "api.Element.ariaBusy": "a key of our own data, not of an element",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The invented city, which follows its roadmap up."""
    folder, project = tmp_path_factory.mktemp("features") / "site", Project(SATULAHTI)
    write_site(render(outputs(load_published(project), project)), folder)
    return folder


def missing(folder: Path, browsers: dict[str, str] = BROWSERS) -> dict[str, list[str]]:
    """What a folder uses and a browser lacks: the name of the feature and the browsers."""
    elements = defaultdict(set)
    for page in folder.rglob("*.html"):
        for element in LexborHTMLParser(page.read_text(encoding="utf-8")).css("*"):
            elements[element.tag].update(element.attributes)
    asked = {
        "browsers": browsers,
        "styles": [str(file) for file in folder.rglob("*.css")],
        "scripts": [str(file) for file in folder.rglob("*.js")],
        "elements": {name: sorted(attributes) for name, attributes in elements.items()},
    }
    answer = subprocess.run(
        ["node", READER], input=json.dumps(asked), capture_output=True, check=True, encoding="utf-8"
    )
    return json.loads(answer.stdout)


def test_the_site_uses_what_every_supported_browser_has(site):
    missed = missing(site)
    for name in ENHANCEMENTS:
        missed = {one: lacking for one, lacking in missed.items() if not f"{one}.".startswith(f"{name}.")}

    assert missed == {}


def test_what_a_browser_lacks_is_found(tmp_path):
    (tmp_path / "site.css").write_text(
        gated(
            "@layer base{.a{float:inline-start;-webkit-hyphens:auto;hyphens:auto;&:hover{color:light-dark(red,tan)}}"
            "@supports (text-wrap:pretty){p{text-wrap:pretty}}@container (width>9rem){p{margin:0}}}"
        )
    )
    (tmp_path / "site.js").write_text(
        "Object.groupBy([], String); [].toSorted(); document.body.showPopover(); [].at(-1).replaceAll('a', 'b');"
    )
    (tmp_path / "new.js").write_text("export const pattern = /[a--b]/v;")
    (tmp_path / "index.html").write_text("<search popover><input type=search></search>")

    chromium = {name: lacking for name, lacking in missing(tmp_path).items() if "chrome 109" in lacking}
    assert sorted(chromium) == [
        "api.HTMLElement.showPopover",
        "css.properties.float.inline-start",
        "css.selectors.nesting",
        "css.types.color.light-dark",
        "html.elements.search",
        "html.global_attributes.popover",
        "javascript.builtins.Array.toSorted",
        "javascript.builtins.Object.groupBy",
    ]


# The condition of the style sheet, as the data tell who meets it.
@pytest.mark.parametrize(
    ("browsers", "met"),
    [
        ({"chrome": "109"}, True),
        ({"chrome": "108"}, False),
        ({"edge": "108"}, False),
        ({"firefox": "115"}, True),
        ({"firefox": "114"}, False),
        ({"safari": "16.4", "safari_ios": "16.4"}, True),
        ({"safari": "16.3"}, False),
        ({"safari_ios": "16.3"}, False),
    ],
)
def test_only_supported_browsers_meet_the_condition_of_the_style_sheet(tmp_path, browsers, met):
    (tmp_path / "lh.css").write_text("p{height:1lh}")
    by_unit = not missing(tmp_path, browsers)
    (tmp_path / "lh.css").write_text("p{animation-composition:add}")
    by_property = "firefox" in browsers and not missing(tmp_path, browsers)

    assert (by_unit or by_property) == met
