"""Makes the files of a site: all of them, or those that would differ from what the last build made.

A file is made of the answers to its queries (generator/queries.py) and of what holds for the whole site. Workers render
each file, check it, compress it and write it, and send back its record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from sys import intern
from typing import Any, BinaryIO, Self

from generator.checks.site.checker import file_facts, has_links, site_errors
from generator.checks.site.facts import FileFacts
from generator.checks.site.site_files import SiteFiles
from generator.content.measure_reader import ReadMeasures
from generator.diagnostics import ContentError, Diagnostic, Location
from generator.hosting.precompress import compressed_copies
from generator.i18n import Message
from generator.model import Language
from generator.output.build_record import HOST_FILE, BuildRecord, FileRecord, Fragments
from generator.output.fragments import EarlierFragments, in_columns, remove_fragments
from generator.output.site_folder import Staging
from generator.parallel import run
from generator.queries import Answers, Query, argument_key, record_queries
from generator.site.assets import renamed_assets
from generator.urls import ASSETS, RedirectPage, Route, subject_key

Output = Callable[[], bytes]

# The query for the path of an asset.
_PATH_OF_ASSET = "Assets.path"


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


class SiteBuilder:
    """Makes the files of a site.

    Args:
        plan: What makes them.
        earlier: The record of the last build, an empty one where none can be believed.
        staging: Where they are written; None where they are only checked.
    """

    def __init__(self, plan: SitePlan, earlier: BuildRecord, staging: Staging | None) -> None:
        self._plan, self._staging = plan, staging
        self._site = SiteFiles(frozenset(plan.outputs), plan.base_url)
        # Where a file goes, all are made anew, to find what links to it. Who links to an asset asked for it.
        gone = {path for path in earlier.paths() - plan.outputs.keys() if not path.startswith(ASSETS)}
        is_same = earlier.constants == plan.constants and not gone
        self._earlier = earlier if is_same else BuildRecord()
        self._renamed = renamed_assets(self._earlier.files, plan.outputs)
        self._files: dict[str, FileRecord] = {}
        # Other processes make them anew for each file: here each is kept once.
        self._queries: dict[Query, Query] = {}

    @property
    def page_count(self) -> int:
        """How many pages the site has."""
        return sum(path.endswith(".html") for path in self._plan.outputs)

    def make(self, label: Message) -> Self:
        """Make what would differ. `label` tells whoever follows what is being done.

        Raises:
            ContentError: A finished file has something to fix; it has all that is wrong.
        """
        plan = self._plan
        for outputs in self._stages():
            jobs = self._jobs(outputs)
            self._files |= {path: self._earlier.files[path] for path in outputs if path not in jobs}
            for path, record in run(jobs, label):
                self._files[path] = self._shared(record)
            for path in outputs:
                plan.learn(path, self._files[path].size)
        for path, content in plan.host_files.items():
            sums = {path: self._write(path, content)}
            self._files[path] = FileRecord(HOST_FILE, sums, len(content), FileFacts(), ())
        self._raise_errors()
        return self

    def sums(self) -> dict[str, str]:
        """Return the sum of every file that the site has now."""
        return {path: written for record in self._files.values() for path, written in record.sums.items()}

    def record(self, measures: ReadMeasures) -> BuildRecord:
        """Return the record of the build."""
        queries = frozenset[Query]().union(*(record.queries for record in self._files.values()))
        answers = {query: self._plan.answers.fingerprint(query) for query in queries}
        return BuildRecord(self._plan.constants, self._files, answers, measures)

    def _stages(self) -> Sequence[Mapping[str, Output]]:
        """Return the outputs in the order in which they are made."""
        outputs = self._plan.outputs
        last = {path: outputs[path] for path in self._plan.last}
        return {path: output for path, output in outputs.items() if path not in last}, last

    def _raise_errors(self) -> None:
        facts = {path: self._files[path].facts for path in self._plan.outputs}
        if errors := tuple(site_errors(facts)):
            sources = self._plan.sources()
            raise ContentError(Diagnostic(Location(sources.get(path, path)), message) for path, message in errors)

    def _jobs(self, outputs: Mapping[str, Output]) -> dict[str, Callable[[], FileRecord]]:
        """Return what makes each file that would not be what it is."""
        found = {path: self._earlier.files[path] for path in outputs if path in self._earlier.files}
        found = {path: record for path, record in found.items() if record.identity == identity(outputs[path])}
        queries = frozenset[Query]().union(*(record.queries for record in found.values()))
        fingerprint, earlier = self._plan.answers.fingerprint, self._earlier.answers
        stale = {query for query in queries if fingerprint(query) != earlier.get(query)}
        of_names = {query for query in stale if query[0] == _PATH_OF_ASSET} if self._renamed else set()
        jobs: dict[str, Callable[[], FileRecord]] = {}
        for path, output in outputs.items():
            record = found.get(path)
            if record is None or not of_names.issuperset(differing := stale.intersection(record.queries)):
                jobs[path] = partial(self._made, path, output)
            elif differing and self._staging:
                jobs[path] = partial(self._with_renamed_assets, path, record, self._staging)
        return jobs

    def _is_same(self, query: Query) -> bool:
        return self._plan.answers.fingerprint(query) == self._earlier.answers.get(query)

    def _made(self, path: str, output: Output) -> FileRecord:
        if self._staging is None and not has_links(path):
            return FileRecord(identity(output), {path: ""}, 0, FileFacts(), ())
        earlier = self._earlier.files.get(path)
        fragments = earlier.fragments if earlier else Fragments()
        with (
            EarlierFragments(path, fragments, self._open_present, self._is_same) as known,
            record_queries(known.find) as recording,
        ):
            content = output()
        fragments = in_columns(recording.fragments)
        facts = FileFacts()
        if has_links(path):
            facts = file_facts(path, remove_fragments(content, fragments, known.taken), self._site)
        sums = self._written(path, content, earlier)
        return FileRecord(identity(output), sums, len(content), facts, recording.asked(), fragments)

    def _with_renamed_assets(self, path: str, record: FileRecord, staging: Staging) -> FileRecord:
        """Write a file that is what it was but for the names of assets, which are as long as they were."""
        content = staging.read_present(path)
        for old, new in self._renamed.items():
            content = content.replace(old.encode(), new.encode())
        return record._replace(sums=self._written(path, content, record))

    def _written(self, path: str, content: bytes, earlier: FileRecord | None) -> dict[str, str]:
        """Write a file, and its compressed copies where it is not what it was, and return their sums."""
        sums = {path: self._write(path, content)}
        if earlier is not None and earlier.sums.get(path) == sums[path]:
            return dict(earlier.sums)
        if self._plan.is_compressed and self._staging:
            sums |= {name: self._write(name, copy) for name, copy in compressed_copies(path, content)}
        return sums

    def _open_present(self, path: str) -> BinaryIO | None:
        return self._staging.open_present(path) if self._staging else None

    def _shared(self, record: FileRecord) -> FileRecord:
        """Return a record whose parts are those that others have too: another process made them."""

        def shared(queries: Iterable[Query]) -> tuple[Query, ...]:
            return tuple([self._queries.setdefault(query, query) for query in queries])

        names, values, of_names = record.fragments
        fragments = Fragments(tuple(map(intern, names)), values, tuple(map(shared, of_names)))
        return record._replace(facts=record.facts.interned(), queries=shared(record.queries), fragments=fragments)

    def _write(self, path: str, content: bytes) -> str:
        return self._staging.write(path, content) if self._staging else ""


def identity(output: Output) -> Hashable:
    """Return what tells an output from others that may lie at its path: what it is a function of."""
    return tuple(map(_identity, output.args)) if isinstance(output, partial) else None


def _identity(argument: Any) -> Hashable:
    match argument:
        case Route():
            return (_identity(subject_key(argument.subject)), argument.language.code, argument.page)
        case RedirectPage():
            return (argument.path, argument.redirect.new)
        case Language():
            return argument.code
        case bytes():
            return hashlib.sha256(argument).hexdigest()
        case tuple():
            return tuple(map(_identity, argument))
        case str() | int() | None:
            return argument
        case _ if hasattr(argument, "path") or hasattr(argument, "key"):
            return argument_key(argument)
        case _:
            return type(argument).__name__
