"""The files that make a folder of pages ready for each of its hosts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from generator.hosting.azure import azure_configuration
from generator.hosting.github import domain, no_jekyll
from generator.hosting.http_rules import HttpRules, moves_of, rules_of
from generator.hosting.netlify import headers_list, redirects_list
from generator.hosting.nginx import nginx_configuration
from generator.model import Redirect, Site

# Gives the text of a file, None where the host needs none.
Make = Callable[[HttpRules], str | None]

# What is read by which hosts, and made how.
FILES: Mapping[str, tuple[frozenset[str], Make]] = {
    "_headers": (frozenset({"netlify", "cloudflare"}), headers_list),
    "_redirects": (frozenset({"netlify", "cloudflare", "gitlab"}), redirects_list),
    "staticwebapp.config.json": (frozenset({"azure"}), azure_configuration),
    ".nojekyll": (frozenset({"github"}), no_jekyll),
    "CNAME": (frozenset({"github"}), domain),
    "nginx.conf": (frozenset({"nginx"}), nginx_configuration),
}


def host_files(
    site: Site, redirects: Sequence[Redirect], not_found: Mapping[str, str], embeds: Sequence[str]
) -> dict[str, bytes]:
    """The files that the hosts of a site read, by path. They are not to be compressed: no reader asks for them.

    `not_found` has the page for what is missing, by the root of its language: {"": "404.html", "sv/": "sv/404.html"}.
    `embeds` are the folders that other sites may frame: "embed/".
    """
    own_files = tuple(FILES)
    description = HttpRules(site, rules_of(site, embeds), moves_of(redirects), not_found, own_files)
    made = {path: make(description) for path, (hosts, make) in FILES.items() if hosts.intersection(site.hosts)}
    return {path: text.encode() for path, text in made.items() if text is not None}
