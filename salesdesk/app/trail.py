"""Alt+Left and Alt+Right: back and forward over the tabs, views, records and pages one has been at."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.app.features import shown_record
from salesdesk.base.i18n import _

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow

MOST = 100
DWELL_MS = 1_200
"""Somebody who walks down a list has been at a person only after staying so long."""
_PAGE = "page"


class Spot(NamedTuple):
    """A place one can come back to: a tab, its view, the record shown in it, and all else it showed."""

    tab: str
    view: str
    record: tuple[str, int] | None
    state: Mapping[str, Any]

    def same_place(self, other: "Spot") -> bool:
        """Whether it is the same place, perhaps filtered or scrolled otherwise."""
        return self[:3] == other[:3]


class Trail(QObject):
    """Where the person has been in this window. It outlives a rebuild of the window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._behind: list[Spot] = []
        self._ahead: list[Spot] = []
        self._here: Spot | None = None
        self._walking = False
        self._soon, self._later = self._clock(0, self.arrive), self._clock(DWELL_MS, self._rest)

    def _clock(self, milliseconds: int, act: Callable[[], object]) -> QTimer:
        clock = QTimer(self)
        clock.setSingleShot(True)
        clock.setInterval(milliseconds)
        clock.timeout.connect(act)
        return clock

    def _rest(self) -> None:
        """A record was looked at for a while; the first one of a list is no step away from that list."""
        if self._here is not None and self._here.record is None:
            self.leave()
        self.arrive()

    def watch(self, tab: QWidget) -> None:
        """Notice when a tab changes its view or page by itself, or rests on another record."""
        from salesdesk.ui.rows_view import RowsView

        for stack in tab.findChildren(QStackedWidget):
            stack.currentChanged.connect(lambda _place: self._soon.start())
        for rows in tab.findChildren(RowsView):
            rows.picked.connect(lambda _id: self._later.start())

    def _look(self) -> Spot | None:
        window = self._window
        page = window.pages.shown
        if page is not None:
            return Spot(window.current_tab, type(page).__name__, None, {_PAGE: type(page)})
        tab: Any = window.shown_tab
        if tab is None:
            return None
        state = dict(tab.state())
        return Spot(window.current_tab, str(state.get("view", "")), shown_record(tab), state)

    def leave(self) -> None:
        """Called before the window goes somewhere else: remember how it looks here now."""
        if not self._walking:
            now = self._look()
            if now is not None and self._here is not None and now.tab == self._here.tab:
                self._here = now

    def arrive(self) -> None:
        """Called afterwards: one place more, unless it is the same."""
        self._soon.stop()
        self._later.stop()
        now = self._look()
        if self._walking or now is None:
            return
        if self._here is not None and not now.same_place(self._here):
            self._behind = [*self._behind, self._here][-MOST:]
            self._ahead.clear()
        self._here = now

    def recent(self) -> list[tuple[str, int]]:
        """The records looked at lately, newest first, each once."""
        spots = [*self._behind, *reversed(self._ahead)]
        return list(dict.fromkeys(spot.record for spot in reversed(spots) if spot.record is not None))

    def back(self) -> None:
        """To the place before; inside a narrow tab first from the record to its list."""
        shown = self._window.pages.shown or self._window.shown_tab
        close_layer = getattr(shown, "close_layer", None)
        if close_layer is not None and close_layer():
            return
        self.arrive()
        if self._behind:
            self._walk(self._behind, self._ahead)
        elif not self.step_out():
            self._window.toasts.show_toast(_("This is where you began"), icon="arrow-left")

    def forward(self) -> None:
        """To the place one came back from."""
        self.arrive()
        if self._ahead:
            self._walk(self._ahead, self._behind)
        else:
            self._window.toasts.show_toast(_("There is nothing to go forward to"), icon="arrow-right")

    def step_out(self) -> bool:
        """From a page inside a tab to what it was opened from (Esc); False when there is none."""
        tab: Any = self._window.shown_tab
        if hasattr(tab, "leave_page"):
            return bool(tab.leave_page())
        if tab is None or shown_record(tab) is None:
            return False
        return self._window.actions_map.run(f"{self._window.current_tab}.back")

    def _walk(self, source: list[Spot], target: list[Spot]) -> None:
        spot = source.pop()
        self.leave()
        if self._here is not None:
            target.append(self._here)
        self._walking = True
        try:
            self._go(spot)
        finally:
            self._walking = False
        self._here = self._look()

    def _go(self, spot: Spot) -> None:
        window = self._window
        page = window.pages.find(spot.state[_PAGE]) if _PAGE in spot.state else None
        window.open_tab(spot.tab)
        if page is not None:
            window.stack.setCurrentWidget(page)
            page.setFocus()
            window.key_hints.show()
        if _PAGE in spot.state:
            return
        tab: Any = window.shown_tab
        tab.restore(spot.state)
        if spot.record is not None and shown_record(tab) != spot.record:
            tab.open_record(*spot.record)
        while spot.record is None and shown_record(tab) is not None:
            before = shown_record(tab)
            if not self.step_out() or shown_record(tab) == before:
                break
        tab.setFocus(Qt.FocusReason.OtherFocusReason)
