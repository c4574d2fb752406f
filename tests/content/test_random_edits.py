"""One mistake at any place of a file is met at its line, with a cure that is not the mistake itself."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from project import SATULAHTI

from generator.content.documents import read_measure
from generator.content.glossary import read_glossary
from generator.content.loader import read_settings
from generator.content.source import Source, read_source
from generator.content.taxonomy_config import read_classifications
from generator.diagnostics import ContentError
from generator.i18n import EDITOR_LANGUAGES, Translator

SETTINGS = read_settings(SATULAHTI)
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


# The kinds of files of fields, each with how it is read.
FILES: dict[str, Callable[[Source], object]] = {
    "measures/2025-02-karttapalvelu.md": lambda source: read_measure(source, "measures/x.md", SETTINGS),
    "classifications.yaml": lambda source: read_classifications(source, SETTINGS.site.languages),
    "glossary.yaml": lambda source: read_glossary(source, "glossary.yaml", SETTINGS),
}


def edited(file: Path, edit: Edit, chance: random.Random) -> tuple[str, int]:
    """Return the text of a file with one edit at any of its fields, and the number of the line."""
    lines = file.read_text(encoding="utf-8").split("\n")
    end = lines.index("---", 1) if file.suffix == ".md" else len(lines)
    number, field = chance.choice(
        [(n, found) for n, line in enumerate(lines[:end]) if (found := FIELD.fullmatch(line))]
    )
    lines[number] = edit(field)
    return "\n".join(lines), number + 1


def said_of(text: str, file: Path, read: Callable[[Source], object]) -> Iterator[tuple[int, str]]:
    """Yield the line and the words of each problem that reading a text finds, in each language."""
    file.write_text(text, encoding="utf-8")
    try:
        read(read_source(file))
    except ContentError as error:
        for problem in error.diagnostics:
            for translator in TRANSLATORS:
                yield problem.location.line, translator.translate(problem.message)


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("name", EDITS)
def test_a_mistake_is_met_at_its_line_with_another_line_as_its_cure(tmp_path, path, name):
    chance = random.Random(name)
    for _attempt in range(2):
        text, number = edited(SATULAHTI / path, EDITS[name], chance)
        lines = text.split("\n")
        said = [*said_of(text, tmp_path / Path(path).name, FILES[path])]

        assert [words for line, words in said if abs(line - number) > 1] == [], text
        assert [words for line, words in said if lines[line - 1] in cures(words)] == []


def cures(words: str) -> list[str]:
    """What a message gives to copy."""
    return re.findall(r"(?:Write|Kirjoita|Skriv|marks|sisään|lainausmerkkeihin|citattecken\w*): “?(.*?)”?$", words)


@pytest.mark.parametrize("path", FILES)
def test_the_file_itself_has_no_mistake(tmp_path, path):
    text = (SATULAHTI / path).read_text(encoding="utf-8")

    assert [*said_of(text, tmp_path / Path(path).name, FILES[path])] == []
