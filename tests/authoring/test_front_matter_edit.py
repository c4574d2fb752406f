"""Fields are put in, changed and taken out, and every other byte stays."""

from __future__ import annotations

import pytest

from generator.authoring.front_matter_edit import scalar, with_entries, with_fields, with_lines_within


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
        ("12:30", '"12:30"'),
        ("null", '"null"'),
        ("~", '"~"'),
        ("1.10", '"1.10"'),
        ("012", '"012"'),
        ("0x1F", '"0x1F"'),
        ("1e3", '"1e3"'),
        ("True", '"True"'),
        ("yes", "yes"),
        ("2026-03-01", "2026-03-01"),
        ("41.5", "41.5"),
        ("2030", "2030"),
        ("= 1", "= 1"),
    ],
)
def test_a_text_is_written_so_that_it_means_itself(text, written):
    assert scalar(text) == written


_ORDER = ["number", "updates", "related"]
_FILED = b"---\nnumber: 1\nupdates: # ours\n  - date: '2026-01-01'\n    text_fi: A\n    # why\n  - date: 2026-02-01\n    text_fi: \"B: b\"\nrelated: x.md\n---\nbody"


def _entries(*texts: tuple[str, str]) -> list[dict[str, str]]:
    return [{"date": date, "text_fi": text} for date, text in texts]


def test_an_entry_is_put_between_others_which_keep_their_bytes():
    entries = _entries(("2026-01-01", "A"), ("2026-01-15", "- C"), ("2026-02-01", "B: b"))

    assert with_entries(_FILED, "x.md", "updates", entries, _ORDER) == _FILED.replace(
        b"    # why\n", b'    # why\n  - date: 2026-01-15\n    text_fi: "- C"\n'
    )


def test_entries_that_stay_the_same_change_no_byte():
    entries = _entries(("2026-01-01", "A"), ("2026-02-01", "B: b"))

    for content in (_FILED, _FILED.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + _FILED):
        assert with_entries(content, "x.md", "updates", entries, _ORDER) == content


def test_an_entry_that_is_left_out_is_gone_and_no_entry_is_no_field():
    assert with_entries(_FILED, "x.md", "updates", _entries(("2026-02-01", "B: b")), _ORDER) == _FILED.replace(
        b"  - date: '2026-01-01'\n    text_fi: A\n    # why\n", b""
    )
    assert with_entries(_FILED, "x.md", "updates", [], _ORDER) == b"---\nnumber: 1\nrelated: x.md\n---\nbody"


@pytest.mark.parametrize("written", ["", "updates:\r\n", "updates: []\r\n"])
def test_the_first_entry_makes_its_field(written):
    before = f"---\r\nnumber: 1\r\n{written}related: x.md\r\n---\r\n"

    assert with_entries(before.encode(), "x.md", "updates", _entries(("2026", "A"), ("2027", "")), _ORDER) == (
        b"---\r\nnumber: 1\r\nupdates:\r\n  - date: 2026\r\n    text_fi: A\r\n  - date: 2027\r\n"
        b"related: x.md\r\n---\r\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\n", "a: 1\nb:\n  /x/: /y/\n"),
        ("a: 1", "a: 1\nb:\n  /x/: /y/\n"),
        ("b:\n    /w/: /y/ # why\n\n# c\nc: 1\n", "b:\n    /w/: /y/ # why\n    /x/: /y/\n\n# c\nc: 1\n"),
        ("b:\n  /w/: /y/", "b:\n  /w/: /y/\n  /x/: /y/\n"),
        ("\ufeffb:\r\n  /w/: /y/\r\nc: 1\r\n", "\ufeffb:\r\n  /w/: /y/\r\n  /x/: /y/\r\nc: 1\r\n"),
    ],
)
def test_lines_within_a_field_of_settings_leave_the_rest_as_it_is(before, after):
    assert with_lines_within(before.encode(), "site.yaml", "b", ["/x/: /y/"]).decode() == after
