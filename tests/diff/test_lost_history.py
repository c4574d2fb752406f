"""What was published and is told no more is named by compare, and by check at its field."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from project import quoted

from generator.build import load_preview, load_published, outputs
from generator.cache import Cache
from generator.diff.lost_history import published_losses, uncommitted_losses

COAL = "content/measures/04-coal.md"
BIKES = "content/measures/03-bikes.md"


@pytest.fixture
def new_state(followed, edit):
    """Write a new state over the former one, as it is easily done."""

    def write():
        edit(COAL, "status: joined", "status: dropped")
        edit(COAL, "status_date: 2025-11-03", "status_date: 2026-01-12")
        edit(COAL, "merged_into: 01-heating.md\n", "")

    return write


def git(*arguments):
    name = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *name, *arguments], check=True, capture_output=True)


def test_compare_has_the_lines_that_keep_what_is_gone(new_state, edit, run):
    shutil.copytree("content", "old")
    new_state()
    edit(BIKES, "due: 2026-06-30", "due: 2026-12-31")
    report = run("compare", "old").stdout

    assert (
        report[report.index("### Removed") :].partition("\n\n### 1")[0]
        == """### Removed from the history

This was published and is now missing. Run “tiekartta record” with the same old content to keep it. If it was a mistake, leave it out.

1\\. Bicycles to borrow (`measures/03-bikes.md`):

```yaml
due: 2026-06-30
due_now: 2026-12-31
updates:
  - date: 2026-01-31
    due: 2026-12-31
```

2\\. No more coal (`measures/04-coal.md`):

```yaml
updates:
  - date: 2025-11-03
    text_sv: Värmen utan kol löser också detta.
    text_en: Heat without coal solves this too.
    status: joined
```"""
    )


def test_what_the_last_commit_told_is_named_at_its_field(followed, new_state, run):
    memory = Cache()

    def found():
        with_memory = uncommitted_losses(load_preview(followed, cache=memory), followed.content, memory)
        memory.evict_unused()
        assert with_memory == uncommitted_losses(load_published(followed), followed.content)
        return list(map(quoted, with_memory))

    git("init")
    git("add", ".")
    git("commit", "-m", "Begin")
    assert found() == []
    new_state()

    assert found() == [
        f"{COAL} [status: |dropped]: This was published and is now missing: date: 2025-11-03, text_sv: Värmen utan "
        "kol löser också detta., status: joined. Run: tiekartta record HEAD. If it was a mistake, leave it out."
    ]
    run("record", "HEAD", "--yes")
    assert found() == []


def test_check_names_what_the_published_site_tells(followed, new_state, run):
    files = outputs(load_published(followed), followed)
    Path("data").mkdir()
    for path in ("sitemap.xml", "data/measures.json"):
        Path(path).write_bytes(files[path]())
    new_state()

    assert f"{COAL}:8:9: This was published and is now missing" in run("check", "--published", "sitemap.xml").stderr


@pytest.fixture
def told(followed, new_state):
    """What a site is said to tell that published some open data, when there is a new state."""
    data = json.loads(outputs(load_published(followed), followed)["data/measures.json"]())
    Path("data").mkdir()
    new_state()
    roadmap = load_published(followed)

    def losses(change):
        Path("data/measures.json").write_text(change(data))
        return len(published_losses(roadmap, followed.content, "sitemap.xml"))

    return losses


def test_a_site_whose_data_cannot_be_read_tells_nothing(told):
    unreadable = ["", "[]", '{"measures": 1}', '{"measures": [1]}']

    assert [told(lambda _data, text=text: text) for text in unreadable] == [0, 0, 0, 0]


def test_a_site_of_an_earlier_version_tells_what_it_has(told):
    def older(data):
        kept = {"number", "edition", "title", "status", "status_date"}
        return json.dumps({"measures": [{name: one[name] for name in one if name in kept} for one in data["measures"]]})

    assert (told(json.dumps), told(older), told(lambda _data: json.dumps({"measures": [{"number": 2}]}))) == (1, 1, 0)
