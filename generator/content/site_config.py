"""Reads what holds for the whole site: `site.yaml` and `classifications.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.content import parsers
from generator.content.mapping_reader import MappingReader
from generator.content.schema import taken_names
from generator.content.source import Source, read_mapping, read_source
from generator.diagnostics import ContentError, InvalidValue
from generator.i18n import EDITOR_LANGUAGES, _
from generator.model import Classification, FollowUp, Host, Language, LocalizedText, Redirect, Site, Value

SITE = "site.yaml"

# The colours that the style sheet has for a value.
ACCENTS = ("blue", "red", "yellow", "green", "slate")
# The parts of a measure's page that a classification can belong to.
SECTIONS = ("gain", "reason", "way")
LARGEST_SIZE = 3

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
    """The site. Raises ProblemsFound."""
    with MappingReader(read_mapping(source), source) as fields:
        taken: set[str] = set()
        languages = tuple(read_language(code, inner, taken) for code, inner in fields.mappings("languages"))
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
            hosts=fields.optional("hosts", hosts, DEFAULT_HOSTS),
            headers=read_headers(fields),
            redirects=tuple(read_redirects(fields)),
            licence=fields.optional("licence", parsers.line, ""),
            licence_url=fields.optional("licence_url", parsers.web_address, ""),
            security_contact=fields.optional("security_contact", parsers.contact, ""),
        )


def hosts(text: str) -> tuple[str, ...]:
    """Names of hosts, divided by commas."""
    return tuple(dict.fromkeys(map(parsers.one_of(HOSTS, "host"), parsers.some_words(text))))


def read_headers(fields: MappingReader) -> dict[str, str]:
    """The headers that hosts send besides those of the program, or in the place of one, by their names."""
    headers: dict[str, str] = {}
    for inner in fields.mapping_if_any("headers"):
        unused = parsers.unused(set(), str.lower)
        for name in inner.names:
            headers[name] = inner.optional(name, parsers.header_value, "")
            try:
                unused(parsers.header(name))
            except InvalidValue as mistake:
                inner.refuse(name, mistake.message)
    return headers


def read_redirects(fields: MappingReader) -> Iterator[Redirect]:
    """The addresses that the site had before, each with the one that it has now: “/old/: /new/”."""
    for inner in fields.mapping_if_any("redirects"):
        for name in inner.names:
            location = inner.location_of(name)
            new = inner.optional(name, parsers.site_path, "")
            try:
                yield Redirect(parsers.site_path(name), new, location)
            except InvalidValue as mistake:
                inner.report(mistake.message)


def editor_language(content: Path) -> str:
    """The language that `site.yaml` names for its editors, empty where it names none that can be spoken.

    Whatever else is wrong there is for the readers to tell, in that language.
    """
    try:
        source = read_source(content / SITE)
        fields = {key.value: value.value for key, value in read_mapping(source).value}
    except ContentError:
        return ""
    language = fields.get("editor_language", "")
    return language if language in EDITOR_LANGUAGES else ""


def read_language(code: str, fields: MappingReader, taken: set[str]) -> Language:
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


def read_classifications(source: Source, languages: Sequence[Language]) -> tuple[Classification, ...]:
    """The classifications, in the order in which they are written. Raises ProblemsFound."""
    with MappingReader(read_mapping(source), source) as fields:
        if not fields.names:
            fields.report(_("There is no classification here. Write one, such as goal, with its values."))
        return tuple(read_classification(name, inner, languages) for name, inner in fields.each())


def read_classification(name: str, fields: MappingReader, languages: Sequence[Language]) -> Classification:
    if name in taken_names(languages):
        fields.report(_('"{name}" already has another meaning here. Choose another name.', name=name))
    else:
        fields.check_name(name)
    folder = fields.translated_if_any("folder", languages, parsers.slug)
    in_menu = fields.optional("menu", parsers.choice({"main": True}, "menu"), False)
    if in_menu and folder is None:
        fields.report(
            _(
                '"{name}" is in the menu, so it needs pages. Give it “folder_{code}: …” in each language.',
                name=name,
                code=languages[0].code,
            )
        )
    return Classification(
        id=name,
        label=fields.translated("label", languages),
        plural=fields.translated("plural", languages),
        section=fields.optional("section", parsers.one_of(SECTIONS, "section"), "way"),
        in_menu=in_menu,
        explanation=fields.translated_if_any("explanation", languages),
        folder=folder,
        values=read_values(name, fields, languages, folder is not None),
        locations=fields.locations(),
    )


def read_values(
    classification_id: str, fields: MappingReader, languages: Sequence[Language], has_pages: bool
) -> tuple[Value, ...]:
    values = tuple(
        read_value(classification_id, name, inner, languages, has_pages) for name, inner in fields.mappings("values")
    )
    if any(value.size for value in values) and not all(value.size for value in values):
        fields.report(_("Some values here have a size and some have none. Give each a size, or none of them."))
    return values


def read_value(
    classification_id: str, value_id: str, fields: MappingReader, languages: Sequence[Language], has_page: bool
) -> Value:
    fields.check_name(value_id)
    label = fields.translated("label", languages)
    name = fields.translated_if_any("name", languages)
    return Value(
        id=value_id,
        classification_id=classification_id,
        code=fields.optional("code", parsers.line, ""),
        label=label,
        name=label if name is None else name,
        description=fields.translated_if_any("description", languages),
        slug=fields.translated("slug", languages, parsers.slug) if has_page else None,
        accent=fields.optional("accent", parsers.one_of(ACCENTS, "accent"), ""),
        size=fields.optional("size", size, 0),
        locations=fields.locations(),
    )


def size(text: str) -> int:
    return parsers.choice({str(n): n for n in range(1, LARGEST_SIZE + 1)}, "size")(text)
