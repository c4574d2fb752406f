"""The miniature city with more measures, for all that two of them cannot show: facets, sorting, a grid."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml
from project import ROOT

CITY = ROOT / "tests/cities/plain/content"

FIELDS = ("number", "goal", "district", "weight", "price", "slug_en", "title_en", "problem_en")
SWEDISH = ("slug_sv", "title_sv", "problem_sv")
MEASURES = (
    (
        (3, "Y", "north", "L", "low", "timetables", "Timetables at the bus stops", "When is a bus at the bus stop?"),
        ("tidtabeller", "Tidtabeller på hållplatserna", "När kommer bussen till hållplatsen?"),
    ),
    (
        (4, "X", "south", "L", "low", "roofs", "“Sunny roofs” for schools", "How does light become electricity?"),
        ("tak", "”Soliga tak” på skolorna", "Hur blir ljus till el?"),
    ),
    (
        (5, "X", "north", "S", "low", "fields", "Fields become forest", "Where can the city plant trees?"),
        ("akrar", "Åkrar blir skog", "Var kan staden plantera träd?"),
    ),
    (
        (6, "X", "north", "L", "high", "houses", "Older houses become warmer", "How does a house keep its heat?"),
        ("hus", "Äldre hus blir varmare", "Hur håller ett hus värmen?"),
    ),
)

# Longer than a window at 400 % shows at once.
LONG_TERM = {
    "bus-stop": {
        "term_sv": "hållplats",
        "term_en": "bus stop",
        "explanation_sv": "En plats vid gatan där man stiger på en buss.",
        "explanation_en": "A place by the street where people wait for a bus, get on it and get off it. "
        "It has a sign with its name and the numbers of the lines, most often a bench and a roof, "
        "sometimes a screen that tells how many minutes are left, and at night a lamp. "
        "In winter the snow is cleared there first.",
    }
}


def write_larger_city(content: Path) -> None:
    """Writes the content of the miniature city into a new folder, with four more measures and one more term."""
    shutil.copytree(CITY, content)
    for english, swedish in MEASURES:
        fields = dict(zip(FIELDS + SWEDISH, english + swedish, strict=True))
        file = content / "measures" / f"{fields['number']:02}-{fields['slug_en']}.md"
        file.write_text(f"---\n{yaml.safe_dump(fields, allow_unicode=True)}---\n", encoding="utf-8")
    with (content / "glossary.yaml").open("a", encoding="utf-8") as glossary:
        yaml.safe_dump(LONG_TERM, glossary, allow_unicode=True)
