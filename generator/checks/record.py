"""Finds what a change takes out of the record: a state, a promise, a title or units that were published.

A former state belongs into the updates of its measure, and the date first promised stays where it is. What was true
before a change must stay true of the past after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.content.parsers import partial_date
from generator.content.record import UPDATES, Entry, Record
from generator.content.schema import FORMER_RESPONSIBLE, STATUS
from generator.diagnostics import InvalidValue
from generator.model import RESPONSIBLE, Classification, Language, Status, StatusCategory, Transition


@dataclass(frozen=True, slots=True)
class Loss:
    """What a change takes out of the record of a measure, and what keeps it.

    `name` is that of the field that changed. `entry` belongs into the updates, and `fields` have to be as they were.
    `is_certain` is False where an editor has to decide: the dates contradict each other, or an update was rewritten.
    """

    name: str
    entry: Entry = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class RecordRules:
    """What the losses of a roadmap are judged by.

    `codes` are those of its languages, `units` the ids of those that are responsible, `unknown` is the state of which
    nothing is known, and `explained` are those whose note says why they came, not why they last.
    """

    codes: tuple[str, ...]
    units: frozenset[str]
    unknown: frozenset[str]
    explained: frozenset[str]

    @classmethod
    def of(cls, languages: Sequence[Language], classifications: Sequence[Classification]) -> RecordRules:
        """Return the rules for some languages and classifications."""
        values = {taxonomy.id: taxonomy.values for taxonomy in classifications}
        states = [status for status in values.get(STATUS, ()) if isinstance(status, Status)]
        return cls(
            tuple(language.code for language in languages),
            frozenset(unit.id for unit in values.get(RESPONSIBLE, ())),
            frozenset(state.id for state in states if state.category is StatusCategory.UNKNOWN),
            frozenset(state.id for state in states if state.transition not in (Transition.STARTED, None)),
        )

    def texts(self, record: Record, name: str, part: str) -> dict[str, str]:
        """Return a field of a record as a part of an update; empty unless it is there in every language."""
        texts = {f"{part}_{code}": record[f"{name}_{code}"] for code in self.codes}
        return texts if all(texts.values()) else {}


def losses(old: Record, new: Record, rules: RecordRules, day: str = "") -> tuple[Loss, ...]:
    """Return what the new record of a measure lacks of the old one.

    Args:
        old: What was published.
        new: What is to be published.
        rules: Those of the roadmap.
        day: That of the change; where it is empty, the day of a new state, or else the new day of the site.
    """
    return tuple(_Comparison(old, new, rules, day).losses())


def merged(entries: Sequence[Entry], added: Sequence[Entry]) -> list[Entry]:
    """Return entries with others added, each to its place by its date; those of a day become one where they can."""
    result = list(entries)
    joined: list[dict[str, str]] = []
    for entry in added:
        other = next((other for other in joined if _belong_together(other, entry)), None)
        if other is None:
            joined.append(dict(entry))
        else:
            other.update(entry)
    for entry in joined:
        later = (index for index, other in enumerate(result) if _is_later(other, entry))
        result.insert(next(later, len(result)), entry)
    return result


def _is_later(one: Entry, other: Entry) -> bool:
    """Tell whether an entry comes after another; one whose date cannot be read stays where it is."""
    try:
        return partial_date(one.get("date", "")).start > partial_date(other["date"]).start
    except InvalidValue:
        return False


def _belong_together(one: Entry, other: Entry) -> bool:
    """Tell whether two entries of a day can be one: a text is told of a state, and of nothing else."""
    has_text = any(name.startswith("text_") for name in (*one, *other))
    is_state = STATUS in one or STATUS in other
    return one["date"] == other["date"] and one.keys() & other.keys() == {"date"} and (is_state or not has_text)


class _Comparison:
    """Two records of a measure, and the day on which the one became the other."""

    def __init__(self, old: Record, new: Record, rules: RecordRules, day: str) -> None:
        self._old, self._new = (self._known(record, rules) for record in (old, new))
        old, new, self._rules = self._old, self._new, rules
        self._first = rules.codes[0]
        self._has_new_state = old[STATUS] != new[STATUS] and bool(new.since)
        self._day = new.since if self._has_new_state else day or new.day
        self._added = [update for update in new.updates if update not in old.updates]
        present = [{"date": day, STATUS: new[STATUS]} for day in (new.since, new["status_date"])]
        states = [*new.updates, *present]
        self._states = {(entry.get("date"), entry.get(STATUS)) for entry in states}

    @staticmethod
    def _known(record: Record, rules: RecordRules) -> Record:
        """Return a record without the state of which nothing is known, as a file has it."""
        is_known = record[STATUS] not in rules.unknown
        return record if is_known else replace(record, fields={**record.fields, STATUS: ""})

    def losses(self) -> Iterator[Loss]:
        yield from self._updates()
        yield from self._state()
        yield from self._promises()
        yield from self._title()
        yield from self._units()

    def _state(self) -> Iterator[Loss]:
        """Yield the former state with what explains it, or a former explanation of a state that lasts."""
        old, new = self._old, self._new
        if not old[STATUS] or not old.since:
            return
        if self._is_told(old.since, old[STATUS]):
            for name in ("result", "status_note"):
                key = f"{name}_{self._first}"
                if old[key] != new[key] and (text := self._untold_text(name)):
                    yield Loss(key, {"date": old.day, **text})
            return
        name = next((one for one in (STATUS, "completed_on", "status_date") if old[one] != new[one]), STATUS)
        is_possible = not (new.since and partial_date(new.since).end <= partial_date(old.since).start)
        texts = [text for text in map(self._untold_text, ("result", "status_note")) if text]
        text = texts[0] if texts else {}
        # The note of a measure that goes on tells why it is late, not why it began.
        is_late_note = old[STATUS] not in self._rules.explained
        if text and is_late_note and new.since and partial_date(old.day).end <= partial_date(new.since).start:
            yield Loss(name, {"date": old.day, **text}, is_certain=is_possible)
            text = {}
        yield Loss(name, {"date": old.since, **text, STATUS: old[STATUS]}, is_certain=is_possible)
        for more in texts[1:]:
            yield Loss(name, {"date": old.since, **more}, is_certain=is_possible)

    def _is_told(self, since: str, status: str) -> bool:
        """Tell whether the new record has a state from a date on, which may be known more or less exactly."""
        if (since, status) in self._states:
            return True
        if self._new[STATUS] != status or not self._new.since:
            return False
        one, other = partial_date(since), partial_date(self._new.since)
        return one.start <= other.start <= one.end or other.start <= one.start <= other.end

    def _untold_text(self, name: str) -> dict[str, str]:
        """Return a former result or note as the text of an update; empty where an update has it."""
        told = [update.get(f"text_{self._first}") for update in self._new.updates]
        return {} if self._old[f"{name}_{self._first}"] in told else self._rules.texts(self._old, name, "text")

    def _promises(self) -> Iterator[Loss]:
        """Yield the date first promised where it was changed, and the dates promised since that no update has."""
        old, new = self._old, self._new
        if not old["due"]:
            return
        moves = [update for update in new.updates if "due" in update]
        promised = self._promised()
        has_moved = not _same_date(promised, old["due_now"] or old["due"])
        name = next((one for one in ("due", "due_now") if old[one] != new[one]), STATUS)
        # Of a measure that was postponed, the state tells of the date.
        is_told = any(_same_date(update["due"], old["due_now"]) for update in moves)
        is_of_state = old["due_now"] and not is_told and not any("due" in update for update in old.updates)
        has_state = old[STATUS] == new[STATUS] and self._is_told(old.since, old[STATUS])
        if is_of_state and old.since and (has_moved or not has_state):
            yield Loss(name, {"date": old.since, "due": old["due_now"]})
        fields = {} if _same_date(old["due"], new["due"]) else {"due": old["due"]}
        if not _same_date(promised, new["due_now"] or fields.get("due", new["due"])):
            fields["due_now"] = "" if _same_date(promised, old["due"]) else promised
        if has_moved and not (moves and _same_date(moves[-1]["due"], promised)):
            is_last = not moves or partial_date(moves[-1]["date"]).start <= partial_date(self._day).start
            yield Loss(name, {"date": self._day if is_last else new.day, "due": promised}, fields)
        elif fields:
            yield Loss(name, fields=fields)

    def _promised(self) -> str:
        """Return the date that is promised now. A promise that was taken away stays; that of what is done, too."""
        old, new = self._old, self._new
        before = old["due_now"] or old["due"]
        if old["completed_on"] and new["completed_on"]:
            return before
        if new["due_now"] and new["due_now"] != old["due_now"]:
            return new["due_now"]
        if new["due"] and not _same_date(new["due"], old["due"]):
            return new["due"]
        return before

    def _title(self) -> Iterator[Loss]:
        """Yield the former title. Another translation of the same title is no other title."""
        name = f"title_{self._first}"
        old, new = self._old[name], self._new[name]
        if old and _letters(old) != _letters(new) and not self._is_added(f"former_{name}", old):
            texts = self._rules.texts(self._old, "title", "former_title")
            yield Loss(name, {"date": self._day, **texts}, is_certain=bool(texts))

    def _units(self) -> Iterator[Loss]:
        """Yield the former units. One that no city names any more cannot be told of."""
        old, new = _ids(self._old[RESPONSIBLE]), _ids(self._new[RESPONSIBLE])
        known = [unit for unit in old if unit in self._rules.units]
        if known and set(old) != set(new) and not self._is_added(FORMER_RESPONSIBLE, ", ".join(known)):
            yield Loss(RESPONSIBLE, {"date": self._day, FORMER_RESPONSIBLE: ", ".join(known)})

    def _updates(self) -> Iterator[Loss]:
        """Yield what updates told that are gone, or told otherwise."""
        title = f"former_title_{self._first}"
        for update in self._old.updates:
            parts = (part for part in (STATUS, "due", title, FORMER_RESPONSIBLE) if part in update)
            lost = {part for part in parts if self._lacks(update, part)}
            beginnings = ("former_title_",) * (title in lost) + ("text_",) * self._lacks_text(update)
            kept = lost | {name for name in update if name.startswith(beginnings)}
            if kept:
                same_day = (entry for entry in self._added if entry["date"] == update["date"])
                is_rewritten = any(lost & entry.keys() for entry in same_day)
                entry = {name: text for name, text in update.items() if name in {"date", *kept}}
                yield Loss(UPDATES, entry, is_certain=not is_rewritten)

    def _lacks(self, update: Entry, part: str) -> bool:
        """Tell whether the new record has no more what an update told: on its day, or on a day that was mended."""
        value = update[part]
        if part == STATUS and self._is_told(update["date"], value):
            return False
        there = (entry for entry in self._new.updates if entry.get(part) == value)
        return not any(entry["date"] == update["date"] or entry in self._added for entry in there)

    def _lacks_text(self, update: Entry) -> bool:
        """Tell whether neither the text of an update is there, nor another one on its day."""
        text = f"text_{self._first}"
        same = (
            entry
            for entry in self._new.updates
            if text in entry and (entry["date"] == update["date"] or entry[text] == update.get(text))
        )
        return text in update and not any(same)

    def _is_added(self, part: str, value: str) -> bool:
        return any(update.get(part) == value for update in self._added)


def _same_date(one: str, other: str) -> bool:
    """Tell whether two dates are the same for who waits: the last day of both is."""
    return one == other or (bool(one and other) and partial_date(one).end == partial_date(other).end)


def _letters(text: str) -> str:
    """Return a text without case, spaces and punctuation, by which a title stays the same."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _ids(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
