"""Proposes what each column of a table becomes, by the words of its heading and by what stands in its cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from generator.content import parsers
from generator.content.schema import taken_names
from generator.diagnostics import ContentError, Diagnostic
from generator.i18n import _
from generator.model import Language
from generator.table_import import shapes
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
    GROUP_LABELS,
    HEADINGS,
    WHOLE_WORD,
    bare_heading,
    folded,
    heading_score,
    is_internal,
    named_language,
    role_score,
)

# How the headings of columns of values are called in the vocabulary.
_VALUE_ROLES = (RESPONSIBLE, STATE, "classification")
_CONTENT_FILE = re.compile(r"(measures/)?[^\W_]+([_-]+[^\W_]+)*\.md")


def propose(table: Table, languages: Sequence[Language]) -> TableMapping:
    """Return what each column of a table becomes in a site of some languages.

    Raises:
        ContentError: No column has titles.
    """
    proposal = _Proposal(table, languages)
    proposal.leave_out_internal()
    proposal.choose_keys()
    proposal.choose_titles()
    mapping = TableMapping(proposal.roles, groups="-", level=proposal.level())
    arrangement = arrange(table, mapping)
    proposal.choose_texts(arrangement)
    return replace(proposal.with_classifications(arrangement), level=mapping.level)


def value_id(text: str, language: Language) -> str:
    """Return the id of a value: the slug of its text, or “value” where that has no letter of the Latin alphabet."""
    slug = parsers.slug_of(text, language.code)
    return "value" if slug == parsers.slug_of("") else slug


class _Proposal:
    """The roles of the columns by their names, as they are chosen one after the other; an empty one is to be chosen."""

    def __init__(self, table: Table, languages: Sequence[Language]) -> None:
        self.roles = {column.name: "" for column in table.columns}
        self._table, self._languages = table, languages
        # Headings between the rows, footnotes and totals say nothing of a column.
        rows = [row for row in table.rows if len(row.cells) > 1 and not is_total(row, ())]
        self._rows = rows or table.rows

    def leave_out_internal(self) -> None:
        """Leave out the columns that are not for the public by their headings, whatever is in them."""
        for column in self._table.columns:
            if is_internal(column.heading):
                self.roles[column.name] = LEFT_OUT

    def choose_keys(self) -> None:
        """Choose the columns of numbers, codes and parents, which tell the rows apart."""
        codes = [column for role in (CODE, NUMBER) for column in self._by_words(role, self._filled(shapes.are_codes))]
        self._choose(CODE, codes or self._by_shape(self._filled(shapes.are_codes)))
        self._choose(NUMBER, self._by_words(NUMBER, self._filled(shapes.are_numbers)))
        if not self._columns_of(CODE, NUMBER):
            self._choose(NUMBER, self._by_shape(self._are_running))
        known = {text for name in self._columns_of(CODE) for text in self._texts(name)}
        self._choose(PARENT, self._by_words(PARENT, lambda texts: set() < set(texts) <= known))
        if not self._columns_of(CODE, NUMBER):
            self._join_codes()

    def choose_titles(self) -> None:
        """Choose the column of titles in each language that has one.

        Raises:
            ContentError: There is none.
        """
        is_tree = bool(self._columns_of(PARENT))
        titles = self._filled(shapes.are_titles)
        self._choose_texts(TITLE, lambda texts: titles(texts) and (is_tree or shapes.are_own(texts, 0.5)))
        names = [f"{TITLE}_{language.code}" for language in self._languages]
        if not self._columns_of(*names):
            by_shape = self._by_shape(lambda texts: titles(texts) and shapes.are_own(texts, 0.8))
            for column in list(filter(self._is_of_site, by_shape))[:1]:
                self.roles[column.name] = f"{TITLE}_{self._language(column)}"
        if not self._columns_of(*names):
            message = _(
                "No column has the titles of the measures. Write a heading such as “{heading}” above the one "
                "that has them.",
                heading=_("Measure"),
            )
            raise ContentError([Diagnostic(self._table.columns[0].location, message)])

    def level(self) -> int:
        """Return the level of the rows that are measures: the deepest with titles of its own; 1 where there is one."""
        mapping = TableMapping(self.roles)
        parents = mapping.columns_of(PARENT)
        if not parents:
            return 1
        title, code = next(iter(mapping.titles.values())), mapping.columns_of(CODE)[0]
        parent_of = {row.text(code): row.text(parents[0]) for row in self._table.rows}
        titles: dict[int, list[str]] = {}
        for row in self._table.rows:
            level, above = 1, row.text(parents[0])
            while above and level < len(parent_of):
                level, above = level + 1, parent_of.get(above, "")
            titles.setdefault(level, []).append(row.text(title))
        return max((level for level, texts in titles.items() if shapes.are_own(texts, 0.8)), default=1)

    def choose_texts(self, arrangement: Arrangement) -> None:
        """Choose the columns of descriptions, problems, keywords and slugs, and leave out those of files."""
        for column in self._free_columns():
            if self._are_own_files(self._texts(column.name)):
                self.roles[column.name] = LEFT_OUT
        self._choose_texts(DESCRIPTION, shapes.are_prose)
        self._choose_texts(PROBLEM, shapes.are_prose)
        self._choose_texts(KEYWORDS, bool)
        self._choose_texts(SLUG, lambda texts: all(map(parsers.SLUG.fullmatch, texts)))
        for language in self._languages:
            if not self._columns_of(f"{DESCRIPTION}_{language.code}"):
                self._choose_description(language.code, arrangement)

    def with_classifications(self, arrangement: Arrangement) -> TableMapping:
        """Return the mapping with a classification for each column of few values; what is left is text."""
        taken = set(taken_names(self._languages)) - {RESPONSIBLE}
        classifications: list[MappedClassification] = []
        for column in self._free_columns():
            role = self._labels_role(column, classifications, arrangement)
            if not role and (classification := self._classification(column, arrangement, taken)):
                classifications.append(classification)
                taken.add(classification.id)
                role = classification.id
            self.roles[column.name] = role or f"{TEXT}_{self._language(column)}"
        # A roadmap needs a classification: where the table has none, the name of the sheet is one.
        is_needed = len(self._table.sheets) > 1 or not (classifications or arrangement.groups)
        names = []
        for labels in (arrangement.groups, self._table.sheets if is_needed else ()):
            label = GROUP_LABELS.get(self._languages[0].code[:2], GROUP_LABELS["en"])
            name = parsers.free_name(parsers.slug_of(label, self._languages[0].code), taken) if labels else ""
            if labels:
                classifications.insert(0, self._of_values(name, label, labels, ""))
                taken.add(name)
            names.append(name)
        return TableMapping(self.roles, tuple(classifications), groups=names[0], sheets=names[1])

    def _columns_of(self, *roles: str) -> list[str]:
        return [name for name, role in self.roles.items() if role in roles]

    def _free_columns(self) -> list[Column]:
        return [column for column in self._table.columns if not self.roles[column.name]]

    def _texts(self, column: str) -> list[str]:
        """Return what is written in the cells of a column, those that are merged once."""
        return [row.cells[column].text for row in self._rows if column in row.cells and column not in row.continued]

    def _filled(self, fits: Callable[[Sequence[str]], bool]) -> Callable[[Sequence[str]], bool]:
        """Return what tells whether texts fit, and are those of most rows."""
        return lambda texts: len(texts) * 2 >= len(self._rows) and fits(texts)

    def _by_words(self, role: str, fits: Callable[[Sequence[str]], bool]) -> list[Column]:
        """Return the free columns whose headings fit no other role better and whose cells fit, the best first."""
        scores = {column: role_score(column.heading, role) for column in self._free_columns()}
        best = [
            column
            for column, score in scores.items()
            if score == max(role_score(column.heading, other) for other in HEADINGS) > 0
            and fits(self._texts(column.name))
        ]
        return sorted(best, key=lambda column: -scores[column])

    def _by_shape(self, fits: Callable[[Sequence[str]], bool]) -> list[Column]:
        return [column for column in self._free_columns() if fits(self._texts(column.name))]

    def _choose(self, role: str, columns: Sequence[Column]) -> None:
        """Give a role to the first of the columns, if there is one."""
        for column in columns[:1]:
            self.roles[column.name] = role

    def _choose_texts(self, role: str, fits: Callable[[Sequence[str]], bool]) -> None:
        """Choose the best column for a text in each language."""
        for column in filter(self._is_of_site, self._by_words(role, fits)):
            name = f"{role}_{self._language(column, role)}"
            if not self._columns_of(name):
                self.roles[column.name] = name

    def _choose_description(self, code: str, arrangement: Arrangement) -> None:
        """Choose the column of a language with the longest texts, where most measures have prose."""
        lengths = {}
        for column in self._free_columns():
            texts = arrangement.texts(column.name)
            if (
                self._is_of_site(column)
                and self._language(column) == code
                and len(texts) * 2 >= len(arrangement.measures)
            ):
                lengths[column.name] = median(map(len, texts))
        longest = max(lengths, key=lambda name: lengths[name], default="")
        if longest and lengths[longest] >= shapes.PROSE_LENGTH:
            self.roles[longest] = f"{DESCRIPTION}_{code}"

    def _language(self, column: Column, role: str = "") -> str:
        """Return the code of the language that a heading names, or is in by the words of a role, or else the first."""
        codes = [language.code for language in self._languages]
        language = named_language(column.heading)
        named = [code for code in codes if language and code[:2] == language]
        own = [code for code in codes if role and heading_score(column.heading, HEADINGS[role].get(code[:2], []))]
        return (named or ([] if codes[0] in own else own) or codes)[0]

    def _is_of_site(self, column: Column) -> bool:
        """Return whether a heading names no language, or one of the site."""
        return named_language(column.heading) in ("", *(language.code[:2] for language in self._languages))

    def _are_running(self, texts: Sequence[str]) -> bool:
        """Return whether texts count the rows from 1."""
        return texts == [str(number) for number in range(1, len(self._rows) + 1)]

    def _are_own_files(self, texts: Sequence[str]) -> bool:
        """Return whether each row names another content file: what an export says of where it comes from."""
        is_file = bool(texts) and all(map(_CONTENT_FILE.fullmatch, texts))
        return is_file and len(set(texts)) == len(texts) == len(self._rows)

    def _join_codes(self) -> None:
        """Make a code of a column of letters and one of numbers beside it, where both together differ in each row."""
        for left, right in pairwise(self._table.columns):
            pairs = [(row.text(left.name), row.text(right.name)) for row in self._rows]
            is_code = all(
                re.fullmatch(r"[^\W\d_]{1,3}", one) and shapes.WHOLE_NUMBER.fullmatch(two) for one, two in pairs
            )
            is_public = LEFT_OUT not in (self.roles[left.name], self.roles[right.name])
            if is_public and is_code and len(set(pairs)) == len(pairs):
                self.roles[left.name], self.roles[right.name] = CODE, JOINED
                return

    def _labels_role(
        self, column: Column, classifications: Sequence[MappedClassification], arrangement: Arrangement
    ) -> str:
        """Return the role of a column of values that an earlier one has in another language, or an empty text."""
        language = self._language(column, _value_role(column))
        if language == self._languages[0].code:
            return ""
        for classification in classifications:
            role = f"{classification.id}_{language}"
            pairs = Counter(
                (measure.text(base), measure.text(column.name))
                for base in self._columns_of(classification.id)
                for measure in arrangement.measures
            )
            if not self._columns_of(role) and _is_translation(pairs):
                return role
        return ""

    def _classification(
        self, column: Column, arrangement: Arrangement, taken: Collection[str]
    ) -> MappedClassification | None:
        """Return the classification that a column becomes, None where its cells are no values."""
        texts = [text for text in arrangement.texts(column.name) if not shapes.is_not_stated(text)]
        # Two numbers or codes may be alike, and are no values for that.
        is_key = max(role_score(column.heading, role) for role in (NUMBER, CODE, PARENT)) >= WHOLE_WORD
        if is_key or shapes.are_days(texts):
            return None
        # The cells of merged rows are values of their own.
        is_merged = any(measure.merged and "\n" in measure.text(column.name) for measure in arrangement.measures)
        separator = "line" if is_merged else shapes.separator_of(texts)
        parts = [part for text in texts for part in shapes.divided(text, separator)]
        role = _value_role(column)
        is_expected = shapes.are_units(parts) if role == RESPONSIBLE else bool(role) and shapes.are_values(parts)
        if not (is_expected or shapes.are_few(parts)):
            return None
        heading = bare_heading(column.heading, [language.code for language in self._languages])
        label = parsers.line(heading) or column.name
        name = role if role in (RESPONSIBLE, STATE) else parsers.slug_of(label, self._languages[0].code)
        return self._of_values(parsers.free_name(name, taken), label, parts, separator)

    def _of_values(self, name: str, label: str, texts: Sequence[str], separator: str) -> MappedClassification:
        """Return a classification with a value for each text; spellings that differ in letters' case alone are one."""
        spellings: dict[str, Counter[str]] = {}
        for text in texts:
            spellings.setdefault(folded(text), Counter())[text] += 1
        values: dict[str, str] = {}
        ids: dict[str, str] = {}
        for spelling in shapes.in_order(spellings):
            usual = [text for text, _count in spellings[spelling].most_common()]
            ids[spelling] = parsers.free_name(value_id(usual[0], self._languages[0]), {NOT_STATED, *ids.values()})
            values |= dict.fromkeys(usual, ids[spelling])
        return MappedClassification(
            id=name,
            labels={language.code: label for language in self._languages},
            values=values,
            # A measure has one place on a scale.
            sizes={} if separator else {ids[spelling]: size for spelling, size in shapes.steps(ids).items()},
            divided_by=separator,
        )


def _value_role(column: Column) -> str:
    """Return what the words of a heading say of its values, empty where they say nothing."""
    best = max(_VALUE_ROLES, key=lambda role: role_score(column.heading, role))
    return best if role_score(column.heading, best) else ""


def _is_translation(pairs: Counter[tuple[str, str]]) -> bool:
    """Return whether pairs of texts are those of a few values in two languages, but for a slip in ten."""
    full = Counter({pair: number for pair, number in pairs.items() if any(pair)})
    usual = {one: other for (one, other), _count in reversed(full.most_common())}
    agreed = sum(full[pair] for pair in usual.items())
    return len(set(usual.values())) == len(usual) and agreed * 10 >= full.total() * 9 > 0
