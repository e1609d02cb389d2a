"""Today as it is painted first: its lines, real ones, before the layer that reads the rest is loaded."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from salesdesk.base.i18n import _
from salesdesk.base.periods import format_day
from salesdesk.today.first_queries import first_lines, first_names
from salesdesk.today.groups_panel import Place, group_card
from salesdesk.today.lines import GROUPS
from salesdesk.ui import theme
from salesdesk.ui.front import FrontPlace
from salesdesk.ui.widgets import STRETCH, Label, ScrollColumn, Segmented, SegmentItem, boxed, column, row

MOST_LINES = 16
"""More of a group do not fit into a window at first."""
SIDE, NARROW = 364, 1000


class Head(NamedTuple):
    """The top of the page: whose day it is is chosen here."""

    widget: QWidget
    date: Label
    who: Segmented


def head(counts: QWidget) -> Head:
    """The title with the day, the counts at the right, and whose day is shown."""
    whose = [SegmentItem("mine", _("Mine")), SegmentItem("everyone", _("Everyone"))]
    who = Segmented(whose, "mine", name=_("Whose day"))
    date = Label("", "title_quiet", "ink3")
    return Head(boxed(row(Label(_("Today"), "title"), 2, date, STRETCH, counts, 12, who)), date, who)


def page() -> ScrollColumn:
    """What all of Today stands in."""
    return ScrollColumn((20, 12, 20, 16), 12)


class TodayFront(QWidget):
    """The groups of lines at the left. What is asked of a line is done by the tab, once it is there."""

    def __init__(self, place: FrontPlace) -> None:
        super().__init__()
        self._later = place.later
        seen, language = place.seen, place.language
        everyone = place.state.get("who") == "everyone"
        staff_id = None if everyone else seen.staff_id
        where = Place(seen.currency, language, {} if staff_id else first_names(seen))
        top = head(QWidget())
        top.date.setText(format_day(seen.today(), language, "long"))
        top.who.set_current("everyone" if everyone else "mine")
        left = column(spacing=12)
        for group, lines in first_lines(seen, staff_id, language).items():
            if lines:
                calls = self._start_calling if group == GROUPS[0] else None
                card, rows = group_card(where, group, lines, calls, partial(self._unfold, group), MOST_LINES)
                left.addWidget(card)
                for shown in rows:
                    shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                    shown.wanted.connect(self._wanted)
        left.addStretch(1)
        whole = page()
        whole.add(top.widget)
        aside = 0 if place.width < NARROW else theme.scaled(SIDE) + 16
        beside = row(left, spacing=16, margins=(0, 0, aside, 0))
        whole.add(boxed(beside))
        whole.body.addStretch(1)
        self.setLayout(column(whole, spacing=0))

    def _unfold(self, group: str) -> None:
        self._later(lambda tab: tab.unfold(group))

    def _start_calling(self) -> None:
        self._later(lambda tab: tab.start_calling())

    def _wanted(self, what: str, task_id: int) -> None:
        if what in ("log", "done", "open"):
            self._later(lambda tab: tab.act_on(what, task_id))
