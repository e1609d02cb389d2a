"""How long the history reaches back: older steps are let go, a few at a time, and never one that matters.

What stays is for every row the *last* of its changes, and every step stays whole or goes whole: so undo,
redo and the history of a record are right whatever was let go. Each batch is a transaction of its own: a
stop or a power cut between two of them leaves a shorter history, never a torn one.
"""

import time
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, select, text, update
from sqlalchemy.dialects.sqlite import insert

from salesdesk.base import clock
from salesdesk.base.task import Task, silent_task
from salesdesk.store.database import Store
from salesdesk.store.journal import touching
from salesdesk.store.journal_schema import change, meta, step

KEPT_STEPS = 200
"""Of every person the last steps stay, however old they are."""
BATCH, PAGES = 500, 100
"""Changes and pages of a transaction: the pen is given back after a few milliseconds."""
SPARE_PAGES = 1_000
"""Free pages that stay in the file for what is written next."""
MANY = 20_000
"""Changes; before more than these are let go, the book is copied."""
PAST = "past"
"""The kind of a step whose changes are just being let go."""
_BREATH_S = 0.005
_YEAR = timedelta(days=365.25)
_SINCE, _ON = "history_since", "history_trimmed_on"
_ROW_BYTES, _STEP_BYTES, _SAMPLE = 130, 260, 400

# Steps before the boundary that stay: the last ones of every person, those undone or redone lately, and then
# every later step on a row of one that stays.
_GOING = text(
    """
    WITH RECURSIVE
    ranked AS (SELECT id, row_number() OVER (PARTITION BY staff_id ORDER BY id DESC) AS nth
               FROM step WHERE kind = 'do'),
    kept(id) AS (
        SELECT id FROM ranked WHERE nth <= :most AND id < :before
        UNION
        SELECT id FROM step WHERE id < :before AND (applied_step >= :before OR undone_by >= :before)
        UNION
        SELECT later.step_id FROM kept JOIN change AS mine ON mine.step_id = kept.id
        JOIN change AS later ON later.table_name = mine.table_name
            AND later.row_id BETWEEN mine.row_id AND coalesce(mine.last_id, mine.row_id)
        WHERE later.id > mine.id AND later.step_id < :before
        UNION
        SELECT later.step_id FROM kept JOIN change AS mine ON mine.step_id = kept.id
        JOIN change AS later ON later.table_name = mine.table_name
            AND later.row_id < mine.row_id AND later.last_id IS NOT NULL AND later.last_id >= mine.row_id
        WHERE later.id > mine.id AND later.step_id < :before)
    SELECT id, (SELECT count(*) FROM change WHERE step_id = step.id) FROM step
    WHERE id < :before AND id NOT IN (SELECT id FROM kept) ORDER BY id
    """
)


class Plan(NamedTuple):
    """What would be let go: steps with their number of changes, all of them before step ``before``."""

    before: int
    since: datetime
    steps: list[tuple[int, int]]

    @property
    def changes(self) -> int:
        """How many changes would go."""
        return sum(size for _id, size in self.steps)


class LetGo(NamedTuple):
    """Changes older than ``since`` were let go, last on ``on``."""

    since: datetime
    on: datetime


class Room(NamedTuple):
    """Bytes of the book's file, and about how many of them are history; what was let go, if anything."""

    history: int
    book: int
    let_go: LetGo | None


def plan(db: Connection, years: int, kept_steps: int = KEPT_STEPS) -> Plan | None:
    """What a history of so many years has no room for; None when that is nothing. 0 years is for ever.

    Now is when the last ``kept_steps`` steps began, if the clock says later: a clock that is wrong for a day
    lets nothing go.
    """
    if years <= 0:
        return None
    newest = select(step.c.at).order_by(step.c.id.desc()).limit(1).offset(kept_steps - 1)
    recent = db.execute(newest).scalar()
    if recent is None:
        return None
    since = min(clock.now(), datetime.fromisoformat(recent)) - years * _YEAR
    told = since.isoformat(timespec="milliseconds")
    before = db.execute(select(func.min(step.c.id)).where(step.c.at >= told)).scalar()
    if before is None:
        return None
    found = db.execute(_GOING, {"most": kept_steps, "before": before})
    steps = [(int(row[0]), int(row[1])) for row in found]
    return Plan(int(before), since, steps) if steps else None


