"""A state of the content, and which measure of one state is which of another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.model import Measure, Roadmap


@dataclass(frozen=True, slots=True)
class Content:
    """A folder of content and the roadmap that it publishes."""

    folder: Path
    roadmap: Roadmap

    def measures(self) -> dict[str, Measure]:
        """Return the measures by the paths of their files."""
        return {measure.path: measure for measure in self.roadmap.measures}


def renamed_paths(old: Content, new: Content) -> dict[str, str]:
    """Return the new path of each measure whose file was renamed: that of the same number."""
    old_measures, new_measures = old.measures(), new.measures()
    by_number = {measure.full_number: path for path, measure in new_measures.items() if path not in old_measures}
    missing = [measure for path, measure in old_measures.items() if path not in new_measures]
    return {measure.path: by_number[measure.full_number] for measure in missing if measure.full_number in by_number}
