"""What is to be said of the words of a text: placeholders, empty links, long sentences, titles, abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.checks.prose.passages import Passage
from generator.content.parsers import line
from generator.diagnostics import Diagnostic
from generator.i18n import _
from generator.site.glossary import GlossaryMatcher

MOST_WORDS = 30
LONGEST_TITLE = 90
# Longer ones in capitals are words that someone cries out.
LONGEST_ABBREVIATION = 6

PLACEHOLDER = re.compile(r"\b(TODO|TBD|FIXME|X{2,}|x{3,}|[Ll]orem)\b|(\?{3,})|\A[-*+>#\s]*(…|\.{3})\s*\Z")
LINK = re.compile(r"\[([^\[\]]+)\](?=[(\[])")
# The end of a sentence, where no small letter follows; what stands before it may be short for more: “a.k.a.”.
# A cell of a table ends one too.
END = re.compile(r"(?:[.!?…][\"”’»)*_]*|\|)(?=\s[\W_]{0,9}(\w?))")
SHORTENED = re.compile(r"(?<!\w)(?:[^\W\d]{1,3}\.)+[^\W\d]{1,3}\Z")
LONGEST_SHORTENED = 12
WORD = re.compile(r"[^\W_]+")
ROMAN_NUMBER = re.compile(r"[IVX]+\b")
# With a number after it, it names a standard: “ISO 9001”.
NUMBERED = re.compile(r"[\s-]\d")


def placeholders(passage: Passage) -> Iterator[Diagnostic]:
    for found in PLACEHOLDER.finditer(passage.read):
        words = found[found.lastindex or 0]
        message = _('"{words}" stands for a text that is missing. Write the text.', words=words)
        yield Diagnostic(passage.at(found.start(found.lastindex or 0)), message)


def empty_links(passage: Passage) -> Iterator[Diagnostic]:
    empty = {bare(words) for words in passage.language.empty_links}
    for link in LINK.finditer(passage.text):
        if bare(link[1]) in empty:
            message = _('"{words}" does not say where the link leads. Name what is there.', words=line(link[1]))
            yield Diagnostic(passage.at(link.start(1)), message)


def bare(words: str) -> str:
    """The words in small letters, without signs."""
    return " ".join(WORD.findall(words.casefold()))


def long_sentences(passage: Passage) -> Iterator[Diagnostic]:
    start = 0
    for sentence in sentences(passage.read):
        words = [word for word in sentence.split() if WORD.search(word)]
        if len(words) > MOST_WORDS:
            message = _(
                "This sentence has {count} words. Divide it; up to {most} are read with ease.",
                count=len(words),
                most=MOST_WORDS,
            )
            yield Diagnostic(passage.at(passage.read.index(words[0], start)), message)
        start += len(sentence)


def sentences(text: str) -> Iterator[str]:
    """The sentences, which together are the text."""
    start = 0
    for end in END.finditer(text):
        is_short = SHORTENED.search(text, max(start, end.start() - LONGEST_SHORTENED), end.start())
        if end[0] == "|" or not (end[1].islower() or is_short):
            yield text[start : end.end()]
            start = end.end()
    yield text[start:]


def titles(passage: Passage) -> Iterator[Diagnostic]:
    title = passage.text
    if len(title) > LONGEST_TITLE:
        message = _("The title has {count} characters. Shorten it to {most}.", count=len(title), most=LONGEST_TITLE)
        yield Diagnostic(passage.at(0), message)
    if title.endswith(".") and not title.endswith("..") and not SHORTENED.search(title[:-1]):
        yield Diagnostic(passage.at(len(title) - 1), _("The title ends in a full stop. Delete the full stop."))


def unknown_abbreviations(passages: Iterable[Passage], vocabulary: GlossaryMatcher) -> Iterator[Diagnostic]:
    """The abbreviations that the glossary does not explain, each where it is first used."""
    met: set[str] = set()
    for passage in passages:
        text = passage.read
        for word in abbreviations(text):
            if word[0] not in met and not is_explained(word, text) and not is_known(word, text, vocabulary):
                message = _('The glossary does not know "{word}". Explain it there, or write it out.', word=word[0])
                yield Diagnostic(passage.at(word.start()), message)
            met.add(word[0])


def abbreviations(text: str) -> Iterator[re.Match[str]]:
    for word in WORD.finditer(text):
        capitals = [letter for letter in word[0] if letter.isupper()]
        # Not “AA”, a grade, nor “YouTube”, a name.
        is_short = len(set(capitals)) > 1 and len(word[0]) <= LONGEST_ABBREVIATION and not word[0][-1].islower()
        if is_short and not any(form.match(text, word.start()) for form in (ROMAN_NUMBER, PLACEHOLDER)):
            yield word


def is_known(word: re.Match[str], text: str, vocabulary: GlossaryMatcher) -> bool:
    """Whether it is a term of the glossary, or part of one."""
    return bool(vocabulary.words(word[0])) or any(
        term.start() <= word.start() < term.end() for term, _unused in vocabulary.words(text)
    )


def is_explained(word: re.Match[str], text: str) -> bool:
    """Whether it is in brackets after its words, before them, or the name of a standard."""
    before, after = text[: word.start()][-1:], text[word.end() :][:2]
    return before + after[:1] == "()" or after == " (" or NUMBERED.match(after) is not None
