"""The Nu HTML checker, the one behind validator.w3.org: files in, out what it finds in them."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from project import ROOT

_CHECKER = ROOT / "tests/node_modules/vnu-jar/build/dist/vnu.jar"

# What the checker says of a site that is right.
_UNFOUNDED = re.compile(
    # A file has no origin, so it takes none of our resources for 'self'. Inline ones and other hosts' are still found.
    "Resource violates Content Security Policy .*“(?!//)[^:”]+” blocked by .*"
    # It does not know container queries, nor these of CSS Anchor Positioning, CSS Animations and SVG.
    "|CSS: Unrecognized at-rule “@container”"
    "|CSS: “(container-type|position-(area|try-fallbacks|try-order)|animation-composition|paint-order)”:"
    " Property .* doesn't exist."
)
# A block of data is not run, so a browser does not ask the policy (HTML, “prepare the script element”). The checker does.
_INLINE = "Inline script violates Content Security Policy"
_DATA = '<script type="application/ld+json">'


def nu_findings(*arguments: str | Path) -> list[tuple[str, int | None, str]]:
    """Path, line and message of each error, warning and remark."""
    assert _CHECKER.exists(), "The Nu HTML checker is not here. `make test` installs it."
    options = ("--format", "json", "--stdout", "--exit-zero-always")
    command = ["java", "-jar", _CHECKER, *options, *arguments]
    answer = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    return [
        (found["url"].removeprefix("file:"), found.get("lastLine"), found["message"])
        for found in json.loads(answer.stdout)["messages"]
        if not _UNFOUNDED.fullmatch(found["message"]) and not _is_about_data(found)
    ]


def _is_about_data(found: dict[str, str]) -> bool:
    return found["message"].startswith(_INLINE) and _DATA in found.get("extract", "")
