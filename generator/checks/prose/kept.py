"""Leaves out the advice that its file answers, and says with the rest how it is answered: advice in, advice out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate

from generator.checks.prose.passages import Subject
from generator.content.schema import KEPT
from generator.diagnostics import Diagnostic, Location
from generator.i18n import FieldName, _


def unanswered(advice: Iterable[Diagnostic], subjects: Iterable[Subject]) -> Iterator[Diagnostic]:
    """Yield the advice without what its subject keeps with a reason, then each answer to advice that is not given.

    Advice with a code has the line that answers it, ready to copy into its subject.
    """
    by_place = {_place(subject.locations.start): subject for subject in subjects}
    used: set[tuple[str, str, str]] = set()
    for diagnostic in advice:
        subject = _subject_at(diagnostic.location, by_place)
        if subject is None or not diagnostic.code:
            yield diagnostic
        elif any(kept.code == diagnostic.code for kept in subject.kept):
            used.add((*_place(subject.locations.start), diagnostic.code))
        else:
            yield _with_answer(diagnostic, subject)
    for place, subject in by_place.items():
        for kept in subject.kept:
            if (*place, kept.code) not in used:
                message = _(
                    '{field} answers advice that is not given: "{code}". Delete it there.',
                    field=FieldName(KEPT.name),
                    code=kept.code,
                )
                yield Diagnostic(subject.locations.of(KEPT.name), message)


def _with_answer(diagnostic: Diagnostic, subject: Subject) -> Diagnostic:
    """Return advice with the line that keeps the text as it is, beside what the subject keeps already."""
    answers = [*(f"{kept.code} ({kept.reason})" for kept in subject.kept), f"{diagnostic.code} (…)"]
    message = _(
        "{advice} Or write why it stays: {line}",
        advice=diagnostic.message,
        line=f"{KEPT.name}: {', '.join(answers)}",
    )
    return replace(diagnostic, message=message)


def _place(location: Location) -> tuple[str, str]:
    return location.file, location.field


def _subject_at(location: Location, by_place: dict[tuple[str, str], Subject]) -> Subject | None:
    """Return the subject that was written at a location: that of the field, or else of one around it."""
    names = location.field.split(".")
    fields = ["", *accumulate(names, lambda outer, name: f"{outer}.{name}")]
    places = ((location.file, field) for field in reversed(fields))
    return next((by_place[place] for place in places if place in by_place), None)
