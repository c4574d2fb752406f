"""Checks what every page must have: a title, one h1, a language, a canonical URL, and its hreflang versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from generator.checks.site.facts import FileFacts
from generator.checks.site.page_facts import PageFacts
from generator.checks.site.site_files import url_path
from generator.i18n import Message, _

# The hreflang of the version for readers of any other language.
_DEFAULT = "x-default"


def page_errors(path: str, page: PageFacts, base_url: str) -> Iterator[Message]:
    """Yield what is wrong with the page at a path, whatever the other pages say."""
    if not page.title:
        yield _('The page "/{address}" has no title. Write one in its <title>.', address=path)
    if not page.language:
        yield _('The page "/{address}" does not state its language. Write it in its <html lang>.', address=path)
    if page.h1_count != 1:
        yield _(
            'The page "/{address}" has {number} main headings (h1). Give it just one.',
            address=path,
            number=page.h1_count,
        )
    # To count them takes ten times as long as to see that none comes twice.
    for name, count in Counter(page.ids).items() if len(set(page.ids)) < len(page.ids) else ():
        if count > 1:
            yield _(
                'The page "/{address}" has {number} elements with the id "{name}". Give each its own id.',
                address=path,
                number=count,
                name=name,
            )
    if not page.is_noindex and base_url and page.canonical != base_url + path:
        yield _(
            'The page "/{address}" says that its address is "{canonical}". Its canonical address must be "{cure}".',
            address=path,
            canonical=page.canonical,
            cure=base_url + path,
        )


def hreflang_errors(pages: Mapping[str, FileFacts]) -> Iterator[tuple[str, Message]]:
    """Yield where pages do not name each other as versions, each with the file of the page.

    A page that search engines do not show needs no version.
    """
    languages = sorted({page.language for page in pages.values() if page.language and not page.is_noindex})
    for file, page in pages.items():
        if not page.is_noindex:
            yield from ((file, message) for message in _version_errors(file, pages, languages))


def _version_errors(file: str, pages: Mapping[str, FileFacts], languages: list[str]) -> Iterator[Message]:
    page, address = pages[file], url_path(file)
    codes = {code for code, _other in page.alternates}
    for code in languages:
        if code not in codes and (codes or code != page.language):
            yield _(
                'The page "/{address}" gives no version in the language "{code}". Every page needs one in '
                "each language.",
                address=address,
                code=code,
            )
    for code, other in page.alternates:
        # The version for readers of any other language is no language itself.
        if code == _DEFAULT or other not in pages:
            continue
        language = pages[other].language
        if language and language != code:
            yield _(
                'The page "/{address}" gives "/{other}" as its version in the language "{code}", but that '
                'page is in "{language}". Give the right page.',
                address=address,
                other=url_path(other),
                code=code,
                language=language,
            )
        if not any(back == file and code != _DEFAULT for code, back in pages[other].alternates):
            yield _(
                'The page "/{address}" gives "/{other}" as its version in the language "{code}", but that '
                "page does not link back. Make the two link to each other.",
                address=address,
                other=url_path(other),
                code=code,
            )
