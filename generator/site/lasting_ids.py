"""The ids of what readers keep elsewhere: entries of a feed, dates in a calendar.

They hold when an address, a title or a slug changes: a reader sees nothing twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from urllib.parse import quote, urlsplit

from generator.model import Site

# A tag URI names a day on which its host had its owner (RFC 4151, 2.1). Another year would make every id a new one.
_YEAR = 2026


def tag_uri(site: Site, *parts: object) -> str:
    """Return the id of a feed or an entry: a tag URI (RFC 4151), for `id` of RFC 4287."""
    return f"tag:{_host(site)},{_YEAR}:{'/'.join(quote(str(part)) for part in parts)}"


def calendar_uid(site: Site, *parts: object) -> str:
    """Return the id of a date in a calendar: `UID` of RFC 5545."""
    return f"{'-'.join(str(part).replace('/', '-') for part in parts)}@{_host(site)}"


def ordinals(keys: Iterable[Hashable]) -> Iterator[int]:
    """Yield for each key the how manyth of its kind it is: 1, and 2 where it came before."""
    seen: Counter[Hashable] = Counter()
    for key in keys:
        seen[key] += 1
        yield seen[key]


def _host(site: Site) -> str:
    return site.feed_host or (urlsplit(site.base_url).hostname or "").encode("idna").decode()
