"""What machines find the site by, and what each page tells them: nothing but what a reader sees there."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from dataclasses import replace
from html import unescape

import pytest
from lxml import etree, html
from PIL import Image as Pillow
from project import ROOT, SATULAHTI

from generator.build import load_published, outputs, render
from generator.model import Brand, Image
from generator.project import Project
from generator.site import packaged
from generator.site.meta.files import meta_files
from generator.site.meta.icons import icon_png, read_icon
from generator.site.meta.social_card import fit_name, text_width
from generator.site.meta.webmanifest import write_theme_icons
from generator.site.palette import Tone, read_palette
from generator.site.search_folding import SOFT_HYPHEN
from generator.theme import Theme
from generator.urls import BuiltinPage, UrlMap

ADDRESS = "https://tiekartta.satulahti.example/"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
EXAMPLE = Project(SATULAHTI)
NO_ADDRESS = ("content/site.yaml", "base_url: https://plan.stad.example/klimat\n", "")
OPEN_XML = "openxmlformats-officedocument"
HOSTILE = "</script><script>alert(1)</script>"


def files_of(project):
    """The files for machines, made."""
    urls = UrlMap(load_published(project))
    return {path: make() for path, make in meta_files(urls, project.theme).items()}


def pages_of(site):
    """The pages of a site by path, without the cards for other sites and the pages at old addresses."""
    pages = {path: content.decode() for path, content in site.items() if path.endswith(".html")}
    return {path: page for path, page in pages.items() if 'class="site-header"' in page}


def graph_of(page):
    """The nodes that a page tells of itself, by type; none where it tells nothing."""
    scripts = html.fromstring(page).xpath("//script[@type='application/ld+json']/text()")
    return {node["@type"]: node for text in scripts for node in json.loads(text)["@graph"]}


@pytest.fixture(scope="module")
def example():
    """The pages and the files for machines of the demonstration roadmap, which is followed up."""
    return dict(render(outputs(load_published(EXAMPLE), EXAMPLE)))


@pytest.fixture
def made(city):
    return lambda: files_of(city)


def test_a_site_has_these_files(edit, made):
    edit("content/site.yaml", "updated:", "security_contact: mailto:security@stad.example\nupdated:")

    assert sorted(made()) == [
        ".well-known/security.txt",
        "apple-touch-icon.png",
        "card.png",
        "en/card.png",
        "en/site.webmanifest",
        "favicon.ico",
        "humans.txt",
        "icon-192.png",
        "icon-512.png",
        "icon-maskable.png",
        "robots.txt",
        "site.webmanifest",
        "sitemap.xml",
    ]


def test_a_site_without_an_address_has_nothing_that_needs_one(edit, made, pages):
    edit(*NO_ADDRESS)
    files = made()

    assert not {"sitemap.xml", "card.png", "en/card.png", ".well-known/security.txt"} & set(files)
    assert files["robots.txt"] == b"User-agent: *\nAllow: /\n"
    assert not re.search(r"og:|twitter:|ld\+json|canonical", "".join(pages().values()))


def test_the_same_roadmap_gives_the_same_bytes(city):
    assert files_of(city) == files_of(city)


def test_the_sitemap_is_what_its_protocol_asks_for(example):
    schema = etree.RelaxNG(etree.parse(ROOT / "tests/site/sitemap.rng"))
    sitemap = example["sitemap.xml"].decode()

    schema.assertValid(etree.fromstring(sitemap.encode()))
    for right, wrong in (
        ("<loc>https:", "<loc>"),
        ("xhtml:link", "link"),
        ('rel="alternate"', ""),
        ("lastmod", "date"),
    ):
        assert not schema.validate(etree.fromstring(sitemap.replace(right, wrong).encode()))


def test_the_sitemap_has_every_page_but_the_search_and_the_one_that_is_not_found(example):
    found = etree.fromstring(example["sitemap.xml"]).xpath("//s:loc/text()", namespaces=NAMES)
    pages = {path.removesuffix("index.html") for path in pages_of(example)}

    assert len(found) == len(set(found))
    assert pages - {one.removeprefix(ADDRESS) for one in found} == {"404.html", "sv/404.html", "haku/", "sv/sok/"}


def test_the_sitemap_says_where_a_page_is_in_other_languages_and_when_it_changed(followed):
    url = "//s:url[s:loc='https://plan.stad.example/klimat/en/measures/district-heating/']"
    sitemap = etree.fromstring(files_of(followed)["sitemap.xml"])

    assert sitemap.xpath(f"{url}/s:lastmod/text()", namespaces=NAMES) == ["2025-10-01"]
    assert [(one.get("hreflang"), one.get("href")) for one in sitemap.xpath(f"{url}/x:link", namespaces=NAMES)] == [
        ("sv", "https://plan.stad.example/klimat/atgarder/fjarrvarme/"),
        ("en", "https://plan.stad.example/klimat/en/measures/district-heating/"),
        ("x-default", "https://plan.stad.example/klimat/atgarder/fjarrvarme/"),
    ]


def test_robots_may_read_everything(made):
    assert made()["robots.txt"].decode() == (
        "User-agent: *\nAllow: /\n\nSitemap: https://plan.stad.example/klimat/sitemap.xml\n"
    )


def test_a_hole_is_told_of_for_a_year(edit, made):
    edit(
        "content/site.yaml",
        "updated: 2026-01-31",
        "security_contact: mailto:security@stad.example\nupdated: 2024-02-29",
    )

    assert made()[".well-known/security.txt"].decode() == (
        "Contact: mailto:security@stad.example\n"
        "Expires: 2025-02-28T00:00:00Z\n"
        "Preferred-Languages: sv, en\n"
        "Canonical: https://plan.stad.example/klimat/.well-known/security.txt\n"
    )


def test_a_person_is_told_who_publishes_the_site_in_every_language(made):
    swedish, english = made()["humans.txt"].decode().split("\n\n")

    assert "Exempelstad, https://stad.example/\n" in swedish
    assert english.endswith(": https://stad.example/en/feedback/\nUpdated 31 January 2026\n")


def test_a_manifest_names_the_site_in_its_language_and_leads_to_pictures_of_their_size(made):
    files = made()
    manifest = json.loads(files["en/site.webmanifest"])
    icons = manifest.pop("icons")

    assert manifest == {
        "name": "Climate plan of Sampleville",
        "short_name": "Climate plan",
        "description": "What Sampleville does for the climate.",
        "lang": "en",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "theme_color": "#dbe8ee",
        "background_color": "#ffffff",
    }
    assert [(one["src"], one["purpose"]) for one in icons] == [
        ("../icon-192.png", "any"),
        ("../icon-512.png", "any"),
        ("../icon-maskable.png", "maskable"),
    ]
    for one in icons:
        assert "{0.width}x{0.height}".format(opened(files[one["src"].removeprefix("../")])) == one["sizes"]


def opened(content):
    return Pillow.open(io.BytesIO(content))


@pytest.mark.parametrize("path", ["icon-192.png", "icon-512.png", "icon-maskable.png", "apple-touch-icon.png"])
def test_an_icon_has_the_colours_of_the_drawing(made, path):
    picture = opened(made()[path]).convert("RGBA")
    colours = {f"#{red:02x}{green:02x}{blue:02x}" for _, (red, green, blue, _) in picture.getcolors(100_000)}

    assert set(re.findall(r"#\w{6}", (ROOT / "static/icon.svg").read_text(encoding="utf-8"))) <= colours
    assert (picture.getpixel((0, 0))[3] == 255) is (path in ("icon-maskable.png", "apple-touch-icon.png"))


def test_a_picture_that_a_device_cuts_round_keeps_the_whole_icon(made):
    picture = opened(made()["icon-maskable.png"]).convert("RGB")
    paper, middle = picture.getpixel((0, 0)), 255.5
    drawn = [(x, y) for x in range(512) for y in range(512) if picture.getpixel((x, y)) != paper]

    assert max((x - middle) ** 2 + (y - middle) ** 2 for x, y in drawn) < (0.4 * 512) ** 2


def test_the_icon_that_browsers_ask_for_has_two_sizes(made):
    assert opened(made()["favicon.ico"]).ico.sizes() == {(16, 16), (32, 32)}


LOGO = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">
  <style>.sun { fill: #ffcc00 }</style>
  <circle class="sun" cx="20" cy="10" r="10"/>
  <path fill="#003366" d="M0 20C10 10 30 10 40 20z"/>
</svg>
"""


