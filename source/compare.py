"""Compares the measures of a city with the table that they come from: folders in, advice out, one line each.

python source/compare.py, or: make check-content. It never fails: what differs may be as the city wants it.

measures.csv is the table as it was published, with its slips. corrections.csv names the slips that the content
corrects; the measure says so in a field original_…. words.yaml has the table's words for the values of each
classification.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).parent.parent
YES = ("yes", "true")
MESSAGES = {
    "fi": {
        "unreadable": "Tiedostoa ei voi lukea. Aja make check.",
        "missing": "Toimenpide {number} on lähteessä, mutta ei sisällössä.",
        "extra": "Toimenpidettä {number} ei ole lähteessä.",
        "value": "{field}: lähteessä on ”{source}”, täällä ”{content}”.",
        "correction": "{field}: lähteen ”{source}” on korjattu, mutta korjausta ei ole luettelossa. "
        "Lisää se tiedostoon source/corrections.csv.",
        "not corrected": "{field}: luettelon mukaan tässä on korjaus ”{source}”, täällä on ”{content}”.",
        "original": "original_{field}: lähteessä on ”{source}”, täällä ”{content}”.",
        "count": "{field}: toimenpiteitä lähteessä {source}; täällä {content}.",
        "order": "{field}: lähteen järjestys on {source}, täällä {content}.",
        "official": "Lähteessä ei ole kieltä {language}. Merkitse se epäviralliseksi: official: no.",
        "same": "Sisältö on kuin lähteessä: {measures} toimenpidettä, {values} arvoa, {corrections} korjausta.",
        "differs": "{count} eroa lähteeseen. Ne eivät estä julkaisua.",
    },
    "sv": {
        "unreadable": "Filen går inte att läsa. Kör make check.",
        "missing": "Åtgärd {number} finns i källan men inte i innehållet.",
        "extra": "Åtgärd {number} finns inte i källan.",
        "value": "{field}: källan har ”{source}”, här står ”{content}”.",
        "correction": "{field}: källans ”{source}” är rättat, men rättelsen finns inte i listan. "
        "Lägg till den i source/corrections.csv.",
        "not corrected": "{field}: enligt listan är detta rättat till ”{source}”, här står ”{content}”.",
        "original": "original_{field}: källan har ”{source}”, här står ”{content}”.",
        "count": "{field}: antal åtgärder i källan {source}; här {content}.",
        "order": "{field}: källans ordning är {source}, här {content}.",
        "official": "Språket {language} finns inte i källan. Märk det som inofficiellt: official: no.",
        "same": "Innehållet är som i källan: {measures} åtgärder, {values} värden, {corrections} rättelser.",
        "differs": "{count} skillnader mot källan. De hindrar inte publiceringen.",
    },
    "en": {
        "unreadable": "This file cannot be read. Run make check.",
        "missing": "Measure {number} is in the source, but not in the content.",
        "extra": "Measure {number} is not in the source.",
        "value": "{field}: the source has “{source}”, this is “{content}”.",
        "correction": "{field}: “{source}” of the source is corrected, but the correction is not listed. "
        "Add it to source/corrections.csv.",
        "not corrected": "{field}: the list of corrections has “{source}”, this is “{content}”.",
        "original": "original_{field}: the source has “{source}”, this is “{content}”.",
        "count": "{field}: measures in the source {source}; here {content}.",
        "order": "{field}: the order of the source is {source}, here it is {content}.",
        "official": "The source does not have the language {language}. Mark it as unofficial: official: no.",
        "same": "The content is as in the source: {measures} measures, {values} values, {corrections} corrections.",
        "differs": "{count} differences from the source. They do not stop the publication.",
    },
}

Fields = Mapping[str, Any]


class Source(NamedTuple):
    """The table by number of the measure, its corrected cells, and its words for values by classification."""

    rows: Mapping[str, Mapping[str, str]]
    corrections: Mapping[tuple[str, str], str]
    words: Mapping[str, Mapping[str, str]]

    @property
    def texts(self) -> list[str]:
        """The columns with text, such as title_fi; the others have values of classifications."""
        return [column for column in next(iter(self.rows.values())) if column not in self.words and column != "number"]

    @property
    def language(self) -> str:
        """The code of the language of the source."""
        return self.texts[0].rpartition("_")[2]


class Advice(NamedTuple):
    """A difference: a message and what fills its gaps, the file, and the line where there is one."""

    file: Path
    line: int
    message: str
    gaps: Mapping[str, object]


def read_source(folder: Path) -> Source:
    """Return the tables of the source folder."""
    rows = {row["number"]: {name: cell.strip() for name, cell in row.items()} for row in read_table(folder, "measures")}
    corrections = {(row["number"], row["field"]): row["corrected"] for row in read_table(folder, "corrections")}
    return Source(rows, corrections, read_yaml((folder / "words.yaml").read_text(encoding="utf-8")))


def read_table(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file of the source folder by the names of their columns."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_yaml(text: str) -> Any:
    """Return what YAML says, in which every scalar is text; an empty mapping where it says nothing."""
    # BaseLoader: text stays text ("no", 2030).
    return yaml.load(text, yaml.BaseLoader) or {}


def compare(source: Source, content: Path) -> Iterator[Advice]:
    """Yield each difference between the source and the published measures of the content's first edition."""
    measures: dict[Path, Fields] = {}
    for file in sorted((content / "measures").glob("*.md")):
        try:
            measures[file] = read_yaml(file.read_text(encoding="utf-8").split("---\n")[1])
            measures[file]["number"]
        except (OSError, UnicodeDecodeError, LookupError, TypeError, yaml.YAMLError):
            if measures.pop(file, {}).get("draft") not in YES:
                yield Advice(file, 0, "unreadable", {})
    first = min((fields.get("edition", "") for fields in measures.values()), default="")
    by_number = {
        fields["number"]: (file, fields)
        for file, fields in measures.items()
        if fields.get("edition", "") == first and fields.get("draft") not in YES
    }
    for number in source.rows:
        if number not in by_number:
            yield Advice(content / "measures", 0, "missing", {"number": number})
    for number, (file, fields) in by_number.items():
        if number in source.rows:
            yield from compare_measure(source, number, file, fields)
        else:
            yield Advice(file, line_of(file, "number"), "extra", {"number": number})
    yield from compare_counts(source, content, [fields for _, fields in by_number.values()])
    yield from compare_settings(source, content)


