"""Making copies of the book that are known to be good, and letting the right ones stay.

A copy is one snapshot taken by SQLite's own backup while everybody works on. It is synced, opened anew,
looked through and counted, compared with what was counted in the snapshot itself, put back in trial, and
only then gets its name and its note; only after that older ones may go.
"""

import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from salesdesk import __version__
from salesdesk.base import atomic, clock, paths
from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _
from salesdesk.base.sharing import make_private_folder, share
from salesdesk.base.task import Task, silent_task
from salesdesk.store import books, copies, damage, rotation
from salesdesk.store.copies import (
    Backup,
    Hold,
    held,
    hold,
    is_intact,
    list_backups,
    noted_sum,
    read_backup,
    release,
    sum_of,
)
from salesdesk.store.drill import restore_in_trial
from salesdesk.store.engine import raw_connect, sqlite, sqlite_version
from salesdesk.store.engine_words import plain_words
from salesdesk.store.layouts import KNOWN, StrangeLayoutError
from salesdesk.store.proof import Facts, facts_of, prove
from salesdesk.store.rotation import Keep, Stamp

__all__ = [
    "KEEP", "KEEP_ALL", "Backup", "Hold", "Keep", "copy_to", "held", "hold", "is_intact", "list_backups",
    "make_backup", "noted_sum", "read_backup", "release", "sum_of", "take",
]  # fmt: skip

KEEP, KEEP_ALL = Keep(14, 8), Keep(0, 0)
STEPS = 4
TRIAL_BYTES = 32_000_000
"""A copy up to this size is put back in trial at once; of a larger book one a day is."""
QUIET = ("start", "change", "manual")
"""Copies nobody waits for: a large one may be put back in trial."""
SHARE = 0.2
"""Copies may take so much of what is free and theirs."""
_DAY = timedelta(days=1)
_PAGES = 4096


