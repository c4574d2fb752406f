"""Folds texts for the search: words in, and out what the script of the search page compares with a reader's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from generator.diagnostics import BASE_LETTERS
from generator.model import Language

_ACCENTS = re.compile("[\u0300-\u036f]+")
SOFT_HYPHEN = "\u00ad"
_BETWEEN_WORDS = re.compile(r"[\W_]+")

# Two letters that are typed for an accented one, by language: after them the second is dropped.
_DIGRAPHS = {
    "de": re.compile("([aou])e"),
    **dict.fromkeys(("da", "nb", "nn", "no"), re.compile("(a)a")),
}


def search_fold(text: str, language: Language) -> str:
    """Return the words of a text in lower case and without accents, with single spaces between them.

    Signs become the letters and digits that a reader types for them: CO₂ is co2, m² is m2, and the ﬁ of a PDF is fi.
    The script folds what a reader types: static/js/matching.js has the same rule.
    """
    return _fold(text, language.code)


def _fold(text: str, code: str) -> str:
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.replace(SOFT_HYPHEN, "")).lower())
    words = _BETWEEN_WORDS.sub(" ", plain.translate(BASE_LETTERS)).strip()
    digraphs = _DIGRAPHS.get(code.partition("-")[0])
    return words if digraphs is None else digraphs.sub(r"\1", words)


def word_lines(lines: Iterable[Iterable[str]], language: Language) -> Iterator[str]:
    """Yield the folded words of the texts of each line, each word once in a line."""
    for texts in lines:
        words = chain.from_iterable(_words_of(text, language.code) for text in texts)
        yield " ".join(dict.fromkeys(words))


# Labels and explanations stand in many texts, and most words were met before.
@lru_cache(maxsize=1_000)
def _words_of(text: str, code: str) -> tuple[str, ...]:
    return tuple(chain.from_iterable(_folded_words(word, code) for word in dict.fromkeys(text.split())))


@lru_cache(maxsize=20_000)
def _folded_words(word: str, code: str) -> tuple[str, ...]:
    """Return what stands between two spaces as it is folded: “TE-palvelut” is two words."""
    return tuple(_fold(word, code).split())
