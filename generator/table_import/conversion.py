"""Makes the content files of a table by its mapping: a file for each measure, and the classifications."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import yaml
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from generator import theme
from generator.authoring.front_matter_edit import field_line
from generator.authoring.new_measure import file_stem
from generator.content import parsers
from generator.content.paths import MEASURES
from generator.content.taxonomy_config import CLASSIFICATIONS
from generator.diagnostics import DiagnosticCollector, InvalidValue, did_you_mean
from generator.i18n import Message, _
from generator.model import Language
from generator.table_import.mapping import (
    CODE,
    DESCRIPTION,
    KEYWORDS,
    LEFT_OUT,
    NOT_STATED,
    NUMBER,
    PARENT,
    PROBLEM,
    SLUG,
    TEXT,
    TITLE,
    MappedClassification,
    TableMapping,
)
from generator.table_import.markdown import inline, paragraphs
from generator.table_import.proposal import divided, is_not_stated
from generator.table_import.rows import Arrangement, MeasureRows, arrange
from generator.table_import.table import Cell, Column, Row, Table
from generator.table_import.vocabulary import MONEY, NOT_STATED_LABELS, bare_heading, folded

_LONGEST_TITLE = 300
_SHORTEST_SENTENCE = 20
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN_NUMBER = re.compile(r"-?[1-9][0-9]*(\.[0-9]+)?|-?0\.[0-9]+")


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
    converter = _Converter(table, mapping, languages)
    files = dict(map(converter.measure, arrangement.measures))
    converter.diagnostics.raise_any()
    text = "".join(f"{line}\n" for line in converter.classification_lines())
    for language in languages:
        if language.code not in mapping.titles:
            message = _(
                "No column has titles in {language}: those of another language stand in.", language=language.endonym
            )
            converter.notes.append(message)
    return Conversion({CLASSIFICATIONS: text, **files}, arrangement, converter.counts, tuple(converter.notes))


@dataclass(slots=True)
class _Converter:
    """Converts the measures one after the other, and remembers what none may have again."""

    table: Table
    mapping: TableMapping
    languages: Sequence[Language]
    diagnostics: DiagnosticCollector = field(default_factory=DiagnosticCollector)
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    notes: list[Message] = field(default_factory=list)
    _numbers: set[int] = field(default_factory=set)
    _slugs: dict[str, set[str]] = field(default_factory=dict)
    _codes: set[str] = field(default_factory=set)
    # What a value is called in a language, with the cell: by classification, value and language.
    _words: dict[tuple[str, str, str], list[Cell]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.counts = {classification.id: Counter() for classification in self.mapping.classifications}
        self._slugs = {language.code: set() for language in self.languages}
        # A measure without a number gets one that no other row has.
        texts = [text for name in self.mapping.columns_of(NUMBER) for text in self.table.texts(name)]
        self._numbers = {int(text.rstrip(".")) for text in texts if re.fullmatch(r"[0-9]{1,5}\.?", text)}

    def measure(self, measure: MeasureRows) -> tuple[str, str]:
        """Return the path and the text of a measure's file."""
        fields: dict[str, str] = {}
        # What has no field of its own, with the heading that it stood under, by language.
        rest: dict[str, list[tuple[str, str]]] = {language.code: [] for language in self.languages}
        fields["number"] = str(self._number(measure, rest))
        if code := self._code(measure, rest):
            fields["code"] = code
        for classification in self.mapping.classifications:
            values = self._values(measure, classification)
            fields[classification.id] = ", ".join(values)
            self.counts[classification.id].update(values)
            self._learn_words(measure, classification, values)
        for language in self.languages:
            fields |= self._texts(measure, language, rest)
        slug = fields[f"slug_{self.languages[0].code}"]
        lines = ["---", *(field_line(name, text) for name, text in fields.items() if text), "---"]
        for language in self.languages:
            lines += ["", f"# {language.endonym}", *self._body(measure, language, rest[language.code])]
        return f"{MEASURES}/{file_stem(int(fields['number']), slug, '')}.md", "".join(f"{line}\n" for line in lines)

    def classification_lines(self) -> Iterator[str]:
        """Yield the lines of `classifications.yaml`."""
        for index, classification in enumerate(self.mapping.classifications):
            used = {parsers.slug_of(classification.id), *_reserved(self.languages)}
            yield f"{classification.id}:"
            for name in ("label", "plural"):
                yield from (f"  {field_line(f'{name}_{code}', text)}" for code, text in classification.labels.items())
            if classification.divided_by:
                yield "  several: yes"
            if index == 0:
                yield "  menu: main"
            for language in self.languages:
                slug = parsers.slug_of(classification.labels[language.code], language.code)
                yield f"  folder_{language.code}: {slug if slug not in used - {classification.id} else f'{slug}-2'}"
            yield "  values:"
            slugs: dict[str, set[str]] = {language.code: set() for language in self.languages}
            for value, labels in self._labels(classification).items():
                yield f"    {field_line(value, '').rstrip()}"
                for code, label in labels.items():
                    yield f"      {field_line(f'label_{code}', label)}"
                for code, taken in slugs.items():
                    slug = value if code == self.languages[0].code else parsers.slug_of(labels[code], code)
                    yield f"      slug_{code}: {_free(slug.lower(), taken)}"
                if value in classification.sizes:
                    yield f"      size: {classification.sizes[value]}"

    def _labels(self, classification: MappedClassification) -> dict[str, dict[str, str]]:
        """Return the labels of each value by language."""
        labels = {
            value: {language.code: self._word(classification, value, language, text) for language in self.languages}
            for value, text in classification.texts.items()
        }
        if self.counts[classification.id][NOT_STATED]:
            labels[NOT_STATED] = {
                language.code: NOT_STATED_LABELS.get(language.code[:2], "–") for language in self.languages
            }
        return labels

    def _learn_words(self, measure: MeasureRows, classification: MappedClassification, values: Sequence[str]) -> None:
        """Remember what a measure's values are called in the columns of other languages."""
        for language in self.languages:
            for name in self.mapping.columns_of(f"{classification.id}_{language.code}"):
                words = divided(measure.text(name), classification.divided_by)
                location = measure.first.cells[name].location if name in measure.first.cells else measure.location
                if len(words) == len(values):
                    for value, word in zip(values, words, strict=True):
                        self._words.setdefault((classification.id, value, language.code), []).append(
                            Cell(word, location)
                        )
                elif words:
                    self.notes.append(
                        _("{cell}: left out, as it has another number of values: {text}", cell=location, text=words[0])
                    )

    def _word(self, classification: MappedClassification, value: str, language: Language, text: str) -> str:
        """Return what most rows call a value in a language, and note those that call it otherwise."""
        cells = self._words.get((classification.id, value, language.code), [])
        usual = Counter(cell.text for cell in cells).most_common(1)[0][0] if cells else text
        for cell in cells:
            if cell.text != usual:
                message = _(
                    "{cell}: “{text}” is elsewhere “{usual}”, which is used.",
                    cell=cell.location,
                    text=cell.text,
                    usual=usual,
                )
                self.notes.append(message)
        return usual

    def _number(self, measure: MeasureRows, rest: dict[str, list[tuple[str, str]]]) -> int:
        """Return the number that its row has, or else the next that no row has."""
        for name in self.mapping.columns_of(NUMBER):
            text = measure.text(name)
            if re.fullmatch(r"[1-9][0-9]{0,4}\.?", text):
                return int(text.rstrip("."))
            self._keep(measure, name, rest)
        number = next(number for number in range(1, len(self._numbers) + 2) if number not in self._numbers)
        self._numbers.add(number)
        return number

    def _code(self, measure: MeasureRows, rest: dict[str, list[tuple[str, str]]]) -> str:
        """Return the code of a measure. One that an earlier measure has goes into the text."""
        for name in self.mapping.columns_of(CODE):
            code = parsers.line(measure.text(name))
            if not code:
                continue
            if code not in self._codes:
                self._codes.add(code)
                return code
            self.notes.append(
                _(
                    "{cell}: “{code}” is the code of an earlier measure too. It is in the text.",
                    cell=measure.location,
                    code=code,
                )
            )
            self._keep(measure, name, rest)
        return ""

    def _keep(self, measure: MeasureRows, name: str, rest: dict[str, list[tuple[str, str]]]) -> None:
        if text := measure.text(name):
            rest[self.languages[0].code].append((name, text))

    def _values(self, measure: MeasureRows, classification: MappedClassification) -> list[str]:
        """Return the ids of a measure's values; that of nothing stated where its cell is empty."""
        texts: list[str] = []
        for name in self.mapping.columns_of(classification.id):
            texts += divided(measure.text(name), classification.divided_by)
        if classification.id == self.mapping.groups:
            texts.append(measure.group)
        if classification.id == self.mapping.sheets:
            texts.append(measure.first.sheet)
        ids = []
        by_spelling = {folded(text): value for text, value in classification.values.items()}
        for text in texts:
            value = classification.values.get(text) or by_spelling.get(folded(text))
            if value is None and not is_not_stated(text):
                self._report_value(measure, classification, text)
            elif value is not None:
                ids.append(value)
        return list(dict.fromkeys(ids)) or [NOT_STATED]

    def _report_value(self, measure: MeasureRows, classification: MappedClassification, text: str) -> None:
        cells = [measure.first.cells.get(name) for name in self.mapping.columns_of(classification.id)]
        location = next((cell.location for cell in cells if cell), measure.location)
        suggestion = did_you_mean(text, classification.values)
        message = (
            _(
                '"{text}" is not a value of “{name}”. Did you mean "{suggestion}"?',
                text=text,
                name=classification.id,
                suggestion=suggestion,
            )
            if suggestion
            else _(
                '"{text}" is not a value of “{name}”. Add it there in the mapping.', text=text, name=classification.id
            )
        )
        self.diagnostics.add(location, message)

    def _texts(
        self, measure: MeasureRows, language: Language, rest: dict[str, list[tuple[str, str]]]
    ) -> dict[str, str]:
        """Return the texts of a measure in a language that are fields."""
        code = language.code
        column = self.mapping.titles.get(code)
        whole = parsers.line(measure.text(column)) if column else ""
        if not whole:
            # Another language stands in, as a site must have a title in each.
            others = [parsers.line(measure.text(name)) for name in self.mapping.titles.values()]
            whole = next(filter(None, others))
            if column:
                message = _(
                    "{cell}: There is no title in {language}, so that of another language stands in: {text}",
                    cell=measure.location,
                    language=language.endonym,
                    text=whole,
                )
                self.notes.append(message)
        title = _short_title(whole)
        if title != whole and column:
            rest[code].append((column, whole))
            self.notes.append(
                _(
                    "{cell}: The title is long. Its beginning is the title, all of it is in the text.",
                    cell=measure.location,
                )
            )
        slugs = [measure.text(name) for name in self.mapping.columns_of(f"{SLUG}_{code}")]
        slug = parsers.slug_of(" ".join(slugs) or title, language.code)
        texts = {f"{TITLE}_{code}": title, f"{SLUG}_{code}": _free(slug, self._slugs[code])}
        problem = " ".join(parsers.line(measure.text(name)) for name in self.mapping.columns_of(f"{PROBLEM}_{code}"))
        keywords = [
            word.replace(",", " ")
            for name in self.mapping.columns_of(f"{KEYWORDS}_{code}")
            for word in re.split(r"[,;/\n]", measure.text(name))
        ]
        return {
            **texts,
            f"{PROBLEM}_{code}": problem,
            f"{KEYWORDS}_{code}": ", ".join(filter(None, map(parsers.line, keywords))),
        }

    def _body(self, measure: MeasureRows, language: Language, rest: Sequence[tuple[str, str]]) -> Iterator[str]:
        """Yield the lines of a measure's text in a language, without what its title says already."""
        titles = {parsers.line(measure.text(name)) for name in self.mapping.titles.values()}
        for name in self.mapping.columns_of(f"{DESCRIPTION}_{language.code}"):
            if (text := measure.text(name)) and parsers.line(text) not in titles:
                yield from ("", paragraphs(text))
        for column in self.table.columns:
            text = measure.text(column.name)
            if self.mapping.columns[column.name] == f"{TEXT}_{language.code}" and parsers.line(text) not in {
                "",
                *titles,
            }:
                heading = bare_heading(column.heading, [one.code for one in self.languages])
                yield from self._section(heading, _written(text, column, language))
        for name, text in rest:
            yield from self._section(name, text)
        if language == self.languages[0]:
            for part in measure.parts:
                yield from self._part(part, (measure.first, *measure.parts), language)

    @staticmethod
    def _section(heading: str, text: str) -> Iterator[str]:
        if heading:
            yield from ("", f"## {inline(parsers.line(heading))}")
        yield from ("", paragraphs(text))

    def _part(self, part: Row, rows: Sequence[Row], language: Language) -> Iterator[str]:
        """Yield the lines of a row that belongs to a measure, whose rows are all given."""
        title = next(part.text(name) for name in self.mapping.titles.values() if part.text(name))
        yield from ("", f"## {inline(parsers.line(title))}")
        # What is the same in all parts and in the measure is said by the measure.
        alike = {name for name in self.mapping.columns if len({row.text(name) for row in rows}) == 1}
        for column in self.table.columns:
            role, text = self.mapping.columns[column.name], part.text(column.name)
            if role in (CODE, NUMBER, PARENT, LEFT_OUT) or role.startswith(f"{TITLE}_") or not text:
                continue
            if role.startswith((f"{DESCRIPTION}_", f"{TEXT}_", f"{PROBLEM}_")):
                yield from ("", paragraphs(_written(text, column, language)))
            elif column.name not in alike:
                yield from ("", paragraphs(f"{column.heading}: {_written(text, column, language)}"))


