"""One pen, many readers: the write transaction that is a step, and the news of it."""

import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import UTC
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from salesdesk import __version__
from salesdesk.base import clock
from salesdesk.base.changes import Changes
from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _
from salesdesk.base.ids import new_id
from salesdesk.store import journal
from salesdesk.store.checkpoints import Checkpoints
from salesdesk.store.engine import BUSY_MS, be_patient, driver, engines
from salesdesk.store.engine_words import plain_words
from salesdesk.store.indexing import index_rows
from salesdesk.store.journal_schema import ROW_BY_ROW, SEARCH_LATER, WHOLE, change, step
from salesdesk.store.links import refuse_lost_links, unwatched, watched
from salesdesk.store.touched import touched_by

Listener = Callable[[Changes], None]
Guard = Callable[[Collection[str], int | None], None]
LAST_WRITER = "last_writer"
MANY = 2_000
# A window must not stand still behind an import or another program: it says so at once. All others can wait.
WINDOW_PATIENCE_S, PATIENCE_S = 0.03, 30.0
WINDOW_BUSY_MS = 60


def allow(_tables: Collection[str], _whose: int | None) -> None:
    """A guard that lets everybody change everything: the book before anybody is at the desk."""


class Transactions:
    """The reading and writing transactions on one book, and who wants to hear of them."""

    def __init__(self, path: Path, *, reading_only: bool = False) -> None:
        self.path, self._reading_only = path, reading_only
        self.writer, self._reader = engines(path)
        self.checkpoints = Checkpoints(path)
        self._listeners: list[Listener] = []
        self._pen = threading.Lock()
        self._open = threading.local()
        self._hurried: set[int] = set()
        self.seen = 0
        self._signed = False
        self.before_change: Guard = allow
        with self.reading() as db:
            self.seen = _newest_change(db)

    def close(self) -> None:
        """Fold the log into the file, so that it is whole at rest, and close every connection.

        Raises `StoreError` when the drive fails; a full disk leaves the log beside the book.
        """
        self.checkpoints.wait()
        try:
            with plain_words(self.path), self.writer.connect() as db:
                connection = db.connection.driver_connection
                if connection is not None:
                    connection.execute("PRAGMA optimize").fetchall()
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except StoreError as error:
            if error.kind != "full":
                raise
            # No room to fold it in: what was saved is in the log, and stays there until the next time.
        finally:
            self._reader.dispose()
            self.writer.dispose()

    @property
    def current(self) -> Connection | None:
        """The write transaction that is open on this thread, if any."""
        return getattr(self._open, "db", None)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read transaction; inside a change, that change's own."""
        own = self.current or self._held
        if own is not None:
            yield own
            return
        with plain_words(self.path), self._reader.connect() as db:
            self._be_patient(db)
            with db.begin():
                yield db

    @contextmanager
    def step(
        self,
        staff_id: int | None,
        kind: str,
        label: str,
        words: str,
        *,
        of_step: int | None = None,
        bulk: bool = False,
    ) -> Iterator[tuple[Connection, int]]:
        """A write transaction that is one step; all or nothing. Its listeners hear of it after the commit."""
        if self._reading_only:
            raise StoreError(words_of_reading(), kind="read_only")
        self.before_change(*self._taken_back(of_step))
        with self._pen_taken() as db:
            step_id = _begin(db, staff_id, kind, label, words, of_step, bulk)
            self._open.db = db
            try:
                yield db, step_id
                if not self._signed:
                    _sign(db, step_id)
                touched, newest = _touched_since(db, self.seen)
                empty = _finish(db, step_id, bulk)
                self._signed = self._signed or not empty
            except BaseException:
                db.rollback()
                raise
            finally:
                self._open.db = None
            self.checkpoints.after_commit(driver(db))
        if not empty:
            self._tell(newest, Changes(journal.words_of(label, words), step_id, touched, kind))

    @contextmanager
    def holding_the_pen(self, *, links_at_end: bool = False) -> Iterator[None]:
        """What is read inside is still so when the first step inside is written: nobody else writes between.

        A step cannot be begun before it is known what it is called, and that is read from what it changes.
        ``links_at_end``: for thousands of rows, see `salesdesk.store.links`.
        """
        if self.current is not None or self._held is not None or self._reading_only:
            yield
            return
        with ExitStack() as pen:
            self._open.held = pen.enter_context(self._pen_taken(links_at_end)), pen
            try:
                yield
            finally:
                self._open.held = None

    @property
    def _held(self) -> Connection | None:
        """The connection of the pen that this thread holds without having begun a step."""
        held = getattr(self._open, "held", None)
        return held[0] if held else None

    @contextmanager
    def _pen_taken(self, links_at_end: bool = False) -> Iterator[Connection]:
        """The one connection that writes, in a transaction that was just begun, or that is held already."""
        if self._held is not None:
            (db, pen), self._open.held = self._open.held, None
            with pen.pop_all():
                yield db
            return
        with self._with_pen() as db, unwatched(db) if links_at_end else nullcontext():
            db.begin()
            yield db

    @contextmanager
    def upkeep(self) -> Iterator[Connection]:
        """A write transaction that is no step: nobody hears of it, and it changes no row of the shop."""
        if self._reading_only:
            raise StoreError(words_of_reading(), kind="read_only")
        with self._with_pen() as db:
            with db.begin():
                yield db
            self.checkpoints.after_commit(driver(db))

    @contextmanager
    def _with_pen(self) -> Iterator[Connection]:
        if not self._pen.acquire(timeout=WINDOW_PATIENCE_S if self._in_a_hurry() else PATIENCE_S):
            raise StoreError(
                _("A longer job is just writing to the book. Nothing was lost. Try again when it is done.")
            )
        try:
            with plain_words(self.path), self.writer.connect() as db:
                self._be_patient(db)
                yield db
        finally:
            self._pen.release()

    def never_wait_here(self) -> None:
        """This thread draws a window: held up by another writer it is told so (`StoreError`) at once."""
        self._hurried.add(threading.get_ident())

    def _in_a_hurry(self) -> bool:
        return threading.get_ident() in self._hurried

    def _be_patient(self, db: Connection) -> None:
        """Wait for a book that another program holds as long as this thread can afford."""
        wanted = WINDOW_BUSY_MS if self._in_a_hurry() else BUSY_MS
        if db.info.get("busy_ms", BUSY_MS) != wanted:
            be_patient(db, wanted)
            db.info["busy_ms"] = wanted

    def guard(self, before_change: Guard) -> None:
        """Ask ``before_change(tables, whose)`` before every step; it raises `UserError` to refuse it.

        For a step that takes another back: the tables that one had touched, and whose it was.
        """
        self.before_change = before_change

    def _taken_back(self, step_id: int | None) -> tuple[Collection[str], int | None]:
        """What a step that is undone or redone had touched, and whose it was; nothing for a new step."""
        if step_id is None:
            return (), None
        with self.reading() as db:
            whose = db.execute(select(step.c.staff_id).where(step.c.id == step_id)).scalar()
            touched = db.execute(select(change.c.table_name).where(change.c.step_id == step_id).distinct())
            return list(touched.scalars()), whose

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after every step; returns what ends the subscription."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def publish(self, kind: str) -> None:
        """Tell the listeners what others have changed since they were told last."""
        with self.reading() as db:
            touched, newest = _touched_since(db, self.seen)
        if touched:
            self._tell(newest, Changes("", 0, touched, kind))

    def _tell(self, newest: int, message: Changes) -> None:
        self.seen = newest
        for listener in list(self._listeners):
            listener(message)


