"""A deal's sheet: who, what, how much, by when; in an existing one also objections and where it has been."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.base import choices
from salesdesk.base.choices import OPEN_STAGES
from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind, by_key
from salesdesk.base.i18n import N_, _
from salesdesk.base.periods import format_day
from salesdesk.parties.commands import NextStep
from salesdesk.parties.kinds_panel import add_kinds_for
from salesdesk.sales.card_words import stage_label
from salesdesk.sales.deal_commands import add_deal, add_objection, edit_deal, move_deal
from salesdesk.sales.deal_lines import price_with_tax
from salesdesk.sales.deal_page_queries import DealPage, common_objections, deal_page
from salesdesk.sales.fields import DEAL_FIELDS
from salesdesk.sales.form_view import CustomerField, OneField, attempt, place_of, show_wrong
from salesdesk.sales.product_queries import product_page
from salesdesk.sales.rules import working_day
from salesdesk.service.queries import shop_hours
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import Button, ChoiceBox, Divider, FormField, Label, Stepper, clear, column, row

_FIELDS = by_key(DEAL_FIELDS)
_NEW = (("party_id", "product_id"), ("title", "amount"), ("expected_on", "staff_id"))
_ALL = (
    ("party_id", "product_id"),
    ("title", "competitor", "source"),
    ("amount", "likelihood", "expected_on", "staff_id"),
    ("terms", "notes"),
)
_LONG_HEIGHT = 58
STEP_ON = Field("next_on", N_("Next step on"), Kind.DATE)


class DealSheet(Sheet):
    """Adds or changes a deal. Only the customer is needed; choosing a product fills in title and amount."""

    def __init__(
        self,
        desk: Desk,
        *,
        deal_id: int | None = None,
        party: tuple[int, str] | None = None,
        stage: str = "prospecting",
        parent: QWidget | None = None,
    ) -> None:
        self._page = _read(desk, deal_id)
        title = _("Deal: {name}").format(name=self._page.party) if self._page else _("New deal")
        super().__init__(parent or desk.window, title, 680, icon="handshake")
        self._desk, self.deal_id = desk, deal_id
        facts: dict[str, Any] = dict(self._page.facts) if self._page else {"staff_id": desk.store.staff_id}
        if self._page and facts.get("party_id"):
            party = (facts["party_id"], self._page.party)
        where = place_of(desk)
        self.customer = CustomerField(where, party)
        self.fields: dict[str, OneField] = {"party_id": self.customer}
        self._shown = _ALL if self._page else _NEW
        for key in (key for line in self._shown for key in line if key != "party_id"):
            value = facts.get(key)
            self.fields[key] = OneField(_FIELDS[key], where, None if value == "" else value)
        if not facts.get("amount"):
            self.fields["amount"].input.set_value(None)
        self.stage = ChoiceBox([(s, stage_label(s)) for s in OPEN_STAGES], _("Stage"))
        self.stage.set_value(stage)
        self.step_on = OneField(STEP_ON, where)
        self.step_title = QLineEdit()
        self._objections = column(spacing=4)
        self._lay_out()

    # ------------------------------------------------------------- building

    def _lay_out(self) -> None:
        if self._page is not None:
            self._add_stepper(self._page)
            self._add_history(self._page)
        for keys in self._shown:
            line = row(*(self.fields[key] for key in keys), spacing=12)
            for at in range(len(keys)):
                line.setStretch(at, 1)
            self.body.addLayout(line)
        if self._page is None:
            self._lay_out_new()
            add_kinds_for(self, self._desk, "sales.new_deal", self.customer.reference)
        else:
            for key in ("terms", "notes"):
                self.fields[key].widget.setFixedHeight(theme.scaled(_LONG_HEIGHT))
            self._add_objections()
        self.fields["product_id"].input.edited.connect(self._take_product)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Save"), on_click=self.save)
        first = "amount" if self._page else "product_id" if self.customer.name() else "party_id"
        self.set_focus_first(self.fields[first].widget)

    def _lay_out_new(self) -> None:
        store = self._desk.store
        with store.reading() as db:
            closed = shop_hours(db).closed
        self.step_on.input.set_value(working_day(store.today(), closed))
        self.step_title.setText(_("Call"))
        line = row(
            FormField(_("Stage"), self.stage),
            self.step_on,
            FormField(_("What to do"), self.step_title),
            spacing=12,
        )
        for at in range(3):
            line.setStretch(at, 1)
        self.body.addLayout(line)

    def _add_stepper(self, page: DealPage) -> None:
        stage = page.facts["stage"]
        if stage not in OPEN_STAGES:
            words = choices.label(choices.DEAL_STAGES, stage)
            if stage == "lost":
                reason = choices.label(choices.LOST_REASONS, page.facts["lost_reason"])
                words = _("{stage}: {reason}").format(stage=words, reason=reason)
            self.body.addWidget(Label(words, "strong", "ink2"))
            return
        stepper = Stepper([stage_label(s) for s in OPEN_STAGES], OPEN_STAGES.index(stage), _("Stage"))
        stepper.moved.connect(lambda at: self._move(stepper, at))
        self.body.addWidget(stepper)

    def _move(self, stepper: Stepper, at: int) -> None:
        if attempt(self, self._desk, {}, move_deal, self.deal_id, OPEN_STAGES[at]):
            stepper.set_current(at)
            self._page = _read(self._desk, self.deal_id)

    def _add_objections(self) -> None:
        self.body.addWidget(Divider())
        self.body.addWidget(Label(_("Objections"), "strong"))
        self.body.addLayout(self._objections)
        self.said, self.answered = QLineEdit(), QLineEdit()
        with self._desk.store.reading() as db:
            used = common_objections(db)
        self.said.setPlaceholderText(used[0][0] if used else _("Too expensive"))
        self.answered.setPlaceholderText(used[0][1] if used else _("What was answered"))
        add = Button(_("Add"), icon="plus", on_click=self.add_objection)
        said = FormField(_("What they said"), self.said)
        answered = FormField(_("What was answered"), self.answered)
        line = row(said, answered, column(21, add), spacing=10)
        line.setStretch(0, 1)
        line.setStretch(1, 1)
        self.body.addLayout(line)
        self._show_objections()

    def _show_objections(self) -> None:
        clear(self._objections)
        for _id, words, answer in self._page.objections if self._page else ():
            self._objections.addWidget(Label(words, "medium", wrap=True))
            if answer:
                self._objections.addWidget(Label(answer, "body", "ink2", wrap=True))

    def _add_history(self, page: DealPage) -> None:
        store, language = self._desk.store, self._desk.language
        visits = [
            _("{stage} {day}").format(
                stage=choices.label(choices.DEAL_STAGES, visit.stage),
                day=format_day(store.day_of(visit.at), language, "short"),
            )
            for visit in page.moves
        ]
        self.body.addWidget(Label(" → ".join(visits), "caption", "ink2", wrap=True))

    # ------------------------------------------------------------- doing

    def _take_product(self) -> None:
        product_id = self.fields["product_id"].try_value()
        if product_id is None:
            return
        with self._desk.store.reading() as db:
            page = product_page(db, product_id)
        if page is None:
            return
        if not self.fields["title"].try_value():
            self.fields["title"].input.set_value(page.facts["name"])
        if not self.fields["amount"].try_value():
            self.fields["amount"].input.set_value(price_with_tax(page.facts, self._desk.store.today()))

    def add_objection(self) -> None:
        """Note what was objected, and show it."""
        words, answer = self.said.text(), self.answered.text()
        if not attempt(self, self._desk, {}, add_objection, self.deal_id, words=words, answer=answer):
            self.said.setFocus()
            return
        self.said.clear()
        self.answered.clear()
        self._page = _read(self._desk, self.deal_id)
        self._show_objections()
        self.said.setFocus()

    def save(self) -> None:
        """Write it down; what is wrong is said beside its field."""
        try:
            values = {key: field.value() for key, field in self.fields.items() if key != "party_id"}
            step_on = self.step_on.value() if self._page is None else None
        except UserError as error:
            show_wrong(self, {**self.fields, "next_on": self.step_on}, error)
            return
        values = {key: _EMPTY.get(key) if value is None else value for key, value in values.items()}
        party_id, new_party = self.customer.who()
        made = (
            self._save_new(values, party_id, new_party, step_on)
            if self._page is None
            else self._change(values, party_id)
        )
        if made:
            self.deal_id = self.deal_id or made[0]
            self.accept()

    def _save_new(
        self, values: dict[str, Any], party_id: int | None, new_party: str, step_on: Any
    ) -> list[Any]:
        step = NextStep(step_on, title=self.step_title.text()) if step_on else None
        return attempt(
            self, self._desk, self.fields, add_deal, party_id=party_id, new_party=new_party,
            stage=str(self.stage.value()), next_step=step, **values,
        )  # fmt: skip

    def _change(self, values: dict[str, Any], party_id: int | None) -> list[Any]:
        if party_id is None:
            self.customer.set_error(_("Choose somebody from the list."))
            self.customer.widget.setFocus()
            return []
        version = self._page.facts["version"] if self._page else None
        return attempt(
            self,
            self._desk,
            self.fields,
            edit_deal,
            self.deal_id,
            version=version,
            party_id=party_id,
            **values,
        )


_EMPTY: dict[str, Any] = dict.fromkeys(("title", "competitor", "source", "terms", "notes"), "") | {
    "amount": 0
}


def _read(desk: Desk, deal_id: int | None) -> DealPage | None:
    if deal_id is None:
        return None
    with desk.store.reading() as db:
        return deal_page(db, deal_id)
