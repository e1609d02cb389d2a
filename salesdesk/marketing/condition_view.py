"""One row of an audience: which fact, how compared, with what; and the rows below each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from salesdesk.base.i18n import _
from salesdesk.marketing.audience_rules import AND, BY_KEY, FIELDS, OR, SINGLE, Condition, Rules
from salesdesk.marketing.value_picker import FittingBox, ValuePicker, frame_width
from salesdesk.ui import paint, theme
from salesdesk.ui.widgets import STRETCH, IconButton, Label, Link, boxed, column, row

Options = Callable[[str], Sequence[tuple[str, str]]]
Names = Mapping[str, Mapping[str, str]]


def join_width() -> int:
    """Room for the word that ties a row to the one above."""
    return max(paint.text_width(words, "body") for words in (_("where"), _("and"), _("or"))) + theme.scaled(7)


def comparison_width(box: QComboBox) -> int:
    """The same for every row, so that they stand below each other; room for the usual comparisons."""
    words = {choice.label for field in FIELDS if field.key != "campaign" for choice in field.comparisons}
    widest = max(paint.text_width(_(label), "body") for label in words)
    return min(widest + frame_width(box) + theme.scaled(6), theme.scaled(180))


class ConditionRow(QWidget):
    """A condition that is being built."""

    edited = Signal()
    removed = Signal()

    def __init__(
        self, condition: Condition, options: Options, names: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._options = options
        self._join = condition.join
        self._joining = Link("", color="ink2", role="body", on_click=self._turn_join)
        self._where = boxed(row(3, Label(_("where"), "body", "ink2"), spacing=0))  # set in as a link is
        self._field = FittingBox([(field.key, _(field.label)) for field in FIELDS], _("Fact"))
        self._field.set_value(condition.field)
        self._comparison = FittingBox((), _("Comparison"))
        self._value = ValuePicker(_("Value"), lambda: ())
        self._remove = IconButton("x", _("Remove this condition"), on_click=self.removed.emit)
        self._room = boxed(row())
        join = boxed(row(self._joining, self._where, STRETCH, spacing=0))
        join.setFixedWidth(join_width())
        line = row(join, self._field, self._comparison, self._value, self._room, self._remove, spacing=6)
        for widget, share in ((self._field, 6), (self._value, 6), (self._room, 6)):
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            line.setStretchFactor(widget, share)
        self._comparison.setFixedWidth(comparison_width(self._comparison))
        self.setLayout(line)
        self._offer()
        self._comparison.set_value(condition.comparison)
        self._value.set_values(condition.values, dict(names))
        self._offer_values()
        self._field.chosen.connect(lambda _key: self._other_field())
        self._comparison.chosen.connect(lambda _key: self._other_comparison())
        self._value.changed.connect(self.edited.emit)

    def condition(self) -> Condition:
        """What the row says now."""
        key, comparison = str(self._field.value()), str(self._comparison.value())
        values = () if comparison == "never" else self._value.values()
        return Condition(key, comparison, values[:1] if comparison in SINGLE else values, self._join)

    def names(self) -> tuple[str, dict[str, str]]:
        """The field and the words of its chosen values."""
        return str(self._field.value()), self._value.names()

    def focus(self) -> None:
        """Put the keyboard on its fact."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_first(self, first: bool) -> None:
        """The first row begins the sentence; the others are tied to the one above."""
        self._where.setVisible(first)
        self._joining.setVisible(not first)
        self._show_join()

    def _turn_join(self) -> None:
        self._join = AND if self._join == OR else OR
        self._show_join()
        self.edited.emit()

    def _show_join(self) -> None:
        self._joining.setText(_("or") if self._join == OR else _("and"))
        self._joining.setToolTip(_("Click to change between “and” and “or”"))

    def _other_field(self) -> None:
        self._offer()
        self._comparison.setCurrentIndex(0)
        self._value.set_values((), {})
        self._offer_values()
        self.edited.emit()

    def _other_comparison(self) -> None:
        values = self._value.values()
        if str(self._comparison.value()) in SINGLE:
            self._value.set_values(values[:1], self._value.names())
        self._offer_values()
        self.edited.emit()

    def _offer(self) -> None:
        field = BY_KEY[str(self._field.value())]
        self._comparison.set_choices([(choice.value, _(choice.label)) for choice in field.comparisons])

    def _offer_values(self) -> None:
        key, comparison = str(self._field.value()), str(self._comparison.value())
        self._value.offer(lambda: self._options(key), comparison not in SINGLE)
        self._value.setVisible(comparison != "never")
        self._room.setVisible(comparison == "never")


class ConditionList(QWidget):
    """The conditions of an audience, one below the other."""

    edited = Signal()

    def __init__(self, options: Options, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = options
        self._rows: list[ConditionRow] = []
        self._column = column(spacing=6)
        self.setLayout(self._column)

    def rules(self) -> Rules:
        """The conditions as they stand, unfinished ones too."""
        return tuple(line.condition() for line in self._rows)

    def names(self) -> dict[str, dict[str, str]]:
        """The words of the chosen values, by field."""
        out: dict[str, dict[str, str]] = {}
        for line in self._rows:
            key, words = line.names()
            out.setdefault(key, {}).update(words)
        return out

    def set_rules(self, rules: Sequence[Condition], names: Names) -> None:
        """Show other conditions, without telling."""
        for line in list(self._rows):
            self._take_away(line)
        for condition in rules:
            self._append(condition, names.get(condition.field, {}))
        self._number()

    def add(self) -> None:
        """Begin another condition, and put the keyboard there."""
        used = {line.condition().field for line in self._rows}
        field = next((field for field in FIELDS if field.key not in used), FIELDS[0])
        line = self._append(Condition(field.key, field.comparisons[0].value), {})
        self._number()
        line.focus()
        self.edited.emit()

    def _append(self, condition: Condition, names: Mapping[str, str]) -> ConditionRow:
        line = ConditionRow(condition, self._options, names)
        line.edited.connect(self.edited.emit)
        line.removed.connect(lambda: self._remove(line))
        self._rows.append(line)
        self._column.addWidget(line)
        return line

    def _remove(self, line: ConditionRow) -> None:
        place = self._rows.index(line)
        self._take_away(line)
        self._number()
        if self._rows:
            self._rows[min(place, len(self._rows) - 1)].focus()
        self.edited.emit()

    def _take_away(self, line: ConditionRow) -> None:
        self._rows.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _number(self) -> None:
        for place, line in enumerate(self._rows):
            line.set_first(place == 0)
        self.setVisible(bool(self._rows))
