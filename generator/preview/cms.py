"""The form: a page of the preview where an editor fills in fields and needs no YAML.

In come the settings of the content and the installed npm package of Sveltia CMS, out go the files of the page by
their paths. The page works in a folder of this computer and asks nobody else for anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.content import field_types, parsers, schema
from generator.content.field_types import Field, Key
from generator.content.loader import read_settings
from generator.content.paths import EDITIONS, INDICATORS, MEASURES, PAGES
from generator.content.schema import EDITION
from generator.content.site_config import Settings
from generator.diagnostics import ContentError, UserError
from generator.i18n import Message, Translator, _
from generator.model import Language, language_of
from generator.preview.html import render

PACKAGE = Path("editor/node_modules/@sveltia/cms")
HOME = "/admin/"
PROGRAM = f"{HOME}sveltia-cms.js"

# Where the program would fetch its words, its fonts and the news of a later version: it gets them from its package.
PACKAGE_ELSEWHERE = b"https://unpkg.com/@sveltia/cms"
FONT_ELSEWHERE = re.compile(rb"https://cdn\.jsdelivr\.net/fontsource/fonts/([\w-]+)[^/]*/([\w-]+\.woff2)")
_PACKAGED = re.compile(rf"{HOME}package(@[^/]+)?/(package\.json|locales/[\w-]+\.json)")
_FONT = re.compile(rf"{HOME}fonts/([\w-]+)\.woff2")


@dataclass(frozen=True, slots=True)
class Form:
    """The files of the form, for a folder of content and in the editor's language."""

    content: Path
    translator: Translator
    package: Path = PACKAGE

    def __post_init__(self) -> None:
        """Raise UserError where the program is not installed."""
        if not (self.package / "package.json").is_file():
            raise UserError("The form is not installed. Run “make editor”, which installs it.")

    def file(self, path: str) -> bytes | None:
        """Return what is at a path, None where the form has no such file."""
        files: Iterable[Path] = ()
        if path in (HOME, HOME.rstrip("/")):
            title = _("Editing the roadmap")
            return render("form.html", self.translator, title=title, program=PROGRAM).encode()
        if path == f"{HOME}config.yml":
            return self._config()
        if path == PROGRAM:
            return self.program()
        if packaged := _PACKAGED.fullmatch(path):
            files = [self.package / packaged[2]]
        elif font := _FONT.fullmatch(path):
            files = (self.package / "npm/assets").glob(f"{font[1]}-*.woff2")
        return next((file.read_bytes() for file in files if file.is_file()), None)

    def program(self) -> bytes:
        """Return the program, which asks this preview for what it would fetch from other sites."""
        program = (self.package / "dist/sveltia-cms.js").read_bytes()
        program = program.replace(PACKAGE_ELSEWHERE, f"{HOME}package".encode())
        return FONT_ELSEWHERE.sub(rf"{HOME}fonts/\1-\2".encode(), program)

    def _config(self) -> bytes | None:
        """Return the description of the form, None while the settings of the content cannot be read."""
        try:
            settings = read_settings(self.content)
        except ContentError:
            return None
        config = form_config(self.content, settings, self.translator)
        return yaml.safe_dump(config, allow_unicode=True, sort_keys=False).encode()


def form_config(content: Path, settings: Settings, translator: Translator) -> dict[str, Any]:
    """Return the description of the form as Sveltia CMS reads it.

    See https://sveltiacms.app/en/docs/config-basics. Sveltia wants a backend and a folder for pictures even where
    nobody uses them. Gitea is a backend that it asks nothing until someone signs in.
    """
    return {
        "backend": {"name": "gitea", "repo": f"local/{content.absolute().parent.name}", "auth_methods": ["token"]},
        "media_folder": f"{content.as_posix()}/{PAGES}",
        "output": {"omit_empty_optional_fields": True},
        "collections": list(_collections(content, settings, _FormWriter(settings.site.languages, translator))),
    }


