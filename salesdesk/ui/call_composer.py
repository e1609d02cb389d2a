"""Writing down a call where it stands: one line of text, three outcomes that save, and the next step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QMenu, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.base.fold import nfc
from salesdesk.base.i18n import N_, _
from salesdesk.base.periods import format_day
from salesdesk.ui.day_popup import DayPopup
from salesdesk.ui.widgets import STRETCH, Button, Label, announce, boxed, row

OUTCOMES = (
    ("reached", N_("Reached"), "phone-call", "Return"),
    ("no_answer", N_("No answer"), "phone-missed", ""),
    ("call_back", N_("Call back"), "phone-incoming", ""),
)
_SOON = ((1, N_("Tomorrow")), (3, N_("In 3 days")), (7, N_("Next week")))


class CallEntry(NamedTuple):
    """A call: ``outcome`` is "reached", "no_answer" or "call_back"; ``next_on`` the day of the next step."""

    outcome: str
    text: str
    next_on: date | None


class _Line(QLineEdit):
    """The text; knows whether a word is being composed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether Enter belongs to the input method."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)


class _TwoOrOne(QWidget):
    """Two things side by side where there is room, else one below the other."""

    def __init__(self, left: QWidget, right: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._parts = (left, right)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._box.addWidget(left, 1)
        self._box.addWidget(right, 0, Qt.AlignmentFlag.AlignLeft)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of both."""
        hints = [part.minimumSizeHint() for part in self._parts]
        return QSize(max(hint.width() for hint in hints), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side or not."""
        super().resizeEvent(event)
        needed = sum(part.minimumSizeHint().width() for part in self._parts) + self._box.spacing()
        directions = QBoxLayout.Direction
        wanted = directions.TopToBottom if self.width() < needed else directions.LeftToRight
        if wanted != self._box.direction():
            self._box.setDirection(wanted)
            self.updateGeometry()


class CallComposer(QWidget):
    """``guess(outcome)`` proposes the day of the next step, or None; it is always seen before saving."""

    saved = Signal(object)
    """(CallEntry)"""
    cancelled = Signal()

    def __init__(
        self,
        guess: Callable[[str], date | None],
        today: date,
        language: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._guess, self._today, self._language = guess, today, language
        self._chosen: date | None = None
        self._is_chosen = False
        self._shown_for = "reached"
        self._text = _Line(self)
        self._text.setAccessibleName(_("What was said"))
        self._text.returnPressed.connect(self._enter)
        days = QMenu(self)
        days.aboutToShow.connect(lambda: self._fill(days, lambda: None))
        self._day = Button("", "soft", icon="calendar", menu=days)
        self._buttons = {key: self._outcome(key, label, icon, k) for key, label, icon, k in OUTCOMES}
        self._buttons["reached"].set_kind("primary")
        save_as, next_step = Label(_("Save as"), "caption", "ink2"), Label(_("Next step"), "caption", "ink2")
        next_step.setBuddy(self._day)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._text)
        outcomes = boxed(row(save_as, *self._buttons.values(), STRETCH))
        step = boxed(row(next_step, self._day))
        self._below_text = _TwoOrOne(outcomes, step, self)
        layout.addWidget(self._below_text)
        self.setFocusProxy(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._show_day("reached")

    def _outcome(self, key: str, label: str, icon: str, shown_key: str) -> Button:
        button = Button(_(label), icon=icon, key=shown_key, on_click=lambda: self._choose(key))
        button.installEventFilter(self)
        return button

    # ------------------------------------------------------------- what is written

    def set_text(self, text: str) -> None:
        """Put a draft back."""
        self._text.setText(text)

    def text(self) -> str:
        """What is written, without blanks around it."""
        return nfc(self._text.text()).strip()

    def next_on(self, outcome: str = "reached") -> date | None:
        """The day that would be saved with an outcome: the one chosen, else the guess."""
        return self._chosen if self._is_chosen else self._guess(outcome)

    def set_next(self, day: date | None) -> None:
        """Choose the day of the next step; None means no next step."""
        self._chosen, self._is_chosen = day, True
        self._show_day(self._shown_for)

    def save(self, outcome: str) -> None:
        """Hand the call over."""
        self.saved.emit(CallEntry(outcome, self.text(), self.next_on(outcome)))

    def _enter(self) -> None:
        if not self._text.composing:
            self.save("reached")

    def _choose(self, outcome: str) -> None:
        if outcome == "call_back" and not self._is_chosen:
            # When to call back is the customer's wish, so it is asked, not guessed.
            menu = QMenu(self)
            self._fill(menu, lambda: self.save("call_back"))
            menu.aboutToHide.connect(menu.deleteLater)
            button = self._buttons[outcome]
            menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))
        else:
            self.save(outcome)

    # ------------------------------------------------------------- the next step

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the guess of the outcome under the pointer or the focus."""
        kind = event.type()
        if kind in (QEvent.Type.Enter, QEvent.Type.FocusIn):
            self._show_day(next((key for key, b in self._buttons.items() if b is watched), "reached"))
        elif kind in (QEvent.Type.Leave, QEvent.Type.FocusOut):
            self._show_day("reached")
        return False

    def _show_day(self, outcome: str) -> None:
        self._shown_for = outcome
        day = self.next_on(outcome)
        words = _("No next step") if day is None else format_day(day, self._language, "list")
        self._day.setText(words)
        self._day.setAccessibleName(_("Next step, {day}").format(day=words))
        self._day.updateGeometry()

    def _fill(self, menu: QMenu, then: Callable[[], None]) -> None:
        menu.clear()

        def choose(day: date | None) -> None:
            self.set_next(day)
            announce(self._day, self._day.accessibleName())
            then()

        for days, label in _SOON:
            day = self._today + timedelta(days=days)
            words = f"{_(label)}\t{format_day(day, self._language, 'list')}"
            menu.addAction(words).triggered.connect(lambda _on=False, chosen=day: choose(chosen))
        menu.addAction(_("Pick a day…")).triggered.connect(lambda: self._pick(choose))
        menu.addSeparator()
        menu.addAction(_("No next step")).triggered.connect(lambda: choose(None))

    def _pick(self, choose: Callable[[date | None], None]) -> None:
        popup = DayPopup(self.next_on(self._shown_for) or self._today, self)
        popup.chosen.connect(choose)
        popup.open_below(self._day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            event.accept()
            return
        super().keyPressEvent(event)