def compare_measure(source: Source, number: str, file: Path, fields: Fields) -> Iterator[Advice]:
    """Yield each field of a measure that differs from its row, or whose correction is not noted on both sides."""
    for column in (*source.texts, *source.words):
        written = source.rows[number][column]
        here = str(fields.get(column, ""))
        shown = here if column in source.texts else source.words[column].get(here, here)
        original = fields.get(f"original_{column}", fields.get(f"original_{column}_{source.language}"))
        listed = source.corrections.get((number, column))
        gaps = {"field": column, "source": written, "content": shown}
        line = line_of(file, column)
        if original not in (None, written):
            yield Advice(file, line, "original", {**gaps, "content": original})
        elif listed is not None and (shown, original) != (listed, written):
            yield Advice(file, line, "not corrected", {**gaps, "source": listed})
        elif listed is None and original is not None:
            yield Advice(file, line, "correction", gaps)
        elif listed is None and shown != written:
            yield Advice(file, line, "value", gaps)


def line_of(file: Path, field: str) -> int:
    """Return the number of the line on which a field begins, 0 where it is not in the file."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{field}:")), 0)


def compare_counts(source: Source, content: Path, measures: Sequence[Fields]) -> Iterator[Advice]:
    """Yield each classification whose values have other numbers of measures than in the source."""
    for field, words in source.words.items():
        there = Counter(source.corrections.get((number, field), row[field]) for number, row in source.rows.items())
        here = Counter(words.get(fields.get(field, ""), "") for fields in measures)
        if there != here:
            counts = [", ".join(f"{value} {count[word]}" for value, word in words.items()) for count in (there, here)]
            gaps = {"field": field, "source": counts[0], "content": counts[1]}
            yield Advice(content / "measures", 0, "count", gaps)


def compare_settings(source: Source, content: Path) -> Iterator[Advice]:
    """Yield what the source says of the settings: the order of the values, and that it has one language."""
    classifications = settings_of(content, "classifications")
    for field, words in source.words.items():
        values = [value for value in classifications.get(field, {}).get("values", {}) if value in words]
        if values != list(words):
            gaps = {"field": field, "source": ", ".join(words), "content": ", ".join(values)}
            yield Advice(content / "classifications.yaml", 0, "order", gaps)
    for code, language in settings_of(content, "site").get("languages", {}).items():
        if code != source.language and language.get("official") != "no":
            yield Advice(content / "site.yaml", 0, "official", {"language": code})


def settings_of(content: Path, name: str) -> Fields:
    """Return the mapping of a settings file, an empty one where it cannot be read."""
    try:
        return read_yaml((content / f"{name}.yaml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return {}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print every difference between the content and its source. Never fail: a difference is advice."""
    parser = argparse.ArgumentParser(description="Compare the content with the table that it comes from.")
    parser.add_argument("--source", type=Path, default=ROOT / "source", help="folder of the table (default: source)")
    parser.add_argument("--content", type=Path, default=ROOT / "content", help="content folder (default: content)")
    parser.add_argument("--format", choices=("text", "github"), default="text", help="github: as notices of a workflow")
    parser.add_argument("--language", choices=tuple(MESSAGES), help="default: editor_language of the content, or en")
    options = parser.parse_args(arguments)
    language = options.language or settings_of(options.content, "site").get("editor_language")
    messages = MESSAGES.get(language, MESSAGES["en"])
    source = read_source(options.source)
    differences = list(compare(source, options.content))
    for advice in differences:
        print(line_for(advice, messages, options.format))
    if differences:
        print(messages["differs"].format(count=len(differences)))
    else:
        counts = {"measures": len(source.rows), "corrections": len(source.corrections)}
        print(messages["same"].format(values=len(source.rows) * len(source.words), **counts))


def line_for(advice: Advice, messages: Mapping[str, str], form: str) -> str:
    """Return advice as a line of text, or as an annotation of GitHub."""
    file = advice.file.relative_to(Path.cwd()) if advice.file.is_relative_to(Path.cwd()) else advice.file
    text = messages[advice.message].format(**advice.gaps)
    if form == "github":
        line = f",line={advice.line}" if advice.line else ""
        return f"::notice file={file}{line}::{text.replace('%', '%25')}"
    return ":".join([str(file), *([str(advice.line)] if advice.line else [])]) + f": {text}"


if __name__ == "__main__":
    main()
