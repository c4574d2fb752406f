"""The recipe “Add a field to a measure” of CONTRIBUTING.md, followed in a copy of the program."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from project import ROOT

DECLARATION = """
    _text(
        "funding",
        _("Who pays for the measure."),
        "The city pays half.",
        search=Search.PAGE_LANGUAGE,
        is_prose=True,
    ),
"""
LINE = """
  {% if page.extras.funding %}
  <section><h2>{{ t("funding") }}</h2><p>{{ page.extras.funding | mark_terms }}</p></section>
  {% endif %}
"""
# Prints the form's fields of a measure, and the rows of the guide.
FORM_AND_GUIDE = """
import json
from pathlib import Path
from generator.authoring.guide import fields_table
from generator.content.loader import read_settings
from generator.content.schema import measure_fields
from generator.i18n import Translator
from generator.preview.cms_config import form_config
settings = read_settings(Path("content"))
form = form_config(Path("content"), settings, Translator())["collections"][0]["fields"]
guide = fields_table(measure_fields(settings.classifications), settings, Translator("sv")).splitlines()
print(json.dumps({"form": form, "guide": guide}))
"""


def insert(file: str | Path, before: str, text: str) -> None:
    """Puts a text right after what stands once in a file."""
    whole = Path(file).read_text(encoding="utf-8")
    assert whole.count(before) == 1, f"{before!r} stands {whole.count(before)} times in {file}"
    Path(file).write_text(whole.replace(before, before + text), encoding="utf-8")


@pytest.fixture(scope="module")
def changed(tmp_path_factory) -> Path:
    """A project and a copy of the program with the new field, in which the tram has one."""
    folder = tmp_path_factory.mktemp("funding")
    shutil.copytree(ROOT / "tests" / "cities" / "plain" / "content", folder / "content")
    for name in ("generator", "templates", "static"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    # 1. The declaration.
    insert(folder / "generator/content/schema.py", '_EXTRA_FIELDS = _held(\n    "extras",', DECLARATION)
    # 2. A line in the template.
    insert(
        folder / "templates/pages/measure.html",
        '<p class="measure-problem">{{ page.problem | mark_terms }}</p>\n  </section>\n  {% endif %}',
        LINE,
    )
    # 3. Its words.
    insert(folder / "templates/words.yaml", "problem: []\n", "funding: []\n")
    insert(folder / "templates/words/sv.yaml", "problem: Vilket problem löser åtgärden?\n", "funding: Vem betalar?\n")
    insert(folder / "templates/words/en.yaml", "problem: Which problem does it solve?\n", "funding: Who pays?\n")

    fields = "funding_sv: Staden till hälften\nfunding_en: The city by half\n"
    insert(folder / "content/measures/02-tram.md", "number: 2\n", fields)
    result = python(folder, "-m", "generator", "build")
    assert result.returncode == 0, result.stderr
    return folder


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the copy of the program."""
    environment = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT / 'tests'}", "LANGUAGE": "en"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_the_page_of_a_measure_shows_the_field_where_it_has_one(changed):
    tram, heating = (
        (changed / f"site/en/measures/{name}/index.html").read_text(encoding="utf-8")
        for name in ("tram", "district-heating")
    )

    assert "<section><h2>Who pays?</h2><p>The city by half</p></section>" in tram
    assert "Who pays?" not in heating


def test_the_open_data_has_the_field(changed):
    rows = list(csv.DictReader((changed / "site/data/measures.csv").read_text(encoding="utf-8").splitlines()))
    schema = json.loads((changed / "site/data/schema.json").read_text(encoding="utf-8"))
    tram = json.loads((changed / "site/en/measures/tram/measure.json").read_text(encoding="utf-8"))

    assert [(row["funding_sv"], row["funding_en"]) for row in rows] == [
        ("", ""),
        ("Staden till hälften", "The city by half"),
    ]
    assert tram["funding"] == {"sv": "Staden till hälften", "en": "The city by half"}
    assert list(schema["$defs"]["measure"]["properties"]["funding"]["properties"]) == ["sv", "en"]


def test_the_search_finds_the_field(changed):
    indices = [file.read_text(encoding="utf-8") for file in (changed / "site").rglob("search-*.json")]

    assert any("by half" in index for index in indices)


def test_the_spreadsheet_has_the_field_and_takes_it_back(changed):
    python(changed, "-m", "generator", "export", "table.csv")
    table = (changed / "table.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))

    assert [row["Funding (in English)"] for row in rows] == ["", "The city by half"]
    (changed / "table.csv").write_text(table.replace("The city by half", "The state"), encoding="utf-8-sig")
    assert "The state" in python(changed, "-m", "generator", "import", "table.csv", "--dry-run").stderr


def test_the_schema_of_the_front_matter_has_the_field(changed):
    properties = json.loads(python(changed, "-m", "generator", "schema").stdout)["properties"]

    assert properties["funding_en"] == {
        "title": "funding_en",
        "description": "Who pays for the measure.",
        "type": "string",
    }


def test_the_form_and_the_guide_have_the_field(changed):
    made = json.loads(python(changed, "-c", FORM_AND_GUIDE).stdout)

    assert [field["name"] for field in made["form"] if "funding" in field["name"]] == ["funding_sv", "funding_en"]
    assert [row for row in made["guide"] if "funding" in row] == [
        "| `funding_sv`, `funding_en` | *frivilligt*: Who pays for the measure. | `The city pays half.` |"
    ]


def test_one_language_without_the_field_is_a_mistake(changed, tmp_path):
    shutil.copytree(changed / "content", tmp_path / "content")
    tram = tmp_path / "content/measures/02-tram.md"
    tram.write_text(tram.read_text(encoding="utf-8").replace("funding_en: The city by half\n", ""), encoding="utf-8")
    result = python(changed, "-m", "generator", "--content", str(tmp_path / "content"), "check")

    assert '"funding_en" is missing' in result.stdout + result.stderr
