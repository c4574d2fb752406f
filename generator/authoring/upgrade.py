"""Makes content of the newest format from that of an older one; every byte that need not change stays as it is.

Format 0 had no number in `site.yaml`, the interface words of the city in `texts.yaml`, who is responsible for a measure
as text, and colours of values. In format 1 the words are the theme's, of which a city has only its own, and who is
responsible is a classification.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from generator.authoring.front_matter_edit import appended, field_line, front_matter, newline_of, with_fields
from generator.content.interface_words import CONTENT_WORDS, GAP
from generator.content.parsers import slug_of
from generator.content.paths import MEASURES, SITE
from generator.content.schema import EDITION
from generator.content.site_config import CONTENT_FORMAT
from generator.content.source import read_mapping, read_source
from generator.content.taxonomy_config import CLASSIFICATIONS
from generator.content.tracking_config import FOLLOW_UP
from generator.model import RESPONSIBLE
from generator.theme import THEME, Theme, built_in_words, interface_words

_TEXTS = "texts.yaml"
# What a text of format 0 is called now, and those that `site.yaml` has.
_NOT_TOLD = "not_told_sentences"
_RENAMED = {"next_lead": _NOT_TOLD}
_OF_SITE = (*CONTENT_WORDS, _NOT_TOLD)
# The colour of a value.
_ACCENT = re.compile(rb"^[ \t]+accent:[^\n]*\n", re.MULTILINE)
# What one unit and all of them are called, by language; the second is where their pages are, too.
_UNITS = {
    "fi": ("Vastuuyksikkö", "Vastuuyksiköt"),
    "sv": ("Ansvarig enhet", "Ansvariga enheter"),
    "de": ("Zuständige Stelle", "Zuständige Stellen"),
}
_UNITS_ELSEWHERE = ("Responsible unit", "Responsible units")

# New bytes by the paths of files, None for a file that is deleted.
Changes = Mapping[Path, bytes | None]


def upgraded(content: Path) -> Changes:
    """Return the files of a content folder that change on its way to the newest format; none where it has that.

    Raises:
        ContentError: A file cannot be read.
    """
    site = _fields(content / SITE)
    if "content_format" in site:
        return {}
    codes = _codes(site)
    texts = _texts(content / _TEXTS, codes)
    words = {name: text for name, text in texts.items() if name in _OF_SITE and _is_own(name, text)}
    lines = [field_line(f"{name}_{code}", words[name].get(code, "")) for name in words for code in codes]
    numbered = _inserted((content / SITE).read_bytes(), f"content_format: {CONTENT_FORMAT}")
    changes = {
        content / SITE: appended(numbered, lines),
        **_own_words(content, codes, texts),
        **({content / _TEXTS: None} if (content / _TEXTS).is_file() else {}),
        **_with_units(content, codes, texts.get(RESPONSIBLE, {})),
    }
    return {**changes, **_without_accents(content, changes)}


def unused_texts(content: Path) -> tuple[str, ...]:
    """Return the names of the texts of format 0 that no page has any more, or that it has with other gaps."""
    known = {*interface_words(), *_OF_SITE, RESPONSIBLE}
    texts = _texts(content / _TEXTS, _codes(_fields(content / SITE)))
    return tuple(
        name
        for name, text in texts.items()
        if name not in known
        or (name not in _OF_SITE and not all(_fits(name, words, code) for code, words in text.items()))
    )


def _codes(site: Mapping[str, yaml.Node]) -> tuple[str, ...]:
    languages = site.get("languages")
    return tuple(key.value for key, _value in languages.value) if isinstance(languages, yaml.MappingNode) else ()


def _fields(file: Path) -> dict[str, yaml.Node]:
    return {key.value: value for key, value in read_mapping(read_source(file)).value}


def _texts(file: Path, codes: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the texts of format 0 by the names that they have now and the codes of their languages."""
    texts: dict[str, dict[str, str]] = {}
    for key, node in _fields(file).items() if file.is_file() else ():
        name, _underscore, code = key.rpartition("_")
        if code in codes:
            texts.setdefault(_RENAMED.get(name, name), {})[code] = " ".join(str(node.value).split())
    return texts


def _is_own(name: str, text: Mapping[str, str]) -> bool:
    """Tell whether a city says something else than the built-in words in any language."""
    return any(text[code] != built_in_words(code).get(name) for code in text)


