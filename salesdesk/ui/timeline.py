"""What happened with a person or a case, newest first, with a filter by domain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.base.periods import format_day
from salesdesk.ui import paint, row_paint, theme
from salesdesk.ui.paged_model import ID_ROLE, NO_INDEX, Index
from salesdesk.ui.widgets import STRETCH, ChipItem, ChipRow, Label, row

GROUP_AFTER = 20
"""So many events stand without headings; older ones are grouped by day."""
_MOST_LINES = 8
_DISC, _GAP, _PAD, INSET = 26, 10, 5, 6
DOMAINS = (("", N_("All")), ("sales", N_("Sales")), ("service", N_("Service")), ("mkt", N_("Marketing")))


class TimelineEvent(NamedTuple):
    """One thing that happened.

    ``domain`` is "sales", "service", "mkt" or "" (colour and filter); ``when_text`` is shown at the right,
    ``at`` (UTC) makes the day groups; ``kind`` says which kind of record ``id`` is, for opening it.
    """

    id: int
    domain: str
    icon: str
    title: str
    body: str
    when_text: str
    at: datetime
    kind: str = ""


class _Heading(NamedTuple):
    text: str


class _Older(NamedTuple):
    text: str


_Entry = TimelineEvent | _Heading | _Older


class TimelineModel(QAbstractListModel):
    """Events, the headings of their days, and the line that asks for older ones."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[_Entry] = []

    def show(self, entries: list[_Entry]) -> None:
        """Replace everything, or add at the end when the beginning is the same."""
        same = len(self.entries) - 1 if self.entries and isinstance(self.entries[-1], _Older) else 0
        if same and entries[:same] == self.entries[:same] and len(entries) > same + 1:
            self._extend(same, entries)
            return
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def _extend(self, same: int, entries: list[_Entry]) -> None:
        self.beginRemoveRows(NO_INDEX, same, same)
        del self.entries[same]
        self.endRemoveRows()
        self.beginInsertRows(NO_INDEX, same, len(entries) - 1)
        self.entries = entries
        self.endInsertRows()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Events, headings and the last line."""
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are passed over."""
        if index.isValid() and isinstance(self.entries[index.row()], _Heading):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, and a sentence for screen readers."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if isinstance(entry, TimelineEvent):
            if role == ID_ROLE:
                return entry.id
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(part for part in (entry.title, entry.when_text, entry.body) if part)
            return entry.title if role == Qt.ItemDataRole.DisplayRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.text
        return None


class _Delegate(QStyledItemDelegate):
    """Measures and paints the entries."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model, view = index.model(), self.parent()
        if not isinstance(model, TimelineModel) or not isinstance(view, QListView):
            return QSize()
        entry, width = model.entries[index.row()], view.viewport().width()
        if not isinstance(entry, TimelineEvent):
            return QSize(width, theme.scaled(32))
        lines = len(_lines(entry.body, width)) if entry.body else 0
        text = theme.line_height("strong") + lines * theme.wrapped_line_height("body")
        return QSize(width, max(theme.scaled(_DISC), text) + 2 * theme.scaled(_PAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, TimelineModel):
            return
        entry, rect = model.entries[index.row()], QRect(option.rect)
        if isinstance(entry, TimelineEvent):
            focused = option.state & QStyle.StateFlag.State_HasFocus
            if option.state & QStyle.StateFlag.State_MouseOver:
                paint.box(painter, rect, "hover", "", theme.RADIUS["button"])
            _paint_event(painter, rect, entry)
            if focused:
                paint.focus_ring(painter, rect)
        elif isinstance(entry, _Heading):
            row_paint.text(painter, rect.adjusted(INSET, 0, 0, 0), entry.text, "caption_medium", "ink3")
        else:
            row_paint.text(painter, rect.adjusted(_text_left(), 0, 0, 0), entry.text, "medium", "accentInk")
            if option.state & QStyle.StateFlag.State_HasFocus:
                paint.focus_ring(painter, rect)


def _text_left() -> int:
    return INSET + theme.scaled(_DISC + _GAP)


def _lines(body: str, width: int) -> list[str]:
    return row_paint.wrapped(body, "body", width - _text_left() - INSET, _MOST_LINES)


def _paint_event(painter: QPainter, rect: QRect, entry: TimelineEvent) -> None:
    pad, disc = theme.scaled(_PAD), theme.scaled(_DISC)
    tone = entry.domain or "neutral"
    spot = QRect(rect.left() + INSET, rect.top() + pad, disc, disc)
    row_paint.stamp(
        painter,
        spot.topLeft(),
        spot.size(),
        ("event", entry.icon, tone),
        lambda inner, box: paint.round_icon(inner, box, entry.icon, tone),
    )
    inner = rect.adjusted(_text_left(), pad, -INSET, -pad)
    high = theme.line_height("strong")
    # Without a body the title stands beside the middle of the disc.
    top = inner.top() + (0 if entry.body else (disc - high) // 2)
    line = QRect(inner.left(), top, inner.width(), high)
    when = row_paint.width_of(entry.when_text, "caption")
    row_paint.text(painter, line, entry.when_text, "caption", "ink3", right=True)
    row_paint.text(painter, line.adjusted(0, 0, -when - theme.scaled(12), 0), entry.title, "strong")
    pitch, below = theme.wrapped_line_height("body"), line.bottom() + 1
    if entry.body:
        for number, words in enumerate(_lines(entry.body, rect.width())):
            spot = QRect(inner.left(), below + number * pitch, inner.width(), pitch)
            row_paint.text(painter, spot, words, "body", "ink2")


class _EventList(QListView):
    """The list; its rows are measured anew when it becomes wider or narrower."""

    chosen = Signal(QModelIndex)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setItemDelegate(_Delegate(self))
        self._pressed = QModelIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.chosen.emit(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens, when it ends where it began."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            self.chosen.emit(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def viewportEvent(self, event: QEvent) -> bool:
        """Qt's tooltips would show a title that stands in full already."""
        return event.type() == QEvent.Type.ToolTip or super().viewportEvent(event)


