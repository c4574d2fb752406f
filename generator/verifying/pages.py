"""Tells what every page must have: a title, one main heading, a language, an address, and its pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from generator.problems import Message, say
from generator.verifying.aims import Site, address_of
from generator.verifying.scanning import Sheet, Version

# The version for readers of any other language is no language itself.
DEFAULT = "x-default"


def wrong_with_pages(pages: Mapping[str, Sheet], site: Site) -> Iterator[tuple[str, Message]]:
    """What is wrong with each page, by its path. A hidden page has no address of its own and needs no pair."""
    languages = sorted({one.language for one in pages.values() if one.language and not one.hidden})
    for path, sheet in pages.items():
        yield from ((path, message) for message in wrong_within(path, sheet))
        if not sheet.hidden:
            yield from ((path, message) for message in wrong_address(path, sheet, site))
            yield from ((path, message) for message in wrong_versions(path, languages, pages, site))


def wrong_within(path: str, sheet: Sheet) -> Iterator[Message]:
    """What is wrong with a page as it stands alone."""
    address = address_of(path)
    if not sheet.title:
        yield say('The page "/{address}" has no title. Write one in its <title>.', address=address)
    if not sheet.language:
        yield say('The page "/{address}" does not tell its language. Write it in its <html lang>.', address=address)
    if sheet.headings != 1:
        yield say(
            'The page "/{address}" has {number} main headings (h1). Give it just one.',
            address=address,
            number=sheet.headings,
        )
    for name, number in Counter(sheet.ids).items():
        if number > 1:
            yield say(
                'The page "/{address}" has {number} places that are named "{name}". Give each its own id.',
                address=address,
                number=number,
                name=name,
            )


def wrong_address(path: str, sheet: Sheet, site: Site) -> Iterator[Message]:
    """What is wrong with the address that a page says it has, which is known where that of the site is."""
    address = address_of(path)
    if site.base_url and sheet.canonical != site.base_url + address:
        yield say(
            'The page "/{address}" says that its address is "{canonical}". Write "{cure}" as its canonical address.',
            address=address,
            canonical=sheet.canonical,
            cure=site.base_url + address,
        )


def wrong_versions(path: str, languages: list[str], pages: Mapping[str, Sheet], site: Site) -> Iterator[Message]:
    """What is wrong with the versions of a page in all languages, its own too. The pages of a pair name each other."""
    address, sheet = address_of(path), pages[path]
    named = {one.code for one in sheet.versions}
    for code in languages:
        if code not in named and (named or code != sheet.language):
            yield say(
                'The page "/{address}" names no version in the language "{code}". Every page needs its pair.',
                address=address,
                code=code,
            )
    for version in sheet.versions:
        goal = goal_of(version, address, site)
        if goal is not None and goal in pages and version.code != DEFAULT:
            yield from wrong_pair(address, version.code, goal, pages, site)


def wrong_pair(address: str, code: str, goal: str, pages: Mapping[str, Sheet], site: Site) -> Iterator[Message]:
    other = pages[goal]
    if other.language and other.language != code:
        yield say(
            'The page "/{address}" names "/{other}" as its version in the language "{code}", '
            'but that is in "{language}". Name the right page.',
            address=address,
            other=address_of(goal),
            code=code,
            language=other.language,
        )
    back = {goal_of(one, address_of(goal), site) for one in other.versions if one.code != DEFAULT}
    if site.file_at(address) not in back:
        yield say(
            'The page "/{address}" names "/{other}" as its version in the language "{code}", '
            "but that does not name it back. Let the two name each other.",
            address=address,
            other=address_of(goal),
            code=code,
        )


def goal_of(version: Version, address: str, site: Site) -> str | None:
    """The file of a version that a page names, None where there is none."""
    aim = site.aim(address, version.href)
    return site.file_at(aim.address) if aim is not None else None
