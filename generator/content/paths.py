"""The folder of the content in that of a city, and what is in it by its name."""

from __future__ import annotations

CONTENT = "content"
MEASURES = "measures"
PAGES = "pages"
EDITIONS = "editions"
INDICATORS = "indicators"
SITE = "site.yaml"
