"""The saved audiences: their conditions in words, and where each is used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QStackedWidget, QWidget
from sqlalchemy import Connection

from salesdesk.base.fields import Field, Kind
from salesdesk.base.fold import fold
from salesdesk.base.i18n import N_, _
from salesdesk.base.listing import ListQuery
from salesdesk.marketing.audience_commands import remove_segment
from salesdesk.marketing.audience_queries import list_segments, rules_words
from salesdesk.marketing.audience_rules import from_json
from salesdesk.marketing.segment_dialog import SegmentSheet
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.paging import QuerySource
from salesdesk.ui.record_columns import Column, RecordModel
from salesdesk.ui.record_tab import Filter, ListPane
from salesdesk.ui.record_table import RecordTable, in_card
from salesdesk.ui.widgets import Button, EmptyState, Press, column


class AudienceLine(NamedTuple):
    """A saved audience as the table shows it."""

    id: int
    name: str
    words: str
    campaigns: int


def _ids(db: Connection, query: ListQuery, _limit: int | None) -> list[int]:
    wanted = fold(query.text)
    found = [segment for segment in list_segments(db) if wanted in fold(segment.name)]
    if query.view in ("used", "unused"):
        found = [segment for segment in found if bool(segment.campaigns) == (query.view == "used")]
    return [segment.id for segment in found]


def _rows(db: Connection, ids: Sequence[int]) -> Mapping[int, AudienceLine]:
    return {
        segment.id: AudienceLine(
            segment.id, segment.name, rules_words(db, from_json(segment.rules)), segment.campaigns
        )
        for segment in list_segments(db)
        if segment.id in ids
    }


class AudiencesPage(QWidget):
    """The table of saved audiences; Enter changes one."""

    def __init__(self, desk: Desk, views: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        columns = [
            Column(Field("name", N_("Name"), width=220)),
            Column(Field("words", N_("Who is in it"), Kind.LONG_TEXT, width=480), stretch=True),
            Column(Field("campaigns", N_("Campaigns"), Kind.INTEGER, width=110)),
        ]
        source = QuerySource(desk.store, _ids, _rows)
        self.model = RecordModel(source, columns, None, language=desk.language, currency=desk.currency)
        self.table = RecordTable(self.model, name=_("Saved audiences"), actions=self._row_actions)
        self.table.opened.connect(self._edit)
        self._stack = QStackedWidget()
        self._stack.addWidget(in_card(self.table))
        self._stack.addWidget(
            EmptyState(
                "users-round", _("No saved audience"),
                _("Save conditions you use again, such as “bought a purifier, not seen for six months”."),
                Press(_("New audience"), self.new_audience, icon="plus"),
            )
        )  # fmt: skip
        new = Button(_("New audience"), icon="plus", on_click=self.new_audience)
        filters = [
            Filter("all", _("All")),
            Filter("used", _("Used by a campaign")),
            Filter("unused", _("Not used")),
        ]
        self.pane = ListPane(_("Marketing"), filters, (), self._stack, views=views, trailing=new, wide=True)
        self.pane.query_changed.connect(self.model.show)
        self.model.counted.connect(self._count)
        self.setLayout(column(self.pane, spacing=0, margins=(20, 12, 20, 12)))
        watch(self, desk.hub, ("segment", "campaign", "product"), lambda _touched: self.model.refresh())

    def start(self) -> None:
        """Read the list."""
        self.model.show(self.pane.query)

    def _count(self, shown: int) -> None:
        query = self.pane.query
        self._stack.setCurrentIndex(0 if shown or query.text or query.view != "all" else 1)

    def new_audience(self) -> None:
        """Build another audience."""
        SegmentSheet(self._desk).finish()

    def _edit(self, segment_id: int) -> None:
        with self._desk.store.reading() as db:
            segment = next((s for s in list_segments(db) if s.id == segment_id), None)
        if segment is not None:
            SegmentSheet(self._desk, segment).finish()

    def _row_actions(self) -> list[Action]:
        current = self.table.current_id()
        if current is None:
            return []
        remove = partial(self._desk.do, remove_segment, current)
        return [
            Action(
                "marketing.edit_audience", N_("Change the audience…"), self.table.open_current, icon="pencil"
            ),
            Action("marketing.remove_audience", N_("Remove the audience"), remove, icon="trash-2"),
        ]
