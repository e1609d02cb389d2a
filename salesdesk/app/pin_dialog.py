"""Giving a person a PIN, and the owner the code that helps when it is forgotten."""

from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from salesdesk.app.settings_parts import window_of
from salesdesk.app.tries import TriesKept
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _, ngettext
from salesdesk.staff.pin_commands import clear_pin, make_recovery_code, set_pin
from salesdesk.staff.pin_queries import kept_pins, pin_length
from salesdesk.staff.pins import digits, length_of
from salesdesk.staff.queries import find_staff_by_id
from salesdesk.staff.unlocking import check_pin
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import FormField, Label


class PinSheet(Sheet):
    """A new PIN, typed twice; one's own needs the one before. ``first`` explains what a PIN is for."""

    def __init__(
        self, desk: Desk, staff_id: int, *, first: bool = False, parent: QWidget | None = None
    ) -> None:
        self._desk, self._staff_id = desk, staff_id
        with desk.store.reading() as db:
            person, kept = find_staff_by_id(db, staff_id), kept_pins(db).get(staff_id)
        name = person.name if person else ""
        self._owner = person is not None and "owner" in person.roles.split(",")
        super().__init__(parent or desk.window, _("PIN of {name}").format(name=name), 440, icon="key-round")
        self._kept = kept if staff_id == desk.store.staff_id else None
        length = pin_length(desk.store)
        if first:
            words = _("With a PIN the screen can be locked, and it locks by itself when nobody is there.")
            self.body.addWidget(Label(words, wrap=True))
        help_ = ngettext("{n} digit", "{n} digits", length).format(n=length)
        self.before = self._line(_("PIN until now"), length_of(kept or ""))
        self.new, self.again = self._line(_("New PIN"), length, help_), self._line(_("Once more"), length)
        self.before.setVisible(self._kept is not None)
        note = _("The PIN guards the screen, not the disk. Write it nowhere near the computer.")
        self.body.addWidget(Label(note, "caption", "ink2", wrap=True))
        if kept is not None:
            self.add_action(_("Remove the PIN"), icon="trash-2", kind="danger", on_click=self._remove)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Set the PIN"), on_click=self.save)
        self.set_focus_first((self.before if self._kept is not None else self.new).editor)

    def _line(self, words: str, length: int, help_: str = "") -> FormField:
        edit = QLineEdit()
        edit.setEchoMode(QLineEdit.EchoMode.Password)
        edit.setMaxLength(length)
        field = FormField(words, edit, help=help_)
        self.body.addWidget(field)
        return field

    def save(self) -> None:
        """Set it; whatever is wrong is said beside its field."""
        new = self._text(self.new)
        self.again.clear_error()
        self.new.clear_error()
        if not self._is_me():
            return
        if new != self._text(self.again):
            self.again.set_error(_("The two are not the same. Type it once more."))
            return
        failed: list[UserError] = []
        self._desk.do(set_pin, self._staff_id, new, failed=failed.append, quiet=True)
        if failed:
            self.new.set_error(failed[0].message)
            return
        self.accept()
        if self._owner and self._staff_id == self._desk.store.staff_id:
            give_recovery_code(self._desk)

    def _remove(self) -> None:
        if self._is_me():
            failed: list[UserError] = []
            self._desk.do(clear_pin, self._staff_id, failed=failed.append)
            if failed:
                self.show_error(failed[0].message)
            else:
                self.accept()

    def _is_me(self) -> bool:
        """Whether the PIN until now is right, where it is asked for."""
        if self._kept is None:
            return True
        memory = TriesKept(window_of(self._desk).preferences)
        checked = check_pin(self._desk.store, self._staff_id, self._text(self.before), memory)
        words = ngettext("Too many wrong tries. Wait {n} second.",
                         "Too many wrong tries. Wait {n} seconds.", checked.wait)  # fmt: skip
        wrong = words.format(n=checked.wait) if checked.wait else _("This is not the PIN until now.")
        self.before.set_error("" if checked.right else wrong)
        return checked.right

    def _text(self, field: FormField) -> str:
        return digits(field.editor.text()) if isinstance(field.editor, QLineEdit) else ""


class RecoverySheet(Sheet):
    """The recovery code, the only time it can be seen."""

    def __init__(self, desk: Desk, code: str) -> None:
        super().__init__(desk.window, _("The owner's recovery code"), 440, icon="key-round")
        self._code, self._shop = code, desk.store.setting("shop_name")
        words = _(
            "It unlocks the screen when the owner's PIN is forgotten. It cannot be shown again: print it, or "
            "write it down, and keep it where you keep papers of value. An earlier code no longer works."
        )
        self.body.addWidget(Label(words, wrap=True))
        self.shown = Label(code, "record", selectable=True)
        self.shown.setAccessibleName(_("Recovery code"))
        self.body.addWidget(self.shown)
        copy = self.add_action(_("Copy"), icon="copy", on_click=self._copy)
        self.add_action(_("Print…"), icon="printer", on_click=self._print)
        self.set_primary(_("I have kept it"))
        self.set_focus_first(copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code)
        self.set_note(_("Copied"))

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            paper = QTextDocument()
            words = _("{shop}: recovery code of the owner").format(shop=self._shop)
            paper.setPlainText(f"{words}\n\n{self._code}")
            paper.print_(printer)


def give_recovery_code(desk: Desk) -> None:
    """Make a new recovery code and show it."""
    code = desk.do(make_recovery_code, quiet=True)
    if code:
        RecoverySheet(desk, code).run()
