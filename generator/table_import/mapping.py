"""What each column of a table becomes, as mapping.yaml says it: read from that file, and written as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.authoring.front_matter_edit import field_line, scalar
from generator.content import parsers
from generator.content.mapping_reader import MappingReader
from generator.content.parsers import slug_of
from generator.content.schema import taken_names
from generator.content.source import read_mapping, read_source
from generator.content.taxonomy_config import LARGEST_SIZE
from generator.diagnostics import InvalidValue
from generator.i18n import Message, Translator, _, pgettext
from generator.model import Language
from generator.table_import.table import Table

NUMBER, CODE, PARENT, JOINED, LEFT_OUT = "number", "code", "parent", "joined", "left-out"
TITLE, SLUG, PROBLEM, DESCRIPTION, TEXT, KEYWORDS = "title", "slug", "problem", "description", "text", "keywords"
RESPONSIBLE, STATE = "responsible", "state"
# The value of a measure of which a classification's column says nothing.
NOT_STATED = "not-stated"

# What a column can become besides a classification, and what that means; the second ones come in each language.
PLAIN_ROLES: Mapping[str, Message] = {
    NUMBER: _("the number of the measure; no two have the same"),
    CODE: _("what the measure is called besides its title, such as B5+6"),
    PARENT: _("the code of the row that this row belongs to"),
    JOINED: _("the rest of the column before it"),
    LEFT_OUT: _("nothing: the column is not published"),
}
TEXT_ROLES: Mapping[str, Message] = {
    TITLE: _("the title of the measure"),
    SLUG: _("the last part of the address of its page"),
    PROBLEM: _("the problem that it solves"),
    DESCRIPTION: _("how its text begins"),
    TEXT: _("a part of its text, below the heading of the column"),
    KEYWORDS: _("words by which it is found"),
}

# What divides the values in a cell.
SEPARATORS = {"line": "\n", "semicolon": ";", "comma": ",", "slash": "/"}

pgettext("field", "columns")
pgettext("field", "divided_by")


@dataclass(frozen=True, slots=True)
class MappedClassification:
    """A classification that columns become.

    `labels` has its label by the code of a language, `values` the id of each text of a cell, `sizes` those of the ids
    that are steps of a scale. `divided_by` is what divides several values of a cell, empty where there is but one.
    """

    id: str
    labels: Mapping[str, str]
    values: Mapping[str, str]
    sizes: Mapping[str, int] = field(default_factory=dict)
    divided_by: str = ""

    @property
    def texts(self) -> dict[str, str]:
        """What each value is called, by its id: the text that the id is made of, or else the first."""
        language = next(iter(self.labels))
        texts: dict[str, str] = {}
        for text, value in self.values.items():
            known = texts.setdefault(value, text)
            if slug_of(text, language) == value != slug_of(known, language):
                texts[value] = text
        return texts


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What each column becomes, by its name.

    `groups` and `sheets` are the ids of the classifications that the headings between the rows and the names of the
    sheets become, empty where there are none. `level` is that of the rows that are measures, where some belong to
    others: those of the first level belong to none.
    """

    columns: Mapping[str, str]
    classifications: tuple[MappedClassification, ...] = ()
    groups: str = ""
    sheets: str = ""
    level: int = 1

    def columns_of(self, role: str) -> tuple[str, ...]:
        """Return the names of the columns that become something."""
        return tuple(name for name, becomes in self.columns.items() if becomes == role)

    @property
    def titles(self) -> dict[str, str]:
        """The column of the titles by the code of its language."""
        return {
            role.removeprefix(f"{TITLE}_"): name for name, role in self.columns.items() if role.startswith(f"{TITLE}_")
        }


def read_table_mapping(file: Path, table: Table, languages: Sequence[Language]) -> TableMapping:
    """Return the mapping of a file.

    Raises:
        ContentError: It does not fit the table, or has something else to fix.
    """
    source = read_source(file)
    with MappingReader(read_mapping(source), source) as fields:
        classifications = tuple(
            _read_classification(name, inner, languages) for name, inner in fields.mappings("classifications")
        )
        ids = [classification.id for classification in classifications]
        label_roles = [f"{name}_{language.code}" for name in ids for language in languages]
        role = parsers.one_of([*PLAIN_ROLES, *_translated_roles(languages), *ids, *label_roles], "column")
        columns: dict[str, str] = {}
        for inner in fields.mapping_if_any("columns"):
            columns = {column.name: inner.required(column.name, role) for column in table.columns}
            titles = [f"{TITLE}_{language.code}" for language in languages]
            if not set(titles) & set(columns.values()):
                inner.report(
                    _(
                        "No column has the titles. Write “{title}” after the name of the column that has them.",
                        title=titles[0],
                    )
                )
            for name in (NUMBER, CODE, PARENT, *titles, *label_roles):
                if list(columns.values()).count(name) > 1:
                    inner.report(_('Only one column can become "{name}". Choose one of them.', name=name))
        if not fields.names or "columns" not in fields.names:
            fields.required("columns", str)
        id_of = parsers.one_of(ids, "classification")
        return TableMapping(
            columns=columns,
            classifications=classifications,
            groups=fields.optional("groups", id_of, ""),
            sheets=fields.optional("sheets", id_of, ""),
            level=fields.optional("level", parsers.number, 1),
        )


