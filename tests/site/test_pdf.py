"""The brief and the whole roadmap as PDFs, opened as a reader's program opens them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from project import ROOT, SATULAHTI

from generator.build import load_published, render_pdfs
from generator.cli.app import main
from generator.diagnostics import install_command
from generator.progress import observed_by

pytestmark = pytest.mark.tools


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory) -> Path:
    """The PDFs of the city that follows its roadmap up, in their folder."""
    folder = tmp_path_factory.mktemp("demonstration")
    result = CliRunner().invoke(main, ["--content", str(SATULAHTI), "pdf", "--output", str(folder)])
    assert result.exit_code == 0
    return folder


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> Path:
    """The PDFs of the miniature city, in their folder."""
    folder = tmp_path_factory.mktemp("pdf")
    city = ROOT / "tests" / "cities" / "plain" / "content"
    result = CliRunner().invoke(main, ["--content", str(city), "pdf", "--output", str(folder)])
    assert result.output.splitlines() == [
        f"{folder}/{name}.pdf" for name in ("sammandrag-sv", "brief-en", "hela-planen-sv", "whole-plan-en")
    ]
    return folder


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """The elements of the structure that a screen reader follows, in its order."""
    rest = [pdf.Root.StructTreeRoot.K]
    while rest:
        node = rest.pop()
        if isinstance(node, pikepdf.Array):
            rest.extend(reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield node
            rest.extend([node.K] if "/K" in node else [])


def kids(element: pikepdf.Dictionary) -> list[pikepdf.Object]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def texts_by_mark(page: pikepdf.Page) -> dict[int, str]:
    """The texts of a page, by the number of the marked content that each stands in."""
    fonts = {name: unicode_of(font) for name, font in page.Resources.Font.items()}
    texts, number, font = dict[int, str](), -1, ""
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                number = int(operands[1].get("/MCID", -1))
            case "Tf":
                font = str(operands[0])
            case "TJ" | "Tj":
                pieces = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
                shown = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
                codes = [int.from_bytes(shown[place : place + 2]) for place in range(0, len(shown), 2)]
                texts[number] = texts.get(number, "") + "".join(fonts[font].get(code, "?") for code in codes)
    return texts


def unicode_of(font: pikepdf.Dictionary) -> dict[int, str]:
    """What each glyph of a font stands for, as a program that copies text reads it."""
    letters = {}
    for line in font.ToUnicode.read_bytes().decode().splitlines():
        codes = line.replace("<", " ").replace(">", " ").split()
        if line.startswith("<") and line.endswith(">") and len(codes) == 2:
            letters[int(codes[0], 16)] = bytes.fromhex(codes[1]).decode("utf-16-be")
    return letters


class Texts:
    """The texts of the elements of a PDF, without spaces."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._by_page = {page.objgen: texts_by_mark(page) for page in pdf.pages}

    def of(self, element: pikepdf.Dictionary) -> str:
        texts = self._by_page[element.Pg.objgen] if "/Pg" in element else {}
        parts = []
        for kid in kids(element):
            if isinstance(kid, int):
                parts.append(texts.get(kid, ""))
            elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                parts.append(self.of(kid))
        # A line has no space at its end.
        return "".join("".join(parts).split())


def cells_with_headings(pdf: pikepdf.Pdf) -> list[tuple[str, list[str]]]:
    """The text of each cell of the tables, with those of the headings that it points to."""
    texts = Texts(pdf)
    headings = {bytes(cell.ID): texts.of(cell) for cell in elements(pdf) if cell.S == "/TH"}
    return [
        (texts.of(cell), [headings[bytes(heading)] for heading in cell.A.get("/Headers", [])])
        for cell in elements(pdf)
        if cell.S == "/TD"
    ]


