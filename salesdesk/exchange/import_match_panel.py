"""Step 2 of an import: which column is what; one question at a time where the file leaves a doubt."""

from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence
from datetime import date
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from salesdesk.base.fields import Field, by_key
from salesdesk.base.i18n import _
from salesdesk.base.periods import format_day
from salesdesk.exchange.import_glance_panel import GlancePanel
from salesdesk.exchange.importer import Importer
from salesdesk.exchange.mapping import Mapping, Match, column_sample
from salesdesk.exchange.table import Table
from salesdesk.exchange.values import Question, Study
from salesdesk.ui import theme
from salesdesk.ui.formats import format_value
from salesdesk.ui.widgets import (
    Badge,
    Button,
    Card,
    ChoiceBox,
    Divider,
    Icon,
    InlineError,
    Label,
    ScrollColumn,
    Strip,
    boxed,
    column,
    plain_tip,
    row,
)

TARGET_WIDTH, SHOWN_SAMPLES = 190, 3
SIDE, ROOM = 270, 930
"""The width of what would happen, and from which width of the panel on it is shown."""


class MatchPanel(QWidget):
    """``assigned(column, field key or "")``, ``answered(column, first)``, ``reread(encoding, sheet)``."""

    assigned = Signal(int, object)
    answered = Signal(int, bool)
    reread = Signal(str, str)

    def __init__(self, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = currency
        self._page = ScrollColumn((20, 16, 20, 12), 12)
        self._letters, self._questions, self._columns = QWidget(), QWidget(), QWidget()
        self._error = InlineError()
        self._badges: dict[int, Badge] = {}
        self.targets: dict[int, ChoiceBox] = {}
        for part in (self._letters, self._questions, self._error, self._columns):
            self._page.add(part)
        self._page.body.addStretch(1)
        self.glance = GlancePanel()
        self.glance.setFixedWidth(theme.scaled(SIDE))
        self._side = boxed(column(self.glance, margins=(0, 16, 20, 4)))
        both = row(self._page, self._side, spacing=0)
        both.setStretch(0, 1)
        self.setLayout(both)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the columns need all the room; what would happen is the next step there."""
        super().resizeEvent(event)
        shown = self.width() >= theme.scaled(ROOM)
        self._side.setVisible(shown)
        self._page.body.setContentsMargins(20, 16, 14 if shown else 20, 12)

    def _put(self, name: str, part: QWidget) -> None:
        before: QWidget = getattr(self, name)
        self._page.body.replaceWidget(before, part)
        before.hide()
        before.deleteLater()
        layout = part.layout()
        part.setVisible(layout is not None and layout.count() > 0)
        setattr(self, name, part)

    def show_table(
        self, table: Table, mapping: Mapping, importer: Importer, study: Study, language: str
    ) -> None:
        """Show a file that was just read."""
        self._put("_letters", self._letters_part(table))
        self._put("_columns", self._columns_part(table, mapping, importer))
        self.show_questions(study, importer.fields, language)

    def show_problems(
        self,
        problems: Sequence[str],
        asked: AbstractMapping[int, bool] = MappingProxyType({}),
        made: AbstractMapping[str, str] = MappingProxyType({}),
    ) -> None:
        """What stands in the way of going on; and the state of every column.

        ``asked`` has the columns that leave a doubt (True: about days), ``made`` what a field's column
        would make anew, in words.
        """
        self._error.setText(" ".join(problems))
        for column_, badge in self._badges.items():
            key = str(self.targets[column_].value() or "")
            state = (_("matched"), "plain-accent", "check")
            if not key:
                state = (_("left out"), "plain-neutral", "minus")
            elif column_ in asked:
                words = _("day first?") if asked[column_] else _("which amount?")
                state = (words, "plain-warn", "triangle-alert")
            elif key in made:
                state = (made[key], "plain-accent", "plus")
            badge.show_badge(*state)

    def _letters_part(self, table: Table) -> QWidget:
        lines = []
        if table.encodings or len(table.sheets) > 1:
            lines.append(self._letters_strip(table))
        # The strip above has said already that the letters were turned.
        told = 1 if table.before_after else 0
        for warning in table.warnings[told:]:
            strip = Strip("warn", "triangle-alert")
            strip.row.addWidget(Label(warning, "body", "warnInk", wrap=True), 1)
            lines.append(strip)
        return boxed(column(*lines, spacing=8))

    def _letters_strip(self, table: Table) -> QWidget:
        strip = Strip("sales", "languages")
        title = _("Read as {letters}").format(
            letters=next((e.label for e in table.encodings if e.key == table.encoding), table.sheet)
        )
        words = [Label(title, "strong", "salesInk")]
        if table.before_after:
            before, after = table.before_after[0]
            words.append(
                Label(
                    _("“{before}” now reads “{after}”").format(before=before, after=after),
                    "caption",
                    "ink2",
                    elide="end",
                )
            )
        strip.row.addLayout(column(*words, spacing=1), 1)
        if table.encodings:
            menu = QMenu(strip)
            for choice in table.encodings:
                menu.addAction(f"{choice.label}   {choice.sample}").triggered.connect(
                    partial(self.reread.emit, choice.key, table.sheet)
                )
            strip.row.addWidget(Button(_("Other letters"), size="small", menu=menu))
        if len(table.sheets) > 1:
            sheets = QMenu(strip)
            for sheet in table.sheets:
                sheets.addAction(sheet).triggered.connect(partial(self.reread.emit, "", sheet))
            strip.row.addWidget(Button(_("Other sheet"), size="small", menu=sheets))
        strip.setMinimumHeight(strip.sizeHint().height())  # of all that is in it by now
        return strip

    def show_questions(self, study: Study, fields: Sequence[Field], language: str) -> None:
        """The doubts that only a person can settle, each with the two readings to choose from."""
        known = by_key(fields)
        asked = (self._question(q, known[q.field_key], language) for q in study.questions)
        self._put("_questions", boxed(column(*asked, spacing=8)))

    def _question(self, question: Question, field: Field, language: str) -> QWidget:
        is_day = isinstance(question.first, date)
        strip = Strip("warn", "calendar-days" if is_day else "circle-help")
        ask = _("{example}: which day is meant?") if is_day else _("{example}: which amount is meant?")
        middle = Qt.AlignmentFlag.AlignVCenter
        words = Label(ask.format(example=question.example), "strong", "warnInk", wrap=True, align=middle)
        strip.row.addWidget(words, 1)
        buttons = [
            Button(self._reading(value, field, language), kind, size="small")
            for value, kind in ((question.first, "primary"), (question.second, "default"))
        ]

        def answer(first: bool) -> None:
            self.answered.emit(question.column, first)
            buttons[0].set_kind("primary" if first else "default")
            buttons[1].set_kind("default" if first else "primary")

        for button, first in zip(buttons, (True, False), strict=True):
            button.clicked.connect(lambda _on=False, chosen=first: answer(chosen))
            strip.row.addWidget(button)
        return strip

    def _reading(self, value: object, field: Field, language: str) -> str:
        if isinstance(value, date):
            if language == "vi":  # where a day in figures would ask the same question again
                return _("day {day} of month {month}").format(day=value.day, month=value.month)
            return format_day(value, language, "short")
        return format_value(field, value, language, self._currency)

    def _columns_part(self, table: Table, mapping: Mapping, importer: Importer) -> QWidget:
        card = Card(padding=False)
        grid = QGridLayout()
        grid.setContentsMargins(15, 0, 15, 2)
        grid.setRowMinimumHeight(0, theme.scaled(34))
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(0)
        for i, words in enumerate((_("Your column"), _("First rows"), "", _("Goes to"))):
            grid.addWidget(Label(words, "caption_medium", "ink2"), 0, i)
        rows = table.sample(50)
        self.targets, self._badges = {}, {}
        for line, match in enumerate(mapping.columns):
            grid.addWidget(Divider(), line * 2 + 1, 0, 1, 5)
            sample = " · ".join(column_sample(rows, match.column, SHOWN_SAMPLES))
            self._add_line(grid, line * 2 + 2, match, sample, importer)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(4, theme.scaled(104))
        card.body.addLayout(grid)
        return card

    def _add_line(self, grid: QGridLayout, line: int, match: Match, sample: str, importer: Importer) -> None:
        target = ChoiceBox(
            [("", _("Leave out")), *((f.key, _(f.label)) for f in importer.matchable)],
            _("Where “{column}” goes").format(column=match.name),
        )
        target.set_value(match.field_key or "")
        target.setFixedWidth(theme.scaled(TARGET_WIDTH))
        target.setToolTip(plain_tip(match.why))
        target.currentIndexChanged.connect(lambda _i: self.assigned.emit(match.column, target.value()))
        badge = Badge("", "plain-neutral")
        name = Label(match.name, "strong", elide="end")
        name.setMinimumWidth(theme.scaled(150))
        grid.setRowMinimumHeight(line, theme.scaled(42))
        for i, widget in enumerate(
            (
                name,
                Label(sample or _("(empty)"), "body", "ink2", elide="end"),
                Icon("arrow-right", "ink3"),
                target,
                badge,
            )
        ):
            grid.addWidget(widget, line, i)
        self.targets[match.column], self._badges[match.column] = target, badge
