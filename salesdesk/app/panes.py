"""F6: from pane to pane, so that everything is reached without a mouse."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from salesdesk.app.chart_side import shown_panel

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow


def panes_of(window: "MainWindow") -> list[QWidget]:
    """What F6 goes through, in reading order: tabs, list, record, chart panel, status, message."""
    found: list[QWidget | None] = [window.bar.tabs, *_page_panes(window.stack.currentWidget())]
    found += [shown_panel(window), window.status, window.toasts]
    return [pane for pane in found if pane is not None and pane.isVisible()]


def _page_panes(page: QWidget | None) -> list[QWidget]:
    """The sides of a page that is split in two, else the page."""
    if page is None:
        return []
    for split in page.findChildren(QSplitter):
        sides = [side for n in range(split.count()) if (side := split.widget(n)) and side.isVisible()]
        if split.orientation() == Qt.Orientation.Horizontal and sides:
            return sides
    return [page]


def go_to_pane(window: "MainWindow", by: int) -> None:
    """Give the keys to the next pane (``by`` 1) or the one before (-1); the pane knows where they were."""
    panes = panes_of(window)
    focused = QApplication.focusWidget()
    here = next((i for i, pane in enumerate(panes) if focused is not None and _holds(pane, focused)), -by)
    for step in range(1, len(panes) + 1):
        if _enter(window, panes[(here + by * step) % len(panes)]):
            return


def _holds(pane: QWidget, widget: QWidget) -> bool:
    return pane is widget or pane.isAncestorOf(widget)


def _enter(window: "MainWindow", pane: QWidget) -> bool:
    if pane is window.toasts:
        return window.toasts.focus()
    for widget in (pane.focusWidget(), pane.focusProxy(), pane, *pane.findChildren(QWidget)):
        if widget is not None and _takes_keys(widget):
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
    return False


def _takes_keys(widget: QWidget) -> bool:
    stop = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(stop) and widget.isVisible() and widget.isEnabled()