def _own_words(content: Path, codes: Sequence[str], texts: Mapping[str, Mapping[str, str]]) -> Changes:
    """Return the city's own files of words: those that the built-in set of the language has otherwise, or not."""
    changes = {}
    for code in codes:
        file = Theme(content / THEME).words_file(code)
        known = set(_fields(file)) if file.is_file() else set()
        lines = [
            field_line(name, texts[name][code])
            for name in interface_words()
            if name not in known
            and name not in _OF_SITE
            and code in texts.get(name, {})
            and texts[name][code] != built_in_words(code).get(name)
            and _fits(name, texts[name][code], code)
        ]
        if lines:
            changes[file] = appended(file.read_bytes() if known else b"", lines)
    return changes


def _fits(name: str, words: str, code: str) -> bool:
    """Tell whether an own text can stand for a word of the theme: it has its gaps, and its number of plural forms."""
    gaps = set(interface_words().get(name, ()))
    return set(GAP.findall(words)) <= gaps and words.count("|") == built_in_words(code).get(name, words).count("|")


def _without_accents(content: Path, changes: Changes) -> Changes:
    """Return the files with values whose colours are gone, as they are after other changes."""
    files = [file for file in (content / CLASSIFICATIONS, content / FOLLOW_UP) if file.is_file()]
    before = {file: changes.get(file) or file.read_bytes() for file in files}
    after = {file: _ACCENT.sub(b"", written) for file, written in before.items()}
    return {file: written for file, written in after.items() if written != before[file]}


def _with_units(content: Path, codes: Sequence[str], label: Mapping[str, str]) -> Changes:
    """Return the measures with the responsible units as values of a classification, and that classification."""
    files = {file: front_matter(file) for file in sorted((content / MEASURES).glob("*.md"))}
    names = [f"{RESPONSIBLE}_{code}" for code in codes]
    written = {}
    for file, fields in files.items():
        texts = [fields.get(name, "") for name in names]
        # One language stands in for another.
        if any(texts):
            written[file] = tuple(text or next(filter(None, texts)) for text in texts)
    if not written:
        return {}
    units = sorted(set(written.values()), key=lambda unit: [text.casefold() for text in unit])
    ids = dict(zip(units, _slugs([unit[0] for unit in units], codes[0]), strict=True))
    classifications = content / CLASSIFICATIONS
    before = ["number", EDITION, "draft", *_fields(classifications), RESPONSIBLE]
    changes: dict[Path, bytes | None] = {}
    for file, unit in written.items():
        new = {**{name: "" for name in names if name in files[file]}, RESPONSIBLE: ids[unit]}
        changes[file] = with_fields(file.read_bytes(), file.as_posix(), new, [*before, *names])
    lines = _classification_lines(ids, codes, label)
    return {classifications: appended(classifications.read_bytes(), lines), **changes}


def _classification_lines(
    ids: Mapping[tuple[str, ...], str], codes: Sequence[str], label: Mapping[str, str]
) -> Iterator[str]:
    """Yield the lines of the classification of the units, each with a page."""
    names = {code: _UNITS.get(code, _UNITS_ELSEWHERE) for code in codes}
    yield f"{RESPONSIBLE}:"
    yield from (f"  {field_line(f'label_{code}', label.get(code) or one)}" for code, (one, _all) in names.items())
    yield from (f"  {field_line(f'plural_{code}', every)}" for code, (_one, every) in names.items())
    yield from (f"  folder_{code}: {slug_of(every, code)}" for code, (_one, every) in names.items())
    yield "  several: yes"
    yield "  values:"
    slugs = [_slugs([unit[index] for unit in ids], code) for index, code in enumerate(codes)]
    for position, (unit, unit_id) in enumerate(ids.items()):
        yield f"    {unit_id}:"
        yield from (f"      {field_line(f'label_{code}', text)}" for code, text in zip(codes, unit, strict=True))
        yield from (f"      slug_{code}: {slugs[index][position]}" for index, code in enumerate(codes))


def _slugs(titles: Iterable[str], code: str) -> list[str]:
    """Return a slug of each title, no two alike."""
    slugs: list[str] = []
    for title in titles:
        slug = slug_of(title, code)
        slugs.append(slug if slug not in slugs else f"{slug}-{len(slugs) + 1}")
    return slugs


def _inserted(content: bytes, line: str) -> bytes:
    """Return a YAML file with a line above its first field."""
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    text = content.removeprefix(mark)
    first = re.search(rb"^(?![#\s]|---)", text, re.MULTILINE)
    index = first.start() if first else 0
    return mark + text[:index] + line.encode() + newline_of(content) + text[index:]
