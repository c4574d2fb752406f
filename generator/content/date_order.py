"""Checks the days of what has several entries: that they are in order, and not in the future."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol

from generator.diagnostics import Diagnostic, Location
from generator.i18n import Message, _


class Dated(Protocol):
    """An entry of a day."""

    @property
    def day(self) -> datetime.date: ...
    @property
    def location(self) -> Location: ...


def out_of_order(entries: Sequence[Dated]) -> Iterator[Diagnostic]:
    """Report the entries that stand below one of a later day."""
    for above, entry in pairwise(entries):
        if entry.day < above.day:
            yield Diagnostic(entry.location, _("This day comes before the one above it. Put the oldest first."))


def in_future(today: datetime.date) -> Message:
    """Return the message for a day after the one that the site is of."""
    return _(
        "This day is after {date}, of which the site tells. Mend it, or write a later day as “updated” in site.yaml.",
        date=today,
    )