def test_each_pdf_is_tagged_and_has_its_title_and_language(files):
    for name, code, title in (
        ("sammandrag-sv", "sv", "Sammandrag – Exempelstads klimatplan"),
        ("brief-en", "en", "Brief – Climate plan of Sampleville"),
        ("hela-planen-sv", "sv", "Hela planen – Exempelstads klimatplan"),
        ("whole-plan-en", "en", "The whole plan – Climate plan of Sampleville"),
    ):
        with pikepdf.open(files / f"{name}.pdf") as pdf:
            assert (str(pdf.Root.Lang), str(pdf.docinfo.Title)) == (code, title)
            assert pdf.Root.MarkInfo.Marked
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD"} <= {str(element.S) for element in elements(pdf)}


def test_no_pdf_claims_a_standard_that_no_validator_has_confirmed(files):
    with pikepdf.open(files / "whole-plan-en.pdf") as pdf, pdf.open_metadata() as metadata:
        assert "{http://www.aiim.org/pdfua/ns/id/}part" not in metadata


def test_each_number_of_the_standing_points_to_its_own_headings(demonstration):
    with pikepdf.open(demonstration / "tiiviste-fi.pdf") as pdf:
        cells = cells_with_headings(pdf)

    goals = ["AHelpotsähköisetpalvelut", "BAvoimuusjaosallisuus", "CTurvallinenjasujuvatyö", "Yhteensä"]
    numbers = {"Käynnissä": "1 2 3 6", "Valmis": "3 1 2 6", "Eitietoa": "2 0 0 2", "Yhteensä": "8 7 7 22"}
    for state, row in numbers.items():
        expected = [(number, [state, goal]) for number, goal in zip(row.split(), goals, strict=True)]
        assert [cell for cell in cells if cell[1][:1] == [state]] == expected


def test_each_cell_of_two_scales_points_to_both_of_its_values(files):
    with pikepdf.open(files / "whole-plan-en.pdf") as pdf:
        cells = cells_with_headings(pdf)

    assert cells == [
        ("", []),
        ("0measures", ["large", "Lowprice"]),
        ("1measure:1", ["large", "Highprice"]),
        ("0measures", ["small", "Lowprice"]),
        ("1measure:2", ["small", "Highprice"]),
    ]


def test_each_heading_of_a_table_says_what_it_is_the_heading_of(demonstration):
    with pikepdf.open(demonstration / "tiiviste-fi.pdf") as pdf:
        texts = Texts(pdf)
        scopes = {texts.of(cell): str(cell.A.Scope) for cell in elements(pdf) if cell.S == "/TH"}

    assert (scopes["Käynnissä"], scopes["BAvoimuusjaosallisuus"], scopes["Syy"]) == ("/Row", "/Column", "/Column")


def test_every_item_of_a_list_is_in_a_list_and_has_a_body(files, demonstration):
    for file in (*files.iterdir(), *demonstration.iterdir()):
        with pikepdf.open(file) as pdf:
            lists = [element for element in elements(pdf) if element.S == "/L"]
            items = [element for element in elements(pdf) if element.S == "/LI"]
            assert {str(item.P.S) for item in items} <= {"/L"}
            assert {str(kid.S) for one in lists for kid in kids(one)} <= {"/LI", "/L", "/Caption"}
            assert [item for item in items if "/LBody" not in {str(kid.S) for kid in kids(item)}] == []


def test_a_link_is_described_by_its_text(demonstration):
    with pikepdf.open(demonstration / "koko-tiekartta-fi.pdf") as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        described = {str(note.Contents) for note in notes if str(note.get("/Dest")) == "measure_1_2024"}

    assert described == {"1/2024 Uudistetaan varhaiskasvatukseen hakeminen verkossa", "1/2024"}


def test_a_word_in_another_language_says_so(run, edit):
    edit("content/measures/02-tram.md", "problem_en: ", "problem_en: Is it à la carte? ")
    run("pdf")

    with pikepdf.open("pdf/whole-plan-en.pdf") as pdf:
        texts = Texts(pdf)
        foreign = {(texts.of(element), str(element.Lang)) for element in elements(pdf) if "/Lang" in element}
    assert foreign == {("àlacarte", "fr")}


def test_the_bookmarks_are_the_headings(files):
    with pikepdf.open(files / "whole-plan-en.pdf") as pdf, pdf.open_outline() as outline:
        (whole,) = outline.root
        parts = {part.title: [child.title for child in part.children] for part in whole.children}

    assert whole.title == "The whole plan"
    assert parts == {
        "Contents": [],
        "Measures": ["1 District heating without coal", "2 A tram to the harbour"],
        "Weight and price": [],
        "Glossary": [],
    }


