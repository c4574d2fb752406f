"""The whole roadmap as a PDF, opened as a reader's program opens it."""

from __future__ import annotations

import sys
from pathlib import Path

import pikepdf
import pytest

from generator.build import load_published, render_pdfs

pytestmark = pytest.mark.tools


def tags(pdf: pikepdf.Pdf) -> set[str]:
    """The kinds of elements in the structure that a screen reader follows."""
    found, rest = set(), [pdf.Root.StructTreeRoot.K]
    while rest:
        node = rest.pop()
        if isinstance(node, pikepdf.Array):
            rest.extend(node)
        elif isinstance(node, pikepdf.Dictionary):
            found.add(str(node.get("/S", "")))
            rest.extend([node.K] if "/K" in node else [])
    return found


@pytest.fixture
def files(run) -> dict[str, Path]:
    """What the command has written, by the code of the language."""
    assert run("pdf").output == "pdf/hela-planen-sv.pdf\npdf/whole-plan-en.pdf\n"
    return {"sv": Path("pdf/hela-planen-sv.pdf"), "en": Path("pdf/whole-plan-en.pdf")}


def test_each_language_has_a_tagged_pdf_with_its_title_and_language(files):
    for code, title in (
        ("sv", "Hela planen – Exempelstads klimatplan"),
        ("en", "The whole plan – Climate plan of Sampleville"),
    ):
        with pikepdf.open(files[code]) as pdf, pdf.open_metadata() as metadata:
            assert str(pdf.Root.Lang) == code
            assert str(pdf.docinfo.Title) == title
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert pdf.Root.MarkInfo.Marked
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Link"} <= tags(pdf)


def test_the_bookmarks_are_the_headings(files):
    with pikepdf.open(files["en"]) as pdf, pdf.open_outline() as outline:
        (whole,) = outline.root
        parts = {part.title: [child.title for child in part.children] for part in whole.children}

    assert whole.title == "The whole plan"
    assert parts == {
        "Contents": [],
        "Measures": ["1. District heating without coal", "2. A tram to the harbour"],
        "Weight and price": [],
        "Glossary": [],
    }


def test_links_lead_within_the_pdf_or_to_other_sites(files):
    with pikepdf.open(files["en"]) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        within = {str(note.Dest) for note in notes if "/Dest" in note}
        outside = {str(note.A.URI) for note in notes if "/URI" in note.get("/A", {})}
        names = {str(name) for name in pdf.Root.Names.Dests.Names[::2]}

    assert within == {"measures", "measure_1", "measure_2", "grid", "glossary"}
    assert within <= names
    assert outside == {"https://stad.example/en/", "https://stad.example/en/feedback/"}


def test_an_address_with_letters_of_its_own_keeps_the_style(run):
    run("pdf", "--base-url", "https://stad.example/färdplan/")
    styled = Path("pdf/whole-plan-en.pdf").stat().st_size
    run("pdf")

    assert abs(styled - Path("pdf/whole-plan-en.pdf").stat().st_size) < 500


def test_the_pdf_beside_a_site_leaves_the_site_whole(run):
    run("build")
    before = sorted(Path("site").rglob("*"))
    run("pdf", "--output", "site")

    assert set(before) < set(Path("site").rglob("*"))


@pytest.mark.parametrize("output", ["", " ", "~"])
def test_a_folder_without_a_name_is_refused(run, output):
    result = run("pdf", "--output", output)

    assert (result.exit_code, result.output) == (
        2,
        f'"{output}" is not the name of a folder. Write one after --output.\n',
    )


def test_the_same_roadmap_gives_the_same_pdf(city):
    assert render_pdfs(load_published(city), city) == render_pdfs(load_published(city), city)


def test_a_site_with_its_pdf_links_it_with_its_size(run):
    run("build", "--pdf")
    kilobytes = round(Path("site/en/whole-plan/whole-plan.pdf").stat().st_size / 1000)

    page = Path("site/en/whole-plan/index.html").read_text(encoding="utf-8")
    assert (
        f'<a class="button" href="whole-plan.pdf" type="application/pdf">Download as PDF ({kilobytes} kB)</a>' in page
    )


def test_a_site_without_pdf_offers_none(run):
    run("build")

    assert "pdf" not in Path("site/en/whole-plan/index.html").read_text(encoding="utf-8")


def test_without_the_printer_the_command_says_what_to_run(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    result = run("pdf")

    assert (result.exit_code, result.output) == (
        2,
        "A PDF needs the program WeasyPrint, which is not installed. Run “make pdf”, which installs it.\n",
    )
    assert not Path("pdf").exists()
