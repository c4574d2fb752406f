"""The Data Package, held against its tables."""

from __future__ import annotations

import json
import subprocess
import sys

from export.data import files_of


def test_the_data_package_is_valid_with_its_tables(example, city, followed, tmp_path):
    for name, files in (("example", example), ("city", files_of(city))):
        for path, content in files.items():
            if path.startswith("data/"):
                (tmp_path / name / path).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / name / path).write_bytes(content)
        # A process of its own: its libraries warn of one another.
        command = [sys.executable, "-W", "ignore", "-m", "frictionless", "validate", "--json", "datapackage.json"]
        result = subprocess.run(command, cwd=tmp_path / name / "data", capture_output=True, text=True, check=False)

        report = json.loads(result.stdout)
        assert [error for task in report["tasks"] for error in task["errors"]] + report["errors"] == []
        assert [task["name"] for task in report["tasks"]] == ["measures", "classifications", "indicators"]


def test_the_data_package_says_what_the_tables_are(followed):
    package = json.loads(files_of(followed)["data/datapackage.json"])
    measures = package["resources"][0]
    fields = {one["name"]: one for one in measures["schema"]["fields"]}

    assert (package["name"], package["title"]) == ("exempelstads-klimatplan", "Exempelstads klimatplan")
    assert package["created"] == "2026-01-31T00:00:00Z"
    assert package["sources"] == [{"title": "Exempelstad, klimatplanen", "path": "https://stad.example/"}]
    assert "licenses" not in package
    assert measures["schema"]["primaryKey"] == ["designation"]
    assert measures["schema"]["foreignKeys"] == [
        {"fields": "merged_into", "reference": {"resource": "", "fields": "designation"}}
    ]
    assert fields["goal"]["constraints"] == {"required": True, "enum": ["X", "Y"]}
    assert (fields["number"]["type"], fields["due"]["type"], fields["url_sv"]["format"]) == ("integer", "string", "uri")
    assert (fields["title_en"]["title"], fields["title_en"]["description"]) == (
        "rubrik (engelska)",
        "Rubriken på sidan.",
    )


def test_a_licence_is_named_where_it_is_set(city, edit):
    address = "https://creativecommons.org/licenses/by/4.0/"
    licence = f"updated: 2026-01-31\nlicence: CC BY 4.0\nlicence_url: {address}\n"
    edit("content/site.yaml", "updated: 2026-01-31\n", licence)
    files = files_of(city)

    assert json.loads(files["data/datapackage.json"])["licenses"] == [
        {"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": address}
    ]
    assert json.loads(files["data/measures.json"])["licence"] == "CC BY 4.0"
    distributions = json.loads(files["data/dcat.jsonld"])["dcat:distribution"]
    assert {one["dcterms:license"]["@id"] for one in distributions} == {address}
