"""The guides for editors say of fields and messages what the code says."""

from __future__ import annotations

import pytest
from guides import CITY_TABLE, DEMONSTRATION, GUIDES, between, guides


def test_the_guides_are_as_the_code_makes_them():
    stale = [
        file.name
        for file, text in guides(DEMONSTRATION).items()
        if between(file.read_text(encoding="utf-8"), CITY_TABLE, []) != between(text, CITY_TABLE, [])
    ]

    assert stale == [], "Run make guides, and read what has changed."


@pytest.mark.parametrize("language", GUIDES)
def test_every_message_has_a_cure(language):
    text = next(text for file, text in guides(DEMONSTRATION).items() if file.name == GUIDES[language].messages)
    rows = [line for line in text.splitlines() if line.startswith("| ")]

    assert len(rows) > 80
    assert all(len(cell.strip()) > 3 for row in rows for cell in row.split(" | "))
