"""Hatch build hook: compile the words and put the resources into the wheel as ``salesdesk/resources``.

A checkout (also an editable install) reads the top-level ``resources`` folder, so nothing is copied there.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LEFT_OUT = {".po", ".ts", ".pot"}


class WheelWords(BuildHookInterface):
    """Runs before hatch collects the files of a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every language, then list the resources that belong into the wheel."""
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from salesdesk.base import i18n  # the project itself, importable only now

        for folder in sorted((root / "resources" / "locale").glob("*/")):
            i18n.compile_catalogue(folder.name, folder / "salesdesk.mo")
        if version == "editable":
            return
        for path in sorted((root / "resources").rglob("*")):
            inside = path.relative_to(root)
            if path.is_file() and path.suffix not in LEFT_OUT and inside.parts[1] != "packaging":
                build_data["force_include"][str(path)] = f"salesdesk/{inside.as_posix()}"
