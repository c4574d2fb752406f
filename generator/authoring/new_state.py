"""Writes the state of a measure: what an editor tells of it in, and the files of the content out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from generator.authoring.front_matter_edit import with_fields
from generator.authoring.history import site_of_day
from generator.content.field_types import key_names
from generator.content.paths import SITE
from generator.content.schema import STATUS, measure_fields
from generator.content.source import path_text, read_bytes
from generator.content.tracking import NEEDED
from generator.diagnostics import UserError, did_you_mean
from generator.model import Language, Measure, PartialDate, Roadmap, Status, StatusCategory, Tracking, Transition

# Of one state alone, by the transition into it.
_OF_STATE = {"completed_on": Transition.FINISHED, "merged_into": Transition.MERGED}


@dataclass(frozen=True, slots=True)
class NewState:
    """A state that a measure has from a day on, and what is told of it in each language, by codes.

    `due` is the date that is promised from now on, and `merged_into` the file of the measure that goes on with it.
    """

    status: Status
    day: PartialDate
    note: Mapping[str, str] = field(default_factory=dict)
    result: Mapping[str, str] = field(default_factory=dict)
    due: PartialDate | None = None
    merged_into: str = ""


def find_measure(name: str, roadmap: Roadmap, content: Path) -> Measure:
    """Return the measure of a file or of a number such as 14 or 3/2026.

    Raises:
        UserError: There is none, or more than one.
    """
    file = Path(name)
    for measure in roadmap.measures:
        if PurePosixPath(measure.path).name == name or (file.is_file() and file.samefile(content / measure.path)):
            return measure
    found = [
        one for one in roadmap.measures if name in (one.full_number, one.display_number, one.code, str(one.number))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        numbers = ", ".join(measure.display_number for measure in found)
        raise UserError(
            '"{name}" is the number of several measures. Write one of {numbers}.', name=name, numbers=numbers
        )
    raise UserError(
        'There is no measure "{name}". Write its number, or its file such as {example}.',
        name=name,
        example=f"{path_text(content)}/measures/14-example.md",
    )


def find_status(name: str, roadmap: Roadmap, language: Language) -> Status:
    """Return the state of an id, or of its label in a language of the site.

    Raises:
        UserError: There is none.
    """
    statuses = (
        [status for status in roadmap.follow_up.statuses.values if isinstance(status, Status)]
        if roadmap.follow_up
        else []
    )
    by_name = {label.casefold(): status for status in statuses for label in status.label.by_code.values()}
    by_name |= {status.id.casefold(): status for status in statuses}
    if found := by_name.get(name.strip().casefold()):
        return found
    if meant := did_you_mean(name.casefold(), by_name):
        raise UserError(
            '"{name}" is not a status. Did you mean "{meant}"?', name=name, meant=by_name[meant].label[language]
        )
    states = ", ".join(status.label[language] for status in statuses)
    raise UserError('"{name}" is not a status. Use one of these: {states}.', name=name, states=states)


def needed(measure: Measure, state: NewState) -> tuple[str, ...]:
    """Return what the state needs and lacks: “note”, “result” or “merged_into”."""
    tracking = measure.tracking
    if tracking is None:
        return ()
    named = {attribute for transitions, attribute, _question in NEEDED if state.status.transition in transitions}
    if is_late(tracking, state):
        named.add("note")
    named |= {name for name in ("note", "result") if getattr(state, name)}
    codes, names = measure.title.by_code.keys(), ("note", "result", "merged_into")
    return tuple(name for name in names if name in named and not _has(tracking, state, name, codes))


def is_late(tracking: Tracking, state: NewState) -> bool:
    """Tell whether the date of the measure has passed in the new state, though it is still to be done."""
    promised = state.due or tracking.promised
    return state.status.category is StatusCategory.OPEN and promised is not None and promised.end < state.day.start


def _has(tracking: Tracking, state: NewState, name: str, codes: Collection[str]) -> bool:
    """Tell whether the new state has a text in each language, or the present one where it lasts."""
    if given := getattr(state, name):
        return isinstance(given, str) or given.keys() >= set(codes)
    return state.status == tracking.status and getattr(tracking, name) not in (None, "")


def files_of_state(measure: Measure, state: NewState, roadmap: Roadmap, content: Path) -> dict[str, bytes]:
    """Return the files that a new state changes: that of the measure, and that of the site where its day is earlier."""
    codes = [language.code for language in roadmap.site.languages]
    order = key_names(measure_fields(roadmap.classifications), roadmap.site.languages)
    file = content / measure.path
    files = {measure.path: with_fields(read_bytes(file), path_text(file), _texts(measure, state, codes), order)}
    if state.day.start > roadmap.site.updated:
        files[SITE] = site_of_day(content, state.day.start.isoformat())
    return files


def _texts(measure: Measure, state: NewState, codes: Sequence[str]) -> dict[str, str]:
    """Return the texts of the fields that change. What belongs to the former state alone goes."""
    tracking = measure.tracking
    if tracking is None:
        return {}
    is_new = state.status != tracking.status
    notes = {f"status_note_{code}": state.note.get(code, "") for code in codes}
    results = {f"result_{code}": state.result.get(code, "") for code in codes}
    texts = {name: text for name, text in {**notes, **results}.items() if is_new or text}
    if is_new:
        day = str(state.day)
        texts |= {STATUS: state.status.id, "status_date": day}
        texts |= {name: day if state.status.transition is turn else "" for name, turn in _OF_STATE.items()}
        texts["merged_into"] = state.merged_into
    if state.due:
        texts["due_now" if tracking.due else "due"] = str(state.due)
    return texts
