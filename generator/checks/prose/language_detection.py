"""Tells which language a text is in, by the model of CLD3 that its package carries."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from generator.checks.prose.passages import Entry, Passage
from generator.diagnostics import Diagnostic
from generator.i18n import FieldName, _
from generator.model import Language, Roadmap

if TYPE_CHECKING:
    from gcld3 import NNetLanguageIdentifier

# Fewer letters may be a name, which is the same in every language.
FEWEST_LETTERS = 20
FEWEST_ALIKE = 16
# How much of a text is looked at, in bytes.
MOST_BYTES = 2000


@cache
def detector() -> NNetLanguageIdentifier:
    # Only who is advised waits for it.
    from gcld3 import NNetLanguageIdentifier

    return NNetLanguageIdentifier(0, MOST_BYTES)


@lru_cache(maxsize=10_000)
def language_of(text: str) -> str:
    """The code of the language of a text, empty where the detector is not sure."""
    found = detector().FindLanguage(text)
    return str(found.language) if found.is_reliable else ""


def detectable(roadmap: Roadmap) -> dict[str, Language]:
    """The languages that the detector knows, by their codes: those whose words of the interface it recognises."""
    words = {one: " ".join(text[one] for text in roadmap.texts.values()) for one in roadmap.site.languages}
    return {one.code: one for one in words if language_of(words[one]) == one.code}


def untranslated(entry: Entry, languages: tuple[Language, ...], known: dict[str, Language]) -> Iterator[Diagnostic]:
    """Where a text is the same in two languages, or in another language than its own."""
    copies = list(same_as_before(entry, languages))
    yield from copies
    for language in languages if not copies else ():
        if language.code in known:
            yield from foreign(entry.passages[language], language, known)


def same_as_before(entry: Entry, languages: tuple[Language, ...]) -> Iterator[Diagnostic]:
    seen: dict[str, Language] = {}
    for language in languages:
        passages = entry.passages[language]
        words = " ".join(word for passage in passages for word in passage.read.casefold().split())
        other = seen.setdefault(words, language)
        # One word may be a name.
        if other is not language and " " in words and letters(words) >= FEWEST_ALIKE:
            where = FieldName(f"{entry.name}_{other.code}") if entry.name else f"“# {other.endonym}”"
            message = _("This is the same text as in {other}. Translate it.", other=where)
            yield Diagnostic(passages[0].start, message)


def foreign(passages: tuple[Passage, ...], language: Language, known: dict[str, Language]) -> Iterator[Diagnostic]:
    """The first of the passages in a row that are in another language."""
    before = language.code
    for passage in passages:
        text = " ".join(passage.read.split())
        found = language_of(text) if letters(text) >= FEWEST_LETTERS else ""
        if found in known:
            if found not in (language.code, before):
                message = _(
                    "This seems to be written “{found}”, not “{expected}”. Translate it, or move it to its place.",
                    found=known[found].endonym,
                    expected=language.endonym,
                )
                yield Diagnostic(passage.start, message)
            before = found


def letters(text: str) -> int:
    return sum(map(str.isalpha, text))
