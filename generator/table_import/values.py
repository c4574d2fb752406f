"""Reads the values of measures from the cells of a table, and writes `classifications.yaml` for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import yaml

from generator import theme
from generator.authoring.front_matter_edit import field_line
from generator.content import parsers
from generator.diagnostics import DiagnosticCollector, did_you_mean
from generator.i18n import Message, _
from generator.model import Language
from generator.spreadsheets.tables import SheetCell
from generator.table_import.mapping import NOT_STATED, MappedClassification, TableMapping
from generator.table_import.proposal import value_id
from generator.table_import.rows import MeasureRows
from generator.table_import.shapes import divided, is_not_stated
from generator.table_import.vocabulary import NOT_STATED_LABELS, folded


class ValueReader:
    """Reads measure after measure, and knows then how many have each value and what it is called in each language."""

    def __init__(self, mapping: TableMapping, languages: Sequence[Language]) -> None:
        self._mapping, self._languages = mapping, languages
        self.counts = {classification.id: Counter[str]() for classification in mapping.classifications}
        self.diagnostics = DiagnosticCollector()
        self.notes: list[Message] = []
        # The words for a value in another language, by classification, value and language.
        self._words: dict[tuple[str, str, str], list[tuple[str, SheetCell]]] = {}

    def read(self, measure: MeasureRows, classification: MappedClassification) -> list[str]:
        """Return the ids of a measure's values; that of nothing stated where its cell is empty."""
        texts = [
            text
            for name in self._mapping.columns_of(classification.id)
            for text in divided(measure.text(name), classification.divided_by)
        ]
        if classification.id == self._mapping.groups:
            texts.append(measure.group)
        if classification.id == self._mapping.sheets:
            texts.append(measure.first.sheet)
        known = {folded(text): value for text, value in classification.values.items()} | dict(classification.values)
        values = []
        for text in texts:
            value = known.get(text) or known.get(folded(text))
            if value:
                values.append(value)
            elif text and not is_not_stated(text):
                self._report_unknown(measure, classification, text)
        self._read_words(measure, classification, values)
        values = list(dict.fromkeys(values)) or [NOT_STATED]
        self.counts[classification.id].update(values)
        return values

    def lines(self) -> Iterator[str]:
        """Yield the lines of `classifications.yaml`, after all measures were read."""
        taken = {language.code: _site_slugs(language) for language in self._languages}
        for number, classification in enumerate(self._mapping.classifications):
            yield f"{classification.id}:"
            for name in ("label", "plural"):
                labels = {language.code: classification.labels[language.code] for language in self._languages}
                yield from _translated_lines("  ", name, labels)
            if classification.divided_by:
                yield "  several: yes"
            if number == 0:
                yield "  menu: main"
            for language in self._languages:
                folder = parsers.free_name(
                    parsers.slug_of(classification.labels[language.code], language.code), taken[language.code]
                )
                taken[language.code].add(folder)
                yield f"  folder_{language.code}: {folder}"
            yield "  values:"
            yield from self._value_lines(classification)

    def _value_lines(self, classification: MappedClassification) -> Iterator[str]:
        slugs: dict[str, set[str]] = {language.code: set() for language in self._languages}
        texts = dict(classification.texts)
        if self.counts[classification.id][NOT_STATED]:
            texts[NOT_STATED] = ""
        for value, text in texts.items():
            labels = {language.code: self._label(classification, value, text, language) for language in self._languages}
            yield f"    {value}:"
            yield from _translated_lines("      ", "label", labels)
            if value in classification.sizes:
                # “5” says nothing where its classification is not beside it.
                names = {code: f"{classification.labels[code]}: {label}" for code, label in labels.items()}
                yield from _translated_lines("      ", "name", names)
            for language in self._languages:
                slug = parsers.free_name(value_id(labels[language.code], language), slugs[language.code])
                slugs[language.code].add(slug)
                yield f"      slug_{language.code}: {slug}"
            if value in classification.sizes:
                yield f"      size: {classification.sizes[value]}"

    def _label(self, classification: MappedClassification, value: str, text: str, language: Language) -> str:
        """Return what most measures call a value in a language, and note where one calls it otherwise."""
        if not text:
            return NOT_STATED_LABELS.get(language.code[:2], "–")
        words = self._words.get((classification.id, value, language.code), [])
        usual = Counter(word for word, _cell in words).most_common(1)[0][0] if words else text
        for word, cell in words:
            if word != usual:
                message = _(
                    "{cell}: “{text}” is usually written “{usual}” here, so that is used.",
                    cell=cell,
                    text=word,
                    usual=usual,
                )
                self.notes.append(message)
        return usual

    def _read_words(self, measure: MeasureRows, classification: MappedClassification, values: Sequence[str]) -> None:
        """Remember what a measure's values are called in the columns of other languages."""
        for language in self._languages:
            for name in self._mapping.columns_of(f"{classification.id}_{language.code}"):
                words = divided(measure.text(name), classification.divided_by)
                cell = measure.location_of(name)
                if len(words) == len(values):
                    for value, word in zip(values, words, strict=True):
                        self._words.setdefault((classification.id, value, language.code), []).append((word, cell))
                elif words:
                    message = _(
                        "{cell}: left out, because the number of values differs: {text}",
                        cell=cell,
                        text=", ".join(words),
                    )
                    self.notes.append(message)

    def _report_unknown(self, measure: MeasureRows, classification: MappedClassification, text: str) -> None:
        names = [name for name in self._mapping.columns_of(classification.id) if measure.text(name)]
        location = measure.location_of(names[0]) if names else measure.location
        suggestion = did_you_mean(text, classification.values)
        if suggestion:
            message = _(
                '"{text}" is not a value of “{name}”. Did you mean "{suggestion}"?',
                text=text,
                name=classification.id,
                suggestion=suggestion,
            )
        else:
            message = _(
                '"{text}" is not a value of “{name}”. Add it to the mapping.', text=text, name=classification.id
            )
        self.diagnostics.add(location, message)


def _translated_lines(indent: str, name: str, texts: Mapping[str, str]) -> Iterator[str]:
    yield from (f"{indent}{field_line(f'{name}_{code}', text)}" for code, text in texts.items())


def _site_slugs(language: Language) -> set[str]:
    """Return the parts of addresses that the site itself has in a language."""
    file = theme.BUILT_IN / "templates" / "words" / f"{language.code}.yaml"
    words = yaml.safe_load(file.read_bytes()) if file.is_file() else {}
    return {parsers.line(text) for name, text in words.items() if name.endswith("_slug")}
