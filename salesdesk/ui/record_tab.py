"""The parts of a tab with records: title, saved filters, filter field, order, list, and record beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from salesdesk.base.i18n import _, ngettext
from salesdesk.base.listing import ListQuery
from salesdesk.ui import theme
from salesdesk.ui.widgets import (
    Button,
    ChipItem,
    ChipRow,
    IconButton,
    Label,
    SearchField,
    announce,
    row,
)
from salesdesk.ui.widgets.inputs import QUIET_MS

NARROW = 1000
"""Below this width in pixels the list or the record is shown, not both."""
LIST_WIDTH, LIST_LEAST = 430, 340
_REMEMBER_MS = 400


class Filter(NamedTuple):
    """A saved filter: the key is a `ListQuery.view`, the label is translated."""

    key: str
    label: str
    icon: str = ""


class Order(NamedTuple):
    """An order: the key is a `ListQuery.sort`, the label is translated."""

    key: str
    label: str
    descending: bool = False


class ListPane(QWidget):
    """A list with its title and filters above it.

    ``wide`` puts title, ``views`` (a switch of views) and ``trailing`` on one line and the filters with the
    filter field on the next, for pages; without it everything stands as narrow as a list beside a record.
    ``at_once`` tells each letter of the filter, for a list whose search is bounded.
    The pane only tells what is wanted; the list it holds is shown by whoever hears `query_changed`.
    """

    query_changed = Signal(object)
    """(ListQuery)"""

    def __init__(
        self,
        title: str,
        filters: Sequence[Filter],
        orders: Sequence[Order],
        body: QWidget,
        *,
        views: QWidget | None = None,
        trailing: QWidget | None = None,
        wide: bool = False,
        at_once: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.body = body
        self._orders = {order.key: order for order in orders}
        self._order = next(iter(self._orders), "")
        self._descending = self._orders[self._order].descending if self._orders else False
        self._title = Label(title, "title", elide="end")
        self._count = Label("", "body", "ink3")
        items = [ChipItem(f.key, f.label, f.icon) for f in filters]
        self.chips = ChipRow(items, items[0].key if items else "", _("Saved filters"))
        self.chips.chosen.connect(lambda _key: self._tell())
        if not items:  # never shown here: without a parent it would be a window for a moment
            self.chips.hide()
        quiet = 0 if at_once else QUIET_MS
        self.search = SearchField(_("Filter this list"), icon="list-filter", key="Ctrl+F", quiet_ms=quiet)
        self.search.searched.connect(lambda _text: self._tell())
        self._order_menu = QMenu(self)
        self._order_menu.aboutToShow.connect(self._fill_orders)
        self._order_button = self._make_order_button(wide)
        if not orders:
            self._order_button.hide()
        self._lay_out(views, trailing, wide)
        self.setFocusProxy(body)
        self._show_order()

    def _make_order_button(self, wide: bool) -> Button | IconButton:
        if wide:
            return IconButton(
                "arrow-down-up", _("Order"), kind="default", size="control", menu=self._order_menu
            )
        button = Button("", icon="arrow-down-up")
        button.clicked.connect(lambda: self._order_menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
        return button

    def _lay_out(self, views: QWidget | None, trailing: QWidget | None, wide: bool) -> None:
        side = 0 if wide else 16
        self.chips.menu_at_edge = not wide
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0 if wide else 12, 0, 0)
        layout.setSpacing(8)
        head = row(self._title, self._count, spacing=8, margins=(side, 0, side - 3 if side else 0, 0))
        if wide and views is not None:
            head.addSpacing(8)
            head.addWidget(views)
        head.addStretch(1)
        for widget in (trailing, None if wide else views):
            if widget is not None:
                head.addWidget(widget)
        layout.addLayout(head)
        if wide:
            self.search.setFixedWidth(theme.scaled(210))
            layout.addLayout(row(self.chips, self.search, self._order_button))
        else:
            layout.addLayout(row(self.chips, margins=(side, 0, side, 0)))
            layout.addLayout(row(self.search, self._order_button, margins=(side, 0, side, 2)))
        layout.addWidget(self.body, 1)

    # ------------------------------------------------------------- what is wanted

    @property
    def query(self) -> ListQuery:
        """What the pane asks for now."""
        return ListQuery(self.chips.current(), self.search.text().strip(), self._order, self._descending)

    def set_query(self, query: ListQuery) -> None:
        """Show another query, as when a tab is restored, and tell it."""
        self.chips.set_current(query.view)
        self.search.setText(query.text)
        self._take_order(query.sort, query.descending)
        self._tell()
        self.search.search_now()

    def show_sorted(self, query: ListQuery) -> None:
        """Follow an order that was chosen in the head of a table, without telling."""
        self._take_order(query.sort, query.descending)

    def focus_filter(self) -> None:
        """Begin to type a filter (Ctrl+F)."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _tell(self) -> None:
        self.query_changed.emit(self.query)

    # ------------------------------------------------------------- counts

    def set_count(self, count: int, speak: bool = False) -> None:
        """The number beside the title; ``speak`` has a screen reader say how many match the filter."""
        self._count.setText(f"{count:,}" if count >= 0 else "")
        if speak and count >= 0:
            announce(self, ngettext("{n} row", "{n} rows", count).format(n=count))

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """The numbers on the saved filters, by key."""
        for key, count in counts.items():
            self.chips.set_count(key, count)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)

    # ------------------------------------------------------------- order

    def _take_order(self, key: str, descending: bool) -> None:
        self._order, self._descending = key, descending
        self._show_order()

    def _show_order(self) -> None:
        order = self._orders.get(self._order)
        label = order.label if order else _("Order")
        name = _("Order: {order}").format(order=label)
        self._order_button.setAccessibleName(name)
        if isinstance(self._order_button, Button):
            self._order_button.setText(label)
            self._order_button.updateGeometry()

    def _fill_orders(self) -> None:
        self._order_menu.clear()
        for order in self._orders.values():
            line = self._order_menu.addAction(order.label.replace("&", "&&"))
            line.setCheckable(True)
            line.setChecked(order.key == self._order)
            line.triggered.connect(
                lambda _on=False, chosen=order: self._choose(chosen.key, chosen.descending)
            )
        self._order_menu.addSeparator()
        turn = self._order_menu.addAction(_("Turn the order round"))
        turn.triggered.connect(lambda: self._choose(self._order, not self._descending))

    def _choose(self, key: str, descending: bool) -> None:
        self._take_order(key, descending)
        self._tell()


