"""Campaigns over a year: a bar from the first day to the last, today as a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from salesdesk.base import choices
from salesdesk.base.i18n import _, ngettext
from salesdesk.base.periods import add_months, format_day
from salesdesk.marketing.queries import CampaignSpan
from salesdesk.marketing.wording import span_words
from salesdesk.ui import paint, theme
from salesdesk.ui.widgets import announce, plain_tip

MONTHS, BEFORE = 12, 5
"""A year: five months before this one, and six after it."""
_HEAD, _LINE = 26, 28
_TONES = {"running": "mkt", "planned": "sales", "idea": "neutral"}


def year_around(today: date) -> tuple[date, date]:
    """The first day that is shown, and the first one after."""
    first = add_months(today.replace(day=1), -BEFORE)
    return first, add_months(first, MONTHS)


class CalendarView(QWidget):
    """The bars; arrows go from one to the next, Enter or a click opens it."""

    opened = Signal(object)

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._spans: Sequence[CampaignSpan] = ()
        self._today = date.min
        self._from, self._to = date.min, date.max
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_spans(self, spans: Sequence[CampaignSpan], today: date) -> None:
        """Show other campaigns; those without a day in the year are not drawn."""
        self._today = today
        self._from, self._to = year_around(today)
        self._spans = spans
        self._current = min(self._current, max(len(spans) - 1, 0))
        count = ngettext("{n} campaign", "{n} campaigns", len(spans)).format(n=len(spans))
        self.setAccessibleName(_("Campaigns of the year: {count}").format(count=count))
        self._describe()
        self.updateGeometry()
        self.update()

    def count(self) -> int:
        """How many campaigns are drawn."""
        return len(self._spans)

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(theme.scaled(480), theme.scaled(_HEAD + _LINE * max(len(self._spans), 1) + 6))

    def minimumSizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(theme.scaled(200), self.sizeHint().height())

    # ------------------------------------------------------------- painting

    def _x(self, day: date) -> int:
        whole = (self._to - self._from).days
        inside = min(max((day - self._from).days, 0), whole)
        return round(self.width() * inside / whole)

    def _bar(self, place: int) -> QRect:
        span = self._spans[place]
        left = self._x(span.starts_on or span.ends_on or self._today)
        right = self._x(span.ends_on or self._to)
        top = theme.scaled(_HEAD + _LINE * place + 3)
        return QRect(left, top, max(right - left, theme.scaled(6)), theme.scaled(_LINE - 6))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Months, today, and the bars with their names."""
        painter = QPainter(self)
        for number in range(MONTHS):
            self._paint_month(painter, add_months(self._from, number))
        for place, span in enumerate(self._spans):
            ground = paint.tone_tokens(_TONES.get(span.status, "neutral"))[0]
            paint.box(painter, self._bar(place), ground, "line", theme.RADIUS["badge"])
        at = self._x(self._today)
        painter.fillRect(QRect(at, theme.scaled(_HEAD), 2, self.height()), theme.color("accent"))
        for place in range(len(self._spans)):
            self._paint_name(painter, place)

    def _paint_month(self, painter: QPainter, month: date) -> None:
        left, right = self._x(month), self._x(add_months(month, 1))
        painter.fillRect(QRect(left, 0, 1, self.height()), theme.color("line"))
        whole = format_day(month, self._language, "month")
        small = f"{month.month}/{month.year % 100:02d}" if self._language == "vi" else whole[:3]
        room = right - left - theme.scaled(12)
        words = whole if paint.text_width(whole, "caption") <= room else small
        this = (month.year, month.month) == (self._today.year, self._today.month)
        head = QRect(left + theme.scaled(6), 0, room + theme.scaled(6), theme.scaled(_HEAD))
        paint.text(painter, head, words, "caption_medium" if this else "caption", "ink" if this else "ink3")

    def _paint_name(self, painter: QPainter, place: int) -> None:
        span, bar = self._spans[place], self._bar(place)
        ink = paint.tone_tokens(_TONES.get(span.status, "neutral"))[1]
        need = paint.text_width(span.name, "caption_medium") + theme.scaled(16)
        words = bar.adjusted(theme.scaled(8), 0, -theme.scaled(8), 0)
        if need > bar.width():  # beside a bar that is too short for its name, on the side with more room
            after = self.width() - bar.right()
            beside = QRect(bar.right() + theme.scaled(6), bar.top(), after - theme.scaled(6), bar.height())
            if after < need and bar.left() > after:
                width = min(need, bar.left())
                beside = QRect(bar.left() - width, bar.top(), width - theme.scaled(6), bar.height())
            words, ink = beside, "ink2"
        paint.text(painter, words, span.name, "caption_medium", ink)
        if self.hasFocus() and place == self._current:
            paint.focus_ring(painter, bar.adjusted(-2, -2, 2, 2), theme.RADIUS["badge"])

    # ------------------------------------------------------------- pointer and keys

    def _at(self, spot: QPoint) -> int:
        place = (spot.y() - theme.scaled(_HEAD)) // theme.scaled(_LINE)
        return place if 0 <= place < len(self._spans) else -1

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a line opens its campaign."""
        place = self._at(event.position().toPoint())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._current = place
            self.opened.emit(self._spans[place].id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be opened."""
        over = self._at(event.position().toPoint()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down choose, Enter opens."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps and self._spans:
            self._current = min(max(self._current + steps[key], 0), len(self._spans) - 1)
            self._describe()
            announce(self, self.accessibleDescription())
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._spans:
            self.opened.emit(self._spans[self._current].id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def _describe(self) -> None:
        words = self.words_of(self._spans[self._current]) if self._spans else ""
        self.setAccessibleDescription(words)

    def words_of(self, span: CampaignSpan) -> str:
        """A campaign as its tooltip says it."""
        return _("{name}, {status}, {dates}").format(
            name=span.name,
            status=choices.label(choices.CAMPAIGN_STATUSES, span.status),
            dates=span_words(span.starts_on, span.ends_on, self._language),
        )

    def event(self, event: object) -> bool:
        """The whole name and days of the bar under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QHelpEvent.Type.ToolTip:
            place = self._at(event.pos())
            words = plain_tip(self.words_of(self._spans[place])) if place >= 0 else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)  # type: ignore[arg-type]
