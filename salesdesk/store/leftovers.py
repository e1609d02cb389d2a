"""What lies beside a book after the program was ended in the middle of an update or a restore."""

import time
from contextlib import suppress
from pathlib import Path

DAY_S = 86_400
_DRAFTS = (".migrating", ".restoring", ".new")


def sweep(book: Path) -> None:
    """Throw away half-made books beside a book: hidden, as large as it is, and of use to nobody.

    Only those not touched for a day, so that another window's work in hand is left alone; whichever way the
    clock was set since. What cannot be removed stays.
    """
    try:
        beside = list(book.parent.iterdir())
    except OSError:
        return
    for path in beside:
        plain = path.name.removesuffix("-wal").removesuffix("-shm").removesuffix("-journal")
        if path.name.startswith(f".{book.name}.") and plain.endswith(_DRAFTS):
            with suppress(OSError):
                if abs(time.time() - path.stat().st_mtime) > DAY_S:
                    path.unlink()
