"""A list of the department with its saved filters, filter field and columns; empty it says what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QWidget

from salesdesk.base.i18n import _
from salesdesk.base.listing import ListQuery
from salesdesk.filters.chips_panel import SavedFilters
from salesdesk.filters.rules import Wanted
from salesdesk.ui import theme
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk
from salesdesk.ui.no_match import filter_words, no_match
from salesdesk.ui.paging import QuerySource
from salesdesk.ui.record_table import Column, RecordModel, RecordTable
from salesdesk.ui.widgets import (
    Card,
    ChipItem,
    ChipRow,
    EmptyState,
    IconButton,
    SearchField,
    Segmented,
    column,
    row,
)

_TABLES = ("service_case", "party", "product", "owned_item", "time_entry")
_HEAD, _GAP, _WIDE = 30, 10, 1250
_SIDE = 20
"""Beside the list; the window tells its width to be: a table for another one would be made and read twice."""
_NO_LIMIT = 16_000_000


class ListPanel(QWidget):
    """Chips and a filter above a table of two-line rows.

    ``empty(view)`` makes what is shown when a view holds nothing; a filter that finds nothing offers to drop
    it. The table is as high as its rows, so that what follows stands right below a short list.
    """

    opened = Signal(object)
    """(id)"""
    previewed = Signal(object, QPoint)
    """(id, where to show it) Space on a row."""
    counted = Signal()

    def __init__(
        self,
        desk: Desk,
        key: str,
        name: str,
        filters: Sequence[ChipItem],
        columns: Callable[[bool], Sequence[Column]],
        source: QuerySource,
        *,
        sentence: Callable[[Any], str],
        empty: Callable[[str], EmptyState],
        row_actions: Callable[[], Sequence[Action]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._key, self._name = desk, key, name
        self._make_columns, self._source, self._sentence = columns, source, sentence
        self._wide = desk.window.width() - 2 * _SIDE >= theme.scaled(_WIDE)
        self._columns = tuple(columns(self._wide))
        self._empty, self._row_actions = empty, row_actions
        self._query = ListQuery(filters[0].key)
        self._views = [item.key for item in filters]
        self._read = False
        self.chips = ChipRow(filters, filters[0].key, _("Saved filters"))
        self.chips.chosen.connect(lambda _key: self._ask())
        self.search = SearchField(_("Filter"), icon="list-filter", key="Ctrl+F", name=_("Filter this list"))
        self.search.setFixedWidth(theme.scaled(210))
        self.search.searched.connect(lambda _text: self._ask())
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        button = IconButton("columns-3", _("Columns"), kind="default", menu=self._menu)
        self._card = Card(padding=False)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._card)
        self.setLayout(column(row(self.chips, self.search, button), self._stack, spacing=_GAP))
        self._hidden = {k for k, on in desk.sizes(f"{key}.columns").items() if not on}
        self._make_table()
        self.saved = SavedFilters(
            desk,
            key,
            self.chips,
            asked=lambda: Wanted(self._query, tuple(sorted(self._hidden))),
            show=self.show_wanted,
            find=source.find,
            tables=_TABLES,
        )

    def _make_table(self) -> None:
        shown = [c for c in self._columns if c.field.key not in self._hidden]
        self.model = RecordModel(
            self._source,
            shown,
            self._desk.jobs,
            language=self._desk.language,
            currency=self._desk.currency,
            zone=self._desk.store.zone,
            sentence=self._sentence,
            parent=self,
        )
        self.table = RecordTable(
            self.model,
            name=self._name,
            two_line=True,
            actions=self._row_actions,
            widths=self._desk.sizes(self._key),
            remember_widths=self._desk.remember_sizes(self._key),
            jobs=self._desk.jobs,
        )
        self.table.opened.connect(self.opened.emit)
        self.table.installEventFilter(self)
        self.model.shown.connect(self._shown)
        self.model.counted.connect(lambda _n: self._fit())
        self.model.trouble.connect(lambda error: self._desk.messages.show_message(str(error)))
        self._card.add(self.table)
        self.setFocusProxy(self.table)

    # ------------------------------------------------------------- what is shown

    def show_list(self) -> None:
        """Read the list for the first time."""
        self._read = True
        self.model.show(self._query)

    def show_view(self, view: str) -> None:
        """Choose a saved filter."""
        if view in self._views:
            self.chips.set_current(view)
            self._ask()

    def show_wanted(self, wanted: Wanted) -> None:
        """Show what a saved filter says: view, text, order and columns."""
        self._query = wanted.query
        self.chips.set_current(wanted.query.view)
        self.search.setText(wanted.query.text)
        known = {c.field.key for c in self._columns[1:]}
        if (hidden := set(wanted.hidden) & known) != self._hidden:
            self._hidden = hidden
            self._make_table_anew()
        self.model.show(wanted.query)

    @property
    def query(self) -> ListQuery:
        """What is shown."""
        return self.model.query

    def _ask(self) -> None:
        self._query = ListQuery(
            self.chips.current(), self.search.text().strip(), self._query.sort, self._query.descending
        )
        self.model.show(self._query)

    def _shown(self, query: ListQuery) -> None:
        if self.table.hasFocus() and self.table.current_id() is None:
            self.table.select_first()  # a list that has the keys always has a row for them
        self._query = query
        self.saved.follow()
        self._fit()

    def _fit(self) -> None:
        if self.model.count:
            self._stack.setCurrentWidget(self._card)
            high = theme.scaled(_HEAD) + self.model.count * theme.table_row(True) + 2
            self.setMaximumHeight(min(self._head_height() + high, _NO_LIMIT))
        else:
            self._show_nothing()
            self.setMaximumHeight(_NO_LIMIT)
        self.counted.emit()

    def _head_height(self) -> int:
        return max(self.chips.sizeHint().height(), self.search.sizeHint().height()) + _GAP

    def _show_nothing(self) -> None:
        old = self._stack.widget(1)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self._stack.addWidget(_no_match(self) if self._query.text else self._empty(self._query.view))
        self._stack.setCurrentIndex(1)

    def clear_filter(self) -> None:
        """Show the whole view again."""
        self.search.clear()
        self.search.search_now()
        self._ask()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """The numbers on the chips."""
        for key in self._views:
            self.chips.set_count(key, counts.get(key))

    def refresh(self) -> None:
        """Read everything that is shown anew."""
        self.model.refresh()

    def focus_filter(self) -> None:
        """Begin to type a filter."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space asks for a quick look at the current row."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.table:
            current = self.table.current_id()
            if event.key() == Qt.Key.Key_Space and not event.modifiers() and current is not None:
                rect = self.table.visualRect(self.table.currentIndex())
                at = self.table.viewport().mapToGlobal(rect.bottomLeft() + QPoint(100, 4))
                self.previewed.emit(current, at)
                return True
        return False

    # ------------------------------------------------------------- columns

    def _fill_menu(self) -> None:
        self._menu.clear()
        for entry in self._columns[1:]:
            line = self._menu.addAction(_(entry.field.label).replace("&", "&&"))
            line.setCheckable(True)
            line.setChecked(entry.field.key not in self._hidden)
            line.toggled.connect(lambda on, key=entry.field.key: self.show_column(key, on))

    def show_column(self, key: str, on: bool) -> None:
        """Show a column or hide it; the first one always stays."""
        self._hidden = self._hidden - {key} if on else self._hidden | {key}
        keys = [c.field.key for c in self._columns]
        self._desk.remember_sizes(f"{self._key}.columns")({k: int(k not in self._hidden) for k in keys})
        self._make_table_anew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wide window gives every column more room, not the first one only."""
        super().resizeEvent(event)
        wide = self.width() >= theme.scaled(_WIDE)
        if wide != self._wide:
            self._wide = wide
            self._columns = tuple(self._make_columns(wide))
            self._make_table_anew()

    def _make_table_anew(self) -> None:
        query, current = self.model.query, self.table.current_id()
        self._card.body.removeWidget(self.table)
        self.table.hide()
        self.table.deleteLater()
        self.model.deleteLater()
        self._make_table()
        if self._read:
            self.model.show(query)
        if current is not None:
            self.table.select_id(current)

    # ------------------------------------------------------------- state

    def state(self) -> dict[str, Any]:
        """What `restore` needs."""
        query = self.model.query
        return {
            "view": query.view,
            "text": query.text,
            "sort": query.sort,
            "descending": query.descending,
            "current": self.table.current_id(),
            "chip": self.saved.state(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show the same view, filter, order and row again."""
        view = state.get("view", "")
        self._query = ListQuery(
            view if view in self._views else self.chips.current(),
            str(state.get("text", "")),
            str(state.get("sort", "")),
            bool(state.get("descending", False)),
        )
        self.chips.set_current(self._query.view)
        self.search.setText(self._query.text)
        self.model.show(self._query)
        self.saved.restore(str(state.get("chip") or ""))
        if state.get("current") is not None:
            self.table.select_id(state["current"])


def _no_match(panel: ListPanel) -> EmptyState:
    query, first = panel.query, panel.chips.keys()[0]
    view = panel.chips.words(query.view)
    words = filter_words(query.text, "" if query.view == first else view)
    title = _("Nothing matches “{text}”").format(text=words)

    def everything() -> None:
        panel.clear_filter()
        panel.show_view(first)

    return no_match(title, query.text, view, panel.chips.count(query.view), panel.clear_filter, everything)


class KeysToList(QWidget):
    """A tab of lists: when it comes to be seen the keyboard goes to the list, not to what stands above it."""

    def first_keys(self) -> QWidget | None:
        """Where the keyboard goes; None leaves it where it is."""
        return None

    def showEvent(self, event: QShowEvent) -> None:
        """Wait until Qt has given the focus to something."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._seen)

    def _seen(self) -> None:
        focused, wanted = QApplication.focusWidget(), self.first_keys()
        inside = focused is not None and self.isAncestorOf(focused)
        on_switch = focused is not None and isinstance(focused.parentWidget(), Segmented)
        if wanted is not None and (on_switch or not inside):
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)
