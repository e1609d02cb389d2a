"""Lists of any length: the ids in order, and the rows of the pages that were painted lately (no Qt here)."""

from __future__ import annotations

import threading
from array import array
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from salesdesk.base.listing import ListQuery

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from salesdesk.store.database import Store

PAGE = 100
KEEP = 48
FIRST = 300
"""So many ids are read before the first paint; all of them follow from a worker."""


class RowSource(Protocol):
    """Where a list gets its rows.

    A source may also have ``stop()``, called on the UI thread when the ids being read are not wanted
    any more; it may interrupt the query.
    """

    def ids(self, query: ListQuery, limit: int | None) -> Sequence[int]:
        """The ids that match, in order; all of them for None (then called on a worker thread)."""

    def rows(self, ids: Sequence[int]) -> Mapping[int, Any]:
        """The rows of some ids, as NamedTuples made for the screen; gone ids are left out."""


class QuerySource:
    """A `RowSource` of two queries: ``list_ids(db, query, limit)`` and ``rows_by_id(db, ids)``."""

    def __init__(
        self,
        store: Store,
        list_ids: Callable[[Connection, ListQuery, int | None], Iterable[int]],
        rows_by_id: Callable[[Connection, Sequence[int]], Mapping[int, Any]],
    ) -> None:
        self._store = store
        self._list_ids = list_ids
        self.find = list_ids
        self._rows_by_id = rows_by_id
        self._lock = threading.Lock()
        self._reading: Connection | None = None

    def ids(self, query: ListQuery, limit: int | None) -> Sequence[int]:
        """The ids that match, in order."""
        with self._store.reading() as db:
            if limit is None:
                with self._lock:
                    self._reading = db
            try:
                return array("q", self._list_ids(db, query, limit))
            finally:
                if limit is None:
                    with self._lock:
                        self._reading = None

    def rows(self, ids: Sequence[int]) -> Mapping[int, Any]:
        """The rows of some ids."""
        with self._store.reading() as db:
            return self._rows_by_id(db, ids)

    def stop(self) -> None:
        """Interrupt the reading of all ids, where the database can."""
        with self._lock:
            if self._reading is None:
                return
            driver = self._reading.connection.driver_connection
            for name in ("interrupt", "cancel"):  # SQLite's name and PostgreSQL's
                stop = getattr(driver, name, None)
                if stop is not None:
                    stop()
                    return


class _Page:
    __slots__ = ("rows", "words")

    def __init__(self, rows: list[Any]) -> None:
        self.rows = rows
        self.words: list[Any] = [None] * len(rows)


class PagedRows:
    """Ordered ids and the pages of rows around what is on screen.

    ``describe(row)`` makes what the painter needs of a row (formatted words); it is called once a row
    and kept with its page.
    """

    def __init__(self, source: RowSource, describe: Callable[[Any], Any]) -> None:
        self.source = source
        self.describe = describe
        self.ids: Sequence[int] = array("q")
        self._pages: OrderedDict[int, _Page] = OrderedDict()

    def __len__(self) -> int:
        return len(self.ids)

    def row(self, n: int) -> Any:
        """The row at a place, or None when it is gone."""
        return self._page(n // PAGE).rows[n % PAGE]

    def words(self, n: int) -> Any:
        """What ``describe`` makes of the row at a place, or None when the row is gone."""
        page = self._page(n // PAGE)
        at = n % PAGE
        words = page.words[at]
        if words is None and page.rows[at] is not None:
            words = page.words[at] = self.describe(page.rows[at])
        return words

    def _page(self, number: int) -> _Page:
        page = self._pages.get(number)
        if page is None:
            ids = self.ids[number * PAGE : (number + 1) * PAGE]
            found = self.source.rows(ids)
            page = self._pages[number] = _Page([found.get(i) for i in ids])
            if len(self._pages) > KEEP:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page

    def position(self, wanted: int) -> int:
        """Where an id stands, or -1."""
        try:
            return self.ids.index(wanted)
        except ValueError:
            return -1

    def positions(self, wanted: Collection[int]) -> list[int]:
        """Where some ids stand, in order; those that are not in the list are left out."""
        if len(wanted) <= 4:
            return sorted(n for n in map(self.position, wanted) if n >= 0)
        chosen = set(wanted)
        return [n for n, i in enumerate(self.ids) if i in chosen]

    def replace(self, ids: Sequence[int]) -> None:
        """Other ids, or another order; pages that hold the same ids as before are kept."""
        kept = OrderedDict(
            (number, page)
            for number, page in self._pages.items()
            if ids[number * PAGE : (number + 1) * PAGE] == self.ids[number * PAGE : (number + 1) * PAGE]
        )
        self.ids = ids
        self._pages = kept

    def forget(self, changed: Collection[int] | None = None) -> None:
        """Read the rows of the changed ids anew when they are next painted; None forgets every row."""
        if changed is None:
            self._pages.clear()
            return
        stale = [n for n, page in self._pages.items() if not self._ids_of(n).isdisjoint(changed)]
        for number in stale:
            del self._pages[number]

    def forget_words(self) -> None:
        """Describe every row anew, after the language changed."""
        for page in self._pages.values():
            page.words = [None] * len(page.rows)

    def _ids_of(self, number: int) -> set[int]:
        return set(self.ids[number * PAGE : (number + 1) * PAGE])
