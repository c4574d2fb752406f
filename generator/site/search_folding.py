"""Folds texts for the search: words in, and out what the script of the search page compares with a reader's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_ACCENTS = re.compile("[\u0300-\u036f]+")
SOFT_HYPHEN = "\u00ad"
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def search_fold(text: str) -> str:
    """Return the words of a text in lower case and without accents, with single spaces between them.

    The script folds what a reader types: static/js/matching.js has the same rule.
    """
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", text.replace(SOFT_HYPHEN, "").lower()))
    return _BETWEEN_WORDS.sub(" ", plain).strip()


def entry_text(title: str, parts: Iterable[str]) -> str:
    """Return the folded title, a line feed, and each further word of the parts once, in order."""
    first = search_fold(title)
    taken = set(first.split())
    words = dict.fromkeys(search_fold(" ".join(parts)).split())
    return f"{first}\n{' '.join(word for word in words if word not in taken)}"
