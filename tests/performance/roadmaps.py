"""Synthetic roadmaps: a number of measures in, out a content folder with that many, in both languages.

The settings, glossary and pages are those of tests/cities/large, the words those of the demonstration. Same number,
same bytes.
"""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml
from project import CITIES, ROOT

from generator.theme import CITY_STYLE

CONTENT = CITIES / "large" / "content"


class Wording(NamedTuple):
    """What the texts of a language are put together from."""

    heading: str
    titles: Sequence[str]
    locations: Sequence[str]
    sentences: Sequence[str]
    parts: Sequence[str]
    columns: Sequence[str]


WORDINGS = {
    "fi": Wording(
        "Suomeksi",
        ("Asiointi verkossa", "Avoin tieto", "Kaavakartta", "Varausjärjestelmä", "Sähköinen arkisto", "Palvelukartta"),
        ("kirjastossa", "päiväkodissa", "satamassa", "torilla", "koulussa", "uimahallissa", "museossa"),
        (
            "Kaupunki kokoaa palvelunsa yhteen paikkaan, jotta asukas löytää ne helposti.",
            "Tiedot tallennetaan kerran, ja niitä käyttävät kaikki, joilla on siihen oikeus.",
            "Työ tehdään yhdessä henkilöstön ja asukkaiden kanssa, ja tulokset julkaistaan.",
            "Hanke alkaa selvityksellä ja etenee kokeiluun, jonka jälkeen siitä päätetään uudelleen.",
            "Robotointi vähentää käsityötä, ja säästöt lasketaan vuosittain.",
            "Palvelu toimii puhelimella, ruudunlukijalla ja ilman erillistä sovellusta.",
        ),
        ("Mitä tehdään", "Miten edetään", "Vaiheet", "Selvitys", "Kokeilu", "Käyttöönotto"),
        ("Vaihe", "Vuosi", "Kesto"),
    ),
    "sv": Wording(
        "På svenska",
        ("Ärenden på nätet", "Öppna data", "Plankarta", "Bokningssystem", "Elektroniskt arkiv", "Servicekarta"),
        ("på biblioteket", "i daghemmet", "i hamnen", "på torget", "i skolan", "i simhallen", "på museet"),
        (
            "Staden samlar sina tjänster på ett ställe så att invånaren lätt hittar dem.",
            "Uppgifterna sparas en gång och används av alla som har rätt till det.",
            "Arbetet görs tillsammans med personalen och invånarna, och resultaten publiceras.",
            "Projektet börjar med en utredning och går vidare till ett försök, varefter det prövas på nytt.",
            "Robotiseringen minskar handarbetet, och besparingarna räknas varje år.",
            "Tjänsten fungerar på telefonen, med skärmläsare och utan en särskild app.",
        ),
        ("Vad vi gör", "Hur vi går vidare", "Skeden", "Utredning", "Försök", "Införande"),
        ("Skede", "År", "Längd"),
    ),
}

FIRST = next(iter(WORDINGS))
# The page that most pages of a site are made with.
TEMPLATE = "templates/pages/measure.html"


def write_roadmap(number: int, folder: Path) -> None:
    """Writes the content of a roadmap with so many measures into a new folder."""
    shutil.copytree(CONTENT, folder)
    # One host, as a city has: this compresses by itself, so that no compressed files lie beside the others.
    with (folder / "site.yaml").open("a", encoding="utf-8") as site:
        site.write("hosts: netlify\n")
    measures = folder / "measures"
    measures.mkdir()
    classifications = yaml.safe_load((CONTENT / "classifications.yaml").read_text(encoding="utf-8"))
    values = {name: list(one["values"]) for name, one in classifications.items()}
    for location in range(1, number + 1):
        file_of(location, measures).write_text(measure(location, number, values), encoding="utf-8")


def file_of(location: int, measures: Path) -> Path:
    """The file of the measure that stands at a place, the first at 1."""
    return measures / f"{location:05}-measure.md"


def retitle(content: Path, location: int, title: str) -> None:
    """Gives the measure at a place another title in the first language."""
    file = file_of(location, content / "measures")
    text = file.read_text(encoding="utf-8")
    file.write_text(
        re.sub(rf"^title_{FIRST}: .*$", f"title_{FIRST}: {title}", text, flags=re.MULTILINE), encoding="utf-8"
    )


def reword(content: Path, text: str) -> None:
    """Gives the interface another heading over the problem of each measure, in the first language."""
    write(content / "theme" / "templates" / "words" / f"{FIRST}.yaml", f"problem: {text}\n")


def override(content: Path, text: str) -> None:
    """Gives the city a template of its own for the pages of measures, which ends with a text."""
    original = (ROOT / TEMPLATE).read_text(encoding="utf-8")
    begin, main, end = original.partition("{% block main %}")
    write(content / "theme" / TEMPLATE, f"{begin}{main}\n<p>{text}</p>{end}")


def restyle(content: Path, name: str) -> None:
    """Gives the city a style of its own, with a class of a name."""
    write(content / "theme" / CITY_STYLE, f".{name} {{ display: none; }}\n")


def deliver_to(content: Path, host: str) -> None:
    """Gives the site a host: nginx sends compressed files that lie beside the others, Netlify compresses by itself."""
    site = content / "site.yaml"
    text = site.read_text(encoding="utf-8")
    site.write_text(re.sub(r"^hosts: .*$", f"hosts: {host}", text, flags=re.MULTILINE), encoding="utf-8")


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def measure(location: int, number: int, values: dict[str, list[str]]) -> str:
    """The text of the file of a measure."""
    fields: dict[str, object] = {"number": location}
    # Each classification turns at its own pace, so that values meet in all ways.
    fields |= {
        name: ids[(location + location // (pace + 2)) % len(ids)] for pace, (name, ids) in enumerate(values.items())
    }
    for code, words in WORDINGS.items():
        fields[f"title_{code}"] = title(location, words)
        fields[f"slug_{code}"] = f"m-{location:05}"
        fields[f"problem_{code}"] = f"{words.sentences[location % len(words.sentences)]} ({location})"
    front = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)
    bodies = (f"\n# {one.heading}\n\n{body(location, number, one)}" for one in WORDINGS.values())
    return f"---\n{front}---\n{''.join(bodies)}"


def title(location: int, words: Wording) -> str:
    return (
        f"{words.titles[location % len(words.titles)]} {words.locations[location % len(words.locations)]}, {location}"
    )


def body(location: int, number: int, words: Wording) -> str:
    """Some 150 words: two headings, two paragraphs, a list, a link to the next measure and a table."""
    sentences = itertools.islice(itertools.cycle(words.sentences), location % len(words.sentences), None)
    todo, steps, *parts = words.parts
    following = location % number + 1
    link = f"[{title(following, words)}]({file_of(following, Path()).name})"
    return "\n\n".join(
        (
            f"## {todo}",
            f"{taken(5, sentences)} **{location}**",
            f"{taken(4, sentences)} {link}",
            "\n".join(f"- {sentence}" for sentence in itertools.islice(sentences, 4)),
            f"## {steps}",
            f"{table(location, words.columns, parts)}\n",
        )
    )


def taken(number: int, sentences: Iterator[str]) -> str:
    """The next so many sentences as a paragraph."""
    return " ".join(itertools.islice(sentences, number))


def table(location: int, columns: Sequence[str], parts: Sequence[str]) -> str:
    rows = (f"| {part} | {2026 + (location + row) % 5} | {row + 2} |" for row, part in enumerate(parts))
    return "\n".join((f"| {' | '.join(columns)} |", "|---|---|--:|", *rows))
