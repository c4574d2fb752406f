"""The published pages, pictures and styles as the Nu HTML checker reads them."""

from __future__ import annotations

from journeys.nu import nu_findings


def test_no_page_and_no_picture_has_a_finding(built):
    assert nu_findings("--skip-non-html", "--also-check-svg", built) == []


# In a run of their own: beside styles, the checker counts the lines of pages one short.
def test_no_style_has_a_finding(built):
    assert nu_findings("--css", *built.rglob("*.css")) == []


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

    assert nu_findings("--skip-non-html", "--also-check-svg", page, picture) + nu_findings("--css", style) == [
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