def test_an_icon_may_have_curves_circles_and_styles_and_be_wider_than_high():
    picture = opened(icon_png(Image(LOGO.encode(), 40, 20), 80))

    assert {at: picture.getpixel(at) for at in ((40, 30), (40, 57), (40, 70), (4, 24))} == {
        (40, 30): (0xFF, 0xCC, 0x00, 0xFF),
        (40, 57): (0x00, 0x33, 0x66, 0xFF),
        (40, 70): (0, 0, 0, 0),
        (4, 24): (0, 0, 0, 0),
    }


def test_a_card_is_light_and_has_a_house_for_each_measure(example):
    for path in ("card.png", "sv/card.png"):
        picture = opened(example[path])
        colours = {bytes(colour) for _, colour in picture.convert("RGB").getcolors(10_000)}
        palette = read_palette(EXAMPLE.theme, load_published(EXAMPLE).site.brand)
        drawn = {bytes.fromhex(palette[name].light[1:]) for name in ("ink", "sky", "river", "house", "roof", "window")}
        assert (picture.size, len(example[path]) < 60_000) == ((1200, 630), True)
        assert drawn <= colours


def test_a_card_without_measures_or_with_many_of_them_can_be_drawn(city):
    roadmap = load_published(city)
    many = [replace(roadmap, measures=roadmap.measures * times) for times in (0, 200)]
    cards = [meta_files(UrlMap(one), city.theme)["card.png"]() for one in many]

    assert [opened(one).size for one in cards] == [(1200, 630)] * 2


