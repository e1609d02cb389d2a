"""Copies of the book that are known to be good: written, synced, opened again, checked, then counted."""

import hashlib
import json
import os
import re
import shutil
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from salesdesk.base import clock, paths
from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _
from salesdesk.store import books
from salesdesk.store.engine import plain_words, raw_connect

KEEP = 30
_NAME = re.compile(r"salesdesk-[0-9a-f]{8}-(\d{8})-\d{8}T\d{6}Z-(\w+)\.sdbk$")


class Backup(NamedTuple):
    """A copy. ``sequence`` orders them, whatever the clock says; ``reason`` is start, exit,
    import, migration or manual."""

    path: Path
    sequence: int
    made_at: datetime
    reason: str
    parties: int
    size: int


def list_backups(folder: Path) -> list[Backup]:
    """The proven copies in a folder, newest (highest sequence) first."""
    found = []
    for path in folder.glob("salesdesk-*.sdbk") if folder.is_dir() else []:
        match = _NAME.search(path.name)
        manifest = path.with_suffix(".json")
        if match and manifest.exists():
            facts = json.loads(manifest.read_text("utf-8"))
            found.append(
                Backup(
                    path,
                    int(match[1]),
                    datetime.fromisoformat(facts["made_at"]),
                    match[2],
                    facts["parties"],
                    facts["size"],
                )
            )
    return sorted(found, key=lambda b: -b.sequence)


def make_backup(book: Path, reason: str, folder: Path | None = None) -> Backup:
    """Copy a book, prove the copy, then tidy up older ones.

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
    _prune(folder)
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
        parties = copy.execute("SELECT count(*) FROM party WHERE deleted_at IS NULL").fetchone()[0]
        file_uuid = copy.execute("SELECT value FROM meta WHERE key = 'file_uuid'").fetchone()[0]
    finally:
        copy.close()
    return {
        "parties": parties,
        "file_uuid": file_uuid,
        "size": draft.stat().st_size,
        "sha256": _sha256(draft),
    }


def _sha256(path: Path) -> str:
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
    return Backup(target, sequence, at, reason, facts["parties"], facts["size"])


def _prune(folder: Path) -> None:
    # By sequence, never by clock; what was made before a migration stays.
    for old in [b for b in list_backups(folder) if b.reason != "migration"][KEEP:]:
        old.path.with_suffix(".json").unlink(missing_ok=True)
        old.path.unlink(missing_ok=True)


def is_intact(backup: Backup) -> bool:
    """Whether a copy still is, to the last byte, what was proven when it was made."""
    facts = json.loads(backup.path.with_suffix(".json").read_text("utf-8"))
    return bool(facts["sha256"] == _sha256(backup.path))
