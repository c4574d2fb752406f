"""The guide for editors is made of a city's own fields, values and languages."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from project import CITIES, ROOT

from generator.authoring.guide import guide
from generator.content.loader import read_settings
from generator.i18n import EDITOR_LANGUAGES, Translator


def guide_of(content: Path, language: str = "en", files: tuple[str, ...] = ()) -> str:
    return guide(read_settings(content), Translator(language), files)


def test_the_example_of_a_measure_has_the_classifications_and_languages_of_the_city():
    text = guide_of(CITIES / "trilingual" / "content")

    assert text.partition("<!-- example -->\n\n```\n")[2].partition("```")[0].splitlines() == [
        "---",
        "number: 14",
        "goal: A",
        "weight: S",
        "title_en: Introducing an IoT platform",
        "title_fi: IoT-alustan käyttöönotto",
        "title_sv: Införande av en IoT-plattform",
        "slug_en: iot-platform",
        "slug_fi: iot-alusta",
        "slug_sv: iot-plattform",
        "problem_en: How do we use all the information that our work produces?",
        "problem_fi: Miten varmistamme, että hyödynnämme kaiken toiminnassa syntyvän tiedon?",
        "problem_sv: Hur säkerställer vi att vi utnyttjar all information som uppkommer i verksamheten?",
        "keywords_en: sensor, meter",
        "keywords_fi: anturi, mittari",
        "keywords_sv: sensor, mätare",
        "---",
        "",
        "# In English",
        "",
        "…",
        "",
        "# Suomeksi",
        "",
        "…",
        "",
        "# På svenska",
        "",
        "…",
    ]


def test_the_values_are_named_in_the_language_of_the_editors():
    (row,) = (line for line in guide_of(CITIES / "trilingual" / "content").splitlines() if line.startswith("| `goal`"))

    assert row == "| `goal` | One of the values of this classification. | `A` (Clean water), `B` (Safe streets) |"


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content of a new city in German."""
    city = tmp_path_factory.mktemp("german") / "city"
    command = [sys.executable, "-m", "generator", "init", city, "--name", "Klimaplan", "--languages", "de"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return city / "content"


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_pages_of_tracking_are_called_as_on_the_site(language):
    words = yaml.safe_load((ROOT / "templates" / "words" / f"{language}.yaml").read_text(encoding="utf-8"))
    text = guide_of(CITIES / "trilingual" / "content", language)

    assert [words[page] for page in ("standing", "changes", "indicators") if f"”{words[page]}”" not in text] == []


@pytest.mark.parametrize("language", EDITOR_LANGUAGES)
def test_a_city_of_one_language_reads_nothing_of_translations(language, german):
    text = guide_of(german, language)

    assert [word for word in ("_fi", "_sv", "tiekartta accept", "tiekartta translations") if word in text] == []
    assert "| `title_de` |" in text


def test_a_translation_that_is_official_as_it_is_written_needs_no_approval(city, edit):
    unofficial = guide_of(city.content)
    edit("content/site.yaml", "official: no", "official: yes")
    official = guide_of(city.content)

    assert "| not approved | nobody has approved the translation, or it was changed" in unofficial
    assert "| not approved | the translation was changed after it was approved |" in official
    assert "| approved | the city has approved exactly these texts, or has never recorded" in official


@pytest.mark.parametrize("language", EDITOR_LANGUAGES)
def test_a_guide_shows_only_what_is_there(language):
    content = CITIES / "trilingual" / "content"

    assert "](preview" not in guide_of(content, language)
    assert "requirements.txt" not in guide_of(content, language, ("pyproject.toml",))


@pytest.mark.parametrize("language", EDITOR_LANGUAGES)
def test_a_guide_is_clean_markdown(language):
    text = guide_of(CITIES / "trilingual" / "content", language)

    assert [line for line in text.splitlines() if "{%" in line or "{{" in line or line != line.rstrip()] == []
    assert "\n\n\n" not in text
    # A heading and a table stand after an empty line.
    assert re.findall(r"[^\n|]\n(?:#+ \w.*|\|.*)", re.sub(r"```.*?```", "", text, flags=re.DOTALL)) == []


def test_no_guide_is_written_of_content_with_a_problem(city, edit, run):
    edit("content/site.yaml", "updated: 2026-01-31", "updated: someday")
    result = run("guide", "--output", "GUIDE.md")

    assert (result.exit_code, "someday" in result.stderr) == (1, True)
    assert not Path("GUIDE.md").exists()
