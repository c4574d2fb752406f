"""Keeps translations true: which of them the city has approved, and whether they still say what the source says.

The first language of the site is the source of the others. An approval is recorded in the file itself, as
`accepted_sv`: a digest of the source's texts and one of the translation's. So an approval holds for the words
that were read, and for no others.
"""

from __future__ import annotations

import hashlib
from enum import Enum

from generator.model import Language, Measure, Page, Roadmap, Site


class State(Enum):
    """How a text in a language stands to its source."""

    SOURCE = "source"
    ACCEPTED = "accepted"
    UNREVIEWED = "unreviewed"
    OUTDATED = "outdated"


def state(subject: Measure | Page, language: Language, site: Site) -> State:
    """The state of the translation of a measure or a page into a language."""
    if language == site.default_language:
        return State.SOURCE
    accepted = subject.accepted[language]
    if not accepted:
        # A language that needs no approval is official as it is written.
        return State.ACCEPTED if language.official else State.UNREVIEWED
    source, translation = record(subject, language, site).split("-")
    accepted_source, accepted_translation = accepted.split("-")
    if source != accepted_source:
        return State.OUTDATED
    return State.ACCEPTED if translation == accepted_translation else State.UNREVIEWED


def record(subject: Measure | Page, language: Language, site: Site) -> str:
    """What is written down when the translation into a language is approved as it is now."""
    return f"{digest(subject, site.default_language)}-{digest(subject, language)}"


def digest(subject: Measure | Page, language: Language) -> str:
    """Eight letters that stand for the texts of a subject in a language, whatever their white space."""
    lead = subject.problem if isinstance(subject, Measure) else subject.description
    texts = (subject.title[language], lead[language], subject.body[language].written)
    whole = "\n".join(" ".join(text.split()) for text in texts)
    return hashlib.sha256(whole.encode()).hexdigest()[:8]


def state_of_all(roadmap: Roadmap, language: Language) -> State:
    """The state of what is made of many texts: approved when each of them is."""
    states = {state(one, language, roadmap.site) for one in subjects(roadmap)}
    if language == roadmap.site.default_language:
        return State.SOURCE
    return State.UNREVIEWED if State.UNREVIEWED in states or not language.official else State.ACCEPTED


def subjects(roadmap: Roadmap) -> tuple[Measure | Page, ...]:
    """Everything that is translated as one: the measures and the pages."""
    return (*roadmap.measures, *roadmap.pages)
