"""The page under the head: both sides, the sentence, the chart or its table, and the cards beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QWidget

from salesdesk.base.i18n import _
from salesdesk.base.metrics import SALES_SIDE, SERVICE_SIDE, Metric
from salesdesk.base.periods import Period, format_day
from salesdesk.charts.cards_view import GivenBackCard, HoursCard, KindsCard, PanelCard, ReturningCard
from salesdesk.charts.chart_view import ChartView
from salesdesk.charts.course import course_of
from salesdesk.charts.earlier import with_earlier
from salesdesk.charts.metric_view import SideCard
from salesdesk.charts.metric_words import MetricWords, Numbers, metric_words
from salesdesk.charts.panel_queries import PanelFigures
from salesdesk.charts.period_words import short_period
from salesdesk.charts.plot import make_plot
from salesdesk.charts.remark import remark
from salesdesk.charts.returning import make_returning
from salesdesk.charts.sides import make_sides
from salesdesk.charts.sides_view import SidesTable
from salesdesk.charts.table_view import TwinTable
from salesdesk.charts.twin import Twin, make_twin
from salesdesk.ui import theme
from salesdesk.ui.actions import Action, make_menu
from salesdesk.ui.jobs import Jobs
from salesdesk.ui.widgets import (
    STRETCH,
    Card,
    Icon,
    IconButton,
    Label,
    Link,
    ScrollColumn,
    Segmented,
    boxed,
    column,
    row,
)

WIDE, NARROW, STACKED = 1600, 1180, 1000
OWN, INDEX, AGAIN = "own", "index", "again"
CHART, TABLE, SIDES = "chart", "table", "sides"
_LOOK_BACK = timedelta(weeks=13)


class RemarkLine(QWidget):
    """The sentence over the chart, or where the entries are when there are none in these days."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Label("", "body", "ink", wrap=True)
        self._link = Link("", on_click=self.wanted.emit)
        line = row(Icon("lightbulb", "accent", 16), self._label, self._link, spacing=9, margins=(2, 0, 0, 0))
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_words(self, words: str, link: str = "") -> None:
        """Show a sentence, and what can be done about it; without words the line is away."""
        self._label.setText(words)
        self._link.setText(link)
        self._link.setVisible(bool(link))
        self.setVisible(bool(words))

    def words(self) -> str:
        """What it says."""
        return self._label.text()


