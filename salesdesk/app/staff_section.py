"""Settings: who works here, their roles and PINs, and when the screen locks."""

from functools import partial

from PySide6.QtWidgets import QWidget

from salesdesk.app.lock_tiles import in_order, role_of
from salesdesk.app.locking import LEAST_IDLE, MOST_IDLE, idle_minutes
from salesdesk.app.pin_dialog import PinSheet, give_recovery_code
from salesdesk.app.preferences import IDLE_MINUTES
from salesdesk.app.settings_parts import SettingsSection, window_of
from salesdesk.base.i18n import _, ngettext
from salesdesk.staff.pin_commands import set_pin_length
from salesdesk.staff.pin_queries import has_recovery_code, kept_pins, pin_length
from salesdesk.staff.pins import LONGEST, SHORTEST
from salesdesk.staff.queries import StaffRow, list_staff, role_words
from salesdesk.staff.rights import STAFF, refusal
from salesdesk.staff.staff_dialog import StaffSheet
from salesdesk.ui.widgets import (
    Avatar,
    Badge,
    Button,
    Card,
    ChoiceBox,
    Divider,
    Label,
    NumberBox,
    boxed,
    clear,
    column,
    row,
)


class StaffSection(SettingsSection):
    """The people first; then the lock. Whoever is not the owner changes only the own PIN."""

    tables = ("setting", "staff_member", "staff_pin")

    def build(self) -> None:
        """Make the cards."""
        self._window = window_of(self.desk)
        owner = self.desk.may(STAFF)
        add = Button(_("Add somebody"), "ghost", icon="user-plus", size="small",
                     on_click=lambda: self._edit(None))  # fmt: skip
        add.setVisible(owner)
        people = Card(_("People at the desk"), add if owner else None, padding=False)
        self._people = column(spacing=0)
        people.add(self._people)
        self.body.addWidget(people)
        self._count = people
        if not owner:
            self.body.addWidget(Label(refusal(STAFF), "caption", "ink2", wrap=True))
        self._lock_card(owner)

    def _lock_card(self, owner: bool) -> None:
        card = self.add_card(
            _("Lock"),
            _(
                "The PIN guards the screen, not the disk: who takes the computer away can read the book. "
                "Against that helps the disk encryption of Windows, macOS or Linux."
            ),
        )
        self.idle = NumberBox(LEAST_IDLE, MOST_IDLE, name=_("Lock after so many minutes"))
        self.idle.setValue(idle_minutes(self._window.preferences))
        self.idle.valueChanged.connect(
            lambda minutes: self._window.preferences.put(IDLE_MINUTES, str(minutes))
        )
        card.add_line(
            _("Lock after so many minutes"),
            _("Without a key or the mouse; sleep counts. It locks only when somebody has a PIN."),
            self.idle,
        )
        if not owner:
            return
        lengths = [
            (n, ngettext("{n} digit", "{n} digits", n).format(n=n)) for n in range(SHORTEST, LONGEST + 1)
        ]
        self.length = ChoiceBox(lengths, _("Digits of a PIN"))
        self.length.chosen.connect(lambda n: self.desk.do(set_pin_length, n))
        card.add_line(
            _("Digits of a PIN"),
            _("Of every new PIN in this shop; those already set stay as they are."),
            self.length,
        )
        self.recovery = Button(
            "", icon="key-round", size="small", on_click=partial(give_recovery_code, self.desk)
        )
        card.add_line(
            _("Recovery code"),
            _("Unlocks the screen when the owner's PIN is forgotten. Print it; it is shown only once."),
            self.recovery,
        )

    def fill(self) -> None:
        """Show the people as they are now."""
        clear(self._people)
        with self.desk.store.reading() as db:
            people, pins = in_order(list_staff(db, left_too=True)), kept_pins(db)
        for n, person in enumerate(people):
            if n:
                self._people.addWidget(Divider())
            self._people.addWidget(self._line(person, person.id in pins))
        self._count.set_count(str(len(people)))
        if self.desk.may(STAFF):
            self.length.set_value(pin_length(self.desk.store))
            made = has_recovery_code(self.desk.store)
            self.recovery.setText(_("Make a new code") if made else _("Make a code"))

    def _line(self, person: StaffRow, has_pin: bool) -> QWidget:
        viewer = person.roles == "viewer"
        what = role_of(person.roles) if viewer else role_words(person.roles)
        words = column(
            Label(person.name, "strong", "ink" if person.active else "ink3", elide="end"),
            Label(what, "caption", "ink2", elide="end"),
            spacing=0,
        )
        layout = row(Avatar(person.name), words, spacing=10, margins=(15, 7, 12, 7))
        layout.setStretch(1, 1)
        me = person.id == self.desk.store.staff_id
        if me:
            layout.addWidget(Badge(_("you"), "accent"))
        if not person.active:
            layout.addWidget(Badge(_("has left")))
        elif has_pin:
            layout.addWidget(Badge(_("PIN set"), "neutral", "lock"))
        if person.active and (me or self.desk.may(STAFF)):
            said = _("Change PIN…") if has_pin else _("Set PIN…")
            whose = _("Change the PIN of {name}") if has_pin else _("Set the PIN of {name}")
            pin = Button(said, size="small", on_click=lambda: self._pin(person))
            pin.setAccessibleName(whose.format(name=person.name))
            layout.addWidget(pin)
        if self.desk.may(STAFF):
            edit = Button(
                _("Edit"), "ghost", icon="pencil", size="small", on_click=lambda: self._edit(person)
            )
            edit.setAccessibleName(_("Edit {name}").format(name=person.name))
            layout.addWidget(edit)
        return boxed(layout)

    def _pin(self, person: StaffRow) -> None:
        PinSheet(self.desk, person.id).run()

    def _edit(self, person: StaffRow | None) -> None:
        StaffSheet(self.desk.window, self.desk, person).run()
