"""Tiekartta publishes a city's roadmap.

    content/ ──load──▶ Roadmap ──check──▶ Roadmap ──render──▶ (path, bytes)… ──write──▶ site/

The parts and their layers: `[tool.importlinter]` in pyproject.toml.
"""

__version__ = "1.0.0"
