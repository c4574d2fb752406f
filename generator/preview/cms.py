"""The form: a page of the preview where an editor fills in fields and needs no YAML.

In come the settings of the content and the installed npm package of Sveltia CMS, out go the files of the page by
their paths. The page works in a folder of this computer and asks nobody else for anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
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

PACKAGE = Path("editor/node_modules/@sveltia/cms")
HOME = "/admin/"
PROGRAM = f"{HOME}sveltia-cms.js"

# Where the program would fetch its words, its fonts and the news of a later version: it gets them from its package.
PACKAGE_ELSEWHERE = b"https://unpkg.com/@sveltia/cms"
FONT_ELSEWHERE = re.compile(rb"https://cdn\.jsdelivr\.net/fontsource/fonts/([\w-]+)[^/]*/([\w-]+\.woff2)")
PACKAGED = re.compile(rf"{HOME}package(@[^/]+)?/(package\.json|locales/[\w-]+\.json)")
FONT = re.compile(rf"{HOME}fonts/([\w-]+)\.woff2")

# The page asks this preview and nobody else. The program writes its styles into it.
POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; connect-src 'self' blob: data:;"
    " manifest-src blob:; object-src 'none'; base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class Form:
    """The files of the form, for a folder of content and in the editor's language."""

    content: Path
    translator: Translator
    package: Path = PACKAGE

    def __post_init__(self) -> None:
        """Raises UserError where the program is not installed."""
        if not (self.package / "package.json").is_file():
            raise UserError("The form is not installed. Run “make editor”, which installs it.")

    def file(self, path: str) -> bytes | None:
        """What is at a path, None where the form has no such file."""
        if path in (HOME, HOME.rstrip("/")):
            return page(self.translator).encode()
        if path == f"{HOME}config.yml":
            return self.config()
        if path == PROGRAM:
            return self.program()
        if packaged := PACKAGED.fullmatch(path):
            return read(self.package / packaged[2])
        if font := FONT.fullmatch(path):
            return next(map(read, (self.package / "npm/assets").glob(f"{font[1]}-*.woff2")), None)
        return None

    def config(self) -> bytes | None:
        """The description of the form, None while the settings of the content cannot be read."""
        try:
            settings = read_settings(self.content)
        except ContentError:
            return None
        described = config(self.content, settings, self.translator)
        return yaml.safe_dump(described, allow_unicode=True, sort_keys=False).encode()

    def program(self) -> bytes:
        """The program, with the addresses of this preview for those of others."""
        program = (self.package / "dist/sveltia-cms.js").read_bytes()
        program = program.replace(PACKAGE_ELSEWHERE, f"{HOME}package".encode())
        return FONT_ELSEWHERE.sub(rf"{HOME}fonts/\1-\2".encode(), program)


