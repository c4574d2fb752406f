"""Reads `classifications.yaml`: the classifications of measures, and the values of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.content import parsers
from generator.content.mapping_reader import MappingReader
from generator.content.schema import KEPT, KEYWORDS, taken_names
from generator.content.sentence_config import read_wording
from generator.content.source import Source, read_mapping
from generator.i18n import _
from generator.model import Classification, Language, Localized, Value

CLASSIFICATIONS = "classifications.yaml"

# The parts of a measure's page that a classification can belong to.
SECTIONS = ("gain", "reason", "way")
LARGEST_SIZE = 7


def read_classifications(source: Source, languages: Sequence[Language]) -> tuple[Classification, ...]:
    """Return the classifications, in the order in which they are written.

    Raises:
        ContentError: The file has something to fix.
    """
    with MappingReader(read_mapping(source), source) as fields:
        if not fields.names:
            fields.report(_("There is no classification here. Write one, such as goal, with its values."))
        return tuple(_read_classification(name, inner, languages) for name, inner in fields.each())


def _read_classification(name: str, fields: MappingReader, languages: Sequence[Language]) -> Classification:
    if name in taken_names(languages):
        fields.report(_('"{name}" already has another meaning here. Choose another name.', name=name))
    else:
        fields.check_name(name)
    folder = fields.translated_if_any("folder", languages, parsers.slug)
    in_menu = fields.optional("menu", parsers.choice({"main": True}, "menu"), False)
    if in_menu and folder is None:
        message = _(
            '"{name}" is in the menu, so it needs pages. Add “folder_{code}: …” in each language.',
            name=name,
            code=languages[0].code,
        )
        fields.report(message)
    values = tuple(
        _read_value(value_id, name, inner, languages, folder is not None)
        for value_id, inner in fields.mappings("values")
    )
    steps = max((value.size for value in values), default=0)
    several = fields.optional("several", parsers.yes_or_no, False)
    if several and steps:
        message = _("Each measure has one place on a scale. Delete this line, or the sizes of the values.")
        fields.report(message, "several")
    return Classification(
        id=name,
        label=fields.translated("label", languages),
        plural=fields.translated("plural", languages),
        section=fields.optional("section", parsers.one_of(SECTIONS, "section"), "way"),
        in_menu=in_menu,
        explanation=fields.translated_if_any("explanation", languages),
        folder=folder,
        values=tuple(replace(value, steps=steps) if value.size else value for value in values),
        locations=fields.locations(),
        kept=fields.optional(KEPT.name, parsers.kept_advice, ()),
        several=several,
        question=fields.translated_if_any("question", languages),
    )


def _read_value(
    value_id: str, classification_id: str, fields: MappingReader, languages: Sequence[Language], has_page: bool
) -> Value:
    fields.check_name(value_id)
    label = fields.translated("label", languages)
    name = fields.translated_if_any("name", languages)
    keywords = {
        code: fields.optional(f"{KEYWORDS.name}_{code}", KEYWORDS.type.parse, KEYWORDS.default)
        for code in (language.code for language in languages)
    }
    sizes = {str(size): size for size in range(1, LARGEST_SIZE + 1)}
    return Value(
        id=value_id,
        classification_id=classification_id,
        code=fields.optional("code", parsers.line, ""),
        label=label,
        name=label if name is None else name,
        description=fields.translated_if_any("description", languages),
        slug=fields.translated("slug", languages, parsers.slug) if has_page else None,
        size=fields.optional("size", parsers.choice(sizes, "size"), 0),
        locations=fields.locations(),
        kept=fields.optional(KEPT.name, parsers.kept_advice, ()),
        wording=read_wording(fields, languages),
        keywords=Localized(keywords),
    )