def _free(slug: str, taken: set[str]) -> str:
    """Return the slug, with a number where it is taken, and take it."""
    candidates = (slug, *(f"{slug[: parsers.LONGEST_SLUG - 5]}-{number}" for number in range(2, len(taken) + 3)))
    free = next(candidate for candidate in candidates if candidate not in taken)
    taken.add(free)
    return free


def _short_title(title: str) -> str:
    """Return a title of at most 300 characters: its first sentence, or as many words as there is room for."""
    if len(title) <= _LONGEST_TITLE:
        return title
    sentence = re.match(rf".{{{_SHORTEST_SENTENCE},{_LONGEST_TITLE - 1}}}?[.;:!?](?=\s)", title)
    if sentence:
        return sentence[0].rstrip(".;:")
    return f"{title[: _LONGEST_TITLE - 1].rpartition(' ')[0]} …"


def _written(text: str, column: Column, language: Language) -> str:
    """Return the text of a cell as the language writes it: days, decimals, and amounts of money."""
    try:
        locale = Locale.parse(language.locale)
    except (ValueError, LookupError):
        return text
    if _ISO_DAY.fullmatch(text):
        try:
            return format_date(parsers.date(text), "long", locale)
        except InvalidValue:
            return text
    if _PLAIN_NUMBER.fullmatch(text) and (MONEY.search(folded(column.heading)) or "." in text):
        return format_decimal(
            text, "#,##0.##########" if MONEY.search(folded(column.heading)) else "0.##########", locale
        )
    return text


def _reserved(languages: Sequence[Language]) -> set[str]:
    """Return the parts of addresses that the site itself has in some languages."""
    words: dict[str, str] = {}
    for language in languages:
        file = theme.BUILT_IN / "templates" / "words" / f"{language.code}.yaml"
        if file.is_file():
            words |= {f"{language.code}.{name}": text for name, text in yaml.safe_load(file.read_bytes()).items()}
    return {text for name, text in words.items() if name.endswith("_slug")}
