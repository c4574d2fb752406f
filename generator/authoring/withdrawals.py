"""Writes down which measures were taken out of the roadmap, so that their addresses can say so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

from generator.authoring.front_matter_edit import field_line
from generator.content import parsers
from generator.content.field_types import OPEN, keys
from generator.content.schema import withdrawal_fields
from generator.model import Language, Measure, Roadmap, Withdrawal

# Tells on which day a measure was withdrawn, and why in each language; either is empty where it is not known.
DayAndReasons = Callable[[Measure], tuple[str, Sequence[str]]]


def not_known(_measure: Measure) -> tuple[str, Sequence[str]]:
    """Return that it is not known on which day a measure was withdrawn, nor why."""
    return "", ()


def withdrawal_lines(
    gone: Measure | Withdrawal, roadmap: Roadmap, day: str = "", reasons: Sequence[str] = ()
) -> list[str]:
    """Return the lines of a measure in the list of those that were withdrawn.

    Args:
        gone: The measure that is taken out, or what the list had of it.
        roadmap: The roadmap that the list belongs to.
        day: The day of it; what the list had, or open where that is not known.
        reasons: Why, in each language of the roadmap; what the list had, or open where that is not known.
    """
    languages = roadmap.site.languages
    texts = {"number": str(gone.number), "code": gone.code}
    if isinstance(gone, Withdrawal):
        texts |= {"edition": str(gone.edition or ""), "date": day or gone.day.isoformat()}
        reasons = reasons or [gone.reason[language] for language in languages]
    else:
        texts |= {"edition": gone.tracking.edition.id if gone.tracking else "", "date": day or OPEN}
        reasons = reasons or [OPEN] * len(languages)
    for language, reason in zip(languages, reasons, strict=True):
        texts |= _texts_of(gone, language) | {f"reason_{language.code}": reason}
    taken = {PurePosixPath(withdrawal.path).stem for withdrawal in roadmap.withdrawals}
    name = parsers.free_name(PurePosixPath(gone.path).stem, taken)
    fields = keys(withdrawal_fields(), languages)
    return [f"{name}:", *(f"  {field_line(key.name, texts[key.name])}" for key in fields if texts.get(key.name))]


def _texts_of(gone: Measure | Withdrawal, language: Language) -> dict[str, str]:
    texts = {"title": gone.title, "slug": gone.slug, "aliases": gone.aliases.map(", ".join)}
    return {f"{name}_{language.code}": text[language] for name, text in texts.items()}
