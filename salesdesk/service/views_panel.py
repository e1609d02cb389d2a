"""The views of after-sales service, one of which is shown; each is made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from salesdesk.service.calendar_panel import CalendarPanel
from salesdesk.service.item_dialog import add_item, show_item
from salesdesk.service.overview_panel import ItemsPanel, RatingsPanel
from salesdesk.service.queue_panel import QueuePanel
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk

VIEWS = ("queue", "calendar", "items", "ratings")
Panel = QueuePanel | CalendarPanel | ItemsPanel | RatingsPanel


class ServiceViews(QStackedWidget):
    """The queue, and what is made on demand."""

    case_wanted = Signal(object)
    """(id of a case)"""

    def __init__(
        self,
        desk: Desk,
        queue: QueuePanel,
        new_case: Callable[[], object],
        row_actions: Callable[[], Sequence[Action]],
    ) -> None:
        super().__init__()
        self._desk, self.queue, self._new_case, self._row_actions = desk, queue, new_case, row_actions
        self.addWidget(queue)

    @cached_property
    def items(self) -> ItemsPanel:
        """What customers own."""
        made = ItemsPanel(self._desk, self._new_case, lambda: add_item(self._desk))
        made.opened.connect(lambda item: show_item(self._desk, item))
        self.addWidget(made)
        return made

    @cached_property
    def ratings(self) -> RatingsPanel:
        """What customers think."""
        made = RatingsPanel(self._desk, self._row_actions)
        made.opened.connect(self.case_wanted)
        self.addWidget(made)
        return made

    @cached_property
    def calendar(self) -> CalendarPanel:
        """Who goes where and when."""
        made = CalendarPanel(self._desk)
        self.addWidget(made)
        return made

    def panel(self, view: str) -> Panel:
        """One of `VIEWS`."""
        if view == "calendar":
            return self.calendar
        if view == "items":
            return self.items
        return self.ratings if view == "ratings" else self.queue
