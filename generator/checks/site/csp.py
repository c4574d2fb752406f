"""Finds what a page's Content-Security-Policy blocks: W3C CSP Level 3, in the parts that a static site uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from generator.checks.site.page_facts import PageFacts, Resource
from generator.checks.site.site_files import split_url
from generator.i18n import Message, _

# Where a directive is missing, the next of these rules; at the end of the list, everything is allowed.
_FALLBACKS: Mapping[str, tuple[str, ...]] = {
    "frame-src": ("child-src", "default-src"),
    "form-action": (),
    "base-uri": (),
}
_EVERYTHING = frozenset({"*", "'unsafe-inline'"})

_Policy = Mapping[str, frozenset[str]]


def csp_errors(name: Message, page: PageFacts, base_url: str) -> Iterator[Message]:
    """Yield what the policy of a page blocks: URLs, inline scripts and styles; `name` names the page."""
    if not page.csp:
        return
    # A browser runs such a link as a script, wherever it stands.
    blocked = [href for href in page.hrefs if href.lower().startswith("javascript:")]
    blocked += [code.source for code in page.inline if "'unsafe-inline'" not in _allowed(page.csp, code.directive)]
    blocked += [link.source for link in page.resources if not _allows(page.csp, link, base_url)]
    for source in blocked:
        yield _(
            '{page} has "{what}", which its own policy (Content-Security-Policy) blocks. '
            "Put it in a file of the site, or leave it out.",
            page=name,
            what=source,
        )


@lru_cache(maxsize=16)
def _parse_policy(csp: str) -> _Policy:
    # Of a directive that is written twice, the first counts.
    directives = [directive.split() for directive in csp.split(";") if directive.strip()]
    return {name.lower(): frozenset(sources) for name, *sources in reversed(directives)}


def _allowed(csp: str, directive: str) -> frozenset[str]:
    """Return the sources that a directive allows, or those of the directive that rules in its place."""
    policy = _parse_policy(csp)
    names = (directive, *_FALLBACKS.get(directive, ("default-src",)))
    return next((policy[name] for name in names if name in policy), _EVERYTHING)


# The pages of a site load the same files.
@lru_cache(maxsize=3_000)
def _allows(csp: str, resource: Resource, base_url: str) -> bool:
    sources = _allowed(csp, resource.directive)
    if "*" in sources:
        return True
    origin = _origin(resource.source)
    if origin in ("", _origin(base_url)):
        return "'self'" in sources
    return origin in sources or f"{split_url(resource.source).scheme}:" in sources


def _origin(url: str) -> str:
    """Return scheme and host of a URL; empty for a relative one."""
    parts = split_url(url)
    if parts.netloc:
        return f"{parts.scheme or 'https'}://{parts.netloc}"
    return f"{parts.scheme}:" if parts.scheme else ""
