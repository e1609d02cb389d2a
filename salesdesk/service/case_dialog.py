"""Opening a case and changing its facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit
from sqlalchemy import select

from salesdesk.base import choices
from salesdesk.base.choices import Choice
from salesdesk.base.errors import UserError
from salesdesk.base.fields import by_key
from salesdesk.base.i18n import N_, _
from salesdesk.parties.kinds_panel import add_kinds_for
from salesdesk.parties.party_picker import PartyPicker
from salesdesk.service import commands, queries
from salesdesk.service.article_dialog import ArticleSuggestions
from salesdesk.service.fields import CASE_FIELDS
from salesdesk.service.place_picker import form_place, item_choices, product_editor
from salesdesk.service.promise_rules import promise_minutes, promised_at, promised_by_words
from salesdesk.service.promise_words import PromiseWords
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.ui.desk import Desk
from salesdesk.ui.editors import LongTextEditor
from salesdesk.ui.record_form import RecordForm
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import ChoiceBox, FormField, column, row

_QUIET_MS = 200
_EDITED = (
    "party_id",
    "title",
    "kind",
    "priority",
    "phase",
    "channel",
    "product_id",
    "staff_id",
    "promised_at",
    "description",
    "cause",
    "remedy",
    "remedy_cost",
)


class NewCaseSheet(Sheet):
    """Whose problem, what it is, how urgent. ``given`` may hold party_id, owned_item_id, sale_id, deal_id,
    product_id and title. Somebody who is not in the book yet is added with the case.
    """

    def __init__(self, desk: Desk, given: Mapping[str, Any]) -> None:
        super().__init__(desk.window, _("New case"), 680, icon="wrench", tone="service")
        self._desk, self._given = desk, dict(given)
        self.case_id: int | None = None
        self.party = PartyPicker(desk, _("Customer"))
        self.title = QLineEdit()
        self.title.setPlaceholderText(_("Purifier hums, weak flow"))
        self._title_field = FormField(_("Problem"), self.title)
        self.kind = _choice(choices.CASE_KINDS, "fault")
        self.priority = _choice(choices.PRIORITIES, "normal")
        self.channel = _choice(choices.CASE_CHANNELS, "phone")
        self.item = ChoiceBox()
        self._item_field = FormField(_("What it is about"), self.item)
        self.product = product_editor(desk)
        self._product_field = FormField(_("Product"), self.product)
        self.description = LongTextEditor()
        self.articles = ArticleSuggestions(desk)
        self._lay_out()
        self._connect()
        self._prefill()

    def _lay_out(self) -> None:
        about = row(self._item_field, self._product_field, spacing=10)
        words = row(
            FormField(_("Kind"), self.kind),
            FormField(_("Priority"), self.priority),
            FormField(_("How it came in"), self.channel),
            spacing=10,
        )
        for place in range(3):
            words.setStretch(place, 1)
        lines = column(
            self.party,
            self._title_field,
            self.articles,
            about,
            words,
            FormField(_("What happened"), self.description),
            spacing=10,
        )
        self.body.addLayout(lines)
        self.add_action(_("Save and open"), key="Alt+O", on_click=self.save_and_open)
        self.set_primary(_("Save"), key="Ctrl+Return", on_click=self.save)
        QShortcut(QKeySequence("Alt+O"), self, self.save_and_open)

    def _connect(self) -> None:
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self._suggest)
        self.title.textChanged.connect(lambda _text: self._typed())
        self.party.changed.connect(self._show_items)
        self.item.chosen.connect(lambda _value: self._show_product())
        self.product.edited.connect(self._quiet.start)
        self.priority.chosen.connect(lambda _value: self._show_promise())

    def _prefill(self) -> None:
        given, store = self._given, self._desk.store
        if given.get("owned_item_id") is not None:
            with store.reading() as db:
                item = queries.item_facts(db, given["owned_item_id"])
            given.setdefault("party_id", item["party_id"] if item else None)
        self.party.set_party(given.get("party_id"))
        add_kinds_for(self, self._desk, "service.new_case", self.party.field)
        self.title.setText(str(given.get("title") or ""))
        self._show_items()
        if given.get("product_id") is not None and self.item.value() is None:
            self.product.set_value(given["product_id"])
        self._show_promise()
        self._suggest()
        self.set_focus_first(self.title if self.party.party_id() is not None else self.party.field)

    # ------------------------------------------------------------- what follows from what is entered

    def _show_items(self) -> None:
        party_id = self.party.party_id()
        items: list[queries.ItemRow] = []
        if party_id is not None:
            with self._desk.store.reading() as db:
                items = queries.items_of(db, party_id)
        self.item.set_choices(item_choices(self._desk, items))
        wanted = self._given.get("owned_item_id")
        sold = [item.id for item in items if item.sale_id == self._given.get("sale_id") is not None]
        self.item.set_value(wanted or (sold[0] if sold else items[0].id if len(items) == 1 else None))
        self._item_field.setVisible(bool(items))
        self._show_product()

    def _show_product(self) -> None:
        self._product_field.setVisible(self.item.value() is None)
        self._quiet.start()

    def _show_promise(self) -> None:
        store, promises = self._desk.store, PromiseWords(self._desk.store)
        priority = str(self.priority.value())
        minutes = promise_minutes(priority, store.setting)
        due = promised_at(priority, store.now(), promises.hours, minutes)
        self.set_note(promised_by_words(due, store.now(), promises.hours, self._desk.language))

    def _typed(self) -> None:
        self._title_field.clear_error()
        self._quiet.start()

    def _suggest(self) -> None:
        self.articles.look_for(self.title.text(), self._product_id())

    def _product_id(self) -> int | None:
        item = self.item.value()
        if item is None:
            match = self.product.chosen()
            return match.id if match else None
        with self._desk.store.reading() as db:
            facts = queries.item_facts(db, int(str(item)))
        return facts["product_id"] if facts else None

    # ------------------------------------------------------------- saving

    def save(self) -> None:
        """Open the case and close the sheet."""
        if self._save() is not None:
            self.accept()

    def save_and_open(self) -> None:
        """Open the case, close the sheet, show its page."""
        made = self._save()
        if made is not None:
            self.accept()
            self._desk.open_record("case", made)

    def _save(self) -> int | None:
        self.clear_error()
        title = self.title.text().strip()
        if not title:
            self._failed(UserError(_("Say in a few words what the problem is."), "title"))
            return None
        item = self.item.value()
        facts: dict[str, Any] = {
            "title": title,
            "kind": self.kind.value(),
            "priority": self.priority.value(),
            "channel": self.channel.value(),
            "owned_item_id": item,
            "product_id": self._product_id() if item is None else None,
            "description": self.description.value() or "",
            "sale_id": self._given.get("sale_id"),
            "deal_id": self._given.get("deal_id"),
        }

        def run(store: Store) -> int:
            with store.changing(N_("Open the case “{title}”"), title=title):
                party_id = self.party.party_or_new(store)
                return commands.open_case(
                    store, party_id=party_id, phase=_phase(store, party_id, facts), **facts
                )

        self.case_id = self._desk.do(run, failed=self._failed)
        return self.case_id

    def _failed(self, error: UserError) -> None:
        if error.field == "title":
            self._title_field.set_error(error.message)
            self.title.setFocus()
        elif error.field == "party_id":
            self.party.set_error(error.message)
            self.party.field.setFocus()
        else:
            self.show_error(error.message)


def _phase(store: Store, party_id: int | None, facts: Mapping[str, Any]) -> str:
    """Before the sale for somebody who never bought, during it for a deal or a sale not looked after yet."""
    if facts["deal_id"] is not None:
        return "during"
    with store.reading() as db:
        bought = queries.has_bought(db, party_id)
    return (
        "after" if bought or facts["owned_item_id"] is not None or facts["sale_id"] is not None else "before"
    )


def _choice(listed: tuple[Choice, ...], value: str) -> ChoiceBox:
    box = ChoiceBox([(choice.value, _(choice.label)) for choice in listed])
    box.set_value(value)
    return box


def open_new_case(desk: Desk, **given: Any) -> int | None:
    """Ask for a new case, with what is known already (party_id, owned_item_id, sale_id, deal_id, title).

    Gives the case's id, or None when nothing was saved.
    """
    sheet = NewCaseSheet(desk, given)
    try:
        return sheet.case_id if sheet.run() else None
    finally:
        sheet.deleteLater()


class EditCaseSheet(Sheet):
    """The facts of a case; somebody else's change meanwhile is never overwritten."""

    def __init__(self, desk: Desk, case_id: int, facts: Mapping[str, Any]) -> None:
        super().__init__(
            desk.window, _("Edit {number}").format(number=facts["number"] or "—"), 620, icon="pencil"
        )
        self._desk, self._case, self._version = desk, case_id, facts["version"]
        known = by_key(CASE_FIELDS)
        self.form = RecordForm([known[key] for key in _EDITED], facts, form_place(desk), columns=2)
        self.body.addWidget(self.form)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Save"), key="Ctrl+Return", on_click=self.save)

    def save(self) -> None:
        """Save what was changed, and close."""
        if self.form.try_values() is None:
            return
        changed = {key: value for key, value in self.form.changed_values().items() if key in _EDITED}
        texts = ("title", "description", "cause", "remedy")
        changed = {
            k: (v or "") if k in texts else (v or 0) if k == "remedy_cost" else v for k, v in changed.items()
        }
        failures: list[UserError] = []
        if changed:
            self._desk.do(
                commands.edit_case, self._case, version=self._version, failed=failures.append, **changed
            )
        if not failures:
            self.accept()
        elif not self.form.show_error(failures[0]):
            self.show_error(failures[0].message)


def case_facts(store: Store, case_id: int) -> dict[str, Any] | None:
    """A case's own columns, for its form; None when it is gone."""
    t = s.service_case
    rows = select(t).where(t.c.id == case_id, t.c.deleted_at.is_(None))
    with store.reading() as db:
        facts = db.execute(rows).mappings().first()
    return dict(facts) if facts is not None else None
