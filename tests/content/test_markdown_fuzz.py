"""Random small texts are shown as they are written: nothing is lost, renumbered or left over untold.

`make fuzz` tries many more of them.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from generator.content.markdown import render_markdown
from generator.content.source import Source
from generator.diagnostics import ContentError
from generator.model import RenderedMarkdown

# More of them take longer than a test may else.
pytestmark = pytest.mark.timeout(1_800)

COUNT = 150 * int(os.environ.get("FUZZ", "2"))
TABLE = "\n\n| w | w |\n|---|---|\n| w | w |\n\n"
# In each, w stands for a word of its own.
BLOCKS = [
    *("w", "w", "w", "- w", "- w", "* w", "-", "## w", "---", "***", "> w", "> - w", "> ## w", "- ## w", "- > w"),
    *("", "", "", "**w** w", "[w](https://w.example/)", "`w`", "w  ", TABLE),
]
INDENTS = ["", "", "", "", " ", "  ", "   ", "    ", "      ", "> "]
NUMBERED = [
    *(
        "24. marraskuuta w",
        "31. joulukuuta w",
        "1. w",
        "2. w",
        "3. w",
        "1) w",
        "2) w",
        "1998. w",
        "- 24. marraskuuta w",
    ),
    *("- w", "  1. w", "   2. w", "2.", "> 1. w", "> 2. w", "w", "w", "", "", "•\tw", "– w", "o\tw", "## 5. w"),
]
SIGNS = [
    *("**w", "w**", "**w**", "__w", "[w](https://w.example)", "[w] (https://w.example)", "(w)[https://w.example]"),
    *("[w](https://w.example", "[^w]", "[w]", "[w][w]", "`**`", "w", "w", "<!-- w", "-->", "<b>w", "##w", "~~w~~"),
    *("| w | w |", "|---|", "", "- ", "> ", "####### w", "www.w.example", "https:/w.example", "\u00a0## w"),
]
LEFT_OVER = re.compile(r"\*\*|__|\]\(|\] \(|\)\[|\[\^|##|<!--|<b>|~~|\|--|\]\[|https:/w")


def texts(lines: Sequence[str], indents: Sequence[str] = ("",), joint: str = "\n") -> Iterator[str]:
    """Random texts of lines, in which each word is another one."""
    for seed in range(COUNT):
        chance = random.Random(seed)
        words = iter(range(100))
        chosen = [chance.choice(indents) + chance.choice(lines) for _ in range(chance.randint(1, 7))]
        chosen = [TABLE if TABLE in line else line for line in chosen]
        yield re.sub(r"\bw\b", lambda _, words=words: f"w{next(words)}", joint.join(chosen))


def rendered(text: str) -> RenderedMarkdown:
    return render_markdown(Source.of("x.md", text), "measures/x.md", 0, len(text))


def html_of(text: str) -> str:
    return "".join(str(piece) for piece in rendered(text).pieces)


class Reader(HTMLParser):
    """Reads a page as people do: with the signs and numbers of its lists, and where its other blocks are."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = ""
        self.numbers: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self.numbers.append(int(dict(attrs).get("start") or 1) if tag == "ol" else None)
        elif tag == "li":
            number = self.numbers[-1]
            self.numbers[-1] = None if number is None else number + 1
            self.shown += "\n• " if number is None else f"\n{number}. "
        elif tag in ("blockquote", "hr", "pre", "tr", "th", "td") or re.fullmatch(r"h\d", tag):
            self.shown += f"\n<{tag}>"
        elif tag == "p":
            self.shown += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.numbers.pop()
            self.shown += "\n"
        elif tag in ("blockquote", "pre", "table") or re.fullmatch(r"h\d", tag):
            self.shown += f"\n</{tag}>\n"

    def handle_data(self, data: str) -> None:
        self.shown += data


def seen(html: str) -> list[str]:
    """What a reader sees, a block a line."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    text = re.sub(r"(• |\d\. |<\w+>)\s+", r"\1", reader.shown)
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def test_what_is_seen_is_what_github_shows():
    github, differing = MarkdownIt("commonmark").enable("table"), {}
    for text in texts(BLOCKS, INDENTS):
        # A hyphen alone below a text is no heading, and a line far from the margin is not drawn into a quotation.
        if re.search(r"[\w*-].*\n[ >]*- *(\n|$)", text) or (">" in text and re.search(r"(?m)^ {4,}\W", text)):
            continue
        with suppress(ContentError):
            # Nor does an item become text because the one above it is indented.
            ours, theirs = (
                [re.sub("^- ", "• ", line) for line in seen(html)] for html in (html_of(text), github.render(text))
            )
            if ours != theirs:
                differing[text] = (ours, theirs)

    assert differing == {}


def test_a_number_that_is_seen_is_the_one_that_is_written():
    differing = {}
    for text in texts(NUMBERED):
        shown = re.sub("<.*?>", "", " ".join(seen(html_of(text))))
        if re.findall(r"\d+", shown) != re.findall(r"\d+", text):
            differing[text] = shown

    assert differing == {}


def test_what_is_left_over_is_told():
    silent = []
    for text in texts(SIGNS, joint=" \n"):
        try:
            body = rendered(text)
        except ContentError:
            continue
        shown = re.sub(r"<code>.*?</code>", "", "".join(map(str, body.pieces)))
        if LEFT_OVER.search(shown) and not body.advice:
            silent.append((text, shown))

    assert silent == []


@pytest.mark.parametrize("lines", [BLOCKS, NUMBERED, SIGNS])
def test_no_word_is_lost(lines):
    lost = []
    for text in texts(lines, INDENTS):
        try:
            shown = html_of(text)
        except ContentError:
            continue
        words = re.findall(r"w\d+", re.sub(r"(?<=\]\()[^)]*\)", "", text))
        if not set(words) <= set(re.findall(r"w\d+", shown)):
            lost.append(text)

    assert lost == []
