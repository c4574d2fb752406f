"""Prints the pages for paper: each goes in as it is on the site, and a tagged PDF comes out.

WeasyPrint is an extra, and only those who print need it.
"""

from __future__ import annotations

import base64
import calendar
import datetime
import logging
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Self
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from generator.diagnostics import UserError, install_command
from generator.i18n import _
from generator.model import Classification, Roadmap
from generator.progress import report
from generator.site.components import LanguageSite
from generator.site.environment import PageContext
from generator.site.page_contexts import page_context, print_edition_context
from generator.site.renderer import SiteRenderer
from generator.theme import Theme
from generator.urls import ALL, BuiltinPage, Route, output_path

# The root while the site has no address of its own; RFC 2606 keeps it from ever being one.
_NOWHERE = "https://roadmap.invalid/"
# The style of the PDFs, in the part of CSS that WeasyPrint knows, and that of the drawings in them.
_STYLE, _ICON_STYLE = "static/css/paper/pdf.css", "static/css/paper/icons.css"
_FONT_URL = re.compile(r"\.\./\.\./fonts/([\w-]+\.woff2)")
# What of a page is of no use on paper, and what WeasyPrint cannot draw.
_ON_SCREEN_ONLY = (
    "head link, script, .skip-link, .site-header img, .site-header > * > :not(.site-name), .site-footer, "
    "nav:not(.booklet-contents), .download, .term-note, .symbol-sheet, svg:has(use)"
)
# A drawing of the page, and a place where it stands.
_SYMBOL = re.compile(r'<symbol id="(?P<id>[\w-]+)" viewBox="(?P<box>[\d ]+)">(?P<shapes>.*?)</symbol>', re.DOTALL)
_USE = re.compile(r'<svg\b[^>]*><use href="#(?P<id>(?:window|sign)-\w+)"/></svg>')

# https://reproducible-builds.org/specs/source-date-epoch/
_DATE = "SOURCE_DATE_EPOCH"

# What WeasyPrint logs: its steps, and each sheet of the fifth.
_PRINTER_LOG = logging.getLogger("weasyprint.progress")
_STEP = re.compile(r"Step (?P<number>\d)(?:.* Page (?P<sheet>\d+))?")
# The share of the work at which each step begins, and that of laying the sheets out, as measured with 1,000 measures.
_STEPS = {"1": 0.0, "2": 0.02, "3": 0.02, "4": 0.12, "5": 0.18, "6": 0.66, "7": 0.78}
_LAYOUT = 0.4
# The work of a brief, where that of the whole roadmap is the number of its measures more.
_BRIEF_WORK = 20
# Characters of HTML on a sheet, and the number of sheets from which on a document tells better.
_SHEET_LENGTH = 3_700
_MANY_SHEETS = 10

_ContextOf = Callable[[Route, LanguageSite], PageContext]


