"""Asks git about the folder of the content."""

from __future__ import annotations

import subprocess
from pathlib import Path

from generator.diagnostics import UserError


def run_git(folder: Path, failure: UserError, *arguments: str) -> bytes:
    """Return the output of git in a folder. Raise the failure where git refuses, and UserError where it is missing."""
    try:
        return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True).stdout
    except FileNotFoundError:
        raise UserError("The program git is not there. Install it, or name a folder instead of a commit.") from None
    except subprocess.CalledProcessError:
        raise failure from None


def user_name(folder: Path) -> str:
    """Return who commits in a folder, as git knows it; empty where it does not, or is missing."""
    command = ["git", "-C", str(folder), "config", "user.name"]
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout.decode().strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
