"""The configuration of nginx, to be included in the server that the site is a part of."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from generator.hosting.http_rules import HttpRules
from generator.hosting.media_types import MEDIA_TYPES


def nginx_configuration(http: HttpRules) -> str:
    """Return `nginx.conf`. Whatever else the server has of headers and patterns does not reach the site."""
    suffixes: dict[str, list[str]] = {}
    for suffix, media_type in MEDIA_TYPES.items():
        suffixes.setdefault(media_type, []).append(suffix.removeprefix("."))
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(quoted=_quoted, unquoted=unquote)
    return environment.get_template("nginx.conf.jinja").render(
        http=http,
        base=unquote(http.base),
        not_found={folder: _not_found_in(folder, http) for folder in sorted({*http.not_found, *http.folder_headers})},
        # A location that adds a header inherits none.
        headers={folder: {**http.headers, **headers} for folder, headers in http.folder_headers.items()},
        suffixes=suffixes,
        # nginx has text/html among these of itself.
        text_types=[known for known in suffixes if known.startswith("text/") and known != "text/html"],
    )


def _not_found_in(folder: str, http: HttpRules) -> str:
    """Return the page for what is missing from a folder: that of the nearest folder above that has one."""
    return http.not_found[max((root for root in http.not_found if folder.startswith(root)), key=len)]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
