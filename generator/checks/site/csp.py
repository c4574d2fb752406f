"""Finds what a page's Content-Security-Policy blocks: W3C CSP Level 3, in the parts that a static site uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from generator.checks.site.page_facts import PageFacts
from generator.checks.site.site_files import split_url
from generator.i18n import Message, _

# Where a directive is missing, the next of these rules; at the end of the list, everything is allowed.
_FALLBACKS: Mapping[str, tuple[str, ...]] = {
    "frame-src": ("child-src", "default-src"),
    "form-action": (),
    "base-uri": (),
}

_Policy = Mapping[str, frozenset[str]]


def csp_errors(name: Message, page: PageFacts, base_url: str) -> Iterator[Message]:
    """Yield what the policy of a page blocks, each URL, inline script or style once; `name` names the page."""
    for source in dict.fromkeys(_blocked(page, base_url) if page.csp else ()):
        yield _(
            '{page} has "{what}", which its own policy (Content-Security-Policy) blocks. '
            "Put it in a file of the site, or leave it out.",
            page=name,
            what=source,
        )


def _blocked(page: PageFacts, base_url: str) -> Iterator[str]:
    policy = _parse_policy(page.csp)
    for code in page.inline:
        sources = _allowed_sources(policy, code.directive)
        if sources is not None and "'unsafe-inline'" not in sources:
            yield code.source
    for link in page.links:
        # A browser runs such a link as a script, wherever it stands.
        is_script = link.source.lower().startswith("javascript:")
        sources = _allowed_sources(policy, link.directive) if link.directive else None
        if is_script or not _allows(sources, link.source, base_url):
            yield link.source


@lru_cache(maxsize=16)
def _parse_policy(csp: str) -> _Policy:
    # Of a directive that is written twice, the first counts.
    directives = [directive.split() for directive in csp.split(";") if directive.strip()]
    return {name.lower(): frozenset(sources) for name, *sources in reversed(directives)}


def _allowed_sources(policy: _Policy, directive: str) -> frozenset[str] | None:
    """Return the sources that a directive allows, None where no directive restricts them."""
    names = (directive, *_FALLBACKS.get(directive, ("default-src",)))
    return next((policy[name] for name in names if name in policy), None)


def _allows(sources: frozenset[str] | None, url: str, base_url: str) -> bool:
    if sources is None or "*" in sources:
        return True
    origin = _origin(url)
    if origin in ("", _origin(base_url)):
        return "'self'" in sources
    return origin in sources or f"{split_url(url).scheme}:" in sources


def _origin(url: str) -> str:
    """Return scheme and host of a URL; empty for a relative one."""
    parts = split_url(url)
    if parts.netloc:
        return f"{parts.scheme or 'https'}://{parts.netloc}"
    return f"{parts.scheme}:" if parts.scheme else ""