def mapping_yaml(mapping: TableMapping, table: Table, languages: Sequence[Language], translator: Translator) -> str:
    """Return the mapping as the text of its file, with an explanation in the editor's language."""
    return "".join(f"{line}\n" for line in _mapping_lines(mapping, table, languages, translator))


def _read_classification(name: str, fields: MappingReader, languages: Sequence[Language]) -> MappedClassification:
    if name in taken_names(languages) and name != RESPONSIBLE:
        fields.report(_('"{name}" already has another meaning here. Choose another name.', name=name))
    else:
        fields.check_name(name)
    labels = fields.translated("label", languages)
    values: dict[str, str] = {}
    for inner in fields.mapping_if_any("values"):
        values = {text: inner.required(text, _value_id) for text in inner.names}
    sizes: dict[str, int] = {}
    size = parsers.choice({str(size): size for size in range(1, LARGEST_SIZE + 1)}, "size")
    for inner in fields.mapping_if_any("sizes"):
        sizes = {value: inner.required(value, size) for value in inner.names}
    return MappedClassification(
        id=name,
        labels=labels.by_code,
        values=values,
        sizes=sizes,
        divided_by=fields.optional("divided_by", parsers.one_of(SEPARATORS, "separator"), ""),
    )


def _value_id(text: str) -> str:
    slug = slug_of(text)
    if text.lower() != slug:
        raise InvalidValue('"{name}" cannot be used as a name. Use letters a–z, digits and hyphens.', name=text)
    return text


def _translated_roles(languages: Sequence[Language]) -> list[str]:
    return [f"{role}_{language.code}" for role in TEXT_ROLES for language in languages]


def _mapping_lines(
    mapping: TableMapping, table: Table, languages: Sequence[Language], translator: Translator
) -> Iterator[str]:
    code = languages[0].code
    introduction = _("What each column of the table becomes. Correct what is wrong, and run the command again.")
    yield f"# {translator.translate(introduction)}"
    for name, message in (*PLAIN_ROLES.items(), *((f"{name}_{code}", text) for name, text in TEXT_ROLES.items())):
        yield f"#   {name}: {translator.translate(message)}"
    other = _("Any other word is a classification, described below; with a language code, its values in that language.")
    yield f"# {translator.translate(other)}"
    yield "columns:"
    for column in table.columns:
        yield f"  {field_line(scalar(column.name), mapping.columns[column.name])}"
    if mapping.level > 1:
        level = _("The level of the rows that are measures; those below go into their text.")
        yield f"# {translator.translate(level)}"
        yield f"level: {mapping.level}"
    for name, becomes, message in (
        ("groups", mapping.groups, _("What the headings between the rows become.")),
        ("sheets", mapping.sheets, _("What the names of the sheets become.")),
    ):
        if becomes:
            yield f"# {translator.translate(message)}"
            yield field_line(name, becomes)
    if mapping.classifications:
        message = _(
            "What the cells contain, and the name of the value that it becomes; several texts may become one value."
        )
        yield f"# {translator.translate(message)}"
        yield "classifications:"
    for classification in mapping.classifications:
        yield f"  {classification.id}:"
        yield from (f"    {line}" for line in _classification_lines(classification, languages))


def _classification_lines(classification: MappedClassification, languages: Sequence[Language]) -> Iterator[str]:
    for language in languages:
        yield field_line(f"label_{language.code}", classification.labels[language.code])
    if classification.divided_by:
        yield f"divided_by: {classification.divided_by}"
    yield "values:"
    yield from (f"  {field_line(scalar(text), value)}" for text, value in classification.values.items())
    if classification.sizes:
        yield "sizes:"
        yield from (f"  {field_line(scalar(value), str(number))}" for value, number in classification.sizes.items())
