"""The main window: assembles the features, owns nothing of their business.

It may be painted before its book is open (see `Frame`); what reads books is therefore loaded where it is
used, and not above.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from salesdesk.app import crash, dialogs, menus, tab_states
from salesdesk.app.features import FEATURES, Feature, Tab, feature_for, load
from salesdesk.app.file_drops import FileDrops
from salesdesk.app.frame import Frame
from salesdesk.app.key_hints import KeyHints
from salesdesk.app.pages import Again
from salesdesk.app.preferences import LETTERS, TAB, Preferences
from salesdesk.app.trail import Trail
from salesdesk.base.changes import Changes
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import _
from salesdesk.ui import theme
from salesdesk.ui.actions import EVERYWHERE, ActionMap
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import Hub
from salesdesk.ui.jobs import Job
from salesdesk.ui.toast import Toasts

if TYPE_CHECKING:
    from salesdesk.store.database import Store

POLL_MS, MINUTE_MS = 1_500, 60_000


def _to_the_end(steps: Iterator[None]) -> None:
    for _step in steps:
        pass


class MainWindow(Frame):
    """A shop's book in a window. ``rebuild`` makes everything anew for another language or theme.

    Made without a store it waits for `begin`, which gives it one.
    """

    closed = Signal()
    """It has gone from the screen and none of its work goes on: the book may be closed."""
    help_wanted = Signal(object)
    """(dialog) F1 was pressed in a dialog."""
    copies_changed = Signal()
    """A copy of the book was made, moved or confirmed."""

    def __init__(self, store: "Store | None", preferences: Preferences, *, practice: bool = False) -> None:
        super().__init__(preferences, practice=practice)
        self.hub = Hub(self)
        self.jobs.failed.connect(self._say_failed)
        self.jobs.crashed.connect(crash.tell)
        self._tabs: dict[str, Tab] = {}
        self._over = False
        self.next_window: QMainWindow | None = None
        if store is not None:
            _to_the_end(self.begin(store))

    def begin(self, store: "Store") -> Iterator[None]:
        """Take the book, in steps short enough that the window can be painted between them."""
        from salesdesk.app.locking import ScreenLock
        from salesdesk.app.standing import Standing

        self.store = store
        self._unfollow = self.hub.follow(store)
        FileDrops(self, lambda path: dialogs.import_file(self, path))
        self._states: dict[str, Mapping[str, Any]] = tab_states.kept(self.preferences, str(store.path))
        self.lock, self.standing = ScreenLock(self), Standing(self)
        self.trail, self.key_hints = Trail(self), KeyHints(self)
        if not self.has_front:
            self.lay_out(self.person)
        yield from self._build()
        self._clocks = [self.every(POLL_MS, self._poll), self.every(MINUTE_MS, self._minute)]
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.timeout.connect(self._show_counts)
        self.hub.changed.connect(self._hear)
        self.help_wanted.connect(lambda dialog: dialogs.help_over(self, dialog))
        self.become_whole()

    # Building

    def _build(self) -> Iterator[None]:
        from salesdesk.app import gate, notices
        from salesdesk.staff import rights

        self.show_title()
        self.actions_map = ActionMap(self)
        self.actions_map.set_letters(self.preferences.get(LETTERS) == "on")
        self.actions_map.set_own_letters(self.preferences.own_letters())
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
        yield
        self.actions_map.bind(self.body, EVERYWHERE)
        yield
        self.bar.set_menus(*menus.make_menus(self))
        yield
        self.make_tab(self.wanted_tab())
        yield
        self.open_tab(self.wanted_tab().key)
        yield
        self._show_counts()
        self.standing.show()
        notices.show_backup_age(self)

    @property
    def person(self) -> str:
        """The name of who is at the desk."""
        from salesdesk.staff.queries import staff_names

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
        self.lay_out(self.person)
        _to_the_end(self._build())
        if again is not None:
            again()
        self.lock.cover()

    def reopen(self, store: "Store") -> None:
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

    def open_palette(self, typed: str = "") -> None:
        """Find anybody and anything, beginning with what was typed."""
        from salesdesk.app.palette_door import open_palette

        open_palette(self, typed)

    def new_here(self) -> None:
        """Add what one adds most often where the person is."""
        menus.new_here(self)

    def open_settings(self, section: str = "") -> None:
        """Show the settings, at a section of `settings_sections` or the one shown last."""
        dialogs.show_settings(self, section)

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
        self.say_title("" if self.lock.locked else self.store.setting("shop_name"))

    def _show_counts(self) -> None:
        from salesdesk.app import notices

        store = self.store
        self.desk.read_soon("tabs", lambda: notices.tab_counts(store), self.bar.set_counts)

    def _minute(self) -> None:
        from salesdesk.app import notices

        self._show_counts()
        self.standing.show()
        notices.show_backup_age(self)

    def _poll(self) -> None:
        held = self.pages.hold_work or self.lock.keeps_sheets
        free = QApplication.activeModalWidget() is None and not held
        if free and self.looks != theme.generation():
            self.rebuild()  # the system has turned dark or light
        try:
            self.store.poll()
        except StoreError as error:
            self.messages.show_message(error.message)

    def _say_failed(self, job: Job, error: UserError | StoreError) -> None:
        from salesdesk.app import notices

        notices.show_failed(self, _("Not finished: {what}").format(what=job.label), error, job.again)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nothing inside wanted: from a page of a tab to what it was opened from."""
        if event.key() != Qt.Key.Key_Escape or not self.whole or not self.trail.step_out():
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where everything was; let running work end."""
        super().closeEvent(event)
        if self._over:
            return
        self._over = True
        if not self.whole:  # the book is only being opened: whoever opens it closes it
            self.preferences.put_geometry(self.saveGeometry())
            self.hide()
            return
        tab_states.keep(self.preferences, str(self.store.path), self._tabs, self.saveGeometry())
        for clock in (*self._clocks, self._counting):
            clock.stop()
        self.hide()
        self.pages.close_all()
        self.jobs.close()
        self._unfollow()
        self.closed.emit()
