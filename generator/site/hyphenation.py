"""Hyphenates pages: HTML in, the same HTML out with soft hyphens where the long words of its text may break."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise

from generator.site.hyphenation_patterns import patterns_of
from generator.site.search_folding import SOFT_HYPHEN

# Letters. A shorter word fits on a line of any screen.
SHORTEST_WORD = 12
# Letters that stay together at either end of a word.
_AT_ENDS = 3

# Elements whose text is no prose, up to the last sign.
_CODE = re.compile(
    r"<(code|kbd|option|pre|script|style|svg|textarea|title)\b.*?</\1(?=>)",
    re.DOTALL,
)
_LANGUAGE = re.compile(r' lang="([^"]*)"')
_NAME = re.compile(r"(?!html\b)\w+(?= )")
# A text that is long enough, with the last sign of the tag before it.
_TEXT = re.compile(rf"(>\s*+[^<\s][^<]{{{SHORTEST_WORD - 1},}})")
# A word with @, (at) or a point in it is a name in the net.
_WORD = re.compile(rf"https?://\S+|www\.\S+|(?<![\w&@.])(?P<word>[^\W\d_]{{{SHORTEST_WORD},}}+)(?![\w@]|\.\w|\(at\))")

# Finnish: a syllable begins with the consonant before a vowel …
_VOWELS = "aeiouyåäö"
_FINNISH_SYLLABLE = re.compile(rf"(?=[bcdfghjklmnpqrsštvwxzž][{_VOWELS}])")
# … but a part of a compound may begin with a vowel, or with two consonants. No rule tells where, so these are the
# beginnings of such parts that are common in the texts of cities. A part ends in a vowel, or in n or s after one.
_FINNISH_PARTS = (
    "aika|aines|alako|aloi|aloj|alue|alust|ammat|anal|antam|anto|antur|apura|arkist|arkkiteh|arvio|arvo|asema|asento|asetu|asia|"
    "asioi|asuin|asuka|asukka|asumi|asunno|asunto|auto|avain|avaru|avau|avustu|edusta|ehdo|ehto|elinkaar|"
    "elinkein|elokuv|eläin|elämä|energi|ennust|esitel|esity|esteett|etuu|ikkun|ikä|ilma|ilmoitu|indeks|infra|"
    "innova|invest|istunn|istunt|itsear|itsenä|itseoh|itsepal|odotu|ohja|ohje|oikeu|olosuh|omais|ominais|omista|"
    "opas|opetu|opillis|opinno|opinto|oppaa|oppi|organis|osaa|osallis|osasto|osoit|osuu|uima|ulko|urakk|urhei|"
    "uudist|uutis|yhdisty|yhteis|yhtey|yhtiö|yksikk|yksikö|ylei|ylläp|ympyr|ympär|yrity|äly|ääne|ääni|öljy|"
    "krii|projekt|prose|standar|strateg|strukt"
)
_FINNISH_PART = re.compile(
    rf"(?<=[{_VOWELS}]|[ns])(?<![^{_VOWELS}][ns])"
    rf"(?={_FINNISH_PARTS}|(?:osa|ala)(?:n|a|t|ss?a|sta|ll\w)?\b|(?<![ou])oto(?:is|ks|s)|(?<![ou])otto|(?<=[aeoäö]{{2}}n)ott)"
)
# Swedish compounds of which the patterns take the first letters of a part for the last of the one before it.
_SWEDISH_COMPOUNDS = (
    "bild-igen budget-dis cyber-s cyber-t drift-av klimat-in kommun-in kund-re köps-kv mark-anv nings-ka program-var "
    "tal-igen varu-ro"
)
_SWEDISH_PART = re.compile(
    "|".join(f"(?<={before})(?={part})" for before, part in (one.split("-") for one in _SWEDISH_COMPOUNDS.split()))
)


def hyphenate(html: str, language_tag: str) -> str:
    """Return HTML with soft hyphens in the long words of its text, in none of its attributes, scripts or codes.

    Args:
        html: A page, or a part of one from the end of a tag on. An element with a `lang` of its own is hyphenated so.
        language_tag: A locale or the code of a language: “sv_FI”, “de-ls”. Words of one without rules stay whole.
    """
    hyphenated, parts, position = _hyphenator(language_tag), list[str](), 0
    code = ((*match.span(), None) for match in _CODE.finditer(html))
    for start, end, language in sorted((*code, *_foreign_parts(html), (len(html), len(html), None))):
        # It may be in another one.
        if start >= position:
            pieces = _TEXT.split(html[position:start])
            pieces[1::2] = map(hyphenated, pieces[1::2])
            inner = html[start:end]
            parts += (*pieces, hyphenate(inner, language) if language is not None else inner)
            position = end
    return "".join(parts)


def _foreign_parts(html: str) -> Iterator[tuple[int, int, str]]:
    """Yield where the content of each element in a language of its own begins and ends, and the language."""
    for language in _LANGUAGE.finditer(html):
        tag = html.rfind("<", 0, language.start())
        name, start = _NAME.match(html, tag + 1), html.find(">", tag)
        if name is not None and start >= language.end():
            end = html.find(f"</{name[0]}>", start)
            if end >= 0:
                yield start, end, language[1]


def load_rules(language_tag: str) -> None:
    """Read the rules of a language, so that each worker has them from the beginning."""
    _hyphenator(language_tag)


def hyphenate_text(text: str, language_tag: str) -> str:
    """Return a text, in which no tags are, with soft hyphens in its long words."""
    return _hyphenator(language_tag)(text)


@cache
def _hyphenator(language_tag: str) -> Callable[[str], str]:
    """Return what puts soft hyphens into the long words of a text, and keeps the texts that stand on many pages."""
    breaks_of = _rules_of(language_tag.replace("-", "_"))

    @cache
    def hyphenated(word: str) -> str:
        breaks = {at for at in breaks_of(word) if _AT_ENDS <= at <= len(word) - _AT_ENDS}
        # Patterns that leave a letter alone have met a compound that they do not know: “Treib-h-aus”.
        starts = sorted(at for at in breaks if breaks.isdisjoint((at - 1, at + 1)))
        return SOFT_HYPHEN.join(word[start:end] for start, end in pairwise((0, *starts, len(word))))

    @lru_cache(maxsize=20_000)
    def hyphenate_piece(piece: str) -> str:
        return _WORD.sub(lambda match: hyphenated(match["word"]) if match["word"] else match[0], piece)

    @lru_cache(maxsize=10_000)
    def hyphenate_text(text: str) -> str:
        # What stands between two spaces was mostly met before, or is short.
        pieces = [hyphenate_piece(piece) if len(piece) >= SHORTEST_WORD else piece for piece in text.split(" ")]
        return " ".join(pieces)

    return hyphenate_text


def _rules_of(locale: str) -> Callable[[str], Iterable[int]]:
    """Return what gives the places where a word of a language may break; none where the language has no rules."""
    language = locale.partition("_")[0]
    if language == "fi":
        return lambda word: _with_parts(_starts(_FINNISH_SYLLABLE, word), _starts(_FINNISH_PART, word))
    patterns = patterns_of(locale)
    if patterns is None:
        return lambda _word: ()
    if language == "sv":
        return lambda word: _with_parts(set(patterns.breaks(word)), _starts(_SWEDISH_PART, word))
    return patterns.breaks


def _starts(pattern: re.Pattern[str], word: str) -> set[int]:
    """Return where a pattern is found in a word, whatever its case."""
    return {match.start() for match in pattern.finditer(word.lower())}


def _with_parts(breaks: set[int], parts: set[int]) -> set[int]:
    """Return where a word may break that has known parts: near the beginning of a part only there."""
    parts = {part for part in parts if part >= _AT_ENDS}
    near_parts = {at for part in parts for at in range(part - _AT_ENDS + 1, part + _AT_ENDS)}
    return (breaks - near_parts) | parts
