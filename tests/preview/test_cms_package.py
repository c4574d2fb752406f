"""The packages of the form are fetched once, and are those whose checksums the program knows."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import tarfile
from dataclasses import replace

import pytest
from project import ROOT

from generator.diagnostics import UserError
from generator.preview.cms_package import PACKAGES, YAML, NodeModules, fetch_modules


def tarball(files: dict[str, str]) -> bytes:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w:gz") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text.encode()))
    return whole.getvalue()


def test_the_checksums_are_those_that_developers_install():
    lock = json.loads((ROOT / "editor/package-lock.json").read_text(encoding="utf-8"))["packages"]

    assert {package.name: (package.version, f"sha512-{package.sha512}") for package in PACKAGES} == {
        name: (lock[f"node_modules/{name}"]["version"], lock[f"node_modules/{name}"]["integrity"])
        for name in ("@sveltia/cms", "yaml")
    }


def test_what_is_used_of_a_package_is_unpacked_from_its_tarball(tmp_path):
    content = tarball({"package/package.json": "{}", "package/browser/dist/index.js": "", "package/bin.mjs": ""})
    package = replace(YAML, sha512=base64.b64encode(hashlib.sha512(content).digest()).decode())
    (tmp_path / package.tarball).write_bytes(content)
    fetch_modules(tmp_path, [package])

    files = sorted(file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file())
    assert files == [package.tarball, "yaml/browser/dist/index.js", "yaml/package.json"]


def test_a_file_that_is_another_is_refused(tmp_path):
    (tmp_path / YAML.tarball).write_bytes(b"something else")
    message = f'"{YAML.tarball}" is not the expected file. Delete it where you saved it, and download {YAML.url} again.'

    with pytest.raises(UserError, match=re.escape(message)):
        fetch_modules(tmp_path, [YAML])
    assert not NodeModules(tmp_path).is_complete


def test_without_a_network_it_is_said_what_to_save_where(tmp_path, monkeypatch):
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    message = rf"{re.escape(YAML.url)} could not be fetched: .+\. Save it with a browser in the folder {re.escape(str(tmp_path))}, and"

    with pytest.raises(UserError, match=message):
        fetch_modules(tmp_path, [YAML])
