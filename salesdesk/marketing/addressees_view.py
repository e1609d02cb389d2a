"""The people a text goes to: who waits, who was reached, who is left out and why."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QWidget

from salesdesk.base.fields import Field
from salesdesk.base.i18n import N_, _, ngettext, pgettext
from salesdesk.base.money import format_number
from salesdesk.base.periods import format_day
from salesdesk.base.task import Task
from salesdesk.marketing.outreach_queries import Addressee, Outreach, Tally
from salesdesk.marketing.wording import step_name
from salesdesk.ui.cells import badge_cell, two_line_cell
from salesdesk.ui.desk import Desk
from salesdesk.ui.paging import QuerySource
from salesdesk.ui.record_columns import Column, RecordModel
from salesdesk.ui.record_tab import Filter, ListPane
from salesdesk.ui.record_table import RecordTable, in_card
from salesdesk.ui.widgets import EmptyState, Icon, Label, boxed, column, row


def reason_words(reason: str) -> str:
    """Why somebody is left out, in two or three words."""
    return {
        "refused": _("said no to offers"),
        "other_channel": _("agreed to another channel only"),
        "not_asked": _("not asked yet"),
        "no_address": _("no number or address"),
    }[reason]


def left_out_words(reasons: Mapping[str, int], language: str) -> str:
    """The line below the list: how many are left out, by reason; "" for nobody."""
    total = sum(reasons.values())
    if not total:
        return ""
    words = {
        "refused": ngettext("{n} said no to offers", "{n} said no to offers", reasons["refused"]),
        "other_channel": ngettext(
            "{n} agreed to another channel only",
            "{n} agreed to another channel only",
            reasons["other_channel"],
        ),
        "not_asked": ngettext(
            "{n} was not asked yet", "{n} were not asked yet", reasons["not_asked"]
        ),
        "no_address": ngettext(
            "{n} has no number or address", "{n} have no number or address", reasons["no_address"]
        ),
    }  # fmt: skip
    said = [words[key].format(n=format_number(count, 0, language)) for key, count in reasons.items() if count]
    left = ngettext("{n} left out: {reasons}", "{n} left out: {reasons}", total)
    return left.format(n=format_number(total, 0, language), reasons=", ".join(said))


class AddresseesView(QWidget):
    """The list; Enter or a double click on somebody is told, as is who stands under the caret."""

    opened = Signal()
    picked = Signal(object)
    """(Addressee or None)"""
    unasked_chosen = Signal(bool)

    def __init__(self, desk: Desk, trailing: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.outreach = Outreach(0, "message")
        source = QuerySource(
            desk.store,
            lambda db, query, limit: self.outreach.ids(db, query, limit),
            lambda db, ids: self.outreach.rows(db, ids),
        )
        contact = two_line_cell(lambda line: (line.name, self._contact(line)))
        columns = [
            Column(Field("name", N_("Name"), width=200), cell=contact, stretch=True),
            Column(Field("reached_on", N_("State"), width=196), cell=badge_cell(self._state)),
        ]
        self.model = RecordModel(
            source, columns, desk.jobs, language=desk.language, currency=desk.currency, sentence=self._spoken
        )
        self.table = RecordTable(self.model, name=_("People to reach"), two_line=True, jobs=desk.jobs)
        self.table.opened.connect(lambda _party_id: self.opened.emit())
        self.table.picked.connect(lambda _party_id: self._tell())
        self._body = QStackedWidget()
        self._body.addWidget(in_card(self.table))
        self._body.addWidget(
            EmptyState("circle-check", _("Nobody left here"), _("Everybody who may be reached this way was."))
        )
        filters = [
            Filter("waiting", _("To reach")),
            Filter("reached", step_name("reached")),
            Filter("left_out", _("Left out")),
        ]
        self.pane = ListPane(
            pgettext("campaign", "People"), filters, (), self._body, trailing=trailing, wide=True
        )
        self.pane.query_changed.connect(self.model.show)
        self.model.counted.connect(self._count)
        self._left_out = Label("", "caption", "ink2", wrap=True)
        self._shield = Icon("shield-check", "accent")
        self.unasked = QCheckBox(_("Take people along who were not asked yet"))
        self.unasked.toggled.connect(self.unasked_chosen.emit)
        foot = row(self._shield, self._left_out, spacing=6)
        foot.setStretch(1, 1)
        self._foot = boxed(column(foot, self.unasked, spacing=4))
        self.setLayout(column(self.pane, self._foot, spacing=8, margins=(0, 4, 0, 0)))

    # ------------------------------------------------------------- what is shown

    def show_outreach(self, outreach: Outreach) -> None:
        """Show the people of a campaign seen through a channel."""
        other = (outreach.campaign_id, outreach.channel) != (self.outreach.campaign_id, self.outreach.channel)
        self.outreach = outreach
        self.unasked.setChecked(outreach.unasked)
        if other:
            self.model.show(self.pane.query)
        else:
            self.model.refresh()
        self._read_tally()

    def _read_tally(self) -> None:
        store, outreach = self._desk.store, self.outreach

        def work(_task: Task) -> Tally:
            with store.reading() as db:
                return outreach.tally(db)

        def show(tally: Tally) -> None:
            if outreach is self.outreach:
                self._show_tally(tally)

        self._desk.jobs.run(_("Counting people"), work, show, quiet=True)

    def _show_tally(self, tally: Tally) -> None:
        self.pane.set_counts(tally.views)
        words = left_out_words(tally.reasons, self._desk.language)
        self._left_out.setText(words)
        self.unasked.setVisible(bool(tally.reasons["not_asked"]) or self.outreach.unasked)
        self._foot.setVisible(bool(words) or self.outreach.unasked)
        self._shield.setVisible(bool(words))

    def left_out(self) -> str:
        """The line that says who is left out."""
        return self._left_out.text()

    def _count(self, shown: int) -> None:
        self.pane.set_count(shown)
        self._body.setCurrentIndex(0 if shown or self.pane.query.text else 1)
        if shown and self.table.current_id() is None:
            self.table.select_first()
        self._tell()

    def _contact(self, line: Addressee) -> str:
        address = {"email": line.email, "direct_mail": line.address, "leaflet": line.address}
        found = address.get(self.outreach.channel, line.phone)
        return found if found != line.name else ""

    def _state(self, line: Addressee) -> tuple[str, str]:
        if line.reached_on:
            return _("reached on {day}").format(
                day=format_day(line.reached_on, self._desk.language, "list")
            ), "accent"
        if line.reason:
            return reason_words(line.reason), "warn"
        return _("to reach"), "neutral"

    def _spoken(self, line: Addressee) -> str:
        return ", ".join(part for part in (line.name, self._contact(line), self._state(line)[0]) if part)

    # ------------------------------------------------------------- who is chosen

    def current(self) -> Addressee | None:
        """Who stands under the caret."""
        current = self.table.current_id()
        if current is None:
            return None
        with self._desk.store.reading() as db:
            return self.outreach.rows(db, [current]).get(current)

    def step_on(self) -> None:
        """Go to the next person of the list; from the last one to the one before."""
        place = self.table.currentIndex().row() + 1
        if place >= self.model.count:
            place -= 2
        following = self.model.id_at(place)
        if following is not None:
            self.table.select_id(following)

    def _tell(self) -> None:
        self.picked.emit(self.current())
