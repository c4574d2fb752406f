"""What a measure adds to a file of many is taken from the file of the last build, where it would be the same."""

from __future__ import annotations

import io
from functools import partial
from typing import NamedTuple

from generator.output.build_record import Fragments
from generator.output.fragments import EarlierFragments, in_columns, remove_fragments
from generator.queries import Query, fragment, record_queries

MADE = {"a.md": b"<one>", "b.md": b"<two>", "c.md": b"<three>"}
FILE = b"head <one>, <two>, <three> tail"


class Measure(NamedTuple):
    path: str
    digest: bytes = b""


class Made:
    """Makes a file of three measures, and notes of which a fragment was made."""

    def __init__(self, fragments: Fragments, changed: str = "", present: bytes | None = FILE) -> None:
        self.made: list[str] = []
        self.earlier = EarlierFragments(
            "measures.txt",
            fragments,
            lambda _path: io.BytesIO(present) if present else None,
            partial(self._is_same, changed),
        )
        with record_queries(self.earlier.find) as recording:
            self.content = b"head "
            for path, end in zip(MADE, (b", ", b", ", b" tail"), strict=True):
                self.content += fragment(Measure(path), partial(self._make, path), len(self.content)) + end
        self.fragments = in_columns(recording.fragments)
        self.queries = recording.queries

    def _make(self, path: str) -> bytes:
        self.made.append(path)
        return MADE[path]

    @staticmethod
    def _is_same(changed: str, asked: Query) -> bool:
        return asked != ("Roadmap.measure_at", changed)


def first() -> Fragments:
    return Made(Fragments()).fragments


def test_fragments_are_kept_as_places_in_the_file():
    assert first() == Fragments(
        ("a.md", "b.md", "c.md"),
        ((5, 10), (12, 17), (19, 26)),
        tuple((("Roadmap.measure_at", path),) for path in MADE),
    )


def test_only_what_changed_is_made():
    again = Made(first(), changed="b.md")

    assert (again.content, again.made, again.fragments) == (FILE, ["b.md"], first())


def test_a_file_depends_on_what_its_fragments_asked():
    assert Made(first()).queries == {("Roadmap.measure_at", path) for path in MADE}


def test_only_what_is_new_in_a_file_is_checked():
    again = Made(first(), changed="b.md")

    assert remove_fragments(again.content, again.fragments, again.earlier.taken) == b"head , <two>,  tail"


def test_where_no_site_is_written_what_is_the_same_is_left_out():
    assert Made(first(), changed="b.md", present=None).content == b"head , <two>,  tail"


def test_names_that_a_file_is_made_with_are_kept_themselves():
    with record_queries() as recording:
        fragment(Measure("a.md"), lambda: ("ai", "iot"))

    assert in_columns(recording.fragments).values == (("ai", "iot"),)


def test_what_has_no_digest_is_made_each_time():
    with record_queries() as recording:
        assert fragment("a value", lambda: b"value") == b"value"

    assert recording.fragments == {}
