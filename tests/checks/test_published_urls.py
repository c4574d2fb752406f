"""Published URLs stay: a sitemap of before is compared with the roadmap of now."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from pathlib import Path

import pytest

from generator.checks.published_urls import published_paths

BASE = "https://plan.stad.example/klimat/"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PATHS = ("", "en/", "atgarder/sparvagn/", "en/measures/tram/")
CURE = "Run “tiekartta record” with a commit that still had it, such as HEAD~1, or write a redirect in site.yaml."
TRAM = "content/measures/02-tram.md"


def sitemap(*urls):
    entries = "".join(f"<url><loc>{url}</loc><lastmod>2026-01-31</lastmod></url>" for url in urls)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="{NAMESPACE}">{entries}</urlset>'


def write(text, name="old.xml"):
    Path(name).write_text(text, encoding="utf-8")
    return name


def below(base, paths=PATHS):
    return [base + path for path in paths]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def host(tmp_path, monkeypatch):
    """The address of a host of this computer that serves a folder of its own."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    folder = tmp_path / "host"
    folder.mkdir()
    handler = functools.partial(Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", folder
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_site_that_keeps_its_addresses_passes(run, command):
    assert run(command, "--published", write(sitemap(*below(BASE)))).exit_code == 0


def test_every_address_that_would_go_is_reported_with_its_cure(run):
    old = write(sitemap(*below(BASE), f"{BASE}en/measures/trams/", f"{BASE}qqqqqqqqqqqqqqq/"))
    result = run("build", "--published", old)

    assert result.exit_code == 1
    assert result.output == (
        f'old.xml: The address "/en/measures/trams/" was published and has no page now. {CURE}\n'
        f'old.xml: The address "/qqqqqqqqqqqqqqq/" was published and has no page now. {CURE}\n'
        "2 problems to fix. The site was not changed.\n"
    )
    assert not Path("site").exists()


@pytest.mark.parametrize(
    ("title", "cure"),
    [
        (
            "A tram to the harbour",
            "Its measure is in content/measures/02-tram.md. Add this line there: aliases_en: trolley, tram",
        ),
        (
            "A line to the harbour",
            "Its measure is in content/measures/02-tram.md. Add this line there: aliases_en: trolley, tram",
        ),
    ],
)
def test_a_measure_that_is_still_there_is_named_by_what_was_published_of_it(run, edit, title, cure):
    run("build", "--output", "before")
    edit(TRAM, "title_en: A tram to the harbour", f"title_en: {title}")
    edit(TRAM, "slug_en: tram", "slug_en: metro\naliases_en: trolley")

    assert lost(run("check", "--published", "before/sitemap.xml")) == {"/en/measures/tram/": cure}


def test_a_stranger_is_named_by_no_likeness(run, edit):
    run("build", "--output", "before")
    for text in ("Spårvagn till hamnen", "A tram to the harbour", "Hur kommer man till hamnen?"):
        edit(TRAM, text, f"{text} 2")
    edit(TRAM, "How does one get to the harbour?", "How does one get to the port?")
    edit(TRAM, "slug_en: tram", "slug_en: trams")

    assert lost(run("check", "--published", "before/sitemap.xml")) == {"/en/measures/tram/": CURE}


def test_an_address_that_a_stranger_has_now_is_reported(run, edit):
    run("build", "--output", "before")
    edit(TRAM, "slug_en: tram", "slug_en: metro")
    edit("content/measures/01-heating.md", "slug_en: district-heating", "slug_en: tram\naliases_en: district-heating")

    result = run("check", "--published", "before/sitemap.xml")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == (
        f'before/sitemap.xml: The address "tram" was published for the measure of {TRAM}, but now belongs to '
        "content/measures/01-heating.md. Links to it would lead to the wrong page. Give it back."
    )


@pytest.mark.parametrize("data", ["", "[]", "{", '{"measures": [{"slug": "tram"}]}', '{"measures": 1}'])
def test_data_that_cannot_be_read_names_nothing(run, edit, data):
    run("build", "--output", "before")
    Path("before/data/measures.json").write_text(data, encoding="utf-8")
    edit(TRAM, "slug_en: tram", "slug_en: metro")

    assert lost(run("check", "--published", "before/sitemap.xml")) == {"/en/measures/tram/": CURE}


def lost(result):
    """The cure for each address that is lost."""
    return dict(re.findall(r'The address "(.*)" was published and has no page now[.] (.*)', result.stderr))


def test_an_alias_keeps_an_address(run, edit):
    old = write(sitemap(*below(BASE), f"{BASE}en/measures/trolley/"))
    assert run("check", "--published", old).exit_code == 1

    edit("content/measures/02-tram.md", "slug_en: tram", "slug_en: tram\naliases_en: trolley")
    assert run("check", "--published", old).exit_code == 0


def test_a_redirect_keeps_an_address(run, edit):
    old = write(sitemap(*below(BASE), f"{BASE}old/%C3%A5r/"))
    assert run("check", "--published", old).exit_code == 1

    edit("content/site.yaml", "updated: 2026-01-31\n", "updated: 2026-01-31\nredirects:\n  /old/år/: /en/about/\n")
    assert run("check", "--published", old).exit_code == 0


def test_the_sitemap_of_a_site_is_kept_by_itself(run, edit):
    run("build")
    Path("site/sitemap.xml").rename("old.xml")
    assert run("check", "--published", "old.xml").exit_code == 0

    edit("content/measures/02-tram.md", "slug_en: tram", "slug_en: trolley")
    assert run("check", "--published", "old.xml").exit_code == 1


@pytest.mark.parametrize(
    "base", ["https://elsewhere.example/", "http://plan.stad.example/", "https://plan.stad.example/klimat/2025/"]
)
def test_a_site_may_move_as_a_whole(run, base):
    assert run("check", "--published", write(sitemap(*below(base)))).exit_code == 0


def test_paths_are_told_below_the_home_page(city):
    home = "https://old.example/a/b/"

    assert published_paths(write(sitemap(*below(home, ["en/", "", "%C3%A5r/"])))) == ("en/", "", "år/")


def test_a_slash_at_the_end_does_not_count(run):
    assert run("check", "--published", write(sitemap(BASE, f"{BASE}en/measures/tram"))).exit_code == 0


def test_a_sitemap_comes_from_the_web(host):
    base, folder = host
    (folder / "sitemap.xml").write_text(sitemap(*below(base)), encoding="utf-8")

    assert published_paths(f"{base}sitemap.xml") == PATHS


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (sitemap(), '"old.xml" contains no web addresses. Name a sitemap that does.'),
        (sitemap("klimat/en/"), '"old.xml" contains no web addresses. Name a sitemap that does.'),
        (f"<html><a><loc>{BASE}</loc></a></html>", '"old.xml" contains no web addresses. Name a sitemap that does.'),
        ("<urlset><url>", '"old.xml" is not a sitemap. Name the file sitemap.xml of the published site.'),
        ("", '"old.xml" is not a sitemap. Name the file sitemap.xml of the published site.'),
        (
            sitemap(*below(BASE)).replace("urlset", "sitemapindex"),
            '"old.xml" is an index of sitemaps. Name one of its sitemaps.',
        ),
        (
            sitemap("https://a.example/", "https://b.example/"),
            '"old.xml" does not list the home page of one site. Name the sitemap of this site.',
        ),
        (
            sitemap(*below(BASE, ["en/a/", "en/b/"])),
            '"old.xml" does not list the home page of one site. Name the sitemap of this site.',
        ),
    ],
)
def test_what_is_no_sitemap_never_passes(run, text, message):
    result = run("check", "--published", write(text))

    assert result.exit_code == 2
    assert result.output == f"{message}\n"


