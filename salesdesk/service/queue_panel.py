"""The queue: open cases by promise, and below it the solved ones that wait for a rating."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from salesdesk.base import choices
from salesdesk.base.fields import Field
from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.base.listing import ListQuery
from salesdesk.base.periods import format_day, month_of
from salesdesk.base.shop_settings import ASK_RATING
from salesdesk.service import queries, rules
from salesdesk.service.case_queries import CaseRow
from salesdesk.service.list_panel import ListPanel
from salesdesk.service.preview_view import preview_case
from salesdesk.service.promise_words import PromiseWords
from salesdesk.service.queries import Standpoint
from salesdesk.service.rating_queries import ServiceFigures
from salesdesk.ui import theme
from salesdesk.ui.actions import Action
from salesdesk.ui.cells import avatar_cell, badge_cell, promise_cell, two_line_cell
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.paging import QuerySource
from salesdesk.ui.record_table import Column
from salesdesk.ui.widgets import (
    STRETCH,
    Button,
    Card,
    ChipItem,
    Divider,
    EmptyState,
    Icon,
    Label,
    Link,
    Press,
    announce,
    boxed,
    clear,
    column,
    row,
)

_ICONS = {"breach": "alarm-clock"}
_WATCHED = ("service_case", "party", "product", "owned_item", "staff_member", "setting", "time_entry")
_SHOWN_TO_RATE = ((680, 1), (900, 2))
"""Below a height in pixels so many cases are shown that wait for a rating."""
_MOST_TO_RATE = 5
_NEW_DAYS = 15
"""So long what somebody bought counts as new, which says more than its warranty."""
_MINUTE_MS = 30_000
_WIDE = (98, 230, 190, 164, 240, 78, 130)
_COMPACT = (92, 200, 146, 152, 214, 76, 122)


class _Counted(NamedTuple):
    """The cases by saved filter, how many are late, the next to ask for a rating, the month."""

    counts: Mapping[str, int]
    late: int
    waiting: list[CaseRow]
    month: ServiceFigures


class QueuePanel(QWidget):
    """Soonest promise first; what is nearly late is marked in words, colour and icon."""

    opened = Signal(object)
    """(id of a case)"""
    rate_wanted = Signal(object)
    """(id of a solved case)"""

    def __init__(
        self,
        desk: Desk,
        promises: PromiseWords,
        row_actions: Callable[[], Sequence[Action]],
        new_case: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._promises, self._new_case = desk, promises, new_case
        self._late = -1
        self._shown_for: int | None = None
        source = QuerySource(desk.store, self._list_ids, queries.case_rows)
        self.list = ListPanel(
            desk,
            "service.queue",
            _("Cases"),
            [ChipItem(key, rules.view_words(key), _ICONS.get(key, "")) for key in rules.VIEWS],
            self._columns,
            source,
            sentence=self._sentence,
            empty=self._empty,
            row_actions=row_actions,
        )
        self.list.opened.connect(self.opened.emit)
        self.list.previewed.connect(self._preview)
        self._to_rate = ToRateCard(desk)
        self._to_rate.rate_wanted.connect(self.rate_wanted.emit)
        self._to_rate.opened.connect(self.opened.emit)
        self._to_rate.all_wanted.connect(lambda: self.list.show_view("to_rate"))
        layout = column(self.list, self._to_rate, STRETCH, spacing=10)
        layout.setStretch(0, 1_000)
        self.setLayout(layout)
        self.setFocusProxy(self.list)
        self._watcher = watch(self, desk.hub, _WATCHED, lambda _touched: self.refresh())
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self._tick)
        self._minute.start()

    def standpoint(self) -> Standpoint:
        """Who looks, and when."""
        store = self._desk.store
        return Standpoint(store.now(), store.today(), store.staff_id)

    def _preview(self, case_id: int, at: QPoint) -> None:
        with self._desk.store.reading() as db:
            case = queries.case_rows(db, [case_id]).get(case_id)
        if case is not None:
            preview_case(self._desk, case_id, self._promises.of(case.promise_facts).words, at, self)

    def _list_ids(self, db: Any, query: ListQuery, limit: int | None) -> Sequence[int]:
        return queries.list_cases(db, query, limit, self.standpoint())

    def show_list(self) -> None:
        """Read everything for the first time."""
        self.list.show_list()
        self._count()

    def refresh(self) -> None:
        """Read everything anew."""
        self._promises.forget()
        self.list.refresh()
        self._count()

    def _tick(self) -> None:
        if self.isVisible():
            self.list.refresh()
            self._count()

    def _count(self) -> None:
        at, store = self.standpoint(), self._desk.store
        room = self._shown_for = self._room_to_rate()

        def read() -> _Counted:
            with store.reading() as db:
                ids = queries.list_cases(db, ListQuery("to_rate"), room, at)
                rows = queries.case_rows(db, ids)
                return _Counted(
                    queries.count_cases(db, at), queries.count_late(db, at.now),
                    [rows[i] for i in ids if i in rows], queries.service_month(db, month_of(at.today)),
                )  # fmt: skip

        self._desk.read_soon("service.queue", read, self._show_counted)

    def _show_counted(self, found: _Counted) -> None:
        self.list.set_counts(found.counts)
        shown = found.waiting if self.list.query.view != "to_rate" else []
        self._to_rate.show_cases(shown, found.counts["to_rate"], found.month)
        if found.late > self._late >= 0:
            words = ngettext("{n} case is late now", "{n} cases are late now", found.late)
            announce(self, words.format(n=found.late))
        self._late = found.late

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many cases that wait for a rating as there is room for."""
        super().resizeEvent(event)
        if self._shown_for is not None and self._room_to_rate() != self._shown_for:
            self._count()

    def _room_to_rate(self) -> int:
        fitting = (many for height, many in _SHOWN_TO_RATE if self.window().height() < theme.scaled(height))
        return next(fitting, _MOST_TO_RATE)

    # ------------------------------------------------------------- columns

    def _columns(self, wide: bool) -> list[Column]:
        number, title, party, status, promise, handling, staff = _WIDE if wide else _COMPACT
        return [
            Column(
                Field("number", N_("Case"), width=number, sortable=True), None, None, None, "body", "ink2"
            ),
            Column(
                Field("title", N_("Problem"), width=title, sortable=True), cell=two_line_cell(self._problem)
            ),
            Column(Field("party", N_("Customer"), width=party, sortable=True), role="medium"),
            Column(Field("status", N_("Status"), width=status, sortable=True), cell=badge_cell(_status)),
            Column(
                Field("promise", N_("Promised by"), width=promise, sortable=True),
                cell=promise_cell(self._promise),
            ),
            Column(
                Field("handling_minutes", N_("Handling"), width=handling, sortable=True),
                self._handling,
                None,
                None,
                "body",
                "ink2",
                at_right=True,
            ),
            Column(
                Field("staff", N_("Handled by"), width=staff, sortable=True),
                cell=avatar_cell(lambda r: r.staff),
            ),
        ]

    def _problem(self, case: CaseRow) -> tuple[str, str]:
        return case.title, about_words(case, self._desk.store.today())

    def _promise(self, case: CaseRow) -> tuple[float, str, str]:
        promise = self._promises.of(case.promise_facts)
        state = "" if promise.state == "none" else promise.state
        return promise.share, state, promise.words

    def _handling(self, case: CaseRow) -> str:
        minutes = case.handling_minutes
        if case.running_since is not None:
            since = self._desk.store.now() - case.running_since
            minutes += max(int(since.total_seconds() // 60), 0)
        return f"{minutes // 60}:{minutes % 60:02d}"

    def _sentence(self, case: CaseRow) -> str:
        return _("{number}, {problem}, {customer}, {status}, {promise}, looked after by {owner}").format(
            number=case.number,
            problem=case.title,
            customer=case.party,
            status=rules.status_words(case.status),
            promise=self._promises.of(case.promise_facts).words,
            owner=case.staff or "—",
        )

    # ------------------------------------------------------------- nothing there

    def _empty(self, view: str) -> EmptyState:
        new = Press(_("New case"), self._new_case, "C", "plus")
        if view == "open":
            sentence = _("When a customer has a question or something is broken, open a case for it.")
            return EmptyState("wrench", _("No open cases"), sentence, new)
        everything = Press(_("Show all open cases"), lambda: self.list.show_view("open"))
        title, sentence = _NOTHING.get(view, _NOTHING["mine"])
        return EmptyState("circle-check", _(title), _(sentence), None, everything)


_NOTHING = {
    "breach": (N_("Nothing is about to be late"), N_("Every promise has more than two working hours left.")),
    "on_us": (N_("Nobody waits for you"), N_("The open cases wait for customers or parts.")),
    "waiting_part": (N_("No case waits for a part"), N_("While one does, its promise stands still.")),
    "to_rate": (N_("Every customer was asked"), N_("Solved cases without a rating appear here.")),
    "mine": (N_("No open case is yours"), N_("Cases that you look after appear here.")),
}


def about_words(case: CaseRow, today: date) -> str:
    """The second line of a case: what it became, or its product with how new it is, else its kind."""
    if case.quote:
        return _("Became the deal {number}").format(number=case.quote)
    days = (today - case.bought_on).days if case.bought_on is not None else _NEW_DAYS
    if 0 <= days < _NEW_DAYS:
        bought = ngettext("bought yesterday", "bought {n} days ago", days).format(n=days)
        note = bought if days else _("bought today")
    else:
        note = rules.warranty_note(case.warranty_until, today)
    about = [part for part in (case.product, note) if part]
    return " · ".join(about) or choices.label(choices.CASE_KINDS, case.kind)


def _status(case: CaseRow) -> tuple[str, str]:
    return rules.status_words(case.status), rules.status_tone(case.status)


class ToRateCard(Card):
    """The latest solved cases whose customers were not asked yet."""

    rate_wanted = Signal(object)
    opened = Signal(object)
    all_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._note = Label("", "caption", "ink2", elide="end")
        self._all = Link("", role="caption_medium")
        trailing = boxed(row(self._note, self._all, spacing=10))
        super().__init__(_("Resolved, waiting for a rating"), trailing, padding=False, parent=parent)
        self._desk = desk
        self._all.clicked.connect(self.all_wanted.emit)
        self._rows = column(spacing=0)
        self.add(self._rows)
        self._shown: Sequence[CaseRow] | None = None
        self.hide()

    def show_cases(self, cases: Sequence[CaseRow], total: int, month: queries.ServiceFigures) -> None:
        """Show these cases of all ``total``; nothing to show hides the card."""
        self.setVisible(bool(cases))
        self.set_count(str(total))
        self._note.setText(_asked(month, ASK_RATING.read(self._desk.store.setting)))
        self._all.setText(_("Show all {n}").format(n=total))
        self._all.setVisible(total > len(cases))
        if self._shown == cases:
            return
        self._shown = list(cases)
        clear(self._rows)
        for case in cases:
            self._rows.addWidget(Divider())
            self._rows.addWidget(self._line(case))

    def _line(self, case: CaseRow) -> QWidget:
        name = Link(case.party, color="ink", role="strong", on_click=lambda: self.opened.emit(case.id))
        about = Label(
            _("{number} · {problem}").format(number=case.number, problem=case.title),
            color="ink2",
            elide="end",
        )
        rate = Button(_("Rate 1–5"), size="small", on_click=lambda: self.rate_wanted.emit(case.id))
        rate.setAccessibleName(_("Rate {number}, {customer}").format(number=case.number, customer=case.party))
        when = Label(
            solved_words(case.solved_on, self._desk.store.today(), self._desk.language), "caption", "ink2"
        )
        line = row(Icon("smile", "service"), name, about, STRETCH, when, rate, margins=(15, 4, 11, 4))
        return boxed(line)


def _asked(month: queries.ServiceFigures, days: int) -> str:
    within = ngettext("Ask within {n} day", "Ask within {n} days", days).format(n=days)
    if not month.solved:
        return within
    share = round(100 * month.answered / month.solved)
    return _("{within}; {share}% answered this month").format(within=within, share=share)


def solved_words(day: date | None, today: date, language: str) -> str:
    """When a case was solved: "resolved today", "resolved yesterday", "resolved Tue 12 May"."""
    if day is None:
        return ""
    if day == today:
        return _("resolved today")
    if day == today - timedelta(days=1):
        return _("resolved yesterday")
    return _("resolved {day}").format(day=format_day(day, language, "list"))
