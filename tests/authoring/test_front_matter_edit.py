"""Fields are put in, changed and taken out, and every other byte stays."""

from __future__ import annotations

import pytest

from generator.authoring.front_matter_edit import scalar, with_fields


def test_a_field_is_put_in_and_taken_out_where_it_belongs():
    order = ["number", "draft", "goal", "title"]
    before = b"---\n  goal: X\n  # note\n  title: T\n---\nbody"

    assert with_fields(before, "x.md", {"draft": "yes", "number": "1", "goal": ""}, order) == (
        b"---\n  number: 1\n  draft: yes\n  # note\n  title: T\n---\nbody"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [(b"---\na:\n---\n", b"---\na: b\n---\n"), (b"---\na: # later\nc: 1\n---\n", b"---\na: b # later\nc: 1\n---\n")],
)
def test_a_field_that_was_left_empty_gets_its_text_after_a_space(before, after):
    assert with_fields(before, "x.md", {"a": "b"}, ["a", "c"]) == after


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain: no", '"plain: no"'),
        ("a #b", '"a #b"'),
        ("a#b", "a#b"),
        ("'a' b", "\"'a' b\""),
        ('say "a" \\', 'say "a" \\'),
        ('"a" \\', '"\\"a\\" \\\\"'),
        ("*a", '"*a"'),
        ("- a", '"- a"'),
        ("[a](b)", '"[a](b)"'),
        ("a\nb\u2028", '"a\\u000ab\\u2028"'),
        ("12:30", "12:30"),
        ("= 1", "= 1"),
    ],
)
def test_a_text_is_written_so_that_it_means_itself(text, written):
    assert scalar(text) == written