def read(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def page(translator: Translator) -> str:
    """The page of the form. The preview reloads what has an end tag of its head; this would lose what was written."""
    title = escape(translator.translate(_("Editing the roadmap")))
    return (
        f'<!doctype html><html lang="{translator.language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f'<title>{title}</title><body><script src="{PROGRAM}"></script></body></html>'
    )


def config(content: Path, settings: Settings, translator: Translator) -> dict[str, Any]:
    """The description of the form as Sveltia CMS reads it.

    See https://sveltiacms.app/en/docs/config-basics. Sveltia wants a backend and a folder for pictures even where
    nobody uses them. Gitea is a backend that it asks nothing until someone signs in.
    """
    return {
        "backend": {"name": "gitea", "repo": f"local/{content.absolute().parent.name}", "auth_methods": ["token"]},
        "media_folder": f"{content.as_posix()}/{PAGES}",
        "output": {"omit_empty_optional_fields": True},
        "collections": list(collections(content, settings, FormWriter(settings.site.languages, translator))),
    }


def collections(content: Path, settings: Settings, writer: FormWriter) -> Iterator[dict[str, Any]]:
    """The folders of the content, those of the follow-up only where there is one."""
    first = settings.site.default_language.code
    slug, title = f"{{{{slug_{first}}}}}", f"{{{{title_{first}}}}}"
    measures = schema.measure_fields(settings.classifications)
    yield {
        **writer.collection(content / MEASURES, _("Measures"), measures),
        **(in_yearly_series(slug, title) if settings.follow_up else in_one_series(slug, title)),
    }
    if settings.follow_up:
        yield {
            **writer.collection(content / EDITIONS, _("Roadmaps by year"), schema.edition_fields()),
            **named("{{year}}"),
            **sorted_by("year"),
        }
        indicators = schema.indicator_fields()
        yield {**writer.collection(content / INDICATORS, _("Indicators"), indicators), **named(slug)}
    yield {**writer.collection(content / PAGES, _("Pages"), schema.page_fields()), **named(slug)}


def in_one_series(slug: str, title: str) -> dict[str, Any]:
    """How measures are named and sorted whose numbers go on from year to year."""
    number = "{{number}}"
    return {**named(f"{number}-{slug}"), "summary": f"{number} {title}", **sorted_by("number")}


def in_yearly_series(slug: str, title: str) -> dict[str, Any]:
    """The same of those that each year numbers from 1."""
    year, number = "{{edition}}", "{{number}}"
    return {
        **named(f"{year}-{number}-{slug}"),
        "summary": f"{year}/{number} {title}",
        # By the summary, which has the year and then the number: a list is sorted by one thing only.
        **sorted_by("_summary", EDITION, "number"),
    }


def named(template: str) -> dict[str, Any]:
    """The file of what is new gets its name by a template, and keeps it."""
    return {"slug": {"template": template, "editable": False}}


def sorted_by(*fields: str) -> dict[str, Any]:
    """A list that may be sorted by some fields, and is by the first of them."""
    return {"sortable_fields": {"fields": list(fields), "default": {"field": fields[0]}}}


@dataclass(frozen=True, slots=True)
class FormWriter:
    """Describes collections of files and their fields in the editor's language."""

    languages: Sequence[Language]
    translator: Translator

    @property
    def language(self) -> Language:
        """The language of the content's own words: the editor's, or else the first."""
        return language_of(self.languages, self.translator.language)

    def collection(self, folder: Path, label: Message, fields: Sequence[Field]) -> dict[str, Any]:
        keys = field_types.keys(fields, self.languages)
        return {
            "name": folder.name,
            "label": self.translator.translate(label),
            "folder": folder.as_posix(),
            "format": "yaml-frontmatter",
            "identifier_field": f"title_{self.languages[0].code}",
            "editor": {"preview": False},
            "fields": [*map(self.field, keys), self.body()],
        }

    def field(self, key: Key) -> dict[str, Any]:
        field = key.field
        if field.type == field_types.RECORD:
            return {"name": key.name, "widget": "hidden"}
        return {
            "name": key.name,
            "label": self.label(key),
            "hint": self.translator.translate(field.hint),
            "required": field.required,
            **(self.list_of(field.parts) if field.parts else self.widget(field)),
        }

    def label(self, key: Key) -> str:
        label = self.translator.label(key.name) or key.field.name.replace("_", " ")
        return f"{label[0].upper()}{label[1:]}{f' ({key.language.code})' if key.language else ''}"

    def list_of(self, parts: Sequence[Field]) -> dict[str, Any]:
        return {"widget": "list", "fields": [self.field(key) for key in field_types.keys(parts, self.languages)]}

    def widget(self, field: Field) -> dict[str, Any]:
        if field.choices:
            return {"widget": "select", "options": list(self.options(field)), "dropdown_threshold": 0}
        if field.type == field_types.YES_OR_NO:
            return {"widget": "select", "options": ["yes", "no"]}
        if field.type == field_types.NUMBER:
            return {"widget": "number", "value_type": "int", "min": 1}
        # Days and decimals too: a calendar would misread 1.3.2026, and a field of numbers makes 41 of “41,5”.
        return {"widget": "string", **self.pattern(field)}

    def options(self, field: Field) -> Iterator[dict[str, Any]]:
        """The choices as the program reads them in a file: a year is a number."""
        labels = {value.id: value.label[self.language] for value in field.values}
        for choice in field.choices:
            value = int(choice) if parsers.NUMBER.fullmatch(choice) else choice
            yield {"value": value, "label": labels.get(choice, choice)}

    def pattern(self, field: Field) -> dict[str, Any]:
        if not field.type.pattern:
            return {}
        cure = _("This does not fit. Write it like “{example}”.", example=field.example)
        return {"pattern": [f"^({field.type.pattern})$", self.translator.translate(cure)]}

    def body(self) -> dict[str, Any]:
        headings = ", ".join(f"“# {language.endonym}”" for language in self.languages)
        hint = _("More to say, in Markdown: below the heading of each language, {headings}.", headings=headings)
        return {
            "name": "body",
            "label": self.translator.translate(_("Text")),
            "hint": self.translator.translate(hint),
            "required": False,
            "widget": "text",
        }
