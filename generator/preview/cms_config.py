"""Describes the form to Sveltia CMS: from the declaration of the fields, in the editor's language.

See https://sveltiacms.app/en/docs/config-basics for what the description may have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generator.content import field_types, schema
from generator.content.field_types import OPEN, Field, Key
from generator.content.hidden_characters import VISIBLE
from generator.content.parsers import LONGEST_SLUG
from generator.content.paths import EDITIONS, INDICATORS, MEASURES, PAGES, SITE
from generator.content.schema import EDITION
from generator.content.site_config import Settings
from generator.i18n import Message, Translator, _
from generator.model import Language, language_of
from generator.spreadsheets.choices import cell_choices
from generator.spreadsheets.columns import column_heads

# What `form/form.js` tells the program of the files.
FILE_FORMAT = "tiekartta-frontmatter"
SETTINGS_FORMAT = "tiekartta-settings"


# The name that the program has for what follows the fields of a file.
BODY = "body"
_NUMBER_LINE = re.compile(rf"""^(number|{EDITION}):[ \t]*["']?([0-9]+)["']?[ \t]*$""", re.MULTILINE)
# What a save says on the host, where it is the title of the proposal, too.
_COMMIT_MESSAGES = {
    "create": _("Add {file}", file="{{path}}"),
    "update": _("Change {file}", file="{{path}}"),
    "delete": _("Delete {file}", file="{{path}}"),
}


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository on a server of GitHub or GitLab: a save is a branch and a proposal, which someone else merges.

    `url` is the address of the server. `auth_url` is that of a service that signs people in to GitHub, and `app_id`
    the program's registration at GitLab; without them, people sign in with a token.
    """

    host: str
    name: str
    branch: str = ""
    url: str = ""
    auth_url: str = ""
    app_id: str = ""

    def options(self) -> dict[str, Any]:
        """Return the options of the program for the repository."""
        has_sign_in = bool(self.auth_url if self.host == "github" else self.app_id)
        backend: dict[str, Any] = {
            "name": self.host,
            "repo": self.name,
            "auth_methods": ["oauth", "token"] if has_sign_in else ["token"],
        }
        if self.branch:
            backend["branch"] = self.branch
        if self.url:
            backend["api_root"] = f"{self.url}/api/{'v3' if self.host == 'github' else 'v4'}"
        if self.host == "github" and self.auth_url:
            backend["base_url"] = self.auth_url
        if self.host == "gitlab":
            backend["base_url"] = self.url or "https://gitlab.com"
            if self.app_id:
                backend |= {"auth_type": "pkce", "app_id": self.app_id}
        return {"backend": backend, "publish_mode": "editorial_workflow"}

    @property
    def servers(self) -> tuple[str, ...]:
        """The servers that the form asks for something, and those that it opens to sign in."""
        if self.url:
            own: tuple[str, ...] = (self.url,)
        else:
            own = ("https://gitlab.com",) if self.host == "gitlab" else ("https://api.github.com", "https://github.com")
        origin = urlsplit(self.auth_url)
        return (*own, f"{origin.scheme}://{origin.netloc}") if self.auth_url else own


def form_config(
    content: Path,
    settings: Settings,
    translator: Translator,
    repository: Repository | None = None,
    base_path: str = "/",
) -> dict[str, Any]:
    """Return the description of the form.

    Args:
        content: The folder of the content.
        settings: What the files are read against.
        translator: That of the form's language.
        repository: Where the form saves; None is the folder of the project on this computer.
        base_path: The path that the site lies below on this computer.
    """
    site = settings.site
    options = repository.options() if repository else _local_options(content)
    if repository:
        options["backend"]["commit_messages"] = {
            action: translator.translate(message) for action, message in _COMMIT_MESSAGES.items()
        }
        options |= {"site_url": site.base_url} if site.base_url else {"show_preview_links": False}
        base_path = urlsplit(site.base_url).path or "/"
    writer = _FormWriter(settings, translator, base_path)
    collections = list(_collections(content, settings, writer))
    if repository:
        # Whether to publish is decided on the host, with the checks in sight.
        collections = [{**collection, "publish": False} for collection in collections]
    return {
        "app_title": translator.translate(_("Editing the roadmap")),
        **options,
        # The program wants a store for pictures: it gets one that is switched off, for the site shows none.
        "media_libraries": {"default": False, "cloudinary": False},
        "output": {"omit_empty_optional_fields": True},
        "collections": collections,
    }


def _local_options(content: Path) -> dict[str, Any]:
    """Return the options for the folder that holds the content.

    The program must name a host and a way to sign in to it. It asks Gitea for nothing until someone signs in, and the
    page hides that button.
    """
    repository = f"local/{content.absolute().parent.name}"
    return {"backend": {"name": "gitea", "repo": repository, "app_id": "none", "auth_methods": ["oauth"]}}


def _collections(content: Path, settings: Settings, writer: _FormWriter) -> Iterator[dict[str, Any]]:
    """Yield the folders of the content, those of the tracking only where there is one."""
    first, texts = settings.site.default_language, settings.texts
    slug, title = f"{{{{slug_{first.code}}}}}", f"{{{{title_{writer.own.code}}}}}"
    # A list is sorted by one thing only: where each year counts from 1, by the summary, which begins with the year.
    number, sortable = "{{number}}", ["number"]
    if settings.follow_up:
        number, sortable = "{{edition}}-{{number}}", ["_summary", EDITION, "number"]
    fields = schema.measure_fields(settings.classifications)
    measures = writer.collection(content / MEASURES, _("Measures"), fields, f"{number}-{slug}", sortable)
    yield {
        **measures,
        "fields": _with_defaults(measures["fields"], _new_measure(content, settings)),
        "summary": f"{number.replace('-', '/')} {title}",
        **writer.preview_path(texts["measures_slug"][first]),
    }
    if settings.follow_up:
        editions, indicators = schema.edition_fields(), schema.indicator_fields()
        collection = writer.collection(content / EDITIONS, _("Roadmaps by year"), editions, "{{year}}", ["year"])
        yield {**collection, "fields": _with_defaults(collection["fields"], {"draft": "yes"})}
        yield {
            **writer.collection(content / INDICATORS, _("Indicators"), indicators, slug),
            **writer.preview_path(texts["indicators_slug"][first]),
        }
    yield {
        **writer.collection(content / PAGES, _("Pages"), schema.page_fields(), slug),
        **writer.preview_path(),
    }
    yield writer.site_day(content)


def _new_measure(content: Path, settings: Settings) -> dict[str, str]:
    """Return what a new measure begins with: a draft, with the next number of the newest edition."""
    years = [value.id for taxonomy in settings.classifications if taxonomy.id == EDITION for value in taxonomy.values]
    newest = max(years, key=int) if years else ""
    numbers = [
        int(texts["number"])
        for texts in _numbers(content / MEASURES)
        if "number" in texts and texts.get(EDITION, newest) == newest
    ]
    fields = schema.measure_fields(settings.classifications)
    start = {field.name: OPEN for field in fields if _begins_open(field)}
    start |= {"number": str(max(numbers, default=0) + 1), "draft": "yes"}
    return start | {EDITION: newest} if newest else start


def _begins_open(field: Field) -> bool:
    """Tell whether a new entry begins with the question mark of a fact that is still open, and can be saved so."""
    is_class = field.classification is not None and field.name != EDITION
    return is_class and field.can_be_open and field.required and not field.type.is_list


def _numbers(folder: Path) -> Iterator[Mapping[str, str]]:
    """Yield the number and the edition of each file, whose other fields need not be right."""
    for file in folder.glob("*.md"):
        yield dict(_NUMBER_LINE.findall(file.read_text(encoding="utf-8", errors="replace")))


def _with_defaults(fields: Sequence[dict[str, Any]], defaults: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{**field, "default": defaults[field["name"]]} if field["name"] in defaults else field for field in fields]


@dataclass(frozen=True, slots=True)
class _FormWriter:
    """Describes collections of files and their fields in the editor's language."""

    settings: Settings
    translator: Translator
    base_path: str

    @property
    def languages(self) -> Sequence[Language]:
        """The languages of the site."""
        return self.settings.site.languages

    @property
    def own(self) -> Language:
        """The editor's language where the site has it, else its first."""
        return language_of(self.languages, self.translator.language)

    def preview_path(self, folder: str = "") -> dict[str, str]:
        """Return the option that leads from an entry to its page, which lies in a folder of the site."""
        slug = f"{{{{fields.slug_{self.languages[0].code}}}}}/"
        return {"preview_path": f"{self.base_path.strip('/')}/{folder}/{slug}".replace("//", "/").lstrip("/")}

    def collection(
        self, folder: Path, label: Message, fields: Sequence[Field], file: str, sortable: Sequence[str] = ()
    ) -> dict[str, Any]:
        """Describe the files of a folder.

        Args:
            file: The template of the name of a new file, which keeps it.
            sortable: The fields that the list can be sorted by, and is by the first of them.
        """
        collection: dict[str, Any] = {
            "name": folder.name,
            "label": self.translator.translate(label),
            "folder": folder.as_posix(),
            "extension": "md",
            "format": FILE_FORMAT,
            "identifier_field": f"title_{self.own.code}",
            # A copy would have the number, the address and the approvals of another.
            "duplicate": False,
            "editor": {"preview": False},
            "slug": {"template": file, "editable": False},
            "fields": [*self._fields(fields), self._body()],
        }
        if sortable:
            collection["sortable_fields"] = {"fields": list(sortable), "default": {"field": sortable[0]}}
        return collection

    def site_day(self, content: Path) -> dict[str, Any]:
        """Describe the setting that goes with every change: the day of the site."""
        translate = self.translator.translate
        hint = _("The date of the last change. No status or update may have a later one.")
        day = Field("updated", field_types.DATE, hint, "2026-11-24")
        updated = {
            "name": day.name,
            "label": translate(_("Updated")),
            "hint": translate(hint),
            **self._widget(Key(day.name, day)),
        }
        return {
            "name": "settings",
            "label": translate(_("Settings")),
            "format": SETTINGS_FORMAT,
            "editor": {"preview": False},
            "files": [
                {
                    "name": "site",
                    "label": translate(_("The date of the site")),
                    "file": (content / SITE).as_posix(),
                    "fields": [updated],
                }
            ],
        }

    def _body(self) -> dict[str, Any]:
        headings = [f"# {language.endonym}" for language in self.languages]
        named = ", ".join(f"“{heading}”" for heading in headings)
        hint = _("The rest of the text, in Markdown: below the heading of each language, {headings}.", headings=named)
        return {
            "name": BODY,
            "label": self.translator.translate(_("Text")),
            "hint": self.translator.translate(hint),
            "required": False,
            "widget": "text",
            "default": "\n\n\n".join(headings),
        }

    def _fields(self, fields: Sequence[Field]) -> Iterator[dict[str, Any]]:
        """Yield the descriptions of fields, each language of one below the other, as in a file."""
        keys = field_types.keys(fields, self.languages)
        heads = column_heads(keys, self.translator)
        for key in keys:
            if key.field.type == field_types.RECORD:
                yield {"name": key.name, "widget": "hidden"}
            else:
                yield {
                    "name": key.name,
                    "label": heads[key.name],
                    "hint": self.translator.translate(key.field.hint),
                    "required": self._is_required(key),
                    **self._widget(key),
                }

    def _is_required(self, key: Key) -> bool:
        """Return whether a file must have a field: one that is translated need not be in a draft of a language."""
        is_draft = key.language is not None and key.language.draft
        return key.field.required and not is_draft

    def _widget(self, key: Key) -> dict[str, Any]:
        field = key.field
        if field.parts:
            return self._list(field)
        if field.type == field_types.YES_OR_NO or field.choices:
            several: dict[str, Any] = {"multiple": True} if field.type.is_list else {}
            if several:
                several |= {"min": 1} if field.required else {}
                several["hint"] = self.translator.translate(_("Choose one or more."))
            return {"widget": "select", **several, "options": list(self._options(key)), "dropdown_threshold": 0}
        # Numbers, days and decimals too: all that a file has is text, which the program must not round or reformat.
        if not field.type.pattern:
            return {"widget": "string", "pattern": _visible_pattern(self.translator.language)}
        cure = _("This is not in the right form. Write it like “{example}”.", example=field.example)
        longest = {"maxlength": LONGEST_SLUG} if field.type == field_types.SLUG else {}
        takes = f"{field.type.pattern}|{re.escape(OPEN)}" if field.can_be_open else field.type.pattern
        pattern = [rf"^\s*({takes})\s*$", self.translator.translate(cure)]
        return {"widget": "string", **longest, "pattern": pattern}

    def _list(self, field: Field) -> dict[str, Any]:
        """Describe a list of entries. Those that are there are folded, each behind its first two fields."""
        parts = list(self._fields(field.parts))
        summary = " ".join(f"{{{{fields.{part['name']}}}}}" for part in parts[:2])
        return {"widget": "list", "collapsed": "auto", "summary": summary, "fields": parts}

    def _options(self, key: Key) -> Iterator[dict[str, str]]:
        """Yield the choices, called as the editors call them: by the words of the content, or else their names."""
        labels = {value.id: value.label[self.own] for value in key.field.values}
        if key.field.type == field_types.YES_OR_NO:
            labels = {choice.text: choice.label(self.translator.language) for choice in cell_choices(key)}
        for choice in key.field.choices or labels:
            yield {"value": choice, "label": labels.get(choice, choice)}
        if _begins_open(key.field):
            yield {"value": OPEN, "label": self.translator.translate(_("not known yet"))}


@cache
def _visible_pattern(language: str) -> tuple[str, str]:
    """Return the pattern of texts without characters that nobody sees, and what is said of others."""
    message = _("There is an invisible character here. Delete it and write the word again.")
    return f"^{VISIBLE}$", Translator(language).translate(message)
