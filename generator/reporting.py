"""Writes what was found as the programs of a merge request read it: problems or advice in, the text of a format out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from generator.problems import Advice, Problem, say_counted
from generator.speaking import Speaker

Report = Callable[[Sequence[Problem], Speaker], str]


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


def github(problems: Sequence[Problem], speaker: Speaker) -> str:
    """Workflow commands, which GitHub shows beside the lines; the last tells how many more there are."""
    room = MOST_ANNOTATIONS if len(problems) <= MOST_ANNOTATIONS else MOST_ANNOTATIONS - 1
    commands = [annotation(problem, speaker.say(problem.message)) for problem in problems[:room]]
    if problems[room:]:
        more = say_counted(
            "There is {count} more. The log has all of them.",
            "There are {count} more. The log has all of them.",
            count=len(problems[room:]),
        )
        commands.append(f"::{level_of(problems[room]).github}::{escaped(speaker.say(more))}")
    return "\n".join(commands)


def annotation(problem: Problem, words: str) -> str:
    place = problem.place
    numbers = {"line": place.line, "col": place.column}
    where = [f"file={property_of(place.file)}", *(f"{name}={number}" for name, number in numbers.items() if number)]
    return f"::{level_of(problem).github} {','.join(where)}::{escaped(words)}"


def level_of(problem: Problem) -> Level:
    return ADVICE if isinstance(problem, Advice) else PROBLEM


def escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_of(text: str) -> str:
    return escaped(text).replace(":", "%3A").replace(",", "%2C")


def gitlab(problems: Sequence[Problem], speaker: Speaker) -> str:
    """A report of Code Quality. A fingerprint stays the same when lines move."""
    seen: dict[str, int] = {}
    issues = []
    for problem in problems:
        key = f"{problem.place.file}\n{problem.message}"
        seen[key] = seen.get(key, 0) + 1
        issues.append(
            {
                "description": speaker.say(problem.message),
                "check_name": "content",
                "fingerprint": hashlib.sha256(f"{key}\n{seen[key]}".encode()).hexdigest(),
                "severity": level_of(problem).gitlab,
                "location": {"path": problem.place.file, "lines": {"begin": max(1, problem.place.line)}},
            }
        )
    return written(issues)


def plain_json(problems: Sequence[Problem], speaker: Speaker) -> str:
    """Every problem with its place; lines and columns count from 1, and 0 stands for the whole file."""
    return written(
        [
            {
                "kind": level_of(problem).json,
                "file": problem.place.file,
                "line": problem.place.line,
                "column": problem.place.column,
                "message": speaker.say(problem.message),
                "quote": problem.place.quote,
            }
            for problem in problems
        ]
    )


def sarif(problems: Sequence[Problem], speaker: Speaker) -> str:
    """A log of SARIF 2.1.0 (OASIS)."""
    driver = {"name": "Tiekartta", "rules": [{"id": "content"}]}
    results = [
        {
            "ruleId": "content",
            "level": level_of(problem).sarif,
            "message": {"text": speaker.say(problem.message)},
            "locations": [{"physicalLocation": physical_location(problem)}],
        }
        for problem in problems
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return written(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [run],
        }
    )


def physical_location(problem: Problem) -> dict[str, object]:
    place = problem.place
    numbers = {"startLine": place.line, "startColumn": place.column}
    region = {name: number for name, number in numbers.items() if number}
    location: dict[str, object] = {"artifactLocation": {"uri": quote(place.file)}}
    return {**location, "region": region} if region else location


def written(report: object) -> str:
    return json.dumps(report, ensure_ascii=False, indent=2)


FORMATS: Mapping[str, Report] = {"github": github, "gitlab": gitlab, "json": plain_json, "sarif": sarif}
