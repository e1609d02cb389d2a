"""The store: the one object through which the program reads and changes the shop's book."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table, select, update

from salesdesk.base import clock
from salesdesk.base.changes import Changes
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import N_, _
from salesdesk.base.ids import new_id
from salesdesk.base.task import Task
from salesdesk.store import books, holding, journal
from salesdesk.store import schema as s
from salesdesk.store.engine_words import plain_words
from salesdesk.store.holding import Hold
from salesdesk.store.inserting import insert_row, update_row
from salesdesk.store.journal_schema import change, step
from salesdesk.store.taking_back import invert
from salesdesk.store.transactions import Listener, Transactions

_HOME_OF = {
    "VND": "VN",
    "USD": "US",
    "GBP": "GB",
    "EUR": "DE",
    "BRL": "BR",
    "CAD": "CA",
    "AUD": "AU",
    "SGD": "SG",
}


def _first_person(db: Connection) -> int | None:
    """Who is at the desk until somebody says otherwise."""
    t = s.staff_member
    people = select(t.c.id).where(t.c.active, t.c.deleted_at.is_(None))
    return db.execute(people.order_by(t.c.id).limit(1)).scalar()


def _named(row: Any) -> str | None:
    return journal.words_of(row.label, row.words) if row else None


class Store:
    """A shop's book, open.

    ``with store.reading() as db`` for a query, ``with store.changing(N_("Win deal")) as db`` for a
    command: one transaction, one undo step, one `Changes` after the commit. ``db`` is a SQLAlchemy
    connection. ``staff_id`` is who is at the desk and signs the steps; ``hold`` says how this program has it.
    """

    def __init__(self, path: Path, hold: Hold | None = None) -> None:
        self.path, self.hold = path, hold or Hold(path)
        self._settings: dict[str, str] = {}
        try:
            self._begin()
        except BaseException:
            self.hold.let_go()
            raise
        self.subscribe(self._hear)

    def _begin(self) -> None:
        with plain_words(self.path):
            self._transactions = Transactions(self.hold.file, reading_only=self.hold.reading_only)
            t = self._transactions
            self.guard, self.upkeep, self.never_wait_here = t.guard, t.upkeep, t.never_wait_here
            self.holding_the_pen = t.holding_the_pen
            self._read_settings()
            with self.reading() as db:
                self.staff_id: int | None = _first_person(db)

    def _read_settings(self) -> None:
        with self.reading() as db:
            self._settings = {r.key: r.value for r in db.execute(select(s.setting.c.key, s.setting.c.value))}

    def _hear(self, changes: Changes) -> None:
        if changes.touches("setting"):
            self._read_settings()

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        shop_name: str,
        currency: str,
        language: str,
        owner: str,
        zone: str = "UTC",
        country: str = "",
    ) -> "Store":
        """Make a new book; an existing file is never overwritten (`UserError`)."""
        books.create(path)
        store = cls(path)
        with store.changing(N_("Start the book")) as db:
            staff_id = store.insert(db, s.staff_member, name=owner, roles="owner,sales,service,marketing")
            shop = {
                "shop_name": shop_name,
                "currency": currency,
                "language": language,
                "zone": zone,
                "country": country or _HOME_OF.get(currency, "US"),
            }
            for key, value in shop.items():
                store.insert(db, s.setting, key=key, value=value)
        store.forget_steps()
        store.staff_id = staff_id
        return store

    @classmethod
    def open(cls, path: Path, task: Task | None = None) -> "Store":
        """Open a book; raises `StoreError` for a missing, foreign, newer or damaged one, left as it is.

        What the last session left is looked through first, for which ``task`` may be stopped.
        """
        books.inspect(path)
        return cls(path, holding.take(path, task))

    def close(self) -> None:
        """Let go of the file; the write-ahead log is folded into it so that it is whole at rest."""
        try:
            self._transactions.close()
        finally:
            self.hold.let_go()

    def forget_steps(self) -> None:
        """Let what was done so far be the beginning: it can no longer be undone.

        For a book just made: one without its owner and its currency is no book.
        """
        with self.upkeep() as db:
            db.execute(change.delete())
            db.execute(step.delete())
        self._transactions.seen = 0

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
        with self._transactions.reading() as db:
            yield db

    @contextmanager
    def changing(self, label: str, *, bulk: bool = False, **words: object) -> Iterator[Connection]:
        """One transaction and one undo step, called ``label`` (an English message with ``words``).

        Nests: inside another ``changing`` it is a savepoint, and the outer label names the step.
        ``bulk`` is for thousands of rows: `insert_rows` writes whole statements, search follows at the end.
        Raises `StoreError` when the file cannot be written; then nothing was changed.
        """
        outer = self._transactions.current
        if outer is not None:
            with outer.begin_nested():
                yield outer
            return
        kept = json.dumps(words, ensure_ascii=False, default=str)
        with self._transactions.step(self.staff_id, "do", label, kept, bulk=bulk) as (db, _step_id):
            yield db

    def insert(self, db: Connection, table: Table, **values: Any) -> int:
        """Add a row inside ``changing``; gives it an id, returns it."""
        row_id = values.setdefault("id", new_id())
        insert_row(db, table, values)
        return int(row_id)

    def update(
        self, db: Connection, table: Table, row_id: int, *, version: int | None = None, **values: Any
    ) -> None:
        """Change a row inside ``changing``.

        With ``version``, raises `UserError` when somebody changed the row since it was read.
        """
        if not update_row(db, table, row_id, version, values):
            raise UserError(
                _("Somebody else changed this record just now. Look at it again, then repeat your change.")
            )

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
            return _named(journal.last_step(db, self.staff_id))

    def can_redo(self) -> str | None:
        """What Ctrl+Y would bring back, in words, or None."""
        with self.reading() as db:
            return _named(journal.undone_step(db, self.staff_id))

    def undo(self, task: Task | None = None, step_id: int | None = None) -> bool:
        """Take back the person's last step (or the one named); False when there is none.

        Raises `UserError` when a later step changed the same records.
        """
        return self._take_back("undo", lambda db: journal.to_undo(db, self.staff_id, step_id), task)

    def redo(self, task: Task | None = None) -> bool:
        """Bring back the step taken back last, if nothing was done since; False when there is none."""
        return self._take_back("redo", lambda db: journal.undone_step(db, self.staff_id), task)

    def _take_back(self, kind: str, find: Callable[[Connection], Any], task: Task | None) -> bool:
        with self.reading() as db:
            first = find(db)  # how links are watched must be known before the pen is taken
            large = first is not None and journal.is_large(db, first.undone_by or first.applied_step)
        with self._transactions.holding_the_pen(links_at_end=large), self.reading() as db:
            target = find(db)
            if target is None:
                return False
            applied = target.undone_by or target.applied_step
            who, label, words = self.staff_id, target.label, target.words
            bulk = journal.is_large(db, applied)
            with self._transactions.step(who, kind, label, words, of_step=target.id, bulk=bulk) as (db, new):
                journal.refuse_if_overwritten(db, applied, target.undone_by or target.id)
                invert(db, applied, new, task, whole=bulk)
                done = {"undone_by": new} if kind == "undo" else {"undone_by": None, "applied_step": new}
                db.execute(update(step).where(step.c.id == target.id).values(**done))
        return True

    # Who wants to know

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after every step, here or elsewhere; returns what ends the subscription.

        It may be called from a worker's thread.
        """
        return self._transactions.subscribe(listener)

    def poll(self) -> None:
        """Tell the listeners what another window or program has done since."""
        self._transactions.publish("elsewhere")
