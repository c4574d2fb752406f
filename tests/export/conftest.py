"""The open data of the demonstration, made once."""

from __future__ import annotations

import pytest

from export.data import EXAMPLE, files_of


@pytest.fixture(scope="session")
def example() -> dict[str, bytes]:
    return files_of(EXAMPLE)
