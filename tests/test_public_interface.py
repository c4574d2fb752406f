"""What a version promises is still there."""

from __future__ import annotations

from public_interface import LIST, interface

import generator


def test_nothing_that_is_promised_is_gone_and_all_that_is_new_is_promised():
    version, *promised = LIST.read_text(encoding="utf-8").splitlines()

    assert sorted(set(interface())) == promised
    assert version == generator.__version__
