"""Writes what was found as the programs of a merge request read it: problems or advice in, the text of a format out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from generator.diagnostics import Diagnostic, Severity, written_line
from generator.i18n import Translator, ngettext

Report = Callable[[Sequence[Diagnostic], Translator], str]


class Level(NamedTuple):
    """How much a finding weighs, in the words of each format."""

    github: str
    gitlab: str
    json: str
    sarif: str


PROBLEM = Level(github="error", gitlab="major", json="problem", sarif="error")
ADVICE = Level(github="notice", gitlab="info", json="advice", sarif="note")

# GitHub shows no more than ten annotations of a kind for one step.
MOST_ANNOTATIONS = 10


def github(diagnostics: Sequence[Diagnostic], translator: Translator) -> str:
    """Workflow commands, which GitHub shows beside the lines; the last tells how many more there are."""
    room = MOST_ANNOTATIONS if len(diagnostics) <= MOST_ANNOTATIONS else MOST_ANNOTATIONS - 1
    commands = [annotation(problem, translator.translate(problem.message)) for problem in diagnostics[:room]]
    if diagnostics[room:]:
        more = ngettext(
            "There is {count} more. The log has all of them.",
            "There are {count} more. The log has all of them.",
            count=len(diagnostics[room:]),
        )
        commands.append(f"::{level_of(diagnostics[room]).github}::{escaped(translator.translate(more))}")
    return "\n".join(commands)


def annotation(problem: Diagnostic, words: str) -> str:
    location = problem.location
    numbers = {"line": location.line, "col": location.column}
    where = [f"file={property_of(location.file)}", *(f"{name}={number}" for name, number in numbers.items() if number)]
    return f"::{level_of(problem).github} {','.join(where)}::{escaped(words)}"


def level_of(problem: Diagnostic) -> Level:
    return ADVICE if problem.severity is Severity.ADVICE else PROBLEM


def escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_of(text: str) -> str:
    return escaped(text).replace(":", "%3A").replace(",", "%2C")


def gitlab(diagnostics: Sequence[Diagnostic], translator: Translator) -> str:
    """A report of Code Quality. A fingerprint stays the same when lines move."""
    seen: dict[str, int] = {}
    issues = []
    for problem in diagnostics:
        key = f"{problem.location.file}\n{problem.message}"
        seen[key] = seen.get(key, 0) + 1
        issues.append(
            {
                "description": translator.translate(problem.message),
                "check_name": "content",
                "fingerprint": hashlib.sha256(f"{key}\n{seen[key]}".encode()).hexdigest(),
                "severity": level_of(problem).gitlab,
                "location": {"path": problem.location.file, "lines": {"begin": max(1, problem.location.line)}},
            }
        )
    return written(issues)


def plain_json(diagnostics: Sequence[Diagnostic], translator: Translator) -> str:
    """Every problem with its place; lines and columns count from 1, and 0 stands for the whole file."""
    return written(
        [
            {
                "kind": level_of(problem).json,
                "file": problem.location.file,
                "line": problem.location.line,
                "column": problem.location.column,
                "message": translator.translate(problem.message),
                "quote": written_line(problem.location),
            }
            for problem in diagnostics
        ]
    )


def sarif(diagnostics: Sequence[Diagnostic], translator: Translator) -> str:
    """A log of SARIF 2.1.0 (OASIS)."""
    driver = {"name": "Tiekartta", "rules": [{"id": "content"}]}
    results = [
        {
            "ruleId": "content",
            "level": level_of(problem).sarif,
            "message": {"text": translator.translate(problem.message)},
            "locations": [{"physicalLocation": physical_location(problem)}],
        }
        for problem in diagnostics
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return written(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [run],
        }
    )


def physical_location(problem: Diagnostic) -> dict[str, object]:
    location = problem.location
    numbers = {"startLine": location.line, "startColumn": location.column}
    region = {name: number for name, number in numbers.items() if number}
    physical: dict[str, object] = {"artifactLocation": {"uri": quote(location.file)}}
    return {**physical, "region": region} if region else physical


def written(report: object) -> str:
    return json.dumps(report, ensure_ascii=False, indent=2)


FORMATS: Mapping[str, Report] = {"github": github, "gitlab": gitlab, "json": plain_json, "sarif": sarif}
