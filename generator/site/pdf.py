"""Prints the whole roadmap: its page goes in as it is on the site, a tagged PDF for each language comes out.

WeasyPrint is an extra, and only those who print need it.
"""

from __future__ import annotations

import mimetypes
from typing import Any
from urllib.parse import unquote, urlsplit

from generator.diagnostics import UserError
from generator.model import Roadmap
from generator.site.renderer import SiteRenderer
from generator.urls import ALL, BuiltinPage, output_path

# The root while the site has no address of its own; RFC 2606 keeps it from ever being one.
_NOWHERE = "https://roadmap.invalid/"
# PDF/UA, ISO 14289-1: a PDF that a screen reader understands.
_VARIANT = "pdf/ua-1"


def render_print_editions(roadmap: Roadmap, renderer: SiteRenderer) -> dict[str, bytes]:
    """Return the whole roadmap as a PDF, by the code of its language.

    Raises:
        UserError: WeasyPrint, or the Pango library that it draws with, is not installed.
    """
    weasyprint = _load_printer()
    root = roadmap.site.base_url or _NOWHERE
    files = {asset.path: asset.content for asset in renderer.assets.values()}
    files[renderer.assets["site.css"].path] = renderer.paper_style.encode()

    def fetch(url: str, _unused: object = None) -> Any:
        """Return a file of the site itself, and nothing from elsewhere."""
        path = unquote(urlsplit(url).path).removeprefix(unquote(urlsplit(root).path))
        if path not in files:
            raise weasyprint.urls.FatalURLFetchingError(f"no file of the site: {url}")
        media_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return weasyprint.urls.URLFetcherResponse(url, files[path], {"Content-Type": media_type})

    fetcher = weasyprint.urls.URLFetcher()
    fetcher.fetch = fetch
    pdfs = {}
    for language in roadmap.site.languages:
        route = renderer.urls.route(BuiltinPage.PRINT_EDITION, language, ALL)
        base_url = root + output_path(route.path)
        document = weasyprint.HTML(string=renderer.page(route).decode(), base_url=base_url, url_fetcher=fetcher)
        pdfs[language.code] = bytes(document.write_pdf(pdf_variant=_VARIANT))
    return pdfs


def _load_printer() -> Any:
    try:
        import weasyprint
    except ImportError:
        raise UserError(
            "A PDF needs the program WeasyPrint, which is not installed. Run “make pdf”, which installs it."
        ) from None
    except OSError:
        raise UserError(
            "A PDF needs the library Pango, which is not installed. On Debian: sudo apt install libpangoft2-1.0-0."
        ) from None
    return weasyprint
