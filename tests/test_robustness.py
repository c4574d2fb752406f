"""Whatever is written in a content file, it is met by a page or by a problem, never by a traceback."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest

from generator.build import load_published, outputs, render
from generator.diagnostics import ContentError

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


# A script that is not a module of the site's own.
FOREIGN = re.compile(
    rb'<script(?! type="module" src="[./a-z]*assets/[a-z.0-9]+"| type="application/ld[+]json")|href="javascript',
    re.IGNORECASE,
)


# `make fuzz` tries many more.
SEEDS = range(int(os.environ.get("FUZZ", "2")))
# So many that some slip does no harm: about one in twenty does none.
TRIES = 120


@pytest.mark.parametrize("seed", SEEDS)
def test_slips_of_an_editor_s_give_a_page_or_a_problem(city, seed):
    chance = random.Random(seed)
    files = sorted(Path("content").rglob("*.*"))
    outcomes = {"pages": 0, "problems": 0}
    for _ in range(TRIES):
        file = chance.choice(files)
        before = file.read_bytes()
        file.write_bytes(slipped(before, chance))
        try:
            pages = [content for path, content in render(outputs(load_published(city), city)) if path.endswith(".html")]
            assert not any(FOREIGN.search(page) for page in pages)
            outcomes["pages"] += 1
        except ContentError as found:
            outcomes["problems"] += all(str(one) and one.location.file for one in found.diagnostics)
        file.write_bytes(before)

    assert sum(outcomes.values()) == TRIES
    assert min(outcomes.values()) > 0
