"""The program as it is started, watched from inside: ``python -m tests.bench.living BOOK OUT SECONDS``.

The first seconds after the first painting, then the first chart, then every screen; the longest standing
still of each, and the memory after each, as JSON in OUT. The program itself is opened by its own function.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from salesdesk.ui import plain_imports
from tests.bench.gaps import Gaps, wait, wait_for
from tests.bench.programs import memory


class Watcher(QObject):
    """Waits for the first painting of the window, then goes through the stages."""

    def __init__(self, out: Path, seconds: float) -> None:
        super().__init__()
        self._out, self._seconds = out, seconds
        self._told: dict[str, Any] = {}
        self._begun = False
        self._app().installEventFilter(self)

    def _app(self) -> QApplication:
        found = QApplication.instance()
        assert isinstance(found, QApplication)
        return found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and not self._begun:
            self._begun = True
            self._gaps = Gaps()
            self._gaps.begin("first seconds")
            self._app().removeEventFilter(self)
            QTimer.singleShot(0, self, self._go)
        return False

    def _go(self) -> None:
        code = 1
        try:
            self._stages()
            code = 0
        except Exception as error:  # noqa: BLE001 - told to whoever started us
            self._told["error"] = f"{type(error).__name__}: {error}"
        self._out.write_text(json.dumps(self._told), "utf-8")
        os._exit(code)  # no copy is to be made on leaving

    def _stages(self) -> None:
        from salesdesk.app.window import MainWindow

        wait(self._seconds)
        self._keep("first", self._gaps.end())
        window = next(w for w in self._app().topLevelWidgets() if isinstance(w, MainWindow))
        wait_for(lambda: window.whole)
        self._told["before_chart"] = memory(os.getpid())
        self._keep("chart", self._first_chart(window))
        self._screens(window)
        self._told["all"] = memory(os.getpid())

    def _keep(self, name: str, gaps: list[float]) -> None:
        self._told[name] = max(gaps)

    def _first_chart(self, window: Any) -> list[float]:
        gaps = Gaps()
        gaps.begin("first chart")
        window.actions_map.run("app.chart_panel")
        from salesdesk.app import chart_side

        panel: Any = chart_side.shown_panel(window)
        wait_for(lambda: panel.chart.complete)
        wait(0.3)
        return gaps.end()

    def _screens(self, window: Any) -> None:
        from salesdesk.app.features import FEATURES

        for feature in FEATURES:
            window.open_tab(feature.key)
            wait(0.5)  # not until all is quiet: the day's copy of the book goes on meanwhile
        window.open_settings()
        wait(0.3)
        window.close_page()
        window.open_tab("prospects")  # where the next one is to begin
        window.preferences._settings.sync()


def main(book: str, out: str, seconds: str) -> int:
    """Open a book as the command does, watched."""
    gc.disable()
    plain_imports.give_back()
    from salesdesk.app import launch

    launch.application()
    watcher = Watcher(Path(out), float(seconds))
    code = launch.open_book(Path(book))
    del watcher
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
