"""What leaves the panel: the figures on the clipboard, the chart as a picture, the table as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from salesdesk.base.i18n import N_, _
from salesdesk.base.task import Task
from salesdesk.charts import figures, twin
from salesdesk.charts.body_view import BodyView
from salesdesk.charts.head_panel import period_words
from salesdesk.charts.layout import lay_out
from salesdesk.charts.metric_words import Numbers
from salesdesk.charts.panel_queries import PanelFigures
from salesdesk.charts.plot import make_plot
from salesdesk.exchange.export_csv import write_csv
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk

SCOPE = "compare"
PICTURE = (1280.0, 720.0)


class Exports(QObject):
    """Files are written on a worker; a file that stood there before stays until the new one is whole."""

    def __init__(self, desk: Desk, body: BodyView, found: Callable[[], PanelFigures | None]) -> None:
        super().__init__(body)
        self._desk, self._body, self._found = desk, body, found

    def actions(self) -> list[Action]:
        """The two kinds of file."""
        return [
            Action(
                f"{SCOPE}.png",
                N_("Save the chart as a picture"),
                self.save_picture,
                "image",
                scope=SCOPE,
                enabled=self._ready,
            ),
            Action(
                f"{SCOPE}.csv",
                N_("Save the table as CSV"),
                self.save_table,
                "file-spreadsheet",
                scope=SCOPE,
                enabled=self._ready,
            ),
        ]

    def _ready(self, *_subject: object) -> bool:
        found = self._found()
        return found is not None and found.first_on is not None

    def copy(self) -> None:
        """The table as text, cells apart by tabs."""
        if self._body.twin.rows:
            QGuiApplication.clipboard().setText(twin.as_tabs(self._body.twin))
            self._desk.toasts.show_toast(_("The figures are copied"))

    def save_picture(self, path: Path | None = None) -> None:
        """The chart as a PNG file; asks where when no path is given."""
        found = self._found()
        path = path or self._ask(_("Save the chart"), "png", "PNG (*.png)")
        if found is None or path is None:
            return
        target = path
        plot = make_plot(found, self._numbers(), indexed=self._body.indexed)
        heading = (_("Sales vs Service"), period_words(found.scope.period, self._desk.language))

        def work(_task: Task) -> Path:
            figures.load()
            figures.save_png(lay_out(plot, *PICTURE, figures.text_width, heading=heading), target)
            return target

        self._desk.jobs.run(_("Saving the chart"), work, self._saved, self._not_saved)

    def save_table(self, path: Path | None = None) -> None:
        """The table as a CSV file; asks where when no path is given."""
        found = self._found()
        path = path or self._ask(_("Save the table"), "csv", "CSV (*.csv)")
        if found is None or path is None:
            return
        target = path
        head, rows = twin.csv_head(), twin.csv_rows(found, self._desk.currency)

        def work(task: Task) -> Path:
            write_csv(target, head, rows, task)
            return target

        self._desk.jobs.run(_("Saving the table"), work, self._saved, self._not_saved)

    def _numbers(self) -> Numbers:
        return Numbers(self._desk.language, self._desk.currency)

    def _ask(self, title: str, suffix: str, kinds: str) -> Path | None:
        found = self._found()
        if found is None:
            return None
        period = found.scope.period
        name = _("Sales vs service {first} to {last}").format(first=period.start, last=period.end)
        chosen, _kind = QFileDialog.getSaveFileName(self._body, title, f"{name}.{suffix}", kinds)
        return Path(chosen).with_suffix(f".{suffix}") if chosen else None

    def _saved(self, path: Path) -> None:
        self._desk.toasts.show_toast(_("Saved as {name}").format(name=path.name))

    def _not_saved(self, error: Exception) -> None:
        self._desk.messages.show_message(str(error))
