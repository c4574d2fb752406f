"""Formats diagnostics for continuous integration: GitHub annotations, a GitLab report, or plain JSON."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from generator.diagnostics import Diagnostic, Severity, written_line
from generator.i18n import Translator, ngettext

# GitHub shows no more than ten annotations of a kind for one step.
_MAX_ANNOTATIONS = 10

_GITHUB_LEVELS: Final = {Severity.ERROR: "error", Severity.ADVICE: "notice"}
_GITLAB_LEVELS: Final = {Severity.ERROR: "major", Severity.ADVICE: "info"}
_JSON_LEVELS: Final = {Severity.ERROR: "problem", Severity.ADVICE: "advice"}


def _github_annotations(diagnostics: Sequence[Diagnostic], translator: Translator) -> str:
    """Return workflow commands that annotate lines on GitHub; the last counts those beyond GitHub's limit."""
    room = _MAX_ANNOTATIONS if len(diagnostics) <= _MAX_ANNOTATIONS else _MAX_ANNOTATIONS - 1
    commands = []
    for diagnostic in diagnostics[:room]:
        location = diagnostic.location
        properties = [f"file={_escape(location.file).replace(':', '%3A').replace(',', '%2C')}"]
        properties += [f"{name}={n}" for name, n in (("line", location.line), ("col", location.column)) if n]
        message = _escape(translator.translate(diagnostic.message))
        commands.append(f"::{_GITHUB_LEVELS[diagnostic.severity]} {','.join(properties)}::{message}")
    if rest := diagnostics[room:]:
        more = ngettext(
            "There is {count} more. The log has all of them.",
            "There are {count} more. The log has all of them.",
            count=len(rest),
        )
        commands.append(f"::{_GITHUB_LEVELS[rest[0].severity]}::{_escape(translator.translate(more))}")
    return "\n".join(commands)


def _gitlab_report(diagnostics: Sequence[Diagnostic], translator: Translator) -> str:
    """Return a Code Quality report for GitLab, with fingerprints that stay the same when lines move."""
    occurrences: Counter[str] = Counter()
    issues = []
    for diagnostic in diagnostics:
        location = diagnostic.location
        key = f"{location.file}\n{diagnostic.message}"
        occurrences[key] += 1
        issues.append(
            {
                "description": translator.translate(diagnostic.message),
                "check_name": "content",
                "fingerprint": hashlib.sha256(f"{key}\n{occurrences[key]}".encode()).hexdigest(),
                "severity": _GITLAB_LEVELS[diagnostic.severity],
                "location": {"path": location.file, "lines": {"begin": max(1, location.line)}},
            }
        )
    return json.dumps(issues, ensure_ascii=False, indent=2)


def _json_report(diagnostics: Sequence[Diagnostic], translator: Translator) -> str:
    """Return the diagnostics as JSON; lines and columns count from 1, and 0 stands for the whole file."""
    entries = [
        {
            "kind": _JSON_LEVELS[diagnostic.severity],
            "file": diagnostic.location.file,
            "line": diagnostic.location.line,
            "column": diagnostic.location.column,
            "message": translator.translate(diagnostic.message),
            "quote": written_line(diagnostic.location),
        }
        for diagnostic in diagnostics
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2)


FORMATS: Mapping[str, Callable[[Sequence[Diagnostic], Translator], str]] = {
    "github": _github_annotations,
    "gitlab": _gitlab_report,
    "json": _json_report,
}


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
