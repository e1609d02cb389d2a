"""The head of the case page: the problem, whom it waits for, the promise, the timer, and the menu."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.base.i18n import _
from salesdesk.service import rules
from salesdesk.service.page_queries import CasePage, Timer
from salesdesk.service.promise_rules import promised_by_words
from salesdesk.service.promise_words import PromiseWords
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import (
    STRETCH,
    Badge,
    Button,
    IconButton,
    Label,
    PromiseBar,
    Strip,
    announce,
    column,
    plain_tip,
    row,
)

_SECOND_MS = 1_000
_MINUTE_MS = 20_000
_PRIORITY = {"urgent": ("danger", "flame"), "high": ("danger", "arrow-up"), "low": ("neutral", "arrow-down")}
_BAR = {"later": "ok", "today": "ok", "soon": "soon", "late": "late", "done": "done"}


class TimerStrip(Strip):
    """The hands-on time with live digits, and the button that starts and pauses it."""

    toggled = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("service", "timer", parent)
        self._desk = desk
        self._seconds = 0
        self._timer: Timer | None = None
        self._digits = Label("00:00:00", "title")
        self._digits.setAccessibleName(_("Time worked on this case"))
        self._digits.setMinimumWidth(self._digits.sizeHint().width())
        self._button = Button("", key="Ctrl+T", size="small", on_click=self.toggled.emit)
        self.row.addWidget(self._digits)
        self.row.addWidget(self._button)
        self.row.setContentsMargins(12, 8, 8, 8)
        self._second = QTimer(self)
        self._second.setInterval(_SECOND_MS)
        self._second.timeout.connect(self._tick)

    @property
    def running(self) -> bool:
        """Whether the person's timer runs on this case."""
        return self._timer is not None

    def show_time(self, seconds: int, running: Timer | None, elsewhere: Timer | None) -> None:
        """Show ``seconds`` of finished work and the timer that is ``running`` here or ``elsewhere``."""
        started = running is not None and self._timer is None
        self._seconds, self._timer = seconds, running
        self._button.setText(_("Pause") if running else _("Start"))
        self._button.set_icon("pause" if running else "play")
        pauses = (
            _("Starting pauses the timer of {number}").format(number=elsewhere.number) if elsewhere else ""
        )
        self._button.setToolTip(plain_tip(pauses))
        self._button.setAccessibleDescription(pauses)
        if running:
            self._second.start()
        else:
            self._second.stop()
        self._tick()
        if started:
            announce(self, _("The timer runs"))

    def digits(self) -> str:
        """The digits as they stand."""
        return self._digits.text()

    def _tick(self) -> None:
        seconds = self._seconds
        if self._timer is not None:
            seconds += int((self._desk.store.now() - self._timer.started_at).total_seconds())
        self._digits.setText(rules.digits_of_timer(seconds))


class HeaderPanel(QWidget):
    """Two lines at the left, timer and menu at the right."""

    back = Signal()
    timer_toggled = Signal()

    def __init__(
        self, desk: Desk, promises: PromiseWords, menu: QMenu, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._promises = desk, promises
        self._page: CasePage | None = None
        self._number = Label("", "title_quiet", "ink3")
        self._title = Label("", "title", elide="end")
        self._priority, self._waiting = Badge(""), Badge("")
        self._by = Label("", "caption", "ink2")
        self._bar = PromiseBar()
        self.timer = TimerStrip(desk)
        self.timer.toggled.connect(self.timer_toggled.emit)
        back = IconButton("arrow-left", _("Back to the queue"), key="Alt+Left", on_click=self.back.emit)
        first = row(self._number, self._title, self._priority, self._waiting, STRETCH, spacing=8)
        second = row(self._by, self._bar, STRETCH, spacing=8)
        more = IconButton("ellipsis", _("More for this case"), kind="default", size="control", menu=menu)
        words = column(first, second, spacing=0)
        line = row(back, words, self.timer, more, spacing=10)
        line.setStretch(1, 1)
        self.setLayout(line)
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self._show_promise)
        self._minute.start()

    def show_case(self, page: CasePage, timer: Timer | None) -> None:
        """Show a case and the person's running timer."""
        self._page = page
        self._number.setText(page.number)
        self._title.setText(page.title)
        self._show_priority(page.priority)
        words, tone = rules.waiting_on(page.status)
        self._waiting.show_badge(words, tone)
        here = timer if timer is not None and timer.case_id == page.id else None
        self.timer.show_time(page.seconds, here, timer if here is None else None)
        self.timer.setVisible(page.solved_at is None)
        self._show_promise()

    def _show_priority(self, priority: str) -> None:
        look = _PRIORITY.get(priority)
        self._priority.setVisible(look is not None)
        if look is not None:
            self._priority.show_badge(rules.priority_words(priority), look[0], look[1])

    def _show_promise(self) -> None:
        if self._page is None:
            return
        promise = self._promises.of(self._page.promise_facts)
        known = promise.by is not None
        self._bar.setVisible(known)
        self._by.setVisible(True)
        if promise.by is None:
            self._by.setText(_("No time was promised"))
            return
        now = self._desk.store.now()
        self._by.setText(promised_by_words(promise.by, now, self._promises.hours, self._desk.language))
        words = (
            _("{words}, the clock stands still").format(words=promise.words)
            if promise.paused
            else promise.words
        )
        self._bar.show_promise(promise.share, words, _BAR.get(promise.state, "ok"))
        self._bar.setMinimumWidth(min(self._bar.sizeHint().width(), theme.scaled(300)))
