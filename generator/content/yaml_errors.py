"""Says what is wrong with YAML that cannot be read, at the line that an editor has to mend, and how to write it.

The parser of YAML stops where it no longer understands, often lines below the mistake. What editors write is simpler
than YAML, “name: value” on each line, so the lines themselves tell more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.i18n import FieldName, Message, _

# What YAML takes for its own sign where a value begins.
SIGNS = "&*!|>%@`{[]},"
# A field, or the first field of an entry: “- date: 2026-11-24”.
_FIELD = re.compile(r"(?P<margin>[ ]*)(?P<dash>-[ ]+)?(?P<name>[^\s:#\"'*•·–—-][^:\n]*?)[ ]*:(?:[ ]+(?P<value>.*)|)$")
_BLOCK = re.compile(r"[|>][+-]?[1-9]?[+-]?$")
# A line that would be a field with a colon, and a space after that.
_NEARLY_FIELD = re.compile(
    r"(?P<dash>- +)?(?P<name>[A-Za-z][A-Za-z0-9_-]*)(?P<sign>\s*[=;：]\s*|:(?!//)|\s+|$)(?P<value>.*)"
)
# What opens a list elsewhere: a bullet, or a dash of Word.
_BULLET = re.compile(r"(?:[*•·–—][ ]*|-)(?=[A-Za-z])")
_DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"')
_SINGLE = re.compile(r"'(?:[^']|'')*'")
_ESCAPE = re.compile(r'\\(?:["\\/]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})')


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line: its index among the lines, the index of the character, and the message."""

    line: int
    column: int
    message: Message


def find_fault(lines: Sequence[str], last: int, names: Collection[str]) -> Fault | None:
    """Return the first mistake in lines of YAML, None where they do not show one.

    Args:
        lines: Those of the fields.
        last: The index of the line at which the parser stopped.
        names: Those of the fields that may stand there.
    """
    return next(_Lines(lines, names).faults(last), None)


def _quoted_line(name: str, value: str) -> str:
    """Return the line of a field with its value in quotation marks, ready to copy."""
    bare = value[1:-1] if len(value) > 1 and value[0] == value[-1] in "\"'" else value
    if '"' in bare and "'" not in bare:
        return f"{name}: '{bare}'"
    escaped = bare.replace("\\", "\\\\").replace('"', '\\"')
    return f'{name}: "{escaped}"'


def sign_message(sign: str, name: str, value: str) -> Message:
    """Return the message for a value that begins with a sign of YAML."""
    return _(
        "A value cannot begin with {sign}. Put the value in quotation marks: {cure}",
        sign=sign,
        cure=_quoted_line(name, value),
    )


def backslash_message(name: str, value: str) -> Message:
    """Return the message for a value whose backslashes YAML would take for signs of its own."""
    cure = _ESCAPE.sub(lambda escape: escape[0] if escape[0] == '\\"' else f"\\{escape[0]}", value)
    cure = re.sub(r'(?<!\\)((?:\\\\)*)\\(?![\\"])', r"\1\\\\", cure)
    return _("Within quotation marks a backslash needs another before it. Write: {cure}", cure=f"{name}: {cure}")


