"""Writes the guide for a city's editors as Markdown: what its own fields take, in its own languages.

The text is in `guides/`, a template for each language of the editors.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from babel import Locale
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.authoring.front_matter_edit import field_line
from generator.authoring.new_city import EXAMPLE
from generator.content import parsers
from generator.content.field_types import RECORD, VERBATIM, Field, keys
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
from generator.content.site_config import Settings
from generator.diagnostics import InvalidValue
from generator.i18n import EDITOR_LANGUAGES, SOURCE_LANGUAGE, Message, Translator, _
from generator.model import Language, language_of
from generator.tracking.translation_status import targets

_TEMPLATES = Path(__file__).with_name("guides")
# The optional fields that the example of a measure has.
_SHOWN = ("problem", "keywords")


def guide(settings: Settings, translator: Translator, files: Collection[str] = ()) -> str:
    """Return the guide in the language of a translator.

    Args:
        files: The names of the files beside the content and beside the guide. Pictures, the list of all messages and
            ways to install the program are told of where they are among these.
    """
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 – it makes Markdown
    )
    site = settings.site
    return environment.get_template(f"{translator.language}.md").render(
        files=files,
        languages=site.languages,
        first=site.languages[0],
        own=language_of(site.languages, translator.language),
        translations=targets(site),
        texts=settings.texts,
        editor=translator.language,
        example=_example_measure(settings),
        message=_example_message(translator),
        fields={name: fields_table(fields, settings, translator) for name, fields in _fields(settings).items()},
        names=lambda name, languages=site.languages: ", ".join(f"`{name}_{one.code}`" for one in languages),
        language_name=lambda one: Locale.parse(one.locale).get_language_name(translator.language),
    )


def fields_table(fields: Sequence[Field], settings: Settings, translator: Translator) -> str:
    """Return the table that explains some fields: their names, what they take, and their values or an example."""
    heads = (_("field"), _("what you write"), _("values"))
    lines = [f"| {' | '.join(map(translator.translate, heads))} |", "|---|---|---|"]
    # The first field that has the wording of the source stands for all of these.
    verbatim = [field for field in fields if field.type == VERBATIM]
    for holder, field in _with_parts([field for field in fields if field not in verbatim[1:]]):
        languages = targets(settings.site) if field.type == RECORD else settings.site.languages
        names = [f"{field.name}_{one.code}" for one in languages] if field.translated else [field.name]
        if not names:
            continue
        cell = ", ".join(f"`{holder}{name}`" for name in names)
        if field in verbatim:
            cell = translator.translate(_("{fields} and others like these", fields=cell))
        lines.append(f"| {cell} | {_explanation(field, translator)} | {_values(field, translator)} |")
    return "\n".join(lines)


def _fields(settings: Settings) -> dict[str, Sequence[Field]]:
    """Return the fields of each kind of file; those of tracking are the example's where the city tracks nothing."""
    tracked = settings if settings.follow_up else read_settings(EXAMPLE)
    tracking = [classified(one) for one in tracked.classifications if one.id in (EDITION, STATUS)]
    tracking += tracking_fields(tracked.classifications)
    names = {field.name for field in tracking}
    return {
        "measure": [field for field in measure_fields(settings.classifications) if field.name not in names],
        "page": page_fields(),
        "tracking": tracking,
        "edition": edition_fields(),
        "indicator": indicator_fields(),
    }


def _with_parts(fields: Sequence[Field]) -> Iterator[tuple[str, Field]]:
    """Yield the fields, and after each its parts; before the name of a part stands that of its field."""
    for field in fields:
        yield "", field
        yield from ((f"{field.name}: ", part) for part in field.parts)


def _explanation(field: Field, translator: Translator) -> str:
    label = translator.label(field.name).partition(":")[0]
    optional = translator.translate(_("optional"))
    parts = ("" if field.required else f"*{optional}*: ", f"**{label}.** " if label else "")
    return "".join(parts) + translator.translate(field.hint)


def _values(field: Field, translator: Translator) -> str:
    if field.choices:
        # A year is called what it is.
        labels = {value.id: value.label.by_code.get(translator.language, value.id) for value in field.values}
        names = {id_: f" ({label})" for id_, label in labels.items() if label != id_}
        return ", ".join(f"`{choice}`{names.get(choice, '')}" for choice in field.choices)
    return "–" if field.type == RECORD or field.parts else f"`{_in_words(field.example, translator)}`"


def _example_measure(settings: Settings) -> str:
    """Return the fields of a measure as a file has them, each with its example, texts in their own languages."""
    languages = settings.site.languages
    fields = [field for field in _fields(settings)["measure"] if field.required or field.name in _SHOWN]
    return "\n".join(
        field_line(key.name, _in_words(key.field.example, _translator_of(key.language or languages[0])))
        for key in keys(fields, languages)
    )


def _example_message(translator: Translator) -> str:
    """Return what is said of a number with a slip of the pen."""
    try:
        parsers.number("1o")
    except InvalidValue as error:
        return translator.translate(error.message)
    raise AssertionError("a slip was taken for a number")


def _translator_of(language: Language) -> Translator:
    code = language.code.partition("-")[0]
    return Translator(code if code in EDITOR_LANGUAGES else SOURCE_LANGUAGE)


def _in_words(text: str | Message, translator: Translator) -> str:
    return translator.translate(text) if isinstance(text, Message) else text
