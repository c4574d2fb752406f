"""Lists of headers and redirects as Netlify and Cloudflare Pages read them, and GitLab Pages the redirects.

Each skips the lines that only another one knows, so that one file does for all:
https://docs.netlify.com/manage/routing/headers/ and …/redirects/overview/
https://developers.cloudflare.com/pages/configuration/headers/ and …/redirects/
https://docs.gitlab.com/user/project/pages/redirects/ (at most 1000 lines and 64 KB)
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.hosting.http_rules import HeaderRule, HttpRules


def headers_list(description: HttpRules) -> str:
    """`_headers`. The rules whose patterns match are all applied, one after another."""
    everything, *others = description.rules
    blocks = [block(everything), *(block(rule, everything) for rule in others)]
    return "\n".join("".join(f"{line}\n" for line in lines) for lines in blocks)


def redirects_list(description: HttpRules) -> str | None:
    """`_redirects`, None where nothing is to be said. The first line that matches counts."""
    lines = (*redirect_lines(description), *missing_lines(description))
    return "".join(f"{line}\n" for line in lines) or None


def block(rule: HeaderRule, before: HeaderRule | None = None) -> Iterator[str]:
    yield f"/{rule.pattern}"
    for name, value in rule.headers.items():
        # Cloudflare would join the two values; Netlify takes the last one, and skips a line without a colon.
        if before is not None and name in before.headers:
            yield f"  ! {name}"
        yield f"  {name}: {value}"


def redirect_lines(description: HttpRules) -> Iterator[str]:
    for root, status in forms(description):
        for old, new in description.moves.items():
            yield f"{root}{old} {description.base}{new} {status}"


def forms(description: HttpRules) -> dict[tuple[str, str], None]:
    """What a line begins with and ends in, for each of the hosts that are to read it.

    GitLab has the path of the site in the addresses that are asked for, the others have not. With “!” Netlify sends
    the reader on although there is an old page; Cloudflare always does, and GitLab never.
    """
    of_hosts = {"netlify": ("/", "301!"), "cloudflare": ("/", "301"), "gitlab": (description.base, "301")}
    return dict.fromkeys(of_hosts[host] for host in description.site.hosts if host in of_hosts)


def missing_lines(description: HttpRules) -> Iterator[str]:
    """The pages for what is missing from a folder; that of the root is found by its name, Cloudflare finds all."""
    if "netlify" in description.site.hosts:
        for folder, page in description.not_found.items():
            if folder:
                yield f"/{folder}* /{page} 404"
