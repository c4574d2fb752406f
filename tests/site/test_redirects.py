"""Old addresses: what leads from them to the new ones, and what is wrong with how they are written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from project import line_of

from generator.content.parsers import site_path
from generator.diagnostics import InvalidValue

BASE = "https://plan.stad.example/klimat/"


SITE = "content/site.yaml"


@pytest.fixture
def alias(edit):
    """Gives a content file an alias in a language."""

    def write(path, code, slug):
        edit(path, f"slug_{code}:", f"aliases_{code}: {slug}\nslug_{code}:")

    return write


@pytest.fixture
def redirect(edit):
    """Writes redirects in site.yaml: old addresses and new ones."""

    def write(redirects):
        lines = "".join(f"  {old}: {new}\n" for old, new in redirects.items())
        edit(SITE, "updated: 2026-01-31\n", f"updated: 2026-01-31\nredirects:\n{lines}")

    return write


def test_a_measure_is_found_at_the_slugs_that_it_had(pages, alias):
    alias("content/measures/02-tram.md", "en", "trolley, streetcar")
    old = {path: page for path, page in pages().items() if 'http-equiv="refresh"' in page}

    # Other sites show the card of the measure, so that leads on too.
    assert sorted(old) == [
        *("en/embeds/streetcar/index.html", "en/embeds/trolley/index.html"),
        *("en/measures/streetcar/index.html", "en/measures/trolley/index.html"),
    ]
    assert 'content="0; url=../tram/"' in old["en/embeds/trolley/index.html"]
    assert 'content="0; url=../tram/"' in old["en/measures/trolley/index.html"]


def test_a_page_is_found_at_the_slugs_that_it_had(pages, alias):
    alias("content/pages/about.md", "sv", "bakgrund")

    assert 'content="0; url=../om-planen/"' in pages()["bakgrund/index.html"]


def test_the_page_at_an_old_address_says_so_in_its_language(pages, alias):
    alias("content/measures/02-tram.md", "en", "trolley")

    page = pages()["en/measures/trolley/index.html"]
    assert '<html lang="en">' in page
    assert "<title>The page has a new address – Climate plan of Sampleville</title>" in page
    assert '<a href="../tram/">Go to the new address of the page</a>' in page
    assert '<meta name="robots" content="noindex">' in page
    assert f'<link rel="canonical" href="{BASE}en/measures/tram/">' in page
    assert re.search(r'<link rel="stylesheet" href="\.\./\.\./\.\./assets/site\.\w+\.css">', page)
    assert "Content-Security-Policy" in page


def test_the_page_names_no_new_address_where_the_site_has_none_yet(pages, alias, edit):
    alias("content/measures/02-tram.md", "en", "trolley")
    edit(SITE, f"base_url: {BASE.rstrip('/')}\n", "")

    assert "canonical" not in pages()["en/measures/trolley/index.html"]


def test_an_address_of_the_site_leads_to_another_in_the_language_of_that(pages, redirect):
    redirect({"/old/plan/": "/en/about/", "/start.html": "/om-planen/", "/plain": "/om-planen/"})

    found = pages()
    assert 'content="0; url=../../en/about/"' in found["old/plan/index.html"]
    assert '<html lang="en">' in found["old/plan/index.html"]
    assert 'content="0; url=om-planen/"' in found["start.html"]
    assert '<html lang="sv">' in found["start.html"]
    assert 'content="0; url=../om-planen/"' in found["plain/index.html"]


@pytest.mark.parametrize("old", ["/plan.pdf", "/a:b/", "/%2e%2e/x/", "/a%00/", "/a%5Cb/"])
def test_where_no_page_can_lie_there_is_none(run, pages, redirect, old):
    before = set(pages())
    redirect({f'"{old}"': "/om-planen/"})

    assert set(pages()) == before
    assert run("build").exit_code == 0


def test_letters_of_any_alphabet_are_a_folder_of_their_own(pages, redirect):
    redirect({"/%C3%A5tg%C3%A4rder/": "/atgarder/"})

    assert "åtgärder/index.html" in pages()


def test_the_finished_site_with_its_old_addresses_is_whole(run, alias, redirect):
    alias("content/measures/02-tram.md", "en", "trolley")
    alias("content/pages/about.md", "sv", "bakgrund")
    redirect({"/old/plan/": "/en/about/", "/start.html": "/en/"})

    assert run("build").exit_code == 0
    assert run("verify", "site").exit_code == 0
    assert Path("site/old/plan/index.html").is_file()


def test_an_alias_that_is_a_living_address_is_told(problems, alias):
    alias("content/measures/02-tram.md", "en", "district-heating")

    assert problems() == [
        'content/measures/02-tram.md:9:13: The address "/en/measures/district-heating/" still has a page. Delete it here.'
    ]


def test_an_alias_of_two_measures_is_told(problems, alias):
    alias("content/measures/01-heating.md", "en", "green")
    alias("content/measures/02-tram.md", "en", "green")

    assert problems() == [
        (
            'content/measures/02-tram.md:9:13: The address "/en/measures/green/" already leads to another page. '
            "Delete one of the two."
        )
    ]


def test_redirects_that_lead_astray_are_all_told(problems, alias, redirect):
    alias("content/pages/about.md", "en", "old-about")
    redirect({"/om-planen": "/en/about/", "/en/old-about/": "/en/about/", "/x/": "/y/", "/z/": "/en/old-about/"})

    first = line_of(SITE, "redirects:") + 1
    assert problems() == [
        f'{SITE}:{first}:15: The address "/om-planen" still has a page. Delete it here.',
        f'{SITE}:{first + 1}:19: The address "/en/old-about/" already leads to another page. Delete one of the two.',
        f'{SITE}:{first + 2}:8: There is no page at "/y/". Write the address of a page that exists.',
        f'{SITE}:{first + 3}:8: There is no page at "/en/old-about/". Write the address of a page that exists.',
    ]


@pytest.mark.parametrize(
    "old", ["old/", "https://a.example/", "//x/", "/../x/", "/a/./b/", "/a b/", "/a//b/", "/a?b=1", "/a*", "/a#b"]
)
def test_an_old_address_begins_at_the_root_of_the_site(problems, redirect, old):
    redirect({f'"{old}"': "/om-planen/"})

    assert problems() == [
        f'{SITE}:{line_of(SITE, "redirects:") + 1}:3: "{old}" is not an address of this site. Write it from the first slash on: /old-page/.'
    ]


@pytest.mark.parametrize("new", ["om-planen/", "https://plan.stad.example/"])
def test_a_new_address_begins_at_the_root_of_the_site(problems, redirect, new):
    redirect({"/x/": new})

    assert problems()[0] == (
        f'{SITE}:{line_of(SITE, "redirects:") + 1}:8: "{new}" is not an address of this site. Write it from the first slash on: /old-page/.'
    )


@pytest.mark.parametrize(("text", "path"), [("/a/", "a/"), ("/a/b.html", "a/b.html"), ("/%C3%A5/", "%C3%A5/")])
def test_an_address_of_the_site_is_read_without_its_first_slash(text, path):
    assert site_path(text) == path


@pytest.mark.parametrize("text", ["", "a", "//", "/..", "/a/../b", "/a\\b", "/\u202ea"])
def test_what_is_no_address_of_the_site_is_refused(text):
    with pytest.raises(InvalidValue):
        site_path(text)


@pytest.mark.parametrize(
    "old", ["/index.html", "/en/index.html", "/en/%6Deasures/", "/assets/", "/en/embeds/tram", "/data/x/"]
)
def test_an_old_address_never_covers_what_is_there(problems, redirect, old):
    redirect({old: "/om-planen/"})

    assert problems() == [
        f'{SITE}:{line_of(SITE, "redirects:") + 1}:{len(old) + 5}: The address "{old}" still has a page. Delete it here.'
    ]


@pytest.mark.parametrize("old", ["/robots.txt", "/sitemap.xml", "/favicon.ico", "/card.png"])
def test_nor_does_it_cover_a_file(run, redirect, old):
    redirect({old: "/om-planen/"})

    result = run("check")
    assert result.exit_code == 1
    assert "This is the address of a file of the site. Delete it here." in result.stderr
