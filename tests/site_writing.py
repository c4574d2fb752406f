"""Writes files as a site, in the place of another: for tests of what is written, and of what serves it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.output.site_folder import site_folder


def write_site(files: Iterable[tuple[str, bytes]], output: Path) -> str:
    """Writes files, each a path such as "sv/index.html" and its content; returns the sum of their manifest."""
    with site_folder(output) as folder:
        folder.refuse_what_is_not_ours()
        with folder.staging() as staging:
            return folder.replace(staging, {path: staging.write(path, content) for path, content in files})
