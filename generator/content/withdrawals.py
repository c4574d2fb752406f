"""Reads `withdrawn.yaml`: the measures that were taken out of the roadmap, each by the name that its file had."""

from __future__ import annotations

from generator.content import parsers
from generator.content.mapping_reader import MappingReader
from generator.content.paths import MEASURES
from generator.content.schema import arguments, withdrawal_fields
from generator.content.site_config import Settings
from generator.content.source import Source, read_mapping
from generator.content.tracking import future_date
from generator.diagnostics import InvalidValue
from generator.model import Withdrawal

WITHDRAWN = "withdrawn.yaml"


def read_withdrawals(source: Source, _path: str, settings: Settings) -> tuple[Withdrawal, ...]:
    """Return the withdrawals in the order in which they are written.

    Raises:
        ContentError: The file has something to fix.
    """
    with MappingReader(read_mapping(source), source) as fields:
        return tuple(_read_withdrawal(name, inner, settings) for name, inner in fields.each())


def _read_withdrawal(name: str, fields: MappingReader, settings: Settings) -> Withdrawal:
    fields.check_name(name, _file_name)
    declared = withdrawal_fields()
    values = fields.read(declared, settings.site.languages)
    if values["date"] and values["date"] > settings.site.updated:
        fields.report(future_date(settings.site.updated), "date")
    return Withdrawal(
        path=f"{MEASURES}/{name.removesuffix('.md')}.md", locations=fields.locations(), **arguments(declared, values)
    )


def _file_name(text: str) -> str:
    """Return the name of a file of a measure, with or without its ending."""
    stem = text.removesuffix(".md")
    if not parsers.FILE_NAME.fullmatch(f"{stem}.md"):
        raise InvalidValue(
            '"{value}" is not a file name. Use letters, digits and hyphens: "{cure}".',
            value=text,
            cure=parsers.slug_of(stem),
        )
    return text
