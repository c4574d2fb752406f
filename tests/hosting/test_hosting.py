"""What each host is given besides the pages, and what becomes of it in a real nginx."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import brotli
import pytest
from project import SATULAHTI, free_port, line_of
from site_writing import write_site

from generator.build import load_published, outputs, render
from generator.content.site_config import HOSTS
from generator.diagnostics import Location
from generator.hosting import files as hosting_files
from generator.hosting.files import host_files
from generator.hosting.precompress import compressed_copies, needs_precompression
from generator.model import Redirect, Site
from generator.project import Project
from generator.site.renderer import POLICY

EXAMPLE = Project(SATULAHTI)
NOT_FOUND = {"": "404.html", "sv/": "sv/404.html"}
EMBEDS = ("upota/", "sv/badda-in/")
SOMEWHERE = Location("content/site.yaml", 1, 1)
REDIRECTS = (
    Redirect("vanha-sivu/", "toimenpiteet/", SOMEWHERE),
    Redirect("sv/gammal.html", "sv/atgarder/", SOMEWHERE),
    Redirect("liitteet/%C3%A5r 1.html", "sv/", SOMEWHERE),
)
DENIED = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), "
    "screen-wake-lock=(), usb=(), xr-spatial-tracking=()"
)
HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": DENIED,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
    "Strict-Transport-Security": "max-age=31536000",
}
FOR_EVER = "public, max-age=31536000, immutable"
FRAMED = f"{POLICY}; frame-ancestors *"


Files = Callable[..., dict[str, str]]


@pytest.fixture
def files(city: Project) -> Files:
    """The files for some hosts of the miniature city at an address."""
    site = load_published(city).site

    def made(*names: str, base_url: str = "https://tie.example/") -> dict[str, str]:
        chosen = replace(site, hosts=names, base_url=base_url)
        return {path: text.decode() for path, text in host_files(chosen, REDIRECTS, NOT_FOUND, EMBEDS).items()}

    return made


def test_every_host_gets_its_own_files_and_no_others(files: Files) -> None:
    assert {host: sorted(files(host)) for host in HOSTS} == {
        "netlify": ["_headers", "_redirects"],
        "cloudflare": ["_headers", "_redirects"],
        "azure": ["staticwebapp.config.json"],
        "github": [".nojekyll", "CNAME"],
        "gitlab": ["_redirects"],
        "nginx": ["nginx.conf"],
    }
    assert files() == {}


def test_netlify_and_cloudflare_share_their_headers(files: Files) -> None:
    everything = "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())

    assert files("netlify")["_headers"] == files("cloudflare")["_headers"]
    assert files("netlify", "cloudflare")["_headers"] == (
        f"/*\n{everything}"
        f"\n/assets/*\n  ! Cache-Control\n  Cache-Control: {FOR_EVER}\n"
        "\n/data/*\n  Access-Control-Allow-Origin: *\n"
        f"\n/upota/*\n  ! Content-Security-Policy\n  Content-Security-Policy: {FRAMED}\n"
        f"\n/sv/badda-in/*\n  ! Content-Security-Policy\n  Content-Security-Policy: {FRAMED}\n"
    )


def test_only_a_site_with_a_certificate_demands_one(files: Files) -> None:
    spoken = {address: files("netlify", base_url=address)["_headers"] for address in ("", "http://tie.example/")}

    assert [address for address, text in spoken.items() if "Strict-Transport-Security" in text] == []


def test_netlify_is_told_more_of_redirects_and_missing_pages_than_cloudflare(files: Files) -> None:
    moved = [
        "/vanha-sivu/ /toimenpiteet/ 301",
        "/vanha-sivu /toimenpiteet/ 301",
        "/sv/gammal.html /sv/atgarder/ 301",
        "/liitteet/%C3%A5r%201.html /sv/ 301",
    ]

    assert files("cloudflare")["_redirects"].splitlines() == moved
    assert files("netlify")["_redirects"].splitlines() == [*(f"{line}!" for line in moved), "/sv/* /sv/404.html 404"]


def test_gitlab_asks_by_the_path_of_the_site_too(files: Files) -> None:
    base_url = "https://city.gitlab.io/tie/"

    alone = files("gitlab", base_url=base_url)["_redirects"].splitlines()
    shared = files("gitlab", "cloudflare", base_url=base_url)["_redirects"].splitlines()

    assert alone == [
        "/tie/vanha-sivu/ /tie/toimenpiteet/ 301",
        "/tie/vanha-sivu /tie/toimenpiteet/ 301",
        "/tie/sv/gammal.html /tie/sv/atgarder/ 301",
        "/tie/liitteet/%C3%A5r%201.html /tie/sv/ 301",
    ]
    assert shared == [*alone, *(line.removeprefix("/tie") for line in alone)]


def test_without_redirects_gitlab_needs_nothing(city: Project) -> None:
    site = replace(load_published(city).site, hosts=("gitlab",))

    assert host_files(site, (), NOT_FOUND, ()) == {}


def test_azure_gets_one_configuration(files: Files) -> None:
    framed, open_to_all = {"Content-Security-Policy": FRAMED}, {"Access-Control-Allow-Origin": "*"}

    assert json.loads(files("azure")["staticwebapp.config.json"]) == {
        "globalHeaders": HEADERS,
        "routes": [
            {"route": "/vanha-sivu/", "redirect": "/toimenpiteet/", "statusCode": 301},
            {"route": "/vanha-sivu", "redirect": "/toimenpiteet/", "statusCode": 301},
            {"route": "/sv/gammal.html", "redirect": "/sv/atgarder/", "statusCode": 301},
            {"route": "/liitteet/%C3%A5r%201.html", "redirect": "/sv/", "statusCode": 301},
            {"route": "/assets/index.html", "headers": {"Cache-Control": FOR_EVER}},
            {"route": "/assets/*", "headers": {"Cache-Control": FOR_EVER}},
            {"route": "/data/index.html", "headers": open_to_all},
            {"route": "/data/*", "headers": open_to_all},
            {"route": "/upota/index.html", "headers": framed},
            {"route": "/upota/*", "headers": framed},
            {"route": "/sv/badda-in/index.html", "headers": framed},
            {"route": "/sv/badda-in/*", "headers": framed},
        ],
        "responseOverrides": {"404": {"rewrite": "/404.html"}},
        "mimeTypes": {
            ".csv": "text/csv; charset=utf-8",
            ".ics": "text/calendar; charset=utf-8",
            ".jsonld": "application/ld+json",
            ".webmanifest": "application/manifest+json",
            ".xml": "application/xml",
        },
    }


@pytest.mark.parametrize("base_url", ["", "https://city.github.io/", "https://city.github.io/tie/", "https://a.fi/b/"])
def test_github_is_told_of_a_domain_of_ones_own_only(files: Files, base_url: str) -> None:
    assert files("github", base_url="https://tie.example/") == {".nojekyll": "", "CNAME": "tie.example\n"}
    assert files("github", base_url=base_url) == {".nojekyll": ""}


def test_what_only_hosts_read_is_what_is_written(files: Files) -> None:
    denied = re.findall(r'location = "/([^"]+)" \{\n +return 404;', files("nginx")["nginx.conf"])

    assert set(denied) == set(files(*HOSTS))


def test_what_is_worth_it_comes_compressed_too() -> None:
    text = b"<p>Toimenpide</p>\n" * 300
    noise, style = os.urandom(5_000), b"a { color: red }\n" * 100
    given = {"a/index.html": text, "assets/a.css": style, "small.css": style, "noise.txt": noise, "picture.png": text}

    made = {path: list(compressed_copies(path, content)) for path, content in given.items()}

    copies = made.pop("a/index.html")
    assert [path for path, _ in copies] == ["a/index.html.gz", "a/index.html.br"]
    assert [gzip.decompress(copies[0][1]), brotli.decompress(copies[1][1])] == [text, text]
    assert [path for path, _ in made.pop("assets/a.css")] == ["assets/a.css.gz", "assets/a.css.br"]
    assert made == {"small.css": [], "noise.txt": [], "picture.png": []}


def test_the_same_file_is_always_compressed_to_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"<p>Toimenpide</p>\n" * 300
    first = dict(compressed_copies("index.html", content))

    monkeypatch.setattr(time, "time", lambda: 0.0)

    assert dict(compressed_copies("index.html", content)) == first
    # No name and no time: RFC 1952, 2.3.
    assert first["index.html.gz"][3:8] == bytes(5)


def test_only_nginx_and_gitlab_send_what_lies_beside(city: Project) -> None:
    site = load_published(city).site

    assert [host for host in HOSTS if needs_precompression(replace(site, hosts=(host,)))] == ["gitlab", "nginx"]


# Files that a site may have besides its pages.
BESIDES = {
    ".well-known/security.txt": b"Contact: mailto:tietoturva@example.org\n",
    "site.webmanifest": b'{"name": "Tiekartta"}\n',
    "data/measures.csv": "number,title\n1,Ääkköset\n".encode() * 20,
    "muutokset/atom.xml": b'<feed xmlns="http://www.w3.org/2005/Atom"/>\n',
    "tilanne/calendar.ics": "BEGIN:VCALENDAR\r\nNAME:Määräajat\r\nEND:VCALENDAR\r\n".encode() * 20,
    "upota/index.html": b"<!doctype html><title>Upota</title>\n",
    "sv/badda-in/index.html": "<!doctype html><title>Bädda in</title>\n".encode(),
}
CONFIGURATION = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{
    access_log off; default_type application/octet-stream;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        add_header X-From-The-Server yes; expires 30d; autoindex on;
        location ~ /\\. {{ return 403; }}
        set $tiekartta_root {folder}/site; include {folder}/site/nginx.conf;
    }}
}}
"""


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def __getitem__(self, name: str) -> str | None:
        values = self.headers.get_all(name)
        assert values is None or len(values) == 1, f"{name} comes {values}"
        return values[0] if values else None

    @property
    def rules(self) -> dict[str, str | None]:
        return {name: self[name] for name in HEADERS}


