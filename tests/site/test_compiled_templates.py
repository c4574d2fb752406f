from __future__ import annotations

import pytest

from generator.site import packaged
from generator.site.compiled_templates import compiled_template, write_modules
from generator.theme import BUILT_IN

NAME = "pages/not_found.html"
FILE = BUILT_IN / "templates" / NAME
SOURCE = FILE.read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def modules(tmp_path, monkeypatch):
    monkeypatch.setattr(packaged, "PACKAGED", tmp_path / "packaged_files")
    return write_modules()


def test_the_code_of_a_template_names_its_file_in_tracebacks():
    code = compiled_template(NAME, SOURCE, str(FILE))

    assert code is not None
    assert code.co_filename == str(FILE)


def test_an_edited_template_is_compiled_anew():
    assert compiled_template(NAME, SOURCE + "\n", str(FILE)) is None


def test_modules_are_written_once(modules):
    before = {module: module.stat().st_mtime_ns for module in modules}
    write_modules()

    assert {module: module.stat().st_mtime_ns for module in modules} == before
