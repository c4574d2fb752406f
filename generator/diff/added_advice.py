"""Tells which advice a change of the content added: the advice before and after in, the new advice out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from generator.content.source import path_text
from generator.diagnostics import Diagnostic


def added_advice(
    new: Sequence[Diagnostic], content: Path, old: Sequence[Diagnostic], old_content: Path
) -> tuple[Diagnostic, ...]:
    """Return the advice on a folder of content that an earlier state of it did not have, whatever lines moved."""
    known = Counter(_key(diagnostic, old_content) for diagnostic in old)
    added = []
    for diagnostic in new:
        key = _key(diagnostic, content)
        if known[key]:
            known[key] -= 1
        else:
            added.append(diagnostic)
    return tuple(added)


def _key(diagnostic: Diagnostic, content: Path) -> tuple[str, str, str]:
    """Return what tells advice from all other in its state of the content: its file, its field, and what it is on."""
    folder, location = f"{path_text(content)}/", diagnostic.location
    # A message may name the file too.
    words = diagnostic.code or str(diagnostic.message).replace(folder, "")
    return location.file.removeprefix(folder), location.field, words
