"""The check of the whole roadmap: what its files say together."""

from __future__ import annotations

import json
from pathlib import Path

TRAM = "content/measures/02-tram.md"
HEATING = "content/measures/01-heating.md"


def test_a_value_that_lost_its_last_measure_keeps_its_page_and_is_advice(run, edit):
    edit(TRAM, "goal: Y", "goal: X")
    result = run("check", "--format", "json")
    run("build")

    assert result.exit_code == 0
    assert [(entry["kind"], entry["file"], entry["message"]) for entry in json.loads(result.stdout)] == [
        (
            "advice",
            "content/classifications.yaml",
            (
                'No published measure has the value "Y" of "goal", and its page says so. If that is a mistake, '
                "give a measure this value. Or write why you keep it: kept: unused-value (…)"
            ),
        )
    ]
    assert '<p class="quiet">No measures</p>' in Path("site/en/goals/sustainable-travel/index.html").read_text()


def test_the_last_measure_of_a_value_may_be_deleted_with_its_redirects(run, edit):
    edit(HEATING, "[the tram](02-tram.md)", "the tram")
    edit(HEATING, "[spårvagnen](02-tram.md)", "spårvagnen")
    Path(TRAM).unlink()
    edit(
        "content/site.yaml",
        "updated: 2026-01-31\n",
        "updated: 2026-01-31\nredirects:\n  /atgarder/sparvagn/: /atgarder/\n  /en/measures/tram/: /en/measures/\n",
    )

    assert run("build").exit_code == 0
    assert Path("site/en/goals/sustainable-travel/index.html").is_file()
