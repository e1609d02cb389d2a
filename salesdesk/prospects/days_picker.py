"""Menus that put something on a day: tomorrow, in three days, next week, or a day of the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.base.i18n import N_, _
from salesdesk.base.periods import format_day
from salesdesk.parties.rules import closed_weekdays, open_day
from salesdesk.ui.day_popup import DayPopup
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import Chip, row

SOON = ((1, N_("Tomorrow")), (3, N_("In 3 days")), (7, N_("Next week")))


def day_after(desk: Desk, days: int) -> date:
    """The day some days on, or the next one after it on which the shop is open."""
    closed = closed_weekdays(desk.store.setting("closed_weekdays", "6"))
    return open_day(desk.store.today() + timedelta(days=days), closed)


def fill_days(menu: QMenu, desk: Desk, anchor: QWidget, chosen: Callable[[date], object]) -> None:
    """Put the near days and "Pick a day…" into a menu; ``chosen`` gets the day."""
    for days, label in SOON:
        day = day_after(desk, days)
        line = menu.addAction(f"{_(label)}\t{format_day(day, desk.language, 'list')}")
        line.triggered.connect(lambda _on=False, on=day: chosen(on))
    menu.addAction(_("Pick a day…")).triggered.connect(lambda: pick_day(desk, anchor, chosen))


def pick_day(
    desk: Desk, anchor: QWidget, chosen: Callable[[date], object], first: date | None = None
) -> DayPopup:
    """Open a calendar below a widget."""
    popup = DayPopup(first or desk.store.today(), anchor)
    popup.chosen.connect(chosen)
    popup.open_below(anchor)
    return popup


def popup_days(desk: Desk, anchor: QWidget, chosen: Callable[[date], object]) -> QMenu:
    """Show the near days below a widget at once."""
    menu = QMenu(anchor)
    menu.aboutToHide.connect(menu.deleteLater)
    fill_days(menu, desk, anchor, chosen)
    popup_below(menu, anchor)
    return menu


def popup_below(menu: QMenu, anchor: QWidget) -> None:
    """Show a menu below a widget, its first line marked."""
    lines = menu.actions()
    if lines:
        menu.setActiveAction(lines[0])
    menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + 2)))


class DayChips(QWidget):
    """A day by one click: today, tomorrow, in three days, next week, or one of the calendar; or none."""

    def __init__(self, desk: Desk, today: str, *, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._day: date | None = None
        self.chips: dict[int, Chip] = {}
        line = row(spacing=6)
        for days, words in ((0, today), *((days, _(label)) for days, label in SOON)):
            chip = Chip(words, icon=icon if days == 0 else "")
            chip.clicked.connect(lambda _on=False, after=days: self.choose(after))
            self.chips[days] = chip
            line.addWidget(chip)
        self.pick = Chip(_("Pick…"))
        self.pick.clicked.connect(lambda: pick_day(self._desk, self.pick, self.show_day))
        line.addWidget(self.pick)
        line.addStretch(1)
        self.setLayout(line)
        self.setAccessibleName(_("Day"))
        self.choose(0)

    def day(self) -> date | None:
        """The chosen day; None for no day at all."""
        return self._day

    def choose(self, days: int | None) -> None:
        """Choose the day so many days on; the chosen one again takes it away."""
        again = days is not None and self._day == self._on(days) and not self.chips[days].isChecked()
        self._day = None if days is None or again else self._on(days)
        for after, chip in self.chips.items():
            chip.setChecked(self._day is not None and after == days)
        self.pick.setChecked(False)
        self.pick.setText(_("Pick…"))

    def _on(self, days: int) -> date:
        return self._desk.store.today() if days == 0 else day_after(self._desk, days)

    def show_day(self, day: date) -> None:
        """Choose a day of the calendar."""
        self.choose(None)
        self._day = day
        self.pick.setText(format_day(day, self._desk.language, "list"))
        self.pick.setChecked(True)
