"""Files of a book that several accounts of one computer keep together, in a folder of their group.

Everywhere else what we write belongs to its owner alone. In a folder that hands its group on and that the
group may write (mode 2770), what we make is for the group too: a copy that one of them made must be of use
to the others.
"""

import stat
from contextlib import suppress
from pathlib import Path


def is_shared(folder: Path) -> bool:
    """Whether a folder is one that a group keeps together."""
    try:
        mode = folder.stat().st_mode
    except OSError:
        return False
    return bool(mode & stat.S_ISGID and mode & stat.S_IWGRP)


def share(path: Path) -> None:
    """Let a file or folder just made be the group's too, when the folder it lies in is."""
    if is_shared(path.parent):
        with suppress(OSError):  # it is our own, but some drives know no rights
            path.chmod(0o2770 if path.is_dir() else 0o660)


def make_private_folder(folder: Path) -> None:
    """Make a folder that is its owner's alone, or the group's where its parent is. Raises `OSError`."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        share(folder)
