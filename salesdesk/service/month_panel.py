"""The four service figures: as a line in the tab's head, and with their last weeks beside a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.base.i18n import _
from salesdesk.base.metrics import Value
from salesdesk.service.figure_words import FigureWords
from salesdesk.ui import theme
from salesdesk.ui.widgets import Card, Emphasis, Label, Sparkline, boxed, column, plain_tip, row

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FigureLine(QWidget):
    """The figures of the month in one line; each explains itself in its tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: list[Emphasis] = []
        self._line = row(spacing=14)
        self.setLayout(self._line)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_figures(self, figures: Sequence[FigureWords]) -> None:
        """Show the figures."""
        while len(self._words) < len(figures):
            label = Emphasis("")
            self._words.append(label)
            self._line.addWidget(label)
        for label, figure in zip(self._words, figures, strict=True):
            text = _("{figure}  **{value}**").format(figure=figure.short, value=figure.value)
            label.setText(text)
            label.setToolTip(plain_tip(figure.tip))
            label.setAccessibleDescription(figure.tip)


class MonthPanel(Card):
    """Service this month: each figure with its last weeks and its value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Service this month"), parent=parent)
        self.body.setSpacing(3)
        self._rows: dict[str, tuple[Sparkline, Label, QWidget]] = {}

    def show_figures(self, figures: Sequence[FigureWords], weeks: Mapping[str, Sequence[Value]]) -> None:
        """Show the figures and their values in the last weeks, oldest first."""
        for figure in figures:
            spark, value, line = self._row(figure)
            amounts = [week.amount for week in weeks.get(figure.key, ())]
            known = sum(amount is not None for amount in amounts)
            spark.show_values(
                amounts if known > 1 else [], words=_("The last {n} weeks").format(n=len(amounts))
            )
            value.setText(figure.value)
            line.setToolTip(plain_tip(figure.tip))

    def _row(self, figure: FigureWords) -> tuple[Sparkline, Label, QWidget]:
        if figure.key not in self._rows:
            spark, value = Sparkline("service"), Label("", "strong", align=_RIGHT)
            spark.setFixedWidth(theme.scaled(64))
            value.setMinimumWidth(theme.scaled(56))
            name = Label(figure.long, "caption", "ink2", elide="end")
            line = row(name, spark, value, spacing=10)
            line.setStretch(0, 1)
            box = boxed(line)
            self._rows[figure.key] = spark, value, box
            self.add(column(box))
        return self._rows[figure.key]
