"""F6: from pane to pane, so that everything is reached without a mouse."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow


def go_to_pane(window: "MainWindow", by: int) -> None:
    """Give the keys to the next pane (``by`` 1) or the one before (-1): tabs, page, status, message."""
    panes: list[QWidget] = [window.bar.tabs]
    shown = window.stack.currentWidget()
    if shown is not None:
        panes.append(shown)
    panes.append(window.status)
    if not window.toasts.isHidden():
        panes.append(window.toasts)
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
    for widget in (pane, *pane.findChildren(QWidget)):
        stop = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if stop and widget.isVisible() and widget.isEnabled():
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
    return False
