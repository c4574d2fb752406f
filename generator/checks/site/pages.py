"""Checks what every page must have: a title, one h1, a language, a canonical URL, and its hreflang versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.checks.site.page_facts import PageFacts
from generator.checks.site.site_files import SiteFiles, url_path
from generator.i18n import Message, _

# The version for readers of any other language is no language itself.
_DEFAULT = "x-default"


class Alternates(NamedTuple):
    """What the versions of a page must agree on: its language, and the file of its version by hreflang.

    A version that is no file of the site has None. A page that search engines do not show needs no version.
    """

    language: str
    is_noindex: bool
    files: tuple[tuple[str, str | None], ...]


def alternates_of(page: PageFacts, path: str, site: SiteFiles) -> Alternates:
    """Return what the page at a path says of its versions."""
    targets = ((link.hreflang, site.resolve(path, link.href)) for link in page.alternates)
    files = tuple((code, target and site.file_at(target.path)) for code, target in targets)
    return Alternates(page.language, page.is_noindex, files)


def page_errors(path: str, page: PageFacts, base_url: str) -> Iterator[Message]:
    """Yield what is wrong with the page at a path, whatever the other pages say."""
    if not page.title:
        yield _('The page "/{address}" has no title. Write one in its <title>.', address=path)
    if not page.language:
        yield _('The page "/{address}" does not tell its language. Write it in its <html lang>.', address=path)
    if page.h1_count != 1:
        yield _(
            'The page "/{address}" has {number} main headings (h1). Give it just one.',
            address=path,
            number=page.h1_count,
        )
    for name, count in Counter(page.ids).items():
        if count > 1:
            yield _(
                'The page "/{address}" has {number} places that are named "{name}". Give each its own id.',
                address=path,
                number=count,
                name=name,
            )
    if not page.is_noindex and base_url and page.canonical != base_url + path:
        yield _(
            'The page "/{address}" says that its address is "{canonical}". Write "{cure}" as its canonical address.',
            address=path,
            canonical=page.canonical,
            cure=base_url + path,
        )


def hreflang_errors(pages: Mapping[str, Alternates]) -> Iterator[tuple[str, Message]]:
    """Yield where pages do not name each other as versions, each with the file of the page."""
    languages = sorted({page.language for page in pages.values() if page.language and not page.is_noindex})
    for file, page in pages.items():
        if not page.is_noindex:
            for message in _version_errors(file, page, languages, pages):
                yield file, message


def _version_errors(
    file: str, page: Alternates, languages: list[str], pages: Mapping[str, Alternates]
) -> Iterator[Message]:
    codes = {code for code, _file in page.files}
    for code in languages:
        if code not in codes and (codes or code != page.language):
            yield _(
                'The page "/{address}" names no version in the language "{code}". Every page needs its pair.',
                address=url_path(file),
                code=code,
            )
    for code, other in page.files:
        if other is None or other not in pages or code == _DEFAULT:
            continue
        version = pages[other]
        if version.language and version.language != code:
            yield _(
                'The page "/{address}" names "/{other}" as its version in the language "{code}", '
                'but that is in "{language}". Name the right page.',
                address=url_path(file),
                other=url_path(other),
                code=code,
                language=version.language,
            )
        if all(back != file for back_code, back in version.files if back_code != _DEFAULT):
            yield _(
                'The page "/{address}" names "/{other}" as its version in the language "{code}", '
                "but that does not name it back. Let the two name each other.",
                address=url_path(file),
                other=url_path(other),
                code=code,
            )
