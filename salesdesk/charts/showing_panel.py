"""What the panel shows in place of its chart, and behind it: the commands for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from salesdesk.base.i18n import N_, _
from salesdesk.charts.body_view import AGAIN, CHART, OWN, SIDES, TABLE, BodyView
from salesdesk.charts.export_panel import SCOPE
from salesdesk.charts.panel_queries import PanelFigures
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk


class Showing(QObject):
    """Chooses the view and the chart. ``show_view`` is the tab's, which also tells its head."""

    def __init__(
        self,
        desk: Desk,
        body: BodyView,
        show_view: Callable[[str], None],
        found: Callable[[], PanelFigures | None],
    ) -> None:
        super().__init__(body)
        self._desk, self._body, self._show_view, self._found = desk, body, show_view, found

    def actions(self) -> list[Action]:
        """The table, the period before, first and repeated sales, side by side."""
        again = N_("Show first sales beside customers who came again")
        sides = N_("Show sales and service side by side")
        return [
            Action(
                f"{SCOPE}.table",
                N_("Show the chart or its table"),
                self.toggle_table,
                "table-2",
                letter="v",
                scope=SCOPE,
            ),
            self.before_action(),
            Action(f"{SCOPE}.again", again, self.toggle_again, "repeat", scope=SCOPE),
            Action(f"{SCOPE}.sides", sides, self.show_sides, "list", scope=SCOPE),
        ]

    def before_action(self) -> Action:
        """The period before, for the menu of the chart too."""
        label = N_("Show or hide the period before")
        return Action(f"{SCOPE}.before", label, self.toggle_before, "history", letter="b", scope=SCOPE)

    def view(self) -> str:
        """Which view is shown: `CHART`, `TABLE` or `SIDES`."""
        if self._body.sides_shown:
            return SIDES
        return TABLE if self._body.table_shown else CHART

    def toggle_table(self) -> None:
        """V: the table, or the chart again."""
        self._show_view(CHART if self._body.table_shown else TABLE)
        self._body.take_focus()

    def show_sides(self) -> None:
        """Sales and service in eight rows, from the goal to the effect."""
        self._show_view(SIDES)
        self._body.take_focus()

    def toggle_again(self) -> None:
        """The chart of first sales and of customers who came again, or the one in own units."""
        self._show_view(CHART)
        self._body.set_units(OWN if self._body.units.current() == AGAIN else AGAIN)

    def toggle_before(self) -> None:
        """B: the period before behind the chart, or away."""
        self._body.show_before(not self._body.before_shown)
        found = self._found()
        if self._body.before_shown and found is not None and not found.earlier:
            self._desk.toasts.show_toast(_("The book is younger than the period before."))
