"""Files written beside their target and then put in its place, so that a half file is never seen.

The one way the program writes anything but the book itself: settings, exports, papers, notes beside copies.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.base.sharing import share

# Windows refuses while a virus scanner or Excel looks at the old file: 2.5 s of patience, for these only.
_BUSY_CODES = (5, 32, 33)
_WAITS_S = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file to write; when the block ends well it takes the place of ``path``, else nothing changes.

    It may be read by its owner only. Raises `UserError` when the folder cannot be written, the disk is
    full, or the old file is in use.
    """
    path = Path(path)
    try:
        with _aside(path) as aside:
            yield aside
            put(aside, path)
    except OSError as trouble:
        raise UserError(_cannot_write(path)) from trouble


def write_text(path: Path, text: str) -> None:
    """Write a small file whole, or leave the old one. Raises `OSError`."""
    with _aside(path) as aside:
        aside.write_text(text, "utf-8")
        put(aside, path)


@contextmanager
def _aside(path: Path) -> Iterator[Path]:
    handle, name = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    aside = Path(name)
    share(aside)
    try:
        yield aside
    finally:
        aside.unlink(missing_ok=True)


def put(aside: Path, path: Path) -> None:
    """Let a finished file take the place of another in its folder, so that a power cut leaves one of them.

    Raises `OSError`; then the old one is there as it was.
    """
    with aside.open("rb+") as f:
        os.fsync(f.fileno())
    for wait in _WAITS_S:
        try:
            aside.replace(path)
            break
        except OSError as trouble:
            if getattr(trouble, "winerror", None) not in _BUSY_CODES:
                raise
            time.sleep(wait)
    else:
        aside.replace(path)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Let the names of a folder reach the disk, where a folder can be asked to. Raises `OSError`."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _cannot_write(path: Path) -> str:
    return _("“{name}” could not be written. Nothing was changed. Close the program that has it open, "
             "or choose another folder.").format(name=path.name)  # fmt: skip
