"""What leaves the panel: figures on the clipboard, the chart as a picture, the table as a file, a page."""

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
from salesdesk.charts.given_back_queries import given_back
from salesdesk.charts.layout import lay_out
from salesdesk.charts.metric_words import Numbers
from salesdesk.charts.page_dialog import PageSheet
from salesdesk.charts.panel_queries import PanelFigures
from salesdesk.charts.paper_view import write_pdf
from salesdesk.charts.period_words import period_words
from salesdesk.charts.plot import make_plot
from salesdesk.charts.report import Report, make_report
from salesdesk.charts.sides import make_sides
from salesdesk.exchange.export_csv import write_csv
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk

SCOPE = "compare"
PICTURE = (1280.0, 720.0)


class Exports(QObject):
    """Files are written on a worker; a file that stood there before stays until the new one is whole."""

    def __init__(
        self,
        desk: Desk,
        body: BodyView,
        found: Callable[[], PanelFigures | None],
        who: Callable[[], str],
    ) -> None:
        super().__init__(body)
        self._desk, self._body, self._found, self._who = desk, body, found, who

    def actions(self) -> list[Action]:
        """The kinds of file, and paper."""
        return [
            Action(
                f"{SCOPE}.pdf",
                N_("Save a page as PDF"),
                self.save_page,
                "file-text",
                scope=SCOPE,
                enabled=self._ready,
            ),
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
            Action(
                f"{SCOPE}.print",
                N_("Print the comparison"),
                self.print,
                "printer",
                scope=SCOPE,
                enabled=self._ready,
            ),
        ]

    def _ready(self, *_subject: object) -> bool:
        found = self._found()
        return found is not None and found.first_on is not None

    def copy(self) -> None:
        """The table as text, cells apart by tabs."""
        shown = self._body.shown_twin
        if shown.rows:
            QGuiApplication.clipboard().setText(twin.as_tabs(shown))
            self._desk.toasts.show_toast(_("The figures are copied"))

    def save_picture(self, path: Path | None = None) -> None:
        """The chart as a PNG file; asks where when no path is given."""
        found = self._found()
        path = path or self._ask(_("Save the chart"), "png", "PNG (*.png)")
        if found is None or path is None:
            return
        target = path
        plot = self._body.chart.plot or make_plot(found, self._numbers())
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

    def save_page(self, path: Path | None = None) -> None:
        """Everything on one page as PDF; asks where when no path is given."""
        make = self._maker()
        path = path or self._ask(_("Save a page as PDF"), "pdf", "PDF (*.pdf)")
        if make is None or path is None:
            return
        target = path

        def work(_task: Task) -> Path:
            return write_pdf(make(), target)

        self._desk.jobs.run(_("Saving the PDF"), work, self._saved, self._not_saved)

    def print(self) -> PageSheet | None:
        """Ctrl+P: the same page on paper, after a look at it; None while nothing is there to print."""
        make = self._maker()
        if make is None:
            return None
        sheet = PageSheet(self._desk, make, self.save_page)
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()
        return sheet

    def _maker(self) -> Callable[[], Report] | None:
        """What makes the page of what is shown now; for a worker, as it scans for who bought again."""
        found, store, numbers = self._found(), self._desk.store, self._numbers()
        if found is None:
            return None
        shop, who = store.setting("shop_name"), self._who()
        plot, sides = self._body.chart.plot, self._body.sides_shown

        def make() -> Report:
            with store.reading() as db:
                given = given_back(db, found.scope.period, found.scope.today)
            report = make_report(found, given, numbers, shop=shop, who=who, plot=plot)
            return report._replace(eight=make_sides(found, numbers)) if sides else report

        return make

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
