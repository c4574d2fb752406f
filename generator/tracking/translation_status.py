"""Keeps translations true: which of them the city has approved, and whether they still say what the source says.

The first language of the site is the source of the others. An approval is recorded in the file itself, as
`accepted_sv`: a digest of the source's texts and one of the translation's. So an approval holds for the words
that were read, and for no others.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from generator.content.schema import prose_of
from generator.diagnostics import Diagnostic
from generator.i18n import _
from generator.model import Document, Language, Measure, Roadmap, Site


class TranslationStatus(Enum):
    """How a text in a language stands to its source."""

    SOURCE = "source"
    ACCEPTED = "accepted"
    UNREVIEWED = "unreviewed"
    OUTDATED = "outdated"


def translation_status(subject: Document, language: Language, site: Site) -> TranslationStatus:
    """Return the status of the translation of a content file into a language."""
    if language == site.default_language:
        return TranslationStatus.SOURCE
    approval = subject.approval[language]
    if not approval.source:
        # A language that needs no approval is official as it is written.
        return TranslationStatus.ACCEPTED if language.official else TranslationStatus.UNREVIEWED
    if approval.source != text_digest(subject, site.default_language):
        return TranslationStatus.OUTDATED
    is_same = approval.translation == text_digest(subject, language)
    return TranslationStatus.ACCEPTED if is_same else TranslationStatus.UNREVIEWED


def text_digest(subject: Document, language: Language) -> str:
    """Return eight hexadecimal digits that stand for the texts of a subject, whatever their white space."""
    texts = [subject.title[language], subject.lead[language], subject.body[language].markdown]
    if isinstance(subject, Measure):
        texts += (text[language] for name, text in prose_of(subject).items() if name not in ("title", "problem"))
        updates = subject.tracking.updates if subject.tracking else ()
        texts += (update.text[language] for update in updates if update.text is not None)
    whole = "\n".join(" ".join(text.split()) for text in texts)
    return hashlib.sha256(whole.encode()).hexdigest()[:8]


def site_translation_status(roadmap: Roadmap, language: Language) -> TranslationStatus:
    """Return the status of pages made of many texts: unreviewed as long as one of the texts is."""
    if language == roadmap.site.default_language:
        return TranslationStatus.SOURCE
    statuses = {translation_status(document, language, roadmap.site) for document in roadmap.documents}
    return TranslationStatus.UNREVIEWED if TranslationStatus.UNREVIEWED in statuses else TranslationStatus.ACCEPTED


def targets(site: Site) -> tuple[Language, ...]:
    """Return the languages that are translated into."""
    return site.languages[1:]


def outdated(roadmap: Roadmap) -> Iterator[Diagnostic]:
    """Report every translation whose source was changed after the translation was approved."""
    for subject in roadmap.documents:
        for language in targets(roadmap.site):
            if translation_status(subject, language, roadmap.site) is TranslationStatus.OUTDATED:
                message = _(
                    "The source was changed after this translation was approved ({language}). Update the "
                    "translation, then run: tiekartta accept {file}",
                    language=language.endonym,
                    file=subject.locations.start.file,
                )
                yield Diagnostic(subject.locations.of(f"accepted_{language.code}"), message)


@dataclass(frozen=True, slots=True)
class TranslationReport:
    """How the translations into one language stand: the files of each kind, by their paths.

    `missing` are those with keywords in the source and none in the translation; without any other text, no file
    can be read.
    """

    language: Language
    missing: tuple[str, ...]
    outdated: tuple[str, ...]
    unreviewed: tuple[str, ...]


def translation_reports(roadmap: Roadmap) -> Iterator[TranslationReport]:
    """Report on the translations into each language that is translated into."""
    source = roadmap.site.default_language
    for language in targets(roadmap.site):
        missing = tuple(
            measure.locations.start.file
            for measure in roadmap.measures
            if measure.keywords[source] and not measure.keywords[language]
        )
        files: dict[TranslationStatus, list[str]] = defaultdict(list)
        for document in roadmap.documents:
            files[translation_status(document, language, roadmap.site)].append(document.locations.start.file)
        outdated, unreviewed = files[TranslationStatus.OUTDATED], files[TranslationStatus.UNREVIEWED]
        yield TranslationReport(language, missing, tuple(outdated), tuple(unreviewed))
