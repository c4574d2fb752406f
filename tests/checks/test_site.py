"""The check of a finished site: one thing is broken in it, and everything that is wrong is reported."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from project import SATULAHTI

from generator.build import BuildOptions, build, checked_files, load_published, outputs, render
from generator.checks.site.checker import base_url_of, check_files, file_facts
from generator.checks.site.facts import FileFacts
from generator.checks.site.site_files import LinkTarget, SiteFiles
from generator.diagnostics import ContentError
from generator.project import Project
from generator.urls import output_path

BASE = "https://plan.stad.example/klimat/"
TRAM = "en/measures/tram/index.html"
ABOUT = "en/about/index.html"
# What every page of the site has in its head, for pages of a test's own.
POLICY = "default-src 'none'; img-src 'self'; script-src 'self'; style-src 'self'"
PAGE = '<!DOCTYPE html><html lang="sv"><head><title>T</title>{head}</head><body><h1>H</h1>{body}</body></html>'
HIDDEN = '<meta name="robots" content="noindex">'


@pytest.fixture
def tree(city):
    """Return the files of the miniature city's site."""
    return dict(render(outputs(load_published(city), city)))


def problems_in(tree, base_url=""):
    """Return what is wrong with a site, as one line each."""
    try:
        for _ in check_files(tree.items(), tree, {}, base_url or base_url_of(tree.items())):
            pass
    except ContentError as error:
        return [str(problem) for problem in error.diagnostics]
    return []


def change(tree, path, old, new):
    text = tree[path].decode()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    tree[path] = text.replace(old, new).encode()


def page(body="", head=""):
    """Return a site of one page, which search engines do not show."""
    return {"x/index.html": PAGE.format(head=HIDDEN + head, body=body).encode()}


def test_a_site_passes_unchanged_and_nothing_is_wrong_with_it(city, tree):
    assert build(city, BuildOptions(), lambda site: dict(checked_files(site))) == tree
    assert problems_in(tree) == []


@pytest.mark.parametrize("base_url", ["", "https://x.example/plan/"])
def test_nothing_is_wrong_with_a_whole_site(base_url):
    project = Project(SATULAHTI)

    assert problems_in(dict(render(outputs(load_published(project, base_url), project)))) == []


def test_the_whole_site_is_checked_in_half_a_second():
    project = Project(SATULAHTI)
    tree = dict(render(outputs(load_published(project), project)))
    started = time.process_time()
    problems_in(tree)

    assert time.process_time() - started < 0.5


def test_what_a_page_says_is_known_without_the_others():
    site = SiteFiles(frozenset({"x/index.html", "y/index.html", "a.png"}), BASE)
    head = f'<link rel="alternate" hreflang="en" href="{BASE}y/">{HIDDEN}'
    body = '<img src="../a.png"><a href="../y/#there">a</a><a href="../y/?q=b#q=b">b</a><a href="#here">c</a><p id="i">'
    facts = file_facts("x/index.html", PAGE.format(head=head, body=body).encode(), site)

    assert [str(error) for error in facts.errors] == [
        'The page "/x/" links to "#here" on "/x/", and nothing there has that id. Leave out "#here".'
    ]
    assert facts._replace(errors=()) == FileFacts(
        is_page=True,
        language="sv",
        is_noindex=True,
        ids=("i",),
        alternates=(("en", "y/index.html"),),
        anchors=(LinkTarget("y/", "there", "y/index.html"),),
    )


def test_a_link_to_nothing_is_reported_with_what_was_meant(tree):
    change(tree, TRAM, '<a href="../../goals/sustainable-travel/"', '<a href="../../goals/sustainable-travels/"')

    assert problems_in(tree) == [
        (
            'en/measures/tram/index.html: The page "/en/measures/tram/" links to '
            '"/en/goals/sustainable-travels/", which does not exist. Did you mean '
            '"/en/goals/sustainable-travel/"?'
        )
    ]


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("../qqqqqqqqqqqqqq", 'links to "/qqqqqqqqqqqqqq", which does not exist. Link to a page that exists.'),
        ("../../y/", 'links to "/../y/", which does not exist. Link to a page that exists.'),
        ("#y", 'links to "#y" on "/x/", and nothing there has that id. Leave out "#y".'),
        ("../x/#her", 'links to "#her" on "/x/", and nothing there has that id. Did you mean "#here"?'),
        ("http://[", 'links to "/x/http://[", which does not exist. Link to a page that exists.'),
        ("/x/", 'links to "/x/", which breaks when the site is in a subfolder. Write it as "./".'),
    ],
)
def test_a_wrong_link_is_reported_with_its_page(link, message):
    site = page(f'<p id="here"><a href="{link}">a</a></p>')

    assert problems_in(site) == [f'x/index.html: The page "/x/" {message}']


