"""Reads `site.yaml`: what holds for the whole site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.content import parsers
from generator.content.mapping_reader import MappingReader
from generator.content.source import Source, read_mapping, read_source
from generator.diagnostics import ContentError, InvalidValue
from generator.i18n import EDITOR_LANGUAGES
from generator.model import Classification, FollowUp, Host, Language, LocalizedText, Redirect, Site

SITE = "site.yaml"

HOSTS = tuple(Host)
# What a site is made ready for where nothing is said.
DEFAULT_HOSTS = (Host.GITHUB, Host.NGINX)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the files of measures and pages are read against. `follow_up` is None where nobody follows them up."""

    site: Site
    classifications: tuple[Classification, ...]
    texts: Mapping[str, LocalizedText]
    follow_up: FollowUp | None = None


def read_site(source: Source) -> Site:
    """Return the site.

    Raises:
        ContentError: The file has something to fix.
    """
    with MappingReader(read_mapping(source), source) as fields:
        taken: set[str] = set()
        languages = tuple(_read_language(code, inner, taken) for code, inner in fields.mappings("languages"))
        # Without its languages nothing can be said of the fields that come in each.
        fields.raise_any()
        return Site(
            name=fields.translated("name", languages),
            description=fields.translated("description", languages),
            source=fields.translated("source", languages),
            publisher=fields.translated("publisher", languages),
            publisher_url=fields.translated("publisher_url", languages, parsers.web_address),
            feedback_url=fields.translated("feedback_url", languages, parsers.web_address),
            base_url=fields.optional("base_url", parsers.base_address, ""),
            updated=fields.required("updated", parsers.date),
            editor_language=fields.optional("editor_language", parsers.one_of(EDITOR_LANGUAGES, "language"), ""),
            languages=languages,
            hosts=fields.optional("hosts", _hosts, DEFAULT_HOSTS),
            headers=_read_headers(fields),
            redirects=tuple(_read_redirects(fields)),
            licence=fields.optional("licence", parsers.line, ""),
            licence_url=fields.optional("licence_url", parsers.web_address, ""),
            security_contact=fields.optional("security_contact", parsers.contact, ""),
        )


def _hosts(text: str) -> tuple[str, ...]:
    """Parse names of hosts, divided by commas."""
    return tuple(dict.fromkeys(map(parsers.one_of(HOSTS, "host"), parsers.some_words(text))))


def _read_headers(fields: MappingReader) -> dict[str, str]:
    """Return the headers that hosts send besides those of the program, or in the place of one, by their names."""
    headers: dict[str, str] = {}
    for inner in fields.mapping_if_any("headers"):
        unused = parsers.unused(set(), str.lower)
        for name in inner.names:
            headers[name] = inner.optional(name, parsers.header_value, "")
            try:
                unused(parsers.header(name))
            except InvalidValue as mistake:
                inner.report_field(name, mistake.message)
    return headers


def _read_redirects(fields: MappingReader) -> Iterator[Redirect]:
    """Yield the URLs that the site had before, each with the one that it has now: “/old/: /new/”."""
    for inner in fields.mapping_if_any("redirects"):
        for name in inner.names:
            location = inner.location_of(name)
            new = inner.optional(name, parsers.site_path, "")
            try:
                yield Redirect(parsers.site_path(name), new, location)
            except InvalidValue as mistake:
                inner.report(mistake.message)


def editor_language(content: Path) -> str:
    """Return the language that `site.yaml` names for its editors, empty where it names none that can be spoken.

    Whatever else is wrong there is for the readers to tell, in that language.
    """
    try:
        source = read_source(content / SITE)
        fields = {key.value: value.value for key, value in read_mapping(source).value}
    except ContentError:
        return ""
    language = fields.get("editor_language", "")
    return language if language in EDITOR_LANGUAGES else ""


def _read_language(code: str, fields: MappingReader, taken: set[str]) -> Language:
    try:
        parsers.language_code(code)
    except InvalidValue as mistake:
        fields.report(mistake.message)
    return Language(
        code=code,
        endonym=fields.required("in_itself", parsers.unused(taken)),
        locale=fields.required("locale", parsers.locale),
        date_format=fields.required("date_format", parsers.date_format),
        letters_after_z=fields.optional("letters_after_z", parsers.letters, ""),
        empty_links=fields.optional("empty_links", parsers.words, ()),
        official=fields.optional("official", parsers.yes_or_no, True),
    )
