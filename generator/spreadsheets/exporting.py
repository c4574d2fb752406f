"""The measures as a file of a spreadsheet: the roadmap goes in, bytes come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.editing import front_matter
from generator.model import Language, Roadmap
from generator.problems import Mistake, say
from generator.reading.forms import NUMBER, Key
from generator.speaking import Speaker
from generator.spreadsheets.columns import FILE, choices, columns, label, labels_of_choice
from generator.spreadsheets.delimited import written_delimited
from generator.spreadsheets.sheets import Column, Sheet, written_book

FORMATS = (".xlsx", ".csv")


def exported(roadmap: Roadmap, content: Path, form: str, speaker: Speaker) -> bytes:
    """All measures as a file of one of the FORMATS. Raises Mistake for any other, and where its writer is missing."""
    if form.lower() not in FORMATS:
        raise Mistake("Name the file with {formats} at its end.", formats=" / ".join(FORMATS))
    keys = columns(roadmap)
    rows = [[key.name for key in keys], [label(key, speaker) for key in keys], *measure_rows(roadmap, content, keys)]
    if form.lower() == ".csv":
        return written_delimited(rows)
    legend = [legend_head(roadmap, speaker), *legend_rows(roadmap, keys, speaker)]
    names = speaker.say(say("Measures")), speaker.say(say("Values"))
    looks = [column(key, legend, names[1], speaker) for key in keys]
    return written_book((Sheet(names[0], rows, 2, looks), Sheet(names[1], legend, 1)), roadmap.site.updated)


def measure_rows(roadmap: Roadmap, content: Path, keys: Sequence[Key]) -> Iterator[list[str]]:
    """A row for each measure, drafts too, with what is written in its file."""
    for measure in roadmap.measures:
        written = {FILE.name: measure.path, **front_matter(content / measure.path)}
        yield [written.get(key.name, "") for key in keys]


def legend_head(roadmap: Roadmap, speaker: Speaker) -> list[str]:
    own = [speaker.say(say("Column")), speaker.say(say("Its name")), speaker.say(say("Value"))]
    return own + [one.in_itself for one in roadmap.site.languages]


def legend_rows(roadmap: Roadmap, keys: Sequence[Key], speaker: Speaker) -> Iterator[list[str]]:
    """What each choice of each column means, in every language."""
    languages: Sequence[Language] = roadmap.site.languages
    for key in keys:
        for choice in choices(key):
            yield [key.name, label(key, speaker), choice, *labels_of_choice(choice, key, languages)]


def column(key: Key, legend: Sequence[Sequence[str]], sheet: str, speaker: Speaker) -> Column:
    """How the column of a key looks. What it is chosen from stands together in the third column of the legend."""
    numbers = [number for number, row in enumerate(legend, start=1) if row[0] == key.name and number > 1]
    source = f"='{sheet}'!$C${numbers[0]}:$C${numbers[-1]}" if numbers else ""
    return Column(label(key, speaker), speaker.say(key.field.hint), source, key.field.form is NUMBER)
