"""Tells what the policy of a page blocks: a Content-Security-Policy of the W3C, in the parts that a plain site uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.checks.site.html_scanner import PageFacts, split

Policy = Mapping[str, frozenset[str]]

# A right that a policy does not name is that of the next one; the last is the same for all.
FALLBACKS = {"frame-src": ("frame-src", "child-src", "default-src")}
# These have no right to fall back on.
ALONE = frozenset({"form-action", "base-uri"})


def blocked(sheet: PageFacts, base_url: str) -> Iterator[str]:
    """What the page's own policy blocks, as it is written there. Without a policy, nothing is."""
    if not sheet.policy:
        return
    policy = read_policy(sheet.policy)
    for what, right in sheet.within:
        if (sources := sources_of(policy, right)) is not None and "'unsafe-inline'" not in sources:
            yield what
    for href, right in sheet.links:
        # A browser takes such a link for a script, wherever it stands.
        is_script = href.lower().startswith("javascript:")
        if is_script or (right and not allows(sources_of(policy, right), href, base_url)):
            yield href


def read_policy(text: str) -> Policy:
    """The sources that a policy allows, by the names of the rights."""
    parts = [part.split() for part in text.split(";") if part.strip()]
    return {name.lower(): frozenset(sources) for name, *sources in reversed(parts)}


def sources_of(policy: Policy, right: str) -> frozenset[str] | None:
    """The sources that a right has; None where everything is allowed."""
    if right in ALONE:
        return policy.get(right)
    chain = FALLBACKS.get(right, (right, "default-src"))
    return next((policy[name] for name in chain if name in policy), None)


def allows(sources: frozenset[str] | None, href: str, base_url: str) -> bool:
    if sources is None or "*" in sources:
        return True
    origin = origin_of(href)
    if origin in ("", origin_of(base_url)):
        return "'self'" in sources
    return origin in sources or f"{split(href).scheme}:" in sources


def origin_of(href: str) -> str:
    """The scheme and host of an address; empty for a way within the site."""
    parts = split(href)
    if parts.netloc:
        return f"{parts.scheme or 'https'}://{parts.netloc}"
    return f"{parts.scheme}:" if parts.scheme else ""