class _Lines:
    """The lines of some fields."""

    def __init__(self, lines: Sequence[str], names: Collection[str]) -> None:
        self._lines, self._known = lines, names

    def faults(self, last: int) -> Iterator[Fault]:
        """Yield what is wrong with the lines up to the last one, then with the place where that begins."""
        skipped_margin = None
        for index, line in enumerate(self._lines[: last + 1]):
            margin = len(line) - len(line.lstrip(" "))
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            if skipped_margin is not None and margin > skipped_margin:
                continue
            field = _FIELD.match(line)
            skipped_margin = margin if field and _BLOCK.match(field["value"] or "") else None
            yield from self._space_faults(index)
            yield from self._value_faults(index, field) if field else self._name_faults(index, margin)
        yield from self._margin_faults(last)

    @cached_property
    def _names(self) -> Collection[str]:
        """The names of fields, those that other lines have included."""
        return {*self._known, *(field["name"] for line in self._lines if (field := _FIELD.match(line)))}

    def _space_faults(self, index: int) -> Iterator[Fault]:
        """Yield a tab before a name, or a space that only looks like one where YAML needs one."""
        place = re.match(r"\s*(?:-\s+)?(?:[\w-]+\s*:\s*)?", self._lines[index])
        for column, character in enumerate(place[0] if place else ""):
            if character == "\t" and ":" not in self._lines[index][:column]:
                yield Fault(index, column, _("There is a tab here. Use spaces."))
            elif character not in " \t" and unicodedata.category(character) == "Zs":
                yield Fault(index, column, no_break_space(character))

    def _value_faults(self, index: int, field: re.Match[str]) -> Iterator[Fault]:
        value, column = (field["value"] or "").rstrip(), field.start("value")
        name = f"{field['dash'] or ''}{field['name']}"
        if value[:1] in ("'", '"'):
            yield from self._quote_faults(index, column, name, value)
        elif value[:2].rstrip() in ("-", "?") or (value and value[0] in SIGNS and not _is_complete(value)):
            yield Fault(index, column, sign_message(value[0], name, value))
        elif colon := re.search(r":(?= |$)", value):
            message = _("A value with a colon needs quotation marks: {cure}", cure=_quoted_line(name, value))
            yield Fault(index, column + colon.start(), message)

    def _quote_faults(self, index: int, column: int, name: str, value: str) -> Iterator[Fault]:
        end = _closing_quote(value)
        if end is None:
            if self._goes_on(index, value[0]):
                return
            bare = value[1:].rstrip("”“’‘»")
            message = _(
                "The quotation mark that opens here is not closed on its line. Write: {cure}",
                cure=_quoted_line(name, bare),
            )
            yield Fault(index, column, message)
            return
        rest = value[end + 1 :]
        if rest.strip() and not rest.lstrip().startswith("#"):
            message = _(
                "There is something after the closing quotation mark. Put the whole value inside the "
                "quotation marks: {cure}",
                cure=_quoted_line(name, value),
            )
            yield Fault(index, column + end + 1 + len(rest) - len(rest.lstrip()), message)
        elif value[0] == '"' and (backslash := stray_backslash(value[: end + 1])) is not None:
            yield Fault(index, column + backslash, backslash_message(name, value[: end + 1]))

    def _goes_on(self, index: int, quote: str) -> bool:
        """Tell whether a quotation goes on over lines that are no fields, to its end."""
        for line in self._lines[index + 1 :]:
            if _FIELD.match(line):
                return False
            if quote in line:
                return True
        return False

    def _name_faults(self, index: int, margin: int) -> Iterator[Fault]:
        """Yield what is wrong with a line that does not begin with “name: value”."""
        line = self._lines[index]
        bare = line.strip()
        above = self._field_above(index)
        if bullet := _BULLET.match(bare):
            inner = bare[bullet.end() :]
            if _FIELD.match(inner):
                yield Fault(index, margin, _so(f"{line[:margin]}{'- ' if self._is_entry(index) else ''}{inner}"))
                return
        written = _NEARLY_FIELD.match(bare)
        is_name = written and (written["name"] in self._names or "_" in written["name"] or not written["sign"])
        if written and (is_name or written["sign"].strip()):
            cure = f"{written['dash'] or ''}{written['name']}: {written['value']}".rstrip()
            if written["sign"] == ":":
                yield Fault(index, margin, _("A space is missing after the colon. Write: {cure}", cure=cure))
            elif is_name and (above is None or written["dash"] or margin <= above.start("name")):
                yield Fault(index, margin, _("The colon is missing. Write: {cure}", cure=cure))
        elif above and margin <= above.start("name") and not bare.startswith("- "):
            message = _(
                "This line may belong to {field} above. Move it to the end of that line.",
                field=FieldName(above["name"]),
            )
            yield Fault(index, margin, message)

    def _margin_faults(self, index: int) -> Iterator[Fault]:
        """Yield that a line begins at another place than its like above."""
        line = self._lines[index] if index < len(self._lines) else ""
        field = _FIELD.match(line)
        if field is None:
            return
        first = next(other for other, text in enumerate(self._lines) if _FIELD.match(text))
        if field.start("name") < len(self._lines[first]) - len(self._lines[first].lstrip()):
            yield Fault(first, 0, _so(self._lines[first].strip()))
            return
        above = self._block_above(index)
        begins = {other["name"] for other in above if other["dash"]}
        if field["dash"] and (field["name"] not in begins if begins else not self._is_entry(index)):
            place = self._place_of(field["name"]) if begins else 0
            yield Fault(index, field.start("dash"), _so(" " * place + line[field.end("dash") :]))
            return
        group = "dash" if field["dash"] else "name"
        places = {other.start(group) for other in above if other[group]} | ({0} if group == "name" else set())
        here = field.start(group)
        if places and here not in places:
            place = min(places, key=lambda other: (abs(other - here), -other))
            yield Fault(index, here, _so(" " * place + line.strip()))

    def _place_of(self, name: str) -> int:
        """Return where a field begins in other lines, 0 where it is in none."""
        others = (field for line in self._lines if (field := _FIELD.match(line)) and not field["dash"])
        return next((field.start("name") for field in others if field["name"] == name), 0)

    def _field_above(self, index: int) -> re.Match[str] | None:
        return next((field for line in reversed(self._lines[:index]) if (field := _FIELD.match(line))), None)

    def _block_above(self, index: int) -> list[re.Match[str]]:
        """Return the fields above a line, down from the last one at the margin."""
        block: list[re.Match[str]] = []
        for line in reversed(self._lines[:index]):
            if field := _FIELD.match(line):
                block.append(field)
                if not field["margin"] and not field["dash"]:
                    break
        return block

    def _is_entry(self, index: int) -> bool:
        """Tell whether a line may be an entry: those above it are, or the field above it has no value of its own."""
        block = self._block_above(index)
        return bool(block) and (not (block[-1]["value"] or "").strip() or any(field["dash"] for field in block))


def stray_backslash(written: str) -> int | None:
    """Return the index of the first backslash in a quoted value that stands for itself, None where there is none."""
    closing, index = _DOUBLE.match(written), 0
    quoted = closing[0] if closing else written
    while (index := quoted.find("\\", index)) >= 0:
        escape = _ESCAPE.match(quoted, index)
        if escape is None:
            return index
        index = escape.end()
    return None


def _closing_quote(value: str) -> int | None:
    """Return the index of the mark that closes a quoted value, None where it goes on."""
    closing = (_DOUBLE if value[0] == '"' else _SINGLE).match(value)
    return closing.end() - 1 if closing else None


def _is_complete(value: str) -> bool:
    """Tell whether a value that begins with a sign is a block of lines, or a list in brackets, as YAML has them."""
    return bool(_BLOCK.match(value) or re.fullmatch(r"\[[^\[\]]*\]|\{[^{}]*\}", value))


def no_break_space(character: str) -> Message:
    """Return the message for a space that YAML does not take for one."""
    code = f"U+{ord(character):04X}"
    return _("There is a no-break space here ({code}). Write an ordinary space, or none.", code=code)


def _so(line: str) -> Message:
    return _("This line does not begin like those above it. Write: “{line}”", line=line)
