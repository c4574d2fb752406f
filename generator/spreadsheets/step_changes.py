"""Finds what the rows of steps change in the files of measures.

A row knows its step by a mark of what the file said. A step without a row stays in its file, for no history is lost by
deleting a row; only a row that says so takes its step from the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from generator.authoring.front_matter_edit import with_entries
from generator.content.field_types import Key
from generator.content.source import path_text, read_bytes
from generator.diagnostics import DiagnosticCollector
from generator.i18n import Message, _, ngettext
from generator.on_disk import on_disk
from generator.spreadsheets.import_ import CellEdit, FileChange
from generator.spreadsheets.rows import SheetRow
from generator.spreadsheets.steps import Step, StepForm, StepRow
from generator.spreadsheets.tables import normalized


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What becomes of a step: as it was, None for a new one, as it shall be, None for one that goes, and its row."""

    old: Step | None
    new: Step | None
    row: StepRow | None


def with_steps(
    changes: Sequence[FileChange], rows: Sequence[StepRow], present: Sequence[str], form: StepForm, content: Path
) -> tuple[tuple[FileChange, ...], tuple[Message, ...]]:
    """Return the files that change with the steps that rows say, and what the editor is told beside that.

    Args:
        changes: The files that the sheet of measures changes.
        rows: Those of the sheet of steps.
        present: The paths of the measures that the sheet of measures has.
        form: How steps are written.
        content: The folder of the content.

    Raises:
        ContentError: A step is another now than it was when the sheet was made.
    """
    by_path, problems = {change.path: change for change in changes}, DiagnosticCollector()
    remarks, missing = list[Message](), 0
    of_measures: dict[str, list[StepRow]] = {path: [] for path in present}
    for row in rows:
        of_measures.setdefault(row.path, []).append(row)
    for path, own in of_measures.items():
        file = on_disk(content / path)
        before = read_bytes(file) if file.exists() else b""
        after = by_path[path].after if path in by_path else before
        with problems:
            outcomes = _outcomes(form.steps_of(after, path_text(file)), own, form)
            missing += sum(outcome.row is None for outcome in outcomes)
            remarks += _removals(outcomes, path, form)
            if any(outcome.new != outcome.old for outcome in outcomes):
                unchanged = FileChange(SheetRow(own[0].location, None, {}), path, before, before, ())
                by_path[path] = _changed(by_path.get(path, unchanged), path_text(file), outcomes, form)
    problems.raise_any()
    return tuple(by_path.values()), (*remarks, *_missing(missing))


def _missing(count: int) -> Iterator[Message]:
    if count:
        yield ngettext(
            "{count} update or decision is not in the table, or has changed since the export. It stays as it is.",
            "{count} updates or decisions are not in the table, or have changed since the export. They stay as they "
            "are.",
            count=count,
        )


def _outcomes(steps: Sequence[Step], rows: Sequence[StepRow], form: StepForm) -> list[_Outcome]:
    """Return what becomes of each step of a file, then the new ones.

    Raises:
        ContentError: A row is of a step that is another now.
    """
    row_of, left = _matched(steps, rows, form)
    problems, marks = DiagnosticCollector(), {step.mark for step in steps}
    for row in left:
        # What shall go may have gone already, and a row may have been copied with the mark of another.
        if row.kind and row.mark and row.mark not in marks and not row.is_untouched:
            message = _(
                "This update or decision has changed in {file}. Export the table again, and change it there.",
                file=row.path,
            )
            problems.add(row.location, message)
    problems.raise_any()
    new = [row for row in left if row.kind and not row.is_untouched]
    outcomes = [
        _Outcome(step, _revised(step, row_of.get(index), form), row_of.get(index)) for index, step in enumerate(steps)
    ]
    return outcomes + [_Outcome(None, Step(row.kind, _texts({}, row, row.kind, form)), row) for row in new]


