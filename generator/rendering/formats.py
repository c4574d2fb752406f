"""Writes dates and counts as one language does."""

from __future__ import annotations

import datetime

from babel import Locale
from babel.dates import format_date

from generator.model import Language


def date(day: datetime.date, language: Language) -> str:
    """The day in the format of the language: 24.11.2026."""
    return format_date(day, language.date_format, language.locale)


def counted(forms: str, count: int, language: Language) -> str:
    """The form of a counted text for a number: “1 toimenpide | {count} toimenpidettä”.

    Forms are divided by “|” and stand in the order of CLDR: zero, one, two, few, many, other.
    """
    rule = Locale.parse(language.locale).plural_form
    order = [tag for tag in ("zero", "one", "two", "few", "many") if tag in rule.tags] + ["other"]
    return forms.split("|")[order.index(rule(count))].strip()
