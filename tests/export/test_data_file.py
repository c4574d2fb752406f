"""A file of the open data and its size."""

from __future__ import annotations

from generator.build import load_published
from generator.export.data_file import CSV, DataFile


def test_a_file_that_was_made_is_not_made_again_for_its_size(city):
    roadmap, made = load_published(city), []

    def make() -> bytes:
        made.append(1)
        return b"number,title"

    file = DataFile("data/measures.csv", roadmap.texts["measures"], CSV, make)
    assert (file.content(), file.size, file.size, made) == (b"number,title", 12, 12, [1])
