"""The main window: assembles the features, owns nothing of their business."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from salesdesk.app import crash, dialogs, gate, menus, notices, tab_states
from salesdesk.app.features import FEATURES, Feature, Tab, feature_for, load
from salesdesk.app.file_drops import FileDrops
from salesdesk.app.key_hints import KeyHints
from salesdesk.app.locking import ScreenLock
from salesdesk.app.pages import Again, Pages
from salesdesk.app.palette_door import open_palette
from salesdesk.app.preferences import LETTERS, TAB, Preferences
from salesdesk.app.standing import Standing
from salesdesk.app.top_bar import TopBar
from salesdesk.app.trail import Trail
from salesdesk.base import paths
from salesdesk.base.changes import Changes
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import _
from salesdesk.staff import rights
from salesdesk.staff.queries import staff_names
from salesdesk.store.database import Store
from salesdesk.ui import theme
from salesdesk.ui.actions import EVERYWHERE, ActionMap
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import Hub
from salesdesk.ui.jobs import Job, Jobs, JobStrip
from salesdesk.ui.reading_order import ReadingOrder
from salesdesk.ui.status_bar import StatusBar
from salesdesk.ui.toast import Toasts
from salesdesk.ui.widgets import Inset, PageBar, TabItem, column, row

POLL_MS, MINUTE_MS = 1_500, 60_000
MINIMUM = (960, 560)


class MainWindow(QMainWindow):
    """A shop's book in a window. ``rebuild`` makes everything anew for another language or theme."""

    closed = Signal()
    """It has gone from the screen and none of its work goes on: the book may be closed."""
    help_wanted = Signal(object)
    """(dialog) F1 was pressed in a dialog."""
    copies_changed = Signal()
    """A copy of the book was made, moved or confirmed."""
    own_book_wanted = Signal()
    """The person is done with the sample shop."""

    def __init__(self, store: Store, preferences: Preferences, *, practice: bool = False) -> None:
        super().__init__()
        self.store, self.preferences, self.practice = store, preferences, practice
        self.jobs, self.hub = Jobs(self), Hub(self)
        self.jobs.failed.connect(self._say_failed)
        self.jobs.crashed.connect(crash.tell)
        self._unfollow = self.hub.follow(store)
        FileDrops(self, lambda path: dialogs.import_file(self, path))
        self._tabs: dict[str, Tab] = {}
        self._states: dict[str, Mapping[str, Any]] = tab_states.kept(preferences, str(store.path))
        self._over = False
        self.next_window: QMainWindow | None = None
        self.lock, self.standing = ScreenLock(self), Standing(self)
        self.setMinimumSize(*MINIMUM)
        self.trail, self.key_hints = Trail(self), KeyHints(self)
        self._build()
        self._clocks = [self._every(POLL_MS, self._poll), self._every(MINUTE_MS, self._minute)]
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.timeout.connect(self._show_counts)
        self.hub.changed.connect(self._hear)
        self.help_wanted.connect(lambda dialog: dialogs.help_over(self, dialog))

    def _every(self, milliseconds: int, act: Callable[[], object]) -> QTimer:
        clock = QTimer(self)
        clock.timeout.connect(act)
        clock.start(milliseconds)
        return clock

    # Building

    def _build(self) -> None:
        self._looks = theme.generation()
        self.show_title()
        self.actions_map = ActionMap(self)
        self.actions_map.set_letters(self.preferences.get(LETTERS) == "on")
        self.actions_map.set_own_letters(self.preferences.own_letters())
        self.bar = TopBar([TabItem(f.key, _(f.label), f.icon, f.chord) for f in FEATURES], self.person)
        self.bar.chosen.connect(self.open_tab)
        self.bar.palette_wanted.connect(lambda: open_palette(self))
        self.bar.new_wanted.connect(lambda: menus.new_here(self))
        self.messages, self.stack, self.status = PageBar(), QStackedWidget(), StatusBar()
        self.pages = Pages(self.stack, self.status, self.bar.tabs)
        self.sample_bar = PageBar("info", thin=True)
        self.strip = JobStrip(self.jobs)
        self.status.backup_clicked.connect(lambda: self.open_settings("backups"))
        self._body = ReadingOrder()
        said = Inset(self.messages, margins=(20, 10, 20, 0))
        strip = Inset(self.strip, margins=(20, 0, 20, 10))
        self.middle = row(self.stack, spacing=0)
        whole = column(self.bar, self.sample_bar, said, self.middle, strip, self.status, spacing=0)
        whole.setStretchFactor(self.middle, 1)
        self._body.setLayout(whole)
        self.setCentralWidget(self._body)
        self.toasts = Toasts(self)
        self.desk = Desk(
            store=self.store, hub=self.hub, jobs=self.jobs, actions=self.actions_map, window=self,
            toasts=self.toasts, messages=self.messages, open_record=self.open_record, open_tab=self.open_tab,
            sizes=self.preferences.sizes, note=self.preferences.note, keep_note=self.preferences.keep_note,
            remember_sizes=self.preferences.remember_sizes, may=partial(rights.may, self.store),
        )  # fmt: skip
        gate.guard(self)
        self.actions_map.add(*menus.window_actions(self))
        for feature in FEATURES:
            self.actions_map.add(*menus.announced(self, feature))
        self.actions_map.bind(self._body, EVERYWHERE)
        self.bar.set_menus(*menus.make_menus(self))
        self.open_tab(self.preferences.get(TAB))
        self._show_counts()
        self.standing.show()
        notices.show_backup_age(self)

    @property
    def person(self) -> str:
        """The name of who is at the desk."""
        with self.store.reading() as db:
            return staff_names(db).get(self.store.staff_id or 0, _("Owner"))

    def rebuild(self) -> None:
        """Make every word and colour anew; what was shown is shown again."""
        self._states = {key: tab.state() for key, tab in self._tabs.items()}
        again = self.pages.close_all()
        self._tabs = {}
        self.actions_map.remove(*(action.key for action in self.actions_map.all()))
        self.actions_map.deleteLater()
        self.toasts.hide()
        self.toasts.deleteLater()
        self._build()
        if again is not None:
            again()
        self.lock.cover()

    def reopen(self, store: Store) -> None:
        """Show another book in place of this one, such as a restored copy; nothing of before stays."""
        self._unfollow()
        self.store, self._unfollow = store, self.hub.follow(store)
        self._tabs, self.trail = {}, Trail(self)
        self.pages.close_all()
        self.rebuild()

    # Tabs and records

    def open_tab(self, key: str) -> None:
        """Show a tab; it is made when it is first shown."""
        self.trail.leave()
        self._show_tab(next((f for f in FEATURES if f.key == key), FEATURES[0]))
        self.trail.arrive()

    def _show_tab(self, feature: Feature) -> None:
        tab = self.make_tab(feature)
        self.stack.setCurrentWidget(cast(QWidget, tab))
        self.bar.tabs.set_current(feature.key)
        self.messages.clear()
        self.preferences.put(TAB, feature.key)
        self.key_hints.show()

    @property
    def shown_tab(self) -> Tab | None:
        """The tab that is current, perhaps behind a page."""
        return self._tabs.get(self.current_tab)

    def make_tab(self, feature: Feature) -> Tab:
        """A feature's tab, made now if it was not yet."""
        if feature.key not in self._tabs:
            tab = load(feature)(self.desk)
            widget: Any = tab
            self._tabs[feature.key] = tab
            self.actions_map.add(*tab.tab_actions())
            self.actions_map.bind(widget, feature.key)
            self.stack.addWidget(widget)
            self.trail.watch(widget)
            if hasattr(widget, "hints_changed"):
                widget.hints_changed.connect(self.key_hints.show)
            if feature.key in self._states:
                tab_states.give_back(tab, self._states[feature.key])
        return self._tabs[feature.key]

    def show_page(self, page: QWidget, again: Again | None = None) -> None:
        """Show a page over the tabs; ``again`` opens it anew after a `rebuild`. See `Pages`."""
        self.trail.leave()
        self.pages.show(page, again)
        self.trail.arrive()

    def close_page(self, page: QWidget | None = None) -> None:
        """Close a page, or the one shown last; back to the tab when it was to be seen."""
        if self.pages.close(page):
            self.open_tab(self.current_tab)

    @property
    def page(self) -> QWidget | None:
        """The page shown last that is still open."""
        return self.pages.newest

    def open_settings(self, section: str = "") -> None:
        """Show the settings, at a section of `settings_sections` or the one shown last."""
        dialogs.show_settings(self, section)

    @property
    def current_tab(self) -> str:
        """The key of the tab that is shown."""
        return self.bar.tabs.current()

    def open_record(self, kind: str, record_id: int) -> bool:
        """Show a record in the tab that shows its kind."""
        feature = feature_for(kind)
        if feature is None:
            return False
        self.trail.leave()
        self._show_tab(feature)
        found = self.make_tab(feature).open_record(kind, record_id)
        self.trail.arrive()
        return found

    def focus_filter(self) -> None:
        """Ctrl+F: the caret into the filter of what is shown."""
        shown: Any = self.stack.currentWidget()
        if hasattr(shown, "focus_filter"):
            shown.focus_filter()

    # What is always true

    def _hear(self, changes: Changes) -> None:
        self._counting.start(0)
        if changes.touches("staff_member"):
            self.bar.show_person(self.person)
            self.bar.set_menus(*menus.make_menus(self))
        if changes.touches("setting"):
            self.show_title()

    def show_title(self) -> None:
        """Name the shop in the title; while the screen is locked, only the program."""
        shop = _("{shop} - Salesdesk").format(shop=self.store.setting("shop_name"))
        self.setWindowTitle(paths.APP_NAME if self.lock.locked else shop)

    def _show_counts(self) -> None:
        store = self.store
        self.desk.read_soon("tabs", lambda: notices.tab_counts(store), self.bar.set_counts)

    def _minute(self) -> None:
        self._show_counts()
        self.standing.show()
        notices.show_backup_age(self)

    def _poll(self) -> None:
        held = self.pages.hold_work or self.lock.keeps_sheets
        free = QApplication.activeModalWidget() is None and not held
        if free and self._looks != theme.generation():
            self.rebuild()  # the system has turned dark or light
        try:
            self.store.poll()
        except StoreError as error:
            self.messages.show_message(error.message)

    def _say_failed(self, job: Job, error: UserError | StoreError) -> None:
        notices.show_failed(self, _("Not finished: {what}").format(what=job.label), error, job.again)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nothing inside wanted: from a page of a tab to what it was opened from."""
        if event.key() != Qt.Key.Key_Escape or not self.trail.step_out():
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("canvas"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where everything was; let running work end."""
        super().closeEvent(event)
        if self._over:
            return
        self._over = True
        tab_states.keep(self.preferences, str(self.store.path), self._tabs, self.saveGeometry())
        for clock in (*self._clocks, self._counting):
            clock.stop()
        self.hide()
        self.pages.close_all()
        self.jobs.close()
        self._unfollow()
        self.closed.emit()
