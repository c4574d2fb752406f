"""Checks that published URLs stay: the site's own sitemap of before and the roadmap in, the URLs that would go out.

What is compared is what follows the home page, so that a site may move to another host or folder as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from generator.diagnostics import ContentError, Diagnostic, Location, UserError
from generator.i18n import Message, _
from generator.model import Measure, Roadmap
from generator.urls import DATA, SITEMAP, UrlMap

HEADERS = {"User-Agent": "Tiekartta (it looks whether addresses are still there)"}
_TIMEOUT_SECONDS = 20
# What a sitemap may have: https://www.sitemaps.org/protocol.html
_MAX_BYTES = 52_428_800
MEASURES_DATA = f"{DATA}measures.json"
# The measures with a text: a title or a problem, the code of its language, and its words.
_MeasuresByText = Mapping[tuple[str, str, str], Sequence[Measure]]
_NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def check_published_urls(roadmap: Roadmap, sitemap: str) -> None:
    """Raise ContentError where a URL of a sitemap has neither a page nor a redirect, or has that of a stranger.

    Args:
        roadmap: The roadmap that is to be published.
        sitemap: A file or a web address, the sitemap.xml that an earlier build wrote. The open data beside it tells
            which measure a URL was of.
    """
    urls = UrlMap(roadmap)
    pages = [route.path for route in urls]
    # A host leads from one form of a path to the other.
    known = {path.rstrip("/") for path in (*pages, *(redirect.old for redirect in urls.redirects()))}
    lost = [path for path in published_paths(sitemap) if path.rstrip("/") not in known]
    measures, known_texts = _published_measures(sitemap), _measures_by_text(roadmap)
    messages = [
        *(_lost_message(path, measures, known_texts) for path in lost),
        *_stranger_messages(measures, known_texts, roadmap),
    ]
    if messages:
        raise ContentError(Diagnostic(Location(sitemap), message) for message in messages)


def published_paths(sitemap: str) -> tuple[str, ...]:
    """Return the paths of a sitemap below its home page, which is one of them: "", "sv/atgarder/".

    Raises:
        UserError: The sitemap cannot be read, or is none that this program wrote.
    """
    try:
        root = ET.fromstring(_read(sitemap))
    except (ET.ParseError, LookupError, ValueError):
        raise UserError(
            '"{sitemap}" is not a sitemap. Name the file sitemap.xml of the published site.', sitemap=sitemap
        ) from None
    if root.tag == f"{_NAMESPACE}sitemapindex":
        raise UserError('"{sitemap}" is an index of sitemaps. Name one of its sitemaps.', sitemap=sitemap)
    urls = [url for element in root.iter(f"{_NAMESPACE}loc") if is_web(url := (element.text or "").strip())]
    if not urls:
        raise UserError('"{sitemap}" contains no web addresses. Name a sitemap that does.', sitemap=sitemap)
    home = min(urls, key=len)
    if not all(url.startswith(home) for url in urls):
        raise UserError(
            '"{sitemap}" does not list the home page of one site. Name the sitemap of this site.', sitemap=sitemap
        )
    return tuple(unquote(url.removeprefix(home)) for url in urls)


def is_web(url: str) -> bool:
    """Return whether a text is the URL of a web page."""
    return url.startswith(("http://", "https://"))


def _read(sitemap: str) -> bytes:
    """Return the content of a file or web address, up to the size that a sitemap may have. Raise UserError."""
    # Only who compares waits for what asks the web.
    from http.client import HTTPException
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    try:
        if is_web(sitemap):
            with urlopen(Request(sitemap, headers=HEADERS), timeout=_TIMEOUT_SECONDS) as response:
                content: bytes = response.read(_MAX_BYTES + 1)
        else:
            with Path(sitemap).open("rb") as file:
                content = file.read(_MAX_BYTES + 1)
    except (OSError, HTTPException, ValueError) as error:
        if isinstance(error, HTTPError):
            error.close()
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
        raise UserError(
            'The sitemap "{sitemap}" could not be read: {reason}. Check its name.', sitemap=sitemap, reason=reason
        ) from None
    if len(content) > _MAX_BYTES:
        raise UserError('"{sitemap}" is larger than a sitemap may be. Name a smaller one.', sitemap=sitemap)
    return content


def _measures_by_text(roadmap: Roadmap) -> _MeasuresByText:
    measures: dict[tuple[str, str, str], list[Measure]] = {}
    for measure in roadmap.measures:
        for name, text in (("title", measure.title), ("problem", measure.problem)):
            for code, words in text.by_code.items() if text is not None else ():
                measures.setdefault((name, code, words), []).append(measure)
    return measures


def _with_title_or_problem_of(published: Mapping[str, Any], known: _MeasuresByText) -> list[Measure]:
    """Return the measures that one of the open data can be. Its slug does not count: who has that is the question."""
    texts = (
        (name, code, str(words)) for name in ("title", "problem") for code, words in published.get(name, {}).items()
    )
    return [measure for text in texts for measure in known.get(text, ())]


def _lost_message(path: str, published: Sequence[Mapping[str, Any]], known: _MeasuresByText) -> Message:
    """Return that a path would go, and how to keep it: by an alias where its measure is still there."""
    slug = path.rstrip("/").rpartition("/")[2]
    measure = next((one for one in published if slug in one["slug"].values()), None)
    successors = _with_title_or_problem_of(measure, known) if measure else []
    if measure is None or not successors:
        return _(
            'The address "/{path}" was published and has no page now. '
            "Run “tiekartta record” with a commit that still had it, such as HEAD~1, or write a redirect in site.yaml.",
            path=path,
        )
    successor = successors[0]
    code = next(code for code, own in measure["slug"].items() if own == slug)
    aliases = successor.aliases.by_code.get(code, ())
    return _(
        'The address "/{path}" was published and has no page now. Its measure is in {file}. Add this line '
        "there: {line}",
        path=path,
        file=successor.locations.start.file,
        line=f"aliases_{code}: {', '.join((*aliases, slug))}",
    )


def _stranger_messages(
    published: Sequence[Mapping[str, Any]], known: _MeasuresByText, roadmap: Roadmap
) -> Iterator[Message]:
    """Yield what is wrong with each slug of a published measure that another one has now, though it is still there."""
    owners = {
        (language.code, slug): measure
        for measure in roadmap.measures
        for language in roadmap.site.languages
        for slug in (measure.slug[language], *measure.aliases[language])
    }
    for before in published:
        same = _with_title_or_problem_of(before, known)
        for code, slug in before["slug"].items():
            owner = owners.get((code, slug))
            if owner and same and owner not in same:
                yield _(
                    'The address "{slug}" was published for the measure of {file}, but now belongs to '
                    "{owner}. Links to it would lead to the wrong page. Give it back.",
                    slug=slug,
                    file=same[0].locations.start.file,
                    owner=owner.locations.start.file,
                )


def published_data(sitemap: str) -> Mapping[str, Any]:
    """Return the open data beside a sitemap, nothing where it cannot be read."""
    with suppress(UserError, ValueError):
        data = json.loads(_read(f"{sitemap.removesuffix(SITEMAP)}{MEASURES_DATA}"))
        return data if isinstance(data, dict) else {}
    return {}


def _published_measures(sitemap: str) -> Sequence[Mapping[str, Any]]:
    """Return the measures of the open data beside a sitemap, none where it cannot be read."""
    with suppress(LookupError, TypeError):
        measures = published_data(sitemap)["measures"]
        return [one for one in measures if isinstance(one["slug"], dict) and isinstance(one["title"], dict)]
    return ()
