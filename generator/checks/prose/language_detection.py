"""Finds texts that are not translated, by comparison and by the language model that CLD3 carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from generator.checks.prose.passages import Passage, TranslatedText, advice_code
from generator.diagnostics import Diagnostic
from generator.i18n import FieldName, _
from generator.model import Language, Roadmap

if TYPE_CHECKING:
    from gcld3 import NNetLanguageIdentifier

# Fewer letters may be a name, which is the same in every language.
_MIN_LETTERS_TO_DETECT = 20
_MIN_LETTERS_TO_COMPARE = 16
_MAX_BYTES_TO_DETECT = 2000


def detectable_languages(roadmap: Roadmap) -> dict[str, Language]:
    """Return the languages that the detector recognises by the words of their interface, by code."""
    words = {
        language: " ".join(text[language] for text in roadmap.texts.values()) for language in roadmap.site.languages
    }
    return {language.code: language for language in words if _detect(words[language]) == language.code}


def untranslated(text: TranslatedText, detectable: Mapping[str, Language]) -> Iterator[Diagnostic]:
    """Advise where a text is the same in two languages, or else in another language than its own."""
    copies = list(_copies(text))
    yield from copies
    for language, passages in text.passages.items():
        if language.code in detectable and not copies:
            yield from _foreign(passages, language, detectable)


def _copies(text: TranslatedText) -> Iterator[Diagnostic]:
    first: dict[str, Language] = {}
    for language, passages in text.passages.items():
        words = " ".join(word for passage in passages for word in passage.prose.casefold().split())
        other = first.setdefault(words, language)
        # One word may be a name.
        if other != language and " " in words and _count_letters(words) >= _MIN_LETTERS_TO_COMPARE:
            source = FieldName(f"{text.field}_{other.code}") if text.field else f"“# {other.endonym}”"
            message = _("This is the same text as in {other}. Translate it.", other=source)
            yield Diagnostic(passages[0].start, message, code=advice_code("same-text", words))


def _foreign(
    passages: Sequence[Passage], language: Language, detectable: Mapping[str, Language]
) -> Iterator[Diagnostic]:
    """Advise on the first of the passages in a row that are in another language."""
    before = language.code
    for passage in passages:
        words = " ".join(passage.prose.split())
        code = _detect(words) if _count_letters(words) >= _MIN_LETTERS_TO_DETECT else ""
        if code in detectable:
            if code not in (language.code, before):
                message = _(
                    "This seems to be in “{found}”, not in “{expected}”. Translate it, or move it to where it belongs.",
                    found=detectable[code].endonym,
                    expected=language.endonym,
                )
                yield Diagnostic(passage.start, message, code=advice_code("other-language", words))
            before = code


@lru_cache(maxsize=10_000)
def _detect(text: str) -> str:
    """Return the code of the language of a text, empty where the detector is not sure."""
    result = _detector().FindLanguage(text)
    return str(result.language) if result.is_reliable else ""


@cache
def _detector() -> NNetLanguageIdentifier:
    # A build needs no advice, and does not wait for it.
    from gcld3 import NNetLanguageIdentifier

    return NNetLanguageIdentifier(0, _MAX_BYTES_TO_DETECT)


def _count_letters(text: str) -> int:
    return sum(map(str.isalpha, text))
