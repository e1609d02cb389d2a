"""Adding a person in one small sheet, and editing all of somebody's facts in a larger one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCompleter, QLayout, QLineEdit, QWidget
from sqlalchemy import select

from salesdesk.base import choices
from salesdesk.base.errors import UserError
from salesdesk.base.fold import nfc
from salesdesk.base.i18n import _, pgettext
from salesdesk.parties.commands import add_party, edit_party
from salesdesk.parties.kinds_panel import add_kinds
from salesdesk.parties.party_picker import form_place
from salesdesk.parties.queries import Alike, PartyCard, find_alike, party_card
from salesdesk.parties.rules import NextStep
from salesdesk.prospects.days_picker import DayChips
from salesdesk.prospects.words import EDITED, SOURCE
from salesdesk.store import schema as s
from salesdesk.ui.conflict_dialog import show_conflict, words_in
from salesdesk.ui.desk import Desk
from salesdesk.ui.editors import ChoiceEditor
from salesdesk.ui.record_form import RecordForm
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import (
    Button,
    FormField,
    Label,
    Strip,
    boxed,
    column,
    row,
)
from salesdesk.ui.widgets.inputs import QUIET_MS

_MOST_PRODUCTS = 500


class NewPartySheet(Sheet):
    """A name or a phone is enough; somebody alike who is in the book already is shown while typing.

    ``added`` is the new party's id after saving, ``open_it`` whether its page is wanted.
    """

    def __init__(self, desk: Desk, name: str = "", *, stage: str = "new", about: int | None = None) -> None:
        super().__init__(desk.window, pgettext("title of the sheet that adds a record", "New"), 680)
        self._desk, self._stage, self._about = desk, stage, about
        self.added: int | None = None
        self.found: int | None = None
        self.open_it = False
        self.name, self.phone = QLineEdit(name), QLineEdit()
        self._name, self._phone = FormField(_("Name"), self.name), FormField(_("Phone"), self.phone)
        self.needs, self.source = QLineEdit(), ChoiceEditor(SOURCE)
        self.needs.setPlaceholderText(_("product or need"))
        self._offer_products()
        self._doubles = DoubleStrip(self._open_double)
        self.body.addLayout(_three_to_two(self._name, self._phone))
        self.body.addWidget(self._doubles)
        needs, source = (
            FormField(_("Interested in"), self.needs),
            FormField(_("Heard of us from"), self.source),
        )
        self.body.addLayout(_three_to_two(needs, source))
        self.days = DayChips(desk, _("Call today"), icon="phone")
        self.body.addWidget(
            boxed(column(Label(_("Next step"), "caption_medium", "ink2"), self.days, spacing=4))
        )
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self._look_for_doubles)
        for field in (self.name, self.phone):
            field.textChanged.connect(lambda _text: self._quiet.start())
        add_kinds(self, desk, "prospects.new", self._who, self._fill)
        self.set_note(_("A name or a phone is enough"))
        self.add_action(_("Save and open"), key="Alt+O", on_click=lambda: self._save(True)).setShortcut(
            "Alt+O"
        )
        self.set_primary(_("Save"), key="Ctrl+Return", on_click=lambda: self._save(False))
        self.set_focus_first(self.name)

    def _offer_products(self) -> None:
        """Products to choose from while a need is typed; the words are never completed by themselves."""
        c = s.product.c
        with self._desk.store.reading() as db:
            names = select(c.name).where(c.deleted_at.is_(None)).order_by(c.name).limit(_MOST_PRODUCTS)
            offered = QCompleter(list(db.execute(names).scalars()), self)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        offered.setMaxVisibleItems(8)
        self.needs.setCompleter(offered)

    def _fill(self, typed: str) -> None:
        """Begin with what was typed elsewhere: a phone number or a name."""
        number = sum(c.isdigit() for c in typed) >= 6 and not any(c.isalpha() for c in typed)
        (self.phone if number else self.name).setText(typed)

    def _who(self) -> tuple[int | None, str]:
        """Who is meant, for another kind of sheet: somebody known by what is typed, else the words.

        With nothing typed it is whose page was shown.
        """
        if not (self.name.text().strip() or self.phone.text().strip()):
            return self._about, ""
        found = self._alike()
        return (found[0].id, "") if found else (None, self.name.text().strip() or self.phone.text().strip())

    # ------------------------------------------------------------- doubles and saving

    def _look_for_doubles(self) -> None:
        self._doubles.show_alike(self._alike())

    def _alike(self) -> list[Alike]:
        store = self._desk.store
        with store.reading() as db:
            return find_alike(db, name=self.name.text(), phone=self.phone.text(), country=store.country)

    def _open_double(self, party_id: int) -> None:
        self.found = party_id
        self.reject()

    def _save(self, open_it: bool) -> None:
        self._name.clear_error()
        step = NextStep(day) if (day := self.days.day()) is not None else None
        self.open_it = open_it
        texts: dict[str, Any] = {"needs": nfc(self.needs.text()), "source": self.source.value() or ""}
        if self._stage != "new":
            texts["prospect_stage"] = self._stage
        name, phone = nfc(self.name.text()), nfc(self.phone.text())
        self.added = self._desk.do(
            add_party, name=name, phone=phone, next_step=step, failed=self._wrong, **texts
        )
        if self.added is not None:
            self.accept()

    def _wrong(self, error: UserError) -> None:
        box = {"name": self._name, "phone": self._phone}.get(error.field or "")
        if box is None:
            self.show_error(error.message)
            return
        box.set_error(error.message)
        box.editor.setFocus()


def _three_to_two(left: QWidget, right: QWidget) -> QLayout:
    line = row(left, right, spacing=10)
    line.setStretch(0, 3)
    line.setStretch(1, 2)
    return line


class DoubleStrip(Strip):
    """Says that somebody alike is in the book already, and opens that record."""

    def __init__(self, open_it: Callable[[int], object], parent: QWidget | None = None) -> None:
        super().__init__("warn", "users", parent)
        self._found: Alike | None = None
        self._text = Label("", "medium", "warnInk", elide="end")
        self.button = Button("", size="small", on_click=lambda: self._found and open_it(self._found.id))
        self.row.addWidget(self._text, 1)
        self.row.addWidget(self.button)
        self.hide()

    def show_alike(self, found: list[Alike]) -> None:
        """Show the surest of those found; with none the strip is hidden."""
        self._found = found[0] if found else None
        self.setVisible(bool(found))
        if self._found is None:
            return
        sentence = {
            "phone": _("This phone is already {name}’s ({state})."),
            "email": _("This e-mail is already {name}’s ({state})."),
            "name": _("{name} is in the book already ({state})."),
        }[self._found.why]
        state = choices.label(choices.PARTY_STATES, self._found.state)
        self._text.setText(sentence.format(name=self._found.name, state=state[:1].lower() + state[1:]))
        self.button.setText(pgettext("person", "Open the record"))


class EditPartySheet(Sheet):
    """All facts of a person in one form. Somebody else's change in between is never overwritten."""

    def __init__(self, desk: Desk, card: PartyCard, first: str = "name") -> None:
        super().__init__(desk.window, _("Edit {name}").format(name=card.name), 680, icon="pencil")
        self._desk, self._card = desk, card
        self.form = RecordForm(EDITED, card.facts, form_place(desk), columns=2)
        self.body.addWidget(self.form)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Save"), key="Ctrl+Return", on_click=self._save)
        self.set_focus_first(self.form.widget(first))

    def _save(self) -> None:
        try:
            changed = self.form.changed_values()
        except UserError:
            return
        text = {key for key, value in self._card.facts.items() if isinstance(value, str)}
        facts: dict[str, Any] = {
            key: "" if value is None and key in text else value for key, value in changed.items()
        }
        failed: list[UserError] = []
        self._desk.do(edit_party, self._card.id, version=self._card.version, failed=failed.append, **facts)
        if not failed:
            self.accept()
        elif not self._changed_meanwhile() and not self.form.show_error(failed[0]):
            self.show_error(failed[0].message)

    def _changed_meanwhile(self) -> bool:
        with self._desk.store.reading() as db:
            card = party_card(db, self._card.id)
        if card is None or card.version == self._card.version:
            return False
        self._card = card
        words = words_in(self._desk.language, self._desk.currency)
        show_conflict(self, self.form, card.facts, words, self._save)
        return True
