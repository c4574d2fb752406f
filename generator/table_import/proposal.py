"""Proposes what each column of a table becomes, by the words of its heading and by what stands in its cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from statistics import median

from generator.content import parsers
from generator.content.schema import taken_names
from generator.content.taxonomy_config import LARGEST_SIZE
from generator.diagnostics import ContentError, Diagnostic
from generator.i18n import _
from generator.model import Language
from generator.table_import.mapping import (
    CODE,
    DESCRIPTION,
    JOINED,
    KEYWORDS,
    LEFT_OUT,
    NOT_STATED,
    NUMBER,
    PARENT,
    PROBLEM,
    RESPONSIBLE,
    SEPARATORS,
    SLUG,
    STATE,
    TEXT,
    TITLE,
    MappedClassification,
    TableMapping,
)
from generator.table_import.rows import Arrangement, arrange, is_total
from generator.table_import.table import Column, Table
from generator.table_import.vocabulary import (
    DATE,
    GROUP_LABELS,
    HEADINGS,
    LANGUAGES,
    SCALES,
    bare_heading,
    folded,
    heading_score,
    words_of,
)
from generator.table_import.vocabulary import (
    NOT_STATED as NOT_STATED_WORDS,
)

# A column has few values where there are at most so many, and each is there twice on average.
_MOST_VALUES, _LONGEST_VALUE = 40, 80
# Ten years or the steps of a scale, with or without parentheses.
_MOST_NUMBERS = 12
# Units may each be there but once.
_MOST_UNITS = 300
_LONGEST_CODE = 14
# What a heading scores that has the word itself.
_WHOLE_WORD = 6
# Texts of this length are prose.
_PROSE_LENGTH = 80
_WHOLE_NUMBER = re.compile(r"[1-9][0-9]{0,4}\.?")
_CONTENT_FILE = re.compile(r"(measures/)?[^\W_]+([_-]+[^\W_]+)*\.md")
_CODE_FORM = re.compile(r"(?=.*[0-9])[^\W_]+([.+/ -]{0,2}[^\W_]+)*\.?|[^\W\d_]{1,3}")


def propose(table: Table, languages: Sequence[Language]) -> TableMapping:
    """Return what each column of a table becomes in a site of some languages.

    Raises:
        ContentError: No column has titles.
    """
    columns = {column.name: "" for column in table.columns}
    proposal = _Proposal(table, languages, columns)
    proposal.choose_keys()
    proposal.choose_titles()
    mapping = proposal.with_level()
    arrangement = arrange(table, replace(mapping, groups="-"))
    proposal.choose_texts(arrangement)
    return proposal.with_classifications(mapping.level, arrangement)


def separator_of(texts: Sequence[str]) -> str:
    """Return the name of what divides several values in a cell, empty where each cell has one.

    Dividing must leave fewer different values than there were, which are in other cells too.
    """
    whole = set(texts)
    for name, separator in SEPARATORS.items():
        if not any(separator in text for text in texts):
            continue
        parts = [part for text in texts for part in divided(text, name)]
        distinct = set(parts)
        has_words = all(any(map(str.isalpha, part)) for part in distinct)
        if has_words and len(distinct) < len(whole) and _is_few(parts):
            return name
    return ""


def divided(text: str, separator: str) -> list[str]:
    """Return the values of a cell, each on one line."""
    parts = text.split(SEPARATORS[separator]) if separator else [text]
    return [line for part in parts if (line := parsers.line(part.strip(" •·-") if separator == "line" else part))]


def is_not_stated(text: str) -> bool:
    """Return whether a cell says that nothing is known."""
    return folded(text) in NOT_STATED_WORDS


class _Proposal:
    """The roles of the columns as they are chosen one after the other; an empty one is not chosen yet."""

    def __init__(self, table: Table, languages: Sequence[Language], roles: dict[str, str]) -> None:
        self._table, self._languages, self._roles = table, languages, roles
        # Headings between the rows, footnotes and totals say nothing of a column.
        rows = [row for row in table.rows if len(row.cells) > 1 and not is_total(row, ())]
        self._rows = rows or table.rows

    def choose_keys(self) -> None:
        """Choose the columns of numbers, codes and parents, which tell the rows apart."""
        codes = self._by_words("code", self._is_code) + self._by_words("number", self._is_code)
        for column in codes[:1] or self._by_shape(self._is_code)[:1]:
            self._roles[column.name] = CODE
        for column in self._by_words("number", self._is_number)[:1]:
            self._roles[column.name] = NUMBER
        if not {CODE, NUMBER} & set(self._roles.values()):
            for column in self._by_shape(self._is_running)[:1]:
                self._roles[column.name] = NUMBER
        known = set(chain.from_iterable(self._texts(name) for name, role in self._roles.items() if role == CODE))
        for column in self._by_words("parent", lambda texts: set(texts) <= known)[:1]:
            self._roles[column.name] = PARENT
        self._join_codes()

    def choose_titles(self) -> None:
        """Choose the column of titles in each language that has one.

        Raises:
            ContentError: There is none.
        """
        self._choose_text(TITLE, "title", self._has_titles)
        if TITLE not in "".join(self._roles.values()):
            own = self._by_shape(lambda texts: len(set(texts)) * 5 >= len(texts) * 4 and self._has_titles(texts))
            for column in own[:1]:
                self._roles[column.name] = f"{TITLE}_{self._language(column, '')}"
        if TITLE not in "".join(self._roles.values()):
            message = _(
                "No column here has titles of measures. Write a heading such as “{heading}” above the one that has.",
                heading=_("Measure"),
            )
            raise ContentError([Diagnostic(self._table.columns[0].location, message)])

    def with_level(self) -> TableMapping:
        """Return the mapping so far, with the level of the measures: the deepest with titles of its own."""
        mapping = TableMapping(self._roles)
        parents = mapping.columns_of(PARENT)
        if not parents:
            return mapping
        title, code = next(iter(mapping.titles.values())), mapping.columns_of(CODE)[0]
        by_code = {row.text(code): row.text(parents[0]) for row in self._table.rows}
        titles: dict[int, list[str]] = {}
        for row in self._table.rows:
            level, above = 1, row.text(parents[0])
            while above and level < len(by_code):
                level, above = level + 1, by_code.get(above, "")
            titles.setdefault(level, []).append(row.text(title))
        own = [level for level, texts in titles.items() if len(set(texts)) * 5 >= len(texts) * 4]
        return replace(mapping, level=max(own, default=1))

    def choose_texts(self, arrangement: Arrangement) -> None:
        """Choose the columns of problems, descriptions and keywords; the rest of the prose is text."""
        self._choose_text(DESCRIPTION, "description", _is_prose)
        self._choose_text(PROBLEM, "problem", _is_prose)
        self._choose_text(KEYWORDS, "keywords", bool)
        self._choose_text(SLUG, "slug", lambda texts: all(map(parsers.SLUG.fullmatch, texts)))
        for column in self._by_shape(self._is_own_file):
            self._roles[column.name] = LEFT_OUT
        for language in self._languages:
            if f"{DESCRIPTION}_{language.code}" not in self._roles.values():
                self._choose_description(language.code, arrangement)

    def _choose_description(self, code: str, arrangement: Arrangement) -> None:
        """Choose the column of a language with the longest texts, where most measures have prose."""
        lengths = {}
        for column in self._free_columns():
            texts = _measure_texts(arrangement, column.name)
            if self._language(column, "") == code and len(texts) * 2 >= len(arrangement.measures) > 0:
                lengths[column.name] = median(map(len, texts))
        longest = max(lengths, key=lambda name: lengths[name], default="")
        if longest and lengths[longest] >= _PROSE_LENGTH:
            self._roles[longest] = f"{DESCRIPTION}_{code}"

    def with_classifications(self, level: int, arrangement: Arrangement) -> TableMapping:
        """Return the mapping with a classification for each column of few values; what is left is text."""
        taken = set(taken_names(self._languages)) - {RESPONSIBLE}
        classifications: list[MappedClassification] = []
        for column in self._table.columns:
            if self._roles[column.name]:
                continue
            if labelled := self._labelled(column, classifications, arrangement):
                self._roles[column.name] = labelled
                continue
            classification = self._classification(column, arrangement, taken)
            if classification is None:
                self._roles[column.name] = f"{TEXT}_{self._language(column, '')}"
                continue
            taken.add(classification.id)
            self._roles[column.name] = classification.id
            classifications.append(classification)
        names: list[str] = []
        # A roadmap needs a classification: where the table has none, the name of the sheet is one.
        has_any = bool(classifications or arrangement.groups)
        for labels in (arrangement.groups, () if has_any and len(self._table.sheets) == 1 else self._table.sheets):
            name = ""
            if labels:
                label = GROUP_LABELS.get(self._languages[0].code, GROUP_LABELS["en"])
                name = self._free_id(label, taken)
                taken.add(name)
                classifications.insert(0, self._of_values(name, label, list(labels), ""))
            names.append(name)
        groups, sheets = names
        return TableMapping(self._roles, tuple(classifications), groups, sheets, level)

    def _by_words(self, role: str, fits: Callable[[list[str]], bool]) -> list[Column]:
        """Return the columns without a role whose headings and cells fit one, the best first."""
        scores = {
            column: max(heading_score(column.heading, words) for words in HEADINGS[role].values())
            for column in self._free_columns()
        }
        others = [name for name in HEADINGS if name != role]
        best = [
            column
            for column, score in scores.items()
            if score
            and fits(self._texts(column.name))
            and score
            >= max(heading_score(column.heading, words) for name in others for words in HEADINGS[name].values())
        ]
        return sorted(best, key=lambda column: -scores[column])

    def _by_shape(self, fits: Callable[[list[str]], bool]) -> list[Column]:
        return [column for column in self._free_columns() if fits(self._texts(column.name))]

    def _texts(self, column: str) -> list[str]:
        """Return what is written in the cells of a column, those that are merged once."""
        return [row.cells[column].text for row in self._rows if column in row.cells and column not in row.continued]

    def _free_columns(self) -> list[Column]:
        return [column for column in self._table.columns if not self._roles[column.name]]

    def _choose_text(self, role: str, words: str, fits: Callable[[list[str]], bool]) -> None:
        """Choose the best column for a text in each language."""
        for column in self._by_words(words, fits):
            name = f"{role}_{self._language(column, words)}"
            if name not in self._roles.values():
                self._roles[column.name] = name

    def _language(self, column: Column, role: str) -> str:
        """Return the code of the language of a column: one that its heading names, or is in, or else the first."""
        codes = [language.code for language in self._languages]
        words = words_of(column.heading)
        named = [code for code in codes if set(words[1:]) & set(LANGUAGES.get(code[:2], (code,)))]
        own = [code for code in codes if role and heading_score(column.heading, HEADINGS[role].get(code[:2], ()))]
        return (named or ([] if codes[0] in own else own) or codes)[0]

    def _is_code(self, texts: list[str]) -> bool:
        forms = [
            text
            for text in texts
            if len(text) <= _LONGEST_CODE and _CODE_FORM.fullmatch(text) and not DATE.fullmatch(folded(text))
        ]
        has_letters = any(not _WHOLE_NUMBER.fullmatch(text) for text in texts)
        return (
            has_letters
            and len(forms) * 10 >= len(texts) * 9
            and len(set(texts)) * 20 >= len(texts) * 19 > 0
            and self._fills(texts)
        )

    def _is_number(self, texts: list[str]) -> bool:
        numbers = [text for text in texts if _WHOLE_NUMBER.fullmatch(text)]
        return len(numbers) * 10 >= len(texts) * 9 > 0 and len(set(numbers)) == len(numbers) and self._fills(texts)

    def _is_running(self, texts: list[str]) -> bool:
        """Return whether texts count the rows from 1."""
        return texts == [str(number) for number in range(1, len(self._rows) + 1)]

    def _has_titles(self, texts: list[str]) -> bool:
        """Return whether texts can be titles: words, in most rows, and most in one row only."""
        worded = [text for text in texts if sum(map(str.isalpha, text)) >= 3]
        is_own = len(set(texts)) * 2 > len(texts) or PARENT in self._roles.values()
        return bool(texts) and is_own and len(worded) * 10 >= len(texts) * 9 and self._fills(texts)

    def _is_own_file(self, texts: list[str]) -> bool:
        """Return whether each row names another content file: what an export says of where it comes from."""
        is_file = bool(texts) and all(map(_CONTENT_FILE.fullmatch, texts))
        return is_file and len(set(texts)) == len(texts) == len(self._rows)

    def _fills(self, texts: list[str]) -> bool:
        """Return whether the cells are those of most rows."""
        return len(texts) * 2 >= len(self._rows)

    def _join_codes(self) -> None:
        """Make a code of a column of letters and one of numbers beside it, where both together differ in each row."""
        if CODE in self._roles.values() or NUMBER in self._roles.values():
            return
        for left, right in pairwise(self._table.columns):
            pairs = [(row.text(left.name), row.text(right.name)) for row in self._table.rows]
            full = [pair for pair in pairs if all(pair)]
            is_code = all(re.fullmatch(r"[^\W\d_]{1,3}", one) and _WHOLE_NUMBER.fullmatch(two) for one, two in full)
            if is_code and full and len(set(full)) == len(full) and len(full) * 2 >= len(pairs):
                self._roles[left.name], self._roles[right.name] = CODE, JOINED
                return

    def _classification(self, column: Column, arrangement: Arrangement, taken: set[str]) -> MappedClassification | None:
        """Return the classification that a column becomes, None where its cells are no values."""
        texts = [text for text in _measure_texts(arrangement, column.name) if not is_not_stated(text)]
        if self._is_key(column) or _are_days(texts):
            return None
        role = self._role_by_words(column)
        # The cells of merged rows are values of their own.
        is_merged = any(measure.merged and "\n" in measure.text(column.name) for measure in arrangement.measures)
        separator = "line" if is_merged else separator_of(texts)
        parts = [part for text in texts for part in divided(text, separator)]
        if not (_is_few(parts) or (role and (_is_short(parts, role) or _steps(map(folded, set(parts)))))):
            return None
        codes = [language.code for language in self._languages]
        label = parsers.line(bare_heading(column.heading, codes)) or column.name
        name = role if role in (RESPONSIBLE, STATE) and role not in taken else self._free_id(label, taken)
        return self._of_values(name, label, parts, separator)

    def _labelled(
        self, column: Column, classifications: Sequence[MappedClassification], arrangement: Arrangement
    ) -> str:
        """Return the role of a column that has the values of an earlier one in another language, empty if it does not.

        Most of its cells, and most of those of the other one, must agree on what each value is called.
        """
        language = self._language(column, self._role_by_words(column))
        if language == self._languages[0].code:
            return ""
        for classification in classifications:
            role = f"{classification.id}_{language}"
            for base, becomes in self._roles.items():
                pairs = Counter((row.text(base), row.text(column.name)) for row in arrangement.measures)
                del pairs["", ""]
                if becomes == classification.id and role not in self._roles.values() and _is_translation(pairs):
                    return role
        return ""

    @staticmethod
    def _is_key(column: Column) -> bool:
        """Return whether a heading is that of numbers or codes, which are no values even where two are alike."""
        words = chain.from_iterable(HEADINGS[role].values() for role in (NUMBER, CODE, PARENT))
        return max(heading_score(column.heading, known) for known in words) >= _WHOLE_WORD

    def _role_by_words(self, column: Column) -> str:
        """Return what the words of a heading say of its values, empty where they say nothing."""
        scores = {
            role: max(heading_score(column.heading, words) for words in HEADINGS[role].values())
            for role in (RESPONSIBLE, STATE, "classification")
        }
        role = max(scores, key=lambda name: scores[name])
        return role if scores[role] else ""

    def _free_id(self, label: str, taken: set[str]) -> str:
        slug = parsers.slug_of(label, self._languages[0].code)
        return next(
            name for name in (slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3))) if name not in taken
        )

    def _of_values(self, name: str, label: str, texts: list[str], separator: str) -> MappedClassification:
        """Return a classification with a value for each text; spellings that differ in letters' case alone are one."""
        spellings: dict[str, Counter[str]] = {}
        for text in texts:
            spellings.setdefault(folded(text), Counter())[text] += 1
        ordered = sorted(spellings, key=_scale_order(spellings))
        values: dict[str, str] = {}
        for spelling in ordered:
            base = parsers.slug_of(spellings[spelling].most_common(1)[0][0], self._languages[0].code)
            used = set(values.values()) | {NOT_STATED}
            value = next(
                one for one in (base, *(f"{base}-{number}" for number in range(2, len(used) + 3))) if one not in used
            )
            values |= {text: value for text, _count in spellings[spelling].most_common()}
        ids = list(dict.fromkeys(values.values()))
        steps = _steps(ordered)
        return MappedClassification(
            id=name,
            labels={language.code: label for language in self._languages},
            values=values,
            sizes=dict(zip(ids, steps, strict=True)) if steps else {},
            divided_by=separator,
        )