def test_links_lead_within_the_pdf_or_to_other_sites(files):
    with pikepdf.open(files / "whole-plan-en.pdf") as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        within = {str(note.Dest) for note in notes if "/Dest" in note}
        names = {str(name) for name in pdf.Root.Names.Dests.Names[::2]}

    assert within == {"measure_1", "measure_2", "grid", "glossary"}
    assert within <= names


def test_a_site_without_an_address_has_no_link_that_leads_nowhere(run, edit):
    edit("content/site.yaml", "base_url: https://plan.stad.example/klimat\n", "")
    run("pdf")

    with pikepdf.open("pdf/brief-en.pdf") as pdf:
        assert [note for page in pdf.pages for note in page.get("/Annots", [])] == []


def test_the_brief_of_the_demonstration_has_two_pages_and_the_whole_at_most_eight(demonstration):
    for language in ("fi", "sv"):
        lengths = []
        for name in ("tiiviste", "koko-tiekartta") if language == "fi" else ("sammandrag", "hela-fardplanen"):
            with pikepdf.open(demonstration / f"{name}-{language}.pdf") as pdf:
                lengths.append(len(pdf.pages))
        assert lengths[0] == 2
        assert lengths[1] <= 8


def test_the_whole_roadmap_can_be_divided_by_a_classification(run):
    run("pdf", "--by", "goal")

    with pikepdf.open("pdf/whole-plan-en.pdf") as pdf, pdf.open_outline() as outline:
        titles = [(part.title, [child.title for child in part.children]) for part in outline.root[0].children]
    assert titles[1:3] == [
        ("Goal: Clean energy", ["1 District heating without coal"]),
        ("Goal: Sustainable travel", ["2 A tram to the harbour"]),
    ]


def test_what_is_no_classification_divides_nothing(run):
    result = run("pdf", "--by", "gaol")

    assert result.exit_code == 2
    assert result.output.startswith('"gaol" is not a classification. Use one of these: goal, ')


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


def test_the_same_roadmap_gives_the_same_pdfs_though_somebody_follows_them(city):
    told = []
    roadmap = load_published(city)
    with observed_by(lambda _label, done, total, share: told.append((share, done, total))):
        pdfs = dict(render_pdfs(roadmap, city))

    assert pdfs == dict(render_pdfs(load_published(city), city))
    assert told == sorted(told)
    assert (told[0], told[-1]) == ((0, 0, 4), (1, 4, 4))


@pytest.mark.parametrize("way", ["the option", "site.yaml"])
def test_a_site_with_its_pdfs_links_them_with_their_sizes(run, edit, way):
    if way == "site.yaml":
        edit("content/site.yaml", "updated:", "pdf: yes\nupdated:")
    run("build", *(["--pdf"] if way == "the option" else []))

    for folder, name, title in (("brief", "brief", "Brief"), ("whole-plan", "whole-plan", "The whole plan")):
        kilobytes = round(Path(f"site/en/{folder}/{name}.pdf").stat().st_size / 1000)
        page = Path(f"site/en/{folder}/index.html").read_text(encoding="utf-8")
        label = f"Download as PDF: {title} ({kilobytes}\xa0kB)"
        assert f'<a class="button" href="{name}.pdf" type="application/pdf">{label}</a>' in page


def test_a_site_without_pdfs_offers_none(run):
    run("build")

    assert "pdf" not in Path("site/en/whole-plan/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["pdf", "build"])
def test_without_the_printer_the_commands_say_what_to_run(run, edit, monkeypatch, command):
    edit("content/site.yaml", "updated:", "pdf: yes\nupdated:")
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    result = run(command)

    assert (result.exit_code, result.output) == (
        2,
        f"A PDF needs the package WeasyPrint, which is not installed. Run: {install_command('pdf')}\n",
    )
    assert not Path("pdf").exists()
    assert not Path("site").exists()
