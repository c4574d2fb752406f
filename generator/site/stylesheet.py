"""The style sheet as browsers get it: lowered to what all supported ones read, and kept from those that are older."""

from __future__ import annotations

import re

from generator import disk_cache
from generator.diagnostics import ContentError, Diagnostic, Location
from generator.i18n import _

# The oldest supported version of each browser, by its name in browserslist. docs/browsers.md tells what others get.
OLDEST_BROWSERS = {"chrome": "109", "edge": "109", "firefox": "115", "safari": "16.4", "ios_saf": "16.4"}

# True in exactly these and all newer ones. `lh` came with Chrome 109 and Safari 16.4; Firefox has it since 120,
# `animation-composition` since 115.
_SUPPORTED = "(height:1lh) or ((-moz-orient:inline) and (animation-composition:add))"
# The scripts look for the property, so that they run only where there is a style.
_STYLED = ":root{--styled:yes}"

_TARGETS = [f"{name} >= {version}" for name, version in OLDEST_BROWSERS.items()]
# The line counts from 0, the column from 1.
_MISTAKE = re.compile(r"Parsing stylesheet failed: (?P<reason>.*) at .*:(?P<line>\d+):(?P<column>\d+)", re.DOTALL)
# What holds braces that open and close nothing; then the braces.
_BRACES = re.compile(r"""/\*.*?(?:\*/|\Z)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[{}]""", re.DOTALL)


def lowered(text: str, file: str) -> str:
    """Return a style sheet in the CSS that the oldest supported browsers read, without spaces and comments.

    Colours of `light-dark()` follow the colour scheme of the whole page, not that of a part of it.

    Args:
        text: The style sheet as it was written.
        file: Its name for messages.

    Raises:
        ContentError: It does not compile, or a block has no end.
    """
    key = disk_cache.key_of("style sheet", text, *_TARGETS)
    return disk_cache.get_or_create(key, lambda: _compiled(text, file).encode()).decode()


def gated(style: str) -> str:
    """Return a style sheet that only supported browsers apply: in older ones the pages stay plain, and work."""
    return f"@supports {_SUPPORTED}{{{_STYLED}{style}}}\n"


def _compiled(text: str, file: str) -> str:
    # Most builds find the style sheets of the theme compiled.
    import lightningcss

    if (opened := _unclosed_block(text)) is not None:
        message = _("This block is not closed. Add the brace that closes it.")
        raise ContentError([Diagnostic(_location(file, text, opened), message)])
    try:
        return str(lightningcss.process_stylesheet(text, filename=file, browsers_list=_TARGETS))
    except ValueError as error:
        raise ContentError([_diagnostic(str(error), file)]) from None


def _unclosed_block(text: str) -> int | None:
    """Return where the innermost block opens that the text does not close, None where each is closed.

    CSS itself closes it at the end, and so takes the rules in between for parts of it.
    """
    opened: list[int] = []
    for found in _BRACES.finditer(text):
        if found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}" and opened:
            opened.pop()
    return opened[-1] if opened else None


def _location(file: str, text: str, offset: int) -> Location:
    before = text[:offset]
    return Location(file, before.count("\n") + 1, offset - before.rfind("\n"))


def _diagnostic(told: str, file: str) -> Diagnostic:
    found = _MISTAKE.fullmatch(told)
    reason, line, column = found.group("reason", "line", "column") if found else (told, "-1", "0")
    message = _("This style sheet does not compile: {reason}. Correct the line.", reason=reason)
    return Diagnostic(Location(file, int(line) + 1, int(column)), message)