def words_of_reading() -> str:
    """Why nothing can be changed in a book that is open for reading."""
    return _(
        "The book can only be read here: its file or its folder may not be written. Nothing was changed."
    )


_NEWEST = "SELECT coalesce(max(id), 0) FROM change"


def _newest_change(db: Connection) -> int:
    return int(driver(db).execute(_NEWEST).fetchone()[0])


def _touched_since(db: Connection, seen: int) -> tuple[dict[str, frozenset[int] | None], int]:
    c = driver(db)
    lines = "SELECT table_name, row_id, coalesce(last_id, row_id) FROM change WHERE id > ? LIMIT ?"
    rows = c.execute(lines, (seen, MANY)).fetchall()
    touched: dict[str, frozenset[int] | None] = {}
    if sum(last - first + 1 for _table, first, last in rows) >= MANY:
        tables = c.execute("SELECT DISTINCT table_name FROM change WHERE id > ?", (seen,))
        touched = dict.fromkeys(table for (table,) in tables)
    else:
        for table, first, last in rows:
            touched[table] = (touched.get(table) or frozenset()) | frozenset(range(first, last + 1))
    return touched, _newest_change(db)


def _begin(
    db: Connection, staff_id: int | None, kind: str, label: str, words: str, of_step: int | None, bulk: bool
) -> int:
    c = driver(db)
    newest = int(c.execute("SELECT coalesce(max(id), 0) FROM step").fetchone()[0])
    step_id = max(new_id(), newest + 1)
    at = clock.now().astimezone(UTC).isoformat(timespec="milliseconds")
    c.execute(
        "INSERT INTO step(id, at, staff_id, kind, of_step, label, words, applied_step) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (step_id, at, staff_id, kind, of_step, label, words, step_id),
    )
    _now(c, step_id, SEARCH_LATER if bulk else ROW_BY_ROW)
    return step_id


def _now(c: Any, step_id: int | None, bulk: int) -> None:
    c.execute("UPDATE journal_now SET step_id = ?, bulk = ? WHERE id = 1", (step_id, bulk))


def _sign(db: Connection, step_id: int) -> None:
    """Write the page that says which book this is, so that a log can be told from another book's."""
    c = driver(db)
    c.execute("DELETE FROM meta WHERE key = ?", (LAST_WRITER,))
    c.execute("INSERT INTO meta(key, value) VALUES (?, ?)", (LAST_WRITER, f"{__version__} {step_id}"))


def _finish(db: Connection, step_id: int, bulk: bool) -> bool:
    c = driver(db)
    if c.execute("SELECT 1 FROM change WHERE step_id = ? LIMIT 1", (step_id,)).fetchone() is None:
        db.rollback()
        return True
    if c.execute("SELECT bulk FROM journal_now WHERE id = 1").fetchone()[0] == WHOLE:
        # Rows were written that the journal may not know of.
        raise RuntimeError("a bulk step was left open")
    if bulk or not watched(c):
        touched = touched_by(c, step_id)
        if not watched(c):
            refuse_lost_links(c, touched)
        if bulk:
            index_rows(c, touched)
    _now(c, None, ROW_BY_ROW)
    db.commit()
    return False
