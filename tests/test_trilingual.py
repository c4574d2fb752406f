"""A city of three languages, one of them unofficial: each page knows its other languages, and keeps to its own."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from copy import deepcopy

import pytest
import yaml
from click.testing import CliRunner
from lxml import html
from project import CITIES, ROOT

from generator.build import load_published, outputs, render
from generator.cli.app import main
from generator.project import Project
from generator.site.search_folding import SOFT_HYPHEN

CITY = Project(CITIES / "trilingual" / "content")
BASE = "https://roadmap.lakeside.example/"
LANGUAGES = ("en", "fi", "sv")

Pages = dict[str, html.HtmlElement]


@pytest.fixture(scope="module")
def pages() -> Pages:
    """The pages of the site by their paths, without the pages for embedding and those for an unknown address."""
    files = {path: content for path, content in render(outputs(load_published(CITY), CITY)) if path.endswith(".html")}
    trees = {path.removesuffix("index.html"): html.fromstring(content.decode()) for path, content in files.items()}
    return {path: tree for path, tree in trees.items() if tree.xpath("//link[@rel='canonical']")}


def alternates(page: html.HtmlElement) -> dict[str, str]:
    """Return the paths of a page in each language that it names."""
    links = page.xpath("//link[@rel='alternate'][@hreflang]")
    return {link.get("hreflang"): link.get("href").removeprefix(BASE) for link in links}


def test_each_page_names_itself_in_three_languages_and_english_for_all_others(pages):
    for path, page in pages.items():
        by_language = alternates(page)

        assert set(by_language) == {*LANGUAGES, "x-default"}
        assert by_language[page.get("lang")] == path
        assert by_language["x-default"] == by_language["en"]
        for language in LANGUAGES:
            assert pages[by_language[language]].get("lang") == language
            assert alternates(pages[by_language[language]]) == by_language


def test_a_measure_has_its_own_address_in_each_language(pages):
    assert alternates(pages["measures/beach/"]) == {
        "en": "measures/beach/",
        "fi": "fi/toimenpiteet/uimaranta/",
        "sv": "sv/atgarder/badstrand/",
        "x-default": "measures/beach/",
    }


def test_the_language_links_keep_the_page(pages):
    for path, page in pages.items():
        links = {
            link.get("lang"): posixpath.normpath(posixpath.join(path, link.get("href"))).removeprefix(".")
            for link in page.xpath("//*[@class='language-links']//a")
        }

        others = {language: other.rstrip("/") for language, other in alternates(page).items() if language in LANGUAGES}
        del others[page.get("lang")]
        assert links == others


def test_no_page_has_words_of_another_language(pages):
    words = {language: set(words_of(language)) for language in LANGUAGES}
    leaks = []
    for path, page in pages.items():
        own = "\n".join(words[page.get("lang")])
        foreign = {word for language in LANGUAGES for word in words[language] if word not in own}
        bare = deepcopy(page)
        for element in bare.xpath("//*[@lang][not(self::html)]"):
            element.drop_tree()
        text = html.tostring(bare, encoding="unicode").replace(SOFT_HYPHEN, "")
        leaks += [(path, word) for word in foreign if word in text]

    assert leaks == []


def words_of(language: str) -> Iterator[str]:
    """Yield the passages of several words that the city's fields have in a language."""
    for file in CITY.content.rglob("*.*"):
        text = file.read_text(encoding="utf-8")
        fields = text.split("---\n")[1] if file.suffix == ".md" else text
        for name, value in leaves(yaml.load(fields, yaml.BaseLoader)):
            if name.endswith(f"_{language}"):
                yield from (part.strip() for part in re.split(r"\{\w+\}|\|", value) if " " in part.strip())


def leaves(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each field, however deep."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part, name)
    else:
        yield name, str(value)


def test_only_the_swedish_pages_say_that_they_are_not_official(pages):
    measures = {language: pages[path] for language, path in alternates(pages["measures/lights/"]).items()}
    notes = {language: measures[language].xpath("string(//p[@class='note'])") for language in LANGUAGES}

    assert notes == {"en": "", "fi": "", "sv": "Inofficiell över\u00adsätt\u00adning"}


@pytest.mark.parametrize(
    ("language", "summary"),
    [
        ("en", "No problems. 102 pages in 3 languages, "),
        ("fi", "Virheitä ei ole. 102 sivua 3 kielellä, "),
        ("sv", "Inga fel. 102 sidor på 3 språk, "),
    ],
)
def test_an_editor_of_each_language_can_check_it(monkeypatch, language, summary):
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(main, ["--content", str(CITY.content), "--language", language, "check"])

    assert result.exit_code == 0
    assert result.output.splitlines()[-1].startswith(summary)
