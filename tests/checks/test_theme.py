"""A city's own files of the theme: what overrides what, and what is told when one does not fit."""

from __future__ import annotations

from pathlib import Path

import pytest
from project import line_of

from generator import __version__
from generator.theme import BUILT_IN, digest_of, overridable

NOT_FOUND = "templates/pages/not_found.html"
OWN = "content/theme/"


def write(path: str, text: str) -> None:
    file = Path(OWN + path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_an_own_template_goes_before_the_built_in_one(pages):
    write("templates/components/site_footer.html", "{% macro site_footer(links, translation) %}{% endmacro %}")
    write(NOT_FOUND, '{% extends "builtin/pages/not_found.html" %}{% block main %}<h1>Lost?</h1>{% endblock %}')

    page = pages()["404.html"]
    assert ("<h1>Lost?</h1>" in page, "<footer" in page, "<header" in page) == (True, False, True)


def test_an_own_style_sheet_is_the_strongest(run):
    write("static/css/city.css", ":root { --color-paper: #fff; }\n")
    run("build")

    (style,) = Path("site/assets").glob("site.*.css")
    text = style.read_text(encoding="utf-8")
    assert ",print,city;" in text
    assert text.endswith("@layer city{:root{--color-paper:#fff}}}\n")


@pytest.mark.parametrize(
    ("text", "written", "column", "told"),
    [
        (
            'h1::before { content: "{"; }\nh1 {\n  color: red;\nh2 { color: blue; } /* } */\n',
            "h1 {",
            4,
            "This block is not closed. Add the brace that closes it.",
        ),
        (
            "h1 { color: red; }\n} p { color: red; }\n",
            "} p",
            1,
            "This style sheet does not compile: Invalid empty selector. Correct the line.",
        ),
        (
            "h1 {\n  red;\n}\n",
            "red;",
            6,
            "This style sheet does not compile: Unexpected end of input. Correct the line.",
        ),
    ],
    ids=["an open block", "a brace too many", "no property"],
)
@pytest.mark.parametrize("path", ["static/css/city.css", "static/css/reading.css"])
def test_a_style_sheet_that_does_not_compile_is_told_at_its_line(problems, path, text, written, column, told):
    write(path, text)

    assert problems() == [f"{OWN}{path}:{line_of(OWN + path, written)}:{column}: {told}"]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (
            "templates/pages/hoem.html",
            "The theme has no such file, so this one is never used. Did you mean “templates/pages/home.html”?",
        ),
        (
            "logo.png",
            "The theme has no such file, so this one is never used. “tiekartta theme list” lists all of them.",
        ),
        (
            "templates/words.yaml",
            "The theme has no such file, so this one is never used. Did you mean “templates/words/sv.yaml”?",
        ),
    ],
)
def test_a_file_that_overrides_nothing_is_told(problems, path, told):
    write(path, "x")

    assert problems() == [f"{OWN}{path}: {told}"]


@pytest.mark.parametrize("code", ["de", "EN"])
def test_words_of_a_language_that_the_site_lacks_are_told(problems, code):
    file = Path(OWN, "templates/words/en.yaml")
    file.rename(file.with_stem(code))

    assert problems() == [
        f'{OWN}templates/words/{code}.yaml: The site has no language "{code}", so its words are never used. '
        "Name the file after one of en, sv, or delete it."
    ]


def test_a_template_that_does_not_compile_is_told_at_its_line(problems):
    write(NOT_FOUND, '{% extends "base.html" %}\n{% if %}\n')

    assert problems() == [
        f"{OWN}{NOT_FOUND}:2: This template does not compile: Expected an expression, got 'end of statement block'. "
        "Correct the line."
    ]


def test_a_template_that_fails_is_told_at_its_line(problems):
    write(NOT_FOUND, '{% extends "base.html" %}\n{% block main %}\n{{ page.nothing.more }}\n{% endblock %}\n')

    line = line_of(OWN + NOT_FOUND, "page.nothing")
    reason = "'dict object' has no attribute 'nothing'"
    assert problems() == [
        f"{OWN}{NOT_FOUND}:{line}: This template fails here: {reason}. Correct it, or delete the file."
    ]