def test_a_card_shows_no_name_rather_than_a_wrong_one(edit, made):
    before = made()
    edit("content/site.yaml", "name_en: Climate plan", "name_en: План")
    after = made()

    assert (before["card.png"] == after["card.png"], before["en/card.png"] == after["en/card.png"]) == (True, False)
    assert len(after["en/card.png"]) < len(before["en/card.png"]) / 2


def test_every_latin_letter_can_be_drawn():
    letters = "ÅÄÖåäö ÁČĐŊŠŦŽ ǤǦǨǮƷʒ Łódź Þórður ĀĒĪŌŪ ŐŰ ẞß ŻĘĄ ȘȚ 2024–2026 ”Borgå” & <b>"

    assert text_width(letters) > 30
    assert text_width("Borgå") == text_width("Borga")


def test_a_letter_that_is_written_as_two_signs_is_drawn_as_one(edit, made):
    edit("content/site.yaml", "name_en: Climate plan", "name_en: Å")
    composed = made()["en/card.png"]
    edit("content/site.yaml", "name_en: Å", "name_en: A\u030a")

    assert made()["en/card.png"] == composed


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("Plan", 88),
        ("Porvoon digiohjelman tiekartta", 80),
        ("Ilmasto " * 30, 34),
        ("Kaupunginhallitus" * 5, 28),
    ],
)
def test_a_name_gets_the_largest_size_that_it_has_room_in(name, size):
    fitted = fit_name(name)

    assert fitted.size == size
    assert " ".join(fitted.lines) == name.strip()


def test_the_lines_of_a_name_are_even():
    assert fit_name("Climate plan of Sampleville until 2030").lines == ("Climate plan of", "Sampleville until 2030")


def test_the_colours_are_those_of_the_style_sheet():
    palette = read_palette(EXAMPLE.theme, load_published(EXAMPLE).site.brand)

    assert palette["mark"] == Tone("#8a2a17", "#ffb39f")
    assert palette["window"] == Tone("#ffcf4d", "#ffcf4d")