def test_a_place_that_is_missing_is_reported_of_every_page_that_links_to_it():
    link = '<p id="here"><a href="../x/#here">a</a> <a href="../x/#there">a</a></p>'
    site = {f"{name}/index.html": content for name in "axz" for content in page(link).values()}

    assert problems_in(site) == [
        f'{name}/index.html: The page "/{name}/" links to "#there" on "/x/", and nothing there has that id. '
        'Did you mean "#here"?'
        for name in "axz"
    ]


def test_a_link_that_leads_nowhere_is_reported_once_whatever_its_place():
    problems = problems_in(page('<p><a href="/x/#here">a</a> <a href="y/#here">a</a></p>'))

    assert [problem.partition(", which ")[0] for problem in problems] == [
        'x/index.html: The page "/x/" links to "/x/#here"',
        'x/index.html: The page "/x/" links to "/x/y/"',
    ]


def test_a_link_in_other_letters_is_wrong_though_some_disks_would_take_it(tree):
    change(tree, TRAM, '<a href="../../goals/sustainable-travel/"', '<a href="../../goals/Sustainable-travel/"')

    assert problems_in(tree) == [
        (
            'en/measures/tram/index.html: The page "/en/measures/tram/" links to "/en/goals/Sustainable-travel/", '
            'but the address is "/en/goals/sustainable-travel/". Use the same capital and small letters.'
        )
    ]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="https://else.example/">a</a> <a href="mailto:a@b.example">b</a> <a href="//else.example/x">c</a>',
        '<a href="#top">a</a> <a href="#">b</a> <a href="">c</a> <a href="./?goal=A#%C3%A5">d</a> <p id="å"></p>',
        '<!-- <a href="gone/">a</a> <script>x</script> --> <textarea><img src="gone.png"></textarea>',
        '<script type="application/ld+json">{"a": "<a href=gone>"}</script>',
        '<svg><title>Icon</title><use href="#mark"/><path id="mark"/></svg>',
        "<img src='../x/' alt='a > b'>",
    ],
)
def test_what_is_well_is_left_alone(body):
    assert problems_in(page(body)) == []


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ('<img src="a.png">', "x/a.png"),
        ('<img srcset="../x/ 1x, b.png 2x">', "x/b.png"),
        ('<form action="c/"></form>', "x/c/"),
        ('<div id="results" data-index="../x/ d.json"></div>', "x/d.json"),
        ('<video poster="e.png"></video>', "x/e.png"),
        ('<iframe src="f/"></iframe>', "x/f/"),
        ("<a href=&#103;/>a</a>", "x/g/"),
        ('<template><a href="h/">a</a></template>', "x/h/"),
    ],
)
def test_every_kind_of_link_is_looked_at(body, missing):
    assert problems_in(page(body))[0].startswith(
        f'x/index.html: The page "/x/" links to "/{missing}", which does not exist.'
    )


def test_the_page_for_what_is_missing_links_from_the_root(tree):
    change(tree, "en/404.html", '<a class="site-name" href="/klimat/en/">', '<a class="site-name" href="./">')
    change(tree, "404.html", '<a class="site-name" href="/klimat/">', '<a class="site-name" href="/">')

    assert problems_in(tree) == [
        (
            '404.html: The page "/404.html" is shown at any address, so "/" does not work from there. Write it as '
            '"/klimat/".'
        ),
        (
            'en/404.html: The page "/en/404.html" is shown at any address, so "./" does not work from there. '
            'Write it as "/klimat/en/".'
        ),
    ]


def test_a_redirect_of_a_page_must_lead_to_one():
    assert problems_in(page(head='<meta http-equiv="refresh" content="0; url=../y/">')) == [
        'x/index.html: The page "/x/" links to "/y/", which does not exist. Link to a page that exists.'
    ]


def test_a_name_that_comes_twice_is_reported():
    assert problems_in(page('<p id="a"></p><p id="a"></p>')) == [
        'x/index.html: The page "/x/" has 2 elements with the id "a". Give each its own id.'
    ]


