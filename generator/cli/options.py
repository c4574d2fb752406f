"""Options that several commands take, and the checks of their values."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TypeVar

import click

from generator.cli.ci_formats import FORMATS
from generator.content.parsers import base_address, date
from generator.diagnostics import InvalidValue, UserError
from generator.i18n import Message

T = TypeVar("T")


class InvalidOption(click.UsageError):
    """Raised for an option with a wrong value, with a message in the editor's language."""

    def __init__(self, message: Message) -> None:
        self.localized_message = message
        super().__init__(str(message))


def parse_date(_context: click.Context, _parameter: click.Parameter, value: str | None) -> datetime.date | None:
    """Return the date that an option gives, or None without one."""
    return _parse(date, value)


def require_folder_name(output: str) -> None:
    """Raise UserError unless the value of --output can name a folder."""
    if not output.strip() or output.startswith("~"):
        raise UserError('"{output}" is not the name of a folder. Write one after --output.', output=output)


def _parse_base_url(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    return _parse(base_address, value) or ""


def _parse(parser: Callable[[str], T], value: str | None) -> T | None:
    try:
        return None if value is None else parser(value)
    except InvalidValue as error:
        raise InvalidOption(error.message) from None


base_url_option = click.option(
    "--base-url",
    metavar="URL",
    callback=_parse_base_url,
    help="The address that the site is published at, such as https://example.org/roadmap/.",
)
published_option = click.option(
    "--published",
    metavar="SITEMAP",
    help="The sitemap of the published site, a file or an address. Fail if one of its addresses would be lost.",
)
format_option = click.option(
    "--format",
    "report_format",
    type=click.Choice(tuple(FORMATS)),
    help="Also print the diagnostics to the standard output, in a format for a program.",
)
