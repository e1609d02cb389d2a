"""A product's form: names and prices, the offer, what it is good for, and the care it brings after the sale."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from salesdesk.base.choices import TASK_KINDS
from salesdesk.base.errors import UserError
from salesdesk.base.fields import by_key
from salesdesk.base.i18n import _
from salesdesk.sales.fields import PRODUCT_FIELDS
from salesdesk.sales.form_view import place_of
from salesdesk.sales.product_commands import add_product, edit_product
from salesdesk.sales.product_queries import ProductPage, product_page
from salesdesk.sales.rules import CareStepDraft
from salesdesk.ui.desk import Desk
from salesdesk.ui.record_form import RecordForm
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import (
    STRETCH,
    Button,
    ChoiceBox,
    Divider,
    IconButton,
    InlineError,
    Label,
    NumberBox,
    column,
    row,
)

_FIELDS = by_key(PRODUCT_FIELDS)
_KINDS = ("installation", "maintenance", "call", "rating", "visit", "follow_up")
_ORDER = (
    "name", "code", "kind", "group_name", "price", "tax_rate", "cost", "unit", "promo_price", "promo_from", "promo_to",
    "repurchase_days", "warranty_months", "maintenance_months", "features", "benefits", "goes_with", "active",
)  # fmt: skip
_TEXTS = frozenset({"code", "group_name", "unit", "features", "benefits", "goes_with"})


class CareLine(QWidget):
    """One step of a product's care: what, of which kind, how long after the sale, how often again."""

    def __init__(self, step: CareStepDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = step.id
        self.title = QLineEdit(step.title)
        self.title.setAccessibleName(_("What to do"))
        self.title.setPlaceholderText(_("Change filters 1-3"))
        self.kind = ChoiceBox([(c.value, _(c.label)) for c in TASK_KINDS if c.value in _KINDS], _("Kind"))
        self.kind.set_value(step.kind)
        self.months = NumberBox(0, 120, step.after_months, name=_("Months after the sale"))
        self.days = NumberBox(0, 365, step.after_days, name=_("Days after the sale"))
        self.repeat = NumberBox(0, 120, step.repeat_months, name=_("Again every so many months, 0 is once"))
        for box in (self.months, self.days, self.repeat):
            box.setFixedWidth(64)
        self.chosen = QCheckBox()
        self.chosen.setChecked(step.chosen)
        self.chosen.setAccessibleName(_("Ticked on the win sheet"))
        self.remove = IconButton("x", _("Take this step out"))
        self.setLayout(
            row(
                self.chosen,
                self.title,
                self.kind,
                self.months,
                self.days,
                self.repeat,
                self.remove,
                spacing=6,
            )
        )

    def step(self) -> CareStepDraft:
        """The step as entered."""
        return CareStepDraft(
            self.title.text(), str(self.kind.value()), self.days.value(), self.months.value(),
            self.repeat.value(), self.chosen.isChecked(), self._id,
        )  # fmt: skip


class ProductSheet(Sheet):
    """Adds or changes a product."""

    def __init__(self, desk: Desk, product_id: int | None = None, parent: QWidget | None = None) -> None:
        self._page = _read(desk, product_id)
        title = self._page.facts["name"] if self._page else _("New product")
        super().__init__(parent or desk.window, title, 760, icon="package")
        self._desk, self.product_id = desk, product_id
        facts: dict[str, Any] = dict(self._page.facts) if self._page else {"kind": "goods", "active": True}
        for key in ("cost", "warranty_months", "maintenance_months", "repurchase_days", "tax_rate"):
            facts[key] = facts.get(key) or None
        self.form = RecordForm([_FIELDS[key] for key in _ORDER], facts, place_of(desk), columns=4)
        self._care = column(spacing=6)
        self._care_error = InlineError()
        self._lines: list[CareLine] = []
        self._lay_out()

    def _lay_out(self) -> None:
        self.body.addWidget(self.form)
        self.body.addWidget(Divider())
        add = Button(_("Add a step"), icon="plus", size="small", on_click=self._add_blank)
        self.body.addLayout(row(Label(_("Care after the sale"), "strong"), STRETCH, add))
        heads = (_("After, months"), _("days"), _("Again, months"))
        words = _("Ticked: offered on the win sheet by itself. Then: {columns}").format(
            columns=" · ".join(heads)
        )
        self.body.addWidget(Label(words, "caption", "ink2", wrap=True))
        self.body.addLayout(self._care)
        self.body.addWidget(self._care_error)
        for step in self._page.care if self._page else ():
            self._add_line(step)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Save"), on_click=self.save)

    def _add_blank(self) -> None:
        months = self.form.editor("maintenance_months").value() or 0
        self._add_line(CareStepDraft("", after_months=months, repeat_months=months)).title.setFocus()

    def _add_line(self, step: CareStepDraft) -> CareLine:
        line = CareLine(step)
        line.remove.clicked.connect(lambda: self._remove_line(line))
        self._lines.append(line)
        self._care.addWidget(line)
        return line

    def _remove_line(self, line: CareLine) -> None:
        self._lines.remove(line)
        self._care.removeWidget(line)
        line.hide()
        line.deleteLater()

    def care(self) -> list[CareStepDraft]:
        """The steps as entered; lines without any words are left out."""
        return [line.step() for line in self._lines if line.title.text().strip()]

    def save(self) -> None:
        """Write it down; what is wrong is said beside its field."""
        values = self.form.try_values()
        if values is None:
            return
        facts = {k: ("" if v is None and k in _TEXTS else v) for k, v in values.items()}
        facts |= {k: 0 for k in ("price", "tax_rate") if facts.get(k) is None}
        if self._page is None:
            made = self._attempt(add_product, **facts, care=self.care())
        else:
            version = self._page.facts["version"]
            made = self._attempt(edit_product, self.product_id, version=version, care=self.care(), **facts)
        if made:
            self.product_id = self.product_id or made[0]
            self.accept()

    def _attempt(self, command: Any, *args: Any, **words: Any) -> list[Any]:
        wrong: list[UserError] = []
        answers: list[Any] = []

        def run(store: Any) -> None:
            answers.append(command(store, *args, **words))

        self._desk.do(run, failed=wrong.append)
        if wrong and wrong[0].field == "care":
            self._care_error.setText(wrong[0].message)
        elif wrong and not self.form.show_error(wrong[0]):
            self.show_error(wrong[0].message)
        return answers


def _read(desk: Desk, product_id: int | None) -> ProductPage | None:
    if product_id is None:
        return None
    with desk.store.reading() as db:
        return product_page(db, product_id)
