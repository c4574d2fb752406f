"""Finds text that a program read in a wrong encoding: kÃ¤yttÃ¶, kŠyttšš, k„ytt””."""

from __future__ import annotations

import re

from generator.content.hidden_characters import unusual_characters
from generator.i18n import Message, _

# What the encoding of Windows makes of the bytes 0x80 to 0xBF.
_UPPER = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
# Signs that no text has: what they look like, and the encoding in which the file was written.
_GARBLED = (
    (re.compile(f"[ÂÃâ](?:(?<=[ÂÃ])|€)[{_UPPER}]"), "utf-8"),
    # Of a Mac: a capital within a word.
    (re.compile("[ŠŒšœ](?:(?<=[a-zåäöšœ][ŠŒ])|(?<=[a-zåäö][šœ])[šœ])"), "mac-roman"),
    # Of DOS: quotation marks and the like within a word.
    (re.compile("[„†‡](?<=[a-zåäö][„†‡])(?=[a-zåäö„”†])"), "cp850"),
)
_FIRST_SIGN = re.compile("[ÂÃâŠŒšœ„†‡]")


def garbled_text(text: str) -> tuple[int, Message] | None:
    """Return the index of the first sign of a wrong encoding in a text, and the message for it; None without one."""
    if _FIRST_SIGN.search(unusual_characters(text)) is None:
        return None
    found = ((match, encoding) for pattern, encoding in _GARBLED if (match := pattern.search(text)))
    for match, encoding in sorted(found, key=lambda one: one[0].start()):
        written = match[0]
        # The encoding of Windows, with the five bytes that have no character there as they are.
        raw = b"".join(sign.encode("cp1252" if ord(sign) > 0xFF else "latin-1") for sign in written)
        try:
            meant = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        message = _(
            "Another program has garbled these letters: “{written}” was “{meant}”. Write the text again, or "
            "restore the file from the last version.",
            written=written,
            meant=meant,
        )
        return match.start(), message
    return None