def test_a_macro_that_does_not_fit_is_told_in_its_file(problems):
    path = "templates/components/site_footer.html"
    write(path, "{% macro site_footer() %}{% endmacro %}")
    assert problems() == [
        f"{OWN}{path}: This template fails here: macro 'site_footer' takes not more than 0 argument(s). "
        "Correct it, or delete the file."
    ]

    write(path, "<footer></footer>")
    assert problems() == [
        f"{OWN}{path}: This template fails here: the template 'components/site_footer.html' (imported on line 4 in "
        "'base.html') does not export the requested name 'site_footer'. Correct it, or delete the file."
    ]


def test_a_template_that_includes_itself_is_told(problems):
    write(NOT_FOUND, "{% include 'pages/not_found.html' %}")

    (problem,) = problems()
    assert problem.startswith(f"{OWN}{NOT_FOUND}:1: This template fails here: maximum recursion depth exceeded")


@pytest.mark.parametrize("path", ["static/css/city.css", "static/css/print.css", "static/js/page.js", NOT_FOUND])
def test_a_file_in_another_encoding_is_told(problems, path):
    write(path, "")
    Path(OWN + path).write_bytes("/* ä */".encode("latin-1"))

    assert problems() == [f"{OWN}{path}: The file is not saved as UTF-8. Save it again and choose the encoding UTF-8."]


def test_a_link_is_no_file_of_its_own(problems):
    write("templates/x", "")
    Path(OWN + "templates/x").unlink()
    Path(OWN + "templates/base.html").symlink_to("/etc/hostname")

    assert problems() == [
        f"{OWN}templates/base.html: This is not a regular file but a link or a device. Put the file itself here."
    ]


def test_a_copy_is_listed_and_compared(run):
    assert f"  {NOT_FOUND}\n" in run("theme", "list").output
    copied = run("theme", "copy", NOT_FOUND)
    assert copied.output == f"{OWN}{NOT_FOUND} now replaces the built-in file. Edit it, or delete it to undo.\n"
    assert f"* {NOT_FOUND}\n" in run("theme", "list").output
    note, _, rest = Path(OWN + NOT_FOUND).read_text(encoding="utf-8").partition("\n")
    assert note.startswith(f"{{# {NOT_FOUND} of Tiekartta {__version__}, sha256 ")
    assert rest == (BUILT_IN / NOT_FOUND).read_text(encoding="utf-8")
    assert run("theme", "diff", NOT_FOUND).output == (
        f"--- {NOT_FOUND}\n+++ {OWN}{NOT_FOUND}\n@@ -1,3 +1,4 @@\n+{note}\n "
        + " ".join(rest.splitlines(keepends=True)[:3])
    )


def test_all_files_copied_give_the_same_pages(run, pages):
    before = pages()
    for path in (path for path in overridable() if not path.startswith("templates/words/")):
        assert run("theme", "copy", path).exit_code == 0

    after = pages()
    assert run("check").exit_code == 0
    assert after.keys() == before.keys()


def test_copied_words_are_the_built_in_ones(run, pages):
    path = "templates/words/en.yaml"
    Path(OWN + path).unlink()
    before = pages()

    assert run("theme", "copy", path).exit_code == 0
    assert pages() == before


def test_a_copy_of_an_older_original_is_advice(run, edit):
    run("theme", "copy", NOT_FOUND)
    digest = digest_of(NOT_FOUND)
    edit(OWN + NOT_FOUND, f"{__version__}, sha256 {digest}", f"0.1.9, sha256 {'0' * 16}")

    assert run("check").output.splitlines()[0] == (
        f"{OWN}{NOT_FOUND}:1: The built-in file has changed since version 0.1.9. "
        f"“tiekartta theme diff {NOT_FOUND}” shows the differences. "
        f"Copy what you need, then write {digest} in this line."
    )
    edit(OWN + NOT_FOUND, "0" * 16, digest)
    assert "since version" not in run("check").output


def test_what_is_there_is_not_overwritten(run):
    run("theme", "copy", NOT_FOUND)

    assert (run("theme", "copy", NOT_FOUND).output, run("theme", "copy", "templates/pages/hoem.html").output) == (
        f'"{OWN}{NOT_FOUND}" already exists. Delete it first, or edit it.\n',
        'The theme has no file "templates/pages/hoem.html". Did you mean "templates/pages/home.html"?\n',
    )
