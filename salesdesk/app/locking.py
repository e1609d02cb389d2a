"""When the screen locks, what stays behind it, and who comes back."""

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget
from shiboken6 import isValid

from salesdesk.app import lock_words, unfinished
from salesdesk.app.lock_page import LockPage
from salesdesk.app.looks import apply
from salesdesk.app.palette import Palette
from salesdesk.app.preferences import IDLE_MINUTES, LANGUAGE, Preferences
from salesdesk.app.signs_of_life import SignsOfLife
from salesdesk.app.tries import TriesKept
from salesdesk.base import clock
from salesdesk.base.i18n import _
from salesdesk.staff.pin_commands import clear_pin
from salesdesk.staff.pin_queries import kept_pins
from salesdesk.staff.queries import list_staff

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow

LEAST_IDLE, MOST_IDLE = 1, 60
_TICK_MS = 2_000
_SLEPT = timedelta(seconds=60)
"""The clock jumped so far between two ticks: the computer was asleep."""


class ScreenLock(QObject):
    """The lock of one window. Its contents are hidden, not closed, until the same person is back."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.locked = False
        self.page: LockPage | None = None
        self._reason = ""
        self._hidden: list[QDialog] = []
        self._focus: QWidget | None = None
        self._unfinished: dict[int, list[unfinished.Sheet]] = {}
        self.signs = SignsOfLife(self)
        self._ticked = clock.now()
        self._ticks = QTimer(self)
        self._ticks.timeout.connect(self.tick)
        self._ticks.start(_TICK_MS)
        window.closed.connect(self._ticks.stop)
        window.installEventFilter(self)

    # When

    def begin(self) -> None:
        """The program starts: with a PIN in the shop, nobody is at the desk yet."""
        if self._somebody_has_pin():
            self.lock("")

    def wanted(self) -> None:
        """Ctrl+L: lock, or where that would lock nothing, offer a PIN."""
        with self._window.store.reading() as db:
            people = len(list_staff(db))
        if people > 1 or self._somebody_has_pin():
            self.lock(_("Locked by hand."))
            return
        from salesdesk.app.pin_dialog import PinSheet

        PinSheet(self._window.desk, self._window.store.staff_id or 0, first=True).run()

    def hand_over(self, staff_id: int) -> None:
        """Somebody else takes the desk: by PIN where there is one in the shop, else at once."""
        if staff_id == self._window.store.staff_id:
            return
        if not self._somebody_has_pin():
            self._switch(staff_id)
            return
        self.lock(_("Locked by hand."))
        if self.page is not None:
            self.page.tiles.choose(staff_id)

    def tick(self) -> None:
        """Every other second: has nobody done anything for long, or did the computer sleep?"""
        now = clock.now()
        self.signs.follow()
        slept, self._ticked = now - self._ticked > _SLEPT, now
        minutes = idle_minutes(self._window.preferences)
        idle = now - self.signs.last >= timedelta(minutes=minutes)
        if self.locked or not (slept or idle) or not self._somebody_has_pin():
            return
        self.lock(lock_words.after_idle(minutes) if idle else _("Locked while the computer slept."))

    def _somebody_has_pin(self) -> bool:
        with self._window.store.reading() as db:
            return bool(kept_pins(db))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.page is not None:
            self.page.setGeometry(self._window.rect())
        return False

    @property
    def keeps_sheets(self) -> bool:
        """Whether sheets are open behind the lock, so that the window must not be made anew."""
        return bool(self._hidden)

    # Locking

    def lock(self, reason: str) -> None:
        """Hide everything behind the lock screen, for a reason in words."""
        if self.locked:
            return
        self.locked, self._reason = True, reason
        self._focus = QApplication.focusWidget()
        popup = QApplication.activePopupWidget()
        while popup is not None and popup.close():
            popup = QApplication.activePopupWidget()
        for dialog in [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]:
            if isinstance(dialog, Palette):
                dialog.reject()
            else:
                self._hidden.append(dialog)
                QWidget.setVisible(dialog, False)  # QDialog's own would end its waiting, and lose its words
        self.cover()

    def cover(self) -> None:
        """While locked: the lock screen in front, also of a window that was just made anew."""
        if not self.locked:
            return
        window = self._window
        window.actions_map.blocked = window.toasts.hushed = True
        window.toasts.hide()
        QToolTip.hideText()
        body = window.centralWidget()
        if body is not None:
            body.hide()
        self._drop_page()
        memory = TriesKept(window.preferences)
        remarks = lock_words.remarks(window.store, self._reason, bool(self._hidden))
        self.page = LockPage(window.store, memory, remarks, window)
        self.page.entered.connect(self._enter)
        self.page.recovered.connect(self._recover)
        self.page.language_chosen.connect(self._speak)
        self.page.quit_wanted.connect(window.close)
        self.page.setGeometry(window.rect())
        self.page.show()
        self.page.raise_()
        window.show_title()

    def _drop_page(self) -> None:
        if self.page is not None:
            page, self.page = self.page, None
            page.hide()
            page.deleteLater()

    def _speak(self, language: str) -> None:
        window = self._window
        window.preferences.put(LANGUAGE, language)
        apply(window.preferences, window.store)
        if self._hidden or window.pages.hold_work:
            self.cover()  # what waits behind keeps its words; the window follows when it is free
        else:
            window.rebuild()

    # Unlocking

    def _recover(self, staff_id: int) -> None:
        self._enter(staff_id)
        # Whoever proved to be the owner signs the removal; it can be undone like everything else.
        self._window.desk.do(clear_pin, staff_id, quiet=True)
        self._window.messages.show_message(
            _("Your PIN was removed"), _("Set a new one in Settings, Staff and PINs.")
        )

    def _enter(self, staff_id: int) -> None:
        if staff_id == self._window.store.staff_id:
            self._uncover()
            return
        self._leave_unfinished()
        if self._hidden:
            self._hidden = []
            # Their waiting has to end before the window they belong to is made anew.
            QTimer.singleShot(30, self, lambda: self._switch(staff_id))
        else:
            self._switch(staff_id)

    def _leave_unfinished(self) -> None:
        whose = self._window.store.staff_id or 0
        for dialog in reversed(self._hidden):
            if not isValid(dialog):
                continue
            sheet = unfinished.words_of(dialog)
            if sheet is not None:
                self._unfinished.setdefault(whose, []).append(sheet)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            QWidget.setVisible(dialog, True)
            dialog.reject()

    def _switch(self, staff_id: int) -> None:
        from salesdesk.app.menus import switch_person

        self.locked = False
        switch_person(self._window, staff_id)
        self._uncover()
        unfinished.offer(self._window, self._unfinished.pop(staff_id, []))

    def _uncover(self) -> None:
        window = self._window
        self.locked = False
        self._drop_page()
        window.actions_map.blocked = window.toasts.hushed = False
        body = window.centralWidget()
        if body is not None:
            body.show()
        window.show_title()
        window.activateWindow()
        for dialog in self._hidden:
            if isValid(dialog):
                QWidget.setVisible(dialog, True)
        self._hidden = []
        self.signs = SignsOfLife(self)
        self._ticked = clock.now()
        focus, self._focus = self._focus, None
        if focus is not None and isValid(focus) and focus.isVisible():
            focus.setFocus()
        elif (shown := window.stack.currentWidget()) is not None:
            shown.setFocus()


def idle_minutes(preferences: Preferences) -> int:
    """After how many minutes without a key or the mouse the screen locks, 1 to 60."""
    text = preferences.get(IDLE_MINUTES)
    return min(max(int(text), LEAST_IDLE), MOST_IDLE) if text.isdecimal() else int(IDLE_MINUTES.default)