class BodyView(ScrollColumn):
    """Shows the figures it is given; tells what was pressed."""

    metric_pressed = Signal(object)
    point_opened = Signal(str, int)
    asked = Signal(object)
    period_wanted = Signal(object)

    def __init__(
        self, jobs: Jobs, menu: Callable[[], Sequence[Action]], parent: QWidget | None = None
    ) -> None:
        super().__init__((20, 0, 20, 12), 10, parent)
        self._menu = menu
        self._figures: PanelFigures | None = None
        self._numbers = Numbers("en", "USD")
        self._before = False
        self.twin = self.eight = Twin((), ())
        self.sales = SideCard("sales", "handshake", _("Sales"), _("brings in new revenue"), SALES_SIDE)
        self.service = SideCard(
            "service", "wrench", _("Service"), _("keeps customers and their loyalty"), SERVICE_SIDE
        )
        self.remark = RemarkLine()
        self.chart = ChartView(jobs)
        self.table, self.sides = TwinTable(), SidesTable()
        self._told: dict[QWidget, Twin] = {}
        self.units = Segmented(
            [(OWN, _("Own units")), (INDEX, _("Index, start = 100")), (AGAIN, _("First and again"))],
            OWN,
            name=_("Units"),
        )
        self.given_back, self.hours = GivenBackCard(), HoursCard()
        self.kinds, self.returning = KindsCard(), ReturningCard()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._sides = QHBoxLayout()
        self._sides.setSpacing(12)
        self._sides.addWidget(self.sales, 1)
        self._sides.addWidget(self.service, 1)
        self._dots = IconButton("ellipsis", _("More for the chart"), on_click=self._show_menu)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.chart)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.sides)
        self.card = Card("", boxed(row(self.units, self._dots, spacing=6)), padding=False)
        self.card.body.setContentsMargins(7, 0, 7, 6)
        self.card.add(self._pages, 1)
        beside = column(self.given_back, self.hours, self.kinds, self.returning, STRETCH, spacing=12)
        self._beside = boxed(beside)
        self._main: QBoxLayout = QHBoxLayout()
        self._main.setSpacing(12)
        self._main.addWidget(self.card, 1)
        self._main.addWidget(self._beside)
        self.add(self._sides)
        self.add(self.remark)
        self.add(self._main, 1)
        self.remark.hide()

    def _connect(self) -> None:
        for side in (self.sales, self.service):
            side.pressed.connect(self.metric_pressed)
        for card in self._cards():
            card.asked.connect(self.asked)
        self.chart.opened.connect(self.point_opened)
        self.units.chosen.connect(lambda _key: self._show_plot())
        self.remark.wanted.connect(self._look_back)

    def _cards(self) -> tuple[PanelCard, ...]:
        return self.given_back, self.hours, self.kinds, self.returning

    # ------------------------------------------------------------- what is shown

    def show_figures(self, figures: PanelFigures, numbers: Numbers) -> None:
        """Show the figures of a scope."""
        self._figures, self._numbers = figures, numbers
        for side, metrics in ((self.sales, SALES_SIDE), (self.service, SERVICE_SIDE)):
            for metric in metrics:
                self._show_metric(side, metric, figures, numbers)
        self._show_remark(figures, numbers)
        self._show_plot()
        scope = figures.scope
        period, staff_id = scope.period, scope.staff_id
        cut = figures.hours_days != period
        self.hours.show_hours(figures.hours, figures.hours_days, cut, numbers)
        self.kinds.show_kinds(figures.sums, scope, short_period(scope, numbers.language), numbers)
        self.returning.show_sums(figures.sums, period, staff_id, numbers)

    def _show_metric(self, side: SideCard, metric: Metric, figures: PanelFigures, numbers: Numbers) -> None:
        words: MetricWords = metric_words(metric, figures.sums, figures.before, numbers)
        course = course_of(metric, figures.buckets)
        goals = {"satisfaction": figures.goal, "target": 1.0}
        link = ""
        if metric.key == "target" and metric.value(figures.sums).amount is None:
            link = _("Set a target")
        side.tiles[metric.key].show_metric(words, course, goals.get(metric.key), link)

    def _show_remark(self, figures: PanelFigures, numbers: Numbers) -> None:
        if figures.empty and figures.last_on is not None:
            day = format_day(figures.last_on, numbers.language, "short")
            words = _("Nothing was recorded in this period. The last entry is of {day}.").format(day=day)
            self.remark.show_words(words, _("Show the weeks before it"))
        else:
            self.remark.show_words(remark(figures, numbers))

    def _show_plot(self) -> None:
        if self._figures is None:
            return
        own = make_plot(self._figures, self._numbers)
        if self._before:
            own = with_earlier(own, self._figures, self._numbers)
        plot = own
        if self.units.current() == INDEX:
            plot = make_plot(self._figures, self._numbers, indexed=True)
        elif self.units.current() == AGAIN:
            plot = make_returning(self._figures, self._numbers)
        self.chart.show_plot(plot, self.remark.words())
        self._show_title()
        self.twin = make_twin(own, self._figures, self._numbers)
        self.eight = make_sides(self._figures, self._numbers)
        self._fill_table()

    def _fill_table(self) -> None:
        """Fill the table that is in sight; the other one waits until somebody turns to it."""
        shown = self._pages.currentWidget()
        if isinstance(shown, TwinTable | SidesTable) and self._told.get(shown) is not self.shown_twin:
            self._told[shown] = self.shown_twin
            shown.show_twin(self.shown_twin)

    def _show_title(self) -> None:
        if self.sides_shown:
            self.card.set_title(_("Sales and service side by side"))
        elif self.chart.plot is not None:
            self.card.set_title(self.chart.plot.title)

    def _look_back(self) -> None:
        if self._figures is not None and self._figures.last_on is not None:
            last = self._figures.last_on
            self.period_wanted.emit(Period(last - _LOOK_BACK + timedelta(days=1), last))

    def set_units(self, units: str) -> None:
        """Own units, every line from 100, or first and repeated sales: `OWN`, `INDEX` or `AGAIN`."""
        wanted = units if units in (OWN, INDEX, AGAIN) else OWN
        if wanted != self.units.current():
            self.units.set_current(wanted)
            self._show_plot()

    @property
    def before_shown(self) -> bool:
        """Whether the period before is drawn behind the chart in own units."""
        return self._before

    def show_before(self, before: bool) -> None:
        """The period before behind the chart, or not; only own units have one, so they come back with it."""
        self._before = before
        if before:
            self.units.set_current(OWN)
        self._show_plot()

    @property
    def table_shown(self) -> bool:
        """Whether the table stands in place of the chart."""
        return self._pages.currentWidget() is self.table

    @property
    def sides_shown(self) -> bool:
        """Whether the eight rows stand in place of the chart."""
        return self._pages.currentWidget() is self.sides

    @property
    def shown_twin(self) -> Twin:
        """The table of what is shown."""
        return self.eight if self.sides_shown else self.twin

    def show_view(self, view: str) -> None:
        """The chart, its table or the eight rows: `CHART`, `TABLE` or `SIDES`."""
        pages = {CHART: self.chart, TABLE: self.table, SIDES: self.sides}
        self._pages.setCurrentWidget(pages.get(view, self.chart))
        self._fill_table()
        self.units.setVisible(view == CHART)
        self._show_title()

    def take_focus(self) -> None:
        """The keys go to what is shown."""
        page = self._pages.currentWidget()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_menu(self) -> None:
        menu = make_menu(self._dots, self._menu())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._dots.mapToGlobal(QPoint(0, self._dots.height() + 2)))

    # ------------------------------------------------------------- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards beside the chart, or below it where there is no room."""
        super().resizeEvent(event)
        width = round(self.width() / theme.text_scale())
        stacked = width < STACKED
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(way)
        self._main.setDirection(way)
        self.kinds.setVisible(width >= WIDE or stacked)
        self.returning.setVisible(width >= WIDE or stacked)
        if stacked:
            self._beside.setMinimumWidth(0)
            self._beside.setMaximumWidth(16_777_215)
        else:
            wide = 440 if width >= WIDE else 392 if width >= 1300 else 300
            self._beside.setFixedWidth(theme.scaled(wide))
