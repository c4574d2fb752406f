"""The words by which headings and cells are recognised, from `vocabulary.yaml`, and how they are compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import yaml

from generator.diagnostics import strip_accents

_VOCABULARY = yaml.safe_load(Path(__file__).with_name("vocabulary.yaml").read_bytes())
HEADINGS: dict[str, dict[str, list[str]]] = _VOCABULARY["headings"]
_INTERNAL = frozenset[str](_VOCABULARY["internal"])
LANGUAGES: dict[str, list[str]] = _VOCABULARY["languages"]
SCALES: list[list[list[str]]] = _VOCABULARY["scales"]
STATES: list[list[str]] = _VOCABULARY["states"]
NOT_STATED: list[str] = _VOCABULARY["not_stated"]
NOT_STATED_LABELS: dict[str, str] = _VOCABULARY["not_stated_labels"]
GROUP_LABELS: dict[str, str] = _VOCABULARY["group_labels"]

# What a heading scores at least that has a word itself, and the letters of a word that may be a part of another.
WHOLE_WORD, _SHORTEST_STEM = 6, 6

# The first cell of a row that adds others up.
TOTAL = re.compile(
    r"((zwischen|gesamt|end|teil)?summen?|insgesamt|(sub|grand )?total|totalt|sum|yhteensa|(vali|loppu)?summa|delsumma)"
    r"( .*)?"
)

# How plans write days, months, quarters and years.
DATE = re.compile(
    r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|([0-9]{1,2}\.){1,2}[0-9]{2,4}|[0-9]{1,2}/[0-9]{4}|q[1-4]\W*[0-9]{4}"
    r"|[0-9]{4}\W*q[1-4]|[0-9]{4} ?[-–/] ?[0-9]{2,4}"
)

# What the heading of amounts of money has.
MONEY = re.compile(r"€|\b(eur|euro|chf|sek|usd)\b|kosten|budget|kustannu|kostnad|\bcosts?\b|investition|maararaha")


def folded(text: str) -> str:
    """Return the text in small letters, without accents, its white space single: “Maßnahme ” is “massnahme”."""
    return " ".join(strip_accents(text).split())


def bare_heading(heading: str, codes: Sequence[str]) -> str:
    """Return a heading without the language that it names at its end: “Titel (Schwedisch)” is “Titel”."""
    match = re.fullmatch(r"(?P<rest>.*\w)[\W_]+(?P<language>\w+)\W*", heading, re.DOTALL)
    named = {word for code in codes for word in LANGUAGES.get(code[:2], [code])}
    return match["rest"] if match and folded(match["language"]) in named else heading


def named_language(heading: str) -> str:
    """Return the code of the language that a heading names at its end, empty where it names none."""
    last = words_of(heading)[-1:]
    return next(
        (code for code, words in LANGUAGES.items() if len(words_of(heading)) > 1 and set(last) <= set(words)), ""
    )


def is_internal(heading: str) -> bool:
    """Return whether a heading says that its column is not for the public: “Bemerkung (intern)”."""
    return not _INTERNAL.isdisjoint(words_of(heading))


def words_of(heading: str) -> list[str]:
    """Return the words of a heading, folded; `_` and hyphens divide words too."""
    return re.findall(r"[a-z0-9]+", folded(heading))


def heading_score(heading: str, known: Sequence[str]) -> int:
    """Return how well a heading fits words: a whole word counts more than its end, that more than its beginning.

    The first word of a heading counts for more than those after it: “Beschreibung der Maßnahme” is a description.
    """
    words = words_of(heading)
    pairs = [(index, word, stem) for index, word in enumerate(words) for stem in known]
    scores = [score + (index == 0) for index, word, stem in pairs if (score := _word_score(word, stem))]
    phrases = [WHOLE_WORD for stem in known if " " in stem and words[: stem.count(" ") + 1] == stem.split()]
    return max(scores + phrases, default=0)


def role_score(heading: str, role: str) -> int:
    """Return how well a heading fits the words of a role in any language."""
    return max(heading_score(heading, words) for words in HEADINGS[role].values())


def _word_score(word: str, stem: str) -> int:
    if word == stem:
        return WHOLE_WORD
    if len(stem) < _SHORTEST_STEM:
        return 0
    return 4 if word.endswith(stem) else 2 if word.startswith(stem) else 0
