"""Finds signs of Markdown and HTML that a page would show letter by letter: the text of a block in, what is wrong out.

The text is that of a block after all that became an element: escaped signs are away, code is `CODE`, and before the
text of a link stands `LINK`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.content.web_addresses import web_address
from generator.diagnostics import InvalidValue
from generator.i18n import Message, _

CODE, LINK = "\x00", "\x01"
# The signs that make a list: those that editors type, and those of word processors, which need no space after them.
WORD_BULLETS = "•▪●◦‣"
BULLETS = f"-*+·–—{WORD_BULLETS}"

# Where a link leads, as editors write it.
_ADDRESS = rf"(?:{LINK}|https?:|www\.|mailto:|tel:|\#\w|[^\s()\[\]]+\.md\b)[^\s()\[\]]*"
_MARK = re.compile(
    rf"""
    (?P<html>       <!--|<[!?][A-Za-z\[][^\s<>]*|^</?[A-Za-z][A-Za-z0-9-]*(?=[\s/>]|$))
  | (?P<footnote>   \[\^[^\[\]\s]+\])
  | (?P<spaced>     \[(?P<text>[^\[\]]+)\][ \u00a0]+\(\s*(?P<address>{_ADDRESS})\s*\))
  | (?P<swapped>    \((?P<words>[^()\[\]]+)\)\[\s*(?P<place>{_ADDRESS})\s*\])
  | (?P<unfinished> \]\([^\s{CODE}]{{0,40}})
  | (?P<heading>    ^[ \u00a0]*(?:\#{{2,}}[ \u00a0]?[^\s\#]|\#\u00a0).*$)
  | (?P<table>      ^[ ]*\|?(?:[ ]*:?-+:?[ ]*\|)+[ ]*:?-*:?[ ]*$)
  | (?P<emphasis>   \w*(?<!\*)(?P<stars>\*{{2,3}})(?!\*)\w*|(?<![_\w])__(?=[^\W_])\w*|[^\W_]+__(?![_\w]))
  | (?P<other>      ~~|`+|\[[^\[\]]+\]\[[^\[\]]*\]|\A\[[ xX]\](?=[ ])|(?<=\n)[ ]*-[ ]*$)
  | (?P<bare>       (?<![\w/.@{LINK}-])(?:www\.|h{{0,2}}t{{1,3}}ps?(?::/|[;,]/|//))[^\s<>()\[\]"”{CODE}{LINK}]+)
    """,
    re.VERBOSE | re.MULTILINE,
)
# Where none of these is, nor the beginning of an address, nothing can be left over.
_SIGN = re.compile(r"[<*_`\[\]#|~\n]")


@dataclass(frozen=True, slots=True)
class Mark:
    """What is left over: as it is written, what is wrong, and the name of the rule where this is only advice."""

    written: str
    message: Message
    rule: str = ""


def marks(text: str) -> Iterable[Mark]:
    """Return what a block would show letter by letter though an editor meant something by it."""
    if _SIGN.search(text) is None and "www." not in text and "tp" not in text:
        return ()
    found = (_FINDERS[match.lastgroup or ""](match) for match in _MARK.finditer(text))
    return filter(None, found)


def html_message(html: str) -> Message:
    """Return the message about HTML in a text."""
    return _("{html} is HTML. Write it as Markdown: **bold**, [text](address), ## heading.", html=html)


def _html(match: re.Match[str]) -> Mark:
    if match[0] == "<!--":
        message = _(
            "This comment would be visible on the page: <!-- is HTML. Delete it, or keep the comment elsewhere."
        )
        return Mark(match[0], message)
    return Mark(match[0], html_message(match[0]))


def _footnote(match: re.Match[str]) -> Mark:
    message = _(
        '"{written}" is a footnote, and footnotes cannot be used here. Move its words into the text.', written=match[0]
    )
    return Mark(match[0], message)


def _link(match: re.Match[str]) -> Mark:
    text, address = match["text"] or match["words"], match["address"] or match["place"]
    cure = f"[{text}]({address})".replace(LINK, "")
    written = match[0].replace(LINK, "")
    return Mark(written, _('"{written}" will not become a link. Write {cure}.', written=written, cure=cure))


def _unfinished(match: re.Match[str]) -> Mark:
    written = match[0].replace(LINK, "")
    return Mark(written, _("This link is not closed. Write it as [text](address)."))


def _heading(match: re.Match[str]) -> Mark:
    title = match[0].strip("# \u00a0")
    message = _("This will not become a heading. Write it at the margin: ## {heading}", heading=title)
    return Mark(match[0].strip(), message)


def _table(match: re.Match[str]) -> Mark:
    message = _("This will not become a table. Give the row of hyphens as many cells as the row above it.")
    return Mark(match[0].strip(), message)


def _emphasis(match: re.Match[str]) -> Mark:
    sign = match["stars"] or "__"
    message = _(
        '"{sign}" will be visible on the page, because it has no pair. Write **words**, or delete it.', sign=sign
    )
    return Mark(match[0], message, "unclosed-sign")


def _other(match: re.Match[str]) -> Mark:
    message = _('"{sign}" has no meaning here and will be visible on the page. Delete it.', sign=match[0].strip())
    return Mark(match[0].strip(), message, "stray-sign")


def _bare(match: re.Match[str]) -> Mark | None:
    written = match[0].rstrip(".,:;!?")
    try:
        web_address(written)
    except InvalidValue as invalid:
        return Mark(written, invalid.message, "broken-address")
    return None


_FINDERS: dict[str, Callable[[re.Match[str]], Mark | None]] = {
    "html": _html,
    "footnote": _footnote,
    "spaced": _link,
    "swapped": _link,
    "unfinished": _unfinished,
    "heading": _heading,
    "table": _table,
    "emphasis": _emphasis,
    "other": _other,
    "bare": _bare,
}
