"""Whatever is written in a content file, it is met by a page or by a problem, never by a traceback."""

from __future__ import annotations

import datetime
import os
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import load_published, outputs, render
from generator.diagnostics import ContentError
from generator.tracking.events import events_of
from generator.tracking.reminders import reminder_diagnostics

# What slips into files: signs of YAML and Markdown, HTML, stray bytes, what other programs write.
SLIPS = [
    *(
        sign.encode()
        for sign in [
            "---\n",
            ": ",
            "\t",
            '"',
            "'",
            "[",
            "{",
            "}",
            "]",
            "# ",
            "## ",
            "\n",
            "- ",
            "&a ",
            "*a",
            "!!x ",
            "`",
            ">",
            "\r",
            "%",
            "@",
            "? ",
            "1. ",
            "\n    ",
            "**",
            "_",
            "\\",
            "{count}",
        ]
    ),
    *(html.encode() for html in ("<b>", "<!--", "-->", "&#60;", "<script>alert(1)</script>", "<http://a b>")),
    *(link.encode() for link in ("](x)", "](<javascript:alert(1)>)", "](data:x)", "[a]: javascript:x\n", "[x][a]")),
    *(b"\xff", b"\x00", b"\xc3", b"\xe2\x80\xae", b"\xcc\x88", b"\n\n===\n", b"| a | b |\n|---|---|\n|<|\n", b"no"),
]


def slipped(text: bytes, chance: random.Random) -> bytes:
    """The text with a few slips: something typed, deleted or pasted twice."""
    changed = bytearray(text)
    for _ in range(chance.randint(1, 4)):
        here, there = chance.randrange(len(changed)), chance.randrange(len(changed))
        match chance.randrange(3):
            case 0:
                changed[here:here] = chance.choice(SLIPS) * chance.choice([1, 1, 3, 50])
            case 1:
                del changed[here : here + chance.randint(1, 30)]
            case 2:
                changed[here:here] = changed[there : there + chance.randint(1, 40)]
    return bytes(changed)


def slipped_lines(text: bytes, chance: random.Random) -> bytes:
    """The text with a slip: a line deleted, pasted twice or moved to the side, or the value of another line in it."""
    lines = text.split(b"\n")
    here, other = chance.randrange(len(lines)), chance.choice(lines)
    aside = chance.choice([b"", b" ", b"  ", b"    "]) + lines[here].lstrip()
    mixed = lines[here].partition(b":")[0] + b":" + other.partition(b":")[2]
    lines[here : here + 1] = chance.choice([[], [other, lines[here]], [aside], [mixed]])
    return b"\n".join(lines)


# A script that is not a module of the site's own.
FOREIGN = re.compile(
    rb'<script(?! type="module" src="[./a-z]*assets/[a-z.0-9]+"| type="application/ld[+]json")|href="javascript',
    re.IGNORECASE,
)


# `make fuzz` tries many more.
SEEDS = range(int(os.environ.get("FUZZ", "2")))
# So many that some slip does no harm: about one in twenty does none.
TRIES = 120
# A slip in the lines of what is tracked does none more often.
LINE_TRIES = 60


def outcomes_of(
    slip: Callable[[bytes, random.Random], bytes], read: Callable[[], object], seed: int, tries: int
) -> list[bool]:
    """Make a slip in a file of the content, one after another, and return of each whether everything could be read.

    Whatever cannot be read is met by problems, each with its words and its file.
    """
    chance, files = random.Random(seed), sorted(Path("content").rglob("*.*"))
    outcomes = []
    for _ in range(tries):
        file = chance.choice(files)
        before = file.read_bytes()
        file.write_bytes(slip(before, chance))
        try:
            read()
            outcomes.append(True)
        except ContentError as error:
            assert all(str(problem) and problem.location.file for problem in error.diagnostics)
            outcomes.append(False)
        file.write_bytes(before)
    return outcomes


@pytest.mark.parametrize("seed", SEEDS)
def test_slips_of_an_editor_s_give_a_page_or_a_problem(city, seed):
    def read():
        pages = [content for path, content in render(outputs(load_published(city), city)) if path.endswith(".html")]
        assert not any(FOREIGN.search(page) for page in pages)

    assert set(outcomes_of(slipped, read, seed, TRIES)) == {True, False}


@pytest.mark.parametrize("seed", SEEDS)
def test_slips_in_what_is_tracked_give_a_roadmap_or_a_problem(followed, seed):
    def read():
        roadmap = load_published(followed)
        events_of(roadmap)
        reminder_diagnostics(roadmap, datetime.date(2027, 1, 1), roadmap.site.default_language)

    assert set(outcomes_of(slipped_lines, read, seed, LINE_TRIES)) == {True, False}
