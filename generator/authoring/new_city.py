"""Makes the folder of a new city: content that builds at once, workflows that publish it, and the program's version."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from babel import Locale, UnknownLocaleError
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator import __version__
from generator.authoring.front_matter_edit import field_line
from generator.authoring.new_measure import write_draft
from generator.authoring.release_pin import LOCK, REQUIREMENTS, ReleasePin, requirements_lock
from generator.build import load_preview
from generator.content import parsers
from generator.content.paths import CONTENT, SITE
from generator.content.schema import EMBEDS
from generator.content.site_config import CONTENT_FORMAT
from generator.content.taxonomy_config import CLASSIFICATIONS
from generator.diagnostics import InvalidValue, UserError
from generator.i18n import EDITOR_LANGUAGES, Message, Translator
from generator.model import Language
from generator.output.atomic_write import failures_in_words, write_file
from generator.project import Project
from generator.theme import THEME, Theme, built_in_words, interface_words

# Whose texts stand in for those of a language that has none.
_FALLBACK = "en"
_SCAFFOLD = Path(__file__).with_name("scaffold")
_PACKAGED_EXAMPLE = _SCAFFOLD / "example"
EXAMPLE = (
    _PACKAGED_EXAMPLE
    if _PACKAGED_EXAMPLE.is_dir()
    else Path(__file__).parent.parent.parent / "examples" / "satulahti" / CONTENT
)
_STATEMENT = "accessibility"
_PAGES = ("about", "privacy", _STATEMENT)
# Where the templates of `scaffold/city` go; git would heed some of these names in the program's own repository.
_PROJECT_FILES = {
    "README.md": "README.md",
    REQUIREMENTS: REQUIREMENTS,
    "gitignore": ".gitignore",
    "gitlab-ci.yml": ".gitlab-ci.yml",
    "github/check.yml": ".github/workflows/check.yml",
    "github/publish.yml": ".github/workflows/publish.yml",
    "github/weekly.yml": ".github/workflows/weekly.yml",
}
_COMMENT_WIDTH = 110
# An address that is still to be filled in: of a domain that is for examples (RFC 2606).
_URL_TO_FILL_IN = "https://example.org/"


@dataclass(frozen=True, slots=True)
class NewCity:
    """A city that begins: the names of its site, one for each language, and where it is published.

    `base_url` is empty while it is not known. `translator` speaks the language of the editors.
    """

    names: tuple[str, ...]
    languages: tuple[Language, ...]
    base_url: str
    updated: datetime.date
    translator: Translator
    pin: ReleasePin


def new_languages(text: str) -> tuple[Language, ...]:
    """Return the languages that codes such as "fi, sv" name, with what is known of each.

    Raises:
        InvalidValue: A code is not that of a language, or comes twice.
    """
    unused = parsers.unused(set())
    return tuple(_language(unused(parsers.language_code(code.strip()))) for code in text.split(","))


def check_is_free(folder: Path, besides: Collection[str] = ()) -> None:
    """Raise UserError where a folder holds anything that would stand beside the new city, or be overwritten.

    Args:
        folder: The folder of the city, which need not be there.
        besides: The names of files that may be there.
    """
    if folder.exists() and not folder.is_dir():
        raise UserError('"{path}" is a file. Name a folder.', path=folder)
    ours = {path.split("/")[0] for path in _PROJECT_FILES.values()}
    # What begins with a dot may be the environment or the repository that the city comes into.
    taken = [name for name in sorted(_names_in(folder) - {*besides}) if name in ours or not name.startswith(".")]
    if taken:
        raise UserError(
            '"{path}" is not empty: it contains "{entry}". Name a new folder, or an empty one.',
            path=folder,
            entry=taken[0],
        )


def project_files(city: NewCity) -> dict[str, str]:
    """Return the files beside the content, by their paths: how it is published, and by which version."""
    files = {path: _render(template, city) for template, path in _PROJECT_FILES.items()}
    return files | {LOCK: requirements_lock()}


def content_files(city: NewCity) -> dict[str, str]:
    """Return the files of the content but for its measures, by their paths below the city's folder."""
    files = {f"{CONTENT}/{name}": _render(f"{CONTENT}/{name}", city) for name in (SITE, CLASSIFICATIONS)}
    files |= {f"{CONTENT}/pages/{name}.md": "\n".join(_page_lines(name, city)) + "\n" for name in _PAGES}
    return files | {words_path(language): _words(language) for language in without_words(city.languages)}


def example_files() -> dict[str, str]:
    """Return the content of the invented city, by the paths below the city's folder."""
    files = (file for file in sorted(EXAMPLE.rglob("*")) if file.is_file())
    return {f"{CONTENT}/{file.relative_to(EXAMPLE).as_posix()}": file.read_text(encoding="utf-8") for file in files}


def without_words(languages: Sequence[Language]) -> list[Language]:
    """Return the languages that have no built-in interface words."""
    return [language for language in languages if not built_in_words(language.code)]


def words_path(language: Language) -> str:
    """Return the path of a city's own interface words below its folder."""
    return Theme(Path(CONTENT, THEME)).words_file(language.code).as_posix()


def write_city(folder: Path, files: Mapping[str, str], languages: Sequence[Language] = ()) -> None:
    """Write the files of a city into a folder, the whole of it or nothing.

    Args:
        folder: A free folder, which need not be there.
        files: The texts by their paths.
        languages: Those in which the city gets a first measure, as a draft; none where the files have measures.

    Raises:
        ContentError: The content does not build.
        WriteFailed: The disk does not take a file.
    """
    is_new = not folder.exists()
    try:
        with failures_in_words(folder):
            folder.mkdir(parents=True, exist_ok=True)
            with TemporaryDirectory(prefix=".init-", dir=folder) as staging:
                _stage(Path(staging), files, languages)
                _move_entries(Path(staging), folder)
    except BaseException:
        if is_new and folder.is_dir():
            folder.rmdir()
        raise


