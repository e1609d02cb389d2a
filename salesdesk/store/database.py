"""The store: the one object through which the program reads and changes the shop's book."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table, func, insert, select, update

from salesdesk.base import clock
from salesdesk.base.changes import Changes
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import N_, _
from salesdesk.base.ids import new_id
from salesdesk.base.task import Task
from salesdesk.store import books, journal
from salesdesk.store import schema as s
from salesdesk.store.engine import engines, plain_words
from salesdesk.store.journal_schema import change, journal_now, step
from salesdesk.store.search_schema import fill_after_bulk

Listener = Callable[[Changes], None]
MANY = 2_000
_NOW = journal_now.c


class Store:
    """A shop's book, open.

    ``with store.reading() as db`` for a query, ``with store.changing(N_("Win deal")) as db`` for a
    command: one transaction, one undo step, one `Changes` after the commit. ``db`` is a SQLAlchemy
    connection. ``staff_id`` is who is at the desk and signs the steps.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.staff_id: int | None = None
        with plain_words():
            self._writer, self._reader = engines(path)
            self._listeners: list[Listener] = []
            self._writing = threading.Lock()
            self._open = threading.local()
            with self.reading() as db:
                self._seen = int(db.execute(select(func.coalesce(func.max(change.c.id), 0))).scalar_one())
                self._settings = {r.key: r.value for r in db.execute(select(s.setting.c.key, s.setting.c.value))}
                owner = db.execute(select(s.staff_member.c.id).where(s.staff_member.c.active).order_by(s.staff_member.c.id).limit(1))
                self.staff_id = owner.scalar()

    @classmethod
    def create(cls, path: Path, *, shop_name: str, currency: str, language: str, owner: str, zone: str = "UTC", country: str = "") -> "Store":
        """Make a new book; an existing file is never overwritten (`UserError`)."""
        books.create(path)
        store = cls(path)
        country = country or {"VND": "VN", "USD": "US", "GBP": "GB", "EUR": "DE", "BRL": "BR"}.get(currency, "US")
        with store.changing(N_("Start the book")) as db:
            staff_id = store.insert(db, s.staff_member, name=owner, roles="owner,sales,service,marketing")
            shop = {"shop_name": shop_name, "currency": currency, "language": language, "zone": zone, "country": country}
            for key, value in shop.items():
                store.insert(db, s.setting, key=key, value=value)
        store._forget_first_step()
        store.staff_id = staff_id
        return store

    @classmethod
    def open(cls, path: Path) -> "Store":
        """Open a book; raises `StoreError` for a missing, foreign, newer or damaged one, which is left as it is."""
        books.inspect(path)
        return cls(path)

    def close(self) -> None:
        """Let go of the file; the write-ahead log is folded into it so that it is whole at rest."""
        with plain_words(), self._writer.connect() as db:
            db.connection.driver_connection.execute("PRAGMA optimize")  # type: ignore[union-attr]
            db.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # type: ignore[union-attr]
        self._reader.dispose()
        self._writer.dispose()

    def _forget_first_step(self) -> None:
        # A book without its owner and its currency is no book: making it cannot be undone.
        with plain_words(), self._writer.begin() as db:
            db.execute(change.delete())
            db.execute(step.delete())
        self._seen = 0

    # Settings of the shop

    def setting(self, key: str, default: str = "") -> str:
        """One of the shop's settings, as text."""
        return self._settings.get(key, default)

    def set_setting(self, key: str, value: str) -> None:
        """Change one of the shop's settings: an undo step like any other."""
        with self.changing(N_("Change a setting")) as db:
            row_id = db.execute(select(s.setting.c.id).where(s.setting.c.key == key)).scalar()
            if row_id is None:
                self.insert(db, s.setting, key=key, value=value)
            else:
                self.update(db, s.setting, row_id, value=value)

    @property
    def currency(self) -> str:
        """The shop's currency code."""
        return self.setting("currency", "USD")

    @property
    def country(self) -> str:
        """The shop's country code, by which phone numbers are read."""
        return self.setting("country", "US")

    @property
    def zone(self) -> ZoneInfo:
        """The shop's time zone, in which days begin and end."""
        return ZoneInfo(self.setting("zone", "UTC"))

    def now(self) -> datetime:
        """This instant, UTC."""
        return clock.now()

    def today(self) -> date:
        """The day on the shop's wall calendar."""
        return clock.today(self.zone)

    def day_of(self, at: datetime) -> date:
        """The shop's calendar day of an instant."""
        return at.astimezone(self.zone).date()

    # Reading and changing

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One read transaction: everything read inside is of the same moment."""
        open_change = getattr(self._open, "db", None)
        if open_change is not None:
            yield open_change
            return
        with plain_words(), self._reader.connect() as db, db.begin():
            yield db

    @contextmanager
    def changing(self, label: str, *, bulk: bool = False, **words: object) -> Iterator[Connection]:
        """One transaction and one undo step, called ``label`` (an English message with ``words``).

        Nests: inside another ``changing`` it is a savepoint, and the outer label names the step.
        Raises `StoreError` when the file cannot be written; then nothing was changed.
        """
        outer = getattr(self._open, "db", None)
        if outer is not None:
            with outer.begin_nested():
                yield outer
            return
        with self._step("do", label, json.dumps(words, ensure_ascii=False, default=str), bulk=bulk) as (db, _step_id):
            yield db

    @contextmanager
    def _step(self, kind: str, label: str, words: str, *, of_step: int | None = None, bulk: bool = False) -> Iterator[tuple[Connection, int]]:
        self._take_pen()
        try:
            with plain_words(), self._writer.connect() as db:
                step_id = self._begin(db, kind, label, words, of_step, bulk)
                self._open.db = db
                try:
                    yield db, step_id
                    empty = self._finish(db, step_id, bulk)
                except BaseException:
                    db.rollback()
                    raise
                finally:
                    self._open.db = None
        finally:
            self._writing.release()
        if not empty:
            self._publish(step_id, kind, label, words)

    def _take_pen(self) -> None:
        # The window must not stand still behind an import: it says so after a moment.
        patience = 0.3 if threading.current_thread() is threading.main_thread() else 30.0
        if not self._writing.acquire(timeout=patience):
            raise StoreError(_("The book is just being written by a longer job. Nothing was lost. Try again when it is done."))

    def _begin(self, db: Connection, kind: str, label: str, words: str, of_step: int | None, bulk: bool) -> int:
        db.begin()
        newest = int(db.execute(select(func.coalesce(func.max(step.c.id), 0))).scalar_one())
        step_id = max(new_id(), newest + 1)
        at = clock.now().astimezone(UTC).isoformat(timespec="milliseconds")
        db.execute(insert(step).values(id=step_id, at=at, staff_id=self.staff_id, kind=kind, of_step=of_step, label=label,
                                       words=words, applied_step=step_id))  # fmt: skip
        db.execute(update(journal_now).where(_NOW.id == 1).values(step_id=step_id, bulk=int(bulk)))
        return step_id

    def _finish(self, db: Connection, step_id: int, bulk: bool) -> bool:
        empty = db.execute(select(change.c.id).where(change.c.step_id == step_id).limit(1)).first() is None
        if empty:
            db.rollback()
            return True
        if bulk:
            for sql, values in fill_after_bulk(step_id):
                db.exec_driver_sql(sql, values)
        db.execute(update(journal_now).where(_NOW.id == 1).values(step_id=None, bulk=0))
        db.commit()
        return False

    def insert(self, db: Connection, table: Table, **values: Any) -> int:
        """Add a row inside ``changing``; gives it an id, returns it."""
        row_id = values.setdefault("id", new_id())
        db.execute(insert(table).values(**values))
        return int(row_id)

    def update(self, db: Connection, table: Table, row_id: int, *, version: int | None = None, **values: Any) -> None:
        """Change a row inside ``changing``.

        With ``version``, raises `UserError` when somebody changed the row since it was read.
        """
        where = table.c.id == row_id
        if version is not None:
            where = where & (table.c.version == version)
        changed = db.execute(update(table).where(where).values(version=table.c.version + 1, **values)).rowcount
        if changed == 0:
            raise UserError(_("Somebody else changed this record just now. Look at it again, then repeat your change."))

    def remove(self, db: Connection, table: Table, row_id: int) -> None:
        """Put a row into the Bin."""
        self.update(db, table, row_id, deleted_at=clock.now())

    def next_number(self, db: Connection, series: str, prefix: str, width: int = 4) -> str:
        """The next number of a kind of paper, taken in this very transaction, so there are no gaps."""
        t = s.number_series
        row = db.execute(select(t.c.id, t.c.next_number).where(t.c.key == series)).first()
        if row is None:
            self.insert(db, t, key=series, prefix=prefix, next_number=2)
            return f"{prefix}-{1:0{width}d}"
        self.update(db, t, row.id, next_number=row.next_number + 1)
        return f"{prefix}-{row.next_number:0{width}d}"

    # Undo

    def can_undo(self) -> str | None:
        """What Ctrl+Z would take back, in words, or None."""
        with self.reading() as db:
            row = journal.last_step(db, self.staff_id)
        return journal.words_of(row.label, row.words) if row else None

    def can_redo(self) -> str | None:
        """What Ctrl+Y would bring back, in words, or None."""
        with self.reading() as db:
            row = journal.undone_step(db, self.staff_id)
        return journal.words_of(row.label, row.words) if row else None

    def undo(self, task: Task | None = None, step_id: int | None = None) -> bool:
        """Take back the person's last step (or the one named); False when there is none.

        Raises `UserError` when a later step changed the same records.
        """
        with self.reading() as db:
            target = journal.last_step(db, self.staff_id) if step_id is None else db.execute(select(step).where(step.c.id == step_id)).first()
        if target is None or target.undone_by is not None:
            return False
        with self._step("undo", target.label, target.words, of_step=target.id, bulk=self._is_large(target.applied_step)) as (db, new):
            journal.refuse_if_overwritten(db, target.applied_step, target.id)
            journal.invert(db, target.applied_step, task)
            db.execute(update(step).where(step.c.id == target.id).values(undone_by=new))
        return True

    def redo(self, task: Task | None = None) -> bool:
        """Bring back the step taken back last, if nothing was done since; False when there is none."""
        with self.reading() as db:
            target = journal.undone_step(db, self.staff_id)
        if target is None:
            return False
        with self._step("redo", target.label, target.words, of_step=target.id, bulk=self._is_large(target.undone_by)) as (db, new):
            journal.refuse_if_overwritten(db, target.undone_by, target.undone_by)
            journal.invert(db, target.undone_by, task)
            db.execute(update(step).where(step.c.id == target.id).values(undone_by=None, applied_step=new))
        return True

    def _is_large(self, step_id: int) -> bool:
        with self.reading() as db:
            few = db.execute(select(change.c.id).where(change.c.step_id == step_id).limit(journal.BULK)).all()
        return len(few) == journal.BULK

    # Who wants to know

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after every step, here or elsewhere; returns what ends the subscription.

        It may be called from a worker's thread.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def poll(self) -> None:
        """Tell the listeners what another window or program has done since."""
        self._publish(None, "elsewhere", "", "{}")

    def _publish(self, own_step: int | None, kind: str, label: str, words: str) -> None:
        with self.reading() as db:
            rows = db.execute(select(change.c.id, change.c.step_id, change.c.table_name, change.c.row_id).where(change.c.id > self._seen).limit(MANY)).all()
            newest = int(db.execute(select(func.coalesce(func.max(change.c.id), 0))).scalar_one())
            many = len(rows) == MANY
            tables = db.execute(select(change.c.table_name).where(change.c.id > self._seen).distinct()).scalars().all() if many else []
        if not rows:
            return
        self._seen = newest
        touched: dict[str, frozenset[int] | None] = dict.fromkeys(tables)
        if not many:
            for row in rows:
                touched[row.table_name] = (touched.get(row.table_name) or frozenset()) | {row.row_id}
        if "setting" in touched:
            with self.reading() as db:
                self._settings = {r.key: r.value for r in db.execute(select(s.setting.c.key, s.setting.c.value))}
        message = Changes(journal.words_of(label, words) if label else "", own_step or rows[-1].step_id, touched, kind)
        for listener in list(self._listeners):
            listener(message)

