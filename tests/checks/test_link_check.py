"""Links to other sites: what hosts answer, and what editors learn of it. The hosts are on this computer."""

from __future__ import annotations

import http.server
import json
import re
import threading
import time
from collections import Counter

import pytest
from project import NO_TERMINAL, line_of, run_in_terminal

from generator.checks.link_check import HttpResult, ascii_url, check_urls, link_locations
from generator.progress import observed_by

TRAM = "content/measures/02-tram.md"


class Host(http.server.BaseHTTPRequestHandler):
    """Answers as the path says."""

    protocol_version = "HTTP/1.1"

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        server = self.server
        with server.lock:
            server.asked[self.command, self.path] += 1
            server.agents.add(self.headers["User-Agent"])
            server.now += 1
            server.most = max(server.most, server.now)
        name = self.path.strip("/")
        first = server.asked[self.command, self.path] == 1
        if name == "slow":
            time.sleep(1.5)
        if name.startswith("busy"):
            time.sleep(0.05)
        status = {
            "gone": 404,
            "moved": 301,
            "moved-to-nothing": 308,
            "elsewhere": 302,
            "for-now": 302,
            "loop": 301,
            "shy": 403,
            "no-heads": 405 if self.command == "HEAD" else 200,
            "tired": 503 if first else 200,
            "broken": 500,
        }.get(name, 200)
        self.send_response(status)
        goal = {"moved": "/new/", "moved-to-nothing": "/gone", "elsewhere": "/moved", "for-now": "/x", "loop": "/loop"}
        if name in goal:
            self.send_header("Location", goal[name])
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        # The answer goes out with the end of the headers; whoever has it may ask at once.
        with server.lock:
            server.now -= 1
        self.end_headers()

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    def __init__(self):
        super().__init__(("127.0.0.1", 0), Host)
        self.lock, self.asked, self.agents, self.now, self.most = threading.Lock(), Counter(), set(), 0, 0
        self.base = f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, *_):
        """A visitor who did not wait is no fault of the host."""


@pytest.fixture
def host(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def answers(host, *names, seconds=5.0):
    links = [host.base + name for name in names]
    results = check_urls(links, 4, seconds, 0)
    return {name: results[host.base + name] for name in names}


def test_a_page_is_there_or_not(host):
    assert answers(host, "x", "gone", "shy", "no-heads") == {
        "x": HttpResult(200),
        "gone": HttpResult(404),
        "shy": HttpResult(403),
        "no-heads": HttpResult(200),
    }


def test_only_a_move_for_good_is_reported(host):
    results = answers(host, "moved", "elsewhere", "for-now", "moved-to-nothing", "loop")

    assert results["moved"] == HttpResult(200, f"{host.base}new/")
    assert results["elsewhere"] == results["for-now"] == HttpResult(200)
    assert results["moved-to-nothing"] == HttpResult(404)
    assert results["loop"] == HttpResult(301)


def test_a_host_is_asked_for_the_head_first_and_by_a_name_of_ours(host):
    answers(host, "x", "gone")

    assert host.asked == {("HEAD", "/x"): 1, ("HEAD", "/gone"): 1, ("GET", "/gone"): 1}
    assert len(host.agents) == 1
    assert host.agents.pop().startswith("Tiekartta ")


def test_bad_luck_gets_a_second_visit_and_no_third(host):
    assert answers(host, "tired", "broken") == {"tired": HttpResult(200), "broken": HttpResult(500)}
    assert host.asked["GET", "/broken"] == 2


def test_a_host_that_is_slow_or_refuses_does_not_answer(host):
    slow = answers(host, "slow", seconds=0.2)["slow"]
    refused = check_urls(["http://127.0.0.1:1/"], 1, 1.0, 0)["http://127.0.0.1:1/"]
    unsafe = check_urls([host.base.replace("http:", "https:")], 1, 5.0, 0)[host.base.replace("http:", "https:")]
    unknown = check_urls(["http://no.such.host.invalid/"], 1, 5.0, 0)["http://no.such.host.invalid/"]

    assert (slow.status, str(slow.reason)) == (0, "no response within 0.2 s")
    assert (refused.status, str(refused.reason)) == (0, "the server refuses the connection")
    assert (unsafe.status, str(unsafe.reason)) == (0, "the connection is not safe")
    assert (unknown.status, str(unknown.reason)) == (0, "there is no such server")


def test_a_host_is_asked_for_one_page_at_a_time(host):
    answers(host, *(f"busy{number}" for number in range(8)))

    assert host.most == 1


def test_a_page_is_visited_once_whatever_place_on_it_is_meant(host):
    assert answers(host, "x#a", "x#b", "x") == {"x#a": HttpResult(200), "x#b": HttpResult(200), "x": HttpResult(200)}
    assert host.asked == {("HEAD", "/x"): 1}


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://a.example/å?b=ä", "https://a.example/%C3%A5?b=%C3%A4"),
        ("https://å.example/", "https://xn--5ca.example/"),
        ("https://a.example/%C3%A5", "https://a.example/%C3%A5"),
    ],
)
def test_an_address_of_any_letters_is_asked_for(address, plain):
    assert ascii_url(address) == plain


