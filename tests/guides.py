"""Writes what the guides for editors say of fields and messages, made of the code and its catalogues.

python -m guides        from the folder tests, or: make guides
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.extract import extract_from_dir

from generator import pipeline
from generator.model import Language, Site
from generator.pipeline import Project
from generator.problems import Message
from generator.reading.description import (
    EDITION,
    STATUS,
    classified,
    course_fields,
    edition_fields,
    indicator_fields,
    measure_fields,
    page_fields,
)
from generator.reading.forms import RECORD, VERBATIM, Field
from generator.reading.roadmap import read_settings
from generator.speaking import Speaker
from generator.translating import targets

ROOT = Path(__file__).parent.parent
# The demonstration shows what the live content has none of: states and editions.
DEMONSTRATION = ROOT / "examples" / "satulahti" / "content"
PROJECT = Project(ROOT / "content", ROOT / "templates", ROOT / "static")
# How the code says something, and which of the words are the message.
SAYING = {"say": None, "Mistake": None, "say_counted": (1, 2)}
# Where what is wrong ends: with a sentence, or before a colon.
ENDS = (re.compile(r"(?<=[.!?]) |(?<=[.!?]”) "), re.compile(r"(?<=:) "))


class Words(NamedTuple):
    """The guides of a language: their files, and their words around what is made here."""

    guide: str
    messages: str
    field: str
    tells: str
    values: str
    optional: str
    alike: str
    title: str
    lead: str
    wrong: str
    cure: str
    ready: str
    groups: Mapping[str, str]


GUIDES = {
    "fi": Words(
        guide="toimenpiteen-kirjoittaminen.md",
        messages="viestit.md",
        field="kenttä",
        tells="mitä siihen kirjoitetaan",
        values="arvot",
        optional="*vapaaehtoinen*",
        alike="ja muut samanlaiset",
        title="Viestit ja mitä teet",
        lead="Tähän on koottu viestit, joita sisällöstä voi tulla. Kohdassa … on viestissä se, mitä olet kirjoittanut. "
        "Viestin alussa ovat aina tiedosto, rivi ja merkki.",
        wrong="viesti",
        cure="mitä teet",
        ready="Kopioi viestistä valmis korjaus.",
        groups={
            "reading/source.py": "Tiedosto",
            "reading/document.py": "Tiedoston osat",
            "reading/roadmap.py": "Kansiot ja tiedostojen nimet",
            "reading/fields.py": "Kentät",
            "reading/parsers.py": "Kenttien arvot",
            "reading/courses.py": "Toimenpiteen vaiheet",
            "reading/days.py": "Päivät",
            "reading/markdown.py": "Teksti",
            "reading/settings.py": "Sivuston asetukset, luokitukset ja sanat",
            "reading/follow_up.py": "Seurannan asetukset",
            "checking.py": "Koko tiekartta",
            "following/": "Seuranta",
            "advising/": "Neuvot, jotka eivät estä julkaisua",
            "translating.py": "Käännökset",
        },
    ),
    "sv": Words(
        guide="att-skriva-en-atgard.md",
        messages="meddelanden.md",
        field="fält",
        tells="vad du skriver",
        values="värden",
        optional="*frivilligt*",
        alike="och liknande",
        title="Meddelandena och vad du gör",
        lead="Här finns de meddelanden som innehållet kan ge. På platsen för … står det du har skrivit. "
        "Meddelandet börjar alltid med filen, raden och tecknet.",
        wrong="meddelande",
        cure="vad du gör",
        ready="Kopiera den färdiga rättelsen ur meddelandet.",
        groups={
            "reading/source.py": "Filen",
            "reading/document.py": "Filens delar",
            "reading/roadmap.py": "Mapparna och filernas namn",
            "reading/fields.py": "Fälten",
            "reading/parsers.py": "Fältens värden",
            "reading/courses.py": "Åtgärdens skeden",
            "reading/days.py": "Datumen",
            "reading/markdown.py": "Texten",
            "reading/settings.py": "Webbplatsens inställningar, klassificeringar och ord",
            "reading/follow_up.py": "Inställningar för uppföljningen",
            "checking.py": "Hela färdplanen",
            "following/": "Uppföljningen",
            "advising/": "Råd som inte hindrar publiceringen",
            "translating.py": "Översättningarna",
        },
    ),
}


def main() -> None:
    for file, text in guides().items():
        file.write_text(text, encoding="utf-8")


def guides() -> dict[Path, str]:
    """The text of every guide as it should be, by its file."""
    settings, tables = read_settings(PROJECT.content), described()
    texts: dict[Path, str] = {}
    for code, words in GUIDES.items():
        language = next(one for one in settings.site.languages if one.code == code)
        speaker = Speaker(code, lambda code=code: pipeline.labels(PROJECT, code))
        guide = ROOT / "docs" / words.guide
        text = guide.read_text(encoding="utf-8")
        for name, fields in tables.items():
            text = between(text, name, fields_table(fields, settings.site, language, speaker))
        texts[guide] = text
        texts[ROOT / "docs" / words.messages] = messages_page(words, speaker)
    return texts


def described() -> dict[str, Sequence[Field[Any]]]:
    """The fields that the guides have tables of, by the name of their marks."""
    followed = read_settings(DEMONSTRATION).classifications
    sorting = [classified(one) for one in followed if one.id in (EDITION, STATUS)]
    return {
        "fields": measure_fields(read_settings(PROJECT.content).classifications),
        "page-fields": page_fields(),
        "follow-up-fields": (*sorting, *course_fields(followed)),
        "edition-fields": edition_fields(),
        "indicator-fields": indicator_fields(),
    }


def between(text: str, name: str, lines: Sequence[str]) -> str:
    """The text with these lines between the two marks of a name, and as it is where it has no such marks."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    marks = len(re.findall(rf"<!-- /?{name} -->", text))
    assert (marks, len(pattern.findall(text))) in ((0, 0), (2, 1)), f"the marks of {name} are not there once"
    return pattern.sub(lambda marks: marks[1] + "\n".join(["", *lines, "", marks[2]]), text)