def _matched(
    steps: Sequence[Step], rows: Sequence[StepRow], form: StepForm
) -> tuple[dict[int, StepRow], list[StepRow]]:
    """Return the rows of steps by the indices of these, and the rows that are of none."""

    def is_marked(step: Step, row: StepRow) -> bool:
        return row.mark == step.mark

    def is_same(step: Step, row: StepRow) -> bool:
        return row.kind == step.kind and _texts(step.texts, row, step.kind, form) == step.texts

    def is_certain(step: Step, row: StepRow) -> bool:
        return is_marked(step, row) and (not row.kind or is_same(step, row))

    row_of: dict[int, StepRow] = {}
    left = list(rows)
    # A row that says what a step says is of that one, even where it was copied, or was imported before.
    for is_match in (is_certain, is_same, is_marked):
        unmatched = []
        for row in left:
            free = (index for index, step in enumerate(steps) if index not in row_of and is_match(step, row))
            index = next(free, None)
            if index is None:
                unmatched.append(row)
            else:
                row_of[index] = row
        left = unmatched
    return row_of, left


def _revised(step: Step, row: StepRow | None, form: StepForm) -> Step | None:
    """Return a step as its row says it, None where it is to go."""
    if row is None:
        return step
    if not row.kind:
        return None
    old = step.texts if row.kind == step.kind else {}
    return Step(row.kind, _texts(old, row, row.kind, form))


def _texts(old: Mapping[str, str], row: StepRow, kind: str, form: StepForm) -> Mapping[str, str]:
    """Return the texts of a step with what a row says otherwise; the same where it says nothing else."""
    new = {
        part.name: _text(old.get(part.name, ""), row.texts[part.name], part)
        for part in form.parts[kind]
        if part.name in row.texts
    }
    if all(old.get(name, "") == text for name, text in new.items()):
        return old
    texts = {**old, **new}
    return {part.name: texts[part.name] for part in form.parts[kind] if texts.get(part.name)}


def _text(old: str, new: str, part: Key) -> str:
    """Return the new text of a part, or the old one where both mean the same."""
    parse = part.field.type.parse
    return old if old and new and parse(normalized(old)) == parse(new) else new


def _changed(change: FileChange, path: str, outcomes: Sequence[_Outcome], form: StepForm) -> FileChange:
    """Return the change of a file with its steps."""
    after, edits, cells = change.after, list(change.edits), dict(change.step_cells)
    for kind, field in form.fields.items():
        changed = [
            [form.summary(step) if step and step.kind == kind else "" for step in (outcome.old, outcome.new)]
            for outcome in outcomes
            if outcome.new != outcome.old
        ]
        edits += [CellEdit(Key(kind, field), old, new) for old, new in changed if old or new]
        if any(old or new for old, new in changed):
            after = with_entries(after, path, kind, _entries(kind, outcomes), form.order)
    for outcome in outcomes:
        if outcome.row and outcome.new:
            cells[outcome.new.kind, frozenset(outcome.new.texts.items())] = outcome.row.cells
    return replace(change, after=after, edits=tuple(edits), step_cells=cells)


def _entries(kind: str, outcomes: Sequence[_Outcome]) -> list[Mapping[str, str]]:
    """Return the entries of a field: those of the file in their order, and those with a new day where it belongs."""
    kept, placed = list[Step](), list[Step]()
    for outcome in outcomes:
        if outcome.new and outcome.new.kind == kind:
            old = outcome.old if outcome.old and outcome.old.kind == kind else None
            (kept if old and old.start == outcome.new.start else placed).append(outcome.new)
    # The place of a step is below the last that is as early; the file need not have its own in order.
    places: dict[int, list[Step]] = {index: [] for index in range(len(kept) + 1)}
    starts = [step.start for step in kept]
    for step in sorted(placed, key=lambda step: step.start):
        places[max((index for index, start in enumerate(starts, start=1) if start <= step.start), default=0)].append(
            step
        )
    steps = [*places[0], *chain.from_iterable((step, *places[index]) for index, step in enumerate(kept, start=1))]
    return [step.texts for step in steps]


def _removals(outcomes: Sequence[_Outcome], path: str, form: StepForm) -> Iterator[Message]:
    """Yield what is said of the steps that go from the record."""
    for outcome in outcomes:
        if outcome.old and outcome.new is None:
            yield _(
                "This will be removed from the history of {file}: {step}", file=path, step=form.summary(outcome.old)
            )
