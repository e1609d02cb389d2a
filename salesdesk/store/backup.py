"""Copies of the book that are known to be good: written, synced, opened again, checked, then counted."""

import hashlib
import json
import os
import re
import shutil
import uuid
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from salesdesk.base import clock, paths
from salesdesk.base.choices import OPEN_CASE_STATUSES, OPEN_STAGES
from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _
from salesdesk.store import books
from salesdesk.store.engine import raw_connect
from salesdesk.store.engine_words import plain_words


class Keep(NamedTuple):
    """How many copies stay: the newest of so many days and of so many weeks; 0 days keeps all."""

    daily: int
    weekly: int


KEEP, KEEP_ALL = Keep(14, 8), Keep(0, 0)
ALWAYS = 10
"""The newest copies stay whatever their days are, so that a wrong clock cannot throw them away."""
STAYING = ("migration", "restore")
"""Copies made for these reasons are never tidied up."""
_HOLD = "restored.json"
_NAME = re.compile(r"salesdesk-[0-9a-f]{8}-(\d{8})-\d{8}T\d{6}Z-(\w+)\.sdbk$")


class Backup(NamedTuple):
    """A copy. ``sequence`` orders them, whatever the clock says; ``reason`` is start, exit,
    import, migration, restore or manual. ``open_work`` counts open deals and cases, ``events`` what was
    said and done; -1 for copies of earlier versions, which did not count."""

    path: Path
    sequence: int
    made_at: datetime
    reason: str
    parties: int
    size: int
    events: int = -1
    open_work: int = -1


class Hold(NamedTuple):
    """A restore that has not been confirmed: no copy is tidied up meanwhile.

    ``copy`` and ``before`` are the file names of what was restored and of the book before it.
    """

    copy: str
    before: str
    at: datetime


def list_backups(folder: Path) -> list[Backup]:
    """The proven copies in a folder, newest (highest sequence) first; none when it cannot be read."""
    try:
        names = sorted(folder.glob("salesdesk-*.sdbk"))
    except OSError:  # a stick that is just being pulled out
        return []
    found = [made for path in names if (made := read_backup(path)) is not None]
    return sorted(found, key=lambda b: -b.sequence)


