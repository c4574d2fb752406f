"""Makes the files of a site: all of them, or those that would differ from what the last build made.

A file is made of the answers to its queries (generator/queries.py) and of what holds for the whole site. Workers render
each file, check it, compress it and write it, and send back its record.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, NamedTuple, Self

from generator.checks.site.checker import file_facts, has_links, site_errors
from generator.checks.site.facts import FileFacts
from generator.checks.site.site_files import SiteFiles
from generator.content.measure_reader import ReadMeasures
from generator.diagnostics import ContentError, Diagnostic, Location
from generator.hosting.precompress import compressed_copies
from generator.i18n import Message
from generator.output.build_record import (
    BuildRecord,
    FilePacker,
    FileRecord,
    Fragments,
    packed,
    unpacked,
    unpacked_files,
)
from generator.output.earlier_files import EarlierFiles, FileGone, Output, identity
from generator.output.fragments import EarlierFragments, in_columns, remove_fragments
from generator.output.site_folder import Staging
from generator.parallel import run
from generator.pickles import UnknownValue
from generator.queries import Answers, Query, record_queries
from generator.site.assets import renamed_assets


@dataclass(frozen=True, slots=True)
class SitePlan:
    """What makes the files of a site, by their paths from the root.

    `host_files` are for hosts, not for readers. `last` are the files that best wait until the sizes of others are
    known, of which `learn` is told. `constants` are what every file may depend on. `sources` returns the file that a
    problem of a page is told of, by the path of the page.
    """

    outputs: Mapping[str, Output]
    host_files: Mapping[str, bytes]
    last: Collection[str]
    learn: Callable[[str, int], None]
    answers: Answers
    constants: tuple[object, ...]
    sources: Callable[[], Mapping[str, str]]
    base_url: str
    is_compressed: bool


class MadeFile(NamedTuple):
    """A file that was made: its record, and the SHA-256 sums of what was written for it, its compressed copies too."""

    record: FileRecord
    sums: Mapping[str, str]


class SiteBuilder:
    """Makes the files of a site.

    Args:
        plan: What makes them.
        earlier: The record of the last build, an empty one where none can be believed.
        staging: Where they are written; None where they are only checked.
    """

    def __init__(self, plan: SitePlan, earlier: BuildRecord, staging: Staging | None) -> None:
        self._plan, self._staging = plan, staging
        self._present = staging.present if staging else {}
        self._site = SiteFiles(frozenset(plan.outputs), plan.base_url)
        self._forget()
        if earlier.constants == plan.constants:
            self._compare(earlier)
        self._renamed = renamed_assets(self._earlier.assets, plan.outputs)

    @property
    def page_count(self) -> int:
        """How many pages the site has."""
        return sum(path.endswith(".html") for path in self._plan.outputs)

    def make(self, label: Message) -> Self:
        """Make what would differ. `label` tells whoever follows what is being done.

        Raises:
            ContentError: A finished file has something to fix; it has all that is wrong.
        """
        plan, last = self._plan, frozenset(self._plan.last)
        self._make([path for path in plan.outputs if path not in self.sums and path not in last], label)
        for path, record in self._earlier.waiting.items():
            if self._earlier.is_same(path, record):
                self._add(path, record)
        self._make([path for path in plan.last if path not in self.sums], label)
        for path, content in plan.host_files.items():
            self.sums[path] = self._write(path, content)
        self._raise_errors()
        return self

    def record(self, measures: ReadMeasures) -> BuildRecord:
        """Return the record of the build."""
        return BuildRecord(self._plan.constants, self._packer.packs(), measures)

    def _forget(self) -> None:
        """Begin as where there was no build before."""
        fingerprint = self._plan.answers.fingerprint
        self._earlier = EarlierFiles(self._plan.outputs, self._plan.last, fingerprint)
        self._packer = FilePacker(fingerprint)
        # The sum of every file that the site has now.
        self.sums: dict[str, str] = {}
        self._has_same_facts = True

    def _compare(self, earlier: BuildRecord) -> None:
        """Find which files would be what they are."""
        try:
            for pack in earlier.packs:
                for path, record in self._earlier.compare(pack, self._packer).items():
                    self._learn(path, record)
        except (FileGone, UnknownValue):
            # Where a file goes, all are made anew, to find what links to it.
            self._forget()

    def _make(self, paths: Iterable[str], label: Message) -> None:
        for path, (record, sums) in run(self._jobs(paths), label):
            earlier = self._earlier.record_of(path)
            self._has_same_facts &= earlier is not None and earlier.facts == record.facts
            self._packer.add(path, record)
            self._plan.learn(path, record.size)
            self.sums |= sums

    def _jobs(self, paths: Iterable[str]) -> dict[str, Callable[[], MadeFile]]:
        """Return what makes each file; one that is not written need not be made for other names of assets."""
        jobs = dict[str, Callable[[], MadeFile]]()
        for path in paths:
            record = self._earlier.with_other_assets(path) if self._renamed else None
            if record is None:
                jobs[path] = partial(self._made, path, self._plan.outputs[path])
            elif self._staging:
                jobs[path] = partial(self._with_renamed_assets, path, record, self._staging)
            else:
                self._add(path, record)
        return jobs

    def _learn(self, path: str, record: FileRecord) -> None:
        """Take over a file that is as it was."""
        self._plan.learn(path, record.size)
        for name in (path, *record.copies):
            self.sums[name] = self._present.get(name, "")

    def _add(self, path: str, record: FileRecord) -> None:
        self._packer.add(path, record)
        self._learn(path, record)

    def _raise_errors(self) -> None:
        # Nothing was wrong with the last site.
        if self._has_same_facts:
            return
        found = {
            path: record.facts for pack in self._packer.packs() for path, record in unpacked_files(pack).files.items()
        }
        if errors := tuple(site_errors({path: found[path] for path in self._plan.outputs})):
            sources = self._plan.sources()
            raise ContentError(Diagnostic(Location(sources.get(path, path)), message) for path, message in errors)

    def _is_same(self, query: Query) -> bool:
        return query not in self._earlier.differing

    def _made(self, path: str, output: Output) -> MadeFile:
        """Make a file, check and write it."""
        if self._staging is None and not has_links(path):
            return MadeFile(FileRecord(identity(output), 0, FileFacts(), ()), {path: ""})
        earlier = self._earlier.record_of(path)
        fragments = unpacked(earlier.fragments) if earlier and earlier.fragments else Fragments()
        with (
            EarlierFragments(path, fragments, self._open_present, self._is_same) as known,
            record_queries(known.find) as recording,
        ):
            content = output()
        fragments = in_columns(recording.fragments)
        facts = FileFacts()
        if has_links(path):
            facts = file_facts(path, remove_fragments(content, fragments, known.taken), self._site)
        packed_fragments = packed(fragments) if fragments.names else b""
        record = FileRecord(identity(output), len(content), facts, recording.asked(), packed_fragments)
        return self._written(path, content, record, earlier)

    def _with_renamed_assets(self, path: str, earlier: FileRecord, staging: Staging) -> MadeFile:
        """Write a file that is what it was but for the names of assets, which are as long as they were."""
        content = staging.read_present(path)
        for old, new in self._renamed.items():
            content = content.replace(old.encode(), new.encode())
        return self._written(path, content, earlier, earlier)

    def _written(self, path: str, content: bytes, record: FileRecord, earlier: FileRecord | None) -> MadeFile:
        """Write a file, and its compressed copies where it is not what it was."""
        sums = {path: self._write(path, content)}
        if earlier is not None and self._present.get(path) == sums[path]:
            sums |= {name: self._present[name] for name in earlier.copies}
        elif self._plan.is_compressed and self._staging:
            sums |= {name: self._write(name, copy) for name, copy in compressed_copies(path, content)}
        return MadeFile(record._replace(copies=tuple(name for name in sums if name != path)), sums)

    def _open_present(self, path: str) -> BinaryIO | None:
        return self._staging.open_present(path) if self._staging else None

    def _write(self, path: str, content: bytes) -> str:
        return self._staging.write(path, content) if self._staging else ""
