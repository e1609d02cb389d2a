"""Qt's binding watches every import; this ends it.

So that ``from __feature__ import snake_case`` could work, PySide6 puts itself before Python's import and,
for each module that is loaded, reads its source text to see whether it speaks of PySide6. Over the seven
hundred modules of this program that is a third of the start and some 20 MiB of text kept for nothing.
Nothing here uses that feature, so imports are given back as soon as Qt is loaded.
"""

import builtins

import PySide6.QtCore  # noqa: F401 - loading it replaces the import


def give_back() -> None:
    """Take PySide6's watching away; nothing happens when it does not watch."""
    before = getattr(builtins, "__orig_import__", None)
    if before is not None:
        builtins.__import__ = before
