"""What the content has lost since it was committed or published, for check and the preview."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.cache import Cache
from generator.diagnostics import Diagnostic, Severity
from generator.diff.lost_history import published_losses, uncommitted_losses
from generator.diff.uncommitted import lost_addresses
from generator.model import Roadmap


def lost_since(
    roadmap: Roadmap, content: Path, published: str | None = None, cache: Cache | None = None
) -> Iterator[Diagnostic]:
    """Yield advice on addresses and history that were lost since the last commit, or since a site was published."""
    losses = published_losses(roadmap, content, published) if published else uncommitted_losses(roadmap, content, cache)
    return (replace(lost, severity=Severity.ADVICE) for lost in (*lost_addresses(roadmap, content), *losses))
