"""The main window: assembles the features, owns nothing of their business."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from salesdesk.app import menus, palette_rows
from salesdesk.app.features import FEATURES, Feature, Tab, feature_for, load
from salesdesk.app.palette import Palette
from salesdesk.app.palette_rows import PaletteRow
from salesdesk.app.preferences import TAB, Preferences
from salesdesk.app.top_bar import TopBar
from salesdesk.base import i18n, paths
from salesdesk.base.i18n import _
from salesdesk.staff.queries import staff_names
from salesdesk.store import backup
from salesdesk.store.database import Store
from salesdesk.ui import theme
from salesdesk.ui.actions import EVERYWHERE, ActionMap
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import Hub
from salesdesk.ui.jobs import Jobs, JobStrip
from salesdesk.ui.status_bar import StatusBar
from salesdesk.ui.toast import Toasts
from salesdesk.ui.widgets import PageBar, TabItem, column

POLL_MS = 1_500
AGE_WARN, AGE_DANGER = timedelta(hours=48), timedelta(days=7)
MINIMUM = (960, 560)


class MainWindow(QMainWindow):
    """A shop's book in a window. ``rebuild`` makes everything anew for another language or theme."""

    quit_wanted = Signal()

    def __init__(self, store: Store, preferences: Preferences, *, practice: bool = False) -> None:
        super().__init__()
        self.store, self.preferences, self.practice = store, preferences, practice
        self.jobs, self.hub = Jobs(self), Hub(self)
        self.hub.follow(store)
        self._tabs: dict[str, QWidget] = {}
        self._states: dict[str, Mapping[str, Any]] = {}
        self._page: QWidget | None = None
        self.setMinimumSize(*MINIMUM)
        self._build()
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(store.poll)
        self._poll.start()
        self.hub.changed.connect(lambda _changes: self._show_counts())

    # Building

    def _build(self) -> None:
        self.setWindowTitle(_("{shop} - Salesdesk").format(shop=self.store.setting("shop_name")))
        self.actions_map = ActionMap(self)
        self.bar = TopBar([TabItem(f.key, _(f.label), f.icon, f.chord) for f in FEATURES], self._person())
        self.bar.chosen.connect(self.open_tab)
        self.bar.palette_wanted.connect(self.open_palette)
        self.messages, self.stack, self.status = PageBar(), QStackedWidget(), StatusBar()
        self._strip = JobStrip(self.jobs)
        self.status.backup_clicked.connect(lambda: self.actions_map.run("app.backup"))
        body = QWidget()
        body.setLayout(column(self.bar, self.messages, self.stack, self._strip, self.status, spacing=0))
        self.setCentralWidget(body)
        self.toasts = Toasts(self)
        self.desk = Desk(
            store=self.store, hub=self.hub, jobs=self.jobs, actions=self.actions_map, window=self, toasts=self.toasts,
            messages=self.messages, open_record=self.open_record, open_tab=self.open_tab, sizes=self.preferences.sizes,
            remember_sizes=self.preferences.remember_sizes,
        )  # fmt: skip
        self.actions_map.add(*menus.window_actions(self))
        for feature in FEATURES:
            self.actions_map.add(*menus.announced(self, feature))
        self.actions_map.bind(self, EVERYWHERE)
        self.bar.set_menus(*menus.make_menus(self))
        self.open_tab(self.preferences.get(TAB))
        self._show_counts()
        self.show_backup_age()

    def _person(self) -> str:
        with self.store.reading() as db:
            return staff_names(db).get(self.store.staff_id or 0, _("Owner"))

    def rebuild(self) -> None:
        """Make every word and colour anew; what was shown is shown again."""
        self._states = {key: tab.state() for key, tab in self._tabs.items()}  # type: ignore[attr-defined]
        self._tabs, self._page = {}, None
        self.toasts.dismiss()
        self._build()

    # Tabs and records

    def open_tab(self, key: str) -> None:
        """Show a tab; it is made when it is first shown."""
        feature = next((f for f in FEATURES if f.key == key), FEATURES[0])
        self.close_page()
        tab = self.make_tab(feature)
        self.stack.setCurrentWidget(tab)  # type: ignore[arg-type]
        self.bar.tabs.set_current(feature.key)
        self.messages.clear()
        self.preferences.put(TAB, feature.key)
        self.status.show_keys(tab.key_hints())

    def make_tab(self, feature: Feature) -> Tab:
        """A feature's tab, made now if it was not yet."""
        if feature.key not in self._tabs:
            tab = load(feature)(self.desk)
            self._tabs[feature.key] = tab
            self.actions_map.add(*tab.tab_actions())  # type: ignore[attr-defined]
            self.actions_map.bind(tab, feature.key)
            self.stack.addWidget(tab)
            if feature.key in self._states:
                tab.restore(self._states[feature.key])  # type: ignore[attr-defined]
        return self._tabs[feature.key]  # type: ignore[return-value]

    def show_page(self, page: QWidget) -> None:
        """Show a page over the tabs until it is closed (the import)."""
        self.close_page()
        self._page = page
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.status.show_keys(
            (("Alt+B", _("back")), ("Alt+N", _("next")), ("Esc", _("cancel, nothing is saved")))
        )

    def close_page(self) -> None:
        """Back to the tab that was shown."""
        if self._page is not None:
            page, self._page = self._page, None
            self.stack.removeWidget(page)
            page.deleteLater()
            self.open_tab(self.current_tab)

    @property
    def current_tab(self) -> str:
        """The key of the tab that is shown."""
        return self.bar.tabs.current()

    def open_record(self, kind: str, record_id: int) -> bool:
        """Show a record in the tab that shows its kind."""
        feature = feature_for(kind)
        if feature is None:
            return False
        self.open_tab(feature.key)
        return self.make_tab(feature).open_record(kind, record_id)

    def focus_filter(self) -> None:
        """Ctrl+F: the caret into the filter of the tab."""
        self._tabs[self.current_tab].focus_filter()  # type: ignore[attr-defined]

    # Palette

    def open_palette(self) -> None:
        """Ctrl+K."""
        palette = Palette(self, self._palette_rows)
        palette.chosen.connect(self._take)
        palette.show_over(self)

    def _palette_rows(self, typed: str) -> list[PaletteRow]:
        commands = [
            palette_rows.Command(a.key, a.label, self.actions_map.shown_key(a), a.icon)
            for a in self.actions_map.all()
            if a.enabled()
        ]
        with self.store.reading() as db:
            return palette_rows.rows_for(db, typed, commands, self.store.country)

    def _take(self, row: PaletteRow) -> None:
        if row.kind == "command":
            QTimer.singleShot(0, self, lambda: self.actions_map.run(row.target))
        else:
            self.open_record(row.kind, int(row.target))

    # What is always true

    def _show_counts(self) -> None:
        for feature_key, (count, tone) in menus.tab_counts(self.store).items():
            self.bar.tabs.set_count(feature_key, count, tone)

    def show_backup_age(self) -> None:
        """The age of the last proven copy, in the status bar."""
        if self.practice:
            self.status.show_backup(_("Practice shop: nothing here is kept"), "warn")
            return
        copies = backup.list_backups(paths.backup_folder(self.store.path))
        if not copies:
            self.status.show_backup(_("No backup yet"), "warn")
            return
        age = self.store.now() - copies[0].made_at
        words = i18n.ngettext("Last backup {n} day ago", "Last backup {n} days ago", age.days).format(
            n=age.days
        )
        if age < timedelta(days=1):
            words = _("Backed up {when}").format(when=menus.when(copies[0].made_at, self.store))
        self.status.show_backup(words, "danger" if age > AGE_DANGER else "warn" if age > AGE_WARN else "ok")

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("canvas"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where everything was; let running work end."""
        self.preferences.put_geometry(self.saveGeometry())
        self._poll.stop()
        self.jobs.cancel_all()
        self.jobs.wait_all(5)
        super().closeEvent(event)
