"""The same content gives the same bytes, wherever and however it is built, and only what changed is sent anew."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys

import pytest
from project import ROOT

ADDRESS = "https://tiekartta.example/polku/"

# Time zone, locale, seed of the hashes, umask: what differs from one computer to another.
PLACES = {
    "here": {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "umask": "022"},
    "there": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANGUAGE": "sv", "PYTHONHASHSEED": "31337", "umask": "077"},
}


def build(folder, content, **environment):
    """Builds the content in a folder of its own, as a command of its own."""
    umask = int(environment.pop("umask", "022"), 8)
    if content != folder / "content":
        shutil.copytree(content, folder / "content", dirs_exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", "generator", "build", "--base-url", ADDRESS],
        umask=umask,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        check=True,
        capture_output=True,
    )
    return folder / "site"


def sums(site):
    return {
        file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in site.rglob("*")
        if file.is_file()
    }


@pytest.mark.parametrize("content", ["tests/cities/plain/content", "examples/satulahti/content"])
def test_two_places_give_the_same_bytes_and_rights(tmp_path, content):
    sites = []
    for name, environment in PLACES.items():
        (tmp_path / name / "deep").mkdir(parents=True)
        sites.append(build(tmp_path / name / "deep", ROOT / content, **environment))

    assert sums(sites[0]) == sums(sites[1])
    assert len(sums(sites[0])) > 20
    assert len({file.stat().st_mode for site in sites for file in site.rglob("*") if file.is_file()}) == 1


def test_the_manifest_has_the_sum_of_every_file(tmp_path):
    site = build(tmp_path, ROOT / "tests/cities/plain/content")

    listed = dict(
        reversed(line.split("  ", 1)) for line in (site / "tiekartta.sha256").read_text(encoding="utf-8").splitlines()
    )
    found = sums(site)
    del found["tiekartta.sha256"]
    assert listed == found


@pytest.mark.tools
def test_rsync_sends_only_what_changed(tmp_path):
    """With --times alone: size and time tell rsync what is new, and no byte of the rest is read."""
    rsync = shutil.which("rsync")
    assert rsync, "There is no rsync. `make test` installs it, or says how."
    work = tmp_path / "work"
    work.mkdir()
    site = build(work, ROOT / "tests/cities/plain/content")
    send = [
        rsync,
        "--recursive",
        "--times",
        "--modify-window=-1",
        "--delete",
        "--out-format=%n",
        f"{site}/",
        f"{tmp_path / 'host'}/",
    ]

    def sent():
        answer = subprocess.run(send, check=True, capture_output=True, text=True).stdout
        return {path for path in answer.split() if not path.endswith("/")}

    assert sent() == set(sums(site))
    build(work, ROOT / "tests/cities/plain/content")
    assert sent() == set()

    tram = work / "content/measures/02-tram.md"
    tram.write_text(tram.read_text(encoding="utf-8").replace("How does one get", "How do we get"), encoding="utf-8")
    build(work, work / "content")
    changed = sent()
    assert "en/measures/tram/index.html" in changed
    assert not {"en/measures/district-heating/index.html", "mal/index.html"} & changed
    assert sums(site) == sums(tmp_path / "host")
