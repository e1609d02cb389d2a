"""What the prospects of each source became."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.base import choices
from salesdesk.base.choices import SOURCES
from salesdesk.base.fields import Field, Kind
from salesdesk.base.fold import fold
from salesdesk.base.i18n import N_, _
from salesdesk.base.listing import ListQuery
from salesdesk.base.metrics import wilson
from salesdesk.base.periods import add_months
from salesdesk.base.task import Task
from salesdesk.marketing.figures_view import Figures
from salesdesk.marketing.queries import SourceRow, conversion_by_source
from salesdesk.marketing.row_list import RowList
from salesdesk.marketing.rules import FEW
from salesdesk.marketing.wording import percent
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.record_columns import Column, RecordModel
from salesdesk.ui.record_tab import Filter, ListPane
from salesdesk.ui.record_table import RecordTable, in_card
from salesdesk.ui.widgets import EmptyState, column

_MONTHS = {"all": 0, "year": 12, "quarter": 3}


class SourceLine(NamedTuple):
    """A source as the table shows it; ``id`` is its place."""

    id: int
    source: str
    prospects: int
    customers: int
    share: str
    span: str


def source_lines(rows: Iterable[SourceRow]) -> list[SourceLine]:
    """The rows with their shares in words: none where there are too few prospects to speak of one."""
    return [_line(place, row) for place, row in enumerate(rows, 1)]


def _line(place: int, row: SourceRow) -> SourceLine:
    name = choices.label(SOURCES, row.source) if row.source else _("Not known")
    if row.prospects < FEW:
        few = _("{n} of {total}").format(n=row.customers, total=row.prospects)
        return SourceLine(place, name, row.prospects, row.customers, few, "")
    low, high = wilson(row.customers, row.prospects)
    span = _("{low} to {high}").format(low=percent(low), high=percent(high))
    return SourceLine(place, name, row.prospects, row.customers, f"{row.share * 100:.1f}%", span)


class SourcesPage(QWidget):
    """The table of sources, over all the time or the last months."""

    def __init__(self, desk: Desk, views: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._source: RowList[SourceLine] = RowList()
        columns = [
            Column(Field("source", N_("Source"), width=240), stretch=True),
            Column(Field("prospects", N_("Prospects"), Kind.INTEGER, width=120)),
            Column(Field("customers", N_("Customers now"), Kind.INTEGER, width=140)),
            Figures(
                Field(
                    "share",
                    N_("Conversion"),
                    width=120,
                    help=N_("Customers among those who became prospects in the period"),
                ),
                role="strong",
            ),
            Figures(
                Field(
                    "span",
                    N_("Likely between"),
                    width=150,
                    help=N_("Where the share lies 19 times out of 20, given how few or many they are"),
                )
            ),
        ]
        self.model = RecordModel(self._source, columns, None, language=desk.language, currency=desk.currency)
        self.table = RecordTable(self.model, name=_("Sources"))
        self._stack = QStackedWidget()
        self._stack.addWidget(in_card(self.table))
        sentence = _("Say where a prospect comes from, and this page counts which source brings customers.")
        self._stack.addWidget(EmptyState("funnel", _("No prospect yet"), sentence))
        filters = [
            Filter("all", _("All the time")),
            Filter("year", _("Last 12 months")),
            Filter("quarter", _("Last 3 months")),
        ]
        self.pane = ListPane(_("Marketing"), filters, (), self._stack, views=views, wide=True)
        self.pane.query_changed.connect(self._show)
        self.setLayout(column(self.pane, spacing=0, margins=(20, 12, 20, 12)))
        watch(self, desk.hub, ("party",), lambda _touched: self._show(self.pane.query))

    def start(self) -> None:
        """Read the table."""
        self._show(self.pane.query)

    def _show(self, query: ListQuery) -> None:
        months = _MONTHS[query.view or "all"]
        start = add_months(self._desk.store.today(), -months) if months else None
        store = self._desk.store

        def work(_task: Task) -> list[SourceLine]:
            with store.reading() as db:
                return source_lines(conversion_by_source(db, start))

        def done(lines: list[SourceLine]) -> None:
            if query == self.pane.query:
                self._fill(query, lines)

        self._desk.jobs.run(_("Counting prospects"), work, done, quiet=True)

    def _fill(self, query: ListQuery, lines: list[SourceLine]) -> None:
        wanted = fold(query.text)
        self._source.fill(line for line in lines if wanted in fold(line.source))
        self.model.show(query)
        self.model.refresh()
        self._stack.setCurrentIndex(0 if lines else 1)