def _stage(staging: Path, files: Mapping[str, str], languages: Sequence[Language]) -> None:
    for path, text in files.items():
        write_file(staging / path, text.encode())
    content = staging / CONTENT
    (content / "measures").mkdir(exist_ok=True)
    roadmap = load_preview(Project(content))
    if languages:
        write_draft(roadmap, content, [texts_of(language)["measure"] for language in languages])


def _move_entries(staging: Path, folder: Path) -> None:
    """Move what was staged into the folder; what was moved already goes away again where the disk refuses the rest."""
    names = sorted(_names_in(staging))
    try:
        for name in names:
            (staging / name).replace(folder / name)
    except OSError:
        for name in set(names) - _names_in(staging):
            (folder / name).rename(staging / name)
        raise


def _names_in(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()} if folder.is_dir() else set()


def _language(code: str) -> Language:
    """Return a language with what the texts here know of it, or else CLDR.

    A variety such as "de-ls" has what its language has.
    """
    known = _all_texts().get(code.partition("-")[0])
    try:
        locale = Locale.parse(known["locale"] if known else code, sep="_" if known else "-")
    except (ValueError, UnknownLocaleError):
        raise InvalidValue(
            '"{value}" is not a language code. Write one such as sv, de-ls or zh-Hant.', value=code
        ) from None
    endonym = known["in_itself"] if known else str(locale.get_display_name()).capitalize()
    _base, _hyphen, variety = code.partition("-")
    return Language(
        code=code,
        endonym=f"{endonym} ({variety})" if known and variety else endonym,
        locale=str(locale),
        date_format=known["date_format"] if known else _date_format(locale),
        official=True,
        letters_after_z=known["letters_after_z"] if known else "",
        empty_links=tuple(parsers.words(known["empty_links"])) if known else (),
    )


def _date_format(locale: Locale) -> str:
    try:
        return parsers.date_format(locale.date_formats["long"].pattern)
    except InvalidValue:
        return "yyyy-MM-dd"


@cache
def _all_texts() -> Mapping[str, Mapping[str, Any]]:
    texts: dict[str, dict[str, Any]] = yaml.safe_load((_SCAFFOLD / "languages.yaml").read_bytes())
    return texts


def texts_of(language: Language) -> Mapping[str, Any]:
    """Return what new files say in a language, or what stands in for it."""
    return _all_texts().get(language.code.partition("-")[0], _all_texts()[_FALLBACK])


def _render(template: str, city: NewCity) -> str:
    environment = Environment(
        loader=FileSystemLoader(_SCAFFOLD / "city"),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 – it makes YAML and Markdown
    )

    def translate(text: str, **values: object) -> str:
        return city.translator.translate(Message(text, tuple(values.items())))

    def text_of(language: Language, *keys: str | int) -> str:
        text: Any = texts_of(language)
        for key in keys:
            text = text[key]
        return str(text)

    def lines(name: str, texts: Iterable[str]) -> str:
        pairs = zip(city.languages, texts, strict=True)
        return "\n".join(field_line(f"{name}_{language.code}", text) for language, text in pairs)

    return environment.get_template(template).render(
        _=translate,
        comment=comment,
        field=field_line,
        names=lines("name", city.names),
        texts=lambda name, *keys: lines(name, [text_of(language, *(keys or (name,))) for language in city.languages]),
        slugs=lambda name, *keys: lines(
            name, [parsers.slug_of(text_of(language, *keys), language.code) for language in city.languages]
        ),
        urls=lambda name: lines(name, [_URL_TO_FILL_IN] * len(city.languages)),
        city=city,
        editor_languages=", ".join(EDITOR_LANGUAGES),
        version=__version__,
        content_format=CONTENT_FORMAT,
    )


def comment(text: str) -> str:
    """Return a text as a comment of YAML."""
    return textwrap.fill(text, _COMMENT_WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)


def _page_lines(name: str, city: NewCity) -> Iterator[str]:
    """Yield the lines of a page: its fields in every language, then its text below the heading of each."""
    pages = [_page(name, language, title) for language, title in zip(city.languages, city.names, strict=True)]
    yield "---"
    for field in ("title", "slug", "description"):
        for language, (fields, _body) in zip(city.languages, pages, strict=True):
            yield field_line(f"{field}_{language.code}", fields[field])
    yield field_line("menu", pages[0][0]["menu"])
    if name == _STATEMENT:
        yield field_line("covers", ", ".join((*(language.code for language in city.languages), EMBEDS)))
    yield "---"
    for language, (_fields, body) in zip(city.languages, pages, strict=True):
        yield from ("", f"# {language.endonym}", "", body)


def _page(name: str, language: Language, title: str) -> tuple[Mapping[str, str], str]:
    """Return the fields and the text of a page in a language."""
    code = language.code.partition("-")[0]
    folder = _SCAFFOLD / "pages" / (code if code in _all_texts() else _FALLBACK)
    _start, fields, body = (folder / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(fields), body.strip().replace("{name}", title)


def _words(language: Language) -> str:
    """Return the interface words that stand in for those of a language, with as many plural forms as it has."""
    count = len(Locale.parse(language.locale).plural_form.rules) + 1
    lines = []
    for name, text in built_in_words(_FALLBACK).items():
        forms = text.split(" | ")
        if "count" in interface_words()[name]:
            # The last form holds for most numbers.
            forms = [*forms[-count:], *forms[-1:] * (count - len(forms))]
        lines += [field_line(name, " | ".join(forms))] if text else []
    return "".join(f"{line}\n" for line in lines)
