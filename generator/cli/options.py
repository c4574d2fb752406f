"""Options that several commands take, and the checks of their values."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from generator.cli.ci_formats import FORMATS
from generator.content.web_addresses import base_address
from generator.diagnostics import UserError
from generator.i18n import Choices, Translator

if TYPE_CHECKING:
    from generator.model import Classification, Roadmap

T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., object])
# What Click calls with the value of an option, None where it is left out.
Callback = Callable[[click.Context, click.Parameter, str | None], T | None]


def parsed_by(parser: Callable[[str], T]) -> Callback[T]:
    """Return the callback of an option whose value is parsed. The parser raises InvalidValue or UserError."""
    return lambda _context, _parameter, value: None if value is None else parser(value)


def output_option(default: str, description: str) -> Callable[[Command], Command]:
    """Return the option --output of a command that writes into a folder."""
    return click.option(
        "--output",
        metavar="FOLDER",
        default=default,
        show_default=True,
        callback=parsed_by(_folder_name),
        help=description,
    )


def named_classification(roadmap: Roadmap, name: str, translator: Translator) -> Classification:
    """Return the classification that an option names by its id, or by its label in the editor's language.

    Raises:
        UserError: There is none.
    """
    labels = {taxonomy.id: translator.field_label(taxonomy.id) for taxonomy in roadmap.classifications}
    for taxonomy in roadmap.classifications:
        if name.casefold() in (taxonomy.id.casefold(), labels[taxonomy.id].casefold()):
            return taxonomy
    choices = Choices(tuple((id_, (("", label),) if label else ()) for id_, label in labels.items()))
    raise UserError('"{name}" is not a classification. Use one of these: {choices}.', name=name, choices=choices)


def _folder_name(output: str) -> str:
    if not output.strip() or output.startswith("~"):
        raise UserError('"{output}" is not the name of a folder. Write one after --output.', output=output)
    return output


base_url_option = click.option(
    "--base-url",
    metavar="URL",
    callback=parsed_by(base_address),
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
    help="Also print the messages to standard output, in a format for programs.",
)
yes_option = click.option("--yes", "is_confirmed", is_flag=True, help="Write without asking.")
