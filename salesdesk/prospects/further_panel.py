"""What can be done with everybody a filter shows, and with the book of people as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from salesdesk.base.i18n import N_, _
from salesdesk.base.listing import ListQuery
from salesdesk.base.task import Task
from salesdesk.prospects.doubles_dialog import DoublesSheet
from salesdesk.prospects.queries import list_prospects
from salesdesk.ui import icons
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk

AUDIENCE = "marketing.use_as_audience"


class Further(QObject):
    """``query`` tells what the list shows now."""

    def __init__(self, desk: Desk, query: Callable[[], ListQuery], scope: str) -> None:
        super().__init__()
        self._desk, self._query, self._scope = desk, query, scope

    def fill(self, menu: QMenu) -> None:
        """Add the lines to a menu."""
        for action in self.actions():
            if action.enabled():
                line = menu.addAction(icons.icon(action.icon), _(action.label))
                line.triggered.connect(lambda _on=False, run=action.run: run())

    def actions(self) -> Sequence[Action]:
        """The commands, for the palette."""
        return (
            Action(
                "prospects.audience", N_("Use as audience…"), self.use_as_audience, "megaphone",
                scope=self._scope, enabled=self._has_marketing,
            ),
            Action(
                "prospects.doubles", N_("Probable duplicates…"), self.show_doubles, "merge", scope=self._scope
            ),
        )  # fmt: skip

    def _has_marketing(self) -> bool:
        return self._desk.find_action(AUDIENCE) is not None

    def use_as_audience(self) -> None:
        """Put everybody the filter shows on a campaign's list."""
        store, query = self._desk.store, self._query()

        def work(_task: Task) -> list[int]:
            with store.reading() as db:
                return list(list_prospects(db, query, None, store.today()))

        self._desk.jobs.run(_("Collecting the people"), work, self._use)

    def _use(self, ids: list[int]) -> None:
        if ids:
            self._desk.actions.run(AUDIENCE, "party", ids)
        else:
            self._desk.toasts.show_toast(_("The filter shows nobody."))

    def show_doubles(self) -> None:
        """The records that are probably of the same person."""
        sheet = DoublesSheet(self._desk)
        sheet.run()
        wanted = sheet.wanted
        sheet.deleteLater()
        if wanted is not None:
            self._desk.open_record("party", wanted)
