"""A product's form: prices, the offer, what it is good for, and the care it brings after the sale."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from salesdesk.base.choices import TASK_KINDS
from salesdesk.base.errors import UserError
from salesdesk.base.fields import by_key
from salesdesk.base.i18n import _
from salesdesk.base.shop_settings import TAX_RATE, WARRANTY
from salesdesk.sales.fields import PRODUCT_FIELDS
from salesdesk.sales.form_view import OneField, attempt, place_of, show_wrong
from salesdesk.sales.product_commands import add_product, edit_product
from salesdesk.sales.product_queries import ProductPage, product_page
from salesdesk.sales.rules import CareStepDraft
from salesdesk.staff.rights import MARGIN, PRICES, may, refusal
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
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
    boxed,
    column,
    row,
)

_FIELDS = by_key(PRODUCT_FIELDS)
_KINDS = ("installation", "maintenance", "call", "rating", "visit", "follow_up")
_LINES: tuple[tuple[tuple[str, int], ...], ...] = (
    (("name", 4), ("code", 2), ("kind", 2)),
    (("price", 2), ("tax_rate", 1), ("cost", 2), ("unit", 1), ("group_name", 2)),
    (("promo_price", 2), ("promo_from", 2), ("promo_to", 2), ("repurchase_days", 2)),
    (("warranty_months", 2), ("maintenance_months", 2), ("goes_with", 4)),
    (("features", 4), ("benefits", 4)),
)
_LONG_HEIGHT = 54
_KIND_WIDTH, _BOX_WIDTH = 152, 80
_EMPTY: dict[str, Any] = dict.fromkeys(
    ("name", "code", "group_name", "unit", "features", "benefits", "goes_with"), ""
)
_EMPTY |= dict.fromkeys(
    ("price", "cost", "tax_rate", "warranty_months", "maintenance_months", "repurchase_days"), 0
)


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
            box.setFixedWidth(theme.scaled(_BOX_WIDTH))
        self.kind.setFixedWidth(theme.scaled(_KIND_WIDTH))
        self.chosen = QCheckBox()
        self.chosen.setChecked(step.chosen)
        self.chosen.setFixedWidth(theme.scaled(24))
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


def _at_first(desk: Desk) -> dict[str, Any]:
    """What a new product begins with: the shop's usual tax and warranty."""
    setting = desk.store.setting
    usual = {"tax_rate": TAX_RATE.read(setting), "warranty_months": WARRANTY.read(setting)}
    return {"kind": "goods", "active": True, **usual}


class ProductSheet(Sheet):
    """Adds or changes a product."""

    def __init__(self, desk: Desk, product_id: int | None = None, parent: QWidget | None = None) -> None:
        self._page = _read(desk, product_id)
        title = self._page.facts["name"] if self._page else _("New product")
        super().__init__(parent or desk.window, title, 760, icon="package")
        self._desk, self.product_id = desk, product_id
        facts: dict[str, Any] = dict(self._page.facts) if self._page else _at_first(desk)
        for key in ("cost", "warranty_months", "maintenance_months", "repurchase_days", "tax_rate"):
            facts[key] = facts.get(key) or None
        where = place_of(desk)
        keys = [key for line in _LINES for key, _width in line]
        self.fields = {key: OneField(_FIELDS[key], where, facts.get(key)) for key in (*keys, "active")}
        self._care = column(spacing=6)
        self._care_error = InlineError()
        self._lines: list[CareLine] = []
        self._lay_out()

    def _lay_out(self) -> None:
        for line in _LINES:
            cells = row(*(self.fields[key] for key, _width in line), spacing=10)
            for at, (_key, width) in enumerate(line):
                cells.setStretch(at, width)
            self.body.addLayout(cells)
        for key in ("features", "benefits"):
            self.fields[key].widget.setFixedHeight(theme.scaled(_LONG_HEIGHT))
        self.fields["active"].label.hide()
        self.body.addWidget(self.fields["active"])
        if not may(self._desk.store, MARGIN):
            self.fields["cost"].hide()
        self._lock_prices()
        self.body.addWidget(Divider())
        add = Button(_("Add a step"), icon="plus", size="small", on_click=self._add_blank)
        self.body.addLayout(row(Label(_("Care after the sale"), "strong"), STRETCH, add))
        self.body.addWidget(self._care_head())
        self.body.addLayout(self._care)
        self.body.addWidget(self._care_error)
        for step in self._page.care if self._page else ():
            self._add_line(step)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Save"), on_click=self.save)

    def _lock_prices(self) -> None:
        """Only the owner changes prices of what is known; the note says so, before anybody types in vain."""
        if self._page is None or may(self._desk.store, PRICES):
            return
        for key in ("price", "tax_rate", "cost", "promo_price", "promo_from", "promo_to"):
            self.fields[key].widget.setEnabled(False)
        self.set_note(refusal(PRICES))

    def _care_head(self) -> QWidget:
        """Names over the columns of the steps; each step's boxes carry the same names for screen readers."""
        names = [_("Kind"), _("Months after"), _("Days after"), _("Every, months")]
        labels = [Label(name, "caption_medium", "ink2", elide="end") for name in names]
        for label, width in zip(labels, (_KIND_WIDTH, *[_BOX_WIDTH] * 3), strict=True):
            label.setFixedWidth(theme.scaled(width))
        words = _("What to do (ticked: on the win sheet)")
        line = row(30, Label(words, "caption_medium", "ink2", elide="end"), *labels, 34, spacing=6)
        line.setStretch(1, 1)
        return boxed(line)

    def _add_blank(self) -> None:
        months = self.fields["maintenance_months"].try_value() or 0
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
        try:
            values = {key: field.value() for key, field in self.fields.items()}
        except UserError as error:
            show_wrong(self, self.fields, error)
            return
        facts = {key: _EMPTY.get(key) if value is None else value for key, value in values.items()}
        self._care_error.setText("")
        if self._page is None:
            made = attempt(self, self._desk, self.fields, add_product, **facts, care=self.care())
        else:
            version = self._page.facts["version"]
            made = attempt(
                self,
                self._desk,
                self.fields,
                edit_product,
                self.product_id,
                version=version,
                care=self.care(),
                **facts,
            )
        if made:
            self.product_id = self.product_id or made[0]
            self.accept()


def _read(desk: Desk, product_id: int | None) -> ProductPage | None:
    if product_id is None:
        return None
    with desk.store.reading() as db:
        return product_page(db, product_id)
