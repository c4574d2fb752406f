"""Writes what the guides for editors say of fields and messages, made of the code and its catalogues.

python -m guides        from the folder tests, or: make guides
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import extract_from_dir
from project import ROOT

from generator import build
from generator.build import Project
from generator.content.field_types import RECORD, VERBATIM, Field
from generator.content.loader import read_settings
from generator.content.schema import (
    EDITION,
    STATUS,
    classified,
    edition_fields,
    indicator_fields,
    measure_fields,
    page_fields,
    tracking_fields,
)
from generator.i18n import Message, Translator
from generator.model import Language, Site
from generator.tracking.translation_status import targets

# The demonstration shows what the live content has none of: states and editions.
DEMONSTRATION = ROOT / "examples" / "satulahti" / "content"
LIVE = ROOT / "content"
# The table that shows the classifications of a city.
CITY_TABLE = "fields"
# How the code says something, and which of the words are the message.
SAYING = {"_": None, "InvalidValue": None, "UserError": None, "ngettext": (1, 2)}
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
    groups: Mapping[str | tuple[str, ...], str]


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
            "content/source.py": "Tiedosto",
            "content/front_matter.py": "Tiedoston osat",
            "content/loader.py": "Kansiot ja tiedostojen nimet",
            "content/mapping_reader.py": "Kentät",
            "content/parsers.py": "Kenttien arvot",
            "content/tracking.py": "Toimenpiteen vaiheet",
            "content/markdown.py": "Teksti",
            ("content/site_config.py", "content/taxonomy_config.py"): "Sivuston asetukset, luokitukset ja sanat",
            "content/tracking_config.py": "Seurannan asetukset",
            "checks/roadmap.py": "Koko tiekartta",
            ("tracking/reminders.py", "checks/tracking.py"): "Seuranta",
            "checks/prose/": "Neuvot, jotka eivät estä julkaisua",
            "tracking/translation_status.py": "Käännökset",
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
            "content/source.py": "Filen",
            "content/front_matter.py": "Filens delar",
            "content/loader.py": "Mapparna och filernas namn",
            "content/mapping_reader.py": "Fälten",
            "content/parsers.py": "Fältens värden",
            "content/tracking.py": "Åtgärdens skeden",
            "content/markdown.py": "Texten",
            (
                "content/site_config.py",
                "content/taxonomy_config.py",
            ): "Webbplatsens inställningar, klassificeringar och ord",
            "content/tracking_config.py": "Inställningar för uppföljningen",
            "checks/roadmap.py": "Hela färdplanen",
            ("tracking/reminders.py", "checks/tracking.py"): "Uppföljningen",
            "checks/prose/": "Råd som inte hindrar publiceringen",
            "tracking/translation_status.py": "Översättningarna",
        },
    ),
}


def main() -> None:
    for file, text in guides(LIVE).items():
        file.write_text(text, encoding="utf-8")


def guides(content: Path) -> dict[Path, str]:
    """Return the text of every guide as it should be for the editors of some content, by its file."""
    projects = [Project(folder) for folder in (DEMONSTRATION, content)]
    settings, tables = read_settings(content), described(content)
    texts: dict[Path, str] = {}
    for code, words in GUIDES.items():
        language = next(one for one in settings.site.languages if one.code == code)
        speaker = Translator(code, lambda code=code: build.labels(projects[0], code) | build.labels(projects[1], code))
        guide = ROOT / "docs" / words.guide
        text = guide.read_text(encoding="utf-8")
        for name, fields in tables.items():
            text = between(text, name, fields_table(fields, settings.site, language, speaker))
        texts[guide] = text
        texts[ROOT / "docs" / words.messages] = messages_page(words, speaker)
    return texts


def described(content: Path) -> dict[str, Sequence[Field]]:
    """Return the fields that the guides have tables of, by the name of their marks."""
    followed = read_settings(DEMONSTRATION).classifications
    sorting = [classified(one) for one in followed if one.id in (EDITION, STATUS)]
    return {
        CITY_TABLE: measure_fields(read_settings(content).classifications),
        "page-fields": page_fields(),
        "follow-up-fields": (*sorting, *tracking_fields(followed)),
        "edition-fields": edition_fields(),
        "indicator-fields": indicator_fields(),
    }


def between(text: str, name: str, lines: Sequence[str]) -> str:
    """The text with these lines between the two marks of a name, and as it is where it has no such marks."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    marks = len(re.findall(rf"<!-- /?{name} -->", text))
    assert (marks, len(pattern.findall(text))) in ((0, 0), (2, 1)), f"the marks of {name} are not there once"
    return pattern.sub(lambda marks: marks[1] + "\n".join(["", *lines, "", marks[2]]), text)


def fields_table(fields: Sequence[Field], site: Site, language: Language, speaker: Translator) -> list[str]:
    words = GUIDES[language.code]
    rows = [f"| {words.field} | {words.tells} | {words.values} |", "|---|---|---|"]
    # The first of these stands for all.
    verbatim = [field for field in fields if field.type == VERBATIM]
    for before, field in with_parts([field for field in fields if field not in verbatim[1:]]):
        languages = targets(site) if field.type == RECORD else site.languages
        names = [f"{field.name}_{one.code}" for one in languages] if field.translated else [field.name]
        shown = ", ".join(f"`{before}{name}`" for name in names) + (f" {words.alike}" if field in verbatim else "")
        label = (speaker.label(field.name) or field.name).partition(":")[0]
        optional = "" if field.required else f"{words.optional}: "
        rows.append(
            f"| {shown} | {optional}**{label}.** {speaker.translate(field.hint)} | {values(field, language, speaker)} |"
        )
    return rows


def with_parts(fields: Sequence[Field]) -> Iterator[tuple[str, Field]]:
    """The fields, and below each its parts; before the name of a part stands that of its field."""
    for field in fields:
        yield "", field
        yield from ((f"{field.name}: ", part) for part in field.parts)


def values(field: Field, language: Language, speaker: Translator) -> str:
    # A year is called what it is.
    labels = {value.id: f" ({value.label[language]})" for value in field.values if value.label[language] != value.id}
    if field.choices:
        return ", ".join(f"`{choice}`{labels.get(choice, '')}" for choice in field.choices)
    if field.type == RECORD or field.parts:
        return "–"
    return f"`{speaker.translate(field.example) if isinstance(field.example, Message) else field.example}`"


def messages_page(words: Words, speaker: Translator) -> str:
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


def messages_of(path: str | tuple[str, ...], speaker: Translator) -> Iterator[tuple[str, str]]:
    """The messages of a file or a folder of the code: what is wrong, and the cure."""
    texts = {words: None for file, words in said_in_code() if file.startswith(path)}
    for text in texts:
        said = speaker.translate(Message(text, tuple((gap, "…") for gap in re.findall(r"\{(\w+)\}", text))))
        parts = max((end.split(said, maxsplit=1) for end in ENDS), key=len)
        # The rest are parts of others, such as “the site itself”.
        if len(parts) == 2:
            yield parts[0], parts[1]


def escaped(text: str) -> str:
    return re.sub(r"([|<>*_\\`#\[\]])", r"\\\1", text)


if __name__ == "__main__":
    main()
