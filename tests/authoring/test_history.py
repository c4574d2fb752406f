"""What a measure was is still told after its fields have changed, and nobody has to write it down."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest
from project import SATULAHTI

from generator.authoring.history import completed_history
from generator.content.loader import read_roadmap, read_settings
from generator.content.snapshot import Content
from generator.tracking.events import events_of

HEATING = "content/measures/01-heating.md"
TRAM = "content/measures/02-tram.md"
BIKES = "content/measures/03-bikes.md"
# What each state needs beside its date.
NEEDS = {
    "in-progress": {},
    "ongoing": {},
    "not-started": {},
    "postponed": {"status_note_fi": "Raha puuttuu.", "status_note_sv": "Pengarna saknas."},
    "cancelled": {"status_note_fi": "Tarve poistui.", "status_note_sv": "Behovet försvann."},
    "completed": {"completed_on": "2027-03-01", "result_fi": "Se on käytössä.", "result_sv": "Den är i bruk."},
}
OF_A_STATE = {"status", "status_date", "merged_into"} | {name for fields in NEEDS.values() for name in fields}


@pytest.fixture
def old(followed):
    """The city as it was."""
    shutil.copytree("content", "old")
    return Content(Path("old"), read_roadmap(Path("old")).published())


def changed_lines(old, day=""):
    """The lines that keep the history of the city, by file; they are written too."""
    lines = {}
    content = Path("content")
    for path, after in completed_history(old, content, read_settings(content), day=day).items():
        before = (content / path).read_text().splitlines()
        lines[path] = [line for line in after.decode().splitlines() if line not in before]
        (content / path).write_bytes(after)
    return lines


def test_what_did_not_change_is_not_touched(old):
    assert changed_lines(old) == {}


def test_a_former_state_goes_into_the_updates_with_its_day_and_its_reason(old, edit):
    edit(TRAM, "status: later", "status: going")
    edit(TRAM, "status_date: 2025-05-05", "status_date: 2026-01-12")
    edit(TRAM, "status_note_sv: Bron måste först repareras.\n", "")
    edit(TRAM, "status_note_en: The bridge must be mended first.\n", "")

    assert changed_lines(old) == {
        "measures/02-tram.md": [
            "  - date: 2025-05-05",
            "    text_sv: Bron måste först repareras.",
            "    text_en: The bridge must be mended first.",
            "    status: later",
            "    due: 2027-12-31",
        ]
    }
    assert changed_lines(old) == {}
    read_roadmap(Path("content"))


def test_what_came_of_it_and_why_are_both_kept(old, edit):
    note = "status_note_sv: Det gick bra.\nstatus_note_en: It went well.\n"
    for folder in ("old", "content"):
        edit(f"{folder}/measures/01-heating.md", "result_sv: ", f"{note}result_sv: ")
    old = Content(Path("old"), read_roadmap(Path("old")).published())
    for line in ("completed_on: 2025-09-30\n", note, "result_sv: Husen värms utan kol.\n"):
        edit(HEATING, line, "")
    edit(HEATING, "result_en: The houses are heated without coal.\n", "")
    edit(HEATING, "status: done", "status: going")
    edit(HEATING, "status_date: 2025-10-01", "status_date: 2026-01-12\nstatus_note_sv: Sent.\nstatus_note_en: Late.")

    assert changed_lines(old) == {
        "measures/01-heating.md": [
            "  - date: 2025-09-30",
            "    text_sv: Husen värms utan kol.",
            "    text_en: The houses are heated without coal.",
            "    status: done",
            "  - date: 2025-09-30",
            "    text_sv: Det gick bra.",
            "    text_en: It went well.",
        ]
    }


def test_a_date_first_promised_stays_and_the_new_one_is_told(old, edit):
    edit(BIKES, "due: 2026-06-30", "due: 31.12.2026")

    assert changed_lines(old) == {
        "measures/03-bikes.md": [
            "due: 2026-06-30",
            "due_now: 2026-12-31",
            "updates:",
            "  - date: 2026-01-31",
            "    due: 2026-12-31",
        ]
    }
    read_roadmap(Path("content"))


@pytest.mark.parametrize(("file", "promise"), [(BIKES, "due: 2026-06-30"), (TRAM, "due_now: 2027-12-31")])
def test_a_promise_that_is_taken_away_stays(old, edit, file, promise):
    edit(file, f"{promise}\n", "")

    assert changed_lines(old) == {file.removeprefix("content/"): [promise]}


def test_the_day_of_another_title_is_that_of_the_site_or_the_one_that_is_given(old, edit):
    edit(BIKES, "title_sv: Lånecyklar", "title_sv: Cyklar till låns")
    titles = ["    former_title_sv: Lånecyklar", "    former_title_en: Bicycles to borrow"]
    before = Path(BIKES).read_bytes()

    assert changed_lines(old) == {"measures/03-bikes.md": ["updates:", "  - date: 2026-01-31", *titles]}
    Path(BIKES).write_bytes(before)
    assert changed_lines(old, "2026-01-12") == {"measures/03-bikes.md": ["updates:", "  - date: 2026-01-12", *titles]}


def test_a_title_with_other_signs_or_another_translation_is_the_same(old, edit):
    edit(BIKES, "title_sv: Lånecyklar", "title_sv: Låne-cyklar")
    edit(BIKES, "title_en: Bicycles to borrow", "title_en: Bikes to borrow")

    assert changed_lines(old) == {}


def test_former_units_are_told(units, edit):
    shutil.copytree("content", "old")
    old = Content(Path("old"), read_roadmap(Path("old")).published())
    edit(HEATING, "responsible: energy", "responsible: line, energy")

    assert changed_lines(old) == {
        "measures/01-heating.md": ["  - date: 2026-01-31", "    former_responsible: energy"],
    }
    read_roadmap(Path("content"))


def test_an_update_that_is_deleted_comes_back_and_one_that_is_reworded_does_not(old, edit):
    edit(
        HEATING,
        "  - date: 2024-03-01\n    text_sv: Bygget började.\n",
        "  - date: 2024-03-01\n    text_sv: Vi bygger.\n",
    )
    edit(TRAM, Path(TRAM).read_text().split("updates:\n")[1].split("---")[0], "")
    edit(TRAM, "updates:\n", "")

    assert changed_lines(old) == {
        "measures/02-tram.md": [
            "updates:",
            "  - date: 2025-02-03",
            "    text_sv: Åtgärden fick ett tydligare namn.",
            "    text_en: The measure got a clearer name.",
            "    former_title_sv: Spårvagn",
            "    former_title_en: Tram",
        ]
    }


def test_a_state_that_cannot_have_been_before_the_new_one_is_left_to_the_editor(old, edit):
    edit(TRAM, "status: later", "status: going")
    edit(TRAM, "status_date: 2025-05-05", "status_date: 2025-04-01")

    assert "status: later" not in str(changed_lines(old))


def test_a_day_that_is_known_more_exactly_is_the_same(old, edit):
    edit("old/measures/02-tram.md", "status_date: 2025-05-05", "status_date: 2025-Q2")
    old = Content(Path("old"), read_roadmap(Path("old")).published())

    assert changed_lines(old) == {}


def test_a_file_that_cannot_be_read_is_left_to_those_who_read_it(old, edit):
    edit(BIKES, "due: 2026-06-30", "due: soon")
    Path(TRAM).write_text("Nothing")

    assert changed_lines(old) == {}


def test_a_renamed_file_keeps_its_history(old, edit):
    edit(BIKES, "due: 2026-06-30", "due: 2026-12-31")
    Path(BIKES).rename("content/measures/03-cykel.md")

    assert list(changed_lines(old)) == ["measures/03-cykel.md"]


@pytest.mark.parametrize("seed", range(4))
def test_what_happened_before_is_still_told_after_a_year_of_edits(tmp_path, seed):
    content = tmp_path / "content"
    shutil.copytree(SATULAHTI, content)
    site = content / "site.yaml"
    site.write_text(re.sub("updated: .*", "updated: 2027-03-31", site.read_text()))
    old = Content(SATULAHTI, read_roadmap(SATULAHTI).published())
    chance = random.Random(seed)
    for measure in old.roadmap.measures:
        file = content / measure.path
        file.write_text(edited(file.read_text(), chance, measure.locations.positions))
    for path, after in completed_history(old, content, read_settings(content)).items():
        (content / path).write_bytes(after)

    before, after = (told(roadmap) for roadmap in (old.roadmap, read_roadmap(content).published()))
    assert [event for event in before if event not in after] == []
    assert len(after) > len(before)


def edited(text, chance, names):
    """The fields of a measure as an editor changes them in a table, who forgets the updates."""
    head, fence, body = text.partition("\n---\n")
    head += "\n"
    if chance.random() < 0.6:
        state = chance.choice(sorted(NEEDS))
        head = "\n".join(line for line in head.split("\n") if line.partition(":")[0] not in OF_A_STATE)
        needs = {"status": state, "status_date": "2027-03-15" if state == "completed" else "2027-02-10", **NEEDS[state]}
        head = put(head, **needs)
    if "due" in names and chance.random() < 0.4:
        name = chance.choice(["due", "due_now"])
        head = put(re.sub(rf"(?m)^{name}: .*\n", "", head), **{name: chance.choice(["2028-06-30", "2029"])})
    if chance.random() < 0.2:
        head = re.sub("(?m)^(title_..): .*", r"\1: Toinen nimi", head)
    if "responsible" in names and chance.random() < 0.3:
        head = re.sub("(?m)^responsible: .*", "responsible: kirjasto", head)
    # Whatever is late needs a reason.
    if "status_note_fi" not in head:
        head = put(head, status_note_fi="Työ kestää.", status_note_sv="Arbetet tar tid.")
    return head.rstrip() + fence + body


def put(head, **fields):
    """The fields with others at their beginning."""
    lines = "".join(f"{name}: {text}\n" for name, text in fields.items())
    return head.replace("---\n", f"---\n{lines}", 1)


def told(roadmap):
    """The events of a roadmap, without what is told of them."""
    finnish = roadmap.site.default_language
    return [
        (
            str(event.day),
            event.kind,
            event.measure.path,
            str(event.old_due),
            str(event.new_due),
            None if event.former_title is None else event.former_title[finnish],
            [unit.id for unit in event.former_responsible or ()],
        )
        for event in events_of(roadmap)
    ]
