"""What every sheet of selling stands on: where forms find records, single fields, how errors are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from PySide6.QtWidgets import QApplication, QWidget

from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.base.money import format_money
from salesdesk.parties.queries import find_people
from salesdesk.parties.records import party_name
from salesdesk.sales.product_queries import find_products
from salesdesk.staff.queries import find_staff, staff_names
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.ui.desk import Desk
from salesdesk.ui.editors import Editor, FormPlace, make_editor
from salesdesk.ui.reference_editor import ReferenceEditor
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import FormField

Found = Sequence[tuple[int, str, str]]


def place_of(desk: Desk) -> FormPlace:
    """Where the forms of selling stand: the shop's language and money, and how they find records."""
    store = desk.store

    def people(typed: str) -> Found:
        with store.reading() as db:
            return find_people(db, typed)

    def products(typed: str) -> Found:
        with store.reading() as db:
            found = find_products(db, typed, store.today())
        return [(p.id, p.name, format_money(p.price, store.currency, desk.language)) for p in found]

    def staff(typed: str) -> Found:
        with store.reading() as db:
            return find_staff(db, typed)

    def name_of(table: str) -> Callable[[int], str]:
        def name(row_id: int) -> str:
            found = s.TABLES[table]
            with store.reading() as db:
                if table == "party":
                    return party_name(db, row_id)
                return str(db.execute(found.select().where(found.c.id == row_id)).mappings().one()["name"])

        return name

    kinds = ("party", "product", "staff_member", "campaign")
    find = {"party": people, "product": products, "staff_member": staff, **desk.find}
    return FormPlace(
        desk.language, store.currency, store.country, store.today(), store.zone, find,
        {kind: name_of(kind) for kind in kinds},
    )  # fmt: skip


def people_at_desk(desk: Desk) -> dict[int, str]:
    """The names of everybody at the desk, by id."""
    with desk.store.reading() as db:
        return staff_names(db)


class OneField(FormField):
    """A single field of a sheet: its editor by kind, its name above, what is wrong below."""

    def __init__(
        self,
        field: Field,
        place: FormPlace,
        value: Any = None,
        *,
        help_words: str = "",
        editor: QWidget | None = None,
    ) -> None:
        self.field = field
        self._words = help_words
        widget = editor or make_editor(field, place)
        super().__init__(_(field.label), widget, help=help_words)
        self.input = cast(Editor, widget)
        self.input.set_value(value)
        self.input.edited.connect(self.clear_error)
        self.input.hinted.connect(lambda words: self.set_help(words or self._words))

    @property
    def widget(self) -> QWidget:
        """The editor, to focus."""
        return self.editor

    def value(self) -> Any:
        """The value, None when empty. Raises `UserError` (with this field) for text that cannot be read."""
        try:
            return self.input.value()
        except UserError as error:
            raise UserError(error.message, self.field.key) from None

    def try_value(self) -> Any:
        """The value, None when empty or not to be read."""
        try:
            return self.input.value()
        except UserError:
            return None


def show_wrong(sheet: Sheet, fields: Mapping[str, OneField], error: UserError) -> None:
    """Say what is wrong beside its field and go there; else above the sheet."""
    field = fields.get(error.field or "")
    if field is None:
        sheet.show_error(error.message)
        return
    field.set_error(error.message)
    field.widget.setFocus()


def attempt(
    sheet: Sheet,
    desk: Desk,
    fields: Mapping[str, OneField],
    command: Callable[..., Any],
    *args: Any,
    **words: Any,
) -> list[Any]:
    """Run a command for a sheet: its answer in a list, or nothing, with what is wrong said in the sheet."""
    answers: list[Any] = []
    wrong: list[UserError] = []

    def run(store: Store) -> None:
        answers.append(command(store, *args, **words))

    desk.do(run, failed=wrong.append)
    if wrong:
        show_wrong(sheet, fields, wrong[0])
    elif not answers:
        sheet.show_error(_("Nothing was saved. What you typed is still here."))
    return answers


class CustomerField(OneField):
    """For whom: type to find; a name or number that nobody has yet becomes a new customer."""

    def __init__(
        self, place: FormPlace, value: tuple[int, str] | None = None, *, optional: bool = False
    ) -> None:
        field = Field("party_id", N_("Customer"), Kind.REFERENCE, reference="party", required=not optional)
        super().__init__(field, place, value)
        self.reference = cast(ReferenceEditor, self.editor)
        example = _("Walk-in customer") if optional else _("Type a name or a phone number")
        self.reference.setPlaceholderText(example)
        self.reference.editingFinished.connect(self._say)
        self.input.edited.connect(self._unsay)

    def _unsay(self) -> None:
        self.set_help("")

    def _say(self) -> None:
        new = self.who()[1]
        self.set_help(_("New: will be added as a customer") if new else "")

    def who(self) -> tuple[int | None, str]:
        """(id, "") of somebody known, (None, words) for somebody new, (None, "") for nobody."""
        found = self.try_value()
        return (found, "") if found is not None else (None, self.reference.typed())

    def name(self) -> str:
        """What is written there."""
        return self.reference.text().strip()


def run_sheet(sheet: Sheet) -> bool:
    """Show a sheet and wait; True when it was accepted. It is gone afterwards: read it at once.

    A field of an earlier sheet that still has the focus is let go first: the focus could not go back to it.
    """
    focused = QApplication.focusWidget()
    if focused is not None and not focused.isVisible():
        focused.clearFocus()
    try:
        return sheet.run()
    finally:
        sheet.deleteLater()
