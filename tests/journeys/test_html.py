"""The published pages, pictures and styles as the Nu HTML checker, the one behind validator.w3.org, reads them."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from project import ROOT

CHECKER = ROOT / "tests/node_modules/vnu-jar/build/dist/vnu.jar"

# What the checker says of a site that is right.
UNFOUNDED = re.compile(
    # A file has no origin, so it takes none of our resources for 'self'. Inline ones and other hosts' are still found.
    "Resource violates Content Security Policy .*“(?!//)[^:”]+” blocked by .*"
    # It does not know container queries, nor these of CSS Anchor Positioning, CSS Animations and SVG.
    "|CSS: Unrecognized at-rule “@container”"
    "|CSS: “(container-type|position-(area|try-fallbacks|try-order)|animation-composition|paint-order)”:"
    " Property .* doesn't exist."
)
# A block of data is not run, so a browser does not ask the policy (HTML, “prepare the script element”). The checker does.
INLINE = "Inline script violates Content Security Policy"
DATA = '<script type="application/ld+json">'


def findings(*arguments: str | Path) -> list[tuple[str, int | None, str]]:
    """Path, line and message of each error, warning and remark."""
    assert CHECKER.exists(), "The Nu HTML checker is not here. `make test` installs it."
    options = ("--format", "json", "--stdout", "--exit-zero-always")
    command = ["java", "-jar", CHECKER, *options, *arguments]
    answer = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    return [
        (found["url"].removeprefix("file:"), found.get("lastLine"), found["message"])
        for found in json.loads(answer.stdout)["messages"]
        if not UNFOUNDED.fullmatch(found["message"]) and not is_about_data(found)
    ]


def is_about_data(found: dict[str, str]) -> bool:
    return found["message"].startswith(INLINE) and DATA in found.get("extract", "")


def test_no_page_and_no_picture_has_a_finding(built):
    assert findings("--skip-non-html", "--also-check-svg", built) == []


# In a run of their own: beside styles, the checker counts the lines of pages one short.
def test_no_style_has_a_finding(built):
    assert findings("--css", *built.rglob("*.css")) == []


def test_the_checker_finds_what_is_broken(tmp_path):
    page, picture, style = (tmp_path / name for name in ("index.html", "icon.svg", "site.css"))
    page.write_text(
        """<!DOCTYPE html>
<html lang="en">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self'">
<title>Tram</title>
<script type="application/ld+json">{}</script>
<script>alert(1)</script>
<p>A tram to the harbour</div>
<img src="tram.png" alt="Ours">
<img src="//example.org/tram.png" alt="Theirs">
""",
        encoding="utf-8",
    )
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg">\n<rect wdth="1"/></svg>\n', encoding="utf-8")
    style.write_text("@layer base {\n  a { &:hover { colour: light-dark(red, blue) } }\n}\n", encoding="utf-8")

    assert findings("--skip-non-html", "--also-check-svg", page, picture) + findings("--css", style) == [
        (str(page), 7, "Stray end tag “div”."),
        (
            str(page),
            6,
            "Inline script violates Content Security Policy (meta tag): blocked by “script-src” directive"
            " (missing “‘unsafe-inline’” or nonce/hash).",
        ),
        (
            str(page),
            9,
            "Resource violates Content Security Policy (meta tag):"
            " image “//example.org/tram.png” blocked by “img-src” directive.",
        ),
        (str(picture), 2, "Attribute “wdth” not allowed on element “rect” at this point."),
        (str(style), 2, "CSS: “colour”: Property “colour” doesn't exist."),
    ]
