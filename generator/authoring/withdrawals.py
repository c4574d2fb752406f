"""Writes down which measures were taken out of the roadmap, so that their addresses can say so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from generator.authoring.front_matter_edit import field_line
from generator.content import parsers
from generator.content.field_types import OPEN, keys
from generator.content.schema import withdrawal_fields
from generator.model import Language, Measure, Roadmap


def withdrawal_lines(measure: Measure, roadmap: Roadmap, day: str = OPEN, reasons: Sequence[str] = ()) -> list[str]:
    """Return the lines of a measure in the list of those that were withdrawn.

    Args:
        measure: The one that is taken out.
        roadmap: The roadmap that the list belongs to.
        day: The day of it, open where that is not known.
        reasons: Why, in each language of the roadmap; open where that is not known.
    """
    languages = roadmap.site.languages
    texts = {"number": str(measure.number), "code": measure.code, "date": day}
    if measure.tracking:
        texts["edition"] = measure.tracking.edition.id
    for language, reason in zip(languages, reasons or [OPEN] * len(languages), strict=True):
        texts |= _texts_of(measure, language) | {f"reason_{language.code}": reason}
    taken = {PurePosixPath(withdrawal.path).stem for withdrawal in roadmap.withdrawals}
    name = parsers.free_name(PurePosixPath(measure.path).stem, taken)
    fields = keys(withdrawal_fields(), languages)
    lines = [f"  {field_line(key.name, texts[key.name])}" for key in fields if texts.get(key.name)]
    return [f"{name}:", *lines]


def _texts_of(measure: Measure, language: Language) -> dict[str, str]:
    texts = {"title": measure.title, "slug": measure.slug, "aliases": measure.aliases.map(", ".join)}
    return {f"{name}_{language.code}": text[language] for name, text in texts.items()}
