"""Files written beside their target and then put in its place, so that a half file is never seen."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _

# Windows refuses while a virus scanner or Excel looks at the old file: codes 5, 32, 33.
_WAITS_S = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file to write; when the block ends well it takes the place of ``path``, else nothing changes.

    Raises `UserError` when the folder cannot be written, the disk is full, or the old file is in use.
    """
    path = Path(path)
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
    except OSError as trouble:
        raise UserError(_cannot_write(path)) from trouble
    os.close(handle)
    aside = Path(name)
    try:
        yield aside
        with aside.open("rb+") as f:
            os.fsync(f.fileno())
        _swap(aside, path)
        _settle(path.parent)
    except OSError as trouble:
        raise UserError(_cannot_write(path)) from trouble
    finally:
        aside.unlink(missing_ok=True)


def _swap(aside: Path, path: Path) -> None:
    for wait in _WAITS_S:
        try:
            aside.replace(path)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    aside.replace(path)


def _settle(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _cannot_write(path: Path) -> str:
    return _("“{name}” could not be written. Nothing was changed. Close the program that has it open, "
             "or choose another folder.").format(name=path.name)  # fmt: skip