def make_backup(
    book: Path,
    reason: str,
    folder: Path | None = None,
    keep: Keep = KEEP,
    *,
    task: Task | None = None,
    source: Any = None,
    target: int = 0,
) -> Backup:
    """Copy a book, prove the copy, then tidy up older ones so that ``keep`` stay.

    ``source`` is the connection to use for a book that one has to oneself; ``target`` the version of an
    update. Raises `StoreError` when it cannot be written or is not sound, `Cancelled` when the task was
    stopped; older copies are then untouched.
    """
    folder, task = folder or paths.backup_folder(book), task or silent_task()
    damage.refuse_flagged(book)
    draft = folder / f".{uuid.uuid4().hex}.part"
    try:
        make_private_folder(folder)
        _sweep(folder)
        _need_room(book, folder)
        with plain_words():
            taken = _take_whole(book, draft, task, source)
            facts = _prove(book, draft, taken, task)
        restored_at = _try_out(folder, draft, facts, reason, task)
        with _numbered(folder) as sequence:
            made = _publish(draft, sequence, facts, reason, restored_at, target)
    except OSError as error:
        raise StoreError(
            _("The backup could not be written to {folder}. Your book itself is safe.").format(folder=folder),
            str(error),
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return made._replace(short_of_room=tidy(folder, keep, made.file_uuid))


def _need_room(book: Path, folder: Path) -> None:
    missing = 2 * book.stat().st_size + 20_000_000 - shutil.disk_usage(folder).free
    if missing > 0:
        raise StoreError(
            _(
                "The disk is nearly full: {n} MB more are needed for a backup. Your book itself is safe."
            ).format(n=missing // 1_000_000 + 1),
            kind="full",
        )


def _take_whole(book: Path, draft: Path, task: Task, source: Any) -> Facts:
    if source is not None:
        return take(source, draft, task)
    books.inspect(book)  # another program's file must not even be opened for writing
    connection = raw_connect(book)
    try:
        return take(connection, draft, task)
    finally:
        connection.close()


def take(source: Any, draft: Path, task: Task | None = None) -> Facts:
    """One snapshot of an open book as a file, synced, and what was counted in that very snapshot.

    Others may write meanwhile. Raises the engine's errors, `OSError`, and `Cancelled`.
    """
    task = task or silent_task()
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    share(draft)
    source.execute("BEGIN")
    try:
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on it is one moment
        copy = sqlite.connect(str(draft), isolation_level=None)
        try:
            copy_pages(source, copy, task)
        finally:
            copy.close()
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        return facts_of(source)
    finally:
        if source.in_transaction:  # an error of the engine may have ended it
            source.execute("ROLLBACK")


def copy_pages(source: Any, copy: Any, task: Task) -> None:
    """Copy the pages of a book into an empty file that one synchronises oneself. Raises `Cancelled`."""
    for setting in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE"):
        copy.execute(f"PRAGMA {setting}").fetchall()

    def report(_status: int, left: int, total: int) -> None:
        task.advance((total - left) * STEPS // (2 * max(total, 1)), STEPS)

    source.execute("PRAGMA cache_size=-2000")  # pages pass through once: keeping them would only cost
    source.backup(copy, pages=_PAGES, progress=report)
    # At rest a copy has no log beside it, so it can be read from a medium that takes no writing.
    copy.execute("PRAGMA journal_mode=DELETE").fetchall()


def _prove(book: Path, draft: Path, taken: Facts, task: Task) -> dict[str, Any]:
    sha256 = copies.sum_on_disk(draft)
    task.advance(STEPS // 2, STEPS)
    try:
        facts = prove(draft)
    except StrangeLayoutError as error:
        raise StoreError(
            _("The layout of this book was changed by another program. Do not trust it; open a backup."),
            error.detail,
        ) from error
    except StoreError:
        _flag_if_damaged(book)
        damage.refuse_flagged(book)
        raise
    if facts != taken:
        raise StoreError(
            _("The backup was not sound, so it was thrown away. Older backups are safe."), f"{facts} {taken}"
        )
    task.advance(STEPS - 1, STEPS)
    return facts._asdict() | {"size": draft.stat().st_size, "sha256": sha256}


def _flag_if_damaged(book: Path) -> None:
    """A copy can be bad because its disk is; the book is only flagged when it is bad itself."""
    try:
        prove(book)
    except StoreError as trouble:
        if trouble.kind == "damaged":
            damage.flag(book, trouble.detail)


def _try_out(
    folder: Path, draft: Path, facts: dict[str, Any], reason: str, task: Task
) -> datetime | None:
    """When the copy was put back in trial; None when that is left to another one."""
    if facts["size"] > TRIAL_BYTES:
        last = copies.last_restored(list_backups(folder, facts["file_uuid"]))
        recent = last is not None and last.restored_at and abs(clock.now() - last.restored_at) < _DAY
        if reason not in QUIET or recent:
            return None
    restore_in_trial(draft, Facts(**{key: facts[key] for key in Facts._fields}), task)
    return clock.now().astimezone(UTC)


@contextmanager
def _numbered(folder: Path) -> Iterator[int]:
    """The next number, also when two windows make a copy at once."""
    newest = list_backups(folder)
    sequence = newest[0].sequence if newest else 0
    while True:
        sequence += 1
        taken = folder / f".{sequence:08d}.number"
        try:
            os.close(os.open(taken, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            break
        except FileExistsError:
            continue
    try:
        yield sequence
    finally:
        taken.unlink(missing_ok=True)


def _publish(
    draft: Path, sequence: int, facts: dict[str, Any], reason: str, restored_at: datetime | None, target: int
) -> Backup:
    at = clock.now().astimezone(UTC)
    name = f"salesdesk-{facts['file_uuid'][:8]}-{sequence:08d}-{at:%Y%m%dT%H%M%SZ}-{reason}.sdbk"
    path, version = draft.with_name(name), books.inspect(draft)
    note = facts | {
        "format": copies.FORMAT, "sequence": sequence, "reason": reason, "made_at": at.isoformat(),
        "monotonic": round(time.monotonic(), 3), "salesdesk": __version__, "engine": sqlite_version(),
        "version": version, "layout": KNOWN[version], "target": target,
        "restored_at": restored_at.isoformat() if restored_at else None,
    }  # fmt: skip
    # The note first: a copy counts from the moment it has its name.
    copies.write_note(path, note)
    atomic.put(draft, path)
    made = read_backup(path)
    if made is None:
        raise OSError(f"{path.name} was not there when it had been written")
    return made


def tidy(folder: Path, keep: Keep, file_uuid: str) -> bool:
    """Let the copies of a book that are not to stay go; True when the disk has too little room for all."""
    if keep.daily == 0 or held(folder) is not None:
        return False
    found = [b for b in list_backups(folder, file_uuid) if b.file_uuid == file_uuid]
    if not found or clock.now() < found[0].made_at - timedelta(seconds=1):
        return False
    room = int((shutil.disk_usage(folder).free + sum(b.size for b in found)) * SHARE)
    left = rotation.staying([stamp_of(b) for b in found], keep, room)
    for old in found:
        if old.sequence not in left.sequences:
            with suppress(OSError):  # somebody is just looking at it: the next time
                old.path.unlink(missing_ok=True)
                old.path.with_suffix(".json").unlink(missing_ok=True)
    return left.short_of_room


def stamp_of(copy: Backup) -> Stamp:
    """What the rotation has to know of a copy; its days are those of this computer's zone."""
    local = copy.made_at.astimezone()
    return Stamp(
        copy.sequence, local, copy.reason, copy.target, copy.size, restored=copy.restored_at is not None
    )


def _sweep(folder: Path) -> None:
    """Throw away what was left when the program was ended in the middle of a copy more than a day ago."""
    for pattern in (".*.part", ".*.number", ".trial-*"):
        for path in folder.glob(pattern):
            with suppress(OSError):
                if abs(time.time() - path.stat().st_mtime) > _DAY.total_seconds():
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
    for note in folder.glob("salesdesk-*.json"):
        with suppress(OSError):
            if not note.with_suffix(".sdbk").exists() and abs(time.time() - note.stat().st_mtime) > 3600:
                note.unlink()


def copy_to(backup: Backup, folder: Path, keep: Keep = KEEP) -> Backup:
    """Copy a proven copy to a second place (a stick, a synced folder) and prove it there.

    Raises `StoreError` when the place is not there or full, or what arrived is not what was sent.
    """
    target = folder / backup.path.name
    part = folder / f".{uuid.uuid4().hex}.part"
    try:
        there = read_backup(target)
        if there is None or not is_intact(there):
            shutil.copyfile(backup.path, part)
            if copies.sum_on_disk(part) != noted_sum(backup):
                raise OSError("what arrived differs from what was sent")
            copies.write_note(target, copies.note_of(backup.path))
            atomic.put(part, target)
    except OSError as error:
        raise StoreError(
            _("The copy could not be written to {folder}. The copy on this computer is safe.").format(
                folder=folder
            ),
            str(error),
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    tidy(folder, keep, backup.file_uuid)
    return backup._replace(path=target)