@pytest.mark.parametrize("address", ["http://a..b/", "http://a.example:x/"])
def test_an_address_that_is_none_leads_nowhere(address):
    assert check_urls([address], 1, 1.0, 0)[address].status == 0


def test_whoever_waits_is_told_how_many_pages_were_tried(host):
    told = []
    with observed_by(lambda _label, tried, total, _share: told.append((tried, total))):
        check_urls([f"{host.base}{name}" for name in ("x", "x#a", "gone", "busy")], 4, 5.0, 0)

    assert told[-1] == (3, 3)


def test_a_link_is_found_wherever_it_is_written(tmp_path):
    texts = {tmp_path / "a.md": ["see [x](https://a.example/b) and", "<https://a.example/b/c> https://a.example/b"]}

    assert [(location.line, location.column) for location in link_locations("https://a.example/b", texts)] == [
        (1, 9),
        (2, 25),
    ]


@pytest.fixture
def linked(host, edit):
    """Makes every link of the city lead to the host of the test, as the names say."""

    def link(publisher, body):
        edit(
            "content/site.yaml", "publisher_url_sv: https://stad.example/", f"publisher_url_sv: {host.base}{publisher}"
        )
        for old in ("publisher_url_en: https://stad.example/en/", "feedback_url_en: https://stad.example/en/feedback/"):
            edit("content/site.yaml", old, f"{old.partition(' ')[0]} {host.base}x")
        edit("content/site.yaml", "https://stad.example/respons/", f"{host.base}x")
        edit(
            TRAM,
            "price: high\n---\n",
            f"price: high\n---\n\n# På svenska\n\n[S]({host.base}{body})\n\n# In English\n\nText.\n",
        )

    return link


def test_links_that_lead_on_are_counted(run, linked):
    linked("x", "y")
    result = run("links")

    assert result.exit_code == 0
    assert result.output == "2 links to other sites checked. All of them work.\n"


def test_what_leads_nowhere_is_reported_where_it_is_written(run, linked, host):
    linked("moved", "gone")
    result = run("links")

    assert result.exit_code == 1
    site, tram = line_of("content/site.yaml", "publisher_url_sv"), line_of(TRAM, "[S]")
    assert result.output == (
        f'content/site.yaml:{site}:19: "{host.base}moved" has moved permanently. Write "{host.base}new/".\n'
        f"    publisher_url_sv: {host.base}moved\n"
        "                      ^\n"
        "1 piece of advice. It does not stop a build.\n"
        f'{TRAM}:{tram}:5: "{host.base}gone" leads nowhere (response 404). '
        "Write another address, or remove the link.\n"
        f"    [S]({host.base}gone)\n"
        "        ^\n"
        "1 problem to fix. The site was not changed.\n"
    )


def test_advice_on_links_stops_nothing(run, linked, host):
    linked("shy", "moved")
    result = run("links", "--format", "json")

    assert result.exit_code == 0
    assert [(entry["kind"], entry["line"], entry["message"]) for entry in json.loads(result.stdout)] == [
        ("advice", line_of(TRAM, "[S]"), f'"{host.base}moved" has moved permanently. Write "{host.base}new/".'),
        (
            "advice",
            line_of("content/site.yaml", "publisher_url_sv"),
            f'"{host.base}shy" could not be opened by a program (response 403). Open it in a browser to see whether it works.',
        ),
    ]


def test_a_program_is_reported_of_dead_links(run, linked, host):
    linked("x", "gone")
    result = run("links", "--format", "json")

    assert result.exit_code == 1
    assert [entry["kind"] for entry in json.loads(result.stdout)] == ["problem"]


@NO_TERMINAL
def test_a_terminal_shows_how_far_a_long_command_has_come(linked, tmp_path):
    # Together they take three seconds.
    linked("broken", "slow")
    output = run_in_terminal(tmp_path, "links")

    line, rest = re.search(r"(?s)\r(Checking the links to other sites: [12] of 3 .*?)\r(.*)", output).groups()
    assert re.fullmatch(r"Checking the links to other sites: [12] of 3 \(\d+%\), \d+ s left *", line)
    assert re.search(r"\r +\r\S", rest)


def test_the_visits_can_be_held_short(run, linked):
    linked("x", "slow")
    result = run("links", "--seconds", "0.2", "--at-once", "1")

    assert result.exit_code == 1
    assert 'slow" leads nowhere: no response within 0.2 s. Write another address, or remove the link.' in result.output
