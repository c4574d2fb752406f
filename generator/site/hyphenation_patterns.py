"""Where a word may break by the patterns of its language, which pyphen brings as files.

A file has 15,000 patterns in Swedish and 66,000 in German, and a site meets some hundred of them. So each is parsed
when a word first meets it, and not all when the file is read, as pyphen does.

https://tug.org/docs/liang has the algorithm: a pattern such as “1na” gives levels to places between letters, of several
patterns the highest counts, and a word may break where it is odd.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyphen

# What begins a line and is no comment. The settings, such as “LEFTHYPHENMIN 2”, have no level then.
_PATTERN = re.compile(r"^\s*([^%#\s]\S*)", re.MULTILINE)
# A pattern without any counts for nothing.
_HAS_LEVEL = re.compile(r"[^/1-9]*[1-9]").match
_LEVEL = re.compile(r"(\d?)\D?")


def patterns_of(locale: str) -> Patterns | None:
    """Return the patterns of a language such as “sv_FI”, None where there are none."""
    name = pyphen.language_fallback(locale)
    return None if name is None else _patterns_in(pyphen.LANGUAGES[name])


class Patterns:
    """The patterns of a file, each by its letters."""

    def __init__(self, file: Path) -> None:
        encoding, _line, text = file.read_bytes().partition(b"\n")
        patterns = list(filter(_HAS_LEVEL, _PATTERN.findall(text.decode(encoding.decode().strip()))))
        letters = "\n".join(map(_without_change, patterns)).encode().translate(None, b"0123456789").decode().split("\n")
        self._patterns = dict(zip(letters, patterns, strict=True))
        self._longest = max(map(len, letters))

    def breaks(self, word: str) -> Iterable[int]:
        """Return the places where a word may break with no other letters than it has."""
        dotted = f".{word.lower()}."
        levels, is_changed = [0] * (len(dotted) + 1), [False] * (len(dotted) + 1)
        for start in range(len(dotted) - 1):
            for end in range(start + 1, min(start + self._longest, len(dotted)) + 1):
                pattern = self._patterns.get(dotted[start:end])
                if pattern is not None:
                    for at, level in zip(range(start, len(levels)), _levels(pattern), strict=False):
                        if level >= levels[at]:
                            levels[at], is_changed[at] = level, "=" in pattern
        return [at - 1 for at, level in enumerate(levels) if level % 2 and not is_changed[at]]


# A language has the file of several locales.
_patterns_in = cache(Patterns)


def _without_change(pattern: str) -> str:
    """Return a pattern without the letters that change at its break: “omm1m” of “omm1m/m=m,2,1”."""
    return pattern.partition("/")[0] if "=" in pattern else pattern


@cache
def _levels(pattern: str) -> tuple[int, ...]:
    """Return the level of the place before each letter of a pattern, and of that after the last."""
    return tuple(int(level or 0) for level in _LEVEL.findall(_without_change(pattern)))
