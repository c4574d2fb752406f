"""Writes the list of all messages to editors, made of the code and its catalogues.

python -m guides        from the folder tests, or: make guides
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import extract_from_dir
from project import ROOT, SATULAHTI

from generator import build
from generator.i18n import Message, Translator
from generator.project import Project

# How the code says something, and which of the words are the message.
SAYING = {"_": None, "InvalidValue": None, "UserError": None, "ngettext": (1, 2)}
# Where what is wrong ends: with a sentence, or before a colon.
ENDS = (re.compile(r"(?<=[.!?]) |(?<=[.!?][”“]) "), re.compile(r"(?<=:) "))


class Words(NamedTuple):
    """The list in a language: its file, and the words around what is made here."""

    messages: str
    title: str
    lead: str
    wrong: str
    cure: str
    ready: str
    groups: Mapping[str | tuple[str, ...], str]


GUIDES = {
    "fi": Words(
        messages="viestit.md",
        title="Viestit ja mitä teet",
        lead="Tähän on koottu viestit, joita sisällöstä voi tulla. Merkin … paikalla viestissä on oma tekstisi tai luku. "
        "Viestin alussa ovat aina tiedosto, rivi ja merkki.",
        wrong="viesti",
        cure="mitä teet",
        ready="Kopioi viestistä valmis korjaus.",
        groups={
            "content/source.py": "Tiedosto",
            "content/front_matter.py": "Tiedoston osat",
            ("content/folders.py", "content/loader.py"): "Kansiot ja tiedostojen nimet",
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
        messages="meddelanden.md",
        title="Meddelandena och vad du gör",
        lead="Här finns de meddelanden som innehållet kan ge. I stället för … står i meddelandet din egen text eller ett tal. "
        "Meddelandet börjar alltid med filen, raden och tecknet.",
        wrong="meddelande",
        cure="vad du gör",
        ready="Kopiera den färdiga rättelsen ur meddelandet.",
        groups={
            "content/source.py": "Filen",
            "content/front_matter.py": "Filens delar",
            ("content/folders.py", "content/loader.py"): "Mapparna och filernas namn",
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
    "de": Words(
        messages="meldungen.md",
        title="Meldungen und was Sie tun",
        lead="Hier stehen die Meldungen, die es zu den Inhalten geben kann. Anstelle von … steht in der Meldung Ihr eigener "
        "Text oder eine Zahl. Am Anfang stehen immer die Datei, die Zeile und das Zeichen.",
        wrong="Meldung",
        cure="was Sie tun",
        ready="Kopieren Sie die fertige Berichtigung aus der Meldung.",
        groups={
            "content/source.py": "Die Datei",
            "content/front_matter.py": "Die Teile der Datei",
            ("content/folders.py", "content/loader.py"): "Die Ordner und die Namen der Dateien",
            "content/mapping_reader.py": "Die Felder",
            "content/parsers.py": "Die Werte der Felder",
            "content/tracking.py": "Die Schritte einer Maßnahme",
            "content/markdown.py": "Der Text",
            (
                "content/site_config.py",
                "content/taxonomy_config.py",
            ): "Einstellungen der Website, Klassifikationen und Wörter",
            "content/tracking_config.py": "Einstellungen der Nachverfolgung",
            "checks/roadmap.py": "Der ganze Plan",
            ("tracking/reminders.py", "checks/tracking.py"): "Die Nachverfolgung",
            "checks/prose/": "Hinweise, die die Veröffentlichung nicht verhindern",
            "tracking/translation_status.py": "Die Übersetzungen",
        },
    ),
}


def main() -> None:
    for file, text in messages_pages().items():
        file.write_text(text, encoding="utf-8")


def messages_pages() -> dict[Path, str]:
    """Return the list of messages in every language, by its file."""
    # Its classifications have the names that a message may quote.
    project = Project(SATULAHTI)
    return {
        ROOT / "docs" / words.messages: messages_page(
            words, Translator(code, lambda code=code: build.labels(project, code))
        )
        for code, words in GUIDES.items()
    }


def between(text: str, name: str, lines: Sequence[str]) -> str:
    """The text with these lines between the two marks of a name, and as it is where it has no such marks."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    marks = len(re.findall(rf"<!-- /?{name} -->", text))
    assert (marks, len(pattern.findall(text))) in ((0, 0), (2, 1)), f"the marks of {name} are not there once"
    return pattern.sub(lambda marks: marks[1] + "\n".join(["", *lines, "", marks[2]]), text)


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
