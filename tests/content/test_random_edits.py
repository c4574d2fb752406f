"""One mistake at any place of a file is met at its line, with a cure that is not the mistake itself."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from project import ROOT

from generator.content.documents import read_measure
from generator.content.loader import read_settings
from generator.content.source import Source, read_source
from generator.diagnostics import ContentError
from generator.i18n import EDITOR_LANGUAGES, Translator

CITY = ROOT / "examples" / "satulahti" / "content"
FILE = CITY / "measures" / "2025-02-karttapalvelu.md"
SETTINGS = read_settings(CITY)
TRANSLATORS = [Translator(language) for language in EDITOR_LANGUAGES]
FIELD = re.compile(r"( *(?:- )?)([a-z_]+)(: )(.+)")

Edit = Callable[[re.Match[str]], str]

# What an editor may do to a line “name: value”.
EDITS: dict[str, Edit] = {
    "no colon": lambda f: f"{f[1]}{f[2]} {f[4]}",
    "an equals sign": lambda f: f"{f[1]}{f[2]} = {f[4]}",
    "no space after the colon": lambda f: f"{f[1]}{f[2]}:{f[4]}",
    "a no-break space after the colon": lambda f: f"{f[1]}{f[2]}:\u00a0{f[4]}",
    "a no-break space before the name": lambda f: f"\u00a0{f[0]}",
    "a tab before the name": lambda f: f"\t{f[0]}",
    "one space more": lambda f: f" {f[0]}",
    "three spaces more": lambda f: f"   {f[0]}",
    "one space less": lambda f: f[0].removeprefix(" ") if f[0].startswith(" ") else f" {f[0]}",
    "no space after the hyphen": lambda f: f[0].replace("- ", "-", 1) if "- " in f[1] else f"-{f[0]}",
    "a hyphen too many": lambda f: f"- {f[0].lstrip()}",
    "a bullet": lambda f: f"• {f[0].lstrip()}",
    "a quotation mark that is not closed": lambda f: f'{f[1]}{f[2]}: "{f[4]}',
    "an apostrophe that is not closed": lambda f: f"{f[1]}{f[2]}: '{f[4]}",
    "a curly mark that closes a straight one": lambda f: f'{f[1]}{f[2]}: "{f[4]}”',
    "text after the closing mark": lambda f: f'{f[1]}{f[2]}: "{f[4]}" x',
    "a backslash in quotation marks": lambda f: f'{f[1]}{f[2]}: "C:\\{f[4]}"',
    "a colon in the value": lambda f: f"{f[1]}{f[2]}: Uusi: {f[4]}",
    "a colon at the end": lambda f: f"{f[0]}:",
    **{
        f"a value that begins with {sign}": lambda f, sign=sign: f"{f[1]}{f[2]}: {sign}{f[4]}"
        for sign in "*&!|>%@`[{]},"
    },
    "a value that begins with a hyphen": lambda f: f"{f[1]}{f[2]}: - {f[4]}",
    "a value that begins with a question mark": lambda f: f"{f[1]}{f[2]}: ? {f[4]}",
    "a value that goes on in the next line": lambda f: f"{f[0]}\nja vielä tämä.",
    "a note": lambda f: f"{f[0]} # kysy Liisalta",
    "an unknown name": lambda f: f"{f[1]}x{f[2]}y: {f[4]}",
    "the line twice": lambda f: f"{f[0]}\n{' ' * len(f[1])}{f[2]}: {f[4]}",
    "no value": lambda f: f"{f[1]}{f[2]}:",
    "nothing": lambda f: f"{f[1]}{f[2]}: null",
    "a line of hyphens": lambda f: f"---\n{f[0]}",
    "a divider of a merge": lambda f: f"=======\n{f[0]}",
    "a hidden character": lambda f: f"{f[0]}\u2063",
    "a hidden line break": lambda f: f"{f[1]}{f[2]}: a\u2028{f[4]}",
    "letters read wrongly": lambda f: f"{f[0]} kÃ¤yttÃ¶",
}


def edited(edit: Edit, chance: random.Random) -> tuple[str, int]:
    """Return the text of the file with one edit at any of its fields, and the number of the line."""
    lines = FILE.read_text(encoding="utf-8").split("\n")
    fields = [number for number, line in enumerate(lines[: lines.index("---", 1)]) if FIELD.fullmatch(line)]
    number = chance.choice(fields)
    lines[number] = edit(FIELD.fullmatch(lines[number]))
    return "\n".join(lines), number + 1


def said_of(text: str, folder: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and the words of each problem, in each language."""
    file = folder / FILE.name
    file.write_text(text, encoding="utf-8")
    try:
        source: Source = read_source(file)
        read_measure(source, f"measures/{FILE.name}", SETTINGS)
    except ContentError as error:
        for problem in error.diagnostics:
            for translator in TRANSLATORS:
                yield problem.location.line, translator.translate(problem.message)


@pytest.mark.parametrize("name", EDITS)
def test_a_mistake_is_met_at_its_line_with_another_line_as_its_cure(tmp_path, name):
    chance = random.Random(name)
    for _attempt in range(3):
        text, number = edited(EDITS[name], chance)
        lines = text.split("\n")
        said = [*said_of(text, tmp_path)]

        assert [words for line, words in said if abs(line - number) > 1] == [], text
        assert [words for line, words in said if lines[line - 1] in cures(words)] == []


def cures(words: str) -> list[str]:
    """What a message gives to copy."""
    return re.findall(r"(?:Write|Kirjoita|Skriv|marks|sisään|lainausmerkkeihin|citattecken\w*): “?(.*?)”?$", words)


def test_the_file_itself_has_no_mistake(tmp_path):
    assert [*said_of(FILE.read_text(encoding="utf-8"), tmp_path)] == []
