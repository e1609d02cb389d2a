"""What somebody who forgot the PIN can do: ask the owner; or, being the owner, type the recovery code."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.base.fold import given_name
from salesdesk.base.i18n import _, ngettext
from salesdesk.staff.pin_queries import has_recovery_code
from salesdesk.staff.queries import StaffRow
from salesdesk.staff.unlocking import Memory, check_recovery_code
from salesdesk.store.database import Store
from salesdesk.ui import theme
from salesdesk.ui.widgets import STRETCH, Button, FormField, Label, column, row

_WIDTH = 420


class RecoveryPanel(QWidget):
    """``proved`` gives the owner's staff id when the code was right."""

    proved = Signal(object)
    closed = Signal()

    def __init__(self, store: Store, memory: Memory) -> None:
        super().__init__()
        self._store, self._memory = store, memory
        self._owner = 0
        self.setFixedWidth(theme.scaled(_WIDTH))
        self._words = Label("", wrap=True)
        self.code = QLineEdit()
        self.code.setAccessibleName(_("Recovery code"))
        self.code.returnPressed.connect(self._try)
        self._field = FormField(_("Recovery code"), self.code, help=_("Four groups of four, as printed"))
        self.back = Button(_("Back"), on_click=self.closed.emit)
        self.unlock = Button(_("Unlock"), "primary", key="Return", on_click=self._try)
        self.setLayout(column(self._words, self._field, row(STRETCH, self.back, self.unlock), spacing=10))

    def show_for(self, person: StaffRow) -> None:
        """Show what helps this person."""
        self._owner = person.id
        owner = "owner" in person.roles.split(",")
        coded = owner and has_recovery_code(self._store)
        name = given_name(person.name)
        if coded:
            self._words.setText(
                _("Type the recovery code that was printed when the owner's PIN was set. It removes the PIN.")
            )
        elif owner:
            self._words.setText(
                _("No recovery code was made for this shop. Another owner can give {name} a new PIN.").format(
                    name=name
                )
            )
        else:
            self._words.setText(
                _("The owner gives {name} a new PIN: Settings, Staff and PINs.").format(name=name)
            )
        self._field.setVisible(coded)
        self._field.clear_error()
        self.unlock.setVisible(coded)
        self.code.clear()
        self.show()
        (self.code if coded else self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self) -> None:
        checked = check_recovery_code(self._store, self.code.text(), self._memory)
        if checked.right:
            self.proved.emit(self._owner)
        elif checked.wait:
            words = ngettext("Too many wrong tries. Wait {n} second.",
                             "Too many wrong tries. Wait {n} seconds.", checked.wait)  # fmt: skip
            self._field.set_error(words.format(n=checked.wait))
        else:
            self._field.set_error(_("This is not the recovery code. Compare it letter by letter."))