def trim(store: Store, wanted: Plan, task: Task | None = None) -> int:
    """Let go what was planned, oldest first, and give the room back; returns how many changes went.

    Ends early when somebody meanwhile took back one of those old steps: the next plan knows of it. Raises
    `Cancelled` when stopped; what was let go until then stays so.
    """
    task = task or silent_task()
    total, done = wanted.changes, 0
    for steps in _batches(wanted.steps):
        more = True
        while more:
            task.advance(done, total)
            with store.upkeep() as db:
                if not _still_old(db, steps, wanted.before):
                    return done
                gone = _let_go(db, steps, wanted.since)
            done += gone
            more = gone == BATCH
            time.sleep(_BREATH_S)  # who waits for the pen gets it
    shrink(store, task)
    return done


def shrink(store: Store, task: Task) -> None:
    """Give free room of the file back to the disk, in small pieces, where the book is made for it."""
    while True:
        task.advance(0, 0)
        with store.upkeep() as db:
            free, mode = (_pragma(db, name) for name in ("freelist_count", "auto_vacuum"))
            if mode != 2 or free <= SPARE_PAGES:
                return
            raw = db.connection.driver_connection
            if raw is not None:
                raw.execute(f"PRAGMA incremental_vacuum({PAGES})").fetchall()
        time.sleep(_BREATH_S)


def _batches(steps: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """Steps together while their changes fit a batch; a larger step is alone, and takes several turns."""
    batch: list[int] = []
    size = 0
    for step_id, changes in steps:
        if batch and size + changes >= BATCH:
            yield batch
            batch, size = [], 0
        batch.append(step_id)
        size += changes
    if batch:
        yield batch


def _still_old(db: Connection, steps: list[int], before: int) -> bool:
    """Whether all are still there as planned: nobody has undone, redone or let go one of them since."""
    untouched = func.coalesce(step.c.undone_by, 0) < before, step.c.applied_step < before
    found = db.execute(select(func.count()).where(step.c.id.in_(steps), *untouched)).scalar_one()
    return int(found) == len(steps)


def _let_go(db: Connection, steps: list[int], since: datetime) -> int:
    oldest = select(change.c.id).where(change.c.step_id.in_(steps)).order_by(change.c.id).limit(BATCH)
    ids = list(db.execute(oldest).scalars())
    if ids:
        db.execute(delete(change).where(change.c.id == bindparam("gone")), [{"gone": i} for i in ids])
    if len(ids) == BATCH:
        # Not all of it: from now on it cannot be taken back.
        db.execute(update(step).where(step.c.id.in_(steps)).values(kind=PAST))
    else:
        db.execute(delete(step).where(step.c.id.in_(steps)))
    facts = {_SINCE: since.isoformat(timespec="seconds"), _ON: clock.now().isoformat(timespec="seconds")}
    for key, value in facts.items():
        put = insert(meta).values(key=key, value=value)
        db.execute(put.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
    return len(ids)


def let_go(db: Connection) -> LetGo | None:
    """Since when the history is whole, and when that last changed; None when nothing was ever let go."""
    found = {row.key: row.value for row in db.execute(select(meta).where(meta.c.key.in_((_SINCE, _ON))))}
    if len(found) < 2:
        return None
    return LetGo(datetime.fromisoformat(found[_SINCE]), datetime.fromisoformat(found[_ON]))


def is_whole(db: Connection, table: str, row_id: int) -> bool:
    """Whether the history of a record still reaches back to the day it was added."""
    if let_go(db) is None:
        return True
    first = select(change.c.op).where(touching(table, row_id))
    return db.execute(first.order_by(change.c.id).limit(1)).scalar() == "I"


def room(db: Connection) -> Room:
    """How much of the file the history takes. Its rows are counted, their size is that of a sample."""
    count, low, high = db.execute(
        select(func.count(), func.coalesce(func.min(change.c.id), 0), func.coalesce(func.max(change.c.id), 0))
    ).one()
    steps = db.execute(select(func.count()).select_from(step)).scalar_one()
    ids = {low + (high - low) * n // _SAMPLE for n in range(_SAMPLE + 1)}
    size = func.avg(func.coalesce(func.octet_length(change.c.before), 0))
    average = db.execute(select(size).where(change.c.id.in_(ids))).scalar() or 0
    history = int(count * (average + _ROW_BYTES)) + int(steps) * _STEP_BYTES
    book = _pragma(db, "page_count") * _pragma(db, "page_size")
    return Room(min(history, book), book, let_go(db))


def _pragma(db: Connection, name: str) -> int:
    return int(db.exec_driver_sql(f"PRAGMA {name}").scalar_one())
