"""The rows of an import as a table: the file's row, what it says, and what happens to it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView, QWidget

from salesdesk.base.fields import Field
from salesdesk.base.i18n import _, ngettext
from salesdesk.exchange.references import Pending
from salesdesk.exchange.rehearsal import RowPlan
from salesdesk.ui import theme
from salesdesk.ui.formats import format_value
from salesdesk.ui.widgets import plain_tip

MOST_FACTS = 6
_INVALID = QModelIndex()


class _Plans(QAbstractTableModel):
    def __init__(self, currency: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._plans: Sequence[RowPlan] = ()
        self._fields: Mapping[str, Field] = {}
        self._names: Mapping[str, Mapping[int, str]] = {}
        self._language, self._currency = "en", currency

    def show_plans(
        self,
        plans: Sequence[RowPlan],
        fields: Mapping[str, Field],
        names: Mapping[str, Mapping[int, str]],
        language: str,
    ) -> None:
        self.beginResetModel()
        self._plans, self._fields, self._names, self._language = plans, fields, names, language
        self.endResetModel()

    def plan(self, row: int) -> RowPlan | None:
        return self._plans[row] if 0 <= row < len(self._plans) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _INVALID) -> int:
        return 0 if parent.isValid() else len(self._plans)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _INVALID) -> int:
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Row"), _("What it says"), _("What happens"))[section]
        return None

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        plan = self._plans[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = (str(plan.number), self._said(plan), self._happens(plan))[index.column()]
            return text if role == Qt.ItemDataRole.DisplayRole else plain_tip(text)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            row = _("Row {number}").format(number=plan.number)
            return f"{row}: {self._said(plan)}; {self._happens(plan)}"
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 2 and (plan.reason or plan.doubt):
            return theme.color("warnInk")
        return None

    def _said(self, plan: RowPlan) -> str:
        parts = [plan.target_name] if plan.target_name else []
        shown = (self._shown(key, value) for key, value in plan.values.items() if value not in ("", None))
        parts += [text for text in shown if text not in parts]
        return " · ".join(parts[:MOST_FACTS])

    def _happens(self, plan: RowPlan) -> str:
        if plan.reason:
            return plan.reason
        if plan.outcome == "changed":
            changes = (
                _("{field}: {old} → {new}").format(
                    field=_(self._fields[c.field_key].label),
                    old=self._shown(c.field_key, c.old),
                    new=self._shown(c.field_key, c.new),
                )
                for c in plan.changes
            )
            return "; ".join(changes)
        words = {"new": _("is added"), "same": _("nothing to do")}
        return plan.doubt or words.get(plan.outcome, "")

    def _shown(self, key: str, value: object) -> str:
        if isinstance(value, int) and key in self._names:
            return self._names[key].get(value, "—")
        if key not in self._fields or isinstance(value, str | Pending):
            return str(value or "—")
        return format_value(self._fields[key], value, self._language, self._currency)


class PlansView(QTableView):
    """``row_chosen`` gives the `RowPlan` of the row that has become the current one."""

    row_chosen = Signal(object)

    def __init__(self, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plans = _Plans(currency, self)
        self._name(0)
        self.setModel(self._plans)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.height("compact"))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        head = self.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_plans(
        self,
        plans: Sequence[RowPlan],
        fields: Mapping[str, Field],
        names: Mapping[str, Mapping[int, str]],
        language: str,
    ) -> None:
        """Show other rows; ``names`` are what records are called, by reference field and id."""
        self._plans.show_plans(plans, fields, names, language)
        telling = any(plan.reason or plan.doubt or plan.changes for plan in plans)
        modes = QHeaderView.ResizeMode
        self.horizontalHeader().setSectionResizeMode(2, modes.Stretch if telling else modes.ResizeToContents)
        self._name(len(plans))

    def _name(self, count: int) -> None:
        words = ngettext("{n} row of the file", "{n} rows of the file", count)
        self.setAccessibleName(words.format(n=count))

    def choose(self, number: int) -> bool:
        """Make the row of a number in the file the current one."""
        for row in range(self._plans.rowCount()):
            plan = self._plans.plan(row)
            if plan is not None and plan.number == number:
                self.selectRow(row)
                return True
        return False

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Tell which row it is; Qt tells the screen reader."""
        super().currentChanged(current, previous)
        plan = self._plans.plan(current.row()) if current.isValid() else None
        if plan is not None:
            self.row_chosen.emit(plan)
