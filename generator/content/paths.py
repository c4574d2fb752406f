"""The folder of the content in that of a city, and the folders in it."""

from __future__ import annotations

CONTENT = "content"
MEASURES = "measures"
PAGES = "pages"
EDITIONS = "editions"
INDICATORS = "indicators"
