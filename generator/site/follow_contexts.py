"""The page that tells how to follow the roadmap, and what other pages have of its feeds and calendars."""

from __future__ import annotations

from generator.model import Value
from generator.site.atom import feed_title
from generator.site.components import Components
from generator.site.environment import Context
from generator.site.links import Link
from generator.urls import BuiltinPage

_PAGES_OF_ALL = (BuiltinPage.HOME, BuiltinPage.STANDING, BuiltinPage.CHANGES, BuiltinPage.FOLLOW)


def follow_page(make: Components) -> Context:
    """Return the context of the page of all feeds and calendars."""
    return {
        "all": follow_links(make),
        "groups": [
            {
                "title": make.to_page(taxonomy),
                "rows": [
                    {"value": make.to_page(value), "links": follow_links(make, value)} for value in taxonomy.values
                ],
            }
            for taxonomy in make.urls.followed_taxonomies
        ],
    }


def follow_links(make: Components, value: Value | None = None) -> Context | None:
    """Return the feed and the calendar of the whole roadmap, or of a value; None where it has none.

    Each has its URL, and the full address that a program elsewhere asks.
    """
    urls, language = make.urls, make.language
    if not _is_followed(make, value):
        return None
    paths = {"feed": urls.feed_file(language, value), "calendar": urls.calendar_file(language, value)}
    links = {
        name: {"href": make.to_path(path), "address": make.roadmap.site.base_url + path} for name, path in paths.items()
    }
    return {**links, "page": make.to(BuiltinPage.FOLLOW)}


def feeds_of_page(make: Components) -> list[Link]:
    """Return the feed that belongs to a page, with its title; none where it has none."""
    subject = make.route.subject
    value = subject if isinstance(subject, Value) else None
    if (value is None and subject not in _PAGES_OF_ALL) or not _is_followed(make, value):
        return []
    return [Link(feed_title(make.site, value), make.to_path(make.urls.feed_file(make.language, value)))]


def _is_followed(make: Components, value: Value | None) -> bool:
    if value is None:
        return make.urls.has_feeds
    return value.classification_id in {taxonomy.id for taxonomy in make.urls.followed_taxonomies}
