"""The domain of a site on GitHub Pages, which takes no headers."""

from __future__ import annotations

from urllib.parse import urlsplit

from generator.hosting.http_rules import HttpRules


def domain(http: HttpRules) -> str | None:
    """Return `CNAME`; None where the site is below a path or at an address of GitHub's own."""
    address = urlsplit(http.site.base_url)
    host = address.hostname or ""
    is_domain = "." in host and not host.replace(".", "").isdigit() and address.port is None
    if not is_domain or http.base != "/" or host.endswith(".github.io"):
        return None
    return f"{host.encode('idna').decode()}\n"
