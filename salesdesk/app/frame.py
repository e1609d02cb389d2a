"""The frame of the main window: bar, place for the pages, status. It knows no book.

So it can be painted, with a first page in it, while the book is being opened: what is asked of it
meanwhile is done when the book is there (`when_whole`), and keys are kept.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from salesdesk.app.code_ahead import load_ahead
from salesdesk.app.features import FEATURES, Feature
from salesdesk.app.kept_keys import KeptKeys
from salesdesk.app.pages import Pages
from salesdesk.app.preferences import TAB, Preferences
from salesdesk.app.top_bar import TopBar
from salesdesk.base import paths
from salesdesk.base.i18n import _
from salesdesk.ui import theme
from salesdesk.ui.jobs import Jobs, JobStrip
from salesdesk.ui.reading_order import ReadingOrder
from salesdesk.ui.status_bar import StatusBar
from salesdesk.ui.widgets import Inset, PageBar, TabItem, column, row

MINIMUM, SIZE = (960, 560), (1366, 768)
PRELOAD_AFTER_MS = 50  # the whole page is painted by then


class Frame(QMainWindow):
    """Bar, pages and status, and what one can ask of them before there is a book."""

    own_book_wanted = Signal()
    """The person is done with the sample shop."""
    seen = Signal()
    """It was painted for the first time."""

    def __init__(self, preferences: Preferences, *, practice: bool = False) -> None:
        super().__init__()
        self.preferences, self.practice = preferences, practice
        self.jobs = Jobs(self)
        self.whole = self.tells = False
        """Whether the book is there; whether something of it is shown already."""
        self._seen = False
        self._wishes: list[Callable[[], object]] = []
        self._front: QWidget | None = None
        self._kept_keys: KeptKeys | None = None
        self.setMinimumSize(*MINIMUM)

    def lay_out(self, person: str) -> None:
        """Make everything that needs no book, in the words and colours of now."""
        self.looks = theme.generation()
        self.bar = TopBar([TabItem(f.key, _(f.label), f.icon, f.chord) for f in FEATURES], person)
        self.bar.chosen.connect(lambda key: self.when_whole(lambda: self.open_tab(key)))
        self.bar.palette_wanted.connect(self._search)
        self.bar.new_wanted.connect(lambda: self.when_whole(self.new_here))
        self.messages, self.stack, self.status = PageBar(), QStackedWidget(), StatusBar()
        self.pages = Pages(self.stack, self.status, self.bar.tabs)
        self.sample_bar = PageBar("info", thin=True)
        self.strip = JobStrip(self.jobs)
        self.status.backup_clicked.connect(lambda: self.when_whole(lambda: self.open_settings("backups")))
        self.body = ReadingOrder()
        said = Inset(self.messages, margins=(20, 10, 20, 0))
        strip = Inset(self.strip, margins=(20, 0, 20, 10))
        self.middle = row(self.stack, spacing=0)
        whole = column(self.bar, self.sample_bar, said, self.middle, strip, self.status, spacing=0)
        whole.setStretchFactor(self.middle, 1)
        self.body.setLayout(whole)
        self.setCentralWidget(self.body)

    def _search(self) -> None:
        if self.whole:
            self.open_palette()
        else:
            self.bar.begin_search()

    def place(self) -> None:
        """Stand where the window stood last."""
        self.resize(*SIZE)
        kept = self.preferences.geometry()
        if kept is not None:
            self.restoreGeometry(kept)

    @property
    def page(self) -> QWidget | None:
        """The page shown last that is still open."""
        return self.pages.newest

    @property
    def current_tab(self) -> str:
        """The key of the tab that is shown."""
        return self.bar.tabs.current()

    def focus_filter(self) -> bool:
        """Ctrl+F: the caret into the filter of what is shown; False when it has none."""
        shown: Any = self.stack.currentWidget()
        if not hasattr(shown, "focus_filter"):
            return False
        shown.focus_filter()
        return True

    def every(self, milliseconds: int, act: Callable[[], object]) -> QTimer:
        """Do something again and again."""
        clock = QTimer(self)
        clock.timeout.connect(act)
        clock.start(milliseconds)
        return clock

    # Before the book is there

    def show_front(self, shop: str, person: str, page: QWidget | None) -> None:
        """Show a first page of the tab that is wanted, or none yet, while the book is being opened."""
        self.lay_out(person)
        self.say_title(shop)
        self.tells = page is not None
        self._front = page or QWidget()
        self.stack.addWidget(self._front)
        self.stack.currentChanged.connect(self._leave_front)
        self.bar.tabs.set_current(self.wanted_tab().key)
        self._kept_keys = KeptKeys(self.bar, self.focus_filter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()

    def _leave_front(self, _place: int) -> None:
        """The tab stands in place of its front view, which hands on what was done in it."""
        front: Any = self._front
        if hasattr(front, "give_over"):
            front.give_over(self.stack.currentWidget())

    @property
    def has_front(self) -> bool:
        """Whether the first page is shown."""
        return self._front is not None

    def when_whole(self, act: Callable[[], object]) -> None:
        """Do something now, or as soon as the book is there."""
        if self.whole:
            act()
        else:
            self._wishes.append(act)

    def become_whole(self) -> None:
        """The book is there: the first page goes, and what was asked and typed meanwhile is done."""
        self.whole = self.tells = True
        self._when_seen(lambda: QTimer.singleShot(PRELOAD_AFTER_MS, self, lambda: _begin(load_ahead)))
        if self._front is not None:
            self.stack.removeWidget(self._front)
            self._front.deleteLater()
            self._front = None
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        wishes, self._wishes = self._wishes, []
        for wish in wishes:
            wish()
        keys, self._kept_keys = self._kept_keys, None
        if keys is not None:  # in the next turn: the page takes the focus in this one
            QTimer.singleShot(0, self, lambda: keys.give_back(self, self.open_palette))

    def _when_seen(self, act: Callable[[], object]) -> None:
        if self._seen:
            act()
        else:
            self.seen.connect(act)

    def wanted_tab(self) -> Feature:
        """The tab shown last, which is shown first."""
        key = self.preferences.get(TAB)
        return next((f for f in FEATURES if f.key == key), FEATURES[0])

    def say_title(self, shop: str) -> None:
        """Name the shop in the title, or only the program."""
        self.setWindowTitle(_("{shop} - Salesdesk").format(shop=shop) if shop else paths.APP_NAME)

    # What the window does with its book

    def open_tab(self, key: str) -> None:
        """Show a tab."""
        raise NotImplementedError

    def open_palette(self, typed: str = "") -> None:
        """Ctrl+K."""
        raise NotImplementedError

    def new_here(self) -> None:
        """Ctrl+N."""
        raise NotImplementedError

    def open_settings(self, section: str = "") -> None:
        """Show the settings."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that nothing inside wanted, and before the book is there every key."""
        if self._kept_keys is not None:
            self._kept_keys.take(event)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """See `keyPressEvent`."""
        if self._kept_keys is not None:
            self._kept_keys.take(event)
        else:
            super().keyReleaseEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab is a key like the others before the book is there."""
        return self._kept_keys is None and super().focusNextPrevChild(forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("canvas"))
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self.seen.emit)


def _begin(work: Callable[[], object]) -> None:
    """A timer wants no answer."""
    work()
