"""Lists of headers and redirects as Netlify and Cloudflare Pages read them, and GitLab Pages the redirects.

Each skips the lines that only another one knows, so that one file does for all:
https://docs.netlify.com/manage/routing/headers/ and …/redirects/overview/
https://developers.cloudflare.com/pages/configuration/headers/ and …/redirects/
https://docs.gitlab.com/user/project/pages/redirects/ (at most 1000 lines and 64 KB)
"""

from __future__ import annotations

from generator.hosting.http_rules import HttpRules
from generator.model import Host


def headers_file(http: HttpRules) -> str:
    """Return `_headers`. The rules whose patterns match are all applied, one after another."""
    lines = ["/*", *(f"  {name}: {value}" for name, value in http.headers.items())]
    for folder, headers in http.folder_headers.items():
        lines += ["", f"/{folder}*"]
        for name, value in headers.items():
            # Cloudflare would join the two values; Netlify takes the last one, and skips a line without a colon.
            if name in http.headers:
                lines.append(f"  ! {name}")
            lines.append(f"  {name}: {value}")
    return "".join(f"{line}\n" for line in lines)


def redirects_file(http: HttpRules) -> str | None:
    """Return `_redirects`, or None where it would be empty. The first line that matches counts."""
    # GitLab has the path of the site in the URLs that are asked for, the others have not. With "!" Netlify redirects
    # although there is a file at the old path; Cloudflare always does, and GitLab never.
    forms = {Host.NETLIFY: ("/", "301!"), Host.CLOUDFLARE: ("/", "301"), Host.GITLAB: (http.base, "301")}
    lines = [
        f"{root}{old} {http.base}{new} {status}"
        for root, status in dict.fromkeys(forms[Host(host)] for host in http.site.hosts if host in forms)
        for old, new in http.redirects.items()
    ]
    # All of them find the page for what is missing at the root by its name, and Cloudflare those of folders too.
    if Host.NETLIFY in http.site.hosts:
        lines += [f"/{folder}* /{page} 404" for folder, page in http.not_found.items() if folder]
    return "".join(f"{line}\n" for line in lines) or None