def test_a_page_leads_to_its_manifest_and_the_icon_of_its_site(pages):
    page = pages()["en/measures/tram/index.html"]

    assert '<link rel="manifest" href="../../site.webmanifest">' in page
    assert '<link rel="apple-touch-icon" href="../../../apple-touch-icon.png">' in page
    assert '<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0c1620">' in page
    assert "manifest-src &#39;self&#39;" in page


def test_who_passes_a_page_on_shows_its_own_title_and_the_card_of_its_language(pages):
    page = html.fromstring(pages()["en/measures/tram/index.html"])
    told = {one.get("property"): one.get("content") for one in page.xpath("//meta[starts-with(@property, 'og:')]")}

    assert told == {
        "og:type": "website",
        "og:site_name": "Climate plan of Sampleville",
        "og:title": "A tram to the harbour",
        "og:description": "How does one get to the harbour?",
        "og:url": "https://plan.stad.example/klimat/en/measures/tram/",
        "og:locale": "en_GB",
        "og:locale:alternate": "sv_FI",
        "og:image": "https://plan.stad.example/klimat/en/card.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Climate plan of Sampleville",
    }


def test_a_page_tells_machines_what_it_is(pages):
    home, base = "https://plan.stad.example/klimat/en/", "https://plan.stad.example/klimat/"

    assert graph_of(pages()["en/measures/tram/index.html"]) == {
        "GovernmentOrganization": {
            "@type": "GovernmentOrganization",
            "@id": f"{home}#publisher",
            "name": "Sampleville",
            "url": "https://stad.example/en/",
        },
        "WebSite": {
            "@type": "WebSite",
            "@id": f"{home}#site",
            "name": "Climate plan of Sampleville",
            "url": home,
            "inLanguage": "en",
            "publisher": {"@id": f"{home}#publisher"},
        },
        "WebPage": {
            "@type": "WebPage",
            "@id": f"{base}en/measures/tram/",
            "url": f"{base}en/measures/tram/",
            "name": "A tram to the harbour",
            "description": "How does one get to the harbour?",
            "inLanguage": "en",
            "isPartOf": {"@id": f"{home}#site"},
            "dateModified": "2026-01-31",
            "publisher": {"@id": f"{home}#publisher"},
            "breadcrumb": {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": 1, "name": "Home", "item": home},
                    {"@type": "ListItem", "position": 2, "name": "Measures", "item": f"{home}measures/"},
                ],
            },
        },
    }


def test_the_home_page_is_about_a_set_of_data(edit, pages):
    edit("content/site.yaml", "updated:", "licence: CC BY 4.0\nlicence_url: https://licence.example/by/4.0/\nupdated:")
    site = pages()
    base, home = "https://plan.stad.example/klimat/", "https://plan.stad.example/klimat/en/"

    assert graph_of(site["en/index.html"])["Dataset"] == {
        "@type": "Dataset",
        "@id": f"{home}#dataset",
        "name": "Climate plan of Sampleville",
        "description": "What Sampleville does for the climate.",
        "url": home,
        "inLanguage": "en",
        "dateModified": "2026-01-31",
        "creator": {"@id": f"{home}#publisher"},
        "license": "https://licence.example/by/4.0/",
        "distribution": [
            {"@type": "DataDownload", "name": name, "encodingFormat": kind, "contentUrl": f"{base}data/{file}"}
            for name, kind, file in (
                ("Measures", "text/csv", "measures.csv"),
                ("Classifications", "text/csv", "classifications.csv"),
                ("Measures", "application/json", "measures.json"),
                ("Measures", f"application/vnd.{OPEN_XML}.spreadsheetml.sheet", "measures.xlsx"),
            )
        ],
    }
    assert "Dataset" in graph_of(site["en/open-data/index.html"])
    assert "Dataset" not in graph_of(site["en/measures/index.html"])


def test_a_roadmap_without_a_licence_tells_of_none(pages):
    assert "license" not in graph_of(pages()["index.html"])["Dataset"]


