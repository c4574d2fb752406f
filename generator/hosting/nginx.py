"""The configuration of nginx, to be included in the server that the site is a part of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from generator.hosting.http_rules import EVERYTHING, HttpRules

FOLDER = "$tiekartta_root"
HEAD = f"""\
# For the server block of nginx that shows the site. Tiekartta makes this file anew with the site, so write there,
# not here, which folder the site is in; reload nginx when an address has changed:
#     set {FOLDER} /var/www/tiekartta;  include /var/www/tiekartta/nginx.conf;
"""
# All of the site's own files; Debian's list lacks some of these.
TYPES = {
    "application/json": "json",
    "application/ld+json": "jsonld",
    "application/manifest+json": "webmanifest",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/xml": "xml",
    "application/yaml": "yaml yml",
    "font/woff2": "woff2",
    "image/jpeg": "jpg jpeg",
    "image/png": "png",
    "image/svg+xml": "svg",
    "image/vnd.microsoft.icon": "ico",
    "image/webp": "webp",
    "text/calendar": "ics",
    "text/css": "css",
    "text/csv": "csv",
    "text/html": "html",
    "text/javascript": "js",
    "text/markdown": "md",
    "text/plain": "txt",
}
# nginx has text/html among these of itself.
TEXTS = " ".join(name for name in TYPES if name.startswith("text/") and name != "text/html")
INDENT = "    "


def nginx_configuration(description: HttpRules) -> str:
    """`nginx.conf`. Whatever else the server has of headers and patterns does not reach the site."""
    base = unquote(description.base)
    # ^~: a pattern of the server, such as one against files with a dot in front, would take .well-known away.
    whole = located(f"^~ {quoted(base)}", [*settings(description), *locations(description)])
    return HEAD + "\n" + "".join(f"{line}\n" for line in (*without_slash(base), *whole))


def without_slash(base: str) -> Iterator[str]:
    if base != "/":
        inner = ["absolute_redirect off;", f"return 301 {quoted(base)};"]
        yield from located(f"= {quoted(base.rstrip('/'))}", inner)
        yield ""


def settings(description: HttpRules) -> Iterator[str]:
    """What holds for all of the site."""
    yield f"alias {FOLDER}/;"
    yield "index index.html;"
    yield "autoindex off;"
    yield "expires off;"
    # The server may be behind another that has the port and the certificate.
    yield "absolute_redirect off;"
    yield from error_page(description, "")
    yield ""
    yield "types {"
    yield from (f"{INDENT}{name} {endings};" for name, endings in TYPES.items())
    yield "}"
    yield "charset utf-8;"
    yield f"charset_types {TEXTS};"
    yield ""
    yield "gzip_static on;"
    yield "gzip_vary on;"
    yield "# brotli_static on;  # With Debian's libnginx-mod-http-brotli-static: without it nginx would not start."
    yield ""
    yield from add_headers(description.rules[0].headers)


def locations(description: HttpRules) -> Iterator[str]:
    base = unquote(description.base)
    rules = {rule.folder: rule for rule in description.rules if rule.pattern != EVERYTHING}
    for folder in sorted({*rules, *filter(None, description.not_found)}):
        yield ""
        # A location that adds a header inherits none.
        headers = description.headers_of(rules[folder]) if folder in rules else {}
        yield from located(quoted(base + folder), [*error_page(description, folder), *add_headers(headers)])
    for old, new in description.moves.items():
        yield ""
        yield from located(f"= {quoted(base + unquote(old))}", [f"return 301 {quoted(description.base + new)};"])
    for file in description.own_files:
        yield ""
        yield from located(f"= {quoted(base + file)}", ["return 404;"])


def error_page(description: HttpRules, folder: str) -> Iterator[str]:
    """The page for what is missing; a folder without a page is missing too."""
    page = unquote(description.base) + description.not_found_in(folder)
    yield f"error_page 403 404 =404 {quoted(page)};"


def add_headers(headers: Mapping[str, str]) -> Iterator[str]:
    # always: with a page for what is missing, too.
    return (f"add_header {name} {quoted(value)} always;" for name, value in headers.items())


def located(where: str, inner: list[str]) -> Iterator[str]:
    yield f"location {where} {{"
    yield from (f"{INDENT}{line}" if line else "" for line in inner)
    yield "}"


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
