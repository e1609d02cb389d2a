"""The people of a campaign: who was reached, who replied and how surely, who bought."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.base import choices
from salesdesk.base.choices import CHANNELS, PARTY_STATES, TRUST_LEVELS
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _, ngettext, pgettext
from salesdesk.base.listing import ListQuery
from salesdesk.base.money import format_money, format_number
from salesdesk.base.periods import format_day
from salesdesk.base.task import Task
from salesdesk.marketing.audience_commands import mark_reached, remove_members
from salesdesk.marketing.people_dialog import AddPeopleSheet
from salesdesk.marketing.people_queries import MemberRow, People
from salesdesk.marketing.response_dialog import ResponseSheet
from salesdesk.marketing.wording import TRUST_MARKS, step_name
from salesdesk.ui.actions import Action
from salesdesk.ui.cells import badge_cell, two_line_cell
from salesdesk.ui.desk import Desk
from salesdesk.ui.paging import QuerySource
from salesdesk.ui.record_columns import Column, RecordModel
from salesdesk.ui.record_tab import Filter, ListPane, Order
from salesdesk.ui.record_table import RecordTable, in_card
from salesdesk.ui.widgets import Button, EmptyState, Press, boxed, column, row

_QUIET = "ink2"
_MANY = 500
"""From so many people on, marking runs on a worker."""


def _trust(line: MemberRow) -> tuple[str, str]:
    if not line.trust:
        return "", "neutral"
    return choices.label(TRUST_LEVELS, line.trust), TRUST_MARKS[line.trust]


def _columns() -> list[Column]:
    def quiet(field: Field) -> Column:
        return Column(field, token=_QUIET)

    name = two_line_cell(lambda line: (line.name, line.phone if line.phone != line.name else ""))
    bought = Field("bought", N_("Bought for"), Kind.MONEY, width=132)
    return [
        Column(Field("name", N_("Name"), sortable=True, width=210), cell=name, stretch=True),
        quiet(Field("area", N_("Area"), width=120, sortable=True)),
        quiet(Field("state", N_("State"), Kind.CHOICE, choices=PARTY_STATES, width=140, sortable=True)),
        quiet(Field("channel", N_("Channel"), Kind.CHOICE, choices=CHANNELS, width=130, sortable=True)),
        Column(Field("reached_on", N_("Reached on"), Kind.DATE, width=110, sortable=True)),
        Column(Field("trust", N_("Reply"), width=136), cell=badge_cell(_trust)),
        Column(Field("replied_on", N_("Replied on"), Kind.DATE, width=110)),
        Column(bought, value=lambda line: line.bought or None, role="strong"),
    ]


class PeoplePage(QWidget):
    """The list of a campaign's people with what can be done with them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._campaign_id = 0
        self._people = People(0, desk.currency)
        store = desk.store
        source = QuerySource(
            store,
            lambda db, query, limit: self._people.ids(db, query, limit),
            lambda db, ids: self._people.rows(db, ids),
        )
        self.model = RecordModel(
            source,
            _columns(),
            desk.jobs,
            language=desk.language,
            currency=desk.currency,
            sentence=self._sentence,
        )
        self.table = RecordTable(
            self.model,
            name=_("People of the campaign"),
            two_line=True,
            actions=self._row_actions,
            jobs=desk.jobs,
            widths=desk.sizes("marketing.people"),
            remember_widths=desk.remember_sizes("marketing.people"),
            drop=("area", "replied_on", "channel", "state"),
        )
        self.table.opened.connect(lambda party_id: desk.open_record("party", party_id))
        orders = (Order("", _("Replies first")), Order("name", _("Name")))
        self.pane = ListPane(
            pgettext("campaign", "People"),
            self._filters(),
            orders,
            self._body(),
            trailing=self._buttons(),
            wide=True,
        )
        self.pane.query_changed.connect(self.model.show)
        self.model.shown.connect(self.pane.show_sorted)
        self.model.counted.connect(lambda n: self._count(n))
        self.setLayout(column(self.pane, spacing=0, margins=(20, 4, 20, 12)))

    def _filters(self) -> list[Filter]:
        return [
            Filter("all", _("All")),
            Filter("not_reached", _("Not reached")),
            Filter("reached", step_name("reached")),
            Filter("replied", step_name("replied")),
            Filter("bought", step_name("bought")),
        ]

    def _body(self) -> QWidget:
        self._stack = QStackedWidget()
        self._stack.addWidget(in_card(self.table))
        self._stack.addWidget(
            EmptyState(
                "users-round",
                _("Nobody here yet"),
                _("Choose the audience under Plan and results, or add people by a few conditions."),
                Press(_("Add people…"), self.add_people, icon="user-plus"),
            )
        )
        self._nothing = EmptyState(
            "list-filter", _("Nobody matches"), _("Choose another filter or clear the text.")
        )
        self._stack.addWidget(self._nothing)
        return self._stack

    def _buttons(self) -> QWidget:
        add = Button(_("Add people…"), icon="user-plus", on_click=self.add_people)
        self._mark = Button(_("Mark as reached"), icon="check", on_click=self.mark_reached)
        return boxed(row(add, self._mark))

    # ------------------------------------------------------------- what is shown

    def show_campaign(self, campaign_id: int) -> None:
        """Show the people of a campaign."""
        if campaign_id != self._campaign_id:
            self._campaign_id = campaign_id
            self._people = People(campaign_id, self._desk.currency)
            self.model.show(self.pane.query)
        else:
            self.model.refresh()
        self._count_views()

    def _count_views(self) -> None:
        store, people = self._desk.store, self._people

        def work(_task: Task) -> dict[str, int]:
            with store.reading() as db:
                return people.counts(db)

        def show(counts: dict[str, int]) -> None:
            if people is self._people:
                self.pane.set_counts(counts)

        self._desk.jobs.run(_("Counting people"), work, show, quiet=True)

    def _count(self, shown: int) -> None:
        self.pane.set_count(shown)
        filtered = self.pane.query.view != "all" or bool(self.pane.query.text)
        self._stack.setCurrentIndex(0 if shown else 2 if filtered else 1)
        self._mark.setEnabled(shown > 0)

    def _sentence(self, line: MemberRow) -> str:
        parts = [line.name, choices.label(PARTY_STATES, line.state)]
        language = self._desk.language
        if line.reached_on:
            parts.append(_("reached on {day}").format(day=format_day(line.reached_on, language)))
        if line.trust:
            trust = choices.label(TRUST_LEVELS, line.trust)
            parts.append(_("replied, {trust}").format(trust=trust))
        if line.bought:
            parts.append(
                _("bought for {amount}").format(
                    amount=format_money(line.bought, self._desk.currency, language)
                )
            )
        return ", ".join(parts)

    def focus_filter(self) -> None:
        """Begin to type a filter."""
        self.pane.focus_filter()

    # ------------------------------------------------------------- what is done

    def add_people(self) -> None:
        """Put more people on the list."""
        sheet = AddPeopleSheet(self._desk, self._campaign_id)
        try:
            sheet.run()
        finally:
            sheet.deleteLater()

    def mark_reached(self) -> None:
        """Note that the chosen people were reached today."""
        ids = self.table.selected_ids()
        store, campaign_id = self._desk.store, self._campaign_id
        if len(ids) < _MANY:
            self._desk.do(mark_reached, campaign_id, ids)
            return
        self._desk.jobs.run(
            _("Marking people as reached"), lambda _task: mark_reached(store, campaign_id, ids), self._marked
        )

    def _marked(self, people: int) -> None:
        words = ngettext("Marked {n} person as reached", "Marked {n} people as reached", people)
        shown = words.format(n=format_number(people, 0, self._desk.language))
        self._desk.toasts.show_toast(shown, on_undo=self._desk.undo)

    def record_reply(self) -> None:
        """Record a reply of the current person."""
        current = self.table.current_id()
        ResponseSheet(self._desk, self._campaign_id, current).finish()

    def _row_actions(self) -> list[Action]:
        ids = self.table.selected_ids()
        if not ids:
            return []

        def remove() -> None:
            self._desk.do(remove_members, self._campaign_id, ids)

        found: list[tuple[str, str, Callable[[], object], str]] = [
            ("marketing.open_person", N_("Open the person"), self.table.open_current, "user-round"),
            ("marketing.reply_of", N_("Record a reply…"), self.record_reply, "message-circle"),
            ("marketing.mark_reached", N_("Mark as reached"), self.mark_reached, "check"),
            ("marketing.remove_members", N_("Take off the list"), remove, "user-x"),
        ]
        return [Action(key, label, run, icon=icon) for key, label, run, icon in found]

    def state(self) -> ListQuery:
        """What the list shows."""
        return self.pane.query
