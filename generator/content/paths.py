"""The folders of the content."""

from __future__ import annotations

MEASURES = "measures"
PAGES = "pages"
EDITIONS = "editions"
INDICATORS = "indicators"