def _is_translation(pairs: Counter[tuple[str, str]]) -> bool:
    """Return whether pairs of texts are those of a few values in two languages, but for a slip in ten."""
    usual = {one: other for (one, other), _count in reversed(pairs.most_common())}
    agreed = sum(pairs[pair] for pair in usual.items())
    return len(set(usual.values())) == len(usual) and agreed * 10 >= pairs.total() * 9 > 0


def _measure_texts(arrangement: Arrangement, column: str) -> list[str]:
    return [text for measure in arrangement.measures if (text := measure.text(column))]


def _is_prose(texts: Sequence[str]) -> bool:
    """Return whether texts are not the few values of a classification."""
    return bool(texts) and (not _is_few(texts) or median(map(len, texts)) >= _PROSE_LENGTH)


def _is_few(texts: Sequence[str]) -> bool:
    """Return whether texts are a few values, each there twice on average, that are no amounts or other numbers."""
    distinct = set(map(folded, texts))
    is_numeric = any(re.fullmatch(r"[^\w]*[0-9][0-9.,\s]*[^\w]*", text) for text in distinct)
    is_short = max(map(len, distinct), default=0) <= _LONGEST_VALUE
    return (
        is_short
        and 1 < len(distinct) <= (_MOST_NUMBERS if is_numeric else _MOST_VALUES)
        and len(distinct) * 2 <= len(texts)
    )


