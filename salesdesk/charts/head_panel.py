"""The line over the panel: its days, the period, whose work, chart or table, and what leaves the program."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QMenu, QWidget

from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _, pgettext
from salesdesk.base.periods import Period
from salesdesk.charts.body_view import CHART, SIDES, TABLE
from salesdesk.charts.period_words import PERIODS, period_words
from salesdesk.charts.scope import Scope
from salesdesk.ui import theme
from salesdesk.ui.actions import Action, make_menu
from salesdesk.ui.desk import Desk
from salesdesk.ui.editors import Editor, make_editor
from salesdesk.ui.widgets import STRETCH, Button, InlineError, Label, Segmented, boxed, column, row

LONGEST_DAYS = 366 * 60
_FROM, _TO = Field("start", N_("From"), Kind.DATE), Field("end", N_("To"), Kind.DATE)


class DaysLine(QWidget):
    """Two days of a period of one's own."""

    chosen = Signal(object)
    """(Period) Both days are there and in order."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        place = desk.place()
        self.first, self.last = make_editor(_FROM, place), make_editor(_TO, place)
        self._error = InlineError()
        self._shown: Period | None = None
        for editor, field in ((self.first, _FROM), (self.last, _TO)):
            editor.setFixedWidth(theme.scaled(140))
            editor.setAccessibleName(_(field.label))
            if isinstance(editor, QLineEdit):
                editor.editingFinished.connect(self._take)
        first = Label(_("From"), "body", "ink2", buddy=self.first)
        last = Label(_("To"), "body", "ink2", buddy=self.last)
        self.setLayout(row(first, self.first, last, self.last, self._error, spacing=8))

    def show_period(self, period: Period) -> None:
        """Show two days; days that are being typed stay while the period is the same."""
        if period == self._shown:
            return
        self._shown = period
        self._editor(self.first).set_value(period.start)
        self._editor(self.last).set_value(period.end)
        self._error.setText("")

    def _editor(self, widget: QWidget) -> Editor:
        return widget  # type: ignore[return-value]

    def _take(self) -> None:
        try:
            first, last = self._editor(self.first).value(), self._editor(self.last).value()
        except UserError as error:
            self._error.setText(error.message)
            return
        if first is None or last is None:
            self._error.setText(_("Type both days."))
        elif last < first:
            self._error.setText(_("The last day is before the first."))
        elif (last - first).days > LONGEST_DAYS:
            self._error.setText(_("That is more than sixty years. Choose fewer."))
        else:
            self._error.setText("")
            self.chosen.emit(Period(first, last))


class PersonButton(Button):
    """Whose work is looked at: everybody's, or one person's."""

    person_chosen = Signal(object)
    """(staff id, or None for everybody)"""

    def __init__(self, size: str = "control", parent: QWidget | None = None) -> None:
        self._people = QMenu()
        super().__init__(_("Everyone"), icon="users-round", size=size, menu=self._people, parent=parent)
        self._people.setParent(self, self._people.windowFlags())

    def show_people(self, staff_id: int | None, people: Sequence[tuple[int, str]]) -> None:
        """Show who is chosen, and who there is to choose from."""
        self._people.clear()
        group = QActionGroup(self._people)
        choices: list[tuple[int | None, str]] = [(None, _("Everyone")), *people]
        for person, name in choices:
            line = QAction(name.replace("&", "&&"), self._people)
            line.setCheckable(True)
            line.setChecked(person == staff_id)
            line.triggered.connect(lambda _on=False, chosen=person: self.person_chosen.emit(chosen))
            group.addAction(line)
            self._people.addAction(line)
        self.setText(next((name for person, name in choices if person == staff_id), _("Everyone")))


class HeadPanel(QWidget):
    """Title and choices. It only tells what was chosen; whoever owns it decides what to show."""

    period_chosen = Signal(str)
    days_chosen = Signal(object)
    person_chosen = Signal(object)
    view_chosen = Signal(str)

    def __init__(self, desk: Desk, exports: Sequence[Action], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._dates = Label("", "body", "ink2", elide="end")
        self.periods = Segmented([(k, _(words)) for k, words in PERIODS], "weeks13", name=_("Period"))
        self.periods.chosen.connect(self.period_chosen)
        self.views = Segmented(
            [
                (CHART, pgettext("view", "Chart")),
                (TABLE, pgettext("view", "Table")),
                (SIDES, pgettext("view", "Side by side")),
            ],
            CHART,
            name=_("View"),
        )
        self.views.chosen.connect(self.view_chosen)
        self.person = PersonButton()
        self.person.person_chosen.connect(self.person_chosen)
        export = Button(_("Export"), icon="download")
        export.setMenu(make_menu(export, list(exports)))
        self.days = DaysLine(desk)
        self.days.chosen.connect(self.days_chosen)
        named = row(Label(_("Sales vs Service"), "title"), self._dates, spacing=8)
        named.setStretch(1, 1)
        self._pairs = row(self.periods, self.person, spacing=8), row(self.views, export, spacing=8)
        self._choices = row(*self._pairs, spacing=8)
        self._named, self._tools = boxed(named), boxed(self._choices)
        self._line = row(self._named, self._tools, spacing=8)
        self._line.setStretch(0, 1)
        self._custom = boxed(row(STRETCH, self.days))
        self.setLayout(column(self._line, self._custom, spacing=8))
        self._custom.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where title and choices have no room side by side, the choices stand below."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        ways = QBoxLayout.Direction
        margins = self.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        tools = sum(pair.sizeHint().width() for pair in self._pairs) + self._choices.spacing()
        # Words a good deal longer than ours: the two pairs of choices stand below each other as well.
        self._choices.setDirection(ways.TopToBottom if tools > room else ways.LeftToRight)
        below = self._named.sizeHint().width() + tools + theme.scaled(20) > room
        way = ways.TopToBottom if below else ways.LeftToRight
        if self._line.direction() != way:
            self._line.setDirection(way)
            self._line.setAlignment(self._tools, Qt.AlignmentFlag.AlignLeft if below else Qt.AlignmentFlag(0))

    def show_scope(self, scope: Scope, people: Sequence[tuple[int, str]]) -> None:
        """Show what is looked at; ``people`` are those to choose from."""
        self.periods.set_current(scope.kind)
        self._custom.setVisible(scope.kind == "custom")
        self.days.show_period(scope.period)
        self._dates.setText(period_words(scope.period, self._desk.language))
        self.person.show_people(scope.staff_id, people)
        self._fit()
