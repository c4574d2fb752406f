"""A date is as exact as it is known: it has an end, an order and a form of its own."""

from __future__ import annotations

import datetime

import pytest

from generator.content import parsers
from generator.diagnostics import InvalidValue
from generator.model import Language, PartialDate, Precision
from generator.site import formatting

LANGUAGES = {
    locale: Language(locale[:2], "", locale, date_format, official=True)
    for locale, date_format in (
        ("fi_FI", "d.M.yyyy"),
        ("sv_FI", "d.M.yyyy"),
        ("en_GB", "d MMMM yyyy"),
        ("de_DE", "d. MMMM yyyy"),
    )
}


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-Q1", "2025-01-01", "2025-03-31"),
        ("2025-Q4", "2025-10-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-12", "2025-12-01", "2025-12-31"),
        ("2025-09-30", "2025-09-30", "2025-09-30"),
        ("9999", "9999-01-01", "9999-12-31"),
    ],
)
def test_a_date_is_read_and_written_as_it_is_known(text, start, end):
    date = parsers.partial_date(text)

    assert (str(date), str(date.start), str(date.end)) == (text, start, end)


def test_a_day_may_be_written_as_in_finland():
    assert parsers.partial_date("1.3.2025") == PartialDate(datetime.date(2025, 3, 1))


@pytest.mark.parametrize("text", ["2025-Q5", "2025-q3", "Q3/2025", "9/2025", "25", "0000", "2025-", "2025-1", ""])
def test_what_is_no_date_gets_a_message_with_all_forms(text):
    with pytest.raises(InvalidValue) as mistake:
        parsers.partial_date(text)

    assert str(mistake.value) == (
        f'"{text}" is not a date. Write as much as is known: 2026-11-24, 2026-11, 2026-Q4 or 2026.'
    )


@pytest.mark.parametrize("text", ["2025-13", "2025-00", "2025-24-11", "1.13.2025"])
def test_a_month_that_there_is_not_is_told(text):
    with pytest.raises(InvalidValue) as mistake:
        parsers.partial_date(text)

    assert str(mistake.value) == f'"{text}" is not a date: there is no such month. Write a month from 1 to 12.'


@pytest.mark.parametrize(
    ("text", "days"), [("2026-02-31", 28), ("30.2.2024", 29), ("2025-04-31", 30), ("0.12.2025", 31)]
)
def test_a_day_that_there_is_not_is_told(text, days):
    with pytest.raises(InvalidValue) as mistake:
        parsers.date(text)

    assert str(mistake.value) == f'"{text}" is not a date: that month has only {days} days. Correct the day.'


def test_of_dates_that_begin_together_the_less_exact_comes_first():
    texts = ["2024-12-31", "2025", "2025-Q1", "2025-01", "2025-01-01", "2025-01-02", "2025-Q2"]

    assert [str(date) for date in sorted(map(parsers.partial_date, reversed(texts)))] == texts


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("2025", ["2025", "2025", "2025", "2025"]),
        ("2025-Q3", ["3. neljännes 2025", "3:e kvartalet 2025", "3rd quarter 2025", "3. Quartal 2025"]),
        ("2025-09", ["9/2025", "9/2025", "September 2025", "September 2025"]),
        ("2025-09-30", ["30.9.2025", "30.9.2025", "30 September 2025", "30. September 2025"]),
    ],
)
def test_each_language_shows_what_is_known(text, forms):
    date = parsers.partial_date(text)

    assert [formatting.date(date, language) for language in LANGUAGES.values()] == forms


@pytest.mark.parametrize(
    ("text", "earliest", "day"),
    [
        ("2025", "2025-03-10", "2025-03-10"),
        ("2025", "2024-03-10", "2025-01-01"),
        ("2025", "2026-03-10", "2025-12-31"),
        ("2025-03-01", "2025-03-10", "2025-03-01"),
    ],
)
def test_a_date_does_not_come_before_what_it_follows(text, earliest, day):
    assert str(parsers.partial_date(text).not_before(datetime.date.fromisoformat(earliest))) == day


def test_only_what_iso_8601_knows_is_iso():
    dates = [PartialDate(datetime.date(2025, 7, 1), precision) for precision in Precision]

    assert [date.iso for date in dates] == ["2025", "", "2025-07", "2025-07-01"]
