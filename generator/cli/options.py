"""What several commands are given."""

from __future__ import annotations

import datetime

import click

from generator.content.parsers import base_address, date
from generator.diagnostics import InvalidValue, UserError
from generator.i18n import Message


class Misused(click.UsageError):
    """Raised for an option whose value does not do, in words for the editor."""

    def __init__(self, message: Message) -> None:
        self.words = message
        super().__init__(str(message))


def read_base_url(_unused: click.Context, __: click.Parameter, value: str | None) -> str:
    try:
        return base_address(value) if value is not None else ""
    except InvalidValue as mistake:
        raise Misused(mistake.message) from None


def read_date(_unused: click.Context, __: click.Parameter, value: str | None) -> datetime.date | None:
    try:
        return date(value) if value is not None else None
    except InvalidValue as mistake:
        raise Misused(mistake.message) from None


def require_name(output: str) -> None:
    """Raises UserError where --output names no folder."""
    if not output.strip() or output.startswith("~"):
        raise UserError('"{output}" is not the name of a folder. Write one after --output.', output=output)