def _collections(content: Path, settings: Settings, writer: _FormWriter) -> Iterator[dict[str, Any]]:
    """Yield the folders of the content, those of the tracking only where there is one."""
    first = settings.site.default_language.code
    slug, title = f"{{{{slug_{first}}}}}", f"{{{{title_{first}}}}}"
    # A list is sorted by one thing only: where each year counts from 1, by the summary, which begins with the year.
    number, sortable = "{{number}}", ["number"]
    if settings.follow_up:
        number, sortable = "{{edition}}-{{number}}", ["_summary", EDITION, "number"]
    measures = schema.measure_fields(settings.classifications)
    collection = writer.collection(content / MEASURES, _("Measures"), measures, f"{number}-{slug}", sortable)
    yield {**collection, "summary": f"{number.replace('-', '/')} {title}"}
    if settings.follow_up:
        editions, indicators = schema.edition_fields(), schema.indicator_fields()
        yield writer.collection(content / EDITIONS, _("Roadmaps by year"), editions, "{{year}}", ["year"])
        yield writer.collection(content / INDICATORS, _("Indicators"), indicators, slug)
    yield writer.collection(content / PAGES, _("Pages"), schema.page_fields(), slug)


@dataclass(frozen=True, slots=True)
class _FormWriter:
    """Describes collections of files and their fields in the editor's language."""

    languages: Sequence[Language]
    translator: Translator

    def collection(
        self, folder: Path, label: Message, fields: Sequence[Field], file: str, sortable: Sequence[str] = ()
    ) -> dict[str, Any]:
        """Describe the files of a folder.

        Args:
            file: The template of the name of a new file, which keeps it.
            sortable: The fields that the list can be sorted by, and is by the first of them.
        """
        headings = ", ".join(f"“# {language.endonym}”" for language in self.languages)
        hint = _("More to say, in Markdown: below the heading of each language, {headings}.", headings=headings)
        body = {
            "name": "body",
            "label": self.translator.translate(_("Text")),
            "hint": self.translator.translate(hint),
            "required": False,
            "widget": "text",
        }
        collection: dict[str, Any] = {
            "name": folder.name,
            "label": self.translator.translate(label),
            "folder": folder.as_posix(),
            "format": "yaml-frontmatter",
            "identifier_field": f"title_{self.languages[0].code}",
            "editor": {"preview": False},
            "slug": {"template": file, "editable": False},
            "fields": [*map(self._field, field_types.keys(fields, self.languages)), body],
        }
        if sortable:
            collection["sortable_fields"] = {"fields": list(sortable), "default": {"field": sortable[0]}}
        return collection

    def _field(self, key: Key) -> dict[str, Any]:
        """Describe a field by the name that it has in a file."""
        field = key.field
        if field.type == field_types.RECORD:
            return {"name": key.name, "widget": "hidden"}
        label = self.translator.label(key.name) or field.name.replace("_", " ")
        return {
            "name": key.name,
            "label": f"{label[0].upper()}{label[1:]}{f' ({key.language.code})' if key.language else ''}",
            "hint": self._hint(field),
            "required": field.required,
            **self._widget(field),
        }

    def _hint(self, field: Field) -> str:
        """Return the hint of a field, with the choices where they are written and not selected."""
        hint = self.translator.translate(field.hint)
        if not (field.choices and field.type.is_list):
            return hint
        choices = (f"{option['value']}: {option['label']}" for option in self._options(field))
        return f"{hint} {' · '.join(choices)}"

    def _widget(self, field: Field) -> dict[str, Any]:
        if field.parts:
            return {"widget": "list", "fields": [*map(self._field, field_types.keys(field.parts, self.languages))]}
        if field.choices and not field.type.is_list:
            return {"widget": "select", "options": list(self._options(field)), "dropdown_threshold": 0}
        if field.type == field_types.YES_OR_NO:
            return {"widget": "select", "options": ["yes", "no"]}
        if field.type == field_types.NUMBER:
            return {"widget": "number", "value_type": "int", "min": 1}
        # Days and decimals too: a calendar would misread 1.3.2026, and a field of numbers makes 41 of “41,5”.
        if not field.type.pattern:
            return {"widget": "string"}
        cure = _("This does not fit. Write it like “{example}”.", example=field.example)
        return {"widget": "string", "pattern": [f"^({field.type.pattern})$", self.translator.translate(cure)]}

    def _options(self, field: Field) -> Iterator[dict[str, Any]]:
        """Yield the choices as the program reads them in a file: a year is a number."""
        # The content's own words are in the editor's language, or else in the first.
        language = language_of(self.languages, self.translator.language)
        labels = {value.id: value.label[language] for value in field.values}
        for choice in field.choices:
            value = int(choice) if parsers.NUMBER.fullmatch(choice) else choice
            yield {"value": value, "label": labels.get(choice, choice)}
