"""What the form's script makes of a file: a save changes what an editor changed, and keeps every other byte."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import Any

import pytest
from project import ROOT, SATULAHTI

pytestmark = pytest.mark.tools

SAVING = """
import { readFileSync } from "node:fs";
import { fileFormat, settingsFormat } from "./file_format.js";
const formats = { document: fileFormat(["responsible"], ["draft"]), settings: settingsFormat(["updated"]) };
const saves = JSON.parse(readFileSync(0, "utf-8"));
const results = saves.map(([file, changes, format = "document"]) => {
  const { fromFile, toFile } = formats[format];
  return toFile({ ...(file ? fromFile(file) : {}), ...changes });
});
console.log(JSON.stringify(results));
"""

FILE = """---
# The first one.
number: 14 # its own
code: 1.10
hex: 0x1F
nothing: ~
word: "null"
single: 'it''s: quoted'
responsible: library,  archive
updates:
  # Begun.
  - date: 2026-03-01
    text_fi: 'Alkoi'
  - date: 2026-Q2
    text_fi: Jatkui

# The last one.
last: yes
---


# Suomeksi

Teksti.
"""


@pytest.fixture(scope="module")
def save(tmp_path_factory):
    """Saves a file with changes to its fields, as the form has them; all files of one test in one process."""
    modules = ROOT / "editor/node_modules"
    assert (modules / "yaml").exists(), "The form is not installed. `make editor` installs it."
    folder = tmp_path_factory.mktemp("script")
    shutil.copytree(modules / "yaml/browser/dist", folder / "yaml")
    shutil.copy(ROOT / "generator/preview/form/file_format.js", folder)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")

    def saved(*saves: tuple[Any, ...]) -> list[str]:
        command = ["node", "--input-type=module", "--eval", SAVING]
        process = subprocess.run(
            command, cwd=folder, input=json.dumps(saves), capture_output=True, check=True, encoding="utf-8"
        )
        return json.loads(process.stdout)

    return saved


def test_a_file_in_which_nothing_was_changed_keeps_every_byte(save):
    contents = [ROOT / "content", SATULAHTI]
    files = [file.read_text(encoding="utf-8") for content in contents for file in sorted(content.rglob("*.md"))]
    files += [FILE, "---\nflow: [a, b]\nempty:\n---\n"]

    assert save(*((file, {}) for file in files)) == files


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ({"number": 15}, "number: 14 #", "number: 15 #"),
        ({"draft": "yes"}, "---\n# The first one.", "---\ndraft: yes\n# The first one."),
        ({"code": ""}, "code: 1.10\n", ""),
        ({"nothing": "something"}, "nothing: ~", "nothing: something"),
        ({"nothing": "", "word": "~"}, 'word: "null"', 'word: "~"'),
        ({"single": "a: b"}, "'it''s: quoted'", '"a: b"'),
        ({"responsible": ["library", "archive"]}, "", ""),
        ({"responsible": ["archive"]}, "library,  archive", "archive"),
        ({"responsible": []}, "responsible: library,  archive\n", ""),
        ({"last": "2026-03-01"}, "last: yes", "last: 2026-03-01"),
        ({"body": "# Suomeksi\n\nToinen."}, "\n\n\n# Suomeksi\n\nTeksti.\n", "\n\n# Suomeksi\n\nToinen."),
    ],
)
def test_a_save_changes_what_was_changed(save, changes, old, new):
    assert save((FILE, changes)) == [FILE.replace(old, new) if old else FILE]


def test_entries_that_stay_the_same_keep_their_bytes(save):
    begun = {"text_fi": "Alkoi", "date": "2026-03-01"}
    middle = {"date": "2026-04", "text_fi": "Väli: uusi", "status": ""}
    end = {"date": "2026-Q2", "text_fi": "Jatkui"}
    new = '  - date: 2026-04\n    text_fi: "Väli: uusi"\n'
    last = "  - date: 2026-Q2\n    text_fi: Jatkui\n"

    assert save((FILE, {"updates": [begun, middle, end]}), (FILE, {"updates": [begun]}), (FILE, {"updates": []})) == [
        FILE.replace(last, new + last),
        FILE.replace(last, ""),
        FILE.replace(FILE[FILE.index("updates:") : FILE.index("\n# The last")], ""),
    ]


def test_a_new_file_has_its_fields_in_the_order_of_the_form(save):
    fields = {"number": "1", "title_fi": "- Otsikko", "accepted_fi": "", "updates": [{"date": "2026", "text_fi": "A"}]}

    assert save(("", {**fields, "body": "# Suomeksi\n"})) == [
        '---\nnumber: 1\ntitle_fi: "- Otsikko"\nupdates:\n  - date: 2026\n    text_fi: A\n---\n\n# Suomeksi'
    ]


def test_of_the_settings_only_the_day_is_changed(save):
    settings = (SATULAHTI / "site.yaml").read_text(encoding="utf-8")
    (day,) = re.findall(r"^updated: .*$", settings, re.MULTILINE)

    assert save((settings, {}, "settings"), (settings, {"updated": "2027-01-31"}, "settings")) == [
        settings,
        settings.replace(day, "updated: 2027-01-31"),
    ]
