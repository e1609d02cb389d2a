"""Step 3 of an import: what would happen to every row, before it happens; rows can be put right here."""

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salesdesk.base.fields import Field, Kind, by_key
from salesdesk.base.i18n import N_, _
from salesdesk.exchange.import_plans_view import PlansView
from salesdesk.exchange.import_row_panel import RowPanel
from salesdesk.exchange.import_side_panel import OUTCOMES, SidePanel
from salesdesk.exchange.rehearsal import Choices, Rehearsal, RowPlan
from salesdesk.ui import theme
from salesdesk.ui.formats import format_value
from salesdesk.ui.widgets import Card, ChipItem, ChipRow, Label, boxed, column, row

MOST, SIDE = 2_000, 290
DOUBT = ("doubt", N_("Worth a look"), "eye")


class CheckPanel(QWidget):
    """``choices_changed`` asks for another rehearsal, ``save_wanted(path)`` for a file of what is left out,
    ``texts_wanted(plan)`` for the texts of a row, which come back by `show_row`.
    """

    choices_changed = Signal(object)
    save_wanted = Signal(str)
    texts_wanted = Signal(object)

    def __init__(self, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language, self._currency = "en", currency
        self._rehearsal: Rehearsal | None = None
        self._choices = Choices()
        self._names: Mapping[str, Mapping[int, str]] = {}
        self._row: RowPanel | None = None
        self.chips = ChipRow(
            [ChipItem(key, _(words), icon, 0) for key, words, icon in (*OUTCOMES, DOUBT)],
            "new",
            name=_("Rows"),
        )
        self.chips.chosen.connect(lambda _key: self._show_rows())
        self.table = PlansView(currency)
        self.table.row_chosen.connect(self._choose_row)
        card = Card(padding=False)
        card.body.addWidget(self.table)
        self._more = Label("", "caption", "ink3")
        self._side = QWidget()
        self._holder = column(self._side, spacing=0)
        side = boxed(self._holder)
        side.setFixedWidth(theme.scaled(SIDE))
        left = column(self.chips, card, self._more, spacing=8)
        left.setStretch(1, 1)
        self.setLayout(row(left, side, spacing=14, margins=(20, 16, 20, 4)))

    @property
    def row_panel(self) -> RowPanel | None:
        """The row that is being put right."""
        return self._row

    def show_rehearsal(
        self,
        rehearsal: Rehearsal,
        choices: Choices,
        language: str,
        names: Mapping[str, Mapping[int, str]] | None = None,
    ) -> None:
        """Show what would happen; ``names`` are what the book's records are called, by field and id."""
        self._rehearsal, self._choices, self._language = rehearsal, choices, language
        self._names = names or {}
        counts = {**rehearsal.counts, DOUBT[0]: len(rehearsal.rows(DOUBT[0]))}
        for key, count in counts.items():
            self.chips.set_count(key, count)
        if not counts.get(self.chips.current()):
            self.chips.set_current(next((key for key, _w, _i in OUTCOMES if counts[key]), "new"))
        kept = self._row.number if self._row is not None else 0
        self._show_side(SidePanel(rehearsal, choices))
        self._show_rows()
        self.table.choose(kept)

    def _show_side(self, side: SidePanel) -> None:
        side.choices_changed.connect(self._choose)
        side.save_wanted.connect(self.save_wanted)
        self._holder.replaceWidget(self._side, side)
        self._side.hide()
        self._side.deleteLater()
        self._side, self._row = side, None

    def _choose(self, choices: Choices) -> None:
        self._choices = choices
        self.choices_changed.emit(choices)

    def _show_rows(self) -> None:
        if self._rehearsal is None:
            return
        outcome = self.chips.current()
        plans = self._rehearsal.rows(outcome, MOST)
        fields = by_key(self._rehearsal.importer.fields)
        self.table.show_plans(plans, fields, self._names, self._language)
        all_of_them = self._rehearsal.counts.get(outcome, len(plans))
        further = all_of_them > len(plans)
        self._more.setVisible(further)
        self._more.setText(_("The first {n} of {all} rows").format(n=len(plans), all=all_of_them))

    # One row

    def _choose_row(self, plan: RowPlan) -> None:
        self.texts_wanted.emit(plan)

    def go_to(self, number: int) -> None:
        """Show a row of the file, to be corrected."""
        plan = self._rehearsal.plans.get(number) if self._rehearsal is not None else None
        if plan is not None:
            self.chips.set_current(DOUBT[0] if plan.doubt and not plan.reason else plan.outcome)
            self._show_rows()
            self.table.choose(number)
            self.table.setFocus()

    def show_row(
        self, plan: RowPlan, texts: Mapping[str, str], book: Mapping[str, Any] = MappingProxyType({})
    ) -> None:
        """Show the texts of a row, to be corrected, beside what the ``book`` has about the same record."""
        if self._rehearsal is None or not isinstance(self._side, SidePanel):
            return
        if self._row is not None:
            self._row.hide()
            self._row.deleteLater()
        fields = by_key(self._rehearsal.importer.fields)
        self._row = RowPanel(plan, texts, fields, self._book_words(fields, book))
        self._row.corrected.connect(self._correct)
        self._row.decided.connect(self._decide)
        self._side.put_first(self._row)

    def _book_words(self, fields: Mapping[str, Field], book: Mapping[str, Any]) -> dict[str, str]:
        out = {}
        for key, value in book.items():
            if isinstance(value, int) and key in self._names:
                out[key] = self._names[key].get(value, "")
            elif key in fields and fields[key].kind is not Kind.REFERENCE and value not in (None, ""):
                out[key] = format_value(fields[key], value, self._language, self._currency)
        return {key: words for key, words in out.items() if words}

    def _correct(self, number: int, texts: Mapping[str, str]) -> None:
        edits = {**self._choices.edits, number: {**self._choices.edits.get(number, {}), **texts}}
        self._choose(dataclasses.replace(self._choices, edits=edits))

    def _decide(self, number: int, decision: str | int) -> None:
        self._choose(
            dataclasses.replace(self._choices, decisions={**self._choices.decisions, number: decision})
        )
