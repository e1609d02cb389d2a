"""Step 3 of an import: what would happen to every row, before it happens."""

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHeaderView, QTableView, QWidget

from salesdesk.base.fields import Field, by_key
from salesdesk.base.i18n import N_, _
from salesdesk.exchange.rehearsal import Choices, Rehearsal, RowPlan
from salesdesk.ui import theme
from salesdesk.ui.formats import format_value
from salesdesk.ui.widgets import (
    STRETCH,
    Button,
    Card,
    ChipItem,
    ChipRow,
    Icon,
    Label,
    ScrollColumn,
    boxed,
    column,
    plain_tip,
    row,
)

OUTCOMES = (
    ("new", N_("New"), "user-plus"), ("changed", N_("Changed"), "pencil"),
    ("same", N_("As they are"), "check"),
    ("left_out", N_("Left out"), "triangle-alert"),
)  # fmt: skip
MOST, SIDE = 2_000, 290
_INVALID = QModelIndex()


class _Plans(QAbstractTableModel):
    """The rows of one outcome: the file's row, who or what, and what would change or why not."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._plans: Sequence[RowPlan] = ()
        self._fields: dict[str, Field] = {}
        self._language, self._currency = "en", ""

    def show_plans(
        self, plans: Sequence[RowPlan], fields: dict[str, Field], language: str, currency: str
    ) -> None:
        self.beginResetModel()
        self._plans, self._fields, self._language, self._currency = plans, fields, language, currency
        self.endResetModel()

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
        if role == Qt.ItemDataRole.ForegroundRole and plan.outcome == "left_out" and index.column() == 2:
            return theme.color("warnInk")
        return None

    def _said(self, plan: RowPlan) -> str:
        parts = [plan.target_name] if plan.target_name else []
        parts += [self._shown(key, value) for key, value in plan.values.items() if value not in ("", None)]
        return " · ".join(parts[:6])

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
        if key not in self._fields or isinstance(value, str):
            return str(value or "—")
        return format_value(self._fields[key], value, self._language, self._currency)


class CheckPanel(QWidget):
    """``choices_changed`` asks for another rehearsal, ``save_wanted(path)`` for a file of what is left out."""

    choices_changed = Signal(object)
    save_wanted = Signal(str)

    def __init__(self, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency, self._language = currency, "en"
        self._rehearsal: Rehearsal | None = None
        self._choices = Choices()
        self._chips = ChipRow(
            [ChipItem(key, _(words), icon, 0) for key, words, icon in OUTCOMES], "new", name=_("Rows")
        )
        self._chips.chosen.connect(lambda _key: self._show_rows())
        self._model = _Plans(self)
        self._list = QTableView()
        self._list.setAccessibleName(_("Rows of the file"))
        self._list.setModel(self._model)
        self._list.setShowGrid(False)
        self._list.verticalHeader().hide()
        self._list.verticalHeader().setDefaultSectionSize(theme.height("compact"))
        self._list.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self._list.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        head = self._list.horizontalHeader()
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._more = Label("", "caption", "ink3")
        self._side = QWidget()
        self._holder = column(self._side, spacing=0)
        side = boxed(self._holder)
        side.setFixedWidth(theme.scaled(SIDE))
        left = column(self._chips, self._list, self._more, spacing=8)
        self.setLayout(row(left, side, spacing=14, margins=(20, 16, 20, 4)))

    def show_rehearsal(self, rehearsal: Rehearsal, choices: Choices, language: str) -> None:
        """Show what would happen."""
        self._rehearsal, self._choices, self._language = rehearsal, choices, language
        for key, count in rehearsal.counts.items():
            self._chips.set_count(key, count)
        first = next((key for key, _w, _i in OUTCOMES if rehearsal.counts.get(key)), "new")
        self._chips.set_current(first)
        self._show_rows()
        part = self._side_part(rehearsal)
        self._holder.replaceWidget(self._side, part)
        self._side.deleteLater()
        self._side = part

    def _show_rows(self) -> None:
        if self._rehearsal is None:
            return
        outcome = self._chips.current()
        plans = self._rehearsal.rows(outcome, MOST)
        self._model.show_plans(plans, by_key(self._rehearsal.importer.fields), self._language, self._currency)
        all_of_them = self._rehearsal.counts.get(outcome, 0)
        self._more.setText(
            _("The first {n} of {all} rows").format(n=len(plans), all=all_of_them)
            if all_of_them > len(plans)
            else ""
        )
        self._list.resizeColumnToContents(0)

    def _side_part(self, rehearsal: Rehearsal) -> QWidget:
        card = Card(_("What will happen"))
        for key, words, icon in OUTCOMES:
            count = Label(f"{rehearsal.counts.get(key, 0):,}", "section")
            card.add(row(Icon(icon, "ink2"), count, Label(_(words), "body", "ink2"), STRETCH, spacing=8))
        parts: list[QWidget] = [card]
        if rehearsal.unknown or rehearsal.to_create:
            parts.append(self._names_part(rehearsal))
        if rehearsal.counts.get("left_out"):
            parts.append(self._left_out_part())
        page = ScrollColumn((0, 0, 0, 0), 12)
        for part in parts:
            page.add(part)
        page.body.addStretch(1)
        page.add(
            Label(
                _("Nothing is saved until you press Import. One undo takes it all back."),
                "caption",
                "ink2",
                wrap=True,
            )
        )
        return page

    def _names_part(self, rehearsal: Rehearsal) -> QWidget:
        card = Card(_("Names the book does not know"))
        for key, reference in rehearsal.importer.references.items():
            made, unknown = rehearsal.to_create.get(key, []), rehearsal.unknown.get(key, [])
            names = made or unknown
            if not names:
                continue
            words = _("{kind}: {names}").format(
                kind=_(reference.label), names=", ".join(names[:4]) + ("…" if len(names) > 4 else "")
            )
            if reference.create is None:
                card.add(Label(words, "caption", "ink2", wrap=True))
                continue
            tick = QCheckBox(_("Add {n} new ({kind})").format(n=len(names), kind=_(reference.label)))
            tick.setChecked(key in self._choices.create)
            tick.toggled.connect(lambda on, k=key: self._set_create(k, on))
            card.add(tick)
            card.add(Label(words, "caption", "ink2", wrap=True))
        return card

    def _left_out_part(self) -> QWidget:
        card = Card(_("Rows left out"))
        skip = QCheckBox(_("Leave out only the bad value, keep the row"))
        skip.setChecked(self._choices.skip_bad_values)
        skip.toggled.connect(lambda on: self._set(skip_bad_values=on))
        short = QCheckBox(_("Take rows with too few cells as they are"))
        short.setChecked(self._choices.short_rows)
        short.toggled.connect(lambda on: self._set(short_rows=on))
        card.add(skip)
        card.add(short)
        card.add(Button(_("Save them to a file"), icon="download", size="small", on_click=self._save))
        return card

    def _set_create(self, key: str, on: bool) -> None:
        self._set(create=self._choices.create | {key} if on else self._choices.create - {key})

    def _set(self, **chosen: object) -> None:
        self._choices = dataclasses.replace(self._choices, **chosen)  # type: ignore[arg-type]
        self.choices_changed.emit(self._choices)

    def _save(self) -> None:
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Save the rows left out"), _("left out.csv"), "CSV (*.csv)"
        )
        if path:
            self.save_wanted.emit(path)
