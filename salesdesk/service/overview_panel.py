"""The warranty list and the ratings: what customers own, and what they think."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from salesdesk.base import choices
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.base.listing import ListQuery
from salesdesk.base.periods import format_day, relative_day
from salesdesk.service import queries, rules
from salesdesk.service.commands import record_maintenance
from salesdesk.service.item_queries import ItemRow
from salesdesk.service.list_panel import ListPanel
from salesdesk.service.rating_queries import LOW_SCORE, RatingRow
from salesdesk.service.score_panel import ScoreCard
from salesdesk.ui import paint, row_paint, theme
from salesdesk.ui.actions import Action
from salesdesk.ui.cells import CellPainter, avatar_cell, badge_cell, step_cell, two_line_cell
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.paging import QuerySource
from salesdesk.ui.record_table import Column
from salesdesk.ui.widgets import STRETCH, ChipItem, EmptyState, Press, column

_SOON_DAYS = 7


class ItemsPanel(QWidget):
    """Owned items with their warranties and their next maintenance."""

    opened = Signal(object)
    """(id of an owned item)"""

    def __init__(
        self,
        desk: Desk,
        new_case: Callable[[], object],
        add: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._new_case, self._add = desk, new_case, add
        views = (
            ChipItem("all", _("All")),
            ChipItem("in_warranty", _("In warranty"), "shield-check"),
            ChipItem("ending", _("Ending soon"), "alarm-clock"),
            ChipItem("due", _("Maintenance due"), "refresh-cw"),
        )
        source = QuerySource(desk.store, self._list_ids, queries.item_rows)
        self.list = ListPanel(
            desk,
            "service.items",
            _("Owned items"),
            views,
            self._columns,
            source,
            sentence=self._sentence,
            empty=self._empty,
            row_actions=self.row_actions,
        )
        self.list.opened.connect(self.opened.emit)
        layout = column(self.list, STRETCH)
        layout.setStretch(0, 1_000)
        self.setLayout(layout)
        self.setFocusProxy(self.list)
        tables = ("owned_item", "product", "party", "task")
        self._watcher = watch(self, desk.hub, tables, lambda _touched: self.refresh())

    def _list_ids(self, db: Any, query: ListQuery, limit: int | None) -> Sequence[int]:
        return queries.list_items(db, query, limit, self._desk.store.today())

    def show_list(self) -> None:
        """Read everything for the first time."""
        self.list.show_list()
        self._count()

    def refresh(self) -> None:
        """Read everything anew."""
        self.list.refresh()
        self._count()

    def _count(self) -> None:
        store = self._desk.store

        def read() -> Mapping[str, int]:
            with store.reading() as db:
                return queries.count_items(db, store.today())

        self._desk.read_soon("service.items", read, self.list.set_counts)

    def row_actions(self) -> Sequence[Action]:
        """The menu of a row."""
        item = self.list.table.current_id()
        if item is None:
            return ()
        maintained = partial(self._desk.do, record_maintenance, item)
        return (
            Action("service.item", N_("Show what is owned"), partial(self.opened.emit, item), "package"),
            Action("service.item_case", N_("Open a case"), self._new_case, "wrench"),
            Action("service.maintained", N_("Maintained today"), maintained, "refresh-cw"),
        )

    def _columns(self, wide: bool) -> list[Column]:
        """The columns; a wide window gives some of them more room."""
        more = 40 if wide else 0
        return [
            Column(
                Field("product", N_("Product"), width=250, sortable=True), cell=two_line_cell(_item_lines)
            ),
            Column(Field("serial", N_("Serial number"), width=120 + more, sortable=True)),
            Column(Field("party", N_("Customer"), width=150 + more, sortable=True), role="medium"),
            Column(Field("bought_on", N_("Bought"), Kind.DATE, width=110, sortable=True)),
            Column(
                Field("warranty_until", N_("Warranty until"), width=150 + more, sortable=True),
                cell=badge_cell(self._warranty),
            ),
            Column(
                Field("next_maintenance_on", N_("Next maintenance"), width=140 + more, sortable=True),
                cell=step_cell(self._upkeep),
            ),
        ]

    def _warranty(self, item: ItemRow) -> tuple[str, str]:
        until, today = item.warranty_until, self._desk.store.today()
        if until is None:
            return _("No warranty"), "neutral"
        day = format_day(until, self._desk.language)
        if until < today:
            return _("Ended {day}").format(day=day), "neutral"
        return day, "warn" if (until - today).days <= rules.WARRANTY_SOON_DAYS else "accent"

    def _upkeep(self, item: ItemRow) -> tuple[str, str]:
        day, today = item.next_maintenance_on, self._desk.store.today()
        if day is None:
            return "", "—"
        state = "late" if day < today else "soon" if (day - today).days <= _SOON_DAYS else "later"
        return state, relative_day(day, today, self._desk.language)

    def _sentence(self, item: ItemRow) -> str:
        return _("{product}, {owner}, warranty {warranty}, next maintenance {upkeep}").format(
            product=item.product,
            owner=item.party,
            warranty=self._warranty(item)[0],
            upkeep=self._upkeep(item)[1],
        )

    def _empty(self, view: str) -> EmptyState:
        if view == "all":
            sentence = _(
                "Products with a warranty or a care plan appear here by themselves when they are sold."
            )
            return EmptyState(
                "package",
                _("Nothing to look after yet"),
                sentence,
                Press(_("Add what a customer owns"), self._add, "", "plus"),
            )
        title, sentence = _NO_ITEMS[view]
        everything = Press(_("Show all"), lambda: self.list.show_view("all"))
        return EmptyState("circle-check", _(title), _(sentence), None, everything)


_NO_ITEMS = {
    "in_warranty": (N_("Nothing is in warranty"), N_("Every warranty has ended, or none was given.")),
    "ending": (N_("No warranty ends soon"), N_("Warranties that end within 30 days appear here.")),
    "due": (N_("No maintenance is due"), N_("What is due within a week appears here.")),
}


def _item_lines(item: ItemRow) -> tuple[str, str]:
    return item.product, item.place


class RatingsPanel(QWidget):
    """What customers answered: score, words, case, person, day."""

    opened = Signal(object)
    """(id of a case)"""

    def __init__(
        self, desk: Desk, row_actions: Callable[[], Sequence[Action]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        views = (
            ChipItem("all", _("All")),
            ChipItem("month", _("This month")),
            ChipItem("low", _("1 and 2"), "frown"),
            ChipItem("call_back", _("To call back"), "phone"),
            ChipItem("words", _("With words"), "message-square"),
        )
        source = QuerySource(desk.store, self._list_ids, queries.rating_rows)
        self.list = ListPanel(
            desk,
            "service.ratings",
            _("Ratings"),
            views,
            self._columns,
            source,
            sentence=_rating_sentence,
            empty=self._empty,
            row_actions=row_actions,
        )
        self.list.opened.connect(self.opened.emit)
        self.scores = ScoreCard(desk.language)
        self.scores.call_back_wanted.connect(lambda: self.list.show_view("call_back"))
        layout = column(self.scores, self.list, STRETCH, spacing=10)
        layout.setStretch(1, 1_000)
        self.setLayout(layout)
        self.setFocusProxy(self.list)
        tables = ("service_case", "party", "staff_member", "interaction")
        self._watcher = watch(self, desk.hub, tables, lambda _touched: self.refresh())

    def _list_ids(self, db: Any, query: ListQuery, limit: int | None) -> Sequence[int]:
        return queries.list_ratings(db, query, limit, self._desk.store.today())

    def show_list(self) -> None:
        """Read everything for the first time."""
        self.list.show_list()
        self._count()

    def refresh(self) -> None:
        """Read everything anew."""
        self.list.refresh()
        self._count()

    def _count(self) -> None:
        store = self._desk.store

        def read() -> tuple[Mapping[str, int], dict[int, int]]:
            with store.reading() as db:
                counts = queries.count_ratings(db, store.today())
                return counts, {given.score: given.n for given in queries.count_scores(db)}

        self._desk.read_soon("service.ratings", read, self._show_counts)

    def _show_counts(self, found: tuple[Mapping[str, int], dict[int, int]]) -> None:
        counts, scores = found
        self.list.set_counts(counts)
        self.scores.show_scores(scores, counts["call_back"])

    def _columns(self, wide: bool) -> list[Column]:
        """The columns; a wide window gives some of them more room."""
        more = 40 if wide else 0
        return [
            Column(Field("score", N_("Rating"), width=150, sortable=True), cell=_score_cell()),
            Column(Field("title", N_("Problem and words"), width=260), cell=two_line_cell(_rating_lines)),
            Column(Field("number", N_("Case"), width=104, sortable=True), None, None, None, "body", "ink2"),
            Column(Field("party", N_("Customer"), width=150 + more, sortable=True), role="medium"),
            Column(
                Field("staff", N_("Handled by"), width=122 + more, sortable=True),
                cell=avatar_cell(lambda r: r.staff),
            ),
            Column(Field("scored_on", N_("Rated on"), Kind.DATE, width=120, sortable=True)),
        ]

    def _empty(self, view: str) -> EmptyState:
        if view == "all":
            sentence = _(
                "After a case is solved, ask how satisfied the customer is. The answers appear here."
            )
            return EmptyState("smile", _("No ratings yet"), sentence)
        everything = Press(_("Show all ratings"), lambda: self.list.show_view("all"))
        return EmptyState(
            "smile", _("No such ratings"), _("Nobody has answered like this."), None, everything
        )


def _rating_lines(rating: RatingRow) -> tuple[str, str]:
    return rating.title, _("“{words}”").format(words=rating.score_words) if rating.score_words else ""


def _rating_sentence(rating: RatingRow) -> str:
    return _("{score} of 5, {customer}, {number}, {words}").format(
        score=rating.score, customer=rating.party, number=rating.number, words=rating.score_words or "—"
    )


def _score_words(rating: RatingRow) -> str:
    return choices.label(choices.SCORES, str(rating.score))


def _score_cell() -> CellPainter:
    """The number on its tone, and its word."""

    def draw(painter: QPainter, rect: QRect, rating: Any, _selected: bool) -> None:
        tone = "danger" if rating.score <= LOW_SCORE else "neutral" if rating.score == 3 else "accent"
        words = _("{score}/5").format(score=rating.score)
        paint.badge(painter, rect, words, tone)
        left = paint.badge_width(words) + theme.scaled(8)
        row_paint.text(painter, rect.adjusted(left, 0, 0, 0), _score_words(rating), "body", "ink2")

    return CellPainter(draw, lambda r: f"{r.score}/5 {_score_words(r)}")
