"""The records behind a figure, in a sheet; each opens where its kind is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from salesdesk.base import choices
from salesdesk.base.choices import CASE_STATUSES, INTERACTION_KINDS, PARTY_STATES, SALE_KINDS, SOURCES, Choice
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.base.listing import ListQuery
from salesdesk.base.periods import format_day
from salesdesk.charts.records_queries import Asked, BehindRow, behind_rows, list_behind
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.paging import QuerySource
from salesdesk.ui.record_table import Column, RecordModel, RecordTable
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import Label

_DAY = Field("on", N_("Date"), Kind.DATE, width=116)
_STAFF = Field("staff", N_("Staff"), width=110)
LEAST_ROWS, MOST_ROWS = 3, 9
_TITLES = {
    "sales": N_("Sales, {days}"),
    "contacts": N_("Contacts, {days}"),
    "contacts.sales": N_("Sales contacts, {days}"),
    "contacts.service": N_("Service contacts, {days}"),
    "ratings": N_("Ratings, {days}"),
    "opened": N_("Cases opened, {days}"),
    "solved": N_("Cases solved, {days}"),
    "prospects": N_("New prospects, {days}"),
    "people": N_("Customers behind the figure"),
}


def _named(key: str, label: str, width: int = 150, *, stretch: bool = False) -> Column:
    return Column(Field(key, label, width=width), stretch=stretch)


def _chosen(label: str, words: tuple[Choice, ...], width: int = 120) -> Column:
    return Column(Field("kind", label, width=width), value=lambda row: choices.label(words, row.kind))


def _columns(kind: str) -> list[Field | Column]:
    customer = _named("name", N_("Customer"), 150, stretch=True)
    if kind == "sales":
        number = _named("what", N_("Number"), 96)
        return [
            _DAY,
            number,
            customer,
            _chosen(N_("Kind"), SALE_KINDS, 96),
            Field("amount", N_("Before tax"), Kind.MONEY, width=110),
        ]
    if kind == "contacts":
        about = _named("what", N_("Subject"), 130)
        return [
            _DAY,
            customer,
            _chosen(N_("Kind"), INTERACTION_KINDS, 110),
            about,
            Field("minutes", N_("Time spent"), Kind.MINUTES, width=80),
            _STAFF,
        ]
    if kind in ("prospects", "people"):
        source = Column(
            Field("what", N_("Source"), width=130), value=lambda row: choices.label(SOURCES, row.what)
        )
        day = Field("on", N_("Since"), Kind.DATE, width=116)
        return [customer, day, source, _chosen(N_("State"), PARTY_STATES, 140), _STAFF]
    problem = _named("what", N_("Problem"), 190, stretch=True)
    status = _chosen(N_("Status"), CASE_STATUSES)
    if kind == "ratings":
        return [
            _DAY,
            problem,
            _named("name", N_("Customer"), 150),
            Field("score", N_("Rating"), Kind.SCORE, width=80),
            _STAFF,
        ]
    return [
        _DAY,
        problem,
        _named("name", N_("Customer"), 150),
        status,
        Field("minutes", N_("Time spent"), Kind.MINUTES, width=80),
        _STAFF,
    ]


def sheet_title(asked: Asked, language: str) -> str:
    """What the sheet shows: "Sales, 6 Apr 2026 – 12 Apr 2026"."""
    period = asked.period
    days = format_day(period.start, language, "short")
    if period.days > 1:
        days = _("{first} – {last}").format(first=days, last=format_day(period.end, language, "short"))
    key = f"{asked.kind}.{asked.side}" if asked.side else asked.kind
    return _(_TITLES[key]).format(days=days)


class RecordsSheet(Sheet):
    """A list of the records behind a figure."""

    def __init__(self, desk: Desk, asked: Asked, parent: QWidget | None = None) -> None:
        super().__init__(parent or desk.window, sheet_title(asked, desk.language), 820)
        self._desk = desk
        store = desk.store
        source = QuerySource(
            store,
            lambda db, _query, limit: list_behind(db, asked, limit),
            lambda db, ids: behind_rows(db, asked.kind, ids),
        )
        self.model = RecordModel(
            source,
            _columns(asked.kind),
            desk.jobs,
            language=desk.language,
            currency=desk.currency,
            zone=store.zone,
            parent=self,
        )
        self.table = RecordTable(self.model, name=_("Records behind the figure"), jobs=desk.jobs)
        self.table.opened.connect(self._open)
        self._nothing = Label(_("Nothing was recorded in these days."), "body", "ink2", wrap=True)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self.table)
        self._button = self.set_primary(
            _("Open the record"), icon="external-link", on_click=self.table.open_current
        )
        self.model.counted.connect(self._count)
        self.model.show(ListQuery())
        self.set_focus_first(self.table)
        self.table.select_first()

    def _count(self, n: object) -> None:
        count = int(str(n))
        self._nothing.setVisible(not count)
        self.table.setVisible(bool(count))
        self._button.setVisible(bool(count))
        rows = min(max(count, LEAST_ROWS), MOST_ROWS)
        self.table.setFixedHeight(theme.height("header") + rows * theme.height("normal") + 4)
        self.set_note(
            _("{n} in all").format(n=f"{count:,}".replace(",", "." if self._desk.language == "vi" else ","))
        )

    def _open(self, row_id: object) -> None:
        row: BehindRow | None = self.model.row_at(self.model.position(int(str(row_id))))
        if row is None or row.opens_id is None:
            return
        self.accept()
        self._desk.open_record(row.opens, row.opens_id)


def show_records(desk: Desk, asked: Asked, done: Callable[[], object] | None = None) -> RecordsSheet:
    """Open the sheet without waiting; ``done`` is called when it is closed."""
    sheet = RecordsSheet(desk, asked)
    if done is not None:
        sheet.finished.connect(lambda _result: done())
    sheet.finished.connect(sheet.deleteLater)
    sheet.open()
    return sheet
