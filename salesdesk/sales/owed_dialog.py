"""Recording a payment from anywhere: type who paid, choose the sale; the rest of it is filled in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from salesdesk.base import phones
from salesdesk.base.fold import fold
from salesdesk.base.i18n import _, ngettext
from salesdesk.base.money import format_money
from salesdesk.parties.kinds_panel import add_kinds
from salesdesk.sales.sale_queries import Owed, money_to_collect
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import FormField, Label

_MOST, _ROWS = 500, 6


class _WhoField(QLineEdit):
    """Up and Down walk through the list below without leaving the field."""

    def __init__(self, rows: QListWidget) -> None:
        super().__init__()
        self._rows = rows

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            place = min(max(self._rows.currentRow() + step, 0), self._rows.count() - 1)
            self._rows.setCurrentRow(place)
            return
        super().keyPressEvent(event)


class OwedSheet(Sheet):
    """Finds the sale that was paid by name, phone or number. ``sale_id`` is the one chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window, _("New payment"), 680, icon="banknote")
        self._desk = desk
        self.sale_id: int | None = None
        with desk.store.reading() as db:
            self._owed = money_to_collect(db, desk.store.today(), _MOST)
        self._shown: list[Owed] = []
        self.rows = QListWidget()
        self.rows.setFixedHeight(theme.scaled(_ROWS * 32 + 4))
        self.who = _WhoField(self.rows)
        self.who.setPlaceholderText(_("name, phone or number of the sale"))
        self._none = Label("", "body", "ink2", wrap=True)
        self.body.addWidget(FormField(_("Who paid"), self.who))
        self.body.addWidget(self.rows)
        self.body.addWidget(self._none)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self._go = self.set_primary(_("Next"), icon="arrow-right", on_click=self._choose)
        self.who.textChanged.connect(lambda _text: self._find())
        self.rows.itemDoubleClicked.connect(lambda _item: self._choose())
        self.set_focus_first(self.who)
        add_kinds(self, desk, "sales.new_payment", lambda: (None, self.who.text().strip()), self.who.setText)
        self._find()

    def _find(self) -> None:
        typed = fold(self.who.text()).split()
        digits = "".join(c for c in self.who.text() if c.isdigit())
        self._shown = [o for o in self._owed if _matches(o, typed, digits, self._desk.store.country)]
        self.rows.clear()
        for owed in self._shown:
            item = QListWidgetItem(self._words(owed))
            self.rows.addItem(item)
        self.rows.setCurrentRow(0 if self._shown else -1)
        self.rows.setVisible(bool(self._shown))
        self._none.setVisible(not self._shown)
        self._none.setText(_("Nobody owes money.") if not self._owed else _("No unpaid sale matches."))
        self._go.setEnabled(bool(self._shown))
        count = len(self._shown)
        words = ngettext("{n} unpaid sale", "{n} unpaid sales", count).format(n=count)
        self.set_note(words)
        self.rows.setAccessibleName(words)

    def _words(self, owed: Owed) -> str:
        money = format_money(owed.amount, self._desk.currency, self._desk.language)
        return _("{name}  ·  {number}  ·  {money}").format(
            name=owed.party or _("Walk-in customer"), number=owed.number or "—", money=money
        )

    def _choose(self) -> None:
        place = self.rows.currentRow()
        if 0 <= place < len(self._shown):
            self.sale_id = self._shown[place].sale_id
            self.accept()


def _matches(owed: Owed, typed: list[str], digits: str, country: str) -> bool:
    text = fold(f"{owed.party} {owed.number}")
    if all(word in text for word in typed):
        return True
    phone = phones.normal(owed.phone, country) or owed.phone
    wanted = phones.normal(digits, country) if len(digits) >= 6 else None
    return len(digits) >= 3 and (digits in "".join(c for c in phone if c.isdigit()) or phone == wanted)
