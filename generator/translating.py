"""Keeps translations true: which of them the city has approved, and whether they still say what the source says.

The first language of the site is the source of the others. An approval is recorded in the file itself, as
`accepted_sv`: a digest of the source's texts and one of the translation's. So an approval holds for the words
that were read, and for no others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from generator.model import Language, Measure, Roadmap, Site, Written
from generator.problems import Problem, say
from generator.reading.description import ACCEPTED


class State(Enum):
    """How a text in a language stands to its source."""

    SOURCE = "source"
    ACCEPTED = "accepted"
    UNREVIEWED = "unreviewed"
    OUTDATED = "outdated"


def state(subject: Written, language: Language, site: Site) -> State:
    """The state of the translation of a content file into a language."""
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


def record(subject: Written, language: Language, site: Site) -> str:
    """What is written down when the translation into a language is approved as it is now."""
    return f"{digest(subject, site.default_language)}-{digest(subject, language)}"


def digest(subject: Written, language: Language) -> str:
    """Eight hexadecimal digits that stand for the texts of a subject in a language, whatever their white space."""
    texts = (subject.title[language], subject.lead[language], subject.body[language].written, *told(subject, language))
    whole = "\n".join(" ".join(text.split()) for text in texts)
    return hashlib.sha256(whole.encode()).hexdigest()[:8]


def told(subject: Written, language: Language) -> Iterator[str]:
    """What is told of the course of a measure."""
    course = subject.course if isinstance(subject, Measure) else None
    if course is not None:
        notes = (course.note, course.result, course.without_net, *(one.text for one in course.updates))
        yield from (note[language] for note in notes if note is not None)


def state_of_all(roadmap: Roadmap, language: Language) -> State:
    """The state of what is made of many texts: as long as one of them waits for its approval, so does the whole."""
    if language == roadmap.site.default_language:
        return State.SOURCE
    waiting = any(state(one, language, roadmap.site) is State.UNREVIEWED for one in roadmap.written)
    return State.UNREVIEWED if waiting else State.ACCEPTED


def targets(site: Site) -> tuple[Language, ...]:
    """The languages that are translated into."""
    return site.languages[1:]


def outdated(roadmap: Roadmap) -> Iterator[Problem]:
    """Advice on every translation whose source was changed after the translation was approved."""
    for subject in roadmap.written:
        for language in targets(roadmap.site):
            if state(subject, language, roadmap.site) is State.OUTDATED:
                message = say(
                    "The source was changed after this translation was approved ({language}). "
                    "Mend the translation, then run: tiekartta accept {file}",
                    language=language.in_itself,
                    file=subject.places.start.file,
                )
                yield Problem(subject.places.of(f"{ACCEPTED.name}_{language.code}"), message)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the translations into one language stand: the files of each kind, by their paths.

    `missing` are those with keywords in the source and none in the translation; without any other text, no file
    can be read.
    """

    language: Language
    missing: tuple[str, ...]
    outdated: tuple[str, ...]
    unreviewed: tuple[str, ...]


def standings(roadmap: Roadmap) -> tuple[Standing, ...]:
    """How the translations stand, for each language that is translated into."""
    return tuple(standing(roadmap, language) for language in targets(roadmap.site))


def standing(roadmap: Roadmap, language: Language) -> Standing:
    source = roadmap.site.default_language

    def files(is_one: Callable[[Written], bool]) -> tuple[str, ...]:
        return tuple(one.places.start.file for one in roadmap.written if is_one(one))

    def lacks_keywords(one: Written) -> bool:
        return isinstance(one, Measure) and bool(one.keywords[source]) and not one.keywords[language]

    return Standing(
        language,
        missing=files(lacks_keywords),
        outdated=files(lambda one: state(one, language, roadmap.site) is State.OUTDATED),
        unreviewed=files(lambda one: state(one, language, roadmap.site) is State.UNREVIEWED),
    )
