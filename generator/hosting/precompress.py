"""Compresses the files of a site beforehand, for the hosts that send what lies beside a file."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import PurePosixPath

import brotli

from generator.model import Host, Site
from generator.urls import ASSETS

_HOSTS = frozenset({Host.NGINX, Host.GITLAB})
_COMPRESSIBLE = frozenset(
    {".html", ".css", ".js", ".json", ".jsonld", ".svg", ".xml", ".ics", ".txt", ".webmanifest", ".csv"}
)
# In bytes. What is smaller comes with the first ten packets of a connection anyway, and no reader waits for it: cards
# that others embed and the data of one measure, 62 % of the compressed files of a large site, and 11 % of what they
# save. They took 0.36 s to compress and as long to write, of 15 s of CPU for 1,000 measures.
_MIN_SIZE = 4_000
# The 2,400 other files of that site, 61.5 MB. By gzip: 12.1 MB in 0.28 s by 1, 10.9 in 0.41 by 4, 10.4 in 0.55 by 6. By
# Brotli: 12.1 MB in 0.14 s by 1, 11.0 in 0.32 by 3, 10.3 in 0.54 by 4, 9.5 in 0.72 by 5 and in 0.76 by 6.
_GZIP_LEVEL = 6
_BROTLI_QUALITY = 5
# Of the files that are named by their content: made once, and read for years.
_MIN_SIZE_OF_ASSETS, _BROTLI_QUALITY_OF_ASSETS = 1_000, 11


def needs_precompression(site: Site) -> bool:
    """Tell whether a host of the site sends compressed files that lie beside the others."""
    return bool(_HOSTS.intersection(site.hosts))


def compressed_copies(path: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the `.gz` and `.br` of a file where these are smaller. Same file, same bytes."""
    is_asset = path.startswith(ASSETS)
    if PurePosixPath(path).suffix in _COMPRESSIBLE and len(content) > (_MIN_SIZE_OF_ASSETS if is_asset else _MIN_SIZE):
        quality = _BROTLI_QUALITY_OF_ASSETS if is_asset else _BROTLI_QUALITY
        # mtime=0: without the time of compression, so that every build gives the same.
        for suffix, compressed in (
            (".gz", gzip.compress(content, _GZIP_LEVEL, mtime=0)),
            (".br", brotli.compress(content, quality=quality)),
        ):
            if len(compressed) < len(content):
                yield path + suffix, compressed
