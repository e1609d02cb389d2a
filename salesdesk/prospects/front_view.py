"""The list of people as it is painted first: real rows, before the layer that reads the rest is loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from salesdesk.base.i18n import _
from salesdesk.base.listing import ListQuery
from salesdesk.filters.first_queries import first_filters
from salesdesk.filters.rules import chip_key
from salesdesk.prospects.first_queries import first_ids, first_rows, knows
from salesdesk.prospects.list_view import Shop, line_of
from salesdesk.prospects.rows import SORTS, VIEWS, ProspectRow, view_label
from salesdesk.ui import theme
from salesdesk.ui.front import FrontPlace
from salesdesk.ui.paging import FIRST
from salesdesk.ui.record_list import RecordList
from salesdesk.ui.record_tab import Filter, ListPane, Order, RecordSplit
from salesdesk.ui.widgets import ChipItem, Divider, Segmented, SegmentItem, boxed, column

LIST, BOARD = "list", "board"
ICONS = {"hot": "flame", "no_next_step": "triangle-alert"}


def people_filters() -> list[Filter]:
    """The filters the program brings."""
    return [Filter(v.value, view_label(v), ICONS.get(v.value, "")) for v in VIEWS]


def people_pane(body: QWidget, views: QWidget, *, wide: bool = False) -> ListPane:
    """People with title, filters, filter field and order above them."""
    orders = [Order(o.value, _(o.label)) for o in SORTS]
    return ListPane(_("Prospects"), people_filters(), orders, body, views=views, wide=wide, at_once=not wide)


def view_switch() -> Segmented:
    """Chooses list or board."""
    items = SegmentItem(LIST, _("List"), "list"), SegmentItem(BOARD, _("Board"), "square-kanban")
    return Segmented(items, LIST, icons_only=True, name=_("Views"))


def query_of(state: Mapping[str, Any]) -> ListQuery:
    """The query a tab's state tells of."""
    return ListQuery(
        str(state.get("view", "open")), str(state.get("text", "")), str(state.get("sort", "next_step")),
        bool(state.get("descending", False)),
    )  # fmt: skip


def front(place: FrontPlace) -> QWidget | None:
    """The first page, when the list was shown last and stood near its beginning."""
    query, saved = query_of(place.state), first_filters(place.seen, "prospects")
    chosen = next((f for f in saved if chip_key(f.id) == place.state.get("chip")), None)
    searched = query.text or (chosen is not None and chosen.wanted.query.text)
    if place.state.get("shows", LIST) != LIST or searched or not knows(query.view):
        return None
    ids = first_ids(place.seen, query, FIRST)
    if int(place.state.get("at") or 0) > len(ids) * theme.height("two_line") // 2 or not ids:
        return None
    made = PeopleFront(place, query, ids)
    made.pane.chips.set_saved([ChipItem(chip_key(f.id), f.name, base=f.wanted.query.view) for f in saved])
    if chosen is not None:
        made.pane.chips.choose(chip_key(chosen.id))
    return made


class _Rows:
    """What was read already: the book is not open any more when it is painted."""

    def __init__(self, rows: Mapping[int, ProspectRow]) -> None:
        self._rows = rows

    def ids(self, _query: ListQuery, _limit: int | None) -> Sequence[int]:
        """All of them."""
        return list(self._rows)

    def rows(self, ids: Sequence[int]) -> Mapping[int, ProspectRow]:
        """The rows of some."""
        return {i: self._rows[i] for i in ids if i in self._rows}


class PeopleFront(QWidget):
    """The list with all that stands above it; the record beside it comes with the tab. What is typed into
    the filter, chosen and clicked is handed on to the tab.
    """

    def __init__(self, place: FrontPlace, query: ListQuery, ids: Sequence[int]) -> None:
        super().__init__()
        seen = place.seen
        shop = Shop(place.language, seen.currency, seen.country, seen.today())
        found = first_rows(seen, ids)
        self.list = RecordList(
            _Rows({i: found[i] for i in ids if i in found}), lambda row: line_of(row, shop), name=_("People")
        )
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.switch = view_switch()
        self.switch.chosen.connect(lambda view: place.later(lambda tab: tab.show_view(view)))
        self.pane = people_pane(boxed(column(Divider(), self.list, spacing=0)), self.switch)
        self.pane.chips.set_more(lambda _menu: None)
        self.pane.set_query(query)
        self._query, self._typing, self._party = self.pane.query, False, self._begin(place.state)
        panel = boxed(column(self.pane, spacing=0))
        self.split = RecordSplit(panel, QWidget(), sizes=place.sizes)
        self.setLayout(column(self.split, spacing=0))
        self.list.opened.connect(lambda party: place.later(lambda tab: tab.open_record("party", party)))

    def _begin(self, state: Mapping[str, Any]) -> int | None:
        """Show the rows from where the list stood, with whom it stood at; who that is."""
        self.list.show_query(self.pane.query)
        if state.get("party") is None:
            self.list.select_first()
        else:
            self.list.select_id(int(state["party"]))
        self.list.verticalScrollBar().setValue(int(state.get("at") or 0))
        return self.list.current_id()

    def focus_filter(self) -> None:
        """The caret into the filter."""
        self.pane.focus_filter()

    def hideEvent(self, event: QHideEvent) -> None:
        """What had the keys is known only until here."""
        self._typing = self.pane.search.hasFocus()
        super().hideEvent(event)

    def give_over(self, tab: Any) -> None:
        """The tab stands in this one's place: it goes on with what was typed, chosen and clicked."""
        if self.pane.query != self._query:
            tab.people.wanted.show(self.pane.query)
        elif self.list.current_id() != self._party:
            tab.open_record("party", self.list.current_id())
        if self._typing:
            field, here = tab.pane.search, self.pane.search
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            field.setText(here.text())  # with blanks at its ends, which are no part of a query
            field.setCursorPosition(here.cursorPosition())

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("surface"))
