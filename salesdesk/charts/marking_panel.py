"""What the panel is measured by: events that are marked, targets that are set; the sheets for both."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from salesdesk.base.i18n import N_, _
from salesdesk.charts.body_view import BodyView
from salesdesk.charts.event_dialog import EventSheet
from salesdesk.charts.export_panel import SCOPE
from salesdesk.charts.panel_queries import PanelFigures, find_event
from salesdesk.charts.scope import Scope
from salesdesk.charts.target_dialog import TargetSheet
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet


class Marks(QObject):
    """Opens the sheets; the panel hears of what they change as of any other change."""

    def __init__(
        self,
        desk: Desk,
        body: BodyView,
        scope: Callable[[], Scope],
        found: Callable[[], PanelFigures | None],
    ) -> None:
        super().__init__(body)
        self._desk, self._body, self._scope, self._found = desk, body, scope, found

    def actions(self) -> list[Action]:
        """A new event, a target."""
        return [
            Action(f"{SCOPE}.event", N_("Mark an event"), self.mark_event, "flag", scope=SCOPE),
            Action(f"{SCOPE}.target", N_("Set a revenue target"), self.set_target, "target", scope=SCOPE),
        ]

    def menu_actions(self) -> list[Action]:
        """The same, and the events that are shown."""
        found = self._found()
        marked = []
        for event in found.events if found else []:
            label = _("Change “{name}”").format(name=event.name)
            change = partial(self.edit_event, event.id)
            marked.append(Action(f"{SCOPE}.event.{event.id}", label, change, "flag"))
        return [*self.actions(), *marked]

    def mark_event(self) -> Sheet:
        """A new event: on the step that is read, or today."""
        step, found = self._body.chart.step, self._found()
        on = found.buckets[step].period.start if found and step is not None else self._desk.store.today()
        return self._open(EventSheet(self._desk, None, on))

    def edit_event(self, event_id: int) -> Sheet | None:
        """Change an event that is marked; None when it is gone."""
        with self._desk.store.reading() as db:
            event = find_event(db, event_id)
        return self._open(EventSheet(self._desk, event, event.from_on)) if event else None

    def set_target(self) -> Sheet:
        """The target of a month."""
        scope = self._scope()
        return self._open(TargetSheet(self._desk, scope.period, scope.staff_id))

    def _open(self, sheet: Sheet) -> Sheet:
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()
        return sheet