class Timeline(QWidget):
    """Title, filter and events. It shows what it is given; the filter is only told.

    Words stand `INSET` pixels from its sides, so that the ring of the focused event has room.
    """

    opened = Signal(object, str)
    """(id, kind) of the event that was clicked."""
    domain_chosen = Signal(str)
    """"" for all, else "sales", "service" or "mkt"."""
    older_wanted = Signal()

    def __init__(
        self,
        title: str = "",
        *,
        language: str = "en",
        zone: tzinfo = UTC,
        filters: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._language, self._zone = language, zone
        self._title = title or _("Timeline")
        self._events: list[TimelineEvent] = []
        self._list = _EventList(self)
        self._model = TimelineModel(self)
        self._list.setModel(self._model)
        self._list.chosen.connect(self._choose)
        self._filter = ChipRow(
            [ChipItem(key, _(label)) for key, label in DOMAINS], name=_("Show in timeline")
        )
        self._filter.chosen.connect(self.domain_chosen)
        if not filters:  # never shown here: without a parent it would be a window for a moment
            self._filter.hide()
        head = row(Label(self._title, "strong"), STRETCH, spacing=8, margins=(INSET, 0, INSET, 0))
        head.addWidget(self._filter, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._list, 1)
        self.setFocusProxy(self._list)

    def set_events(self, events: Sequence[TimelineEvent], more: bool = False) -> None:
        """Show events, newest first; ``more`` offers to show older ones."""
        self._events = list(events)
        self._fill(more)

    def append_older(self, events: Sequence[TimelineEvent], more: bool = False) -> None:
        """Add older events at the end, keeping the place."""
        self._events += events
        self._fill(more)

    def domain(self) -> str:
        """The domain the filter shows, "" for all."""
        return self._filter.current()

    def count(self) -> int:
        """How many events are shown."""
        return len(self._events)

    def _fill(self, more: bool) -> None:
        entries: list[_Entry] = []
        day: date | None = None
        for number, event in enumerate(self._events):
            own = event.at.astimezone(self._zone).date()
            if number >= GROUP_AFTER and own != day:
                entries.append(_Heading(format_day(own, self._language, "short")))
                day = own
            entries.append(event)
        if more:
            entries.append(_Older(_("Show older")))
        self._model.show(entries)
        many = ngettext("{n} event", "{n} events", len(self._events)).format(n=len(self._events))
        self._list.setAccessibleName(_("{list}, {rows}").format(list=self._title, rows=many))

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        entry = self._model.entries[index.row()]
        if isinstance(entry, TimelineEvent):
            self.opened.emit(entry.id, entry.kind)
        elif isinstance(entry, _Older):
            self.older_wanted.emit()
