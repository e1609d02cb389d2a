"""Beside the columns of an import: what would happen if it were brought in as it is matched now."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salesdesk.base.i18n import N_, _
from salesdesk.base.money import format_number
from salesdesk.exchange.rehearsal import Rehearsal, RowPlan
from salesdesk.ui import theme
from salesdesk.ui.widgets import STRETCH, Card, Divider, Icon, Label, Link, ScrollColumn, boxed, column, row

SHOWN = 6
_LINES = (
    ("new", N_("added as new"), "user-plus", "accent"),
    ("changed", N_("merged with what is there"), "merge", "sales"),
    ("same", N_("already as they are"), "check", "ink3"),
    ("eye", N_("need your eye"), "triangle-alert", "warn"),
)


def need_an_eye(rehearsal: Rehearsal) -> list[RowPlan]:
    """The rows that stay out or leave a doubt, in the order of the file."""
    return [plan for plan in rehearsal.rows() if plan.reason or plan.doubt]


class GlancePanel(Card):
    """Counts, and the first rows that need an eye; ``row_wanted(number)`` when one is to be corrected."""

    row_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What will happen"), parent=parent)
        self._figures: dict[str, tuple[Label, QWidget]] = {}
        for key, words, icon, tone in _LINES:
            figure = Label("–", "section")
            figure.setFixedWidth(theme.scaled(44))
            said = Label(_(words), "body", elide="end")
            lay = row(Icon(icon, tone), figure, said)
            lay.setStretch(2, 1)
            line = boxed(lay)
            self._figures[key] = figure, line
            self.add(line)
        self._state = Label("", "caption", "ink2", wrap=True)
        self.add(self._state)
        self._divider = Divider()
        self.add(self._divider)
        self._heading = Label(_("Need your eye"), "strong")
        self.add(self._heading)
        self._scroll = ScrollColumn((0, 0, 0, 0), 8)
        self._rows = QWidget()
        self._scroll.add(self._rows)
        self._scroll.body.addStretch(1)
        self.add(self._scroll, 1)
        self.add(Label(_("Nothing is saved until you press Import."), "caption", "ink2", wrap=True))
        self.show_waiting("")

    def show_waiting(self, words: str) -> None:
        """Say that the rows are being counted, or why they are not."""
        for figure, line in self._figures.values():
            figure.setText("–")
            line.show()
        self._state.setText(words)
        self._state.setVisible(bool(words))
        self._show_rows([], "en")

    def show_rehearsal(self, rehearsal: Rehearsal, language: str) -> None:
        """Show what would happen."""
        doubtful = need_an_eye(rehearsal)
        counts = rehearsal.counts
        eye = counts["left_out"] + sum(1 for plan in doubtful if not plan.reason)
        for key, (figure, line) in self._figures.items():
            n = eye if key == "eye" else counts[key]
            figure.setText(format_number(n, 0, language))
            line.setVisible(bool(n) or key in ("new", "eye"))
        self._state.hide()
        self._show_rows(doubtful[:SHOWN], language)

    def _show_rows(self, plans: list[RowPlan], language: str) -> None:
        part = boxed(column(*(self._line(plan, language) for plan in plans), spacing=8))
        layout = self._scroll.body
        layout.replaceWidget(self._rows, part)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = part
        for widget in (self._divider, self._heading):
            widget.setVisible(bool(plans))

    def _line(self, plan: RowPlan, language: str) -> QWidget:
        number = _("Row {number}").format(number=format_number(plan.number, 0, language))
        correct = Link(_("Correct"), on_click=partial(self.row_wanted.emit, plan.number))
        correct.setAccessibleName(_("Correct row {number}").format(number=plan.number))
        words = Label(plan.reason or plan.doubt, "caption", "ink2", wrap=True)
        return boxed(column(row(Label(number, "strong"), STRETCH, correct), words, spacing=0))

    def words(self) -> str:
        """What the panel says, for whoever reads it aloud."""
        lines = [f"{self._figures[key][0].text()} {_(words)}" for key, words, _i, _t in _LINES]
        return ", ".join(lines)
