"""One place where every screen hears that rows changed, and the rule for when a screen reads anew."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from salesdesk.base.changes import Changes

if TYPE_CHECKING:
    from salesdesk.store.database import Store

Touched = Mapping[str, frozenset[int] | None]


class Hub(QObject):
    """Passes the store's `Changes` on to the screens, always on the UI thread."""

    changed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home = threading.get_ident()
        self._arrived.connect(self.changed.emit, Qt.ConnectionType.QueuedConnection)

    def publish(self, changes: Changes) -> None:
        """Tell every screen; from the UI thread at once, from any other in its turn."""
        if threading.get_ident() == self._home:
            self.changed.emit(changes)
        else:
            self._arrived.emit(changes)

    def follow(self, store: Store) -> Callable[[], None]:
        """Publish all that the store reports, and never wait for it on this thread, which draws the window.

        Returns the function that ends the publishing.
        """
        store.never_wait_here()
        return store.subscribe(self.publish)


class Watcher(QObject):
    """Calls ``refresh(touched)`` when watched tables changed: soon when the widget is visible and not
    being edited, else when it is seen again. Several changes in one turn of the event loop are one call.
    """

    def __init__(
        self, widget: QWidget, hub: Hub, tables: Iterable[str], refresh: Callable[[Touched], None]
    ) -> None:
        super().__init__(widget)
        self._widget = widget
        self._tables = frozenset(tables)
        self._refresh = refresh
        self._waiting: dict[str, frozenset[int] | None] = {}
        self._holds = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._run)
        hub.changed.connect(self._changed)
        widget.installEventFilter(self)

    @property
    def stale(self) -> bool:
        """Whether something changed that the widget has not read yet."""
        return bool(self._waiting)

    def hold(self) -> None:
        """Read nothing anew while the person edits; pairs with `release`."""
        self._holds += 1

    def release(self) -> None:
        """The editing is over: what changed meanwhile is read now."""
        self._holds = max(self._holds - 1, 0)
        self._wake()

    def mark_stale(self) -> None:
        """Read everything anew when next seen, as if all the watched tables had changed."""
        self._waiting.update(dict.fromkeys(self._tables))
        self._wake()

    def _changed(self, changes: Changes) -> None:
        for table, ids in changes.touched.items():
            if table not in self._tables:
                continue
            before = self._waiting.get(table, frozenset())
            self._waiting[table] = None if ids is None or before is None else before | ids
        self._wake()

    def _wake(self) -> None:
        if self._waiting and not self._holds and self._widget.isVisible():
            self._soon.start()

    def _run(self) -> None:
        if not self._waiting or self._holds or not self._widget.isVisible():
            return
        touched, self._waiting = self._waiting, {}
        self._refresh(touched)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read anew when a stale widget comes into view."""
        if event.type() == QEvent.Type.Show:
            QTimer.singleShot(0, self, self._run)
        return False


def watch(widget: QWidget, hub: Hub, tables: Iterable[str], refresh: Callable[[Touched], None]) -> Watcher:
    """Keep a widget fresh: ``refresh`` gets the touched ids by table (None = many of them)."""
    return Watcher(widget, hub, tables, refresh)
