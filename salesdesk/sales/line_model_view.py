"""The lines of a sale or quote as a table model: drafts in, words out, what is wrong kept beside its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from PySide6.QtWidgets import QWidget

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.sales import line_text as text
from salesdesk.sales.line_text import COLUMNS, EDITED, ItemNote
from salesdesk.sales.product_queries import Pick
from salesdesk.sales.rules import LineDraft, check_line
from salesdesk.ui.paged_model import NO_INDEX, Index
from salesdesk.ui.readings import Place

NUMBER, MENU = "#", "menu"
SECTIONS = (NUMBER, *COLUMNS, MENU)
_RIGHT = (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value
_LEFT = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value


@dataclass
class Row:
    """A line and what was typed into its cells that means nothing: (text, why) by column."""

    line: LineDraft
    wrong: dict[str, tuple[str, str]] = field(default_factory=dict)


class LineModel(QAbstractTableModel):
    """The lines, and below them the empty one that the next word goes into (unless ``frozen``)."""

    edited = Signal()
    """The person changed a line."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self.rows: list[Row] = []
        self.notes: dict[int, ItemNote] = {}
        self.frozen = False
        self.on_new_line: LineDraft = LineDraft()

    # ------------------------------------------------------------- lines in and out

    def show(self, lines: Sequence[LineDraft], notes: Mapping[int, ItemNote], *, frozen: bool) -> None:
        """Replace everything."""
        self.beginResetModel()
        self.rows = [Row(line) for line in lines]
        self.notes = dict(notes)
        self.frozen = frozen
        self.endResetModel()

    def lines(self) -> list[LineDraft]:
        """The lines that were entered.

        Raises `UserError` for a cell that means nothing or a line that cannot be; its field is "row column".
        """
        out = []
        for number, row in enumerate(self.rows):
            for column, (_typed, why) in row.wrong.items():
                raise UserError(self._at(number, why), f"{number} {column}")
            if text.is_blank(row.line):
                continue
            try:
                check_line(row.line)
            except UserError as error:
                raise UserError(self._at(number, error.message), f"{number} {error.field}") from None
            out.append(row.line)
        if not out:
            raise UserError(
                _("Add at least one line: type a product or any words."), f"{len(self.rows)} words"
            )
        return out

    def good_lines(self) -> list[LineDraft]:
        """The lines as far as they can be reckoned with, for the totals while something is typed."""
        return [row.line for row in self.rows if not text.is_blank(row.line)]

    def _at(self, number: int, why: str) -> str:
        return _("Line {n}: {reason}").format(n=number + 1, reason=why) if len(self.rows) > 1 else why

    def problem(self) -> str:
        """The first thing that is wrong, "" when nothing is."""
        return next(
            (self._at(n, why) for n, row in enumerate(self.rows) for _typed, why in row.wrong.values()), ""
        )

    # ------------------------------------------------------------- changing lines

    def choose(self, place: int, pick: Pick, quantity: int | None = None) -> None:
        """Put a product into a line: its name, price of the day and tax; the quantity stays."""
        self.notes[pick.id] = ItemNote(pick.code or "", pick.warranty_months, pick.kind)
        line = self._line(place)
        self._keep(
            place,
            replace(
                line, product_id=pick.id, words=pick.name, unit_price=pick.price, tax_rate=pick.tax_rate,
                unit_cost=pick.cost, quantity=quantity or line.quantity,
            ),
        )  # fmt: skip

    def _line(self, place: int) -> LineDraft:
        return self.rows[place].line if place < len(self.rows) else self.on_new_line

    def _keep(self, place: int, line: LineDraft, column: str = "") -> None:
        if place >= len(self.rows):
            # The empty line becomes this one and a new empty line follows: the open cell stays where it is.
            self.beginInsertRows(NO_INDEX, place + 1, place + 1)
            self.rows.append(Row(line))
            self.endInsertRows()
        else:
            self.rows[place].line = line
        for gone in [column] if column else EDITED:
            self.rows[place].wrong.pop(gone, None)
        self._touch(place)

    def _touch(self, place: int) -> None:
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(SECTIONS) - 1))
        self.edited.emit()

    def remove(self, place: int) -> bool:
        """Take a line out; False for the empty one."""
        if not 0 <= place < len(self.rows):
            return False
        self.beginRemoveRows(NO_INDEX, place, place)
        del self.rows[place]
        self.endRemoveRows()
        self.edited.emit()
        return True

    def copy(self, place: int) -> bool:
        """Put the same line once more below it."""
        if not 0 <= place < len(self.rows):
            return False
        self.beginInsertRows(NO_INDEX, place + 1, place + 1)
        self.rows.insert(place + 1, Row(self.rows[place].line))
        self.endInsertRows()
        self.edited.emit()
        return True

    def move(self, place: int, step: int) -> bool:
        """Change places with the line above (-1) or below (1)."""
        target = place + step
        if not (0 <= place < len(self.rows) and 0 <= target < len(self.rows)):
            return False
        self.rows[place], self.rows[target] = self.rows[target], self.rows[place]
        low, high = sorted((place, target))
        self.dataChanged.emit(self.index(low, 0), self.index(high, len(SECTIONS) - 1))
        self.edited.emit()
        return True

    # ------------------------------------------------------------- Qt's questions

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """The lines and the empty one."""
        return 0 if parent.isValid() else len(self.rows) + (not self.frozen)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """The sections."""
        return 0 if parent.isValid() else len(SECTIONS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells with a meaning of their own can be edited, in the empty line the first only."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        column = SECTIONS[index.column()]
        open_cell = column == text.ITEM or (column in EDITED and index.row() < len(self.rows))
        return usual | Qt.ItemFlag.ItemIsEditable if open_cell and not self.frozen else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell."""
        if not index.isValid():
            return None
        column, place = SECTIONS[index.column()], index.row()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.words(place, column, for_editor=role == Qt.ItemDataRole.EditRole)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(place, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if column in (NUMBER, text.ITEM) else _RIGHT
        return None

    def words(self, place: int, column: str, *, for_editor: bool = False) -> str:
        """What a cell says, or what was typed into it that means nothing."""
        if place >= len(self.rows):
            return "+" if column == NUMBER else ""
        row = self.rows[place]
        if column in row.wrong:
            return row.wrong[column][0]
        if column == NUMBER:
            return str(place + 1)
        if column == MENU:
            return ""
        return (text.typed if for_editor else text.shown)(row.line, column, self.place)

    def note(self, place: int) -> str:
        """The quiet words below the name of a line."""
        if place >= len(self.rows):
            return ""
        found = self.notes.get(self.rows[place].line.product_id or 0)
        return found.words if found else ""

    def wrong(self, place: int, column: str) -> str:
        """What is wrong with a cell, "" for nothing."""
        return self.rows[place].wrong.get(column, ("", ""))[1] if place < len(self.rows) else ""

    def _spoken(self, place: int, column: str) -> str:
        if column == NUMBER and place < len(self.rows):
            parts = [self.words(place, c) for c in COLUMNS]
            return ", ".join(part for part in parts if part and part != "—")
        if place >= len(self.rows):
            return _("New line")
        why = self.wrong(place, column)
        head = text.heads(self.place.currency).get(column, "")
        return ", ".join(part for part in (head, self.words(place, column), why) if part)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed: a value, or a text that means nothing with the reason why."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        place, column, typed = index.row(), SECTIONS[index.column()], str(value)
        if typed == self.words(place, column, for_editor=True):
            return True
        if place >= len(self.rows) and not typed.strip():
            return True
        line = self._line(place)
        try:
            changed = text.put(line, column, typed, self.place)
        except UserError as error:
            self.rows[place].wrong[column] = (typed, error.message)
            self._touch(place)
            return True
        if column == text.ITEM and changed.words != line.words:
            # Other words are another thing: the product's name was written over.
            changed = replace(changed, product_id=None, unit_cost=None)
        self._keep(place, changed, column)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heads, with the currency."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(SECTIONS):
            return None
        column = SECTIONS[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "#" if column == NUMBER else text.heads(self.place.currency).get(column, "")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if column in (NUMBER, text.ITEM) else _RIGHT
        return None