def test_a_page_has_a_title_a_language_and_one_main_heading():
    site = {"x/index.html": f"<html><head>{HIDDEN}</head><h1>a</h1><h1>b</h1></html>".encode()}

    assert problems_in(site) == [
        'x/index.html: The page "/x/" does not state its language. Write it in its <html lang>.',
        'x/index.html: The page "/x/" has 2 main headings (h1). Give it just one.',
        'x/index.html: The page "/x/" has no title. Write one in its <title>.',
    ]


def test_a_page_without_its_pair_is_reported(tree):
    change(tree, ABOUT, f'  <link rel="alternate" hreflang="sv" href="{BASE}om-planen/">\n', "")

    assert problems_in(tree) == [
        (
            'en/about/index.html: The page "/en/about/" gives no version in the language "sv". Every page needs '
            "one in each language."
        ),
        (
            'om-planen/index.html: The page "/om-planen/" gives "/en/about/" as its version in the language "en", '
            "but that page does not link back. Make the two link to each other."
        ),
    ]


def test_a_hidden_page_wants_no_pair_in_its_language(tree):
    tree["fr/index.html"] = PAGE.replace('"sv"', '"fr"').format(head=HIDDEN, body="").encode()

    assert problems_in(tree) == []


def test_a_pair_in_the_wrong_language_is_reported(tree):
    change(tree, ABOUT, '<html lang="en"', '<html lang="sv"')

    assert problems_in(tree) == [
        f'{file}: The page "/{address}" gives "/en/about/" as its version in the language "en", '
        'but that page is in "sv". Give the right page.'
        for file, address in ((ABOUT, "en/about/"), ("om-planen/index.html", "om-planen/"))
    ]


def test_the_address_of_a_site_is_that_of_most_pages_that_are_shown():
    elsewhere = '<link rel="canonical" href="https://elsewhere.example/{}/">'
    hidden = {f"{name}/index.html": PAGE.format(head=HIDDEN + elsewhere.format(name), body="") for name in "abc"}
    public = PAGE.format(head=f'<link rel="canonical" href="{BASE}x/">', body="")
    files = {name: text.encode() for name, text in {**hidden, "x/index.html": public}.items()}

    assert base_url_of(files.items()) == BASE