def test_a_measure_that_is_followed_up_tells_its_state(example):
    roadmap = load_published(EXAMPLE)
    found = Counter()
    for measure, language in ((one, each) for one in roadmap.measures for each in roadmap.site.languages):
        path = f"{UrlMap(roadmap).url_for(measure, language)}index.html"
        plan = graph_of(example[path].decode()).get("PlanAction", {})
        found[measure.tracking.status.id, plan.get("actionStatus", "").rpartition("/")[2]] += 1
        home = f"{ADDRESS}{UrlMap(roadmap).url_for(BuiltinPage.HOME, language)}"
        units = [{"@type": "Organization", "name": unit.label[language]} for unit in measure.responsible]
        assert not plan or plan["agent"] == (units or {"@id": f"{home}#publisher"})

    assert dict(list(found)) == {
        "not-started": "PotentialActionStatus",
        "in-progress": "ActiveActionStatus",
        "ongoing": "ActiveActionStatus",
        "completed": "CompletedActionStatus",
        "postponed": "PotentialActionStatus",
        "cancelled": "FailedActionStatus",
        "merged": "FailedActionStatus",
        "no-information": "",
    }
    assert sum(found.values()) == len(roadmap.measures) * 2


def test_a_measure_that_nobody_follows_up_has_no_state(pages):
    assert not any("PlanAction" in page for page in pages().values())


def test_the_way_to_a_page_is_the_same_for_machines_and_readers(example):
    found = {path: page for path, page in pages_of(example).items() if not path.endswith("404.html")}
    assert len(found) > 100
    for path, page in found.items():
        base = ADDRESS + path.removesuffix("index.html")
        links = html.fromstring(page, base_url=base).xpath("//nav[@class='breadcrumb']//a")
        for link in links:
            link.make_links_absolute()
        crumbs = graph_of(page)["WebPage"].get("breadcrumb", {"itemListElement": []})["itemListElement"]
        assert [(one["name"], one["item"]) for one in crumbs] == [
            (one.text.replace(SOFT_HYPHEN, ""), one.get("href")) for one in links
        ], path


def test_a_hostile_title_stays_text_in_the_head(edit, pages):
    edit("content/measures/02-tram.md", "A tram to the harbour", f"'{HOSTILE} & “quotes\"'")
    edit("content/site.yaml", "publisher_en: Sampleville", f"publisher_en: '{HOSTILE}'")
    page = pages()["en/measures/tram/index.html"]
    graph = graph_of(page)

    assert graph["WebPage"]["name"] == f'{HOSTILE} & “quotes"'
    assert graph["GovernmentOrganization"]["name"] == HOSTILE
    assert len(html.fromstring(page).xpath("//script[not(@src)]")) == 1
    (text,) = re.findall(r'<script type="application/ld\+json">(.*)</script>\n', page)
    assert not set("<>&\u2028\u2029") & set(text)


@pytest.mark.parametrize("pattern", [r"<title>(.*?)</title>", r'<meta name="description" content="(.*?)">'])
def test_no_two_pages_have_the_same_title_or_description(example, pattern):
    pages = pages_of(example).values()
    found = Counter(
        (re.search(r'<html lang="(\w+)"', page)[1], unescape(re.search(pattern, page)[1]).strip()) for page in pages
    )

    assert len(found) == len(pages) > 100
    assert all(words for _, words in found)


def test_a_group_without_a_description_is_described_by_what_it_holds(edit, pages):
    edit("content/classifications.yaml", "description_sv: Åtgärden kostar mycket.", "")
    edit("content/classifications.yaml", "description_en: The measure costs much.", "")
    site = pages()

    assert '<meta name="description" content="Prices: Low price, High price.">' in site["en/prices/index.html"]
    assert '<meta name="description" content="Price: high. 2 of 2 measures.">' in site["en/prices/high/index.html"]


def test_the_icons_of_the_theme_are_drawn_before_a_build(tmp_path, monkeypatch):
    monkeypatch.setattr(packaged, "PACKAGED", tmp_path / "packaged_files")
    theme = Theme(tmp_path)
    icon, paper = read_icon(theme, Brand()), read_palette(theme, Brand())["paper"].light
    drawn = {path.read_bytes() for path in write_theme_icons()}

    assert drawn == {
        icon_png(icon, 180, paper),
        icon_png(icon, 192),
        icon_png(icon, 512),
        icon_png(icon, 512, paper),
    }
