"""Room on a disk: how much is left where a book lies, what it is called, and when it gets tight."""

import os
import shutil
import sys
from pathlib import Path

LEAST = 300_000_000
"""Bytes that should stay free beside a book, and three times the book's own size: a copy, an update and
an import each need room of their own."""
TIMES = 3
_PLENTY = 1 << 60


def free(path: Path) -> int:
    """Bytes that may still be written where a file lies or would lie; a lot when nobody can tell."""
    for folder in (path, *path.parents):
        try:
            return shutil.disk_usage(folder).free
        except OSError:  # not there yet, or gone with its drive
            continue
    return _PLENTY


def missing_mb(book: Path) -> int:
    """How many megabytes are missing to work without care; 0 when there is room enough."""
    try:
        size = book.stat().st_size
    except OSError:
        size = 0
    missing = max(LEAST, TIMES * size) - free(book)
    return -(-missing // 1_000_000) if missing > 0 else 0


def drive_of(path: Path) -> str:
    """The name a person knows a file's drive by: "D:", the name of a stick, or where it is mounted."""
    path = Path(os.path.abspath(path))  # noqa: PTH100 - without asking a drive that may have gone
    if sys.platform == "win32":
        return path.drive
    if sys.platform == "darwin":
        return path.parts[2] if path.parts[1:2] == ("Volumes",) and len(path.parts) > 2 else "Macintosh HD"
    point = next((folder for folder in (path, *path.parents) if _is_mount(folder)), Path("/"))
    return str(point)


def _is_mount(folder: Path) -> bool:
    try:
        return folder.is_mount()
    except OSError:
        return False
