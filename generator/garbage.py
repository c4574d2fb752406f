"""Switches the search for garbage of Python: what a build loads is none, and to look through it takes long."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collecting(*, is_enabled: bool) -> Iterator[None]:
    """Search for garbage in a block, or not, and after it as before."""
    was_enabled = gc.isenabled()
    _switch(is_enabled=is_enabled)
    try:
        yield
    finally:
        _switch(is_enabled=was_enabled)


def _switch(*, is_enabled: bool) -> None:
    if is_enabled:
        gc.enable()
    else:
        gc.disable()
