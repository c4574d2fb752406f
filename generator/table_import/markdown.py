"""Writes the text of cells as Markdown that shows it letter for letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.content.markdown_marks import WORD_BULLETS
from generator.content.web_addresses import is_web_address

# Where a line could mean something else to Markdown: signs anywhere, and those that begin a line.
_SIGNS = re.compile(r"[\\`*_\[\]]|!(?=\[)|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_FIRST_SIGNS = re.compile(r"^(?:[#>+-]|={3,}|~{3,}|:(?= ))|^(?P<number>[0-9]+)(?P<point>[.)])(?=\s)")
_BULLET = re.compile(rf"[-–·*{WORD_BULLETS}]\s+(?=\S)|[{WORD_BULLETS}](?=\S)")
_URL = re.compile(r"https?://[^\s<>\"„“”]+[^\s<>\"„“”.,;:)]")
# A line of a content file holds 10,000 characters.
_LONGEST_LINE = 5_000


def paragraphs(text: str) -> str:
    """Return the text of a cell as Markdown: a paragraph for each line, and a list of lines that begin with bullets."""
    blocks: list[str] = []
    was_bullet = False
    for line in map(str.strip, text.split("\n")):
        if not line:
            continue
        bullet = _BULLET.match(line)
        if bullet:
            item = f"- {inline(line[bullet.end() :])}"
            if was_bullet:
                blocks[-1] += f"\n{item}"
            else:
                blocks.append(item)
        else:
            blocks += [_escaped_start(inline(part)) for part in _short_lines(line)]
        was_bullet = bullet is not None
    return "\n\n".join(blocks)


def inline(text: str) -> str:
    """Return a text of one line as Markdown that shows it as it is; right addresses of the web become links."""
    pieces, end = [], 0
    for url in _URL.finditer(text):
        if is_web_address(url[0]):
            pieces += [_escaped(text[end : url.start()]), f"<{url[0]}>"]
            end = url.end()
    return "".join([*pieces, _escaped(text[end:])])


def _escaped(text: str) -> str:
    return _SIGNS.sub(lambda sign: {"<": "&lt;", "&": "&amp;"}.get(sign[0], f"\\{sign[0]}"), text)


def _escaped_start(line: str) -> str:
    return _FIRST_SIGNS.sub(
        lambda sign: f"{sign['number']}\\{sign['point']}" if sign["number"] else f"\\{sign[0]}", line, count=1
    )


def _short_lines(line: str) -> Iterator[str]:
    """Yield the line in parts that a content file can hold, divided after sentences."""
    while len(line) > _LONGEST_LINE:
        cut = max(line.rfind(". ", 0, _LONGEST_LINE) + 1, line.rfind(" ", 0, _LONGEST_LINE)) or _LONGEST_LINE
        yield line[:cut].strip()
        line = line[cut:].strip()
    yield line