@dataclass
class Nginx:
    """A site on a running nginx; addresses are from the root of the site."""

    base: str
    port: int
    files: dict[str, bytes] = field(repr=False)

    def ask(self, address: str, **headers: str) -> Answer:
        return self.get(self.base + address, headers)

    def get(self, path: str, headers: dict[str, str]) -> Answer:
        self.connection.request("GET", path, headers=headers)
        response = self.connection.getresponse()
        return Answer(response.status, response.headers, response.read())

    @property
    def for_readers(self) -> list[str]:
        """The files that a reader may ask for, as they are before they are compressed."""
        return [path for path in self.files if path not in hosting_files.FILES and not path.endswith((".gz", ".br"))]

    @cached_property
    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    @cached_property
    def crawled(self) -> dict[str, Answer]:
        """Everything that is linked from the home pages, and from that, by its address."""
        found: dict[str, Answer] = {}
        waiting = ["", "sv/"]
        while waiting:
            address = waiting.pop()
            if address not in found:
                found[address] = self.ask(address)
                waiting += self.links(address, found[address])
        return found

    def links(self, address: str, answer: Answer) -> list[str]:
        if not (answer["Content-Type"] or "").startswith("text/html"):
            return []
        here = f"http://here{self.base}{address}"
        goals = (
            urlsplit(urljoin(here, link))
            for link in re.findall(r'\s(?:href|src|action)="([^"]*)"', answer.body.decode())
        )
        return [goal.path.removeprefix(self.base) for goal in goals if goal.netloc == "here"]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(address, marks=pytest.mark.tools)
        for address in ("https://tie.example/", "https://example.org/tiekartta/")
    ],
)
def nginx(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """The demonstration on a real nginx, at the root of a domain and below a path."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "nginx is missing: tests/install-tools.sh"
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    files = site_at(request.param)
    write_site(files.items(), folder / "site")
    (folder / "main.conf").write_text(CONFIGURATION.format(folder=folder, port=port))
    command = [program, "-e", str(folder / "error.log"), "-p", str(folder), "-c", "main.conf"]
    with subprocess.Popen(command) as process:
        wait_for(port, process, folder / "error.log")
        server = Nginx(urlsplit(request.param).path, port, files)
        yield server
        server.connection.close()
        process.terminate()


def site_at(base_url: str) -> dict[str, bytes]:
    """The demonstration for every host, and what it may have besides."""
    roadmap = load_published(EXAMPLE, base_url)
    site: Site = replace(roadmap.site, hosts=HOSTS)
    pages = {**BESIDES, **dict(render(outputs(replace(roadmap, site=site), EXAMPLE)))}
    copies = {name: copy for path, content in pages.items() for name, copy in compressed_copies(path, content)}
    return {**pages, **copies, **host_files(site, REDIRECTS, NOT_FOUND, EMBEDS)}


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    process.kill()
    raise AssertionError(log.read_text())


def test_everything_that_is_linked_is_there(nginx: Nginx) -> None:
    pages = {path.removesuffix("index.html") for path in nginx.files if path.endswith("index.html")}

    assert {address: one.status for address, one in nginx.crawled.items() if one.status != 200} == {}
    assert {page for page in pages if not page.startswith(EMBEDS)} - set(nginx.crawled) == set()


def test_every_page_has_the_headers(nginx: Nginx) -> None:
    rules = {
        address: one.rules for address, one in nginx.crawled.items() if not address.startswith(("assets/", *EMBEDS))
    }

    assert {address: found for address, found in rules.items() if found != HEADERS} == {}
    assert len(rules) > 100


def test_a_browser_keeps_the_assets_for_ever(nginx: Nginx) -> None:
    rules = {path: nginx.ask(path).rules for path in nginx.for_readers if path.startswith("assets/")}

    assert {path: found for path, found in rules.items() if found != {**HEADERS, "Cache-Control": FOR_EVER}} == {}
    assert len(rules) > 5


def test_a_server_adds_nothing_to_the_site(nginx: Nginx) -> None:
    assert nginx.ask("")["X-From-The-Server"] is None


def test_other_sites_may_frame_what_is_to_be_framed_and_read_the_data(nginx: Nginx) -> None:
    framed = {**HEADERS, "Content-Security-Policy": FRAMED}
    read = nginx.ask("data/measures.csv")

    assert [nginx.ask(folder).rules for folder in EMBEDS] == [framed, framed]
    assert (read.rules, read["Access-Control-Allow-Origin"]) == (HEADERS, "*")


@pytest.mark.parametrize("address", ["", "sv/", "404.html", "data/measures.csv"])
def test_who_takes_gzip_gets_what_lies_beside(nginx: Nginx, address: str) -> None:
    path = address if "." in address else f"{address}index.html"
    plain, packed = nginx.ask(address), nginx.ask(address, **{"Accept-Encoding": "gzip, br"})

    assert plain.body == nginx.files[path]
    assert packed.body == nginx.files[f"{path}.gz"]
    assert plain["Content-Type"] == packed["Content-Type"]


def test_what_comes_packed_says_so(nginx: Nginx) -> None:
    plain, packed = nginx.ask("sv/"), nginx.ask("sv/", **{"Accept-Encoding": "gzip"})

    assert (plain["Content-Encoding"], plain["Vary"]) == (None, "Accept-Encoding")
    assert (packed["Content-Encoding"], packed["Vary"]) == ("gzip", "Accept-Encoding")
    assert packed.rules == HEADERS


def test_an_unchanged_page_is_not_sent_again(nginx: Nginx) -> None:
    tag = nginx.ask("")["ETag"]

    assert tag is not None
    assert nginx.ask("", **{"If-None-Match": tag}).status == 304


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("puuttuu/", "404.html"),
        ("assets/puuttuu.css", "404.html"),
        ("assets/", "404.html"),
        ("upota/puuttuu/", "404.html"),
        ("sv/saknas", "sv/404.html"),
        ("sv/badda-in/saknas/", "sv/404.html"),
    ],
)
def test_what_is_missing_is_told_in_the_language_of_its_folder(nginx: Nginx, address: str, page: str) -> None:
    answer = nginx.ask(address)

    assert (answer.status, answer.body, answer.rules) == (404, nginx.files[page], HEADERS)


def test_an_old_address_leads_to_the_new_one(nginx: Nginx) -> None:
    old = ["vanha-sivu/", "vanha-sivu", "sv/gammal.html", "liitteet/%C3%A5r%201.html", "sv", "toimenpiteet"]
    new = ["toimenpiteet/", "toimenpiteet/", "sv/atgarder/", "sv/", "sv/", "toimenpiteet/"]
    answers = [nginx.ask(address) for address in old]

    assert [one.status for one in answers] == [301] * len(old)
    assert [one["Location"] for one in answers] == [nginx.base + address for address in new]


def test_the_base_path_leads_to_the_site(nginx: Nginx) -> None:
    expected = {"/": (200, None), "/tiekartta/": (301, "/tiekartta/")}
    answer = nginx.get(nginx.base.rstrip("/") or "/", {})

    assert (answer.status, answer["Location"]) == expected[nginx.base]


def test_what_only_hosts_read_is_not_served(nginx: Nginx) -> None:
    own = [path for path in nginx.files if path in hosting_files.FILES]

    assert {path: nginx.ask(path).status for path in own} == dict.fromkeys(own, 404)
    assert len(own) == (6 if nginx.base == "/" else 5)


def test_every_kind_of_file_has_its_type(nginx: Nginx) -> None:
    assert {path: nginx.ask(path)["Content-Type"] for path in BESIDES} == {
        ".well-known/security.txt": "text/plain; charset=utf-8",
        "site.webmanifest": "application/manifest+json",
        "data/measures.csv": "text/csv; charset=utf-8",
        "muutokset/atom.xml": "application/xml",
        "tilanne/calendar.ics": "text/calendar; charset=utf-8",
        "upota/index.html": "text/html; charset=utf-8",
        "sv/badda-in/index.html": "text/html; charset=utf-8",
    }
    assert [path for path in nginx.for_readers if nginx.ask(path)["Content-Type"] == "application/octet-stream"] == []


def test_a_build_makes_the_folder_ready_for_its_hosts(followed, run, edit):
    edit(
        "content/site.yaml",
        "updated:",
        "hosts: github, nginx, netlify\nheaders:\n  x-robots-tag: all\n  referrer-policy: no-referrer\nupdated:",
    )

    assert run("build").exit_code == 0
    site = Path("site")
    assert all((site / name).is_file() for name in ("nginx.conf", ".nojekyll", "_headers", "_redirects"))
    headers = (site / "_headers").read_text(encoding="utf-8")
    assert "x-robots-tag: all" in headers
    assert "Referrer-Policy: no-referrer" in headers
    assert "strict-origin-when-cross-origin" not in headers
    page = site / "en/standing/index.html"
    assert gzip.decompress(page.with_name("index.html.gz").read_bytes()) == page.read_bytes()
    assert brotli.decompress(page.with_name("index.html.br").read_bytes()) == page.read_bytes()
    assert not (site / "nginx.conf.gz").exists()
    assert run("verify", "site").exit_code == 0


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (
            "hosts: github, apache",
            '+0:8: "apache" is not a host. Use one of netlify, cloudflare, azure, github, gitlab, nginx.',
        ),
        ("hosts: nginks", '+0:8: "nginks" is not a host. Did you mean "nginx"?'),
        ("headers:\n  x y: z", '+1:3: "x y" is a header that cannot be set here. Delete the line.'),
        (
            "headers:\n  x-y: å",
            "+1:8: A header can contain only plain English letters and signs, and no $. Delete the others.",
        ),
        (
            "headers:\n  set-cookie: a=b",
            '+1:3: "set-cookie" is a header that cannot be set here. Delete the line.',
        ),
        (
            "headers:\n  x-y: a\n  X-Y: b",
            '+2:3: "X-Y" is already in use. Choose another.',
        ),
        (
            "headers:\n  x-y: $host",
            "+1:8: A header can contain only plain English letters and signs, and no $. Delete the others.",
        ),
        (
            "security_contact: who",
            '+0:19: "who" is not an address. Write one that begins with https://.',
        ),
    ],
)
def test_what_no_host_can_be_told(city, edit, problems, lines, problem):
    """The line of a problem is written as its distance from the first of the lines."""
    edit("content/site.yaml", "updated:", f"{lines}\nupdated:")

    first = line_of("content/site.yaml", lines)
    distance, _, rest = problem.partition(":")
    assert problems() == [f"content/site.yaml:{first + int(distance)}:{rest}"]
