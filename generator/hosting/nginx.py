"""The configuration of nginx, to be included in the server that the site is a part of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from generator.hosting.http_rules import HttpRules
from generator.hosting.media_types import MEDIA_TYPES

FOLDER = "$tiekartta_root"
HEAD = f"""\
# For the server block of nginx that shows the site. Tiekartta makes this file anew with the site, so write there,
# not here, which folder the site is in; reload nginx when an address has changed:
#     set {FOLDER} /var/www/tiekartta;  include /var/www/tiekartta/nginx.conf;
"""
# nginx has text/html among these of itself.
CHARSET_TYPES = " ".join(
    media_type
    for media_type in dict.fromkeys(MEDIA_TYPES.values())
    if media_type.startswith("text/") and media_type != "text/html"
)
INDENT = "    "


def nginx_configuration(http: HttpRules) -> str:
    """Return `nginx.conf`. Whatever else the server has of headers and patterns does not reach the site."""
    base = unquote(http.base)
    lines: list[str] = []
    if base != "/":
        redirect = ["absolute_redirect off;", f"return 301 {_quoted(base)};"]
        lines += [*_location(f"= {_quoted(base.rstrip('/'))}", redirect), ""]
    # ^~: a pattern of the server, such as one against files with a dot in front, would take .well-known away.
    lines += _location(f"^~ {_quoted(base)}", [*_settings(http), *_locations(http)])
    return HEAD + "\n" + "".join(f"{line}\n" for line in lines)


def _settings(http: HttpRules) -> Iterator[str]:
    """Yield what holds for all of the site."""
    yield f"alias {FOLDER}/;"
    yield "index index.html;"
    yield "autoindex off;"
    yield "expires off;"
    # The server may be behind another that has the port and the certificate.
    yield "absolute_redirect off;"
    yield _error_page(http, "")
    yield ""
    # All of the site's own files: Debian's list lacks some of these.
    yield "types {"
    for media_type in dict.fromkeys(MEDIA_TYPES.values()):
        suffixes = (suffix.removeprefix(".") for suffix, known in MEDIA_TYPES.items() if known == media_type)
        yield f"{INDENT}{media_type} {' '.join(suffixes)};"
    yield "}"
    yield "charset utf-8;"
    yield f"charset_types {CHARSET_TYPES};"
    yield ""
    yield "gzip_static on;"
    yield "gzip_vary on;"
    yield "# brotli_static on;  # With Debian's libnginx-mod-http-brotli-static: without it nginx would not start."
    yield ""
    yield from _add_headers(http.rules[0].headers)


def _locations(http: HttpRules) -> Iterator[str]:
    base = unquote(http.base)
    all_files, *others = http.rules
    # A location that adds a header inherits none.
    headers = {rule.folder: {**all_files.headers, **rule.headers} for rule in others}
    for folder in sorted({*headers, *filter(None, http.not_found)}):
        yield ""
        lines = [_error_page(http, folder), *_add_headers(headers.get(folder, {}))]
        yield from _location(_quoted(base + folder), lines)
    for old, new in http.redirects.items():
        yield ""
        yield from _location(f"= {_quoted(base + unquote(old))}", [f"return 301 {_quoted(http.base + new)};"])
    for path in http.host_paths:
        yield ""
        yield from _location(f"= {_quoted(base + path)}", ["return 404;"])


def _error_page(http: HttpRules, folder: str) -> str:
    """Return the setting of the page for what is missing; a folder without a page is missing too."""
    return f"error_page 403 404 =404 {_quoted(unquote(http.base) + http.not_found_in(folder))};"


def _add_headers(headers: Mapping[str, str]) -> Iterator[str]:
    # always: with a page for what is missing, too.
    return (f"add_header {name} {_quoted(value)} always;" for name, value in headers.items())


def _location(match: str, lines: list[str]) -> Iterator[str]:
    yield f"location {match} {{"
    yield from (f"{INDENT}{line}" if line else "" for line in lines)
    yield "}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
