"""Choosing a person by typing, or adding one that is not there yet; and how forms find records by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.fold import fold
from salesdesk.base.i18n import N_, _
from salesdesk.parties.commands import add_party
from salesdesk.parties.queries import find_people
from salesdesk.parties.records import party_name
from salesdesk.staff.queries import find_staff, staff_name
from salesdesk.store import schema as s
from salesdesk.ui.desk import Desk
from salesdesk.ui.editors import FormPlace
from salesdesk.ui.reference_editor import ReferenceEditor
from salesdesk.ui.widgets import FormField

if TYPE_CHECKING:
    from salesdesk.store.database import Store

Found = Sequence[tuple[int, str, str]]
PERSON = Field("party_id", N_("Customer"), Kind.REFERENCE, reference="party")


def finders(desk: Desk) -> dict[str, Callable[[str], Found]]:
    """The type-to-find functions for people, staff and campaigns, and those other features gave."""

    def people(typed: str) -> Found:
        with desk.store.reading() as db:
            return find_people(db, typed)

    def staff(typed: str) -> Found:
        with desk.store.reading() as db:
            return find_staff(db, typed)

    def campaigns(typed: str) -> Found:
        c = s.campaign.c
        with desk.store.reading() as db:
            newest = (
                select(c.id, c.name, c.code).where(c.deleted_at.is_(None)).order_by(c.id.desc()).limit(200)
            )
            rows = db.execute(newest).all()
        wanted = fold(typed.strip())
        return [(row.id, row.name, row.code or "") for row in rows if wanted in fold(row.name)][:8]

    return {"party": people, "staff_member": staff, "campaign": campaigns, **desk.find}


def names(desk: Desk) -> dict[str, Callable[[int], str]]:
    """The names of people, staff and campaigns by id, for fields that show one."""

    def person(party_id: int) -> str:
        with desk.store.reading() as db:
            return party_name(db, party_id)

    def campaign(campaign_id: int) -> str:
        c = s.campaign.c
        with desk.store.reading() as db:
            return db.execute(select(c.name).where(c.id == campaign_id)).scalar() or "—"

    return {"party": person, "staff_member": lambda i: staff_name(desk.store, i), "campaign": campaign}


def form_place(desk: Desk) -> FormPlace:
    """Where forms about people stand: the shop's language, money and day, and how they find records."""
    store = desk.store
    return FormPlace(
        desk.language, store.currency, store.country, store.today(), store.zone, finders(desk), names(desk)
    )


class PartyPicker(FormField):
    """A field that finds a person by name, phone or e-mail; a name that nobody has can be added."""

    changed = Signal()

    def __init__(
        self, desk: Desk, label: str = "", *, required: bool = True, parent: QWidget | None = None
    ) -> None:
        self._required = required
        self._find = finders(desk)["party"]
        self.field = ReferenceEditor(PERSON, self._find, names(desk)["party"])
        self.field.setPlaceholderText(_("name or phone"))
        super().__init__(label or _(PERSON.label), self.field, parent=parent)
        self.field.edited.connect(self._edited)

    def set_party(self, party_id: int | None) -> None:
        """Show a person."""
        self.field.set_value(party_id)
        self.clear_error()

    def party_id(self) -> int | None:
        """The chosen person's id, None for nobody or for a name that is not in the book."""
        try:
            return self.field.value()
        except UserError:
            return None

    def party_or_new(self, store: Store) -> int | None:
        """The chosen person's id; somebody typed who is not in the book is added (call it inside the step).

        Raises `UserError` when nobody was typed and somebody is needed.
        """
        chosen = self.party_id()
        if chosen is not None:
            return chosen
        typed = self.field.typed()
        if typed:
            if sum(c.isdigit() for c in typed) >= 6 and not any(c.isalpha() for c in typed):
                return add_party(store, phone=typed)
            return add_party(store, name=typed)
        if self._required:
            raise UserError(_("Choose a person, or type a new name."), PERSON.key)
        return None

    def _edited(self) -> None:
        self.clear_error()
        typed = self.field.typed()
        new = bool(typed) and not self._find(typed)
        self.set_help(_("{name} will be added").format(name=typed) if new else "")
        self.changed.emit()
