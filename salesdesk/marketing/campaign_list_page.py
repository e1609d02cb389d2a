"""All campaigns in a table: what they cost, whom they reached, what they returned."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.base import choices
from salesdesk.base.choices import CAMPAIGN_STATUSES, CHANNELS
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.base.listing import ListQuery
from salesdesk.base.money import format_money
from salesdesk.filters.chips_panel import SavedFilters
from salesdesk.filters.rules import Wanted
from salesdesk.marketing.calendar_view import CalendarView, year_around
from salesdesk.marketing.campaign_dialog import edit_campaign_sheet
from salesdesk.marketing.commands import bin_campaign, end_campaign, start_campaign
from salesdesk.marketing.figures_view import Figures
from salesdesk.marketing.queries import (
    CampaignRow,
    campaign_rows,
    campaign_spans,
    count_campaigns,
    list_campaigns,
)
from salesdesk.marketing.wording import STATUS_MARKS, range_words, span_words
from salesdesk.ui import theme
from salesdesk.ui.actions import Action
from salesdesk.ui.cells import badge_cell
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.no_match import filter_words, no_match
from salesdesk.ui.paging import QuerySource
from salesdesk.ui.record_columns import Column, RecordModel
from salesdesk.ui.record_tab import Filter, ListPane, Order
from salesdesk.ui.record_table import RecordTable, in_card
from salesdesk.ui.widgets import STRETCH, Button, Card, EmptyState, Press, ScrollColumn, boxed, clear, column

_QUIET = "ink2"
_TABLE_LEAST, _LEAST_ROWS = 330, 2
_WATCHED = (
    "campaign",
    "campaign_cost",
    "campaign_member",
    "response",
    "sale",
    "deal",
    "party",
)


def _status(line: CampaignRow) -> tuple[str, str]:
    return choices.label(CAMPAIGN_STATUSES, line.status), STATUS_MARKS[line.status][1]


class CampaignListPage(QWidget):
    """The list of campaigns; opening one is told."""

    opened = Signal(object)

    def __init__(
        self, desk: Desk, views: QWidget, new_campaign: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._new = new_campaign
        self._counts: dict[str, int] = {}
        store = desk.store
        source = QuerySource(store, list_campaigns, lambda db, ids: campaign_rows(db, ids, store.currency))
        self.model = RecordModel(
            source,
            self._columns(),
            desk.jobs,
            language=desk.language,
            currency=desk.currency,
            sentence=self._sentence,
        )
        self.table = RecordTable(
            self.model,
            name=_("Campaigns"),
            actions=self._row_actions,
            jobs=desk.jobs,
            widths=desk.sizes("marketing.campaigns"),
            remember_widths=desk.remember_sizes("marketing.campaigns"),
            drop=("channel", "budget", "responses", "customers", "starts_on"),
        )
        self.table.opened.connect(self.opened.emit)
        new = Button(_("New campaign"), icon="plus", on_click=new_campaign)
        self.pane = ListPane(
            _("Marketing"),
            self._filters(),
            self._orders(),
            self._body(),
            views=views,
            trailing=new,
            wide=True,
        )
        self.saved = SavedFilters(
            desk,
            "marketing.campaigns",
            self.pane.chips,
            asked=lambda: Wanted(self.pane.query),
            show=lambda wanted: self.pane.set_query(wanted.query),
            find=list_campaigns,
            tables=_WATCHED,
        )
        self.pane.query_changed.connect(lambda _query: self.saved.follow())
        self.pane.query_changed.connect(self.model.show)
        self.model.shown.connect(self.pane.show_sorted)
        self.model.counted.connect(self._count)
        self.setLayout(column(self.pane, spacing=0, margins=(20, 12, 20, 12)))
        self._watcher = watch(self, desk.hub, _WATCHED, lambda _touched: self._refresh())

    def _columns(self) -> list[Column]:
        language = self._desk.language

        def dates(line: CampaignRow) -> str:
            return span_words(line.starts_on, line.ends_on, language)

        def count(key: str, label: str, *, sortable: bool = True) -> Column:
            return Column(Field(key, label, Kind.INTEGER, width=86, sortable=sortable))

        return [
            Column(Field("name", N_("Name"), width=220, sortable=True), stretch=True),
            Column(Field("status", N_("Status"), width=112, sortable=True), cell=badge_cell(_status)),
            Column(
                Field("channel", N_("Main channel"), Kind.CHOICE, choices=CHANNELS, width=156, sortable=True),
                token=_QUIET,
            ),
            Column(Field("starts_on", N_("Dates"), width=196, sortable=True), value=dates, token=_QUIET),
            Column(
                Field("budget", N_("Budget"), Kind.MONEY, width=110, sortable=True),
                value=lambda line: line.budget or None,
                token=_QUIET,
            ),
            Column(Field("spent", N_("Spent"), Kind.MONEY, width=110, sortable=True)),
            count("people", N_("On the list")),
            count("responses", N_("Replies")),
            count("customers", N_("Customers"), sortable=False),
            Figures(
                Field("returned", N_("ROI"), width=134, help=N_("From proof only to all evidence")),
                value=lambda line: range_words(line.returned),
                role="strong",
            ),
        ]

    def _filters(self) -> list[Filter]:
        return [
            Filter("running", _("Running"), "play"),
            Filter("planned", _("Planned"), "calendar"),
            Filter("finished", _("Finished"), "check"),
            Filter("all", _("All")),
        ]

    def _orders(self) -> list[Order]:
        return [
            Order("", _("What ends next")),
            Order("starts_on", _("Newest first"), True),
            Order("name", _("Name")),
            Order("spent", _("Most spent"), True),
            Order("responses", _("Most replies"), True),
        ]

    def _body(self) -> QWidget:
        self._stack = QStackedWidget()
        self.calendar = CalendarView(self._desk.language)
        self.calendar.opened.connect(self.opened.emit)
        self._year = Card(_("The year"), padding=False)
        scroll = ScrollColumn((0, 0, 0, 0), 0)
        scroll.add(self.calendar)
        self._year.add(scroll)
        self._rows = in_card(self.table)
        both = column(self._rows, self._year, STRETCH, spacing=12)
        both.setStretch(0, 1_000)
        self._stack.addWidget(boxed(both))
        self._stack.addWidget(
            EmptyState(
                "megaphone",
                _("No campaign yet"),
                _("Plan one: whom it is for, what it costs, what it offers. Results are counted for you."),
                Press(_("New campaign"), self._new, icon="plus"),
            )
        )
        self._nothing = column(spacing=0)
        self._stack.addWidget(boxed(self._nothing))
        return self._stack

    def _sentence(self, line: CampaignRow) -> str:
        replies = ngettext("{n} reply", "{n} replies", line.responses).format(n=line.responses)
        spent = format_money(line.spent, self._desk.currency, self._desk.language)
        return _("{name}, {status}, {dates}, spent {spent}, {replies}, ROI {roi}").format(
            name=line.name,
            status=_status(line)[0],
            spent=spent,
            replies=replies,
            roi=range_words(line.returned),
            dates=span_words(line.starts_on, line.ends_on, self._desk.language),
        )

    # ------------------------------------------------------------- what is shown

    def start(self) -> None:
        """Read the list for the first time; with nothing running the first view that has something."""
        self._read_counts()
        counts = self._counts
        view = next((key for key in ("running", "planned", "finished") if counts.get(key)), "running")
        self.pane.set_query(ListQuery(view))

    def show_query(self, query: ListQuery) -> None:
        """Show a list as it was left."""
        self._read_counts()
        self.pane.set_query(query)

    def _refresh(self) -> None:
        self._read_counts()
        self.model.refresh()

    def _read_counts(self) -> None:
        today = self._desk.store.today()
        with self._desk.store.reading() as db:
            self._counts = count_campaigns(db)
            spans = campaign_spans(db, *year_around(today))
        self.calendar.show_spans(spans, today)
        self._fit_year()
        self.pane.set_counts(self._counts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The year goes where the table needs the room."""
        super().resizeEvent(event)
        self._fit_year()

    def _fit_year(self) -> None:
        room = self.height() - theme.scaled(_TABLE_LEAST)
        wanted = self.calendar.sizeHint().height() + theme.scaled(48)
        self._year.setFixedHeight(min(wanted, max(room, theme.scaled(96))))
        self._year.setVisible(self.calendar.count() > 0 and room >= theme.scaled(96))

    def _count(self, shown: int) -> None:
        filtered = not shown and bool(self._counts.get("all"))
        if filtered:
            clear(self._nothing)
            self._nothing.addWidget(self._no_match())
        self._stack.setCurrentIndex(2 if filtered else 0 if shown else 1)
        # A year of few campaigns stands right below them, not below an empty table.
        rows = max(shown, _LEAST_ROWS) * theme.table_row()
        self._rows.setMaximumHeight(theme.height("header") + rows + theme.scaled(4))

    def _no_match(self) -> EmptyState:
        query = self.pane.query

        def everything() -> None:
            self.pane.set_query(ListQuery("all"))

        if not query.text:
            sentence = _("There are campaigns under another filter.")
            return EmptyState(
                "list-filter", _("No campaign matches"), sentence, Press(_("Show all"), everything)
            )
        view = self.pane.chips.words(query.view)
        title = _("No campaign matches “{text}”").format(text=filter_words(query.text, view))
        without = self._counts.get(query.view)

        def drop() -> None:
            self.pane.set_query(ListQuery(query.view, "", query.sort, query.descending))

        return no_match(title, query.text, view, without, drop, everything)

    # ------------------------------------------------------------- what is done

    def _row_actions(self) -> list[Action]:
        current = self.table.current_id()
        if current is None:
            return []
        desk = self._desk
        found: list[tuple[str, str, Callable[[], object], str]] = [
            ("marketing.open", N_("Open the campaign"), self.table.open_current, "megaphone"),
            (
                "marketing.edit",
                N_("Change the campaign…"),
                lambda: edit_campaign_sheet(desk, current).finish(),
                "pencil",
            ),
            ("marketing.start", N_("Start it now"), lambda: desk.do(start_campaign, current), "play"),
            ("marketing.end", N_("Finish it now"), lambda: desk.do(end_campaign, current), "check"),
            ("marketing.bin", N_("Move to the Bin"), lambda: desk.do(bin_campaign, current), "trash-2"),
        ]
        return [Action(key, label, run, icon=icon) for key, label, run, icon in found]
