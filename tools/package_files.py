"""Makes what can be made of the theme whenever the program is packaged, or installed from its sources."""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackagedFiles(BuildHookInterface[Any]):
    """Adds compiled templates and drawn icons to a wheel, or leaves them where an editable install finds them."""

    def initialize(self, _version: str, build_data: dict[str, Any]) -> None:
        """Write the files, which git ignores, so that the wheel must be told of them."""
        sys.path.insert(0, self.root)
        from generator.site.compiled_templates import write_modules
        from generator.site.meta.webmanifest import write_theme_icons
        from generator.site.packaged import PACKAGED

        files = write_modules() | write_theme_icons()
        for file in {*PACKAGED.glob("*.py"), *PACKAGED.glob("*.png")} - files:
            file.unlink(missing_ok=True)
        folder = PACKAGED.relative_to(self.root).as_posix()
        build_data["artifacts"] += [f"/{folder}/*.py", f"/{folder}/*.png"]
