"""The cell in which a product is found by a part of its name or its code; unknown words stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.base.fold import nfc
from salesdesk.base.i18n import _
from salesdesk.base.money import format_money
from salesdesk.sales.line_text import split_times
from salesdesk.sales.product_queries import Pick
from salesdesk.ui.desk import Desk
from salesdesk.ui.reference_editor import Match, MatchPopup
from salesdesk.ui.widgets.inputs import QUIET_MS

FindPicks = Callable[[str], Sequence[Pick]]


def pick_finder(desk: Desk) -> FindPicks:
    """What finds products for this desk, at today's prices."""
    from salesdesk.sales.product_queries import find_products

    def find(typed: str) -> Sequence[Pick]:
        with desk.store.reading() as db:
            return find_products(db, typed, desk.store.today())

    return find


class ProductPicker(QLineEdit):
    """Type a name or a code; the matches below show the price. "2x KAR" means two of them."""

    picked = Signal(object, object)
    """(Pick, quantity in thousandths or None)"""

    def __init__(self, find: FindPicks, currency: str, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find, self._currency, self._language = find, currency, language
        self._picks: dict[int, Pick] = {}
        self._composing = False
        self.setAccessibleName(_("Product, code or any words"))
        self.setPlaceholderText(_("Type a product, code or service…"))
        self.popup = MatchPopup(self)
        self.popup.chosen.connect(self._choose)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self.search_now)
        self.textEdited.connect(lambda _text: self._quiet.start())

    def search_now(self) -> None:
        """Show what matches the words typed so far."""
        self._quiet.stop()
        _quantity, words = split_times(nfc(self.text()).strip())
        if self._composing or not self.hasFocus():
            return
        picks = self._find(words) if words else []
        self._picks = {pick.id: pick for pick in picks}
        self.popup.show_matches([Match(p.id, p.name, self._beside(p)) for p in picks])

    def show_all(self) -> None:
        """Open the list of everything that is for sale."""
        picks = self._find("")
        self._picks = {pick.id: pick for pick in picks}
        self.popup.show_matches([Match(p.id, p.name, self._beside(p)) for p in picks])

    def pick_now(self) -> bool:
        """Choose the marked match, reading what was typed last; False when nothing matches."""
        if self._quiet.isActive():
            self.search_now()
        return self.popup.isVisible() and self.popup.choose_current()

    def _beside(self, pick: Pick) -> str:
        price = format_money(pick.price, self._currency, self._language)
        return _("{code} · {price}").format(code=pick.code, price=price) if pick.code else price

    def _choose(self, match: Match) -> None:
        quantity, _words = split_times(nfc(self.text()).strip())
        self.picked.emit(self._picks[match.id], quantity)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Search only when a word is whole."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self._composing:
            self._quiet.start()

    @property
    def composing(self) -> bool:
        """Whether a word is being composed, so that Enter and the arrows are the typing method's."""
        return self._composing

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the matches."""
        super().focusOutEvent(event)
        self._quiet.stop()
        self.popup.hide()
