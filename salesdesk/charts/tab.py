"""Compare: sales beside service over one period, as a chart and as a table, with the records behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.base.i18n import N_, _
from salesdesk.base.metrics import Metric
from salesdesk.base.periods import Period
from salesdesk.base.task import Task
from salesdesk.charts import figures as drawing
from salesdesk.charts.body_view import CHART, BodyView
from salesdesk.charts.export_panel import SCOPE, Exports
from salesdesk.charts.given_back_queries import GivenBack, given_back
from salesdesk.charts.head_panel import HeadPanel
from salesdesk.charts.marking_panel import Marks
from salesdesk.charts.metric_words import Numbers
from salesdesk.charts.panel_queries import PanelFigures, read_panel
from salesdesk.charts.records_dialog import RecordsSheet, show_records
from salesdesk.charts.records_queries import Asked, asked_by_metric, asked_by_series
from salesdesk.charts.scope import KINDS, Scope, scope_of
from salesdesk.charts.showing_panel import Showing
from salesdesk.staff.queries import list_staff
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.widgets import EmptyState, Press, column

_TABLES = (
    "interaction",
    "sale",
    "deal",
    "service_case",
    "party",
    "payment",
    "target",
    "marked_event",
    "staff_member",
)


class CompareTab(QWidget):
    """The panel. Figures are read on a worker and shown when they are there."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kind, self._custom, self._staff_id = "weeks13", None, None  # type: str, Period | None, int | None
        self._figures: PanelFigures | None = None
        self._token = 0
        self.body = BodyView(desk.jobs, lambda: [self.showing.before_action(), *self.marks.menu_actions()])
        self.exports = Exports(desk, self.body, lambda: self._figures, lambda: self.head.person.text())
        self.showing = Showing(desk, self.body, self.show_view, lambda: self._figures)
        self.marks = Marks(desk, self.body, lambda: self.scope, lambda: self._figures)
        self.head = HeadPanel(desk, self.exports.actions())
        self._empty = EmptyState(
            "chart-line",
            _("Nothing to compare yet"),
            _("Log a contact, record a sale or open a case: the chart grows by itself."),
            Press(_("New sale"), lambda: desk.run_action("sales.new_sale"), icon="file-text"),
            Press(_("New case"), lambda: desk.run_action("service.new_case"), icon="wrench"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.body)
        self._stack.addWidget(self._empty)
        layout = column(self.head, self._stack, spacing=0, margins=(0, 12, 0, 0))
        self.head.setContentsMargins(20, 0, 20, 10)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._connect()
        # matplotlib is loaded beside everything else, so that the first picture waits for nothing.
        desk.jobs.run(_("Loading the chart"), lambda _task: drawing.load(), quiet=True)

    def _connect(self) -> None:
        self.head.period_chosen.connect(self.choose_period)
        self.head.days_chosen.connect(self.choose_days)
        self.head.person_chosen.connect(self.choose_person)
        self.head.view_chosen.connect(self.show_view)
        self.body.metric_pressed.connect(self.open_metric)
        self.body.point_opened.connect(self.open_point)
        self.body.asked.connect(self.open_records)
        self.body.period_wanted.connect(self.choose_days)
        self.watcher = watch(self, self._desk.hub, _TABLES, lambda _touched: self.refresh())

    # ------------------------------------------------------------- what is looked at

    @property
    def figures(self) -> PanelFigures | None:
        """What is shown, None before the first reading."""
        return self._figures

    @property
    def empty_shown(self) -> bool:
        """Whether the book has nothing to compare yet."""
        return self._stack.currentWidget() is self._empty

    @property
    def scope(self) -> Scope:
        """The period and the person."""
        return scope_of(self._kind, self._desk.store.today(), self._staff_id, self._custom)

    @property
    def numbers(self) -> Numbers:
        """How figures are written."""
        return Numbers(self._desk.language, self._desk.currency)

    def choose_period(self, kind: str) -> None:
        """Month, 13 weeks, year or days of one's own, which begin as what is shown."""
        if kind == "custom" and self._custom is None:
            self._custom = self.scope.period
        if kind in KINDS:
            self._kind = kind
            self.refresh()

    def choose_days(self, period: object) -> None:
        """Days of one's own."""
        if isinstance(period, Period) and (self._kind != "custom" or period != self._custom):
            self._kind, self._custom = "custom", period
            self.refresh()

    def choose_person(self, staff_id: object) -> None:
        """One person's work, or everybody's (None)."""
        self._staff_id = staff_id if isinstance(staff_id, int) else None
        self.refresh()

    def show_view(self, view: str) -> None:
        """The chart, its table, or sales and service in eight rows."""
        self.head.views.set_current(view)
        self.body.show_view(view)

    # ------------------------------------------------------------- reading

    def refresh(self) -> None:
        """Read the figures anew."""
        scope, store = self.scope, self._desk.store
        self._token += 1
        token = self._token

        def work(_task: Task) -> tuple[PanelFigures, list[tuple[int, str]]]:
            with store.reading() as db:
                return read_panel(db, scope), [(person.id, person.name) for person in list_staff(db)]

        def done(found: tuple[PanelFigures, list[tuple[int, str]]]) -> None:
            if token == self._token:
                self._take(*found)

        self.head.show_scope(scope, [])
        self._desk.jobs.run(_("Reading the figures"), work, done, quiet=True)

    def _take(self, found: PanelFigures, people: list[tuple[int, str]]) -> None:
        self._figures = found
        self.head.show_scope(found.scope, people)
        self._stack.setCurrentWidget(self.body if found.first_on is not None else self._empty)
        self.body.show_figures(found, self.numbers)
        self._read_given_back(found.scope)

    def _read_given_back(self, scope: Scope) -> None:
        token, store = self._token, self._desk.store

        def work(_task: Task) -> GivenBack:
            with store.reading() as db:
                return given_back(db, scope.period, scope.today)

        def done(found: GivenBack) -> None:
            if token == self._token:
                self.body.given_back.show_given_back(found, self.numbers)

        self._desk.jobs.run(_("Reading who bought again"), work, done, quiet=True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._figures is None or self._figures.scope.today != self._desk.store.today():
            self.refresh()
        QTimer.singleShot(0, self, self.body.take_focus)

    # ------------------------------------------------------------- the records behind

    def open_metric(self, metric: Metric) -> None:
        """The records behind a figure; a target that is not set is set first."""
        if self._figures is None:
            return
        if metric.key == "target" and metric.value(self._figures.sums).amount is None:
            self.marks.set_target()
            return
        self.open_records(asked_by_metric(metric.key, self._figures.scope.period, self._staff_id))

    def open_point(self, series: str, step: int) -> None:
        """The records behind a bar or a point of the chart."""
        if self._figures is None:
            return
        period = self._figures.buckets[step].period
        self.open_records(asked_by_series(series, period, self._staff_id))

    def open_records(self, asked: Asked) -> RecordsSheet:
        """A list of records, each of which opens where its kind is shown."""
        return show_records(self._desk, asked)

    # ------------------------------------------------------------- for the window

    def open_record(self, kind: str, record_id: int) -> bool:
        """No record lives here."""
        return False

    def state(self) -> dict[str, Any]:
        """The period, the person, the view."""
        days = [d.isoformat() for d in (self._custom.start, self._custom.end)] if self._custom else []
        return {
            "kind": self._kind,
            "days": days,
            "staff": self._staff_id,
            "view": self.showing.view(),
            "units": self.body.units.current(),
            "before": self.body.before_shown,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show again what `state` told of."""
        days = [date.fromisoformat(d) for d in state.get("days", [])]
        self._custom = Period(*days) if len(days) == 2 else None
        self._kind = state.get("kind", "weeks13")
        self._staff_id = state.get("staff")
        self.body.set_units(str(state.get("units", "")))
        if state.get("before"):
            self.body.show_before(True)
        self.show_view(state.get("view", CHART))
        if self.isVisible():
            self.refresh()

    def tab_actions(self) -> Sequence[Action]:
        """Everything that can be done here, for the palette, the menus and the keys."""
        copy = N_("Copy the figures")
        views = [
            *self.showing.actions(),
            Action(f"{SCOPE}.copy", copy, self.exports.copy, "copy", chord="Ctrl+C", scope=SCOPE),
        ]
        return [*views, *self.marks.actions(), *self.exports.actions()]

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """At most five keys and their words."""
        return (
            ("←→", _("read step by step")), ("Return", _("records behind it")), ("V", _("table")),
            ("B", _("period before")), ("Ctrl+C", _("copy numbers")),
        )  # fmt: skip

    def focus_filter(self) -> None:
        """Ctrl+F: there is nothing to filter by words; the period is chosen."""
        self.head.periods.setFocus(Qt.FocusReason.ShortcutFocusReason)
