"""Pins the version of the program in a city's `requirements.txt`: a release's wheel by its address and checksum.

It is never installed by its name from a public index: there the name is not ours.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from generator.diagnostics import InvalidValue
from generator.on_disk import bytes_of

_PACKAGED_LOCK = Path(__file__).with_name("scaffold") / "requirements.lock"
_LOCK = _PACKAGED_LOCK if _PACKAGED_LOCK.is_file() else Path(__file__).parent.parent.parent / "requirements.lock"
# A line of requirements.txt, which stands behind # where no release was known.
_LINE = re.compile(rb"^(# )?tiekartta @ \S+ --hash=sha256:[0-9a-f]{64}", re.MULTILINE)
REQUIREMENTS, LOCK = "requirements.txt", "requirements.lock"
_PIN = re.compile(r"(?P<url>https?://[^\s#]+\.whl)#sha256=(?P<sha256>[0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class ReleasePin:
    """The wheel of a release: its address and its SHA-256 sum, each empty where it is not known."""

    url: str = ""
    sha256: str = ""


def release_pin(text: str) -> ReleasePin:
    """Return the pin that is written as one address, https://…/tiekartta-0.2.0-py3-none-any.whl#sha256=…."""
    found = _PIN.fullmatch(text.strip())
    if found is None:
        raise InvalidValue(
            '"{value}" is not the address of a wheel with its checksum. Write https://….whl#sha256=….', value=text
        )
    return ReleasePin(found["url"], found["sha256"])


def installed_pin() -> ReleasePin:
    """Return what pip noted of the wheel that it installed this program from (PEP 610)."""
    try:
        noted = json.loads(metadata.distribution("tiekartta").read_text("direct_url.json") or "{}")
    except metadata.PackageNotFoundError:
        return ReleasePin()
    url = str(noted.get("url", ""))
    sha256 = noted.get("archive_info", {}).get("hashes", {}).get("sha256", "")
    return ReleasePin(url if url.startswith("https://") and sha256 else "", sha256)


def repinned(folder: Path, pin: ReleasePin) -> dict[Path, bytes]:
    """Return the files beside a city's content that change to name a release and what it needs.

    None change where no release is known, or `requirements.txt` names none.
    """
    file = folder / REQUIREMENTS
    old = bytes_of(file)
    if not pin.url or not _LINE.search(old):
        return {}
    line = f"tiekartta @ {pin.url} --hash=sha256:{pin.sha256}".encode()
    new = {file: _LINE.sub(lambda _old: line, old), folder / LOCK: requirements_lock().encode()}
    return {path: content for path, content in new.items() if bytes_of(path) != content}


def requirements_lock() -> str:
    """Return the packages that the program needs, with their versions and checksums, as pip reads them."""
    lines = _LOCK.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#"))
