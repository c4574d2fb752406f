"""Advises on the words of a text: placeholders, empty links, long sentences, titles, stray signs, abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.checks.prose.passages import Passage, advice_code
from generator.diagnostics import Diagnostic
from generator.i18n import _
from generator.site.glossary import GlossaryMatcher

_MAX_WORDS_OF_SENTENCE = 30
_MAX_LENGTH_OF_TITLE = 90
# Longer ones in capitals are words that someone cries out.
_MAX_LENGTH_OF_ABBREVIATION = 6
_MAX_LENGTH_OF_SHORT_FORM = 12

_PLACEHOLDER = re.compile(r"\b(TODO|TBD|FIXME|X{2,}|x{3,}|[Ll]orem)\b|(\?{3,})|\A[-*+>#\s]*(…|\.{3})\s*\Z")
_LINK = re.compile(r"\[([^\[\]]+)\](?=[(\[])")
# Signs of Markdown and HTML: bold, code, links, tags, entities, headings.
_MARK = re.compile(
    r"\*\*|(?<!\w)__(?=\w)|`|\]\((?=\S)|</?[A-Za-z][^<>]*>|<!--|&(?:[A-Za-z]{2,8}|#[0-9]{2,5});|\A#{1,6}(?= )"
)
# Not that of inches.
_QUOTE = re.compile(r"(?<!\d)[\"“”„«»]")
# The end of a sentence, or of a table cell; group 1 is the letter after it.
_END = re.compile(r"(?:[.!?…][\"”’»)*_]*|\|)(?=\s[\W_]{0,9}(\w?))")
# A short form without its last full stop: “a.k.a”, “esim”.
_SHORT_FORM = re.compile(r"(?<!\w)(?:[^\W\d]{1,3}\.)+[^\W\d]{1,3}\Z")
_WORD = re.compile(r"[^\W_]+")
_ROMAN_NUMBER = re.compile(r"[IVX]+\b")
# With a number after it, it names a standard: “ISO 9001”.
_NUMBER_AFTER = re.compile(r"[\s-]\d")


def placeholders(passage: Passage) -> Iterator[Diagnostic]:
    """Advise on words that stand for a text to come: TODO, XXX, ???, lorem."""
    for match in _PLACEHOLDER.finditer(passage.prose):
        group = match.lastindex or 0
        message = _('"{words}" is a placeholder for missing text. Write the text.', words=match[group])
        yield Diagnostic(passage.at(match.start(group)), message, code=advice_code("placeholder", match[group]))


def empty_links(passage: Passage) -> Iterator[Diagnostic]:
    """Advise on links such as “click here” (WCAG 2.4.4); a language has its own list of them."""
    for link in _LINK.finditer(passage.text):
        if _bare_words(link[1]) in map(_bare_words, passage.language.empty_links):
            words = " ".join(link[1].split())
            message = _('"{words}" does not say where the link leads. Name what is there.', words=words)
            yield Diagnostic(passage.at(link.start(1)), message, code=advice_code("empty-link", words))


def long_sentences(passage: Passage) -> Iterator[Diagnostic]:
    """Advise on sentences of more words than are read with ease."""
    start = 0
    # A short passage has no long sentence.
    is_long = len(passage.prose.split()) > _MAX_WORDS_OF_SENTENCE
    for sentence in _sentences(passage.prose) if is_long else ():
        words = [word for word in sentence.split() if _WORD.search(word)]
        if len(words) > _MAX_WORDS_OF_SENTENCE:
            message = _(
                "This sentence has {count} words. Split it; sentences of up to {most} words are easy to read.",
                count=len(words),
                most=_MAX_WORDS_OF_SENTENCE,
            )
            location = passage.at(passage.prose.index(words[0], start))
            yield Diagnostic(location, message, code=advice_code("long-sentence", sentence))
        start += len(sentence)


def bad_titles(passage: Passage) -> Iterator[Diagnostic]:
    """Advise on a title that is too long, or ends in a full stop that belongs to no short form."""
    title = passage.text
    if len(title) > _MAX_LENGTH_OF_TITLE:
        message = _(
            "The title has {count} characters. Shorten it to {most}.", count=len(title), most=_MAX_LENGTH_OF_TITLE
        )
        yield Diagnostic(passage.at(0), message, code="long-title")
    if title.endswith(".") and not title.endswith("..") and not _SHORT_FORM.search(title[:-1]):
        message = _("The title ends in a full stop. Delete the full stop.")
        yield Diagnostic(passage.at(len(title) - 1), message, code="full-stop")


def marks_in_plain_text(passage: Passage) -> Iterator[Diagnostic]:
    """Advise on the first sign of Markdown or HTML in a field, which shows it letter by letter."""
    if mark := _MARK.search(passage.text):
        message = _(
            '"{sign}" will be visible on the page, because this field takes plain text. Delete it.', sign=mark[0]
        )
        yield Diagnostic(passage.at(mark.start()), message, code=advice_code("plain-text", passage.text))


def unpaired_quotes(passage: Passage) -> Iterator[Diagnostic]:
    """Advise on the last quotation mark of a field that has an odd number of them."""
    quotes = list(_QUOTE.finditer(passage.text))
    if len(quotes) % 2:
        message = _("The quotation mark {sign} has no pair. Write the other one, or delete it.", sign=quotes[-1][0])
        yield Diagnostic(passage.at(quotes[-1].start()), message, code=advice_code("unpaired-quote", passage.text))


def unknown_abbreviations(passages: Iterable[Passage], glossary: GlossaryMatcher) -> Iterator[Diagnostic]:
    """Advise on the abbreviations that the glossary does not explain, each where it is first used."""
    seen: set[str] = set()
    for passage in passages:
        text = passage.prose
        for word in _abbreviations(text):
            if word[0] not in seen and not _is_explained(word, text, glossary):
                message = _('The glossary does not explain "{word}". Explain it there, or write it out.', word=word[0])
                yield Diagnostic(passage.at(word.start()), message, code=advice_code("abbreviation", word[0]))
            seen.add(word[0])


def _bare_words(text: str) -> str:
    """Return the words in lower case, without punctuation."""
    return " ".join(_WORD.findall(text.casefold()))


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences, which together are the text."""
    start = 0
    for end in _END.finditer(text):
        is_short_form = _SHORT_FORM.search(text, max(start, end.start() - _MAX_LENGTH_OF_SHORT_FORM), end.start())
        if end[0] == "|" or not (end[1].islower() or is_short_form):
            yield text[start : end.end()]
            start = end.end()
    yield text[start:]


def _abbreviations(text: str) -> Iterator[re.Match[str]]:
    others = (_ROMAN_NUMBER, _PLACEHOLDER)
    for word in _WORD.finditer(text):
        letters = word[0]
        # Nor is “YouTube” one, a name. Most words end here.
        if letters[-1].islower() or len(letters) > _MAX_LENGTH_OF_ABBREVIATION:
            continue
        # “AA” is a grade.
        has_capitals = len(set(filter(str.isupper, letters))) > 1
        if has_capitals and not any(other.match(text, word.start()) for other in others):
            yield word


def _is_explained(word: re.Match[str], text: str, glossary: GlossaryMatcher) -> bool:
    """Return whether an abbreviation stands beside its words in brackets, names a standard, or is in the glossary."""
    before, after = text[: word.start()][-1:], text[word.end() :][:2]
    if before + after[:1] == "()" or after == " (" or _NUMBER_AFTER.match(after) or glossary.find(word[0]):
        return True
    # A part of a term counts as well.
    return any(term.start() <= word.start() < term.end() for term, _explanation in glossary.find(text))