def fields_table(fields: Sequence[Field[Any]], site: Site, language: Language, speaker: Speaker) -> list[str]:
    words = GUIDES[language.code]
    rows = [f"| {words.field} | {words.tells} | {words.values} |", "|---|---|---|"]
    # The first of these stands for all.
    verbatim = [field for field in fields if field.form is VERBATIM]
    for before, field in with_parts([field for field in fields if field not in verbatim[1:]]):
        languages = targets(site) if field.form is RECORD else site.languages
        names = [f"{field.name}_{one.code}" for one in languages] if field.translated else [field.name]
        shown = ", ".join(f"`{before}{name}`" for name in names) + (f" {words.alike}" if field in verbatim else "")
        label = (speaker.label(field.name) or field.name).partition(":")[0]
        optional = "" if field.required else f"{words.optional}: "
        rows.append(f"| {shown} | {optional}**{label}.** {speaker.say(field.hint)} | {values(field, language)} |")
    return rows


def with_parts(fields: Sequence[Field[Any]]) -> Iterator[tuple[str, Field[Any]]]:
    """The fields, and below each its parts; before the name of a part stands that of its field."""
    for field in fields:
        yield "", field
        yield from ((f"{field.name}: ", part) for part in field.parts)


def values(field: Field[Any], language: Language) -> str:
    # A year is called what it is.
    labels = {value.id: f" ({value.label[language]})" for value in field.values if value.label[language] != value.id}
    if field.choices:
        return ", ".join(f"`{choice}`{labels.get(choice, '')}" for choice in field.choices)
    return "–" if field.form is RECORD or field.parts else f"`{field.example}`"


def messages_page(words: Words, speaker: Speaker) -> str:
    lines = [f"# {words.title}", "", words.lead]
    for path, heading in words.groups.items():
        lines += ["", f"## {heading}", "", f"| {words.wrong} | {words.cure} |", "|---|---|"]
        for wrong, cure in messages_of(path, speaker):
            # Where the cure is what the program puts into the gap.
            is_ready = not any(map(str.isalpha, cure))
            lines.append(f"| {escaped(wrong)} | {words.ready if is_ready else escaped(cure)} |")
    return "\n".join(lines) + "\n"


@cache
def said_in_code() -> tuple[tuple[str, str], ...]:
    """Every message that the code says, with its file; those that count have a form of their own and are left out."""
    found = extract_from_dir(str(ROOT / "generator"), [("**.py", "python")], keywords=SAYING)
    return tuple((file, words) for file, _, words, _, _ in found if isinstance(words, str))


def messages_of(path: str, speaker: Speaker) -> Iterator[tuple[str, str]]:
    """The messages of a file or a folder of the code: what is wrong, and the cure."""
    texts = {words: None for file, words in said_in_code() if file.startswith(path)}
    for text in texts:
        said = speaker.say(Message(text, tuple((gap, "…") for gap in re.findall(r"\{(\w+)\}", text))))
        parts = max((end.split(said, maxsplit=1) for end in ENDS), key=len)
        # The rest are parts of others, such as “the site itself”.
        if len(parts) == 2:
            yield parts[0], parts[1]


def escaped(text: str) -> str:
    return re.sub(r"([|<>*_\\`#\[\]])", r"\\\1", text)


if __name__ == "__main__":
    main()
