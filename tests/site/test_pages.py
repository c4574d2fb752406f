"""What is on the pages of the miniature city: two other languages, other goals, a classification of its own."""

from __future__ import annotations

import json
import posixpath
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from generator.build import load_published, outputs, render
from generator.model import Language
from generator.site.formatting import plural_form, size
from generator.tracking.statistics import percent
from generator.urls import relative_url


class Outline(HTMLParser):
    """The links, ids, headings and language of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.headings: list[str] = []
        self.language = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.links += [values[name] for name in ("href", "src") if name in values]
        self.ids += [values["id"]] if "id" in values else []
        self.headings += [tag] if tag in ("h1", "h2", "h3", "h4") else []
        self.language = values["lang"] if tag == "html" else self.language


def test_every_page_is_there_in_both_languages(pages):
    assert sorted(pages()) == [
        "404.html",
        "atgarder/fjarrvarme/index.html",
        "atgarder/index.html",
        "atgarder/sparvagn/index.html",
        "badda-in/fjarrvarme/index.html",
        "badda-in/index.html",
        "badda-in/sparvagn/index.html",
        "en/404.html",
        "en/about/index.html",
        "en/brief/index.html",
        "en/embeds/district-heating/index.html",
        "en/embeds/index.html",
        "en/embeds/tram/index.html",
        "en/figures/index.html",
        "en/glossary/index.html",
        "en/goals/clean-energy/index.html",
        "en/goals/index.html",
        "en/goals/sustainable-travel/index.html",
        "en/index.html",
        "en/measures/district-heating/index.html",
        "en/measures/index.html",
        "en/measures/tram/index.html",
        "en/open-data/index.html",
        "en/prices/high/index.html",
        "en/prices/index.html",
        "en/prices/low/index.html",
        "en/search/index.html",
        "en/whole-plan/index.html",
        "hela-planen/index.html",
        "i-siffror/index.html",
        "index.html",
        "mal/hallbara-resor/index.html",
        "mal/index.html",
        "mal/ren-energi/index.html",
        "om-planen/index.html",
        "oppna-data/index.html",
        "ordlista/index.html",
        "priser/hogt/index.html",
        "priser/index.html",
        "priser/lagt/index.html",
        "sammandrag/index.html",
        "sok/index.html",
    ]


def test_every_link_within_the_site_leads_to_a_page(pages):
    site = pages()
    for path, html in site.items():
        for link in Outline(html).links:
            if "://" in link or link.startswith("mailto:"):
                continue
            target, _, anchor = link.partition("#")
            base = "/klimat/" if path.endswith("404.html") else "/"
            goal = (
                posixpath.normpath(posixpath.join(base, posixpath.dirname(path), target))
                .removeprefix(base.rstrip("/"))
                .strip("/")
            )
            if goal.startswith(("assets/", "data/")) or goal.endswith((".webmanifest", ".png", ".xlsx", ".json")):
                continue
            page = goal if goal.endswith(".html") else f"{goal}/index.html".lstrip("/")
            page = page if target else path
            assert page in site, f"{path} links to {link}"
            assert not anchor or anchor in Outline(site[page]).ids, f"{path} links to {link}"


def test_every_page_has_its_language_one_h1_and_headings_in_order(pages):
    for path, html in pages().items():
        outline = Outline(html)
        levels = [int(heading[1]) for heading in outline.headings]
        assert outline.language == ("en" if path.startswith("en/") else "sv"), path
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), path
        assert len(set(outline.ids)) == len(outline.ids), path


def test_the_lines_of_a_page_run_as_those_of_its_language(pages, edit):
    edit("content/site.yaml", "locale: en_GB", "locale: fa_IR")

    heads = {path: re.search("<html[^>]*>", html)[0] for path, html in pages().items()}
    assert {path for path, head in heads.items() if 'dir="rtl"' in head} == {
        path for path, head in heads.items() if 'lang="en"' in head
    }


def test_a_language_may_have_a_code_with_its_variant(city, pages, rendered):
    (city.content / "theme/templates/words/en.yaml").unlink()
    for file in filter(Path.is_file, city.content.rglob("*")):
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"^( *\w+_)en:", r"\1de-ls:", text, flags=re.MULTILINE)
        file.write_text(re.sub("^  en:", "  de-ls:", text, flags=re.MULTILINE), encoding="utf-8")

    tram = json.loads(rendered()["de-ls/massnahmen/tram/measure.json"])
    assert tram["title"] == {"sv": "Spårvagn till hamnen", "de-ls": "A tram to the harbour"}
    assert re.findall('<html lang="[^"]*"|hreflang="[^"]*"', pages()["de-ls/massnahmen/tram/index.html"]) == [
        '<html lang="de-ls"',
        'hreflang="sv"',
        'hreflang="de-ls"',
        'hreflang="x-default"',
        'hreflang="sv"',
    ]


def test_the_language_link_leads_to_the_same_page(pages):
    html = pages()["atgarder/sparvagn/index.html"]

    assert "../../en/measures/tram/" in Outline(html).links


def test_canonical_and_alternates_are_absolute_from_the_base_address(pages):
    html = pages()["en/measures/tram/index.html"]

    base = "https://plan.stad.example/klimat/"
    assert f'<link rel="canonical" href="{base}en/measures/tram/">' in html
    for code, path in (("sv", "atgarder/sparvagn/"), ("en", "en/measures/tram/"), ("x-default", "atgarder/sparvagn/")):
        assert f'hreflang="{code}" href="{base}{path}"' in html


def test_a_measure_shows_all_its_facts_and_the_way_on(pages):
    html = pages()["en/measures/district-heating/index.html"]

    for words in (
        "District heating without coal",
        "How do we heat without coal?",
        "District",
        "North",
        "Weight",
        "large",
        "Clean energy",
        "The heat comes",
    ):
        assert words in html
    links = Outline(html).links
    assert {"../tram/", "../../goals/clean-energy/", "../", "../../"} <= set(links)


def test_a_link_in_a_body_leads_to_the_page_in_the_same_language(pages):
    site = pages()

    assert '<a href="../sparvagn/">spårvagnen</a>' in site["atgarder/fjarrvarme/index.html"]
    assert '<a href="../tram/">the tram</a>' in site["en/measures/district-heating/index.html"]


def test_what_was_corrected_is_listed(pages):
    html = pages()["en/about/index.html"]

    assert re.findall(r'<th scope="rowgroup" colspan="2"><a [^>]*>(.*?)</a> · (.*?)</th>', html) == [
        ("Measure 1", "Title")
    ]
    assert "Fjärvärme utan kol" in html
    assert 'lang="sv"' in html


def test_an_unofficial_translation_says_so_and_an_official_text_does_not(pages):
    site = pages()

    assert all("Unofficial translation" in html for path, html in site.items() if path.startswith("en/"))
    assert not any("Inofficiell" in html for html in site.values())


def test_what_an_editor_writes_stays_text(edit, pages):
    edit("content/measures/02-tram.md", "A tram to the harbour", "Tram & <script>alert(1)</script>")
    edit("content/classifications.yaml", "label_en: Clean energy", "label_en: '\"><img src=x onerror=alert(1)>'")
    html = "".join(pages().values())

    assert "Tram &amp; &lt;script&gt;" in html
    assert "<script>" not in html
    assert "<img src=x" not in html
    assert "&lt;img src=x" in html


def test_a_draft_is_no_part_of_the_site(edit, pages):
    edit("content/measures/02-tram.md", "number: 2\n", "number: 2\ndraft: yes\n")
    edit("content/measures/02-tram.md", "goal: Y", "goal: X")
    edit("content/measures/01-heating.md", "goal: X", "goal: Y")
    edit("content/measures/01-heating.md", " Se också [spårvagnen](02-tram.md).", "")
    edit("content/measures/01-heating.md", " See also [the tram](02-tram.md).", "")
    text = Path("content/classifications.yaml").read_text(encoding="utf-8")
    start, end = text.index("    X:\n"), text.index("    Y:\n")
    Path("content/classifications.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
    edit("content/measures/02-tram.md", "goal: X", "goal: Y")

    assert not any("tram" in path or "harbour" in html for path, html in pages().items())


def test_a_third_language_takes_no_change_of_code(city, pages):
    for file in (path for path in Path("content").rglob("*.*") if "words" not in path.parts):
        lines = file.read_text(encoding="utf-8").split("\n")
        added = []
        for line in lines:
            added.append(line)
            if "_en:" in line:
                added.append(line.replace("_en:", "_de:"))
        text = "\n".join(added)
        if file.suffix == ".md" and "# In English" in text:
            text += "\n# Auf Deutsch\n\nText.\n"
        file.write_text(text, encoding="utf-8")
    site = Path("content/site.yaml")
    german = "  de:\n    in_itself: Auf Deutsch\n    locale: de_DE\n    date_format: d. MMMM yyyy\n"
    site.write_text(site.read_text(encoding="utf-8") + german, encoding="utf-8")

    built = pages()
    assert len(built) == 63
    assert Outline(built["de/massnahmen/tram/index.html"]).language == "de"
    assert "31. Januar 2026" in built["de/index.html"]


@pytest.mark.parametrize(
    ("start", "goal", "link"),
    [
        ("", "", "./"),
        ("", "sv/", "sv/"),
        ("sv/atgarder/x/", "", "../../../"),
        ("a/x/", "a/y/", "../y/"),
        ("a/x/", "assets/site.css", "../../assets/site.css"),
        ("404.html", "a/", "a/"),
    ],
)
def test_the_way_from_one_page_to_another(start, goal, link):
    assert relative_url(start, goal) == link


@pytest.mark.parametrize(("count", "text"), [(1, "1 miara"), (2, "2 miary"), (5, "5 miar"), (22, "22 miary")])
def test_a_language_with_more_plural_forms_counts_right(count, text):
    polish = Language("pl", "Po polsku", "pl_PL", "d.M.yyyy", True)

    form = plural_form("{count} miara | {count} miary | {count} miar | {count} miary", count, polish)
    assert form.replace("{count}", str(count)) == text


def test_one_kilobyte_is_written_like_many_in_german():
    german = Language("de", "Auf Deutsch", "de_DE", "d.M.yyyy", True)

    assert [size(number, german) for number in (900, 2_100)] == ["1\xa0kB", "2\xa0kB"]


def test_no_page_has_an_inline_script_or_style(pages):
    for path, html in pages().items():
        assert '<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;;' in html, path
        assert not re.search(
            r"<style|<script(?! type=\"(?:module\" src=|application/ld\+json\"))| style=| on[a-z]+=", html
        ), path


def test_figures_say_how_many_and_lead_to_their_measures(pages):
    html = pages()["en/figures/index.html"]

    assert "1 measure, 50%" in html
    assert {"#L_high", "#S_high", "../goals/clean-energy/", "../prices/high/"} <= set(Outline(html).links)
    assert {"L_high", "S_high"} <= set(Outline(html).ids)


def test_the_grid_falls_from_the_largest_and_grows_from_the_smallest(edit, pages):
    edit("content/classifications.yaml", "      size: 1\n      label_sv: lågt", "      size: 3\n      label_sv: lågt")
    html = pages()["en/figures/index.html"]

    assert re.findall(r"</span>\n (\w+)</th>", html) == ["high", "low", "large", "small"]


def test_a_half_of_a_per_cent_is_rounded_upwards():
    assert [percent(1, 8), percent(3, 8), percent(1, 200), percent(0, 3)] == [13, 38, 1, 0]


def test_the_page_of_a_value_has_the_explanation_of_its_classification(edit, pages):
    goal = "  section: reason\n  menu: main\n"
    edit("content/classifications.yaml", goal, f"  explanation_sv: Vi tolkar.\n  explanation_en: Our reading.\n{goal}")
    page = pages()["en/goals/clean-energy/index.html"]

    assert page.index("Energy is clean.") < page.index("Our reading.")


def test_a_value_of_a_scale_without_a_size_is_counted_beside_the_grid(edit, pages):
    edit("content/classifications.yaml", "      size: 1\n      label_sv: liten", "      label_sv: liten")

    figures, measures = (pages()[f"en/{page}/index.html"] for page in ("figures", "measures"))
    assert re.findall(r"</span>\n (\w+)</th>", figures) == ["low", "high", "large"]
    assert "1 measure is not in the table because not all the information for it has been given." in figures
    assert re.findall(r'name="weight" value="(.)"(.*?)>', measures) == [("S", " data-not-stated"), ("L", "")]


def test_a_scale_may_have_seven_steps(edit, pages):
    edit("content/classifications.yaml", "size: 3", "size: 7")
    edit("content/site.yaml", "languages:", "brand:\n  picture: houses\nlanguages:")

    figures = pages()["en/figures/index.html"]
    assert re.findall(r'<span class="size-bars" aria-hidden="true">(.{49})</span>\n (\w+)</th>', figures) == [
        ("<b></b>" * 7, "large"),
        ("<b></b>" + "<i></i>" * 6, "small"),
    ]
    assert re.findall(r'href="#house-(.)', pages()["en/index.html"]) == ["3", "1"]


def test_a_city_without_two_scales_has_no_grid(edit, pages):
    edit("content/classifications.yaml", "      size: 1\n      label_sv: liten", "      label_sv: liten")
    edit("content/classifications.yaml", "      size: 3\n      label_sv: stor", "      label_sv: stor")
    site = pages()

    assert "grid-table" not in "".join(site.values())
    assert "1 measure, 50%" in site["en/figures/index.html"]


def test_the_steps_of_a_scale_keep_their_pages_without_measures(pages):
    html = pages()["en/prices/low/index.html"]

    assert "<h1>Low price</h1>" in html
    assert "No measures" in html


def test_the_search_finds_what_pages_say_and_what_readers_say(city):
    files = dict(render(outputs(load_published(city), city)))
    (index,) = (content for path, content in files.items() if path.endswith("/search-en-1.json"))
    found = {entry["title"]: entry for entry in json.loads(index)}

    heating = found["District heating without coal"]
    said = " ".join(text for text, *_label in (*heating["body"], *heating["filed"]))
    assert (heating["href"], heating["kind"]) == ("../measures/district-heating/", "Measure 1")
    assert {"heat", "radiator", "vinter", "large", "plant", "fjärrvärme"} <= set(re.findall(r"\w+", said.lower()))
    assert ["Fjärrvärme utan kol", "På svenska", "sv"] in heating["filed"]
    assert found["Open data"]["filed"][0][0].startswith("excel, ")
    assert found["coal"]["href"] == "../glossary/#coal"
    assert found["Low price"]["kind"] == "Price"
    assert set(found) >= {"A tram to the harbour", "Clean energy", "About the plan"}


def test_the_search_finds_the_page_of_a_value_by_its_keywords_and_none_of_its_measures(city, edit):
    label = "      label_en: Clean energy\n"
    edit("content/classifications.yaml", label, f"{label}      keywords_sv: sol, vind\n      keywords_en: sun, wind\n")
    index = json.loads(dict(render(outputs(load_published(city), city)))["en/search/search-en-1.json"])

    assert [(entry["title"], entry["filed"]) for entry in index if "wind" in json.dumps(entry)] == [
        ("Clean energy", [["sun, wind", "Search words"]])
    ]


def test_the_search_finds_what_came_of_a_measure_and_who_is_asked(units, edit):
    edit("content/site.yaml", "updated: 2026-01-31", "updated: 2028-01-31")
    files = dict(render(outputs(load_published(units), units)))
    (index,) = (content for path, content in files.items() if path.endswith("/search-en-1.json"))
    said = {entry["title"]: {text for text, *_label in entry["body"]} for entry in json.loads(index) if "body" in entry}

    heating = {
        "The houses are heated without coal.",
        "Call the energy unit.",
        "The pipes came too late.",
        "done",
        "The energy unit",
    }
    assert heating <= said["District heating without coal"]
    assert {"The bridge must be mended first.", "Late"} <= said["A tram to the harbour"]


def test_a_body_in_the_whole_roadmap_has_its_headings_below_its_measure(edit, pages):
    edit("content/measures/01-heating.md", "The heat comes", "## Why\n\nThe heat comes")
    html = pages()["en/whole-plan/index.html"]

    assert "<h4>Why</h4>" in html
    assert '<a href="#measure_2">the tram</a>' in html
