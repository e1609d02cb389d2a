"""What is to be done after a sale: a ticked list, each with its day and its person, both changeable."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QCheckBox, QMenu, QSizePolicy, QWidget

from salesdesk.base.fold import given_name
from salesdesk.base.i18n import _
from salesdesk.base.periods import format_day, relative_day
from salesdesk.sales.card_words import capital
from salesdesk.service.rules import AfterSale
from salesdesk.ui import theme
from salesdesk.ui.day_popup import DayPopup
from salesdesk.ui.widgets import STRETCH, Icon, Label, Link, clear, column, plain_tip, row

_ICONS = {
    "installation": "wrench", "rating": "smile", "maintenance": "refresh-cw", "call": "phone",
    "visit": "map-pin", "follow_up": "megaphone", "payment": "banknote",
}  # fmt: skip


class AfterSaleList(QWidget):
    """The steps of a plan, to be ticked, moved and given to somebody."""

    edited = Signal()

    def __init__(
        self,
        today: date,
        language: str,
        people: Mapping[int, str],
        own_id: int | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today, self._language, self._people, self._own = today, language, people, own_id
        self._steps: list[AfterSale] = []
        self._moved: set[int] = set()
        self._ticks: list[QCheckBox] = []
        self._body = column(spacing=1)
        self.setLayout(self._body)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_steps(self, steps: Sequence[AfterSale]) -> None:
        """Show a plan."""
        self._steps, self._moved, self._ticks = list(steps), set(), []
        clear(self._body)
        for place, step in enumerate(self._steps):
            self._body.addWidget(self._line(place, step))

    def steps(self) -> list[AfterSale]:
        """The plan as it stands; unticked steps are not ``chosen``."""
        return [
            step._replace(chosen=tick.isChecked())
            for step, tick in zip(self._steps, self._ticks, strict=True)
        ]

    def _line(self, place: int, step: AfterSale) -> QWidget:
        tick = QCheckBox()
        tick.setChecked(step.chosen)
        tick.setAccessibleName(step.title)
        tick.setFixedWidth(theme.scaled(24))
        tick.toggled.connect(lambda _on: self.edited.emit())
        self._ticks.append(tick)
        tone = "mkt" if step.purpose == "marketing" else "service"
        title = Label(step.title, "body", elide="end", buddy=tick)
        title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        day = Link(self._day_words(place), color="ink2", role="body")
        day.setToolTip(plain_tip(format_day(step.on, self._language, "long")))
        day.setAccessibleName(_("Day of {what}: {day}").format(what=step.title, day=day.text()))
        day.clicked.connect(lambda: self._pick_day(place, day))
        parts: list[QWidget] = [day]
        if len(self._people) > 1:
            person = Link(self._person(place), color="ink2", role="body")
            person.setAccessibleName(_("Who does {what}: {name}").format(what=step.title, name=person.text()))
            person.clicked.connect(lambda: self._pick_person(place, person))
            parts += [Label("·", "body", "ink3"), person]
        line = QWidget()
        icon = Icon(_ICONS.get(step.kind, "check"), tone)
        line.setLayout(row(tick, icon, title, STRETCH, *parts, spacing=4, margins=(0, 1, 0, 1)))
        layout = line.layout()
        if layout is not None:
            layout.setSpacing(6)
        return line

    def _day_words(self, place: int) -> str:
        step = self._steps[place]
        if place in self._moved or not step.when_words:
            near = abs((step.on - self._today).days) <= 1
            words = relative_day(step.on, self._today, self._language) if near else ""
            return capital(words or format_day(step.on, self._language, "list"))
        return step.when_words

    def _person(self, place: int) -> str:
        name = self._people.get(self._person_id(place), "")
        return given_name(name) if name else _("Nobody")

    def _person_id(self, place: int) -> int:
        return self._steps[place].staff_id or self._own or 0

    def _pick_day(self, place: int, link: Link) -> None:
        popup = DayPopup(self._steps[place].on, link)
        popup.chosen.connect(lambda day: self._change(place, link, self._with_day(place, day)))
        popup.open_below(link)

    def _with_day(self, place: int, day: date) -> Callable[[], str]:
        def change() -> str:
            self._steps[place] = self._steps[place]._replace(on=day)
            self._moved.add(place)
            return self._day_words(place)

        return change

    def _change(self, place: int, link: Link, change: Callable[[], str]) -> None:
        link.setText(change())
        self._ticks[place].setChecked(True)
        self.edited.emit()

    def _pick_person(self, place: int, link: Link) -> None:
        menu = QMenu(self)
        for staff_id, name in self._people.items():
            line = menu.addAction(name.replace("&", "&&"))
            line.setCheckable(True)
            line.setChecked(staff_id == self._person_id(place))
            line.triggered.connect(
                lambda _on=False, chosen=staff_id: self._change(place, link, self._with_person(place, chosen))
            )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(link.mapToGlobal(QPoint(0, link.height())))

    def _with_person(self, place: int, staff_id: int) -> Callable[[], str]:
        def change() -> str:
            self._steps[place] = self._steps[place]._replace(staff_id=staff_id)
            return self._person(place)

        return change
