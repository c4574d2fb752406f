"""Makes the content files of a table by its mapping: a file for each measure, and the classifications."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from generator.authoring.front_matter_edit import field_line
from generator.authoring.new_measure import file_stem
from generator.content import parsers
from generator.content.paths import MEASURES
from generator.content.taxonomy_config import CLASSIFICATIONS
from generator.i18n import Message, _
from generator.model import Language
from generator.table_import.body import BodyWriter
from generator.table_import.mapping import CODE, KEYWORDS, NUMBER, PROBLEM, SLUG, TITLE, TableMapping
from generator.table_import.rows import Arrangement, MeasureRows, arrange
from generator.table_import.shapes import WHOLE_NUMBER
from generator.table_import.table import Table
from generator.table_import.values import ValueReader

_LONGEST_TITLE = 300
_SHORTEST_SENTENCE = 20


@dataclass(frozen=True, slots=True)
class Conversion:
    """What becomes of a table: content files by their paths from the content folder, and what is to be said of it.

    `counts` has how many measures have each value, by classification and value; `notes` are about single cells.
    """

    files: Mapping[str, str]
    arrangement: Arrangement
    counts: Mapping[str, Counter[str]]
    notes: tuple[Message, ...]


def convert(table: Table, mapping: TableMapping, languages: Sequence[Language]) -> Conversion:
    """Return what becomes of a table, the same for the same table and mapping.

    Raises:
        ContentError: A cell has a value that its classification in the mapping does not have.
    """
    arrangement = arrange(table, mapping)
    converter = _Conversion(table, mapping, languages)
    files = dict(map(converter.measure, arrangement.measures))
    values = converter.values
    values.diagnostics.raise_any()
    files = {CLASSIFICATIONS: "".join(f"{line}\n" for line in values.lines()), **files}
    without_titles = [
        _("No column has titles in {language}. Those of another language are used.", language=language.endonym)
        for language in languages
        if language.code not in mapping.titles
    ]
    return Conversion(files, arrangement, values.counts, (*converter.notes, *values.notes, *without_titles))


class _Conversion:
    """Converts the measures one after the other, and remembers what none may have again."""

    def __init__(self, table: Table, mapping: TableMapping, languages: Sequence[Language]) -> None:
        self.values = ValueReader(mapping, languages)
        self.notes: list[Message] = []
        self._mapping, self._languages = mapping, languages
        self._body = BodyWriter(table, mapping, languages)
        # A measure without a number gets one that no row has; without a code, readers know it by its number.
        texts = {
            role: [text for name in mapping.columns_of(role) for text in table.texts(name)] for role in (NUMBER, CODE)
        }
        numbers, self._number_codes = (
            {int(text.rstrip(".")) for text in texts[role] if WHOLE_NUMBER.fullmatch(text)} for role in (NUMBER, CODE)
        )
        self._free_numbers = (number for number in count(1) if number not in numbers | self._number_codes)
        self._numbers: set[int] = set()
        self._codes: set[str] = set()
        self._slugs: dict[str, set[str]] = {language.code: set() for language in languages}

    def measure(self, measure: MeasureRows) -> tuple[str, str]:
        """Return the path and the text of a measure's file."""
        code = self._code(measure)
        number = self._number(measure, code)
        fields = {"number": str(number), "code": code}
        for classification in self._mapping.classifications:
            fields[classification.id] = ", ".join(self.values.read(measure, classification))
        titles = {language.code: self._title(measure, language) for language in self._languages}
        for language in self._languages:
            fields |= self._texts(measure, language, titles[language.code])
        lines = ["---", *(field_line(name, text) for name, text in fields.items() if text), "---"]
        # What did not fit into a field goes into the text.
        more = [
            name for name in self._mapping.columns_of(NUMBER) if measure.text(name).rstrip(".") not in ("", str(number))
        ]
        more += [name for name in self._mapping.columns_of(CODE) if not code and measure.text(name)]
        bodies = {}
        for language in self._languages:
            name = self._mapping.titles.get(language.code, "")
            is_cut = parsers.line(measure.text(name)) not in ("", titles[language.code])
            bodies[language] = [*self._body.lines(measure, language, [*more, *([name] if is_cut else [])])]
            more = []
        for language, body in bodies.items():
            lines += ["", f"# {language.endonym}", *(body or self._other_body(measure, language, bodies))]
        stem = file_stem(number, fields[f"{SLUG}_{self._languages[0].code}"], "")
        return f"{MEASURES}/{stem}.md", "".join(f"{line}\n" for line in lines)

    def _number(self, measure: MeasureRows, code: str) -> int:
        """Return the number that its row has, or else the next that no row has, as a number or a code."""
        texts = [measure.text(name) for name in self._mapping.columns_of(NUMBER)]
        number = int(texts[0].rstrip(".")) if texts and WHOLE_NUMBER.fullmatch(texts[0]) else 0
        if not number or number in self._numbers or (not code and number in self._number_codes):
            number = next(self._free_numbers)
        self._numbers.add(number)
        return number

    def _code(self, measure: MeasureRows) -> str:
        """Return the code of a measure, empty where it does not do as one or an earlier measure has it too."""
        code = "".join(parsers.line(measure.text(name)) for name in self._mapping.columns_of(CODE))
        if code and not parsers.CODE.fullmatch(code):
            message = _(
                "{cell}: “{code}” cannot be used as a code. It is in the text.", cell=measure.location, code=code
            )
            self.notes.append(message)
            return ""
        if code in self._codes:
            message = _(
                "{cell}: “{code}” is also the code of an earlier measure. It is in the text.",
                cell=measure.location,
                code=code,
            )
            self.notes.append(message)
            return ""
        self._codes |= {code} - {""}
        return code

    def _title(self, measure: MeasureRows, language: Language) -> str:
        """Return the title in a language, of at most 300 characters; that of another where there is none."""
        own = self._mapping.titles.get(language.code, "")
        texts = [parsers.line(measure.text(name)) for name in (own, *self._mapping.titles.values())]
        whole = next(filter(None, texts))
        if own and not texts[0]:
            message = _(
                "{cell}: There is no title in {language}, so that of another language is used: {text}",
                cell=measure.location,
                language=language.endonym,
                text=whole,
            )
            self.notes.append(message)
        title = _short_title(whole)
        if title != whole and texts[0]:
            message = _(
                "{cell}: The title is long. Its beginning becomes the title, and the text has all of it.",
                cell=measure.location,
            )
            self.notes.append(message)
        return title

    def _other_body(
        self, measure: MeasureRows, language: Language, bodies: Mapping[Language, Sequence[str]]
    ) -> Sequence[str]:
        """Return the text of another language in place of one that the table lacks, empty where there is none."""
        other = next(filter(None, bodies.values()), ())
        if other and not language.draft:
            message = _(
                "{cell}: There is no text in {language}, so that of another language is used.",
                cell=measure.location,
                language=language.endonym,
            )
            self.notes.append(message)
        return other

    def _texts(self, measure: MeasureRows, language: Language, title: str) -> dict[str, str]:
        """Return the texts of a measure in a language that are fields."""

        def text(role: str) -> str:
            return "\n".join(filter(None, map(measure.text, self._mapping.columns_of(f"{role}_{language.code}"))))

        slug = parsers.free_name(parsers.slug_of(text(SLUG) or title, language.code), self._slugs[language.code])
        self._slugs[language.code].add(slug)
        keywords = filter(None, map(parsers.line, re.split(r"[,;/\n]", text(KEYWORDS))))
        fields = {TITLE: title, SLUG: slug, PROBLEM: parsers.line(text(PROBLEM)), KEYWORDS: ", ".join(keywords)}
        return {f"{name}_{language.code}": value for name, value in fields.items()}


def _short_title(title: str) -> str:
    """Return a title of at most 300 characters: its first sentence, or as many words as there is room for."""
    if len(title) <= _LONGEST_TITLE:
        return title
    sentence = re.match(rf".{{{_SHORTEST_SENTENCE},{_LONGEST_TITLE - 1}}}?[.;:!?](?=\s)", title)
    if sentence:
        return sentence[0].rstrip(".;:")
    return f"{title[: _LONGEST_TITLE - 1].rpartition(' ')[0]} …"
