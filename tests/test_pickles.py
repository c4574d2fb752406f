"""Values survive a pickle, those of the settings as they are; and a pickle of somebody else runs no code."""

from __future__ import annotations

import os
import pickle
import zlib
from pathlib import Path

import pytest

from generator.build import load_published
from generator.output.build_record import BuildRecord, record_in
from generator.pickles import SharedValues, StoredMapping, UnknownValue, dumps, loads, store

NOTHING = SharedValues({})


class Evil:
    def __reduce__(self):
        return os.mkdir, ("evil",)


class Imported:
    """Names a class of the program that is no value."""

    def __reduce__(self):
        from generator.output.site_folder import SiteFolder

        return SiteFolder, (Path("site"),)


def test_a_measure_is_what_it_was_and_its_values_are_those_of_the_settings(city):
    roadmap = load_published(city)
    values = {f"{value.key}": value for taxonomy in roadmap.classifications for value in taxonomy.values}
    shared = SharedValues(values)

    for measure in roadmap.measures:
        read = loads(dumps(measure, shared), shared)
        assert (read, read.locations, read.digest) == (measure, measure.locations, measure.digest)
        assert all(value is known for value, known in zip(read.values, measure.values, strict=True))


def test_a_body_is_the_same_whenever_it_is_read(city):
    for measure in load_published(city).measures:
        bodies = StoredMapping(store(measure.body.by_code))

        first = dict(bodies)
        for others in range(200):
            dict(StoredMapping(store({"other": others})))
        assert (dict(bodies), len(bodies), "xx" in bodies) == (first, 2, False)
        assert first == measure.body.by_code


def test_a_stored_mapping_runs_no_code(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(UnknownValue):
        dict(StoredMapping(zlib.compress(pickle.dumps({"fi": Evil()}))))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "data",
    [
        pickle.dumps(Evil()),
        pickle.dumps(Imported()),
        pickle.dumps(print),
        b"",
        b"cos\\nsystem\\n",
        b"\\x80\\x05nonsense",
    ],
)
def test_what_is_no_value_is_refused(tmp_path, monkeypatch, data):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(UnknownValue):
        loads(data, NOTHING)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "data", [b"", b"{}\n", b"null\n", b'{"format": 0}\n', b"\xff\n", b'{"format": 2, "header": []}\n']
)
def test_a_record_that_is_not_whole_is_an_empty_one(data):
    assert record_in(data) == BuildRecord()