def test_a_page_that_gives_another_address_as_its_own_is_reported(tree):
    change(tree, ABOUT, f'<link rel="canonical" href="{BASE}en/about/">', f'<link rel="canonical" href="{BASE}en/">')

    assert problems_in(tree) == [
        f'en/about/index.html: The page "/en/about/" says that its address is "{BASE}en/". '
        f'Its canonical address must be "{BASE}en/about/".'
    ]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<script>x</script>", "<script>"),
        ("<style>p {}</style>", "<style>"),
        ('<p style="color: red">', "style="),
        ('<p onclick="x()">', "onclick="),
        ('<a href="javascript:x()">a</a>', "javascript:x()"),
        ('<script src="https://else.example/x.js"></script>', "https://else.example/x.js"),
        ('<img src="data:image/png;base64,AA">', "data:image/png;base64,AA"),
        ('<iframe src="./"></iframe>', "./"),
        ('<video src="//else.example/v"></video>', "//else.example/v"),
        ('<link rel="manifest" href="./">', "./"),
    ],
)
def test_what_the_policy_of_a_page_blocks_is_reported(body, what):
    site = page(body, head=f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">')

    assert problems_in(site) == [
        f'x/index.html: The page "/x/" has "{what}", which its own policy (Content-Security-Policy) blocks. '
        "Put it in a file of the site, or leave it out."
    ]


def test_a_policy_allows_what_it_names():
    policy = "default-src 'self' https://else.example; img-src data:; script-src 'unsafe-inline'; frame-src *"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    body = (
        '<video src="https://else.example/v"></video><img src="data:,x"><script>x</script>'
        '<form action="./"></form><iframe src="https://any.example/"></iframe><div data-index="./"></div>'
    )

    assert problems_in(page(body, head)) == []


def test_the_files_beside_the_pages_link_to_files(tree):
    site = {
        **page(),
        "assets/site.css": b'/* url(a) */ p { background: url("b.png"); filter: url(#f) } q { background: url(../x/) }',
        "assets/a.js": b'import { x } from "./b.js";\n',
        "sitemap.xml": f"<urlset><loc>{BASE}x/</loc><loc>{BASE}y/</loc><loc>https://z.example/</loc></urlset>".encode(),
    }

    assert problems_in(site, BASE) == [
        (
            'assets/a.js: The file "/assets/a.js" links to "/assets/b.js", which does not exist. Did you mean '
            '"/assets/a.js"?'
        ),
        (
            'assets/site.css: The file "/assets/site.css" links to "/assets/b.png", which does not exist. Did you '
            'mean "/assets/a.js"?'
        ),
        'sitemap.xml: The file "/sitemap.xml" links to "/y/", which does not exist. Link to a page that exists.',
        f'sitemap.xml: The file "/sitemap.xml" names "https://z.example/", which is not under "{BASE}". '
        "Name only pages of this site.",
    ]


def test_whatever_goes_or_is_renamed_is_missed(tree):
    # To those that search engines shall not show, a link of ours need not lead.
    alone = {path for path, content in tree.items() if HIDDEN.encode() in content}
    kinds = (".html", ".css", ".js", ".svg", ".webmanifest")
    linked = [path for path in tree if path not in alone and (path.endswith(kinds) or "search-" in path)]
    unnoticed = []
    for path in linked:
        without = {name: content for name, content in tree.items() if name != path}
        renamed = {**without, path.replace(".", "-old.", 1): tree[path]}
        capital = {**without, path.upper(): tree[path]}
        unnoticed += [(path, kind) for kind, site in enumerate((without, renamed, capital)) if not problems_in(site)]

    assert len(linked) > 40
    assert unnoticed == []


def test_a_problem_stands_at_the_file_that_its_page_is_made_of(city, edit, override):
    edit(override("templates/pages/measure.html"), "{% block main %}", '{% block main %}<a href="gone/">x</a>')
    edit(override("templates/pages/figures.html"), "{% block main %}", '{% block main %}<a href="gone/">x</a>')
    with pytest.raises(ContentError) as raised:
        build(city, BuildOptions(), lambda site: dict(checked_files(site)))

    assert [(problem.location.file, str(problem.message).split('"')[3]) for problem in raised.value.diagnostics] == [
        ("content/measures/01-heating.md", "/atgarder/fjarrvarme/gone/"),
        ("content/measures/01-heating.md", "/en/measures/district-heating/gone/"),
        ("content/measures/02-tram.md", "/atgarder/sparvagn/gone/"),
        ("content/measures/02-tram.md", "/en/measures/tram/gone/"),
        ("content/theme/templates/pages/figures.html", "/en/figures/gone/"),
        ("content/theme/templates/pages/figures.html", "/i-siffror/gone/"),
    ]


def test_nothing_wrong_is_ever_published(run, edit, override):
    run("build")
    before = Path("site", TRAM).read_bytes()
    edit(override("templates/pages/measure.html"), "{% block main %}", '{% block main %}<a href="gone/">x</a>')
    result = run("build")

    assert result.exit_code == 1
    assert "4 problems to fix. The site was not changed." in result.output
    assert Path("site", TRAM).read_bytes() == before
    assert run("check").output == result.output


def test_verify_looks_at_any_built_folder(run):
    run("build")
    result = run("verify", "site")
    files = [file for file in Path("site").rglob("*") if file.is_file()]
    pages = sum(file.suffix == ".html" for file in files)

    assert result.exit_code == 0
    assert result.output == f"No problems. {pages} pages and {len(files) - pages} other files checked: site\n"


def test_verify_tells_what_is_wrong_and_where(run):
    run("build")
    Path("site/en/about/index.html").unlink()
    result = run("verify", "site")

    assert result.exit_code == 1
    assert 'site/en/index.html: The page "/en/" links to "/en/about/", which does not exist. ' in result.output


def test_verify_takes_the_address_that_is_named(run):
    run("build")

    assert run("verify", "site", "--base-url", BASE).exit_code == 0
    assert run("verify", "site", "--base-url", "https://else.example/").exit_code == 1


@pytest.mark.parametrize("folder", ["nowhere", "content"])
def test_verify_wants_a_folder_with_a_site(run, folder):
    result = run("verify", folder)

    assert result.exit_code == 2
    assert result.output == f'There is no site in "{folder}". Name the folder that a site was built into.\n'


def test_the_address_of_a_file_is_what_a_host_serves_it_at():
    assert [output_path(path) for path in ("", "en/", "404.html")] == ["index.html", "en/index.html", "404.html"]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        (TRAM, b"<html lang='en'>\xe4"),
        ("assets/site.css", b"\xff"),
        ("sitemap.xml", b"<urlset>"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_reported(tree, path, content):

    assert f"{path}: The content of this file does not match its name. Build the site again." in problems_in(
        {**tree, path: content}
    )