def read_backup(path: Path) -> Backup | None:
    """A copy by its file; None without the note beside it that says it was proven."""
    match = _NAME.search(path.name)
    if match is None:
        return None
    try:
        facts = json.loads(path.with_suffix(".json").read_text("utf-8"))
        made_at = datetime.fromisoformat(facts["made_at"])
        counts = facts.get("events", -1), facts.get("open_work", -1)
        return Backup(path, int(match[1]), made_at, match[2], facts["parties"], facts["size"], *counts)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def make_backup(book: Path, reason: str, folder: Path | None = None, keep: Keep = KEEP) -> Backup:
    """Copy a book, prove the copy, then tidy up older ones so that ``keep`` stay.

    Raises `StoreError` when it cannot be written or is not sound; older copies are then untouched.
    """
    folder = folder or paths.backup_folder(book)
    draft = folder / f".{uuid.uuid4().hex}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _need_room(book, folder)
        with plain_words():
            facts = _copy(book, draft)
        backup = _publish(draft, folder, facts, reason)
    except OSError as error:
        raise StoreError(
            _("The backup could not be written to {folder}. Your book itself is safe.").format(folder=folder),
            str(error),
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    _prune(folder, keep)
    return backup


def _need_room(book: Path, folder: Path) -> None:
    missing = 2 * book.stat().st_size + 20_000_000 - shutil.disk_usage(folder).free
    if missing > 0:
        raise StoreError(
            _(
                "The disk is nearly full: {n} MB more are needed for a backup. Your book itself is safe."
            ).format(n=missing // 1_000_000 + 1)
        )


def _copy(book: Path, draft: Path) -> dict[str, Any]:
    books.inspect(book)  # another program's file must not even be opened for writing
    source = raw_connect(book)
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        source.execute("VACUUM INTO ?", (str(draft),))
    finally:
        source.close()
    with draft.open("rb+") as file:
        os.fsync(file.fileno())  # VACUUM INTO does not
    books.inspect(draft)
    copy = raw_connect(draft, read_only=True)
    try:
        if (
            copy.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]
            or copy.execute("PRAGMA foreign_key_check").fetchone()
        ):
            raise StoreError(_("The backup was not sound, so it was thrown away. Older backups are safe."))
        counts = count_records(copy)
        file_uuid = copy.execute("SELECT value FROM meta WHERE key = 'file_uuid'").fetchone()[0]
    finally:
        copy.close()
    return counts | {
        "file_uuid": file_uuid,
        "size": draft.stat().st_size,
        "sha256": sum_of(draft),
    }


def count_records(connection: Any) -> dict[str, int]:
    """How many people, events, and open deals and cases a book holds, on a plain connection."""

    def count(table: str, condition: str = "", values: tuple[str, ...] = ()) -> int:
        where = f"deleted_at IS NULL{condition}"
        return int(connection.execute(f"SELECT count(*) FROM {table} WHERE {where}", values).fetchone()[0])

    def among(column: str, values: tuple[str, ...]) -> str:
        return f" AND {column} IN ({', '.join('?' * len(values))})"

    return {
        "parties": count("party"),
        "events": count("interaction"),
        "open_work": count("deal", among("stage", OPEN_STAGES), OPEN_STAGES)
        + count("service_case", among("status", OPEN_CASE_STATUSES), OPEN_CASE_STATUSES),
    }


def sum_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _publish(draft: Path, folder: Path, facts: dict[str, Any], reason: str) -> Backup:
    newest = list_backups(folder)
    sequence = newest[0].sequence + 1 if newest else 1
    at = clock.now().astimezone(UTC)
    target = folder / f"salesdesk-{facts['file_uuid'][:8]}-{sequence:08d}-{at:%Y%m%dT%H%M%SZ}-{reason}.sdbk"
    manifest = target.with_suffix(".json")
    part = manifest.with_suffix(".json.part")
    part.write_text(
        json.dumps(facts | {"made_at": at.isoformat(), "reason": reason, "sequence": sequence}), "utf-8"
    )
    draft.replace(target)
    part.replace(manifest)
    return Backup(
        target, sequence, at, reason, facts["parties"], facts["size"], facts["events"], facts["open_work"]
    )


def _prune(folder: Path, keep: Keep) -> None:
    if keep.daily == 0 or held(folder) is not None:
        return
    copies = list_backups(folder)
    staying = {b.path for b in copies[:ALWAYS]} | {b.path for b in copies if b.reason in STAYING}
    days: dict[str, Path] = {}
    weeks: dict[str, Path] = {}
    for b in copies:  # newest first, so that the last of a day and of a week stays
        local = b.made_at.astimezone()
        days.setdefault(f"{local:%Y-%m-%d}", b.path)
        weeks.setdefault(f"{local:%G-%V}", b.path)
    staying |= set(list(days.values())[: keep.daily]) | set(list(weeks.values())[: keep.weekly])
    for old in copies:
        if old.path not in staying:
            old.path.with_suffix(".json").unlink(missing_ok=True)
            old.path.unlink(missing_ok=True)


def copy_to(backup: Backup, folder: Path, keep: Keep = KEEP) -> Backup:
    """Copy a proven copy to a second place (a stick, a synced folder) and prove it there.

    Raises `StoreError` when the place is not there or full, or what arrived is not what was sent.
    """
    target = folder / backup.path.name
    part = target.with_suffix(".part")
    try:
        if not target.exists():
            shutil.copyfile(backup.path, part)
            if sum_of(part) != noted_sum(backup):
                raise OSError("what arrived differs from what was sent")
            part.replace(target)
            shutil.copyfile(backup.path.with_suffix(".json"), target.with_suffix(".json"))
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
    _prune(folder, keep)
    return backup._replace(path=target)


def hold(folder: Path, copy: str, before: str) -> None:
    """Let every copy stay until `release`: a restore has still to be confirmed."""
    facts = {"copy": copy, "before": before, "at": clock.now().astimezone(UTC).isoformat()}
    (folder / _HOLD).write_text(json.dumps(facts), "utf-8")


def held(folder: Path) -> Hold | None:
    """The restore that has still to be confirmed, if there is one."""
    try:
        facts = json.loads((folder / _HOLD).read_text("utf-8"))
        return Hold(facts["copy"], facts["before"], datetime.fromisoformat(facts["at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def release(folder: Path) -> None:
    """The restored book stays: copies are tidied up again."""
    with suppress(OSError):
        (folder / _HOLD).unlink(missing_ok=True)


def is_intact(backup: Backup) -> bool:
    """Whether a copy still is, to the last byte, what was proven when it was made; False when it is gone."""
    try:
        return noted_sum(backup) == sum_of(backup.path)
    except (OSError, ValueError, KeyError):
        return False


def noted_sum(backup: Backup) -> str:
    """The SHA-256 of a copy when it was proven, as noted beside it."""
    return str(json.loads(backup.path.with_suffix(".json").read_text("utf-8"))["sha256"])
