"""The configuration of Azure Static Web Apps: https://learn.microsoft.com/azure/static-web-apps/configuration"""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.hosting.http_rules import HttpRules

# Those that Azure does not know, or not by these names.
TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".jsonld": "application/ld+json",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
}


def azure_configuration(description: HttpRules) -> str:
    """`staticwebapp.config.json`, which may have 20 KB. It knows one page for what is missing, that of the root."""
    configuration = {
        "globalHeaders": description.rules[0].headers,
        "routes": [*redirect_routes(description), *header_routes(description)],
        "responseOverrides": {"404": {"rewrite": f"/{description.not_found['']}"}},
        "mimeTypes": TYPES,
    }
    return json.dumps(configuration, indent=2) + "\n"


def redirect_routes(description: HttpRules) -> Iterator[dict[str, object]]:
    for old, new in description.moves.items():
        yield {"route": f"/{old}", "redirect": f"{description.base}{new}", "statusCode": 301}


def header_routes(description: HttpRules) -> Iterator[dict[str, object]]:
    """The headers that differ from those of everything; Azure sends the others too."""
    for rule in description.rules[1:]:
        # The pattern leaves out the page of the folder itself.
        for route in (f"/{rule.folder}index.html", f"/{rule.pattern}"):
            yield {"route": route, "headers": rule.headers}
