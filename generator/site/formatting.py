"""Writes dates, numbers, counts, shares and sizes as one language does, and sorts as it does."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent
from babel.plural import PluralRule
from babel.units import format_unit

from generator.diagnostics import strip_accents
from generator.model import Language, Localized, LocalizedText, PartialDate, Precision


class InterfaceWords:
    """The words of the interface in one language: `words("download", size="2 MB")`."""

    def __init__(self, texts: Mapping[str, LocalizedText], language: Language) -> None:
        self._texts, self._language = texts, language

    def __call__(self, key: str, *, count: int | None = None, **gaps: object) -> str:
        """Return a text with its gaps filled, in the plural form of the count where one is given."""
        text = self._texts[key][self._language]
        if count is None or not text:
            return filled(text, **gaps)
        return filled(plural_form(text, count, self._language), count=count, **gaps)


def fields_of(source: object, language: Language, *names: str) -> dict[str, Any]:
    """Return some fields of a value by their names, texts in one language."""
    fields = {name: getattr(source, name) for name in names}
    return {name: field[language] if isinstance(field, Localized) else field for name, field in fields.items()}


def direction(language: Language) -> str:
    """Return where the lines of a language run to, as HTML names it: ltr or rtl."""
    return str(Locale.parse(language.locale).text_direction)


def date(day: datetime.date | PartialDate, language: Language) -> str:
    """Return a date in the format of the language: 24.11.2026; what is not known of it is left out: 11/2026."""
    known = day if isinstance(day, PartialDate) else PartialDate(day)
    return _written_date(known, language.date_format, language.locale)


# The history of a measure has some ten dates, and a day stands in many of them.
@lru_cache(maxsize=10_000)
def _written_date(day: PartialDate, date_format: str, locale: str) -> str:
    match day.precision:
        case Precision.YEAR:
            return format_date(day.start, "y", locale)
        case Precision.QUARTER:
            return str(format_skeleton("yQQQQ", day.start, locale=locale))
        case Precision.MONTH if "MMM" in date_format:
            return str(format_skeleton("yMMMM", day.start, locale=locale))
        case Precision.MONTH:
            return format_date(day.start, "M/y", locale)
        case _:
            return format_date(day.start, date_format, locale)


def number(value: Decimal, language: Language) -> str:
    """Return a number with the decimals that it was written with: 41,5."""
    decimals = max(0, -int(value.as_tuple().exponent))
    return str(format_decimal(value, f"#,##0.{'0' * decimals}" if decimals else "#,##0", language.locale))


def filled(words: str, **values: object) -> str:
    """Return the words with the values in their gaps."""
    for name, value in values.items():
        words = words.replace(f"{{{name}}}", str(value))
    return words


def markdown(text: str) -> str:
    """Return a text with the characters escaped that Markdown would read as markup."""
    return re.sub(r"([\\|<>*_`#\[\]~&@])", r"\\\1", " ".join(text.split()))


def plural_form(forms: str, count: int, language: Language) -> str:
    """Return the plural form of a text for a number: “1 toimenpide | {count} toimenpidettä”.

    Forms are divided by “|” and stand in the order of CLDR: zero, one, two, few, many, other.
    """
    rule, order = _plural_rule(language.locale)
    written = forms.split("|")
    # A draft of a language may have the words of another, which counts otherwise.
    return written[min(order.index(rule(count)), len(written) - 1)].strip()


@cache
def _plural_rule(locale: str) -> tuple[PluralRule, Sequence[str]]:
    """Return the rule by which a language counts, and the names of its forms in their order."""
    rule = Locale.parse(locale).plural_form
    return rule, [tag for tag in ("zero", "one", "two", "few", "many") if tag in rule.tags] + ["other"]


def percent(number: int, language: Language) -> str:
    """Return a whole percentage: 27 %."""
    return format_percent(number / 100, locale=language.locale)


def size(number: int, language: Language) -> str:
    """Return a number of bytes in kilobytes of 1,000, with the unit beside the number."""
    kilobytes = max(1, round(number / 1000))
    written = str(format_unit(kilobytes, "digital-kilobyte", "short", locale=language.locale))
    # For one kilobyte alone, CLDR's German has “1 kbyte”.
    return written.replace("kbyte", "kB").replace(" ", "\xa0")


def sorting(text: str, language: Language) -> tuple[str, ...]:
    """Return a key that sorts texts by the alphabet of a language, whatever their case."""
    last = {letter: f"z{position:02}" for position, letter in enumerate(language.letters_after_z)}
    return tuple(last.get(letter, strip_accents(letter)) for letter in text.casefold())
