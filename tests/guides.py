"""Writes what the guides for editors say of fields and messages, made of the code and its catalogues.

python -m guides        from the folder tests, or: make guides
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.extract import extract_from_dir

from generator import pipeline
from generator.model import Language, Roadmap
from generator.pipeline import Project
from generator.problems import Message
from generator.reading.description import RECORD, VERBATIM, Field, measure_fields, page_fields
from generator.speaking import Speaker
from generator.translating import targets

ROOT = Path(__file__).parent.parent
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
            "reading/markdown.py": "Teksti",
            "reading/settings.py": "Sivuston asetukset, luokitukset ja sanat",
            "checking.py": "Koko tiekartta",
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
            "reading/markdown.py": "Texten",
            "reading/settings.py": "Webbplatsens inställningar, klassificeringar och ord",
            "checking.py": "Hela färdplanen",
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
    roadmap = pipeline.previewed(PROJECT)
    texts: dict[Path, str] = {}
    for code, words in GUIDES.items():
        language = next(one for one in roadmap.site.languages if one.code == code)
        speaker = Speaker(code, lambda code=code: pipeline.labels(PROJECT, code))
        guide = ROOT / "docs" / words.guide
        text = guide.read_text(encoding="utf-8")
        for name, fields in (("fields", measure_fields(roadmap.classifications)), ("page-fields", page_fields())):
            text = between(text, name, fields_table(fields, roadmap, language, speaker))
        texts[guide] = text
        texts[ROOT / "docs" / words.messages] = messages_page(words, speaker)
    return texts


def between(text: str, name: str, lines: Sequence[str]) -> str:
    """The text with these lines between the two marks of a name."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    assert len(pattern.findall(text)) == 1, f"the marks of {name} are not there once"
    return pattern.sub(lambda marks: marks[1] + "\n".join(["", *lines, "", marks[2]]), text)


def fields_table(fields: Sequence[Field[Any]], roadmap: Roadmap, language: Language, speaker: Speaker) -> list[str]:
    words = GUIDES[language.code]
    rows = [f"| {words.field} | {words.tells} | {words.values} |", "|---|---|---|"]
    verbatim = [field for field in fields if field.form is VERBATIM]
    for field in fields:
        if field in verbatim[1:]:
            continue
        languages = targets(roadmap.site) if field.form is RECORD else roadmap.site.languages
        names = [f"{field.name}_{one.code}" for one in languages] if field.translated else [field.name]
        shown = ", ".join(f"`{name}`" for name in names) + (f" {words.alike}" if field in verbatim else "")
        label = (speaker.label(field.name) or field.name).partition(":")[0]
        optional = "" if field.required else f"{words.optional}: "
        rows.append(f"| {shown} | {optional}**{label}.** {speaker.say(field.hint)} | {values(field, language)} |")
    return rows


def values(field: Field[Any], language: Language) -> str:
    labels = {value.id: f" ({value.label[language]})" for value in field.values}
    if field.choices:
        return ", ".join(f"`{choice}`{labels.get(choice, '')}" for choice in field.choices)
    return "–" if field.form is RECORD else f"`{field.example}`"


def messages_page(words: Words, speaker: Speaker) -> str:
    lines = [f"# {words.title}", "", words.lead]
    for path, heading in words.groups.items():
        lines += ["", f"## {heading}", "", f"| {words.wrong} | {words.cure} |", "|---|---|"]
        for wrong, cure in messages_of(path, speaker):
            # Where the cure is what the program puts into the gap.
            is_ready = not any(map(str.isalpha, cure))
            lines.append(f"| {escaped(wrong)} | {words.ready if is_ready else escaped(cure)} |")
    return "\n".join(lines) + "\n"


def messages_of(path: str, speaker: Speaker) -> Iterator[tuple[str, str]]:
    """The messages of a file or a folder of the code: what is wrong, and the cure."""
    found = extract_from_dir(str(ROOT / "generator"), [("**.py", "python")], keywords=SAYING)
    texts = {words: None for file, _, words, _, _ in found if file.startswith(path) and isinstance(words, str)}
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
