"""The chart panel beside any tab (F9): both sides in eight lines and the chart, in short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QSizePolicy, QWidget

from salesdesk.base.i18n import _
from salesdesk.base.metrics import SALES_SIDE, SERVICE_SIDE, Metric
from salesdesk.base.task import Task
from salesdesk.charts import figures as drawing
from salesdesk.charts.chart_view import ChartView
from salesdesk.charts.course import course_of
from salesdesk.charts.head_panel import PersonButton
from salesdesk.charts.metric_view import change_look
from salesdesk.charts.metric_words import MetricWords, Numbers, metric_words
from salesdesk.charts.panel_queries import PanelFigures, read_panel
from salesdesk.charts.period_words import PERIODS
from salesdesk.charts.plot import make_plot
from salesdesk.charts.records_dialog import show_records
from salesdesk.charts.records_queries import asked_by_metric, asked_by_series
from salesdesk.charts.remark import remark
from salesdesk.charts.scope import Scope, scope_of
from salesdesk.staff.queries import list_staff
from salesdesk.ui import icons, paint, theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.widgets import (
    STRETCH,
    Divider,
    Icon,
    IconButton,
    Label,
    ScrollColumn,
    Segmented,
    Sparkline,
    column,
    plain_tip,
    row,
)

WIDTH = 400
WATCHED = ("interaction", "sale", "service_case", "party", "target", "marked_event")
_SPARK, _CHANGE = 48, 76


class MetricLine(QPushButton):
    """A figure in one line: name, course, value, change. Pressing it asks for the records behind it."""

    def __init__(self, metric: Metric, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.subject = metric
        self._words = MetricWords("", "", "", None, "", "", False)
        self._spark = Sparkline(tone, self)
        self._spark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_metric(self, words: MetricWords, course: Sequence[float | None]) -> None:
        """Show a figure and its course."""
        self._words = words
        self._spark.show_values([] if words.weak else course)
        self.setAccessibleName(words.spoken)
        self.setAccessibleDescription(words.tooltip)
        self.setToolTip(plain_tip(words.tooltip))
        self.update()

    @property
    def words(self) -> MetricWords:
        """What it shows."""
        return self._words

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(340), theme.scaled(26))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(260), theme.scaled(26))

    def _columns(self) -> tuple[int, int, int]:
        """Where the course, the value and the change end."""
        right = self.width() - theme.scaled(2)
        value = right - theme.scaled(_CHANGE)
        return value - theme.scaled(78), value, right

    def resizeEvent(self, event: QResizeEvent) -> None:
        end, high = self._columns()[0], theme.scaled(20)
        self._spark.setGeometry(
            end - theme.scaled(_SPARK), (self.height() - high) // 2, theme.scaled(_SPARK), high
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            paint.box(painter, self.rect(), "hover", "", theme.RADIUS["badge"])
        course, value, right = self._columns()
        left, words = theme.scaled(2), self._words
        room = course - left - theme.scaled(_SPARK + 6)
        paint.text(painter, QRect(left, 0, room, self.height()), words.label, "body", "ink")
        ink = "ink3" if words.weak else "ink"
        spot = QRect(course, 0, value - course, self.height())
        paint.text(
            painter,
            spot,
            words.value,
            "strong" if not words.weak else "caption",
            ink,
            Qt.AlignmentFlag.AlignRight,
        )
        self._paint_change(
            painter, QRect(value + theme.scaled(8), 0, right - value - theme.scaled(8), self.height())
        )
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), theme.RADIUS["badge"])

    def _paint_change(self, painter: QPainter, spot: QRect) -> None:
        look = change_look(self._words.change)
        if look is None or self._words.change is None:
            paint.text(painter, spot, "–", "caption", "ink3", Qt.AlignmentFlag.AlignRight)
            return
        icon, ink = look
        words = self._words.change.words
        wide = min(paint.text_width(words, "caption_strong"), spot.width() - theme.scaled(17))
        paint.text(painter, spot, words, "caption_strong", ink, Qt.AlignmentFlag.AlignRight)
        side = theme.scaled(13)
        place = QRect(spot.right() - wide - side - theme.scaled(3), (self.height() - side) // 2, side, side)
        icons.draw(painter, place, icon, ink)


class ChartPanel(QFrame):
    """Reads and draws only while it is seen. ``closed`` and ``expand_wanted`` are for the window."""

    closed = Signal()
    expand_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kind, self._token = "weeks13", 0
        self._staff_id: int | None = None
        self._figures: PanelFigures | None = None
        self.periods = Segmented(
            [(k, _(words)) for k, words in PERIODS[:3]], self._kind, name=_("Period"), size="small"
        )
        self.periods.chosen.connect(self.choose_period)
        self.person = PersonButton("small")
        self.person.person_chosen.connect(self.choose_person)
        self.chart = ChartView(desk.jobs)
        self.chart.opened.connect(self._open_point)
        self.lines: dict[str, MetricLine] = {}
        self._lay_out()
        self._fit()
        self.setFixedWidth(theme.scaled(WIDTH))
        self.setAccessibleName(_("Sales vs Service"))
        self._watcher = watch(self, desk.hub, WATCHED, lambda _touched: self.refresh())

    def _lay_out(self) -> None:
        head = row(
            Label(_("Sales vs Service"), "section", elide="end"),
            STRETCH,
            IconButton("maximize-2", _("Open Compare"), on_click=self.expand_wanted.emit),
            IconButton("x", _("Close the chart panel"), key="F9", on_click=self.closed.emit),
            spacing=4,
        )
        self._choices = row(self.periods, STRETCH, self.person)
        lines = column(head, self._choices, spacing=8, margins=(8, 0, 8, 0))
        for tone, icon, title, metrics in (
            ("sales", "handshake", _("Sales"), SALES_SIDE),
            ("service", "wrench", _("Service"), SERVICE_SIDE),
        ):
            side = column(row(Icon(icon, tone, 16), Label(title, "strong"), STRETCH, spacing=7), spacing=0)
            for metric in metrics:
                line = self.lines[metric.key] = MetricLine(metric, tone)
                line.clicked.connect(lambda _on=False, of=metric: self._open_metric(of))
                side.addWidget(line)
            lines.addLayout(side)
        lines.addWidget(Divider())
        inner = ScrollColumn((8, 12, 8, 10), 6)  # a low window scrolls it; nothing is pressed together
        inner.add(lines)
        inner.add(self.chart, 1)
        self.setLayout(column(inner))

    def _fit(self) -> None:
        """A long name stands below the period."""
        wanted = self.periods.sizeHint().width() + self.person.sizeHint().width() + theme.scaled(8)
        below = wanted > theme.scaled(WIDTH) - 32
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        self._choices.setDirection(way)

    @property
    def scope(self) -> Scope:
        """The period that is shown."""
        return scope_of(self._kind, self._desk.store.today(), self._staff_id)

    def choose_period(self, kind: str) -> None:
        """Month, 13 weeks or year."""
        self._kind = kind
        self.periods.set_current(kind)
        self.refresh()

    def choose_person(self, staff_id: object) -> None:
        """One person's work, or everybody's (None)."""
        self._staff_id = staff_id if isinstance(staff_id, int) else None
        self.refresh()

    def refresh(self) -> None:
        """Read the figures anew."""
        scope, store = self.scope, self._desk.store
        self._token += 1
        token = self._token

        def work(_task: Task) -> tuple[PanelFigures, list[tuple[int, str]]]:
            drawing.load()
            with store.reading() as db:
                return read_panel(db, scope), [(person.id, person.name) for person in list_staff(db)]

        def done(found: tuple[PanelFigures, list[tuple[int, str]]]) -> None:
            if token == self._token:
                self._take(*found)

        self._desk.jobs.run(_("Reading the figures"), work, done, quiet=True)

    def _take(self, found: PanelFigures, people: list[tuple[int, str]]) -> None:
        self._figures = found
        self.person.show_people(self._staff_id, people)
        self._fit()
        numbers = Numbers(self._desk.language, self._desk.currency)
        for metric in (*SALES_SIDE, *SERVICE_SIDE):
            words = metric_words(metric, found.sums, found.before, numbers)
            self.lines[metric.key].show_metric(words, course_of(metric, found.buckets))
        self.chart.show_plot(make_plot(found, numbers), remark(found, numbers))

    def _open_metric(self, metric: Metric) -> None:
        if self._figures is not None:
            show_records(self._desk, asked_by_metric(metric.key, self._figures.scope.period, self._staff_id))

    def _open_point(self, series: str, step: int) -> None:
        if self._figures is not None:
            show_records(
                self._desk, asked_by_series(series, self._figures.buckets[step].period, self._staff_id)
            )

    def state(self) -> Mapping[str, Any]:
        """What Compare's ``restore`` takes to show the same."""
        return {"kind": self._kind, "staff": self._staff_id}

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._figures is None:
            self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.fillRect(0, 0, 1, self.height(), theme.color("line"))
