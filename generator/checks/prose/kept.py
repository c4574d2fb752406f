"""Leaves out the advice that its file answers, and says with the rest how it is answered: advice in, advice out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import accumulate
from typing import Protocol

from generator.checks.prose.passages import Subject
from generator.content.schema import KEPT
from generator.diagnostics import Diagnostic, Location
from generator.i18n import FieldName, _
from generator.model import FieldLocations, KeptAdvice, Site


class _Holder(Protocol):
    """What has answers to advice, and where they were written."""

    @property
    def kept(self) -> tuple[KeptAdvice, ...]: ...

    @property
    def locations(self) -> FieldLocations: ...


def unanswered(advice: Iterable[Diagnostic], subjects: Iterable[Subject], site: Site) -> Iterator[Diagnostic]:
    """Yield the advice without what its subject or the site keeps with a reason, then each answer to nothing.

    Advice with a code has the line that answers it, ready to copy into its subject. An answer without the words of a
    code holds for all advice of its kind.
    """
    by_place: dict[tuple[str, str], _Holder] = {_place(subject.locations.start): subject for subject in subjects}
    used: set[tuple[str, str, str]] = set()
    for diagnostic in advice:
        subject = _subject_at(diagnostic.location, by_place)
        answers = {
            (*_place(holder.locations.start), kept.code)
            for holder in (subject, site)
            if holder is not None
            for kept in holder.kept
            if f"{diagnostic.code} ".startswith(f"{kept.code} ")
        }
        used |= answers
        if not answers:
            yield _with_answer(diagnostic, subject) if subject and diagnostic.code else diagnostic
    for holder in (*by_place.values(), site):
        for kept in holder.kept:
            if (*_place(holder.locations.start), kept.code) not in used:
                message = _(
                    '{field} answers advice that is not given here: "{code}". Delete that answer.',
                    field=FieldName(KEPT.name),
                    code=kept.code,
                )
                yield Diagnostic(holder.locations.of(KEPT.name), message)


def _with_answer(diagnostic: Diagnostic, holder: _Holder) -> Diagnostic:
    """Return advice with the line that keeps the text as it is, beside what is kept there already."""
    answers = [*(f"{kept.code} ({kept.reason})" for kept in holder.kept), f"{diagnostic.code} (…)"]
    message = _(
        "{advice} Or write why you keep it: {line}",
        advice=diagnostic.message,
        line=f"{KEPT.name}: {', '.join(answers)}",
    )
    return replace(diagnostic, message=message)


def _place(location: Location) -> tuple[str, str]:
    return location.file, location.field


def _subject_at(location: Location, by_place: Mapping[tuple[str, str], _Holder]) -> _Holder | None:
    """Return the subject that was written at a location: that of the field, or else of one around it."""
    names = location.field.split(".")
    fields = ["", *accumulate(names, lambda outer, name: f"{outer}.{name}")]
    places = ((location.file, field) for field in reversed(fields))
    return next((by_place[place] for place in places if place in by_place), None)
