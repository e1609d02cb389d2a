"""Noticing that nobody was at the desk while a timer ran, and asking whether that time counts."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from salesdesk.base.i18n import _
from salesdesk.base.periods import format_minutes
from salesdesk.base.shop_settings import TIMER_IDLE
from salesdesk.service import commands
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import PageBar, Press

_SIGNS = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel}
)


class IdleWatch(QObject):
    """Watches keys and mouse of one window. The wall clock is asked, so sleep counts as being away."""

    back_after = Signal(object)
    """(int) Somebody is back after so many minutes, at least as many as the shop's setting says."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._last: datetime = desk.store.now()
        self._window: QObject | None = None

    def watch(self, widget: QWidget) -> None:
        """Watch the window a widget stands in; again after it came into another one."""
        window: QObject | None = widget.window().windowHandle()
        if window is not None and window is not self._window:
            if self._window is not None:
                self._window.removeEventFilter(self)
            self._window = window
            window.installEventFilter(self)
            self._last = self._desk.store.now()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the last sign of somebody is long ago."""
        if event.type() in _SIGNS:
            now = self._desk.store.now()
            away, self._last = now - self._last, now
            if away >= timedelta(minutes=TIMER_IDLE.read(self._desk.store.setting)):
                self.back_after.emit(int(away.total_seconds() // 60))
        return False


class IdleBar(PageBar):
    """Asks whether the minutes away count; hidden until they are worth asking about."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("warn", parent)
        self._desk = desk

    def ask(self, minutes: int) -> None:
        """Ask about the minutes nobody was at the desk."""
        away = format_minutes(minutes)
        title = _("The timer ran on for {time} while nobody was here").format(time=away)
        keep = Press(_("Keep the time"), self.clear)
        drop = Press(_("Drop {time}").format(time=away), lambda: self._drop(minutes))
        self.show_message(title, "", [keep, drop])

    def _drop(self, minutes: int) -> None:
        self._desk.do(commands.drop_time, minutes)
        self.clear()
