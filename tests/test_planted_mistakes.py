"""The mistakes that editors make, planted one by one: each is met by a place and a cure, in every language."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import product, zip_longest
from pathlib import Path

import pytest
import yaml
from project import ROOT

from generator.build import labels, load_published
from generator.diagnostics import ContentError, Diagnostic, Location, diagnostic_lines
from generator.i18n import EDITOR_LANGUAGES, SOURCE_LANGUAGE, FieldKind, Message, Translator
from generator.project import Project

CITY = Project(ROOT / "tests" / "cities" / "plain" / "content")
TRANSLATED = [language for language in EDITOR_LANGUAGES if language != SOURCE_LANGUAGE]
# What the city names itself: it has labels for these in its own languages only.
CLASSIFICATIONS = {"goal", "district", "weight", "price"}
SPEAKERS = {language: Translator(language, partial(labels, CITY, language)) for language in EDITOR_LANGUAGES}

# The number of a line, as `says` names it.
LINE = re.compile(r"\{(?:(first|last) )?line(?: of (.+?))?\}")
# How the part of a message begins that says what to do. What is ready to copy needs no verb.
READY = r"\{cure\}|## \{heading\}"
CURES = {
    "en": "add|build|change|check|choose|combine|copy|correct|delete|describe|did you mean|give|keep|leave out|link|make|move"
    "|name it|put|rename|restore|run|save|say|shorten|split|start|use|write",
    "de": "(?:ändern|beginnen|behalten|berichtigen|beschreiben|ergänzen|erklären|erstellen|fassen|fragen|führen|füllen|geben"
    "|heben|holen|installieren|kopieren|kürzen|lassen|legen|leeren|löschen|machen|meinten|prüfen|schreiben|setzen|speichern"
    "|teilen|verlinken|vergleichen|verschieben|verwenden|wählen|übersetzen) sie",
    "fi": "aloita|anna|kerro|kirjoita|kopioi|käytä|lisää|lyhennä|palauta|poista|siirrä|säilytä|tallenna|tarkista"
    "|tarkoititko|tee|vaihda|valitse|yhdistä",
    "sv": "använd|återställ|behåll|berätta|börja|flytta|förkorta|ge|gör|kontrollera|kopiera|kör|lägg|länka|menade du|sätt|skriv|slå ihop|spara|ta bort"
    "|välj|ändra",
}


@dataclass(frozen=True)
class Mistake:
    """One mistake of `planted_mistakes.yaml`. `file` is in the content folder, `says` has a line for each problem."""

    mistake: str
    file: str
    says: str
    old: str = ""
    new: str = ""
    text: str | None = None
    saved_as: str = ""
    renamed: str = ""
    copied: str = ""
    deleted: bool = False

    @property
    def is_within_a_file(self) -> bool:
        """Whether the files are those of the city, and one of them holds what is wrong."""
        return not (self.renamed or self.copied or self.deleted) and (CITY.content / self.file).is_file()

    def make(self, content: Path) -> None:
        """Makes the mistake in a copy of the city."""
        file = content / self.file
        if self.old:
            written = file.read_text(encoding="utf-8")
            assert written.count(self.old) == 1, f"{self.old!r} stands {written.count(self.old)} times in {self.file}"
            file.write_text(written.replace(self.old, self.new), encoding="utf-8")
        if self.text is not None:
            file.parent.mkdir(exist_ok=True)
            file.write_text(self.text, encoding="utf-8")
        if self.saved_as:
            file.write_bytes(file.read_text(encoding="utf-8").encode(self.saved_as))
        if self.copied:
            shutil.copy(file, content / self.copied)
        if self.renamed:
            file.rename(content / self.renamed)
        if self.deleted:
            shutil.rmtree(file) if file.is_dir() else file.unlink()

    def said_in(self, folder: Path) -> str:
        """Return what is said where the mistake was made in `folder`, with the numbers of the lines."""

        def with_line_numbers(said: str) -> str:
            file = said.partition(":")[0]
            return LINE.sub(lambda line: str(line_number(folder, file, *line.groups(""))), said)

        return "\n".join(map(with_line_numbers, self.says.split("\n")))


def line_number(folder: Path, file: str, which: str, start: str) -> int:
    """Return the number of the first or last line of a file that begins so, or of the first that the city has not."""
    lines = lines_of(folder / file)
    if not start:
        original = lines_of(CITY.content.parent / file)
        return next(number for number, pair in enumerate(zip_longest(lines, original), 1) if pair[0] != pair[1])
    numbers = [number for number, line in enumerate(lines, 1) if line.lstrip().startswith(start)]
    assert numbers, f"no line of {file} begins with {start!r}"
    assert which or len(numbers) == 1, f"lines {numbers} of {file} begin with {start!r}"
    return numbers[-1 if which == "last" else 0]


def lines_of(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8", errors="replace").split("\n") if file.is_file() else []


MISTAKES = [
    Mistake(**one) for one in yaml.safe_load((ROOT / "tests" / "planted_mistakes.yaml").read_text(encoding="utf-8"))
]


@dataclass(frozen=True)
class Told:
    """What was said of a mistake, and in which folder it was made."""

    mistake: Mistake
    folder: Path
    diagnostics: tuple[Diagnostic, ...]


@pytest.fixture(scope="module", params=MISTAKES, ids=lambda one: one.mistake)
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """A mistake in a city of its own, and the problems that a build finds there."""
    folder = tmp_path_factory.mktemp("city")
    shutil.copytree(CITY.content, folder / "content")
    request.param.make(folder / "content")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        with pytest.raises(ContentError) as found:
            load_published(Project(Path("content")))
    return Told(request.param, folder, found.value.diagnostics)


def test_there_are_a_hundred_mistakes_and_no_two_are_the_same():
    assert len(MISTAKES) >= 100
    assert len({one.mistake for one in MISTAKES}) == len(MISTAKES)
    assert len({replace(one, mistake="", says="") for one in MISTAKES}) == len(MISTAKES)


def test_a_mistake_is_told(told):
    said = [next(diagnostic_lines(problem, SPEAKERS[SOURCE_LANGUAGE])) for problem in told.diagnostics]

    assert "\n".join(said) == told.mistake.said_in(told.folder)


def test_a_mistake_has_its_place(told):
    locations = [problem.location for problem in told.diagnostics]

    assert [location for location in locations if not can_be_found(location, told)] == []


def can_be_found(location: Location, told: Told) -> bool:
    """Whether an editor finds the place: a line that is there, or a file that is there or was deleted."""
    file = told.folder / location.file
    if not file.exists():
        return told.mistake.deleted and file == told.folder / "content" / told.mistake.file
    if not told.mistake.is_within_a_file:
        return not location.line or location.line <= len(lines_of(file))
    return 0 < location.line <= len(lines_of(file))


def test_a_mistake_has_its_cure(told):
    messages = {with_open_gaps(problem.message) for problem in told.diagnostics}
    said = {(language, SPEAKERS[language].translate(message)) for language in EDITOR_LANGUAGES for message in messages}

    assert {(language, words) for language, words in said if not has_cure(language, words)} == set()


def with_open_gaps(message: Message) -> Message:
    """A message without values, and so are the messages within it."""
    gaps = [
        (name, with_open_gaps(value) if isinstance(value, Message) else f"{{{name}}}") for name, value in message.values
    ]
    return replace(message, values=tuple(gaps))


def has_cure(language: str, words: str) -> bool:
    """Whether something to do follows what is wrong."""
    _, *more = re.split(r"[.;:,] ", words)
    cure = re.compile(rf"(?:{CURES[language]})\b|{READY}", re.IGNORECASE)
    return any(cure.match(part) for part in more)


def in_language(text: str, language: str) -> str:
    """A message of the code in a language, with its gaps left open."""
    gaps = tuple((name, f"{{{name}}}") for name in re.findall(r"\{(\w+)\}", text))
    return SPEAKERS[language].translate(Message(text, gaps))


def test_a_message_without_a_cure_would_be_noticed():
    assert not has_cure("en", "There are no fields here.")
    assert not has_cure("en", "There are no fields here. A file needs them.")
    assert not has_cure("en", "Use fields.")


def test_a_mistake_is_told_in_every_language(told):
    for message in {problem.message for problem in told.diagnostics}:
        said = {SPEAKERS[language].translate(message) for language in EDITOR_LANGUAGES}
        written = " ".join(str(value) for _, value in message.values)

        assert len(said) == len(EDITOR_LANGUAGES)
        assert [gap for words in said for gap in re.findall(r"\{\w*\}", words) if gap not in written] == []


def test_no_english_is_left(told):
    for message, language in product(all_messages(told), TRANSLATED):
        kinds = {value.name for _, value in message.values if isinstance(value, FieldKind)}

        assert clauses(message.text, SOURCE_LANGUAGE) & clauses(message.text, language) == set()
        assert {name for name in kinds - CLASSIFICATIONS if not SPEAKERS[language].label(name)} == set()


def all_messages(told: Told) -> Iterator[Message]:
    """The messages of a mistake, and those within them."""
    for problem in told.diagnostics:
        yield problem.message
        yield from (value for _, value in problem.message.values if isinstance(value, Message))


def clauses(text: str, language: str) -> set[str]:
    """The parts of a message that have words of their own, without what is quoted."""
    bare = re.sub(r"\{\w+\}|“[^”]*”", "", in_language(text, language))
    return {part.strip() for part in re.split(r"[.;:,](?: |$)", bare) if re.search(r"[a-zåäö]{3}", part)}


@pytest.mark.parametrize("language", EDITOR_LANGUAGES)
@pytest.mark.parametrize(
    "name", ["a value is misspelt", "saved as Windows-1252", "the folder of the measures is missing"]
)
def test_the_command_ends_with_the_mistake_and_no_traceback(city, name, language):
    [mistake] = [one for one in MISTAKES if one.mistake == name]
    mistake.make(city.content)
    result = subprocess.run(
        [sys.executable, "-m", "generator", "--language", language, "check"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )

    location = mistake.said_in(city.content.parent).partition(": ")[0]
    assert result.returncode == 1
    assert (result.stdout + result.stderr).startswith(f"{location}: ")
    assert "Traceback" not in result.stdout + result.stderr
