"""Compiles the templates of the theme whenever the program is packaged or installed from its sources."""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledTemplates(BuildHookInterface[Any]):
    """Adds the modules of the templates to a wheel, or leaves them in the sources that an editable install runs."""

    def initialize(self, _version: str, build_data: dict[str, Any]) -> None:
        """Write the modules, which git ignores, so that the wheel must be told of them."""
        sys.path.insert(0, self.root)
        from generator.site.compiled_templates import COMPILED, write_modules

        write_modules()
        build_data["artifacts"] += [f"/{COMPILED.relative_to(self.root).as_posix()}/*.py"]
