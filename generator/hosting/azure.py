"""Writes the configuration of Azure Static Web Apps (learn.microsoft.com/azure/static-web-apps/configuration)."""

from __future__ import annotations

import json

from generator.hosting.http_rules import HttpRules
from generator.hosting.media_types import content_type

# Azure does not know these, or not by the types that they have.
_SUFFIXES = (".csv", ".ics", ".jsonld", ".webmanifest", ".xml")


def azure_configuration(http: HttpRules) -> str:
    """Return `staticwebapp.config.json`, which may have 20 KB.

    Azure knows a single page for what is missing, that of the root. It merges the headers of everything into a route's.
    """
    redirects = [
        {"route": f"/{old}", "redirect": f"{http.base}{new}", "statusCode": 301} for old, new in http.redirects.items()
    ]
    headers = [
        {"route": f"/{folder}{pattern}", "headers": headers}
        for folder, headers in http.folder_headers.items()
        # The star leaves out the page of the folder itself.
        for pattern in ("index.html", "*")
    ]
    configuration = {
        "globalHeaders": http.headers,
        "routes": [*redirects, *headers],
        "responseOverrides": {"404": {"rewrite": f"/{http.not_found['']}"}},
        "mimeTypes": {suffix: content_type(f"file{suffix}") for suffix in _SUFFIXES},
    }
    return json.dumps(configuration, indent=2) + "\n"
