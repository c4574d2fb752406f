"""What a roadmap is: languages, classifications, measures and pages.

Frozen values without input or output. One that exists is valid.
"""

from generator.model.classifications import Classification, Counts, Edition, Status, Term, Turn, Value, labels_of
from generator.model.courses import Course, Decision, Direction, Indicator, Reading, Update
from generator.model.languages import Language, Places, Prose, Reference, Text, Translated, language_of
from generator.model.roadmap import (
    Condition,
    Correction,
    FollowUp,
    Headline,
    Measure,
    Page,
    Redirect,
    Roadmap,
    Site,
    Written,
)

__all__ = [
    "Classification",
    "Condition",
    "Correction",
    "Counts",
    "Course",
    "Decision",
    "Direction",
    "Edition",
    "FollowUp",
    "Headline",
    "Indicator",
    "Language",
    "Measure",
    "Page",
    "Places",
    "Prose",
    "Reading",
    "Redirect",
    "Reference",
    "Roadmap",
    "Site",
    "Status",
    "Term",
    "Text",
    "Translated",
    "Turn",
    "Update",
    "Value",
    "Written",
    "labels_of",
    "language_of",
]