class RecordSplit(QSplitter):
    """The list at the left, the record at the right; in a narrow window one of them.

    ``sizes`` and ``remember`` keep the list's width under the key "list", in pixels.
    """

    def __init__(
        self,
        list_pane: QWidget,
        record_pane: QWidget,
        *,
        sizes: Mapping[str, int] | None = None,
        remember: Callable[[dict[str, int]], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._list, self._record = list_pane, record_pane
        self._wanted = (sizes or {}).get("list", theme.scaled(LIST_WIDTH))
        self._remember = remember
        self._narrow = False
        self._shows_record = False
        list_pane.setMinimumWidth(theme.scaled(LIST_LEAST))
        list_pane.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        for pane in (list_pane, record_pane):
            self.addWidget(pane)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_REMEMBER_MS)
        self._soon.timeout.connect(self._tell)
        self.splitterMoved.connect(self._moved)
        self.handle(1).installEventFilter(self)

    @property
    def narrow(self) -> bool:
        """Whether only one of both is shown."""
        return self._narrow

    def show_record(self) -> None:
        """In a narrow window show the record in place of the list."""
        self._shows_record = True
        self._arrange()

    def show_list(self) -> bool:
        """In a narrow window show the list again; False when it was shown already."""
        was_hidden = self._narrow and self._shows_record
        self._shows_record = False
        self._arrange()
        return was_hidden

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show one or both, the list as wide as wanted."""
        super().resizeEvent(event)
        self._narrow = self.width() < theme.scaled(NARROW)
        self._arrange()

    def _arrange(self) -> None:
        self._list.setVisible(not (self._narrow and self._shows_record))
        self._record.setVisible(not self._narrow or self._shows_record)
        if not self._narrow:
            self.setSizes([self._list_width(), max(self.width() - self._list_width(), 1)])

    def _list_width(self) -> int:
        # Under 1180 the list gives way, however wide it was wished.
        limit = theme.scaled(352) if self.width() < theme.scaled(1180) else self._wanted
        return max(min(self._wanted, limit), theme.scaled(LIST_LEAST))

    def _moved(self, at: int, _handle: int) -> None:
        self._wanted = at
        self._soon.start()

    def _tell(self) -> None:
        if self._remember is not None:
            self._remember({"list": self._wanted})

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A double click on the line between both gives the usual width back."""
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self._wanted = theme.scaled(LIST_WIDTH)
            self._arrange()
            self._soon.start()
            return True
        return False
