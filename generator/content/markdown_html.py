"""Writes the tree of Python-Markdown as HTML, with the line breaks and escapes of its own serializer."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown.serializers import RE_AMP
from markdown.util import ETX, STX

_BLOCKS = {"p", "ul", "ol", "li", "blockquote", "pre", "hr", "table", "thead", "tbody", "tr", "th", "td"} | {
    f"h{level}" for level in range(1, 7)
}
_VOID = {"br", "hr"}
# A sign that was escaped with a backslash.
_ESCAPED = re.compile(f"{STX}(\\d+){ETX}")


def html_of(root: Element) -> str:
    """Return the HTML of the blocks of a text."""
    parts: list[str] = []
    for block in root:
        _write(block, parts)
    return "".join(parts).strip()


def unescaped(text: str) -> str:
    """Return a text with the signs that were escaped with a backslash."""
    return _ESCAPED.sub(lambda escaped: chr(int(escaped[1])), text) if STX in text else text


def escaped(text: str) -> str:
    """Return a text as HTML, in which entities stay as they are."""
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    return text.replace("<", "&lt;").replace(">", "&gt;")


def _write(element: Element, parts: list[str]) -> None:
    tag, text, tail = element.tag, element.text or "", element.tail or ""
    is_block = tag in _BLOCKS
    if is_block and len(element) and element[0].tag in _BLOCKS and not text.strip():
        text = "\n"
    attributes = sorted(element.items())
    parts.append(f"<{tag}{''.join(map(_attribute, attributes))}>" if attributes else f"<{tag}>")
    if text:
        parts.append(escaped(text if tag == "code" else unescaped(text)))
    for child in element:
        _write(child, parts)
    if tag not in _VOID:
        parts.append(f"</{tag}>")
    if is_block and not tail.strip():
        parts.append("\n")
    elif tail:
        parts.append(escaped(unescaped(tail)))


def _attribute(attribute: tuple[str, str]) -> str:
    name, value = attribute
    quoted = escaped(unescaped(value)).replace('"', "&quot;")
    return f' {name}="{quoted}"'