def _is_short(texts: Sequence[str], role: str) -> bool:
    """Return whether texts can be values, where the heading says that they are; each unit may be there but once."""
    distinct = set(texts)
    is_repeated = role == RESPONSIBLE or len(distinct) < len(texts)
    most = _MOST_UNITS if role == RESPONSIBLE else _MOST_VALUES
    return is_repeated and 0 < len(distinct) <= most and max(map(len, distinct)) <= _LONGEST_VALUE


def _are_days(texts: Sequence[str]) -> bool:
    """Return whether most texts are dates of more than a year."""
    days = [text for text in texts if DATE.fullmatch(folded(text)) and not re.fullmatch("[0-9]{4}", text)]
    return len(days) * 2 > len(texts)


def _scale_order(spellings: Mapping[str, object]) -> Callable[[str], tuple[int, int, str]]:
    """Return the key that sorts the values of a scale by their steps, numbers by their size, others not at all."""
    order = list(spellings)
    steps = dict(zip(order, _steps(order), strict=True)) if _steps(order) else {}
    numbers = {text: int(digits[0]) for text in order if (digits := re.search(r"[0-9]+", text))}
    is_numeric = len(numbers) == len(order)

    def key(text: str) -> tuple[int, int, str]:
        if steps:
            return steps[text], 0, ""
        return (numbers[text], len(text), text) if is_numeric else (order.index(text), 0, "")

    return key


def _steps(values: Iterable[str]) -> list[int]:
    """Return the size of each value as a step of a scale, nothing where they are not steps of one."""
    values = list(values)
    if len(values) < 2:
        return []
    for scale in SCALES:
        steps = {word: step for step, words in enumerate(scale) for word in words.split("|")}
        if set(values) <= set(steps):
            ranks = sorted({steps[value] for value in values})
            sizes = [ranks.index(steps[value]) + 1 for value in values]
            return sizes if len(set(sizes)) == len(sizes) and max(sizes) <= LARGEST_SIZE else []
    if all(re.fullmatch(r"[1-9]", value) and int(value) <= LARGEST_SIZE for value in values):
        return [int(value) for value in values]
    return []