def render_pdfs(
    roadmap: Roadmap, renderer: SiteRenderer, theme: Theme, by: Classification | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield the path on the site and the bytes of each PDF: the brief and the whole roadmap, in every language.

    Args:
        by: The classification that divides the measures of the whole roadmap; by their numbers without one.

    Raises:
        UserError: WeasyPrint, or the Pango library that it draws with, is not installed.
    """
    weasyprint = _load_printer()
    # A page for paper has all of it within.
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols={"data"})
    fonts = weasyprint.text.fonts.FontConfiguration()
    style = weasyprint.CSS(string=_style(theme, renderer), url_fetcher=fetcher, font_config=fonts)
    icon_style = theme.file(_ICON_STYLE).read_text(encoding="utf-8")
    root = roadmap.site.base_url or _NOWHERE
    whole: _ContextOf = partial(print_edition_context, by=by)
    pages = ((BuiltinPage.BRIEF, page_context, 0), (BuiltinPage.PRINT_EDITION, whole, len(roadmap.measures)))
    documents = [(*page, language) for page in pages for language in roadmap.site.languages]
    with _PrintProgress([_BRIEF_WORK + measures for _page, _context, measures, _language in documents]) as progress:
        for page, context, _measures, language in documents:
            route = renderer.urls.route(page, language, ALL)
            html = _for_paper(renderer.page(route, context).decode(), icon_style, roadmap.site.base_url)
            document = weasyprint.HTML(string=html, base_url=root + output_path(route.path), url_fetcher=fetcher)
            with _dated(roadmap.site.updated), progress.document(len(html)):
                pdf = document.write_pdf(stylesheets=[style], font_config=fonts, pdf_tags=True, finisher=_describe)
            yield renderer.urls.pdf_file(page, language), bytes(pdf)


class _PrintProgress(logging.Handler):
    """Reports how far the PDFs have come, by what their printer logs.

    The printer knows the number of sheets last of all: it is estimated by the length of the HTML, and from the second
    long document on by that of the one before.
    """

    def __init__(self, work: Sequence[int]) -> None:
        """Begin with the work that each PDF takes, in any unit."""
        super().__init__()
        self._work, self._done, self._sheet_length = work, 0, float(_SHEET_LENGTH)
        self._sheets, self._expected, self._share = 0, 1.0, 0.0

    def __enter__(self) -> Self:
        _PRINTER_LOG.setLevel(logging.INFO)
        _PRINTER_LOG.addHandler(self)
        return self

    def __exit__(self, *_unused: object) -> None:
        _PRINTER_LOG.removeHandler(self)

    @contextmanager
    def document(self, length: int) -> Iterator[None]:
        """Follow one document with a length of its HTML."""
        self._sheets, self._expected, self._share = 0, length / self._sheet_length, 0.0
        self._report()
        yield
        if self._sheets >= _MANY_SHEETS:
            self._sheet_length = length / self._sheets
        self._done += 1
        self._share = 0.0
        self._report()

    def emit(self, record: logging.LogRecord) -> None:
        """Report a step, or a sheet that is laid out."""
        if step := _STEP.match(record.getMessage()):
            self._sheets = max(self._sheets, int(step["sheet"] or 0))
            laid_out = _LAYOUT * min(self._sheets / self._expected, 1) if step["sheet"] else 0.0
            # A table of contents has sheets laid out again.
            self._share = max(self._share, _STEPS.get(step["number"], 0.0) + laid_out)
            self._report()

    def _report(self) -> None:
        done = sum(self._work[: self._done]) + self._share * sum(self._work[self._done : self._done + 1])
        report(_("Rendering the PDFs"), self._done, len(self._work), done / sum(self._work))


@contextmanager
def _dated(day: datetime.date) -> Iterator[None]:
    """Have the fonts in a PDF dated by a day: what writes them goes by the environment, or else by the clock."""
    before = os.environ.get(_DATE)
    os.environ[_DATE] = str(calendar.timegm(day.timetuple()))
    try:
        yield
    finally:
        if before is None:
            del os.environ[_DATE]
        else:
            os.environ[_DATE] = before


def _style(theme: Theme, renderer: SiteRenderer) -> str:
    """Return the style sheet of the PDFs with its fonts, the city's own before that of the theme."""
    own = renderer.assets.get("font")
    face = f'@font-face {{ font-family: "Brand"; src: url("{_data(own.content, "font/woff2")}"); }}\n' if own else ""

    def font(url: re.Match[str]) -> str:
        return _data(theme.file(f"static/fonts/{url[1]}").read_bytes(), "font/woff2")

    return face + _FONT_URL.sub(font, theme.file(_STYLE).read_text(encoding="utf-8"))


def _data(content: bytes, media_type: str) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def _for_paper(html: str, icon_style: str, base_url: str) -> str:
    """Return a page without what only a screen has; nor links to other pages that have no address yet."""
    tree = LexborHTMLParser(_with_pictures(html, icon_style))
    for node in tree.css(_ON_SCREEN_ONLY):
        node.decompose()
    for link in [] if base_url else tree.css("a"):
        href = link.attributes.get("href") or ""
        if not href.startswith("#") and not urlsplit(href).scheme:
            link.unwrap()
    return tree.html or ""


def _with_pictures(html: str, icon_style: str) -> str:
    """Return a page with its icons as pictures in the background, which no tags tell of: words beside them do."""
    rules = []
    for symbol in _SYMBOL.finditer(html):
        opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{symbol["box"]}" fill="none">'
        drawing = f"{opening}<style>{icon_style}</style>{symbol['shapes']}</svg>"
        url = _data(drawing.encode(), "image/svg+xml")
        rules.append(f'.{symbol["id"]} {{ background-image: url("{url}"); }}')
    html = html.replace("</head>", f"<style>{''.join(rules)}</style></head>", 1)
    return _USE.sub(r'<i class="picture \g<id>"></i>', html)


def _describe(document: Any, pdf: Any) -> None:
    """Tell in the tags what WeasyPrint leaves out.

    That is the text of each link, what a heading of a table is the heading of, and the language of foreign words.
    """
    import pydyf

    for page in document.pages:
        for _kind, _target, _rectangle, box in page.links:
            if box.link_annotation:
                box.link_annotation["Contents"] = pydyf.String(_text_of(box.element))
    # WeasyPrint writes an element for each box, in the order of the boxes; a text has its number, not elements.
    elements = [element for element in pdf.objects if _is_span(element)]
    pages = [page._page_box for page in document.pages]  # noqa: SLF001 nothing else has the boxes of all elements
    boxes = [box for page in pages for box in page.descendants()]
    for box in boxes:
        if box.element_tag == "th" and hasattr(box, "mark"):
            box.mark["A"]["Scope"] = "/Row" if box.element.attrib.get("scope") == "row" else "/Column"
    for element, box in zip(elements, filter(_has_span, boxes), strict=True):
        if language := box.element.attrib.get("lang"):
            element["Lang"] = pydyf.String(language)


def _is_span(element: Any) -> bool:
    is_element = isinstance(element, dict) and element.get("S") == "/Span"
    return is_element and not any(isinstance(child, int) for child in element["K"])


def _has_span(box: Any) -> bool:
    # Lines and texts have the element that they are of.
    return box.element_tag == "span" and type(box).__name__ not in {"LineBox", "TextBox"}


def _text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).replace("\u00ad", "").split())


def _load_printer() -> Any:
    try:
        import weasyprint
    except ImportError:
        raise UserError(
            "A PDF needs the package WeasyPrint, which is not installed. Run: {command}", command=install_command("pdf")
        ) from None
    except OSError:
        raise UserError(
            "A PDF needs the library Pango, which is not installed. On Debian: sudo apt install libpangoft2-1.0-0."
        ) from None
    return weasyprint
