"""Reads `texts.yaml`: the words of the interface, in every language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from babel import Locale

from generator import theme
from generator.content import parsers
from generator.content.mapping_reader import MappingReader
from generator.content.source import Source, read_mapping
from generator.diagnostics import InvalidValue
from generator.model import Language, LocalizedText

_GAP = re.compile(r"\{(\w*)\}")
_COUNT = "count"


def read_interface_words(source: Source, languages: Sequence[Language]) -> Mapping[str, LocalizedText]:
    """Return the words of the interface by their names.

    Raises:
        ContentError: The file has something to fix.
    """
    # No slug may be a folder that the site has already, or that of another page in its language.
    folders = {"assets", *(language.code for language in languages)}
    unused = {language.code: parsers.unused(set(folders)) for language in languages}

    def slug_parser(language: Language) -> Callable[[str], str]:
        return lambda text: unused[language.code](parsers.slug(text))

    with MappingReader(read_mapping(source), source) as fields:
        return {
            name: fields.texts(name, languages, slug_parser if name.endswith("_slug") else partial(words_parser, gaps))
            for name, gaps in theme.interface_words().items()
        }


def words_parser(gaps: tuple[str, ...], language: Language) -> Callable[[str], str]:
    """Return a parser for a text with no gaps but these, and as many plural forms as the language needs."""
    needed = len(Locale.parse(language.locale).plural_form.rules) + 1 if _COUNT in gaps else 1

    def parse(text: str) -> str:
        words = parsers.line(text)
        unknown = set(_GAP.findall(words)) - set(gaps)
        if unknown or set("{}") & set(_GAP.sub("", words)):
            allowed = ", ".join(f"{{{gap}}}" for gap in gaps)
            raise InvalidValue("A gap in curly brackets is not known here. Use only these: {gaps}", gaps=allowed or "–")
        if words.count("|") + 1 != needed:
            raise InvalidValue(
                "This text has another number of forms than {needed}. Write that many, divided by |.", needed=needed
            )
        return words

    return parse
