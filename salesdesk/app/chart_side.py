"""F9: the chart panel beside any tab."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salesdesk.app.features import FEATURES

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow

_NAME = "chart-panel"


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
