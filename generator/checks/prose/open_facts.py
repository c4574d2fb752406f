"""Advises on what drafts leave open, for the preview: no draft is published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.content.field_types import OPEN
from generator.content.schema import prose_of
from generator.diagnostics import Diagnostic
from generator.i18n import FieldName, ngettext
from generator.model import RESPONSIBLE, Edition, Language, LocalizedText, Measure, Roadmap


def open_facts(roadmap: Roadmap) -> Iterator[Diagnostic]:
    """Advise once on each draft that has question marks, and say for what."""
    drafts: tuple[Measure | Edition, ...] = (*roadmap.measures, *roadmap.editions)
    for draft in drafts:
        if draft.draft and (names := tuple(_open_fields(draft, roadmap))):
            message = ngettext(
                "{count} fact is still open in this draft: {names}. Write it before the draft is published.",
                "{count} facts are still open in this draft: {names}. Write them before the draft is published.",
                count=len(names),
                names=tuple(map(FieldName, names)),
            )
            yield Diagnostic(draft.locations.of(names[0]), message)


def _open_fields(draft: Measure | Edition, roadmap: Roadmap) -> Iterator[str]:
    languages = roadmap.site.languages
    if isinstance(draft, Edition):
        yield from _open_texts("description", draft.description, languages)
        return
    for taxonomy in roadmap.classifications:
        if taxonomy.default is None and taxonomy.id != RESPONSIBLE and not draft.values_in(taxonomy):
            yield taxonomy.id
    for name, text in prose_of(draft).items():
        yield from _open_texts(name, text, languages)


def _open_texts(name: str, text: LocalizedText, languages: Sequence[Language]) -> Iterator[str]:
    return (f"{name}_{language.code}" for language in languages if text[language] == OPEN)