def test_a_sitemap_that_is_not_there_never_passes(run, host):
    base, _ = host

    assert run("check", "--published", "gone.xml").output == (
        'The sitemap "gone.xml" could not be read: No such file or directory. Check its name.\n'
    )
    assert run("check", "--published", f"{base}gone.xml").output == (
        f'The sitemap "{base}gone.xml" could not be read: File not found. Check its name.\n'
    )
    assert run("check", "--published", "http://127.0.0.1:1/sitemap.xml").exit_code == 2


def test_a_sitemap_that_is_too_large_is_refused(run):
    Path("old.xml").write_bytes(b" " * 53_000_000)
    result = run("check", "--published", "old.xml")

    assert result.exit_code == 2
    assert result.output == '"old.xml" is larger than a sitemap may be. Name a smaller one.\n'


@pytest.mark.parametrize(
    "text",
    [
        sitemap(BASE).replace("utf-8", "shift_jis"),
        sitemap(BASE).replace("utf-8", "nosuch"),
    ],
)
def test_a_sitemap_that_makes_no_sense_is_reported_in_words(run, text):
    result = run("check", "--published", write(text))

    assert result.exit_code == 2
    assert "old.xml" in result.stderr


@pytest.mark.parametrize("address", ["http://[x", "http://å..ö/sitemap.xml", "http://127.0.0.1:1/å"])
def test_an_address_that_is_none_is_reported_in_words(run, address):
    result = run("check", "--published", address)

    assert result.exit_code == 2
    assert "could not be read" in result.stderr
