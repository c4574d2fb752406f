"""Finds characters that nobody sees, and those that turn the order of text around (Trojan Source).

They are refused by category (Unicode, chapter 23): controls, format characters, private use, surrogates, line and
paragraph separators, noncharacters, and what is ignorable or blank by default among letters, marks and signs.
"""

from __future__ import annotations

import re
from functools import cache

from generator.diagnostics import UserError
from generator.i18n import Message, _

# Categories Cc without tab and line feed, Cs, Co, Zl, Zp, the noncharacters, and Cf without the soft hyphen, the
# joiners and the signs of Arabic, Syriac and Kaithi that are seen. A test compares them with the categories.
_BY_CATEGORY = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\uf8ff\ufdd0-\ufdef"
    "\ufeff\ufff0-\ufffb\ufffe\uffff\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U0010ffff"
    # The last two of each plane.
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xE0000, 0x10000))
)
# Letters, marks and signs without a shape: fillers of Hangul and Braille, vowels of Khmer, variation selectors.
_WITHOUT_SHAPE = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0d\uffa0\U0001d159"
# What stands for a character that a program could not read, or for an object that was not copied.
_LOST = "\ufffc\ufffd"
# Scripts whose letters a joiner or a non-joiner shapes.
_JOINING = "\u0600-\u1cff\ua800-\uabff"
_PICTURES = "\u203c-\u3299\U0001f000-\U0001faff"

_ALWAYS = f"{_BY_CATEGORY}{_WITHOUT_SHAPE}{_LOST}"
# The class of all that may be hidden comes first: the search passes over all else at once.
_HIDDEN = (
    f"[{_ALWAYS}\u200c\u200d\ufe0e\ufe0f](?:(?<=[{_ALWAYS}])"
    f"|(?<=\u200c)(?<![{_JOINING}]\u200c)"
    # Between pictures it makes one of two: a woman and a laptop.
    f"|(?<=\u200d)(?:(?<![{_JOINING}{_PICTURES}\ufe0f]\u200d)|(?<![{_JOINING}]\u200d)(?![{_PICTURES}]))"
    # Behind a picture it says whether that has colours.
    f"|(?<=[\ufe0e\ufe0f])(?<![#*0-9\u00a9\u00ae{_PICTURES}][\ufe0e\ufe0f]))"
)

_CANDIDATE = re.compile(f"[{_ALWAYS}\u200c\u200d\ufe0e\ufe0f]")
_PRINTABLE_ASCII = bytes((*b"\t\n", *range(0x20, 0x7F)))


def unusual_characters(text: str) -> str:
    """Return the characters of a text that are not printable ASCII: so few that a search in them takes no time."""
    return text.encode(errors="surrogatepass").translate(None, _PRINTABLE_ASCII).decode(errors="surrogatepass")


@cache
def hidden_pattern() -> re.Pattern[str]:
    """Return what matches a hidden character. To compile it takes 3 ms, and most contents have no candidate."""
    return re.compile(_HIDDEN)


def find_hidden(text: str) -> re.Match[str] | None:
    """Return the first hidden character of a text."""
    return hidden_pattern().search(text) if _CANDIDATE.search(unusual_characters(text)) else None


def _escaped(ranges: str) -> str:
    """Return ranges of characters as JavaScript writes them, without those beyond the basic plane."""
    basic = re.sub("[\U00010000-\U0010ffff]-?", "", ranges).replace("\ud800-", "\ue000-")
    return re.sub("[^-]", lambda character: f"\\u{ord(character[0]):04x}", basic)


# The same for programs that know regular expressions as JavaScript has them, but neither joiners nor other planes.
VISIBLE = f"[^{_escaped(_ALWAYS)}]*"

_BREAKS = "\x0b\x0c\x85\u2028\u2029"


def hidden_character(character: str) -> Message:
    """Return the message for a hidden character."""
    code = f"U+{ord(character):04X}"
    if character == "\ufffd":
        return _("A letter was lost here ({code}). Write the word again.", code=code)
    if character in _BREAKS:
        return _("There is a hidden line break here ({code}). Write a space instead.", code=code)
    return _("There is a hidden character here ({code}). Delete it and write the word again.", code=code)


def refuse_hidden(text: str) -> str:
    """Return a text that was typed. Raise UserError where it has a hidden character."""
    if hidden := find_hidden(text):
        message = hidden_character(hidden[0])
        raise UserError(message)
    return text
