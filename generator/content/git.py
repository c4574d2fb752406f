"""Asks git about the folder of the content."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from generator.diagnostics import UserError

# What every check asks must not keep anybody waiting.
_TIMEOUT_SECONDS = 2


def run_git(folder: Path, failure: UserError, *arguments: str) -> bytes:
    """Return the output of git in a folder. Raise the failure where git refuses, and UserError where it is missing."""
    try:
        return _output(folder, arguments)
    except FileNotFoundError:
        raise UserError("Git is not installed. Install it, or name a folder instead of a commit.") from None
    except subprocess.CalledProcessError:
        raise failure from None


def git_output(folder: Path, *arguments: str) -> bytes:
    """Return what git answers at once in a folder, nothing where it cannot."""
    try:
        return _output(folder, arguments, _TIMEOUT_SECONDS)
    except (OSError, subprocess.SubprocessError):
        return b""


def user_name(folder: Path) -> str:
    """Return who commits in a folder, as git knows it; empty where it does not, or is missing."""
    return git_output(folder, "config", "user.name").decode().strip()


def _output(folder: Path, arguments: tuple[str, ...], timeout: float | None = None) -> bytes:
    command = ["git", "-c", "core.quotePath=false", "-C", str(folder), *arguments]
    # A check beside another command of git must not hold its lock.
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0"}
    return subprocess.run(command, capture_output=True, timeout=timeout, env=environment, check=True).stdout
