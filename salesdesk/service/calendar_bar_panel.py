"""The line above the job calendar: which days, whose jobs, in which view."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from salesdesk.base.i18n import _, pgettext
from salesdesk.service.job_rules import MONTH, PEOPLE, WEEK
from salesdesk.ui import theme
from salesdesk.ui.widgets import (
    Button,
    Chip,
    ChoiceBox,
    IconButton,
    Label,
    Segmented,
    SegmentItem,
    plain_tip,
    row,
)

_NARROW = 1000


class CalendarBar(QWidget):
    """Its parts are named; two of them only tell: days are turned, a job is to be added."""

    turned = Signal(int)
    """(-1, 0 or 1) The days before, today, the days after."""
    add_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label("", "section", elide="end")
        self.who = ChoiceBox(name=_("Whose jobs"))
        self.calls = Chip(pgettext("filter", "Calls"))
        self.calls.setToolTip(plain_tip(_("Show the calls of service too")))
        self.calls.setAccessibleDescription(_("Show the calls of service too"))
        self.side = Chip(_("To schedule"), checked=True)
        self.views = Segmented(
            [
                SegmentItem(WEEK, _("Week")),
                SegmentItem(PEOPLE, _("People")),
                SegmentItem(MONTH, _("Month")),
            ],
            WEEK,
            name=_("How the calendar is laid out"),
            size="small",
        )
        before = IconButton("arrow-left", _("Before"), key="PgUp", on_click=lambda: self.turned.emit(-1))
        after = IconButton("arrow-right", _("After"), key="PgDown", on_click=lambda: self.turned.emit(1))
        today = Button(_("Today"), size="small", on_click=lambda: self.turned.emit(0))
        self.pick = IconButton("calendar-days", _("Go to a day"))
        new = Button(_("New job"), icon="plus", key="+", size="small", on_click=self.add_wanted.emit)
        line = row(before, today, after, self.pick, self.title, self.side, self.calls, spacing=6)
        for part in (self.who, self.views, new):
            line.addWidget(part)
        line.setStretch(4, 1)
        self.setLayout(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the days are turned, not picked, and names of people are shortened."""
        super().resizeEvent(event)
        narrow = self.width() < theme.scaled(_NARROW)
        self.pick.setVisible(not narrow)
        self.who.setMaximumWidth(theme.scaled(104 if narrow else 190))
