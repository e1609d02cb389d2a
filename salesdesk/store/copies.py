"""Which proven copies of a book there are, told by the notes beside them."""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from salesdesk.base import atomic, clock

FORMAT = 2
UNDO_DAYS = 30
"""So long a restore that nobody confirmed keeps every copy in its place, and so long it can be undone."""
_HOLD = "restored.json"
_NAME = re.compile(r"salesdesk-[0-9a-f]{8}-(\d{8})-\d{8}T\d{6}Z-(\w+)\.sdbk$")


class Backup(NamedTuple):
    """A copy. ``sequence`` orders them, whatever the clock says; ``reason`` is start, change, exit,
    import, bulk, migration, restore or manual. ``open_work`` counts open deals and cases, ``events`` what
    was said and done; -1 for copies of earlier versions, which did not count. ``restored_at`` is when this
    very copy was put back in trial; ``target`` the version of the update it was made before; ``head`` the
    newest step and change in it; ``monotonic`` the seconds the computer had been running. ``short_of_room``
    is only known of a copy just made: fewer stay than are wished for."""

    path: Path
    sequence: int
    made_at: datetime
    reason: str
    parties: int
    size: int
    events: int = -1
    open_work: int = -1
    file_uuid: str = ""
    restored_at: datetime | None = None
    target: int = 0
    head: str = ""
    monotonic: float = 0.0
    short_of_room: bool = False


class Hold(NamedTuple):
    """A restore that has not been confirmed: no copy is tidied up meanwhile.

    ``copy`` and ``before`` are the file names of what was restored and of the book before it.
    """

    copy: str
    before: str
    at: datetime


def list_backups(folder: Path, file_uuid: str = "") -> list[Backup]:
    """The proven copies in a folder, newest (highest sequence) first; none when it cannot be read.

    With ``file_uuid`` only those of that book: another shop's may lie on the same stick.
    """
    return list(walk(folder, file_uuid))


def walk(folder: Path, file_uuid: str = "") -> Iterator[Backup]:
    """As `list_backups`, one after the other: whoever wants the newest reads only its note."""
    try:
        names = [(int(match[1]), path) for path in folder.glob("salesdesk-*.sdbk")
                 if (match := _NAME.search(path.name)) is not None]  # fmt: skip
    except OSError:  # a stick that is just being pulled out
        return
    for _sequence, path in sorted(names, reverse=True):
        made = read_backup(path)
        if made is not None and (not file_uuid or made.file_uuid in (file_uuid, "")):
            yield made


def read_backup(path: Path) -> Backup | None:
    """A copy by its file; None without the note beside it that says it was proven."""
    match = _NAME.search(path.name)
    if match is None:
        return None
    try:
        facts = note_of(path)
        restored = facts.get("restored_at")
        return Backup(
            path=path,
            sequence=int(match[1]),
            made_at=datetime.fromisoformat(facts["made_at"]),
            reason=match[2],
            parties=int(facts["parties"]),
            size=int(facts["size"]),
            events=int(facts.get("events", -1)),
            open_work=int(facts.get("open_work", -1)),
            file_uuid=str(facts.get("file_uuid", "")),
            restored_at=datetime.fromisoformat(restored) if restored else None,
            target=int(facts.get("target", 0)),
            head=str(facts.get("head", "")),
            monotonic=float(facts.get("monotonic", 0)),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def note_of(path: Path) -> dict[str, Any]:
    """The note beside a copy. Raises `OSError` without one, `ValueError` when it cannot be read."""
    facts = json.loads(path.with_suffix(".json").read_text("utf-8"))
    if not isinstance(facts, dict):
        raise ValueError("no note")
    return facts


def write_note(path: Path, facts: dict[str, Any]) -> None:
    """Write the note beside a copy, whole or not at all. Raises `OSError`."""
    atomic.write_text(path.with_suffix(".json"), json.dumps(facts, ensure_ascii=False, indent=1))


def noted_sum(backup: Backup) -> str:
    """The SHA-256 of a copy when it was proven, as noted beside it."""
    return str(note_of(backup.path)["sha256"])


def sum_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sum_on_disk(path: Path) -> str:
    """The SHA-256 of a file just written, read from the disk itself as far as the system lets one ask."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return sum_of(path)


def is_intact(backup: Backup) -> bool:
    """Whether a copy still is, to the last byte, what was proven when it was made; False when it is gone."""
    try:
        return noted_sum(backup) == sum_of(backup.path)
    except (OSError, ValueError, KeyError):
        return False


def last_restored(copies: Iterable[Backup]) -> Backup | None:
    """The newest copy that was put back in trial and came out whole."""
    return next((copy for copy in copies if copy.restored_at is not None), None)


def hold(folder: Path, copy: str, before: str) -> None:
    """Let every copy stay until `release`: a restore has still to be confirmed. Raises `OSError`."""
    facts = {"copy": copy, "before": before, "at": clock.now().astimezone(UTC).isoformat()}
    atomic.write_text(folder / _HOLD, json.dumps(facts))


def held(folder: Path) -> Hold | None:
    """The restore that has still to be confirmed, if there is one; after `UNDO_DAYS` it counts as kept."""
    try:
        facts = json.loads((folder / _HOLD).read_text("utf-8"))
        found = Hold(facts["copy"], facts["before"], datetime.fromisoformat(facts["at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if clock.now() - found.at <= timedelta(days=UNDO_DAYS) else None


def release(folder: Path) -> None:
    """The restored book stays: copies are tidied up again."""
    with suppress(OSError):
        (folder / _HOLD).unlink(missing_ok=True)
