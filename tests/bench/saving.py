"""Saving a record so that it is on the disk, the journal included; the disk itself beside it."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING, Any

from tests.bench.goal import Goal, Take
from tests.bench.measuring import each

if TYPE_CHECKING:
    from tests.bench.ground import Ground

SAVES, PAGE, PAGES = 40, 4096, 64


def some_people(ground: Ground, count: int) -> list[int]:
    """Ids spread over the book, the same every time."""
    connection = ground.connect()
    rng = random.Random(5)
    low, high = connection.execute("SELECT min(id), max(id) FROM party").fetchone()
    sql = "SELECT id FROM party WHERE id >= ? ORDER BY id LIMIT 1"
    count = min(count, 3) if ground.quick else count
    return [connection.execute(sql, (rng.randint(low, high),)).fetchone()[0] for _turn in range(count)]


def disk(ground: Ground) -> Take:
    """Write 4 KiB and wait until the disk has them."""
    path = ground.folder / "sync.bin"
    file = os.open(path, os.O_RDWR | os.O_CREAT)
    os.write(file, b"\0" * PAGE * PAGES)
    os.fsync(file)
    ground.closing(lambda: (os.close(file), path.unlink()))

    def write(turn: int) -> None:
        os.pwrite(file, bytes([turn % 256]) * PAGE, (turn % PAGES) * PAGE)
        getattr(os, "fdatasync", os.fsync)(file)

    return each(write, range(SAVES))


def save_floor(ground: Ground) -> Take:
    """The same write by a bare connection: the phone and the searched text, WAL, FULL."""
    connection = ground.connect(ground.floor_work)
    numbers = iter(range(10**8))

    def save(party_id: int) -> None:
        phone = f"09{next(numbers):08d}"
        changed = "phone = ?, fold = sort_name || ' ' || ?"
        connection.execute(f"UPDATE customers SET {changed} WHERE id = ?", (phone, phone, party_id))

    return each(save, some_people(ground, SAVES))


def save(ground: Ground) -> Take:
    """A changed phone number by the program's own command: search, history and undo follow it."""
    from salesdesk.parties.commands import edit_party

    store: Any = ground.store
    numbers = iter(range(10**8))

    def change(party_id: int) -> None:
        edit_party(store, party_id, phone=f"09{next(numbers):08d}")

    return each(change, some_people(ground, SAVES))


def log_call(ground: Ground) -> Take:
    """A call logged by the program's own command, as Today and a person's page do it."""
    from salesdesk.parties.commands import log_interaction

    store: Any = ground.store
    return each(
        lambda party_id: log_interaction(store, party_id=party_id, kind="call", minutes=3, body="Gọi lại"),
        some_people(ground, SAVES),
    )


GOALS = (
    Goal("saving a record, on the disk, median", "x", 4, 1.5, save_floor, save),
    Goal("saving a record, on the disk, p99", "x", None, None, save_floor, save, stat="p99"),
    Goal("logging a call, on the disk", "x", None, None, save_floor, log_call),
    Goal("the disk: 4 KiB and fdatasync", "ms", None, None, None, disk),
)
