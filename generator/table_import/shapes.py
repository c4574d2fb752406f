"""Tells what the texts of a column can be by their shape: codes, titles, prose, a few values, steps of a scale."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from statistics import median

from generator.content import parsers
from generator.content.taxonomy_config import LARGEST_SIZE
from generator.table_import.mapping import SEPARATORS
from generator.table_import.vocabulary import DATE, NOT_STATED, SCALES, STATES, folded

# A column has few values where there are at most so many, each twice on average; of numbers, ten years or so.
_MOST_VALUES, _MOST_NUMBERS, _LONGEST_VALUE = 40, 12, 80
# Units may each be there but once.
MOST_UNITS = 300
_LONGEST_CODE = 14
# Texts of this length are prose.
PROSE_LENGTH = 80
WHOLE_NUMBER = re.compile(r"[1-9][0-9]{0,4}\.?")
_CODE = re.compile(r"(?=.*[0-9])[^\W_]+([.+/ -]{0,2}[^\W_]+)*\.?|[^\W\d_]{1,3}")
_NUMERIC = re.compile(r"[^\w]*[0-9][0-9.,\s]*[^\w]*")
_YEAR = re.compile(r"[0-9]{4}")


def are_codes(texts: Sequence[str]) -> bool:
    """Return whether texts are codes such as Ü1, B5+6 or A1.2, but for a few, and hardly any is there twice."""

    def is_code(text: str) -> bool:
        return len(text) <= _LONGEST_CODE and bool(_CODE.fullmatch(text)) and not DATE.fullmatch(folded(text))

    has_other_than_numbers = not all(map(WHOLE_NUMBER.fullmatch, texts))
    return has_other_than_numbers and _most(texts, is_code, 0.9) and len(set(texts)) >= 0.95 * len(texts)


def are_numbers(texts: Sequence[str]) -> bool:
    """Return whether texts are whole numbers, but for a few, and each is there once."""
    numbers = list(filter(WHOLE_NUMBER.fullmatch, texts))
    return _most(texts, WHOLE_NUMBER.fullmatch, 0.9) and len(set(numbers)) == len(numbers)


def are_titles(texts: Sequence[str]) -> bool:
    """Return whether texts have words in them, but for a few."""
    return _most(texts, lambda text: sum(map(str.isalpha, text)) >= 3, 0.9)


def are_own(texts: Sequence[str], share: float) -> bool:
    """Return whether so many of the texts differ from each other."""
    return len(set(texts)) > share * len(texts)


def are_prose(texts: Sequence[str]) -> bool:
    """Return whether texts are not the few values of a classification."""
    return bool(texts) and (not are_few(texts) or median(map(len, texts)) >= PROSE_LENGTH)


def are_few(texts: Sequence[str]) -> bool:
    """Return whether texts are a few values, each there twice on average, that are no amounts or other numbers."""
    distinct = set(map(folded, texts))
    most = _MOST_NUMBERS if any(map(_NUMERIC.fullmatch, distinct)) else _MOST_VALUES
    return 1 < len(distinct) <= most and 2 * len(distinct) <= len(texts) and _are_short(distinct)


def are_values(texts: Sequence[str]) -> bool:
    """Return whether texts can be values where the heading says that they are: one is there twice, or all are steps."""
    distinct = set(map(folded, texts))
    is_repeated = len(distinct) < len(texts)
    return 0 < len(distinct) <= _MOST_VALUES and _are_short(distinct) and (is_repeated or bool(steps(distinct)))


def are_units(texts: Sequence[str]) -> bool:
    """Return whether texts can be the names of units, of which each may be there but once."""
    return 0 < len(set(texts)) <= MOST_UNITS and _are_short(texts)


def are_days(texts: Sequence[str]) -> bool:
    """Return whether most texts are dates that say more than a year."""
    return _most(texts, lambda text: bool(DATE.fullmatch(folded(text))) and not _YEAR.fullmatch(text), 0.5)


def separator_of(texts: Sequence[str]) -> str:
    """Return the name of what divides several values in a cell, empty where each cell has one.

    Dividing must leave fewer different values than there were, which are in other cells too.
    """
    for name, separator in SEPARATORS.items():
        if any(separator in text for text in texts):
            parts = [part for text in texts for part in divided(text, name)]
            has_words = all(any(map(str.isalpha, part)) for part in parts)
            if has_words and len(set(parts)) < len(set(texts)) and are_few(parts):
                return name
    return ""


def divided(text: str, separator: str) -> list[str]:
    """Return the values of a cell, each on one line and without a bullet."""
    if not separator:
        return [line] if (line := parsers.line(text)) else []
    parts = (part.strip(" •·-") if separator == "line" else part for part in text.split(SEPARATORS[separator]))
    return [line for part in parts if (line := parsers.line(part))]


def is_not_stated(text: str) -> bool:
    """Return whether a cell says that nothing is known."""
    return folded(text) in NOT_STATED


def steps(values: Collection[str]) -> dict[str, int]:
    """Return the size of each folded value as a step of a scale, nothing where they are not the steps of one."""
    if len(values) < 2:
        return {}
    for scale in SCALES:
        known = {word: number for number, words in enumerate(scale) for word in words}
        if set(values) <= set(known):
            ranks = sorted({known[value] for value in values})
            sizes = {value: ranks.index(known[value]) + 1 for value in values}
            return sizes if len(ranks) == len(sizes) <= LARGEST_SIZE else {}
    if all(re.fullmatch("[1-9]", value) and int(value) <= LARGEST_SIZE for value in values):
        return {value: int(value) for value in values}
    return {}


def in_order(values: Iterable[str]) -> list[str]:
    """Return folded values in their order: steps of a scale, states, numbers; others as they are."""
    values = list(values)
    places = steps(values) or _state_places(values)
    if not places and all(re.search("[0-9]", value) for value in values):
        return sorted(values, key=lambda value: (int(re.findall("[0-9]+", value)[0]), len(value), value))
    return sorted(values, key=lambda value: places.get(value, 0))


def _state_places(values: Sequence[str]) -> dict[str, int]:
    """Return the place of each value among the states of a measure, nothing where one is no state."""
    places = {value: place for value in values for place, words in enumerate(STATES) if value.startswith(tuple(words))}
    return places if len(places) == len(values) else {}


def _most(texts: Sequence[str], fits: Callable[[str], object], share: float) -> bool:
    return bool(texts) and sum(bool(fits(text)) for text in texts) >= share * len(texts)


def _are_short(texts: Iterable[str]) -> bool:
    return max(map(len, texts), default=0) <= _LONGEST_VALUE
