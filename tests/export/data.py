"""The open data of a project, read back."""

from __future__ import annotations

import csv
import io

from project import CITIES, SATULAHTI

from generator.build import load_published
from generator.export.columns import FORMULA_ESCAPE
from generator.export.files import OpenData
from generator.project import Project
from generator.urls import UrlMap

EXAMPLE = Project(SATULAHTI)
PLAIN = Project(CITIES / "plain/content")
BASE = "https://plan.stad.example/klimat/"


def files_of(project: Project) -> dict[str, bytes]:
    """The open data of a project by path."""
    roadmap = load_published(project)
    data = OpenData(roadmap, UrlMap(roadmap))
    return {path: make() for path, make in (data.file_outputs() | data.measure_outputs()).items()}


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True))


def unguarded(text: str) -> str:
    return text.removeprefix(FORMULA_ESCAPE) if text.startswith(FORMULA_ESCAPE) else text
