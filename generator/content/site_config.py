"""Reads `site.yaml`: what holds for the whole site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.content import parsers, web_addresses
from generator.content.brand import read_brand
from generator.content.interface_words import read_content_words
from generator.content.mapping_reader import MappingReader
from generator.content.sentence_config import read_earlier_standing, read_pattern
from generator.content.source import Source, read_mapping
from generator.i18n import EDITOR_LANGUAGES, _
from generator.model import Classification, FollowUp, Host, Language, LocalizedText, Redirect, Roadmap, Site

# The form of the content folder that this program reads. `tiekartta upgrade` makes it of an older one.
CONTENT_FORMAT = 1

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

    @classmethod
    def of(cls, roadmap: Roadmap) -> Settings:
        """Return what the files of a roadmap were read against."""
        return cls(roadmap.site, roadmap.classifications, roadmap.texts, roadmap.follow_up)


def read_site(source: Source, folder: Path) -> Site:
    """Return the site, whose brand has its files in a content folder.

    Raises:
        ContentError: The file has something to fix.
    """
    with MappingReader(read_mapping(source), source) as fields:
        _read_format(fields)
        unused_code, unused_endonym = parsers.unused(set(), str.lower), parsers.unused(set())
        languages = tuple(
            _read_language(code, inner, unused_code, unused_endonym) for code, inner in fields.mappings("languages")
        )
        if languages and languages[0].draft:
            message = _(
                "The first language is the default of the whole site and cannot be a draft. Put another one first."
            )
            fields.report(message, "languages")
        # Without its languages nothing can be said of the fields that come in each.
        fields.raise_any()
        unused_header = parsers.unused(set(), str.lower)
        headers = fields.texts_if_any("headers", lambda name: unused_header(parsers.header(name)), parsers.header_value)
        redirects = fields.texts_if_any("redirects", parsers.site_path, parsers.site_path)
        earlier = [read_earlier_standing(inner, languages) for inner in fields.mapping_if_any("earlier_standing")]
        return Site(
            name=fields.translated("name", languages),
            description=fields.translated("description", languages),
            source=fields.translated("source", languages),
            publisher=fields.translated("publisher", languages),
            publisher_url=fields.translated("publisher_url", languages, web_addresses.web_address),
            feedback_url=fields.translated("feedback_url", languages, web_addresses.web_address),
            base_url=fields.optional("base_url", web_addresses.base_address, ""),
            feed_host=fields.optional("feed_host", parsers.host_name, ""),
            updated=fields.required("updated", parsers.date),
            editor_language=fields.optional("editor_language", parsers.one_of(EDITOR_LANGUAGES, "editor_language"), ""),
            languages=languages,
            hosts=fields.optional("hosts", parsers.each(parsers.one_of(HOSTS, "host")), DEFAULT_HOSTS),
            headers={name: value for name, value, _location in headers},
            redirects=tuple(Redirect(old, new, location) for old, new, location in redirects),
            licence=fields.optional("licence", parsers.line, ""),
            licence_url=fields.optional("licence_url", web_addresses.web_address, ""),
            security_contact=fields.optional("security_contact", web_addresses.contact, ""),
            pdf=fields.optional("pdf", parsers.yes_or_no, False),
            words=read_content_words(fields, languages),
            brand=read_brand(fields, folder),
            home_sentence=read_pattern(fields, "home_sentence", languages),
            measure_sentences=read_pattern(fields, "measure_sentences", languages),
            not_told_sentences=read_pattern(fields, "not_told_sentences", languages),
            earlier_standing=next(iter(earlier), None),
            source_url=fields.translated_if_any("source_url", languages, web_addresses.web_address),
            feedback_email=fields.optional("feedback_email", web_addresses.email_address, ""),
            feedback_query=fields.optional("feedback_query", parsers.query_name, ""),
            kept=fields.optional("kept", parsers.kept_advice, ()),
            locations=fields.locations(),
        )


def check_content_format(source: Source) -> None:
    """Raise ContentError where this program does not read the form of the content."""
    _read_format(MappingReader(read_mapping(source), source))


def _read_format(fields: MappingReader) -> None:
    """Report a form of the content that this program does not read, and nothing else then."""
    if "content_format" not in fields.names:
        message = _(
            "The format of this content is older than {known}. Run “tiekartta upgrade”, which shows and makes "
            "the change.",
            known=CONTENT_FORMAT,
        )
        fields.report(message)
        fields.raise_any()
    if fields.optional("content_format", parsers.number, CONTENT_FORMAT) > CONTENT_FORMAT:
        message = _(
            "This content is for a newer version of the program: this one reads format {known}. Install that "
            "version, as described in the chapter “A new version” of its README.",
            known=CONTENT_FORMAT,
        )
        fields.report(message, "content_format")
        fields.raise_any()


def _read_language(
    code: str, fields: MappingReader, unused_code: Callable[[str], str], unused_endonym: Callable[[str], str]
) -> Language:
    fields.check_name(code, lambda text: unused_code(parsers.language_code(text)))
    return Language(
        code=code,
        endonym=fields.required("in_itself", unused_endonym),
        locale=fields.required("locale", parsers.locale),
        date_format=fields.required("date_format", parsers.date_format),
        letters_after_z=fields.optional("letters_after_z", parsers.letters, ""),
        empty_links=fields.optional("empty_links", parsers.words, ()),
        official=fields.optional("official", parsers.yes_or_no, True),
        draft=fields.optional("draft", parsers.yes_or_no, False),
    )
