"""Full pages over the tabs: the import, the settings. They stay, behind a tab if need be, until closed."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar, cast

from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.ui.status_bar import StatusBar
from salesdesk.ui.widgets import TopTabs

Again = Callable[[], None]
Kind = TypeVar("Kind", bound=QWidget)


class Page(Protocol):
    """What is asked of a page's widget; with a signal ``hints_changed`` the status bar asks again."""

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """At most five keys and their words, for the status bar."""


class Pages:
    """The pages that are open, one of a class, the one shown last at the end."""

    def __init__(self, stack: QStackedWidget, status: StatusBar, tabs: TopTabs | None = None) -> None:
        self._stack, self._status = stack, status
        if tabs is not None:
            stack.currentChanged.connect(lambda _place: tabs.set_lit(self.shown is None))
        self._open: list[tuple[QWidget, Again | None]] = []

    def show(self, page: QWidget, again: Again | None = None) -> None:
        """Show a page, in place of another of its class; ``again`` opens it anew in a rebuilt window."""
        for other, _again in list(self._open):
            if other is not page and type(other) is type(page):
                self.close(other)
        if not any(one is page for one, _again in self._open):
            self._stack.addWidget(page)
            signal = getattr(page, "hints_changed", None)
            if signal is not None:
                signal.connect(lambda: self._show_keys(page))
        self._open = [pair for pair in self._open if pair[0] is not page] + [(page, again)]
        self._stack.setCurrentWidget(page)
        page.setFocus()
        self._show_keys(page)

    def _show_keys(self, page: QWidget) -> None:
        if self._stack.currentWidget() is page:
            self._status.show_keys(cast(Page, page).key_hints())

    @property
    def newest(self) -> QWidget | None:
        """The page shown last that is still open."""
        return self._open[-1][0] if self._open else None

    @property
    def shown(self) -> QWidget | None:
        """The page that is to be seen now; None while a tab is."""
        current: Any = self._stack.currentWidget()
        return next((page for page, _again in self._open if page is current), None)

    @property
    def hold_work(self) -> bool:
        """Whether a page is open that a rebuilt window could not open again as it is."""
        return any(again is None for _page, again in self._open)

    def find(self, kind: type[Kind]) -> Kind | None:
        """The open page of a class."""
        return next((page for page, _again in self._open if isinstance(page, kind)), None)

    def close(self, page: QWidget | None = None) -> bool:
        """Close a page, or the one shown last; whether it was to be seen."""
        page = page or self.newest
        if page is None:
            return False
        was_shown = self.shown is page
        self._open = [pair for pair in self._open if pair[0] is not page]
        self._stack.removeWidget(page)
        page.close()
        page.deleteLater()
        return was_shown

    def close_all(self) -> Again | None:
        """Close every page; what opens the one again that was to be seen."""
        shown = self.shown
        again = next((a for page, a in self._open if page is shown), None) if shown is not None else None
        while self._open:
            self.close()
        return again
