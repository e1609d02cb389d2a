"""A book opened in two strokes: the window with its first page at once, then everything behind it.

The first page is read by a bare connection and painted before SQLAlchemy is loaded. Then a thread loads
the rest and opens the book the careful way, and the window takes it over in short steps.
"""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from salesdesk.app.code_ahead import Turns, drawing, drawing_of, load_quiet
from salesdesk.app.features import found_at
from salesdesk.app.tab_states import kept
from salesdesk.app.window import MainWindow
from salesdesk.base import i18n
from salesdesk.base.errors import StoreError, UserError
from salesdesk.store.glimpse import Glimpse
from salesdesk.ui.front import FrontPlace

if TYPE_CHECKING:
    from salesdesk.store.database import Store

_UNSEEN_MS = 1_500
"""A window that is not painted by then (minimized) gets its book all the same."""
_BEHIND = ("salesdesk.app.start", "salesdesk.app.gate", "salesdesk.app.palette_door")


def front_page(window: MainWindow, seen: Glimpse, path: Path) -> QWidget | None:
    """The first page of the tab that is wanted; None for a tab that has none."""
    feature = window.wanted_tab()
    if not feature.front:
        return None

    def later(act: Callable[[object], object]) -> None:
        window.when_whole(lambda: act(window.shown_tab))

    preferences = window.preferences
    state, sizes = kept(preferences, str(path)).get(feature.key, {}), preferences.sizes(feature.key)
    place = FrontPlace(seen, i18n.language(), state, sizes, window.width(), later)
    made: Callable[[FrontPlace], QWidget | None] = found_at(feature.front)
    return made(place)


class Opening(QObject):
    """Opens the book of a window that shows a first page; ``failed`` hears why it could not be."""

    _opened = Signal(object)
    done = Signal()
    """The window is whole."""

    def __init__(
        self, window: MainWindow, path: Path, failed: Callable[[StoreError | UserError], object]
    ) -> None:
        super().__init__(window)
        self._window, self._path, self._failed = window, path, failed
        self._package = window.wanted_tab().place.rpartition(".")[0]
        self._thread = threading.Thread(target=self._work, name="opening")
        self._begun = False
        self.store: Store | None = None
        self._opened.connect(self._take)
        window.seen.connect(self._begin)
        QTimer.singleShot(_UNSEEN_MS, self, self._begin)

    def _begin(self) -> None:
        if not self._begun:
            self._begun = True
            self._thread.start()

    def _work(self) -> None:
        # On a thread of its own.
        answer: object = None
        try:
            from salesdesk.store import engine, prepared
            from salesdesk.store.opening import open_book

            load_quiet([self._package])
            prepared.make_all_ready(engine.dialect())  # the tab asks at once, where the window is drawn
            self.store = open_book(self._path)
        except Exception as error:  # noqa: BLE001 - raised again where the window is
            answer = error
        self._opened.emit(answer)

    def _take(self, error: object) -> None:
        if isinstance(error, StoreError | UserError):
            self._failed(error)
        elif isinstance(error, Exception):
            raise error
        elif self.store is not None and self._window.isVisible():
            Turns(self, self._steps(self.store), self.done.emit).step()

    def _steps(self, store: "Store") -> Iterator[None]:
        yield from drawing_of([self._package])
        yield from drawing(_BEHIND)
        yield from self._window.begin(store)

    def end(self) -> None:
        """The program ends: a book that the window never took is closed."""
        if self._begun:
            self._thread.join()
        if self.store is not None and not self._window.whole:
            self.store.close()
