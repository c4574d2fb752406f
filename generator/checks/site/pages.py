"""Tells what every page must have: a title, one main heading, a language, an address, and its pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.checks.site.html_scanner import PageFacts
from generator.checks.site.links import SiteFiles, address_of
from generator.i18n import Message, _

# The version for readers of any other language is no language itself.
DEFAULT = "x-default"


class Alternates(NamedTuple):
    """What other pages must agree with: the language of a page, and the file of its version in each language.

    A version that is no file of the site has None. A `hidden` page has no address of its own and needs no pair.
    """

    language: str
    hidden: bool
    versions: tuple[tuple[str, str | None], ...]


def alternates_of(sheet: PageFacts, address: str, site: SiteFiles) -> Alternates:
    """What the page at an address claims."""
    aims = ((one.code, site.aim(address, one.href)) for one in sheet.versions)
    return Alternates(
        sheet.language, sheet.hidden, tuple((code, aim and site.file_at(aim.address)) for code, aim in aims)
    )


def wrong_with_pairs(claims: Mapping[str, Alternates]) -> Iterator[tuple[str, Message]]:
    """What the pages of a site say against each other, by the path of the page."""
    languages = sorted({one.language for one in claims.values() if one.language and not one.hidden})
    for path, claim in claims.items():
        if not claim.hidden:
            yield from ((path, message) for message in wrong_versions(path, languages, claims))


def wrong_within(path: str, sheet: PageFacts) -> Iterator[Message]:
    """What is wrong with a page as it stands alone."""
    address = address_of(path)
    if not sheet.title:
        yield _('The page "/{address}" has no title. Write one in its <title>.', address=address)
    if not sheet.language:
        yield _('The page "/{address}" does not tell its language. Write it in its <html lang>.', address=address)
    if sheet.headings != 1:
        yield _(
            'The page "/{address}" has {number} main headings (h1). Give it just one.',
            address=address,
            number=sheet.headings,
        )
    for name, number in Counter(sheet.ids).items():
        if number > 1:
            yield _(
                'The page "/{address}" has {number} places that are named "{name}". Give each its own id.',
                address=address,
                number=number,
                name=name,
            )


def wrong_address(path: str, sheet: PageFacts, site: SiteFiles) -> Iterator[Message]:
    """What is wrong with the address that a page says it has, which is known where that of the site is."""
    address = address_of(path)
    if not sheet.hidden and site.base_url and sheet.canonical != site.base_url + address:
        yield _(
            'The page "/{address}" says that its address is "{canonical}". Write "{cure}" as its canonical address.',
            address=address,
            canonical=sheet.canonical,
            cure=site.base_url + address,
        )


def wrong_versions(path: str, languages: list[str], claims: Mapping[str, Alternates]) -> Iterator[Message]:
    """What is wrong with the versions of a page in all languages, its own too. The pages of a pair name each other."""
    claim = claims[path]
    named = {code for code, _unused in claim.versions}
    for code in languages:
        if code not in named and (named or code != claim.language):
            yield _(
                'The page "/{address}" names no version in the language "{code}". Every page needs its pair.',
                address=address_of(path),
                code=code,
            )
    for code, goal in claim.versions:
        if goal is not None and goal in claims and code != DEFAULT:
            yield from wrong_pair(path, code, goal, claims[goal])


def wrong_pair(path: str, code: str, goal: str, other: Alternates) -> Iterator[Message]:
    """What is wrong with the version in a language that a page names: the page of a file, and what that claims."""
    if other.language and other.language != code:
        yield _(
            'The page "/{address}" names "/{other}" as its version in the language "{code}", '
            'but that is in "{language}". Name the right page.',
            address=address_of(path),
            other=address_of(goal),
            code=code,
            language=other.language,
        )
    if all(back != path for code, back in other.versions if code != DEFAULT):
        yield _(
            'The page "/{address}" names "/{other}" as its version in the language "{code}", '
            "but that does not name it back. Let the two name each other.",
            address=address_of(path),
            other=address_of(goal),
            code=code,
        )
