"""No message, label or guide has a word that docs/words.md tells to avoid: one word for one thing, in each language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
import yaml
from babel.messages.pofile import read_po

from generator.i18n import DOMAIN, LOCALE, SOURCE_LANGUAGE
from tests.project import ROOT

CODES = ("fi", "sv", "en", "de")
NOTHING = "–"
# The marks of a template, and what is prose in them: texts in quotation marks that are not given to a function.
TEMPLATE = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
PROSE = re.compile('(?<![(])"([^"]*)"')
# Code, names of files and targets of links, which nobody reads as words.
CODE = re.compile(
    r"^```.*?^```|^ {4}\S[^\n]*|`[^`\n]*`|\{\w*\}|https?://\S+|\]\([^)]*\)|--\w[\w-]*|\w*_\w*|[\w-]+\.\w+",
    re.DOTALL | re.MULTILINE,
)
# Words by which readers search, and parts of addresses.
NOT_READ = re.compile("keywords$|_slug$|^number_words$")


def pattern(entries: Sequence[str]) -> str:
    """Return what finds some entries of the table as whole words; a `*` stands for any letters."""
    forms = [re.escape(entry).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for entry in entries]
    return rf"(?<!\w)(?:{'|'.join(forms) or '(?!)'})(?!\w)"


@dataclass(frozen=True, slots=True)
class Words:
    """What docs/words.md says of one language: its words, those to avoid, and the phrases where these are right."""

    preferred: tuple[str, ...]
    avoided: tuple[str, ...]
    phrases: tuple[str, ...]

    def avoided_in(self, text: str) -> list[str]:
        """Return each word to avoid that a text has, with what stands around it."""
        text = TEMPLATE.sub(lambda mark: " ".join(PROSE.findall(mark[0])), text)
        text = CODE.sub("", re.sub(pattern(self.phrases), "", text, flags=re.IGNORECASE))
        return [
            f"{found[0]}: {' '.join(text[max(0, found.start() - 40) : found.end() + 20].split())}"
            for found in re.finditer(pattern(self.avoided), text, re.IGNORECASE)
        ]


def sections(text: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the heading of each section and the rows of its table, without those that name the columns."""
    for section in text.split("\n## ")[1:]:
        lines = [line for line in section.splitlines() if line.startswith("|")]
        yield section.partition("\n")[0], [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def entries(cell: str) -> list[str]:
    return [entry.strip() for entry in re.split("[,;]", cell) if entry.strip() != NOTHING]


SECTIONS = dict(sections((ROOT / "docs/words.md").read_text(encoding="utf-8")))
PHRASES = SECTIONS.pop("Where they are right")
ROWS = [row for rows in SECTIONS.values() for row in rows]


def words_of(code: str) -> Words:
    column = 2 * CODES.index(code)
    return Words(
        preferred=tuple(entry for row in ROWS for entry in entries(row[column])),
        avoided=tuple(entry for row in ROWS for entry in entries(row[column + 1])),
        phrases=tuple(phrase for language, phrase, _where in PHRASES if language == code),
    )


def texts_in(code: str) -> Iterator[str]:
    """Yield the messages, labels and guides in a language, and the labels with which a new city begins."""
    is_source = code == SOURCE_LANGUAGE
    for file in LOCALE.glob(f"{'*' if is_source else code}/LC_MESSAGES/{DOMAIN}.po"):
        for message in read_po(file.read_bytes().splitlines(keepends=True)):
            # The label of a field is its name where the messages are those of the code.
            if message.id and not (is_source and message.context):
                forms = message.id if is_source else message.string
                yield from (forms,) if isinstance(forms, str) else forms
    words: Mapping[str, str] = yaml.safe_load((ROOT / f"templates/words/{code}.yaml").read_bytes())
    yield from (text for name, text in words.items() if not NOT_READ.search(name))
    yield from values_of(yaml.safe_load((ROOT / "generator/authoring/scaffold/languages.yaml").read_bytes())[code])
    yield from (file.read_text(encoding="utf-8") for file in (ROOT / "generator/authoring/guides").glob(f"{code}.md"))


def values_of(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    else:
        yield from (text for part in (node.values() if isinstance(node, dict) else node) for text in values_of(part))


of_each_language = pytest.mark.parametrize("code", CODES)


@of_each_language
def test_no_message_label_or_guide_has_a_word_to_avoid(code):
    words = words_of(code)

    assert sorted({found for text in texts_in(code) for found in words.avoided_in(text)}) == []


@of_each_language
def test_no_word_is_both_right_and_wrong(code):
    words = words_of(code)

    assert [found for word in words.preferred for found in words.avoided_in(word)] == []


def test_a_phrase_is_listed_only_where_a_text_needs_it():
    texts = {code: "\n".join(texts_in(code)) for code in CODES}

    idle = [
        phrase
        for code, phrase, _where in PHRASES
        if not re.search(pattern([phrase]), texts[code], re.IGNORECASE)
        or not re.search(pattern(words_of(code).avoided), phrase.replace("*", ""), re.IGNORECASE)
    ]

    assert idle == []


def test_the_rows_are_whole_and_in_order():
    assert {len(row) for row in ROWS} == {2 * len(CODES)}
    assert all(all(row) for row in ROWS)
    for rows in SECTIONS.values():
        names = [row[0].strip("#-").casefold() for row in rows]
        assert names == sorted(names)


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("fi", "Toimenpiteen statuksen voi muuttaa.", ["statuksen"]),
        ("fi", "Anna komento `tiekartta status`. Kenttä on status_date.", []),
        ("sv", "Åtgärdens läge är inte känt. Se sidan Läget.", ["läge"]),
        ("sv", "Vägkartan är klar.", ["Vägkartan"]),
        ("en", "This website is invalid.", ["website", "invalid"]),
        ("de", "{{ ' auf der Webseite' }} Die Deadline ist abgelaufen.", ["Deadline"]),
        ("de", '{{ " auf der Webseite" }}', ["Webseite"]),
    ],
)
def test_a_word_to_avoid_is_found_as_a_whole_word_outside_code(code, text, found):
    assert [excerpt.partition(":")[0] for excerpt in words_of(code).avoided_in(text)] == found
