"""The media type of each kind of file that a site may have.

A table of our own: the standard library's `mimetypes` gives other types by version of Python and by system, and lacks
several of these, while the same site is to give the same bytes everywhere.
"""

from __future__ import annotations

from pathlib import PurePosixPath

MEDIA_TYPES = {
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".webmanifest": "application/manifest+json",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".woff2": "font/woff2",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ico": "image/vnd.microsoft.icon",
    ".webp": "image/webp",
    ".ics": "text/calendar",
    ".css": "text/css",
    ".csv": "text/csv",
    ".html": "text/html",
    ".js": "text/javascript",
    ".md": "text/markdown",
    ".txt": "text/plain",
}


def content_type(path: str) -> str:
    """Return the Content-Type header of a file, with the character set where it is text."""
    media_type = MEDIA_TYPES.get(PurePosixPath(path).suffix, "application/octet-stream")
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
