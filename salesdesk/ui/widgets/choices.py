"""Things to choose with: lists, numbers, days, ratings."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from PySide6.QtCore import QDate, QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCalendarWidget,
    QComboBox,
    QHBoxLayout,
    QListView,
    QRadioButton,
    QSizePolicy,
    QSpinBox,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QWidget,
)

from salesdesk.base.i18n import N_, _
from salesdesk.ui import paint, theme
from salesdesk.ui.widgets.text import plain_tip

RATINGS = (N_("Very poor"), N_("Poor"), N_("Okay"), N_("Good"), N_("Great"))


class ChoiceBox(QComboBox):
    """A list to choose one from. Opens below; the wheel changes it only when it has the focus."""

    chosen = Signal(object)

    def __init__(
        self, choices: Iterable[tuple[object, str]] = (), name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._opened = False
        self._tip = ""
        if name:
            self.setAccessibleName(name)
        self.setMaxVisibleItems(8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.set_choices(choices)
        self.activated.connect(lambda _place: self.chosen.emit(self.value()))

    def set_choices(self, choices: Iterable[tuple[object, str]]) -> None:
        """Offer other values; keeps the chosen one when it is among them."""
        kept = self.value()
        self.clear()
        for value, words in choices:
            self.addItem(words, value)
        self.set_value(kept)

    def value(self) -> object:
        """The chosen value; None when nothing is."""
        return self.currentData()

    def set_value(self, value: object) -> None:
        """Choose a value without telling anybody; an unknown one changes nothing."""
        for place in range(self.count()):
            if self.itemData(place) == value:
                self.setCurrentIndex(place)
                return

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Shorten the chosen words to the room there is; Qt would cut through a letter."""
        super().initStyleOption(option)
        room = self.width() - theme.scaled(16) - 28
        words = self.currentText()
        option.currentText = theme.metrics("body").elidedText(words, Qt.TextElideMode.ElideRight, room)
        tip = "" if option.currentText == words else plain_tip(words)
        if tip != self._tip:
            self._tip = tip
            self.setToolTip(tip)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(72), super().minimumSizeHint().height())

    def showPopup(self) -> None:
        """Open the list; it is made only now, because most lists are never opened."""
        if not self._opened:
            self._opened = True
            self.setView(QListView(self))
            self.setItemDelegate(QStyledItemDelegate(self))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberBox(QSpinBox):
    """A whole number between two bounds; the wheel changes it only when it has the focus."""

    def __init__(
        self,
        minimum: int = 0,
        maximum: int = 999,
        value: int = 0,
        *,
        suffix: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setRange(minimum, maximum)
        self.setValue(value)
        self.setSuffix(suffix)
        if name:
            self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The style sheet cannot pad the field inside.
        self.lineEdit().setTextMargins(8, 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class _Rate(QRadioButton):
    def __init__(self, number: int, words: str, parent: QWidget) -> None:
        super().__init__(str(number), parent)
        self.words = words
        self.setAccessibleName(_("{n} of 5, {words}").format(n=number, words=words))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = max(theme.scaled(44), paint.text_width(self.words, "caption_strong") + 4)
        return QSize(width, theme.scaled(36 + 20))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(36), theme.scaled(36 + 20))

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        tile = self.rect()
        tile.setHeight(theme.scaled(35))
        fill = "accent" if on else "hover" if self.underMouse() else "surface"
        paint.box(painter, tile, fill, "accent" if on else "line2", theme.RADIUS["field"])
        middle = Qt.AlignmentFlag.AlignHCenter
        paint.text(painter, tile, self.text(), "section", "onAccent" if on else "ink", middle, "")
        below = self.rect().adjusted(0, theme.scaled(36), 0, 0)
        role, ink = ("caption_strong", "accentInk") if on else ("caption", "ink2")
        paint.text(painter, below, self.words, role, ink, middle)
        if self.hasFocus():
            paint.focus_ring(painter, tile, theme.RADIUS["field"], on)


class RatingBar(QWidget):
    """A customer's rating from 1 to 5, with a word for each; nothing is chosen until somebody chooses."""

    rated = Signal(int)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name or _("Customer’s rating, 1 to 5"))
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for number, words in enumerate(RATINGS, start=1):
            button = _Rate(number, _(words), self)
            self._group.addButton(button, number)
            layout.addWidget(button, 1)
        self._group.idClicked.connect(self.rated.emit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def value(self) -> int | None:
        """The rating, 1 to 5; None when nobody has chosen."""
        number = self._group.checkedId()
        return number if number > 0 else None

    def set_value(self, value: int | None) -> None:
        """Show a rating, or none, without telling anybody."""
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(self._group.id(button) == value)
        self._group.setExclusive(True)


class Calendar(QCalendarWidget):
    """A month to pick a day from, weekends in the colour of other days."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.setFirstDayOfWeek(Qt.DayOfWeek(theme.first_weekday() + 1))
        self._dress()

    def _dress(self) -> None:
        day, head = QTextCharFormat(), QTextCharFormat()
        day.setForeground(theme.color("ink"))
        head.setForeground(theme.color("ink3"))
        head.setBackground(theme.color("surface"))
        for weekday in Qt.DayOfWeek:
            self.setWeekdayTextFormat(weekday, day)
        self.setHeaderTextFormat(head)

    def paintCell(self, painter: QPainter, rect: QRect, date: QDate | datetime.date) -> None:
        """Paint a day: the chosen one filled, today with an edge, other months' days quiet."""
        day = date if isinstance(date, QDate) else QDate(date.year, date.month, date.day)
        painter.fillRect(rect, theme.color("surface"))
        inside = rect.adjusted(1, 1, -1, -1)
        chosen = day == self.selectedDate()
        ink = "ink" if day.month() == self.monthShown() else "ink3"
        if chosen:
            ink = "onAccent"
            paint.box(painter, inside, "accent", "", theme.RADIUS["button"])
        elif day == QDate.currentDate():
            paint.box(painter, inside, "", "accent", theme.RADIUS["button"], 1.5)
        role = "strong" if chosen else "body"
        paint.text(painter, rect, str(day.day()), role, ink, Qt.AlignmentFlag.AlignHCenter, "")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()
