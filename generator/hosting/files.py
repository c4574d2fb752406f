"""The files that make a folder of pages ready for each of its hosts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from generator.hosting.azure import azure_configuration
from generator.hosting.github import domain
from generator.hosting.http_rules import HttpRules, http_rules
from generator.hosting.netlify import headers_file, redirects_file
from generator.hosting.nginx import nginx_configuration
from generator.model import Host, Redirect, Site

# Which hosts read a file, and what returns its text, or None where they need none.
FILES: Mapping[str, tuple[frozenset[Host], Callable[[HttpRules], str | None]]] = {
    "_headers": (frozenset({Host.NETLIFY, Host.CLOUDFLARE}), headers_file),
    "_redirects": (frozenset({Host.NETLIFY, Host.CLOUDFLARE, Host.GITLAB}), redirects_file),
    "staticwebapp.config.json": (frozenset({Host.AZURE}), azure_configuration),
    # An empty file: GitHub publishes folders such as .well-known as they are.
    ".nojekyll": (frozenset({Host.GITHUB}), lambda _http: ""),
    "CNAME": (frozenset({Host.GITHUB}), domain),
    "nginx.conf": (frozenset({Host.NGINX}), nginx_configuration),
}


def host_files(
    site: Site, redirects: Sequence[Redirect], not_found: Mapping[str, str], embeds: Sequence[str]
) -> dict[str, bytes]:
    """Return the files that the hosts of a site read, by path. They are not compressed: no reader asks for them.

    Args:
        not_found: The page for what is missing, by the root of its language: {"": "404.html", "sv/": "sv/404.html"}.
        embeds: The folders that other sites may frame: "embed/".
    """
    http = http_rules(site, redirects, not_found, embeds, host_paths=tuple(FILES))
    texts = {path: text_of(http) for path, (hosts, text_of) in FILES.items() if hosts.intersection(site.hosts)}
    return {path: text.encode() for path, text in texts.items() if text is not None}
