"""F9: the chart panel beside any tab."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from salesdesk.app.features import FEATURES
from salesdesk.ui import theme

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow

_NAME = "chart-panel"
ROOMY = 1600
"""From this width on the panel stands beside the tab; below it lies over the tab's right side."""


class _Over(QObject):
    """Keeps the panel over the right side of what is shown, as high as that is."""

    def __init__(self, window: "MainWindow", panel: QWidget) -> None:
        super().__init__(panel)
        self._shown, self._panel = window.stack, panel
        panel.setParent(window.stack.parentWidget())
        panel.setAutoFillBackground(True)
        window.stack.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return False

    def _place(self) -> None:
        area = self._shown.geometry()
        width = self._panel.minimumWidth()
        self._panel.setGeometry(area.right() + 1 - width, area.top(), width, area.height())
        self._panel.raise_()


def toggle(window: "MainWindow") -> None:
    """Show the panel at the right, or put it away; Compare itself needs none."""
    from salesdesk.charts.side_panel import ChartPanel  # with it comes the drawing, which starts late

    shown = window.findChild(QWidget, _NAME)
    if shown is not None:
        close(window, shown)
    elif window.current_tab != FEATURES[-1].key:
        panel = ChartPanel(window.desk)
        panel.setObjectName(_NAME)
        panel.closed.connect(lambda: close(window, panel))
        panel.expand_wanted.connect(lambda: _expand(window, panel))
        if window.width() < theme.scaled(ROOMY):
            _Over(window, panel)
        else:
            window.middle.addWidget(panel)
        panel.show()
        panel.setFocus()


def close(window: "MainWindow", panel: object) -> None:
    """Put the panel away; the tab takes its room and the keys."""
    if isinstance(panel, QWidget):
        window.middle.removeWidget(panel)
        panel.setObjectName("")
        panel.hide()
        panel.deleteLater()
        window.stack.setFocus()


def _expand(window: "MainWindow", panel: object) -> None:
    from salesdesk.charts.side_panel import ChartPanel

    if isinstance(panel, ChartPanel):
        state = panel.state()
        close(window, panel)
        window.open_tab(FEATURES[-1].key)
        window.make_tab(FEATURES[-1]).restore(state)


def shown_panel(window: "MainWindow") -> QWidget | None:
    """The panel, while it is shown."""
    return window.findChild(QWidget, _NAME)
